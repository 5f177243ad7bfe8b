"""Which criteria a standard holds, and which rules count under it."""

import pytest

from auditor.rule import Dimension, Documentation, Group, Pillar, RegisteredRule, Rule, Severity
from auditor.standard import DEFAULT_STANDARD, Criterion, counts, criteria, criterion, standards


def rule(pillar: Pillar, *criteria: str, advice: bool = False) -> RegisteredRule:
    return RegisteredRule(
        "some-rule",
        pillar,
        Rule(
            title="Some rule",
            severity=Severity.MINOR,
            dimension=Dimension.ABILITY,
            groups=(),
            check=lambda _: [],
            criteria=criteria,
            advice=advice,
        ),
        Documentation("Requirement.", "Why.", "Fix.", "Source."),
    )


@pytest.mark.parametrize(
    ("standard", "number"),
    [
        # W3C: WCAG 2.0 has 25 criteria of level A and 13 of AA, 2.1 adds 5 and 7, 2.2 adds 2
        # and 4; 4.1.1 Parsing is not counted
        ("section508", 25 + 13 - 1),
        ("wcag21-aa", 25 + 13 + 5 + 7 - 1),
        ("en301549-3.2.1", 25 + 13 + 5 + 7 - 1),
        ("wcag22-aa", 25 + 13 + 5 + 7 + 2 + 4 - 1),
    ],
)
def test_a_standard_holds_the_criteria_of_its_version_of_wcag(standard: str, number: int) -> None:
    assert len(standards()[standard].criteria) == number


@pytest.mark.parametrize(
    ("number", "held_by"),
    [
        pytest.param("1.4.3", {"en301549-3.2.1", "wcag21-aa", "wcag22-aa", "section508"}, id="2.0 AA"),
        pytest.param("1.4.10", {"en301549-3.2.1", "wcag21-aa", "wcag22-aa"}, id="2.1 AA"),
        pytest.param("2.5.8", {"wcag22-aa"}, id="2.2 AA"),
        pytest.param("1.4.6", set(), id="2.0 AAA"),
        pytest.param("4.1.1", set(), id="removed"),
    ],
)
def test_a_criterion_is_law_from_its_version_on_up_to_level_aa(number: str, held_by: set[str]) -> None:
    assert {standard.id for standard in standards().values() if number in standard.criteria} == held_by


def test_the_default_standard_is_en_301_549_and_comes_first() -> None:
    assert DEFAULT_STANDARD == "en301549-3.2.1"
    assert next(iter(standards())) == DEFAULT_STANDARD


def test_criteria_are_in_the_order_of_wcag() -> None:
    numbers = list(criteria())

    assert len(numbers) == 86
    assert numbers.index("1.4.9") + 1 == numbers.index("1.4.10")


def test_a_criterion_has_name_level_version_and_groups() -> None:
    assert criterion("1.4.3") == Criterion(
        number="1.4.3",
        name="Contrast (Minimum)",
        slug="contrast-minimum",
        level="AA",
        since="2.0",
        groups=(Group.LOW_VISION, Group.COLOUR_VISION),
    )


@pytest.mark.parametrize("number", ["9.9.9", "4.1.1"])
def test_a_number_without_a_criterion_is_refused(number: str) -> None:
    with pytest.raises(KeyError):
        criterion(number)


@pytest.mark.parametrize(
    ("registered", "expected"),
    [
        pytest.param(rule(Pillar.ACCESSIBILITY, "1.4.3"), True, id="its criterion is in the standard"),
        pytest.param(rule(Pillar.ACCESSIBILITY, "1.4.3", "2.1.3"), True, id="one of its criteria is"),
        pytest.param(rule(Pillar.ACCESSIBILITY, "2.4.11"), False, id="its criterion came later"),
        pytest.param(rule(Pillar.ACCESSIBILITY), False, id="no criterion"),
        pytest.param(rule(Pillar.ACCESSIBILITY, "1.4.3", advice=True), False, id="advice"),
        pytest.param(rule(Pillar.WEIGHT), True, id="another pillar"),
        pytest.param(rule(Pillar.MOBILE, "2.5.8"), True, id="another pillar, criterion of a later version"),
        pytest.param(rule(Pillar.MOBILE, advice=True), False, id="advice in another pillar"),
    ],
)
def test_what_counts_under_en_301_549(registered: RegisteredRule, *, expected: bool) -> None:
    assert counts(registered, standards()["en301549-3.2.1"]) is expected
