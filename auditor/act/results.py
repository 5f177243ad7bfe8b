"""Counts what rules answered to ACT test cases: what was caught, missed, and said falsely. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.act.cases import ActCase
from auditor.outcome import Verdict
from auditor.rule import RegisteredRule


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What each rule of page scope answered to one case as a whole, by its id.

    `untested` says why the page could not be looked at, "" if it was.
    """

    case: ActCase
    answers: Mapping[str, Verdict] = field(default_factory=dict)
    untested: str = ""

    def answering(self, verdict: Verdict) -> frozenset[str]:
        """Give the rules that answered so."""
        return frozenset(rule for rule, answer in self.answers.items() if answer is verdict)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many cases there are, and what was said of them.

    Of `failing` cases, `caught` are those that a rule named for them failed, and `asked` those
    of the others about which one of these rules asks a person. `false` are cases that should
    not fail and were failed by a rule named for them; `false_by_criterion` those that any rule
    failed which tests a criterion of the case's rule. Such a rule may be right: the case of a
    link with a good name may well lack something else. `by_secondary` are those of the others
    that a rule failed which tests a secondary criterion only.
    """

    cases: int = 0
    failing: int = 0
    caught: int = 0
    asked: int = 0
    false: int = 0
    false_by_criterion: int = 0
    by_secondary: int = 0
    untested: int = 0


class Judged:
    """The results of a set of cases, read by the rules that are named for them."""

    def __init__(self, results: Sequence[CaseResult], rules: Mapping[str, RegisteredRule]) -> None:
        self.results = tuple(results)
        self._named: dict[str, frozenset[str]] = {}
        self._testing: dict[str, frozenset[str]] = {}
        self._related: dict[str, frozenset[str]] = {}
        for case in {result.case.rule: result.case for result in results}.values():
            self._named[case.rule] = frozenset(
                id_ for id_, each in rules.items() if case.rule in each.rule.act_rules
            )
            self._testing[case.rule] = _testing(rules, case.criteria)
            self._related[case.rule] = _testing(rules, case.secondary)

    def named(self, act_rule: str) -> frozenset[str]:
        """Give the ids of the rules that say of themselves that they implement an ACT rule."""
        return self._named[act_rule]

    def is_caught(self, result: CaseResult) -> bool:
        """Whether a case that should fail was failed by a rule named for it."""
        return result.case.expected == "failed" and bool(self.failed_by(result))

    def is_missed(self, result: CaseResult) -> bool:
        """Whether a case that should fail was not failed by any rule named for it."""
        return result.case.expected == "failed" and not self.failed_by(result)

    def is_false(self, result: CaseResult) -> bool:
        """Whether a case that should not fail was failed by a rule named for it."""
        return result.case.expected != "failed" and bool(self.failed_by(result))

    def false_by_criterion(self, result: CaseResult) -> frozenset[str]:
        """Give the rules that fail a case which should not fail, and test a criterion of its rule."""
        if result.case.expected == "failed":
            return frozenset()
        return result.answering(Verdict.FAILED) & self._testing[result.case.rule]

    def by_secondary(self, result: CaseResult) -> frozenset[str]:
        """Give the rules that fail a case as above, where they test no other than a secondary criterion."""
        if result.case.expected == "failed" or self.false_by_criterion(result):
            return frozenset()
        return result.answering(Verdict.FAILED) & self._related[result.case.rule]

    def failed_by(self, result: CaseResult) -> frozenset[str]:
        """Give the rules named for a case that fail it."""
        return result.answering(Verdict.FAILED) & self._named[result.case.rule]

    def asked_by(self, result: CaseResult) -> frozenset[str]:
        """Give the rules named for a case that ask a person about it."""
        return result.answering(Verdict.CANT_TELL) & self._named[result.case.rule]

    def _is_asked(self, result: CaseResult) -> bool:
        return self.is_missed(result) and bool(self.asked_by(result))

    def figures(self) -> Figures:
        """Count all of them."""
        return self._count(self.results)

    def by_rule(self) -> dict[str, Figures]:
        """Count by ACT rule, in the order of their ids."""
        return {
            rule: self._count(result for result in self.results if result.case.rule == rule)
            for rule in sorted({result.case.rule for result in self.results})
        }

    def by_criterion(self) -> dict[str, Figures]:
        """Count by success criterion, in their order; a case counts under each that its rule names."""
        criteria = {number for result in self.results for number in result.case.criteria}
        return {
            number: self._count(result for result in self.results if number in result.case.criteria)
            for number in sorted(criteria, key=lambda number: tuple(map(int, number.split("."))))
        }

    def _count(self, results: Iterable[CaseResult]) -> Figures:
        counted = tuple(results)
        return Figures(
            cases=len(counted),
            failing=sum(result.case.expected == "failed" for result in counted),
            caught=sum(map(self.is_caught, counted)),
            asked=sum(map(self._is_asked, counted)),
            false=sum(map(self.is_false, counted)),
            false_by_criterion=sum(bool(self.false_by_criterion(result)) for result in counted),
            by_secondary=sum(bool(self.by_secondary(result)) for result in counted),
            untested=sum(bool(result.untested) for result in counted),
        )


def _testing(rules: Mapping[str, RegisteredRule], criteria: tuple[str, ...]) -> frozenset[str]:
    return frozenset(id_ for id_, each in rules.items() if not set(each.rule.criteria).isdisjoint(criteria))
