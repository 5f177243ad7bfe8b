"""What every rule gets for free: these tests know no rule by name.

The HTML examples need a browser. The fixture `visited_examples` gives the evidence of
each, by rule id and example name.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from auditor.evidence import PageEvidence, from_json, to_json
from auditor.examples import page
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Failed, Inapplicable, Passed, Untested
from auditor.portal import PortalEvidence
from auditor.registry import all_rules
from auditor.rule import Example, RegisteredRule, Scope, as_a_whole
from auditor.service import ServiceEvidence
from auditor.text.sentences import LIMIT_WORDS, sentences, words

RULES_FOLDER = Path(__file__).parent.parent / "rules"
RULE_FILES = sorted(path for path in RULES_FOLDER.glob("*/*.py") if path.name != "__init__.py")

# Evidence, the words for an answer, and pure helpers; nothing that fetches, stores or scores.
PROGRAM_PARTS = (
    "auditor.axe.correction",
    "auditor.axe.wording",
    "auditor.channels",
    "auditor.cost",
    "auditor.deadends",
    "auditor.evidence",
    "auditor.examples",
    "auditor.locale.speaking",
    "auditor.outcome",
    "auditor.page",
    "auditor.portal",
    "auditor.rule",
    "auditor.service",
    "auditor.standard",
    "auditor.statement",
    "auditor.text",
    "auditor.translation",
    "auditor.understanding",
)
LIBRARIES = frozenset({"bs4", "lxml", "phonenumbers", "pydantic", "pyphen", "sentencex", "textstat"})
IMPURE = frozenset({"asyncio", "http", "os", "random", "socket", "subprocess", "threading", "time", "urllib"})

type Case = tuple[RegisteredRule, Example]


def rules() -> list[RegisteredRule]:
    return list(all_rules().values())


def rules_in_files() -> list[RegisteredRule]:
    """Those with a file of their own; a table-driven rule carries its documentation with it."""
    return [registered for registered in rules() if registered.rule.documentation is None]


def rules_that_need_evidence() -> list[RegisteredRule]:
    return [registered for registered in rules() if registered.rule.needs]


def cases() -> Iterator[Case]:
    for registered in rules():
        for example in registered.rule.examples:
            yield registered, example


def name_of(value: object) -> str:
    match value:
        case RegisteredRule():
            return value.id
        case Example():
            return value.name
        case Path():
            return f"{value.parent.name}/{value.name}"
    return str(value)


EVIDENCE_CASES = [case for case in cases() if not isinstance(case[1].given, str)]
PAGE_CASES = [case for case in EVIDENCE_CASES if isinstance(case[1].given, PageEvidence)]
HTML_CASES = [case for case in cases() if isinstance(case[1].given, str)]


def imports_of(path: Path) -> set[str]:
    """Give the modules that a file imports; names imported from `auditor` itself are modules."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                found |= {alias.name for alias in node.names}
            case ast.ImportFrom(module="auditor", level=0):
                found |= {f"auditor.{alias.name}" for alias in node.names}
            case ast.ImportFrom():
                found.add("." * node.level + (node.module or ""))
    return found


def is_allowed(module: str) -> bool:
    top, _, _ = module.partition(".")
    if top == "auditor":
        return any(f"{module}.".startswith(f"{part}.") for part in PROGRAM_PARTS)
    if module == "urllib.parse":
        return True
    return top in LIBRARIES or (top in sys.stdlib_module_names and top not in IMPURE)


@pytest.mark.parametrize(("registered", "example"), EVIDENCE_CASES, ids=name_of)
def test_an_example_comes_out_as_it_says(registered: RegisteredRule, example: Example) -> None:
    assert not isinstance(example.given, str)

    assert as_a_whole(outcomes_of(registered, example.given)) is example.expected


@pytest.mark.browser
@pytest.mark.parametrize(("registered", "example"), HTML_CASES, ids=name_of)
def test_an_html_example_comes_out_as_it_says(
    registered: RegisteredRule, example: Example, visited_examples: Mapping[tuple[str, str], PageEvidence]
) -> None:
    visited = visited_examples[registered.id, example.name]

    assert as_a_whole(outcomes_of(registered, visited)) is example.expected


@pytest.mark.parametrize(("registered", "example"), PAGE_CASES, ids=name_of)
def test_a_rule_reads_no_part_of_the_evidence_that_it_does_not_name(
    registered: RegisteredRule, example: Example
) -> None:
    assert isinstance(example.given, PageEvidence)
    parts = (*registered.rule.needs, *registered.rule.uses)
    named = {part: getattr(example.given, part) for part in parts}
    frame = ("url", "final_url", "status", "kind", "state_of", "country", "school_years", "jargon")
    only_named = PageEvidence(**{part: getattr(example.given, part) for part in frame}, **named)

    assert outcomes_of(registered, only_named) == outcomes_of(registered, example.given)


