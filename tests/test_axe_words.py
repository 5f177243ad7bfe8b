"""What is said of axe's rules and findings in our own words: complete, short, and without axe's jargon."""

import json
import re
import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from auditor.axe.wording import Phrase, Phrasebook, Wording
from auditor.evidence.axe_results import AxeNode, AxeRule
from auditor.examples import axe
from auditor.judge import judge_page, outcomes_of
from auditor.outcome import Failed, Pixels, Place, Points, Quantity, Ratio
from auditor.registry import all_rules
from auditor.rule import Group, RegisteredRule
from tests.axe_in_browser import ask_axe

FOLDER = files("auditor.rules.accessibility")
WORDS: dict[str, dict[str, Any]] = tomllib.loads(
    FOLDER.joinpath("axe_words.toml").read_text(encoding="utf-8")
)
PHRASES: list[dict[str, str]] = tomllib.loads(
    FOLDER.joinpath("axe_phrases.toml").read_text(encoding="utf-8")
)["phrase"]
CORRECTIONS: dict[str, Any] = tomllib.loads(
    FOLDER.joinpath("axe_corrections.toml").read_text(encoding="utf-8")
)
LISTED: list[dict[str, Any]] = json.loads(FOLDER.joinpath("axe_rules.json").read_text(encoding="utf-8"))[
    "rules"
]

# A title is a heading at 360 CSS px; two sentences of why or how are read at a glance.
LONGEST = {"title": 70, "why": 160, "fix": 160}

JARGON = re.compile(
    r"\b(must|should|ensures?|elements?|aria|landmarks?|attributes?|roles?|nodes?|discernible|semantics?"
    r"|accessible name|alt|lang|tabindex|iframes?|frames?|widgets?|focusable|regions?|wcag)\b|[<>=]",
    re.IGNORECASE,
)

# In a page where axe is loaded: what it can say of an element, and by which checks of which rules.
ASK_AXE = """() => {
  const texts = (message) => typeof message === "string" ? [message] : Object.values(message ?? {});
  const messages = Object.entries(axe._audit.data.checks).map(([check, { messages }]) => [
    check, { fail: texts(messages?.fail), incomplete: texts(messages?.incomplete) },
  ]);
  const checks = axe._audit.rules.map((rule) => [
    rule.id, [...rule.any, ...rule.all, ...rule.none].map((check) => check.id ?? check),
  ]);
  return { messages: Object.fromEntries(messages), checks: Object.fromEntries(checks) };
}"""

CONTRAST = (
    "Fix any of the following:\n  Element has insufficient color contrast of 2.1 (foreground color: #aaaaaa, "
    "background color: #ffffff, font size: 12.0pt (16px), font weight: normal). "
    "Expected contrast ratio of 4.5:1"
)


def of_axe() -> list[RegisteredRule]:
    return [registered for rule_id, registered in all_rules().items() if rule_id.startswith("axe/")]


def rule_id(registered: RegisteredRule) -> str:
    return registered.id


def book() -> Phrasebook:
    return Phrasebook(Phrase(**phrase) for phrase in PHRASES)


def same_holes(sentence: str) -> str:
    """Make holes alike, where we have other names than axe, and two sizes or a ":1" for its one value."""
    alike = re.sub(r"\$\{[^}]*\}|\{[^}]*\}", "{}", sentence)
    return alike.replace("{}pt ({}px)", "{}").replace("{}:1", "{}")


@pytest.fixture(scope="module")
def what_axe_says() -> dict[str, Any]:
    said: dict[str, Any] = ask_axe(ASK_AXE)
    return said


# The words of the rules


def test_every_rule_that_is_asked_has_words_and_no_other_has() -> None:
    replaced = {rule for rule, correction in CORRECTIONS.items() if "replaced_by" in correction}
    asked = {each["id"] for each in LISTED if each["enabled"]} - replaced

    assert set(WORDS) == asked
    assert {f"axe/{each}" for each in asked} == {each.id for each in of_axe()}


@pytest.mark.parametrize("part", ["title", "why", "fix"])
@pytest.mark.parametrize("rule", WORDS)
def test_each_part_is_there_and_short(rule: str, part: str) -> None:
    text = WORDS[rule][part]

    assert 0 < len(text) <= LONGEST[part]
    assert text == " ".join(text.split())
    assert text[0].isupper()


@pytest.mark.parametrize("part", ["title", "why", "fix"])
def test_no_two_rules_say_the_same(part: str) -> None:
    repeated = [text for text, times in Counter(words[part] for words in WORDS.values()).items() if times > 1]

    assert repeated == []


@pytest.mark.parametrize("rule", WORDS)
def test_a_title_has_no_jargon_and_no_full_stop(rule: str) -> None:
    title = WORDS[rule]["title"]

    assert JARGON.findall(title) == []
    assert not title.endswith(".")


