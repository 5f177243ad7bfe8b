"""Asks every rule of a page, a service or a portal, and keeps what they answer. Pure.

This is the only place that catches what a rule raises: a broken rule is untested on
that page, with the reason, and the others go on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pydantic import TypeAdapter

from auditor.cause import cause_id
from auditor.evidence import Kind, PageEvidence, Part
from auditor.locale.speaking import finished, marked
from auditor.outcome import (
    CantTell,
    Count,
    Failed,
    Inapplicable,
    Outcome,
    Passed,
    Place,
    Quantity,
    Untested,
    Verdict,
)
from auditor.page.network import NAMED_HOSTS, lost_style_sheets
from auditor.portal import PortalEvidence
from auditor.rule import Pillar, RegisteredRule, Scope, Severity
from auditor.service import ServiceEvidence

# How rules that need a part see a page: on a phone, or in the state that the part is of.
_SHOWN: Mapping[Part, str] = {
    "narrow": "phone",
    "screens": "phone",
    "spaced": "spaced",
    "zoomed": "zoomed",
    "keyboard": "focused",
}

FINDINGS_A_RULE = 50  # described one by one; the rest of a page's are counted in one more finding


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule's outcomes on one page, service or portal, in elements.

    `within` is what of the failed elements is within a limit: one that is at twice the limit fails
    by half. `untested` is the reason, and then all counts are zero. A tally of nothing but zeros is
    inapplicable and is not kept.
    """

    passed: int = 0
    failed: int = 0
    cant_tell: int = 0
    untested: str = ""
    within: float = 0.0

    @property
    def failing(self) -> float:
        """The failed elements, each by the part of it that is too much."""
        return self.failed - self.within


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that a finding names, with its unit."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An outcome at a place: failed, cantTell or untested.

    `excess` is the part by which each element fails. `message` is the English sentence with its
    values filled in, `template` the constant it came from. `picture` shows the element with a frame
    around it, as WebP in base64.
    """

    rule: str
    pillar: Pillar
    verdict: Verdict
    severity: Severity
    criteria: tuple[str, ...]
    message: str
    template: str
    elements: int = 1
    excess: float = 1.0
    url: str | None = None
    selector: str | None = None
    snippet: str | None = None
    landmark: str = ""
    cause: str | None = None
    measured: Mapping[str, Measured | str] = field(default_factory=dict)
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that the rules answered of one page, service or portal."""

    tallies: Mapping[str, Tally]
    findings: tuple[Finding, ...]


def judge_page(page: PageEvidence, rules: Iterable[RegisteredRule]) -> Judgement:
    """Ask the rules of page scope: of documents those for documents, of others all others.

    Those that need a close look are asked only about pages that had one.
    """
    of_kind = [rule for rule in rules if rule.is_for_documents is (page.kind is Kind.DOCUMENT)]
    asked = [
        rule for rule in of_kind if rule.rule.scope is Scope.PAGE and (page.closely or not rule.is_close)
    ]
    return _with_pictures(page, _judge(page, asked), asked)


def _with_pictures(page: PageEvidence, judgement: Judgement, asked: Iterable[RegisteredRule]) -> Judgement:
    """Show findings at elements that were pictured, as they looked where the rule looks at them."""
    if not (page.pictures or page.phone_pictures or page.state_pictures):
        return judgement
    shown = {("", picture.target): picture.data for picture in page.pictures or ()}
    shown |= {
        ("phone" if picture.state == "scrolled" else picture.state, picture.target): picture.data
        for picture in page.state_pictures or ()
    }
    shown |= {("phone", picture.target): picture.data for picture in page.phone_pictures or ()}
    where = {
        rule.id: next((_SHOWN[part] for part in rule.rule.needs if part in _SHOWN), "") for rule in asked
    }
    findings = (
        replace(finding, picture=shown.get((where.get(finding.rule, ""), finding.selector or "")))
        for finding in judgement.findings
    )
    return replace(judgement, findings=tuple(findings))


def judge_service(service: ServiceEvidence, rules: Iterable[RegisteredRule]) -> Judgement:
    """Ask the rules of service scope."""
    return _judge(service, [rule for rule in rules if rule.rule.scope is Scope.SERVICE])


def judge_portal(portal: PortalEvidence, rules: Iterable[RegisteredRule]) -> Judgement:
    """Ask the rules of portal scope."""
    return _judge(portal, [rule for rule in rules if rule.rule.scope is Scope.PORTAL])


# What is not lost where it is missing: it is recorded only if somebody asks for it.
_UNASKED: Mapping[Part, str] = {
    "coverage": finished("it slows visits down, and is recorded only with coverage in [crawl] of portal.toml")
}


def outcomes_of(
    registered: RegisteredRule, evidence: PageEvidence | ServiceEvidence | PortalEvidence
) -> list[Outcome]:
    """Ask one rule, answering for it where its evidence is missing or it breaks."""
    if isinstance(evidence, PageEvidence):
        for part in registered.rule.needs:
            if getattr(evidence, part) is None:
                reason = evidence.missing.get(part) or _UNASKED.get(part, finished("it was not recorded"))
                return [Untested(f"{part.replace('_', ' ')} is missing: {reason}")]
    try:
        outcomes = list(registered.rule.check(evidence))  # type: ignore[arg-type]  # the scope decides which evidence
    except Exception as error:  # noqa: BLE001  a rule may raise anything; it must not end the audit
        return [Untested(f"the rule broke: {type(error).__name__}: {error}")]
    if registered.rule.by_style and isinstance(evidence, PageEvidence):
        return _as_styled(outcomes, evidence)
    return outcomes


