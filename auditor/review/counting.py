"""Lets people's answers count: in what rules counted, in findings, in the coverage of criteria. Pure.

An answer counts if it had not expired on the day on which the run began, so that the same run
and the same answers give the same audit on any day.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from auditor.audit import Audit, CriterionCoverage, Finding
from auditor.cause import cause_id
from auditor.crawl.globs import matches
from auditor.judge import Finding as Judged
from auditor.judge import Judgement, Tally
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.result.review import Answer, Review, Said
from auditor.review import record
from auditor.review.about import alike_id, is_about, whole_of
from auditor.rule import Dimension, Documentation, Pillar, RegisteredRule, Rule, Severity
from auditor.standard import criterion

PERSON = "person/"  # begins the ids of rules that stand for what people found
_LANDMARK = "found by a person"  # in the place of a landmark, so that no rule's finding has the same cause


@dataclass(frozen=True, slots=True)
class Spot:
    """What a judgement is about: a page, by its addresses, or a service as a whole, or else the portal."""

    urls: tuple[str, ...] = ()
    service: str | None = None

    def is_where(self, finding: record.OwnFinding) -> bool:
        """Whether a person's finding is about this."""
        if self.urls:
            return finding.page is not None and any(matches(finding.page, url) for url in self.urls)
        return finding.service is not None and finding.service == self.service


class Counting:
    """What people said, for a run that began on a day; notes what each entry is used for."""

    def __init__(self, review: record.Review | None, day: date, portal: str) -> None:
        self._review = review if review is not None and review.portal == portal else None
        self.notes = (
            [f"The answers of people that were given are of {review.portal}, and none counts for {portal}."]
            if review is not None and self._review is None
            else []
        )
        self._day = day
        self._used: Counter[int] = Counter()  # by the id() of the entry
        self._contradicted: set[int] = set()
        self._answers: dict[str, list[record.Answer]] = defaultdict(list)
        self._found: dict[str, list[record.OwnFinding]] = defaultdict(list)
        if self._review is not None:
            for answer in sorted(filter(self._holds, self._review.answers), key=lambda each: each.date):
                self._answers[answer.cause].append(answer)
            for finding in filter(self._holds, self._review.findings):
                self._found[_cause(finding)].append(finding)

    def _holds(self, entry: record.Signed) -> bool:
        return entry.expires >= self._day

    def rules(self) -> Mapping[str, RegisteredRule]:
        """Give the rules that stand for the criteria of people's findings, as severe as the worst."""
        worst: dict[str, Severity] = {}
        for finding in (each for group in self._found.values() for each in group):
            if finding.criterion is not None:
                severity = Severity(finding.severity)
                known = worst.setdefault(finding.criterion, severity)
                worst[finding.criterion] = min(severity, known, key=list(Severity).index)
        return {f"{PERSON}{number}": _rule(number, severity) for number, severity in sorted(worst.items())}

    def judged(self, judgement: Judgement, spot: Spot, written: Callable[[Judged], Finding]) -> Judgement:
        """Move what people answered from one count to another, and add what they found.

        Args:
            judgement: what rules answered.
            spot: of what they were asked.
            written: writes a finding down as the audit has it.
        """
        if not (self._answers or self._found):
            return judgement
        tallies = dict(judgement.tallies)
        for finding in judgement.findings:
            if finding.cause in self._answers and (answer := self._answer_to(written(finding))):
                tallies[finding.rule] = _moved(tallies[finding.rule], finding, answer.outcome)
        own = [each for group in self._found.values() for each in group if spot.is_where(each)]
        for each in own:
            rule = _rule_id(each)
            tallies[rule] = _added(tallies.get(rule, Tally()), each.elements)
        return Judgement(tallies, (*judgement.findings, *map(self._as_judged, own)))

    def _as_judged(self, found: record.OwnFinding) -> Judged:
        rule = (dict(all_rules()) | dict(self.rules()))[_rule_id(found)]
        return Judged(
            rule=rule.id,
            pillar=rule.pillar,
            verdict=Verdict.FAILED,
            severity=rule.rule.severity,
            criteria=rule.rule.criteria,
            message=found.reason,
            template="{reason}",
            measured={"reason": found.reason},
            elements=found.elements,
            selector=found.selector,
            snippet=found.what or None,
            cause=_cause(found),
        )

    def answered(self, finding: Finding) -> Finding:
        """Give a finding as people left it."""
        entry: record.Answer | record.OwnFinding | None
        if own := self._found.get(finding.cause or ""):
            entry = next((each for each in own if each.reason == finding.message), own[0])
            before, outcome = None, "failed"
        else:
            entry = self._answer_to(finding)
            before, outcome = finding.outcome, entry.outcome if entry else "failed"
        if entry is None:
            return finding
        self._used[id(entry)] += 1
        signed = entry.model_dump(include=set(record.Signed.model_fields))
        answer = Answer.model_validate({"outcome": outcome, "before": before, **signed})
        return finding.model_copy(update={"outcome": outcome, "answer": answer})

    def _answer_to(self, finding: Finding) -> record.Answer | None:
        """Find the newest answer that is about a finding."""
        if finding.outcome not in ("failed", "cantTell"):
            return None
        return next(
            (each for each in reversed(self._answers.get(finding.cause or "", ())) if _fits(each, finding)),
            None,
        )

    def closed(self, coverage: Iterable[CriterionCoverage]) -> list[CriterionCoverage]:
        """Say of criteria that a person found them met, but for those of which failures stand."""
        entries = {each.number: each for each in (self._review.criteria if self._review else ())}
        return [self._closed(covered, entries.get(covered.number)) for covered in coverage]

    def _closed(self, covered: CriterionCoverage, entry: record.ClosedCriterion | None) -> CriterionCoverage:
        if entry is None or not self._holds(entry):
            return covered
        if covered.failed:
            self._contradicted.add(id(entry))
            return covered
        self._used[id(entry)] += 1
        signed = entry.model_dump(include=set(record.Signed.model_fields))
        answer = Answer.model_validate({"outcome": "passed", "before": None, **signed})
        return covered.model_copy(update={"closed": answer})

    def told(self) -> Review | None:
        """List all entries, after every finding and criterion was asked about; None if there are none."""
        entries = list(self._entries())
        return Review(entries=entries) if entries else None

    def _entries(self) -> Iterator[Said]:
        if self._review is None:
            return
        for answer in self._review.answers:
            about = ", ".join(filter(None, (answer.words, answer.service and f"service {answer.service}")))
            yield self._said("answer", about, answer.outcome, answer)
        for finding in self._review.findings:
            yield self._said("finding", finding.words, "failed", finding)
        for closed in self._review.criteria:
            named = f"criterion {closed.number} {criterion(closed.number).name}"
            yield self._said("criterion", named, "passed", closed)

    def _said(
        self,
        kind: Literal["answer", "finding", "criterion"],
        about: str,
        outcome: record.Outcome,
        entry: record.Signed,
    ) -> Said:
        if not self._holds(entry):
            state = "expired"
        elif id(entry) in self._contradicted:
            state = "contradicted"
        else:
            state = "counts" if self._used[id(entry)] else "unmet"
        findings = 0 if kind == "criterion" else self._used[id(entry)]
        signed = entry.model_dump(include=set(record.Signed.model_fields))
        told = {"kind": kind, "about": about, "outcome": outcome, "state": state, "findings": findings}
        return Said.model_validate(told | signed)