@pytest.mark.parametrize("part", ["why", "fix"])
@pytest.mark.parametrize("rule", WORDS)
def test_reason_and_remedy_are_one_or_two_sentences(rule: str, part: str) -> None:
    text = WORDS[rule][part]

    assert text.endswith((".", ".”", "”."))
    assert len(re.findall(r"[.?!]”?(?= [A-Z]|$)", text)) <= 2


@pytest.mark.parametrize("each", LISTED, ids=lambda each: each["id"])
def test_no_text_is_axes_own(each: dict[str, Any]) -> None:
    ours = (
        {WORDS[each["id"]][part].rstrip(".").casefold() for part in LONGEST} if each["id"] in WORDS else set()
    )

    assert ours.isdisjoint({each["help"].rstrip(".").casefold(), each["description"].rstrip(".").casefold()})


@pytest.mark.parametrize("rule", WORDS)
def test_groups_of_their_own_have_a_source_and_differ_from_the_criteria(rule: str) -> None:
    words = WORDS[rule]

    assert bool(words.get("groups")) is bool(words.get("groups_source"))
    assert set(words) <= {"title", "why", "fix", "groups", "groups_source"}
    assert words.get("groups", []) == [group for group in Group if group in words.get("groups", [])]


@pytest.mark.parametrize("registered", of_axe(), ids=rule_id)
def test_the_rule_speaks_in_these_words(registered: RegisteredRule) -> None:
    words = WORDS[registered.id.removeprefix("axe/")]

    assert registered.rule.title == words["title"]
    assert registered.documentation.why == words["why"]
    assert registered.documentation.fix == words["fix"]


# The words of the findings


@pytest.mark.browser
def test_every_phrase_is_one_that_axe_says(what_axe_says: dict[str, Any]) -> None:
    known = {
        same_holes(text)
        for messages in what_axe_says["messages"].values()
        for texts in messages.values()
        for text in texts
    }

    assert [phrase["axe"] for phrase in PHRASES if same_holes(phrase["axe"]) not in known] == []


@pytest.mark.browser
@pytest.mark.parametrize("outcome", ["fail", "incomplete"])
def test_whatever_axe_says_of_an_element_has_a_phrase(what_axe_says: dict[str, Any], outcome: str) -> None:
    known = {same_holes(phrase["axe"]) for phrase in PHRASES}
    said = {
        text
        for rule in WORDS
        for check in what_axe_says["checks"][rule]
        for text in what_axe_says["messages"].get(check, {}).get(outcome, [])
    }

    assert [text for text in sorted(said) if same_holes(text) not in known] == []


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["axe"])
def test_a_phrase_says_one_thing_and_names_only_what_it_has(phrase: dict[str, str]) -> None:
    holes = re.findall(r"\{(\w+)(?::\w+)?\}", phrase["axe"])
    ours = phrase.get("says", "") or phrase.get("lacks", "")

    assert set(phrase) - {"axe"} in ({"says"}, {"lacks"}, set())
    assert not ours or set(re.findall(r"\{(\w+)\}", ours)) <= set(holes)
    assert not set(holes) & {"message", "at", "elements", "title", "detail", "count"}
    assert not ours.endswith(".")
    # Each free text can begin anywhere: with three of them, a long line takes too long to read.
    assert len(re.findall(r"\{\w*\}", phrase["axe"])) <= 2


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["axe"])
def test_a_sentence_of_axe_is_read_by_its_own_phrase(phrase: dict[str, str]) -> None:
    samples = {"ratio": "4.48", "px": "23", "pt": "9.8", "colour": "#a1B2c3", "": "dialog, listbox"}
    said = re.sub(r"\{\w*:?(\w*)\}", lambda hole: samples[hole[1]], phrase["axe"])

    wording = book().wording(f"Fix all of the following:\n  {said}")

    if "says" in phrase:
        assert wording is not None
        assert wording.template == phrase["says"]
    elif "lacks" in phrase:
        assert wording == Wording(f"There is no {phrase['lacks']}", {})
    else:
        assert wording is None


def test_phrases_are_there_once() -> None:
    assert [axe for axe, times in Counter(phrase["axe"] for phrase in PHRASES).items() if times > 1] == []


def test_contrast_is_told_with_what_was_measured_and_the_limit() -> None:
    wording = book().wording(CONTRAST)

    assert wording == Wording(
        "The contrast is {contrast}, under {limit} (text {text} on {background}, {size})",
        {
            "contrast": Ratio(2.1),
            "limit": Ratio(4.5),
            "text": "#aaaaaa",
            "background": "#ffffff",
            "size": Points(12.0),
        },
    )
    assert (
        str(Failed(wording.template, elements=1, **wording.values))
        == "The contrast is 2.1 to 1, under 4.5 to 1 (text #aaaaaa on #ffffff, 12 pt)"
    )