def _as_styled(outcomes: list[Outcome], page: PageEvidence) -> list[Outcome]:
    """Believe no answer on the looks of a page that was seen without one of its style sheets."""
    hosts = lost_style_sheets(page.responses)
    if not hosts or all(isinstance(outcome, Inapplicable) for outcome in outcomes):
        return outcomes
    return [Untested(f"a style sheet of the page did not arrive, from {', '.join(hosts[:NAMED_HOSTS])}")]


def _judge(
    evidence: PageEvidence | ServiceEvidence | PortalEvidence, rules: list[RegisteredRule]
) -> Judgement:
    tallies: dict[str, Tally] = {}
    findings: list[Finding] = []
    for registered in rules:
        outcomes = outcomes_of(registered, evidence)
        tally = tally_of(outcomes)
        if tally != Tally():
            tallies[registered.id] = tally
        findings += _findings(registered, outcomes)
    return Judgement(tallies, tuple(findings))


def tally_of(outcomes: Iterable[Outcome]) -> Tally:
    """Count elements by outcome. What is untested among other outcomes cannot be told."""
    passed = failed = cant_tell = 0
    within = 0.0
    reasons: list[str] = []
    for outcome in outcomes:
        match outcome:
            case Passed():
                passed += outcome.elements
            case Failed():
                failed += outcome.elements
                within += outcome.elements * (1 - outcome.excess)
            case CantTell():
                cant_tell += outcome.elements
            case Untested():
                reasons.append(outcome.reason)
            case Inapplicable():
                pass
    if reasons and not (passed or failed or cant_tell):
        return Tally(untested="; ".join(dict.fromkeys(reasons)))
    return Tally(passed, failed, cant_tell + len(reasons), within=within)


def _findings(registered: RegisteredRule, outcomes: Iterable[Outcome]) -> list[Finding]:
    told = [outcome for outcome in outcomes if not isinstance(outcome, Passed | Inapplicable)]
    described = _described(registered.id, told)
    findings = [_finding(registered, told[number]) for number in sorted(described)]
    for kind in (Failed, CantTell):
        rest = [
            outcome
            for number, outcome in enumerate(told)
            if isinstance(outcome, kind) and number not in described
        ]
        if rest:
            count = sum(outcome.elements for outcome in rest)
            message = marked("{count} more like these are counted but not listed")
            told_of = kind(message, elements=count, count=Count(count))
            if isinstance(told_of, Failed):
                told_of = told_of.by(tally_of(rest).failing / count)
            findings.append(_finding(registered, told_of))
    return findings


def _described(rule: str, told: Sequence[Failed | CantTell | Untested]) -> frozenset[int]:
    """Choose what is described, by its number: one failure of each cause first, lest it hide in a crowd."""
    firsts: dict[str, int] = {}
    if len(told) > FINDINGS_A_RULE:
        for number, outcome in enumerate(told):
            if isinstance(outcome, Failed) and outcome.place != Place():
                firsts.setdefault(_cause(rule, outcome.place), number)
    return frozenset(list(dict.fromkeys([*firsts.values(), *range(len(told))]))[:FINDINGS_A_RULE])


def _cause(rule: str, place: Place) -> str:
    return cause_id(rule, place.snippet, place.landmark)


def _finding(registered: RegisteredRule, outcome: Failed | CantTell | Untested) -> Finding:
    if isinstance(outcome, Untested):
        return Finding(
            rule=registered.id,
            pillar=registered.pillar,
            verdict=outcome.verdict,
            severity=registered.rule.severity,
            criteria=registered.rule.criteria,
            message=f"Not tested: {outcome.reason}",
            template=marked("Not tested: {reason}"),
            measured={"reason": outcome.reason},
        )
    place = outcome.place
    return Finding(
        rule=registered.id,
        pillar=registered.pillar,
        verdict=outcome.verdict,
        severity=registered.rule.severity,
        criteria=registered.rule.criteria,
        message=str(outcome),
        template=outcome.message,
        elements=outcome.elements,
        excess=outcome.excess if isinstance(outcome, Failed) else 1.0,
        url=place.url,
        selector=place.selector,
        snippet=place.snippet,
        landmark=place.landmark,
        cause=_cause(registered.id, place),
        measured={name: _measured(value) for name, value in outcome.values.items()},
    )


def _measured(value: Quantity | str) -> Measured | str:
    return Measured(value.value, value.unit) if isinstance(value, Quantity) else value


@cache
def _adapter() -> TypeAdapter[Judgement]:
    return TypeAdapter(Judgement)


def judgement_to_json(judgement: Judgement) -> bytes:
    """Encode a judgement for the store."""
    return _adapter().dump_json(judgement)


def judgement_from_json(data: bytes) -> Judgement:
    """Decode a stored judgement."""
    return _adapter().validate_json(data)
