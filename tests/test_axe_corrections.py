"""Where this program answers otherwise than axe: the table itself, and what becomes of axe's answers."""

import json
import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from auditor.axe.correction import Correction, Reading
from auditor.evidence.axe_results import AxeNode, AxeRule
from auditor.examples import axe
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.registry import all_rules

FOLDER = files("auditor.rules.accessibility")
TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    FOLDER.joinpath("axe_corrections.toml").read_text(encoding="utf-8")
)
LISTED = {
    rule["id"]: rule
    for rule in json.loads(FOLDER.joinpath("axe_rules.json").read_text(encoding="utf-8"))["rules"]
}
ACT_ID = re.compile(r"[a-z0-9]{6}")


def node(*said: str, html: str = "<button>") -> AxeNode:
    return AxeNode("button", html, "\n  ".join(("Fix all of the following:", *said)))


def answers(rule: AxeRule) -> list[Outcome]:
    return outcomes_of(all_rules()[f"axe/{rule.id}"], axe(rule))


@pytest.mark.parametrize("rule_id", TABLE)
def test_a_correction_is_of_a_rule_of_axe_and_gives_its_source(rule_id: str) -> None:
    assert rule_id in LISTED
    assert "https://" in TABLE[rule_id]["why"]


@pytest.mark.parametrize("rule_id", TABLE)
def test_act_rules_are_added_that_axe_does_not_name_and_taken_away_that_it_does(rule_id: str) -> None:
    named = set(LISTED[rule_id]["act_ids"])
    added, taken = set(TABLE[rule_id].get("act", ())), set(TABLE[rule_id].get("not_act", ()))

    assert named.isdisjoint(added)
    assert taken <= named
    assert all(ACT_ID.fullmatch(each) for each in added)


@pytest.mark.parametrize("rule_id", [id_ for id_, each in TABLE.items() if each.get("replaced_by")])
def test_a_rule_that_is_replaced_gives_way_to_one_that_there_is(rule_id: str) -> None:
    assert f"axe/{rule_id}" not in all_rules()
    assert TABLE[rule_id]["replaced_by"] in all_rules()


def test_a_correction_is_told_with_the_source_of_the_rule() -> None:
    source = all_rules()["axe/summary-name"].documentation.source

    assert ". Beyond axe: it asks what ACT rule 2t702h asks" in source


def test_act_rules_that_axe_does_not_name_are_added() -> None:
    assert all_rules()["axe/aria-prohibited-attr"].rule.act_rules == ("5c01ea", "kb1m8s")


def test_a_role_that_is_outdated_and_works_is_advice() -> None:
    rule = all_rules()["axe/aria-deprecated-role"].rule

    assert (rule.advice, rule.criteria, rule.act_rules) == (True, (), ())


CONTROLS = 'Invalid ARIA attribute value: aria-controls="menu"'
HIDDEN = 'Invalid ARIA attribute value: aria-hidden="yes"'
EXPANDED = 'Invalid ARIA attribute value: aria-expanded="open"'


@pytest.mark.parametrize(
    ("said", "html", "expected"),
    [
        pytest.param(CONTROLS, "<button>", Passed, id="what a button controls is not there"),
        pytest.param(CONTROLS, '<div role="scrollbar">', Failed, id="what a scrollbar controls is not there"),
        pytest.param(
            CONTROLS, '<input role="combobox" aria-expanded="true">', Failed, id="an open combobox's list"
        ),
        pytest.param(
            CONTROLS, '<input aria-expanded="true" role="combobox">', Failed, id="the same, in other order"
        ),
        pytest.param(CONTROLS, '<input role="combobox">', Passed, id="the list of one that may be closed"),
        pytest.param(
            "Unable to determine if aria-controls referenced ID exists on the page while using aria-haspopup"
            ': aria-controls="menu"',
            "<button>",
            Passed,
            id="what a button with a menu controls is not there",
        ),
        pytest.param(HIDDEN, "<div>", CantTell, id="a value of aria-hidden"),
        pytest.param(EXPANDED, "<button>", Failed, id="a value of another state"),
        pytest.param(
            'Invalid ARIA attribute values: aria-controls="menu",aria-expanded="open"',
            "<button>",
            Failed,
            id="several at once",
        ),
    ],
)
def test_values_that_hurt_nobody_are_no_failure(said: str, html: str, expected: type[Outcome]) -> None:
    rule = AxeRule("aria-valid-attr-value", failed=1, violations=(node(said, html=html),))

    assert [type(outcome) for outcome in answers(rule)] == [expected]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<div role="combobox" aria-disabled="true">', CantTell),
        ('<div role="combobox" aria-disabled="false">', Failed),
        ('<div role="combobox"><b aria-disabled="true">', Failed),
    ],
    ids=["disabled", "not disabled", "something in it is disabled"],
)
def test_a_state_that_nobody_can_set_is_asked_about(html: str, expected: type[Outcome]) -> None:
    said = "Required ARIA attribute not present: aria-expanded"
    rule = AxeRule("aria-required-attr", failed=1, violations=(node(said, html=html),))

    assert [type(outcome) for outcome in answers(rule)] == [expected]


def test_a_name_on_text_is_told_by_the_rule_of_our_own_alone() -> None:
    said = 'aria-label attribute is not well supported on "div" elements with no valid role attribute.'
    rule = AxeRule("aria-prohibited-attr", undecided=1, incomplete=(node(said),))

    assert answers(rule) == [Passed()]
    assert [type(each) for each in outcomes_of(all_rules()["ignored-name"], axe(rule))] == [Failed]


def test_passed_elements_are_counted_with_those_that_axe_passed() -> None:
    rule = AxeRule("aria-valid-attr-value", passed=2, failed=1, violations=(node(CONTROLS),))

    assert answers(rule) == [Passed(3)]


def test_what_axe_was_corrected_on_is_asked_where_it_is_not_described() -> None:
    rule = AxeRule("aria-valid-attr-value", failed=4, violations=(node(CONTROLS),))

    [asked, passed] = answers(rule)

    assert isinstance(asked, CantTell)
    assert asked.elements == 3
    assert passed == Passed(1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(("one",), "passed", id="a sentence that is read"),
        pytest.param(("one", "other"), "failed", id="one that is not read beside it"),
        pytest.param(("one and more",), "failed", id="a longer sentence"),
        pytest.param((), "failed", id="no sentence"),
    ],
)
def test_the_worst_answer_counts(said: tuple[str, ...], expected: str) -> None:
    correction = Correction(why="", readings=(Reading("one", "passed"),))

    assert correction.answer(node(*said), "failed") == expected