def test_what_any_one_of_several_would_mend_is_told_as_a_row() -> None:
    wording = book().wording(
        "Fix any of the following:\n  Element does not have an alt attribute\n"
        "  aria-label attribute does not exist or is empty\n  Element has no title attribute"
    )

    assert wording == Wording(
        "There is no alt attribute, no aria-label and no title attribute; one would do", {}
    )


def test_a_single_thing_that_is_not_there_is_told_alone() -> None:
    wording = book().wording(
        "Fix any of the following:\n  Document does not have a non-empty <title> element"
    )

    assert wording == Wording("There is no <title> with words in it", {})


def test_what_is_no_good_advice_is_passed_over() -> None:
    wording = book().wording(
        "Fix any of the following:\n  Element does not have an explicit <label>\n"
        "  Element has no placeholder attribute"
    )

    assert wording == Wording("There is no <label> that names its id", {})


def test_both_parts_of_a_summary_are_told() -> None:
    wording = book().wording(
        "Fix all of the following:\n  Element is in tab order and does not have accessible text\n\n"
        "Fix any of the following:\n  Element does not have text that is visible to screen readers\n"
        "  Element has no title attribute"
    )

    assert wording == Wording(
        "The Tab key stops at it. There is no text in it that a screen reader reads and no title attribute; "
        "one would do",
        {},
    )


def test_values_of_the_same_name_are_kept_apart() -> None:
    wording = book().wording(
        "Fix all of the following:\n  ARIA attribute is not allowed: aria-level=2\n"
        "  ARIA attribute is not widely supported in screen readers and assistive technologies: "
        "aria-dropeffect"
    )

    assert wording == Wording(
        "This attribute does not belong here: {names}. Few screen readers know this attribute: {names_too}",
        {"names": "aria-level=2", "names_too": "aria-dropeffect"},
    )


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param("", id="empty"),
        pytest.param("\n \n", id="blank"),
        pytest.param("Element has no alt attribute", id="no heading"),
        pytest.param("Fix any of the following:", id="nothing but a heading"),
        pytest.param("Fix some of the following:\n  Element has no alt attribute", id="another heading"),
        pytest.param("Fix any of the following:\n  Element has no alt attr", id="cut off"),
        pytest.param(
            "Fix any of the following:\n  Element has no placeholder attribute",
            id="nothing but what is passed over",
        ),
        pytest.param(
            "Fix any of the following:\n  Element has no alt attribute\n  Something new",
            id="one line is not known",
        ),
        pytest.param(CONTRAST.replace("2.1", "many"), id="no number"),
        pytest.param(CONTRAST.replace("2.1", "1" * 400), id="a number without end"),
        pytest.param(CONTRAST.replace("#aaaaaa", "red; none"), id="no colour"),
    ],
)
def test_what_has_another_form_is_not_read(summary: str) -> None:
    assert book().wording(summary) is None


def test_what_is_not_read_is_shown_as_axe_said_it() -> None:
    node = AxeNode("img", "<img>", "Fix any of the following:\n  Something {new}")

    outcomes = outcomes_of(
        all_rules()["axe/image-alt"], axe(AxeRule("image-alt", failed=1, violations=(node,)))
    )

    assert outcomes == [
        Failed(
            "{title}. {detail}",
            at=Place("img", "<img>", "none"),
            title="An image has no words for those who cannot see it",
            detail="Fix any of the following: Something {new}",
        )
    ]


def test_words_of_the_page_are_values_and_never_part_of_the_template() -> None:
    wording = book().wording(
        "Fix all of the following:\n  Invalid ARIA attribute value: aria-label={0.__class__}"
    )

    assert wording == Wording("This value cannot be: {names}", {"names": "aria-label={0.__class__}"})


def test_the_words_do_not_change_the_cause() -> None:
    rule = all_rules()["axe/color-contrast"]
    nodes = [
        AxeNode("p", "<p>Text</p>", summary) for summary in (CONTRAST, CONTRAST.replace("2.1", "3"), "New")
    ]

    found = judge_page(axe(AxeRule("color-contrast", failed=3, violations=tuple(nodes))), [rule]).findings

    assert len({finding.message for finding in found}) == 3
    assert len({finding.cause for finding in found}) == 1


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Pixels(24), "24 px"),
        (Pixels(23.9), "23.9 px"),
        (Points(9.75), "9.8 pt"),
        (Ratio(4.48), "4.48 to 1"),
        (Ratio(21), "21 to 1"),
    ],
    ids=str,
)
def test_what_is_just_under_a_limit_is_not_rounded_up_to_it(quantity: Quantity, expected: str) -> None:
    assert str(quantity) == expected


def test_a_long_line_is_read_in_no_time() -> None:
    # A visit keeps 1,000 characters of a summary. Read within the time limit of the suite, or not at all.
    hostile = 'attributes cannot be used with role "' * 27

    assert book().wording(f"Fix all of the following:\n  {hostile}") is None
