"""axe's rules: their table against axe itself, and what becomes of axe's answers.

`AUDITOR_GOLDEN=write` makes the browser's test write the table instead of comparing it.
"""

import json
import os
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from auditor.axe import AxeError, axe_file, axe_source, axe_version
from auditor.evidence.axe_results import AxeNode, AxeRule
from auditor.evidence.landmark import Landmark
from auditor.examples import axe, page
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.registry import all_rules
from auditor.rule import Group, Pillar, Severity
from tests.axe_in_browser import ask_axe

TABLE = Path(str(files("auditor.rules.accessibility").joinpath("axe_rules.json")))

# In a page where axe is loaded: what it says of its rules, under the names of the table.
ASK_AXE = """() => {
  const internal = new Map(axe._audit.rules.map((rule) => [rule.id, rule]));
  return {
    source: "axe-core " + axe.version + ", axe.getRules() and axe._audit.rules; Mozilla Public License 2.0",
    version: axe.version,
    rules: axe.getRules().map((rule) => ({
      id: rule.ruleId,
      help: rule.help,
      description: rule.description,
      help_url: rule.helpUrl.split("?")[0],
      impact: internal.get(rule.ruleId).impact,
      tags: rule.tags,
      act_ids: rule.actIds ?? [],
      enabled: rule.enabled,
      review_on_fail: internal.get(rule.ruleId).reviewOnFail,
    })),
  };
}"""

IMAGE = AxeNode(
    target="main > img",
    html='<img src="a.png">',
    summary="Fix any of the following:\n  Element has no alt attribute\n  Element has no title attribute",
    landmark=Landmark.MAIN,
)
IMAGE_PLACE = Place("main > img", '<img src="a.png">', "main")
LACKS = "There is no alt attribute and no title attribute; one would do"
ALT = "An image has no words for those who cannot see it"


@pytest.fixture
def axe_itself() -> dict[str, Any]:
    itself: dict[str, Any] = ask_axe(ASK_AXE)
    return itself


@pytest.fixture
def no_cached_script() -> Iterator[None]:
    parts = (axe_file, axe_source, axe_version)
    for part in parts:
        part.cache_clear()
    yield
    for part in parts:
        part.cache_clear()


def answer_of(rule: AxeRule) -> list[Outcome]:
    return outcomes_of(all_rules()[f"axe/{rule.id}"], axe(rule))


