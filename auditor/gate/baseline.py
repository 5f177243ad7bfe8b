"""The baseline: the faults that an agency knows of, in a text file that is reviewed like code.

A fault is known by its cause, so that it stays known when its page grows, moves or is
served from another host. What a reader needs to recognise it stands beside.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import ConfigDict, Field, ValidationError

from auditor import cause as causes
from auditor.audit import Audit, Finding, OutcomeName
from auditor.errors import AuditorError
from auditor.reporting.points import whole
from auditor.review.about import path_of, whole_of
from auditor.settings import read_toml, tell
from auditor.settings.gating import Suppression
from auditor.terminal import clean
from auditor.toml.table import Table
from auditor.toml.text import quoted

FORMAT = 1
WHERE_CHARS = 200  # of a path: enough to find the page
WHAT_CHARS = 160  # of markup: enough to find the component
HEAD = """\
# The faults that this portal is known to have. `auditor ci` fails for others.
# Written by `auditor baseline update`, and meant to be reviewed: a fault that is added here is one that
# people go on meeting. A fault is known by its cause; the other lines say where to find it.
"""


class BaselineError(AuditorError):
    """A baseline cannot be read, or says nothing that can be compared."""


class Key(NamedTuple):
    """What a fault is known by: its cause, and whose it is where it is one of a service as a whole."""

    cause: str
    service: str | None


class KnownFault(Table):
    """A fault that is known."""

    cause: str
    rule: str
    service: str | None = None
    pages: Annotated[int, Field(ge=0)] = 0
    where: str = ""
    what: str = ""

    @property
    def key(self) -> Key:
        """What it is known by."""
        return Key(self.cause, self.service)


class Baseline(Table):
    """What was known when a baseline was written, and what judged then."""

    model_config = ConfigDict(populate_by_name=True)

    format: Annotated[int, Field(ge=1)]
    auditor: str
    axe: str | None = None
    portal_score: Annotated[float | None, Field(strict=False)] = None
    scores: dict[str, Annotated[float, Field(strict=False)]] = Field(default_factory=dict)
    rules: Annotated[tuple[str, ...], Field(strict=False)]
    faults: Annotated[tuple[KnownFault, ...], Field(strict=False, alias="fault")] = ()
    suppressions: Annotated[tuple[Suppression, ...], Field(strict=False, alias="suppression")] = ()


def key_of(finding: Finding) -> Key:
    """Give what a failed finding is known by."""
    return Key(finding.cause or "", whole_of(finding))


def failures(audit: Audit) -> dict[Key, list[Finding]]:
    """Group what failed by what it is known by."""
    return findings_by_key(audit, "failed")


def findings_by_key(audit: Audit, outcome: OutcomeName) -> dict[Key, list[Finding]]:
    """Group the findings of an outcome by what they are known by, in the order of the audit.

    What only counts more elements of a page than are described is no fault of its own: one of each kind
    is described before others of it.
    """
    found = [
        finding for finding in audit.findings if finding.outcome == outcome and finding.cause is not None
    ]
    described = {(finding.rule, finding.page) for finding in found if _is_described(finding)}
    groups: dict[Key, list[Finding]] = defaultdict(list)
    for finding in found:
        if _is_described(finding) or (finding.rule, finding.page) not in described:
            groups[key_of(finding)].append(finding)
    return groups


def _is_described(finding: Finding) -> bool:
    return finding.page is None or finding.selector is not None or finding.snippet is not None


def where_of(url: str | None) -> str:
    """Give the path of an address as the baseline holds it."""
    return clean(path_of(url))[:WHERE_CHARS]


def baseline_of(
    audit: Audit, suppressions: Iterable[Suppression] = (), left_out: Iterable[Finding] = ()
) -> Baseline:
    """Write down what an audit found, but for findings that suppressions answer for."""
    out = {id(finding) for finding in left_out}
    faults = []
    for key, group in failures(audit).items():
        kept = [finding for finding in group if id(finding) not in out]
        if kept:
            faults.append(_known(key, kept))
    return Baseline(
        format=FORMAT,
        auditor=audit.auditor.version,
        axe=audit.auditor.axe,
        portal_score=_whole(audit.portal.score.value),
        scores={
            service.id: score
            for service in audit.services
            if (score := _whole(service.score.value)) is not None
        },
        rules=tuple(sorted(rule.id for rule in audit.rules)),
        faults=tuple(sorted(faults, key=lambda fault: (fault.rule, fault.cause, fault.service or ""))),
        suppressions=tuple(suppressions),
    )


def _known(key: Key, group: list[Finding]) -> KnownFault:
    pages = {finding.page for finding in group if finding.page is not None}
    first = min(group, key=lambda finding: path_of(finding.url))
    markup = causes.normalise(first.snippet or "")
    return KnownFault(
        cause=key.cause,
        rule=first.rule,
        service=key.service,
        pages=len(pages),
        where=where_of(first.url),
        what=clean(markup)[:WHAT_CHARS],
    )


def _whole(points: float | None) -> float | None:
    return None if points is None else float(whole(points))


def read_baseline(file: Path, *, to_compare: bool = True) -> Baseline:
    """Read a baseline; not to compare with it, but to write it anew, its causes may be of another version.

    Raises:
        BaselineError: saying what is wrong with it, and what to do.
        SettingsError: if it cannot be read, or is no TOML.
    """
    text, data = read_toml(str(file))
    number = data.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise BaselineError(f"{file} was written by a newer version of this program (format {number})")
    try:
        baseline = Baseline.model_validate(data)
    except ValidationError as error:
        mistakes = [(detail["loc"], f"not a baseline: {detail['msg']}") for detail in error.errors()]
        raise BaselineError("\n".join(tell(mistakes, str(file), text))) from error
    if to_compare:
        must_be_comparable(baseline, file)
    return baseline


def must_be_comparable(baseline: Baseline, file: Path) -> None:
    """Look whether causes are named as this version names them.

    Raises:
        BaselineError: saying what to do.
    """
    own = f"c{causes.VERSION}-"
    old = sorted({fault.cause for fault in baseline.faults if not fault.cause.startswith(own)})
    if old:
        raise BaselineError(
            f"{file} names causes as another version did ({old[0]}), and they cannot be compared: "
            "look at what `auditor ci --update-baseline` writes, and commit that"
        )


def write_toml(baseline: Baseline) -> str:
    """Give the text of the file: sorted, so that a review sees what was added and what is gone."""
    lines = [
        *HEAD.splitlines(),
        "",
        f"format = {baseline.format}",
        f"auditor = {quoted(baseline.auditor)}",
        *([f"axe = {quoted(baseline.axe)}"] if baseline.axe else []),
        *([f"portal_score = {baseline.portal_score:g}"] if baseline.portal_score is not None else []),
        "rules = [",
        *(f"    {quoted(rule)}," for rule in baseline.rules),
        "]",
        "",
        "[scores]",
        *(f"{quoted(service)} = {score:g}" for service, score in sorted(baseline.scores.items())),
    ]
    for suppression in baseline.suppressions:
        lines += ["", "[[suppression]]", *_suppression(suppression)]
    for fault in baseline.faults:
        lines += ["", "[[fault]]", *_fault(fault)]
    return "\n".join(lines) + "\n"


def _fault(fault: KnownFault) -> Iterator[str]:
    yield f"cause = {quoted(fault.cause)}"
    yield f"rule = {quoted(fault.rule)}"
    if fault.service is not None:
        yield f"service = {quoted(fault.service)}"
    if fault.pages:
        yield f"pages = {fault.pages}"
    if fault.where:
        yield f"where = {quoted(fault.where)}"
    if fault.what:
        yield f"what = {quoted(fault.what)}"


def _suppression(suppression: Suppression) -> Iterator[str]:
    for name, value in suppression.marks.items():
        yield f"{name} = {quoted(value)}"
    yield f"reason = {quoted(suppression.reason)}"
    yield f"owner = {quoted(suppression.owner)}"
    yield f"expires = {suppression.expires.isoformat()}"
