"""EARL as a JSON-LD processor reads it, framed as W3C's WCAG-EM Report Tool frames it."""

import json
from typing import Any

import pytest
from pyld import jsonld

from auditor.audit import Audit
from auditor.registry import all_formats
from auditor.standard import criteria
from tests.audits import HOME, a_finding, a_page, a_rule, an_audit

EARL = "http://www.w3.org/ns/earl#"
SIGNED = {"reviewer": "A. Tester", "reason": "seen", "date": "2026-03-04", "expires": "2027-03-04"}
SLUGS = {each.slug: each.number for each in criteria().values()}


def refuse(url: str, *_: object) -> Any:
    raise AssertionError(f"{url} was asked for")


def covered(number: str, *rules: str, failed: int = 0, closed: bool = False) -> dict[str, Any]:
    answer = SIGNED | {"outcome": "passed", "before": "cantTell"} if closed else None
    return {
        "number": number,
        "name": criteria()[number].name,
        "level": criteria()[number].level,
        "extent": "partly" if rules else "not",
        "rules": rules,
        "failed": failed,
        "cantTell": 0,
        "closed": answer,
    }


def an_evaluation(*coverage: dict[str, Any], **changes: Any) -> Audit:
    standard = an_audit().portal.standard.model_dump() | {"coverage": coverage}
    return an_audit(portal={"standard": standard}, **changes)


def framed(audit: Audit, kind: str) -> list[dict[str, Any]]:
    """What the tool takes out of the file: things of one type with all that belongs to them."""
    text = all_formats()["earl"].render(audit)
    frame = {"@context": {"earl": EARL, "dct": "http://purl.org/dc/terms/"}, "@type": kind}
    options = {"documentLoader": refuse, "omitGraph": False}
    found: list[dict[str, Any]] = jsonld.frame(json.loads(text), frame, options)["@graph"]
    return found


def outcomes(audit: Audit) -> dict[tuple[str, str], tuple[str, str]]:
    """By the subject's title and the criterion: outcome and mode."""
    return {
        (each["earl:subject"]["dct:title"], SLUGS[each["earl:test"]["@id"].rpartition("#")[2]]): (
            each["earl:result"]["earl:outcome"]["@id"].removeprefix("earl:"),
            each["earl:mode"]["@id"].removeprefix("earl:"),
        )
        for each in framed(audit, f"{EARL}Assertion")
    }


def test_a_program_never_says_that_a_criterion_is_met_and_a_person_may() -> None:
    rules = [
        a_rule("name", "accessibility", criteria=["4.1.2"]),
        a_rule("alt", "accessibility", criteria=["1.1.1"]),
        a_rule("title", "accessibility", criteria=["2.4.2"]),
    ]
    passing = {name: {"passed": 3, "failed": 0, "cantTell": 0} for name in ("name", "title")}
    failing = {"alt": {"passed": 1, "failed": 2, "cantTell": 0}, "name": {"untested": "no reason"}}
    audit = an_evaluation(
        covered("1.1.1", "alt", failed=2),
        covered("1.2.1"),
        covered("2.4.2", "title", closed=True),
        covered("4.1.2", "name"),
        covered("2.4.11", "focus"),
        pages=[
            a_page("one", rules=passing),
            a_page("two", rules=failing),
            a_page("lost", state="untested", rules=failing),
        ],
        rules=rules,
    )
    assert outcomes(audit) == {
        ("Ardley", "1.1.1"): ("failed", "automatic"),
        ("Ardley", "1.2.1"): ("untested", "automatic"),
        ("Ardley", "2.4.2"): ("passed", "manual"),
        ("Ardley", "4.1.2"): ("cantTell", "automatic"),
        ("Ardley", "2.4.11"): ("cantTell", "automatic"),
        ("Page one", "4.1.2"): ("cantTell", "automatic"),
        ("Page two", "1.1.1"): ("failed", "automatic"),
    }


def test_who_found_a_criterion_to_be_met_asserts_it_and_not_the_program() -> None:
    audit = an_evaluation(covered("1.1.1", "alt"), covered("2.4.2", "title", closed=True))
    by = {
        each["earl:result"]["earl:outcome"]["@id"]: each["earl:assertedBy"]
        for each in framed(audit, f"{EARL}Assertion")
    }
    assert by["earl:passed"]["http://xmlns.com/foaf/0.1/name"] == "A. Tester"
    program = by["earl:cantTell"]
    assert program["http://usefulinc.com/ns/doap#name"] == "Inclusion Auditor"
    assert program["http://usefulinc.com/ns/doap#release"]["http://usefulinc.com/ns/doap#revision"]


