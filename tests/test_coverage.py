"""What was tested of a standard: by which rules, how far, and with what answers."""

import pytest

from auditor import audit as result
from auditor.judge import Judgement, Tally
from auditor.registry import all_rules
from auditor.reporting.coverage import WHOLLY, coverage_of
from auditor.standard import standards

EN = standards()["en301549-3.2.1"]


def covered(number: str, *tallies: dict[str, Tally]) -> result.CriterionCoverage:
    found = coverage_of(EN, [Judgement(each, ()) for each in tallies], all_rules())
    assert [each.number for each in found] == list(EN.criteria)
    return next(each for each in found if each.number == number)


def test_a_criterion_that_no_rule_looked_at_is_not_tested() -> None:
    assert covered("1.2.4", {"axe/image-alt": Tally(passed=3)}) == result.CriterionCoverage(
        number="1.2.4", name="Captions (Live)", level="AA", extent="not", rules=[], failed=0, cantTell=0
    )


def test_a_criterion_is_tested_in_part_by_rules_that_answered_anything() -> None:
    seen = covered(
        "1.1.1",
        {"axe/image-alt": Tally(passed=3, failed=1), "axe/object-alt": Tally(untested="axe broke")},
        {"axe/image-alt": Tally(failed=2, cant_tell=1)},
    )
    assert (seen.extent, seen.rules, seen.failed, seen.cant_tell) == ("partly", ["axe/image-alt"], 3, 1)


def test_a_criterion_is_tested_wholly_only_if_all_the_rules_that_it_takes_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needed = ("axe/html-has-lang", "axe/html-lang-valid")
    monkeypatch.setattr("auditor.reporting.coverage.WHOLLY", {"3.1.1": frozenset(needed)})
    assert covered("3.1.1", dict.fromkeys(needed, Tally(passed=1))).extent == "wholly"
    assert covered("3.1.1", {needed[0]: Tally(passed=1)}).extent == "partly"


def test_the_rules_that_see_all_of_a_criterion_are_there_and_test_it() -> None:
    for number, needed in WHOLLY.items():
        assert {rule for rule in needed if number in all_rules()[rule].rule.criteria} == needed