def answered_anew(audit: Audit, review: record.Review) -> Audit:
    """Give what is open and answered of an audit as a newer review has it; counts and scores stay.

    It is for asking on: an audit.json holds the answers of the day on which it was written.
    """
    counting = Counting(review, audit.run.started_at.date(), audit.portal.name)
    findings = [counting.answered(_unanswered(finding)) for finding in audit.findings]
    standard = audit.portal.standard
    coverage = [each.model_copy(update={"closed": None}) for each in standard.coverage]
    standard = standard.model_copy(update={"coverage": counting.closed(coverage)})
    portal = audit.portal.model_copy(update={"standard": standard})
    return audit.model_copy(update={"findings": findings, "portal": portal, "review": counting.told()})


def _unanswered(finding: Finding) -> Finding:
    if finding.answer is None or finding.answer.before is None:
        return finding
    return finding.model_copy(update={"outcome": finding.answer.before, "answer": None})


def _fits(answer: record.Answer, finding: Finding) -> bool:
    return (
        answer.service == whole_of(finding)
        and is_about(answer, finding)
        and (answer.alike is None or answer.alike == alike_id(finding))
    )


def _rule_id(finding: record.OwnFinding) -> str:
    return finding.rule or f"{PERSON}{finding.criterion}"


def _cause(finding: record.OwnFinding) -> str:
    return cause_id(_rule_id(finding), finding.what or finding.reason, _LANDMARK)


def _moved(tally: Tally, finding: Judged, outcome: record.Outcome) -> Tally:
    """Take a finding's elements out of the count that they were in, and put them into another."""
    within = finding.elements * (1 - finding.excess)
    if finding.verdict is Verdict.FAILED:
        kept = max(0.0, tally.within - within)  # sums of floating-point numbers are not exact
        tally = replace(tally, failed=tally.failed - finding.elements, within=kept)
    else:
        tally = replace(tally, cant_tell=tally.cant_tell - finding.elements)
    if outcome == "passed":
        return replace(tally, passed=tally.passed + finding.elements)
    return replace(tally, failed=tally.failed + finding.elements, within=tally.within + within)


def _added(tally: Tally, elements: int) -> Tally:
    """Add failed elements; what was untested as a whole is then an element that cannot be told."""
    undecided = tally.cant_tell + bool(tally.untested)
    return Tally(tally.passed, tally.failed + elements, undecided, within=tally.within)


def _rule(number: str, severity: Severity) -> RegisteredRule:
    named = criterion(number)
    return RegisteredRule(
        id=f"{PERSON}{number}",
        pillar=Pillar.ACCESSIBILITY,
        rule=Rule(
            title=f"A person found a failure of {number} {named.name}",
            severity=severity,
            dimension=Dimension.ABILITY,
            groups=named.groups,
            check=lambda _page: (),
            criteria=(number,),
        ),
        documentation=Documentation(
            requirement=f"Success criterion {number} {named.name} (level {named.level}) must be met.",
            why="The person who looked says whom it keeps out.",
            fix="See what the person who looked wrote.",
            source=f"WCAG 2.2, https://www.w3.org/TR/WCAG22/#{named.slug}",
        ),
    )
