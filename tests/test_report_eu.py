"""The report of simplified monitoring under Decision (EU) 2018/1524, and the letter to the owner."""

from typing import Any

from lxml import html

from auditor.audit import Audit
from auditor.registry import all_formats
from auditor.standard import criteria
from tests.audits import HOME, a_cause, a_finding, a_page, a_rule, a_score, an_audit, section, words

BLIND, COLOURS = ["without vision"], ["colour vision"]
DECISION = "Implementing Decision (EU) 2018/1523, https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj"


SIGNED = {"reviewer": "A. Tester", "reason": "seen", "date": "2026-03-04", "expires": "2027-03-04"}


def covered(number: str, *rules: str, failed: int = 0) -> dict[str, Any]:
    known = criteria()[number]
    extent = "partly" if rules else "not"
    told = {"number": number, "name": known.name, "level": known.level, "extent": extent}
    return told | {"rules": rules, "failed": failed, "cantTell": 0}


def monitored(**changes: Any) -> Audit:
    """Images fail on both pages, names pass, contrast is open, and nothing was asked about captions."""
    counts = {
        "alt": {"passed": 1, "failed": 2, "cantTell": 0},
        "name": {"passed": 4, "failed": 0, "cantTell": 0},
        "contrast": {"passed": 0, "failed": 0, "cantTell": 3},
        "hard-text": {"passed": 0, "failed": 1, "cantTell": 0},
    }
    coverage = [
        covered("1.1.1", "alt", failed=4),
        covered("1.2.2"),
        covered("1.4.1", "contrast"),
        covered("4.1.2", "name"),
    ]
    portal = {"standard": an_audit().portal.standard.model_dump() | {"coverage": coverage}}
    failed = [
        a_finding("alt", page=page, url=HOME + page, criteria=["1.1.1"], cause="c1-alt")
        for page in ("one", "two")
    ]
    parts: dict[str, Any] = {
        "pages": [a_page("one", rules=counts), a_page("two", rules=counts)],
        "services": [],
        "findings": failed,
        "causes": [a_cause("alt", pages=["one", "two"])],
        "rules": [
            a_rule("alt", "accessibility", criteria=["1.1.1"], groups=BLIND),
            a_rule("name", "accessibility", criteria=["4.1.2"], groups=BLIND),
            a_rule("contrast", "accessibility", criteria=["1.4.1"], groups=COLOURS),
            a_rule("hard-text", "readability", groups=BLIND),
        ],
    }
    return an_audit(portal=portal | changes.pop("portal", {}), **parts | changes)


def report(audit: Audit) -> str:
    text = all_formats()["eu"].render(audit)
    assert isinstance(text, str)
    return text


def letter(audit: Audit) -> str:
    return words(html.fromstring(all_formats()["eu-letter"].render(audit)).find("body"))


def test_the_result_is_told_by_principle_and_never_as_compliance() -> None:
    result = section(report(monitored()), "result")
    assert "Non-compliance was found with 1 success criterion of 50" in words(result)
    assert "a program cannot say that one is met" in words(result)
    rows = [[words(cell) for cell in row] for row in result.findall(".//tbody/tr")]
    assert rows == [
        ["Perceivable", "3", "1.1.1", "1.4.1", "1.2.2"],
        ["Operable", "0", "none", "none", "none"],
        ["Understandable", "0", "none", "none", "none"],
        ["Robust", "1", "none", "4.1.2", "none"],
    ]


def test_each_user_accessibility_need_has_its_checks_or_says_that_it_has_none() -> None:
    needs = section(report(monitored()), "needs")
    told = {words(each.find("h3"))[:3]: words(each) for each in needs.findall("section")}
    assert list(told) == [f"({letter})" for letter in "abcdefghi"]
    assert "2 checks: 1 failed, 1 found no failure, 0 not decided." in told["(a)"]
    assert "Title of alt WCAG 1.1.1; 4 elements on 2 pages" in told["(a)"]
    assert "Title of hard-text" not in told["(a)"]
    assert "1 check: 0 failed, 0 found no failure, 1 not decided." in told["(c)"]
    assert "Not tested" in told["(d)"]


def test_what_is_not_met_names_the_clause_the_pages_and_a_place() -> None:
    told = words(section(report(monitored()), "not-met"))
    for expected in (
        "1.1.1 Non-text Content",
        "Clause 9.1.1.1 of EN 301 549 (10.1.1.1 for documents)",
        "4 elements on 2 pages",
        "Mend it.",
        "on /one: The link has no name",
    ):
        assert expected in told


def test_other_standards_have_no_clauses_of_the_european_one() -> None:
    standard = monitored().portal.standard.model_dump() | {"id": "section508"}
    assert "Clause" not in words(section(report(monitored(portal={"standard": standard})), "not-met"))


