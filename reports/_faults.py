"""What failed, by cause, as reports for programs and reviewers tell it; with the gate's verdict, if any."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from auditor.audit import Audit, Finding
from auditor.locale.speaking import gettext, ngettext, retold
from auditor.reporting.retelling import first_of_causes, message_of_cause
from auditor.result.gate import FAILING, FaultState
from auditor.result.review import Reply

from . import _text
from ._words import answered

type State = FaultState | Literal["found"]

LONGEST_CHARS = 1_000  # of one text in these reports; our own bound
SEVERITIES = ("critical", "serious", "moderate", "minor")


@dataclass(frozen=True, slots=True)
class Fault:
    """Failures of one cause. `state` is "found" where no gate said anything of them."""

    cause: str
    rule: str
    pillar: str
    severity: str
    state: State
    why: str
    title: str
    message: str
    snippet: str
    selector: str
    url: str
    urls: Sequence[str]
    service: str
    pages: int
    elements: int
    source: str | None
    scored: bool
    said: Sequence[str] = ()  # by people: answers and replies

    @property
    def fails(self) -> bool:
        """Whether it fails a build; without a gate, whether a score counts it."""
        return self.state in FAILING or (self.state == "found" and self.scored)

    @property
    def place(self) -> str:
        """Where it was met first."""
        return self.url or self.service or gettext("the whole portal")

    @property
    def more(self) -> str:
        """On how many pages more, to be said after the place."""
        if self.pages <= 1:
            return ""
        return " " + ngettext("and {n} more page", "and {n} more pages", self.pages - 1)

    @property
    def fingerprint(self) -> str:
        """What stays the same from run to run, on every host."""
        return f"{self.cause}{f'-{self.service}' if self.service else ''}"

    @property
    def file(self) -> str:
        """The file of the repository that it is shown in, else one that stands for the page's path."""
        return safe_path(self.source) if self.source else stand_in(self.url)


def faults(audit: Audit) -> list[Fault]:
    """Give what failed, what fails the build first."""
    scored = {rule.id: rule.scored for rule in audit.rules}
    said = _said(audit.findings)
    if audit.gate is not None:
        return [
            Fault(
                cause=fault.cause,
                rule=text(fault.rule),
                pillar=fault.pillar,
                severity=fault.severity,
                state=fault.state,
                why=text(fault.why),
                title=text(gettext(fault.title)),
                message=text(retold(fault.message)),
                snippet=text(fault.snippet),
                selector=text(fault.selector),
                url=text(fault.url),
                urls=[text(url) for url in fault.urls],
                service=text(fault.service),
                pages=len(fault.pages),
                elements=fault.elements,
                source=fault.source,
                scored=scored.get(fault.rule, True),
                said=said.get(fault.cause, ()),
            )
            for fault in audit.gate.faults
        ]
    return _without_gate(audit, said)


def _said(findings: Iterable[Finding]) -> Mapping[str | None, Sequence[str]]:
    """Word what people said of failures, by their cause, each once."""
    said: defaultdict[str | None, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        if finding.outcome == "failed":
            if answer := finding.answer:
                words = answered(answer)
                said[finding.cause][text(words)] = None
            if reply := finding.reply:
                said[finding.cause][text(_replied(reply))] = None
    return {cause: list(words) for cause, words in said.items()}


def _replied(reply: Reply) -> str:
    return gettext(
        "reply of {owner} on {day}: {text}", owner=reply.by, day=reply.date.isoformat(), text=reply.text
    )


def _without_gate(audit: Audit, said: Mapping[str | None, Sequence[str]]) -> list[Fault]:
    titles = {rule.id: rule.title for rule in audit.rules}
    addresses = {page.id: page.url for page in audit.pages}
    places = first_of_causes(audit)
    return [
        Fault(
            cause=cause.id,
            rule=text(cause.rule),
            pillar=cause.pillar,
            severity=cause.severity,
            state="found",
            why="",
            title=text(titles.get(cause.rule, cause.rule)),
            message=text(message_of_cause(cause, places)),
            snippet=text(cause.snippet),
            selector=text(places[cause.id].selector if cause.id in places else None),
            url=text(cause.url),
            urls=[text(addresses.get(page)) for page in cause.pages if page in addresses],
            service="",
            pages=len(cause.pages),
            elements=cause.elements,
            source=None,
            scored=cause.scored,
            said=said.get(cause.id, ()),
        )
        for cause in audit.causes
    ]


def text(value: str | None) -> str:
    """Make a text from a portal safe for a program to read: nothing that acts, and not too long."""
    return _text.brief(value or "", LONGEST_CHARS)


def stand_in(url: str) -> str:
    """Give a path inside a repository that stands for an address: that of a folder of static files.

    It has no host, so that it is the same for every branch.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    return safe_path(path + ("index.html" if path.endswith("/") or not path else ""))


def safe_path(path: str) -> str:
    """Keep a path inside, and free of what is not a character of one."""
    parts = [
        part
        for part in unquote(path[:LONGEST_CHARS]).replace("\\", "/").split("/")
        if part not in {"", ".", ".."}
    ]
    return quote("/".join(parts), safe="/", errors="replace") or "index.html"