def test_criteria_that_wcag_2_2_added_stand_under_the_address_without_a_date() -> None:
    audit = an_evaluation(covered("1.1.1", "alt"), covered("2.4.11", "focus"))
    assert {each["earl:test"]["@id"] for each in framed(audit, f"{EARL}Assertion")} == {
        "http://www.w3.org/TR/WCAG21/#non-text-content",
        "http://www.w3.org/TR/WCAG/#focus-not-obscured-minimum",
    }


@pytest.mark.parametrize(("newest", "version"), [("1.1.1", "2.0"), ("2.5.3", "2.1"), ("2.4.11", "2.2")])
def test_the_version_of_wcag_is_that_of_the_standard_s_newest_criterion(newest: str, version: str) -> None:
    audit = an_evaluation(covered("1.1.1", "alt"), covered(newest, "other"))
    [evaluation] = framed(audit, "http://www.w3.org/TR/WCAG-EM/#procedure")
    scope = evaluation["http://www.w3.org/TR/WCAG-EM/#step1"]
    assert scope["http://www.w3.org/WAI/standards-guidelines/wcag/#versions"] == version


def test_no_two_pages_have_one_title_or_one_address_and_no_script_is_an_address() -> None:
    script = "javascript:alert(1)"
    pages = [a_page("one"), a_page("two", title="Page one", url=f"{HOME}one"), a_page("three", url=script)]
    subjects = {
        each["dct:title"]: (each.get("@id"), each["dct:description"])
        for each in framed(an_evaluation(pages=pages), "http://www.w3.org/TR/WCAG-EM/#webpage")
    }
    assert set(subjects) == {"Page one", "Page one (2)", "Page three"}
    assert subjects["Page one"][0] == f"{HOME}one"
    assert subjects["Page one (2)"][0] is None
    assert subjects["Page three"][1] == f"no address of the web: {script}"


def test_a_title_that_is_numbered_already_is_no_second_one() -> None:
    pages = [a_page("a", title="Form (3)"), a_page("b", title="Form"), a_page("c", title="Form")]
    titles = [
        each["dct:title"]
        for each in framed(an_evaluation(pages=pages), "http://www.w3.org/TR/WCAG-EM/#webpage")
    ]
    assert sorted(titles) == ["Form", "Form (3)", "Form (3) (3)"]


def test_the_sample_says_what_was_drawn_at_random() -> None:
    drawn = a_page("two", chosen={"part": "random", "why": "drawn"})
    [evaluation] = framed(
        an_evaluation(pages=[a_page("one"), drawn]), "http://www.w3.org/TR/WCAG-EM/#procedure"
    )
    sample = evaluation["http://www.w3.org/TR/WCAG-EM/#step3"]
    assert sample["http://www.w3.org/TR/WCAG-EM/#step3a"]["dct:title"] == "Page one"
    assert sample["http://www.w3.org/TR/WCAG-EM/#step3b"]["dct:title"] == "Page two"


def test_equal_findings_of_a_page_are_told_once_and_are_no_markup_in_markdown() -> None:
    hostile = "<img src=x onerror=alert(1)> [here](javascript:alert(1))"
    findings = [
        a_finding("alt", criteria=["1.1.1"], message=hostile, selector=selector) for selector in ("#a", "#b")
    ]
    audit = an_evaluation(
        covered("1.1.1", "alt", failed=2),
        pages=[a_page("one", rules={"alt": {"passed": 1, "failed": 2, "cantTell": 0}})],
        rules=[a_rule("alt", "accessibility", criteria=["1.1.1"], title="Alt")],
        findings=findings,
    )
    [told] = [
        each["earl:result"]["dct:description"]
        for each in framed(audit, f"{EARL}Assertion")
        if each["earl:subject"]["dct:title"] == "Page one"
    ]
    assert told == (
        "By 1 rule: 2 elements failed, 0 to review, 1 without a fault that a program sees.\n"
        r"- Alt. \<img src=x onerror=alert(1)> \[here\](javascript:alert(1)) (#a, and 1 more place)"
    )