def test_the_statement_is_checked_by_the_rules_of_its_decision() -> None:
    rules = [
        a_rule(
            name, "accessibility", scope="portal", scored=False, source=DECISION, requirement=f"It is {name}."
        )
        for name in ("published", "complete", "honest", "not-asked")
    ]
    rules.append(a_rule("tidy", "accessibility", source=DECISION, requirement="A page is tidy."))
    answers = {
        "published": {"passed": 1, "failed": 0, "cantTell": 0},
        "complete": {"passed": 0, "failed": 1, "cantTell": 0},
        "honest": {"untested": "it was not read"},
    }
    lacking = a_finding("complete", page=None, service=None, url=HOME, message="The statement has no date")
    told = section(
        report(monitored(rules=rules, findings=[lacking], causes=[], portal={"rules": answers})), "statement"
    )
    assert [words(entry) for entry in told.findall(".//li")] == [
        "It is published. No fault was found.",
        "It is complete. No: The statement has no date /",
        "It is honest. Not tested: it was not read.",
        "It is not-asked. Not tested: it does not apply here.",
    ]


def test_a_criterion_that_a_person_closed_is_told_with_that_person() -> None:
    closed = covered("2.4.2", "title") | {"closed": SIGNED | {"outcome": "passed", "before": "cantTell"}}
    standard = monitored().portal.standard.model_dump()
    standard["coverage"] = [*standard["coverage"], closed]
    audit = monitored(portal={"standard": standard})
    result = words(section(report(audit), "result"))
    assert "A person found that 1 criterion is met: 2.4.2 Page Titled (A. Tester, 2026-03-04)." in result
    assert "Operable1 none none none" in result
    assert "and not at 1. A person found 1 to be met." in letter(audit)


def test_what_a_person_says_is_no_fault_of_the_statement_is_no_fault() -> None:
    rule = a_rule("dated", "accessibility", scope="portal", source=DECISION, requirement="It is dated.")
    overturned = a_finding(
        "dated", outcome="passed", page=None, service=None, url=HOME, message="The statement has no date"
    )
    audit = monitored(
        rules=[rule],
        findings=[overturned],
        causes=[],
        portal={"rules": {"dated": {"passed": 1, "failed": 0, "cantTell": 0}}},
    )
    assert [words(entry) for entry in section(report(audit), "statement").findall(".//li")] == [
        "It is dated. A person says that this is no fault: The statement has no date /"
    ]
    assert "Accessibility statement The program found no fault in it." in letter(audit)


def test_every_page_of_the_sample_has_its_reason() -> None:
    chosen = a_page("two", chosen={"part": "random", "why": "drawn at random"})
    pages = [a_page("home", url=HOME, service=None), chosen, a_page("form", kind="document")]
    audit = monitored(pages=pages, services=an_audit().services)
    sample = section(report(audit), "sample")
    assert "The home page is among the 3 pages" in words(sample)
    assert [words(row.find("td")) for row in sample.findall(".//tbody/tr")] == [
        "Home page",
        "Drawn at random",
        "Of the service “Register a birth” (a document)",
    ]


def test_the_letter_says_what_to_mend_and_what_it_does_not_say() -> None:
    told = letter(monitored())
    for expected in (
        "1 success criterion of EN 301 549 V3.2.1 is not met: 1.1.1 Non-text Content (on 2 pages)",
        "Usage without vision (1 barrier)",
        "Title of alt. Somebody is kept out. Mend it. WCAG 1.1.1; on 2 pages; first on /one",
        "It looked at 2 criteria more without finding a failure, and not at 1",
    ):
        assert expected in told


def test_the_letter_names_the_first_rules_and_counts_the_others() -> None:
    names = [f"rule-{number:02}" for number in range(12)]
    audit = monitored(
        rules=[a_rule(name, "accessibility", criteria=["1.1.1"]) for name in names],
        findings=[a_finding(name, criteria=["1.1.1"], cause=f"c-{name}") for name in names],
        causes=[a_cause(name, id=f"c-{name}") for name in names],
    )
    told = letter(audit)
    assert [name for name in names if f"Title of {name}." in told] == names[:10]
    assert "2 more rules failed; the report has them." in told


def test_criteria_that_no_rule_looked_at_are_listed_by_name() -> None:
    [listed] = section(report(monitored()), "not-tested").findall("ul[@class='row quiet']/li")
    assert words(listed) == "1.2.2 Captions (Prerecorded)"


def test_where_nothing_could_be_tested_nothing_is_praised() -> None:
    shut = monitored(
        portal={"state": "not_measurable", "reason": "it refused us", "score": a_score(None)},
        pages=[],
        findings=[],
        causes=[],
    )
    assert "could not be tested. It refused us" in words(section(report(shut), "result"))
    assert "could not be tested. It refused us" in letter(shut)
    assert "No non-compliance" not in report(shut)
