"""Audits a page that a test has open, by the rules of an audit; docs/pytest.md tells all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.evidence import PageEvidence, Part
from auditor.gate.precision import proven_rules
from auditor.judge import Finding, judge_page
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.rule import RegisteredRule, Scope
from auditor.standard import counts, standards
from auditor.visit.foreign import look_at

DEFAULT_STANDARD = "en301549-3.2.1"
_SHOWN_CHARS = 200


@dataclass(frozen=True, slots=True, repr=False)
class Fault:
    """A failure at a place of the page. Its `repr` is what a failed assertion shows."""

    rule: str
    severity: str
    message: str
    selector: str | None
    snippet: str | None
    criteria: tuple[str, ...]
    elements: int

    def __repr__(self) -> str:
        place = f" at {self.selector}" if self.selector else ""
        criteria = f" [{', '.join(self.criteria)}]" if self.criteria else ""
        more = f" ({self.elements} elements)" if self.elements > 1 else ""
        snippet = f": {self.snippet[:_SHOWN_CHARS]}" if self.snippet else ""
        return f"<{self.rule} ({self.severity}){criteria}{place}: {self.message}{more}{snippet}>"


@dataclass(frozen=True, slots=True)
class PageAudit:
    """What the rules say of a page in its state at the time.

    `faults` are the failures that count under the standard. `blockers` are those of them by which
    `auditor ci` fails a build by default: their rules were held against real sites and proved right.
    `questions` are what a person has to look at, `untested` why parts of the page could not be recorded.
    """

    url: str
    blockers: list[Fault]  # lists, so that a test can say `== []`
    faults: list[Fault]
    questions: list[Fault]
    untested: Mapping[Part, str]
    evidence: PageEvidence


def audit(page: Any, *, standard: str = DEFAULT_STANDARD, rules: Sequence[str] = ()) -> PageAudit:
    """Look at a page as it is now and judge it; `rules` limits it to some, by their ids.

    Raises:
        ForeignPageError: if the page cannot be looked at.
        ValueError: if there is no such standard or rule, or the rule could fail nothing here.
    """
    asked = _asked(standard, rules)
    return audit_of(look_at(page), asked)


def audit_of(evidence: PageEvidence, rules: Sequence[RegisteredRule]) -> PageAudit:
    """Judge what was seen of a page."""
    findings = judge_page(evidence, rules).findings
    failed = [finding for finding in findings if finding.verdict is Verdict.FAILED]
    proven = proven_rules()
    return PageAudit(
        url=evidence.final_url,
        blockers=[_fault(finding) for finding in failed if finding.rule in proven],
        faults=list(map(_fault, failed)),
        questions=[_fault(finding) for finding in findings if finding.verdict is Verdict.CANT_TELL],
        untested=evidence.missing,
        evidence=evidence,
    )


def _asked(standard: str, rules: Sequence[str]) -> list[RegisteredRule]:
    known = standards()
    if standard not in known:
        raise ValueError(f"there is no standard {standard!r}: {', '.join(known)}")
    every = all_rules()
    if unknown := [rule for rule in rules if rule not in every]:
        raise ValueError(f"there is no rule {unknown[0]!r}; `auditor rules` lists them")
    counting = {name: rule for name, rule in every.items() if counts(rule, known[standard])}
    if silent := [rule for rule in rules if rule not in counting or not _is_asked(every[rule])]:
        raise ValueError(f"the rule {silent[0]!r} is not asked in tests, or does not count under {standard}")
    return [counting[rule] for rule in rules] or list(counting.values())


def _is_asked(rule: RegisteredRule) -> bool:
    return rule.rule.scope is Scope.PAGE and not rule.is_close and not rule.is_for_documents


def _fault(finding: Finding) -> Fault:
    return Fault(
        rule=finding.rule,
        severity=finding.severity.value,
        message=finding.message,
        selector=finding.selector,
        snippet=finding.snippet,
        criteria=finding.criteria,
        elements=finding.elements,
    )