@pytest.mark.browser
def test_the_table_is_what_axe_says_of_its_rules(axe_itself: dict[str, Any]) -> None:
    if os.environ.get("AUDITOR_GOLDEN") == "write":
        TABLE.write_text(json.dumps(axe_itself, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    assert json.loads(TABLE.read_text(encoding="utf-8")) == axe_itself


def test_the_table_is_of_the_axe_that_is_installed() -> None:
    assert json.loads(TABLE.read_text(encoding="utf-8"))["version"] == axe_version()


def test_the_script_is_axe_core_4_14() -> None:
    assert axe_source().startswith("/*! axe v4.14")
    assert axe_version().startswith("4.14.")


@pytest.mark.usefixtures("no_cached_script")
def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.axe.find_spec", lambda _: None)

    with pytest.raises(AxeError, match="pip install pytest-playwright-axe"):
        axe_source()


@pytest.mark.usefixtures("no_cached_script")
def test_a_package_without_the_script_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    origin = str(tmp_path / "__init__.py")
    spec = ModuleSpec("pytest_playwright_axe", None, origin=origin)
    monkeypatch.setattr("auditor.axe.find_spec", lambda _: spec)

    with pytest.raises(AxeError, match=r"pytest-playwright-axe is installed but has no axe\.min\.js"):
        axe_source()


@pytest.mark.usefixtures("no_cached_script")
def test_a_script_without_axes_banner_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.axe.axe_source", lambda: "window.axe = {}")

    with pytest.raises(AxeError, match="does not say which version"):
        axe_version()


@pytest.mark.parametrize(
    "rule_id",
    [
        pytest.param("axe/color-contrast-enhanced", id="off by default"),
        pytest.param("axe/aria-roledescription", id="deprecated"),
        pytest.param("axe/td-has-header", id="experimental"),
    ],
)
def test_what_axe_does_not_run_by_default_is_left_out(rule_id: str) -> None:
    assert rule_id not in all_rules()


@pytest.mark.parametrize(
    ("rule_id", "pillar"),
    [
        ("axe/meta-viewport", Pillar.MOBILE),
        ("axe/meta-viewport-large", Pillar.MOBILE),
        ("axe/image-alt", Pillar.ACCESSIBILITY),
    ],
)
def test_zoom_belongs_to_mobile_fit(rule_id: str, pillar: Pillar) -> None:
    assert all_rules()[rule_id].pillar is pillar


@pytest.mark.parametrize(
    ("rule_id", "criteria"),
    [
        pytest.param("axe/color-contrast", ("1.4.3",), id="one digit each"),
        pytest.param("axe/avoid-inline-spacing", ("1.4.12",), id="two digits at the end"),
        pytest.param("axe/link-name", ("2.4.4", "4.1.2"), id="two criteria"),
        pytest.param("axe/region", (), id="best practice"),
    ],
)
def test_criteria_are_read_from_axes_tags(rule_id: str, criteria: tuple[str, ...]) -> None:
    assert all_rules()[rule_id].rule.criteria == criteria


@pytest.mark.parametrize(
    ("rule_id", "advice"), [("axe/region", True), ("axe/meta-viewport-large", True), ("axe/image-alt", False)]
)
def test_best_practice_is_advice(rule_id: str, *, advice: bool) -> None:
    assert all_rules()[rule_id].rule.advice is advice


def test_severity_and_act_rules_are_axes() -> None:
    rule = all_rules()["axe/image-alt"].rule

    assert rule.severity is Severity.CRITICAL
    assert rule.act_rules == ("23a2a8",)


def test_groups_are_those_of_the_criteria() -> None:
    # EN 301 549 V3.2.1, table B.2: 4.1.2 has a primary relationship to usage without vision and
    # with limited vision
    assert all_rules()["axe/label"].rule.groups == (Group.WITHOUT_VISION, Group.LOW_VISION)


@pytest.mark.parametrize(
    ("rule_id", "groups"),
    [
        pytest.param(
            "axe/color-contrast",
            # Table B.2: limited vision and perception of colour. Understanding 1.4.3: the loss of
            # contrast that comes with age. W3C, Mobile Accessibility, 2.2: glare on a phone outdoors.
            (Group.LOW_VISION, Group.COLOUR_VISION, Group.OLDER_PERSONS, Group.SMALL_SCREEN),
            id="more than the criterion's",
        ),
        pytest.param(
            "axe/image-alt",
            # 1.1.1 is also about sound, for which table B.2 names those who do not hear; an image makes none.
            (Group.WITHOUT_VISION, Group.LOW_VISION),
            id="fewer than the criterion's",
        ),
        pytest.param(
            "axe/link-in-text-block",
            # Understanding 1.4.1: it does not address those who use a screen reader.
            (Group.LOW_VISION, Group.COLOUR_VISION, Group.OLDER_PERSONS),
            id="others than the criterion's",
        ),
    ],
)
def test_a_rule_that_looks_at_part_of_a_criterion_has_groups_of_its_own(
    rule_id: str, groups: tuple[Group, ...]
) -> None:
    registered = all_rules()[rule_id]

    assert registered.rule.groups == groups
    assert ". Groups: " in registered.documentation.source


def test_documentation_tells_the_criteria_and_axes_own_words() -> None:
    documentation = all_rules()["axe/link-name"].documentation

    assert documentation.requirement == (
        "WCAG asks for it: 2.4.4 Link Purpose (In Context) and 4.1.2 Name, Role, Value."
    )
    assert documentation.source == (
        "axe-core 4.14.0, rule link-name (“Links must have discernible text”), "
        "https://dequeuniversity.com/rules/axe/4.14/link-name"
    )


def test_documentation_of_advice_says_that_no_criterion_asks_for_it() -> None:
    documentation = all_rules()["axe/region"].documentation

    assert documentation.requirement.startswith("No success criterion asks for it")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(AxeRule("image-alt"), [Inapplicable()], id="nothing"),
        pytest.param(AxeRule("image-alt", passed=3), [Passed(3)], id="passed"),
        pytest.param(
            AxeRule("image-alt", error="Cannot read properties of null"),
            [Untested("axe's rule broke on this page: Cannot read properties of null")],
            id="broken",
        ),
        pytest.param(
            AxeRule("image-alt", passed=2, failed=1, violations=(IMAGE,)),
            [
                Failed(LACKS, at=IMAGE_PLACE),
                Passed(2),
            ],
            id="failed and passed",
        ),
        pytest.param(
            AxeRule("image-alt", failed=51, violations=(IMAGE,)),
            [
                Failed(LACKS, at=IMAGE_PLACE),
                Failed("{title}. Counted but not listed: {count}", elements=50, title=ALT, count=Count(50)),
            ],
            id="more failed than listed",
        ),
        pytest.param(
            AxeRule("image-alt", undecided=3, incomplete=(IMAGE,)),
            [
                CantTell(f"Is it so here? {{title}}. {LACKS}", at=IMAGE_PLACE, title=ALT),
                CantTell(
                    "Is it so? {title}. Counted but not listed: {count}",
                    elements=2,
                    title=ALT,
                    count=Count(2),
                ),
            ],
            id="more undecided than listed",
        ),
    ],
)
def test_what_axe_answers_becomes_an_outcome_an_element(answer: AxeRule, expected: list[Outcome]) -> None:
    assert answer_of(answer) == expected


def test_a_rule_that_axe_did_not_run_is_untested() -> None:
    outcomes = outcomes_of(all_rules()["axe/label"], axe(AxeRule("image-alt", passed=1)))

    assert outcomes == [Untested("axe did not run this rule")]


def test_without_axes_results_the_reason_is_told() -> None:
    outcomes = outcomes_of(all_rules()["axe/label"], page(missing={"axe": "it took too long"}))

    assert outcomes == [Untested("axe is missing: it took too long")]


def test_a_rule_that_axe_wants_reviewed_never_fails() -> None:
    outcomes = answer_of(AxeRule("bypass", failed=2, violations=(IMAGE,)))

    assert [type(outcome) for outcome in outcomes] == [CantTell, CantTell]