@pytest.mark.parametrize(("registered", "example"), PAGE_CASES, ids=name_of)
def test_stored_evidence_is_judged_as_it_was_at_first(registered: RegisteredRule, example: Example) -> None:
    assert isinstance(example.given, PageEvidence)
    stored = from_json(to_json(example.given))

    assert outcomes_of(registered, stored) == outcomes_of(registered, example.given)


@pytest.mark.parametrize("registered", rules_that_need_evidence(), ids=name_of)
def test_missing_evidence_is_untested_and_says_why(registered: RegisteredRule) -> None:
    first = registered.rule.needs[0]

    outcomes = outcomes_of(registered, page(missing={first: "the page did not answer in time"}))

    assert [type(outcome) for outcome in outcomes] == [Untested]
    assert "the page did not answer in time" in str(outcomes)


@pytest.mark.parametrize("registered", rules_in_files(), ids=name_of)
def test_a_rule_shows_a_pass_and_a_fail(registered: RegisteredRule) -> None:
    """One that looks for blockers shows instead where it claims nothing: silence is no pass.

    One that can only ask, because no machine sees a failure of it, shows what it asks about and what not. So
    does one that may see a failure and never that there is none.
    """
    file = RULES_FOLDER / registered.pillar / f"{registered.id.replace('-', '_')}.py"
    shown = {example.expected for example in registered.rule.examples}
    if Failed not in shown and "Failed" not in file.read_text(encoding="utf-8"):
        assert {CantTell, Inapplicable} <= shown
        return
    no_failure = Inapplicable if registered.rule.blocker else Passed
    if no_failure not in shown and "Passed" not in file.read_text(encoding="utf-8"):
        assert {CantTell, Inapplicable, Failed} <= shown
        return
    assert {no_failure, Failed} <= shown


@pytest.mark.parametrize("registered", rules(), ids=name_of)
def test_the_examples_of_a_rule_have_names_of_their_own(registered: RegisteredRule) -> None:
    names = [example.name for example in registered.rule.examples]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("registered", rules(), ids=name_of)
def test_the_examples_of_a_rule_are_of_its_scope(registered: RegisteredRule) -> None:
    given = {
        Scope.PAGE: (str, PageEvidence),
        Scope.SERVICE: (ServiceEvidence,),
        Scope.PORTAL: (PortalEvidence,),
    }[registered.rule.scope]

    assert all(isinstance(example.given, given) for example in registered.rule.examples)


@pytest.mark.parametrize("registered", rules(), ids=name_of)
def test_a_rule_of_a_service_or_portal_names_no_part_of_a_page(registered: RegisteredRule) -> None:
    assert registered.rule.scope is Scope.PAGE or not registered.rule.needs


@pytest.mark.parametrize("registered", rules(), ids=name_of)
def test_a_rule_is_documented(registered: RegisteredRule) -> None:
    documentation = registered.documentation

    assert documentation.requirement.endswith(".")
    assert all((registered.rule.title, documentation.why, documentation.fix, documentation.source))


@pytest.mark.parametrize("registered", rules(), ids=name_of)
def test_what_is_said_of_a_rule_keeps_the_length_of_sentences_that_we_ask_of_others(
    registered: RegisteredRule,
) -> None:
    said = registered.documentation
    for text in (said.requirement, said.why, said.fix, said.source):
        for sentence in sentences(text, "en"):
            assert len(words(sentence)) <= LIMIT_WORDS, sentence


@pytest.mark.parametrize("path", RULE_FILES, ids=name_of)
def test_a_rule_file_imports_only_what_it_may(path: Path) -> None:
    assert sorted(module for module in imports_of(path) if not is_allowed(module)) == []


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("auditor.evidence", True),
        ("auditor.text.sentences", True),
        ("auditor.text_evil", False),
        ("auditor.store", False),
        ("auditor.scoring.weights", False),
        ("auditor.rules.weight", False),
        ("auditor", False),
        ("collections.abc", True),
        ("urllib.parse", True),
        ("urllib.request", False),
        ("os", False),
        ("playwright.sync_api", False),
        ("sqlalchemy", False),
        (".sibling", False),
    ],
)
def test_what_a_rule_may_import(module: str, *, allowed: bool) -> None:
    assert is_allowed(module) is allowed


@pytest.mark.parametrize("registered", rules_in_files(), ids=name_of)
def test_file_and_folder_give_a_rule_its_id_and_pillar(registered: RegisteredRule) -> None:
    assert RULES_FOLDER / registered.pillar / f"{registered.id.replace('-', '_')}.py" in RULE_FILES


@pytest.mark.parametrize("registered", rules(), ids=name_of)
def test_an_id_is_words_joined_by_hyphens(registered: RegisteredRule) -> None:
    assert re.fullmatch(r"([a-z]+/)?[a-z]+(-[a-z0-9]+)*", registered.id)
