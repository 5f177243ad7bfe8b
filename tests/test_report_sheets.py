"""Spreadsheets for auditors: read back by other programs, and inert whatever portals say."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from auditor.audit import Audit
from auditor.registry import all_formats
from auditor.reporting.review_sheet import CRITERIA, TO_REVIEW, Given, Key
from auditor.review.about import alike_id
from tests.audits import HOME, a_finding, a_page, an_audit

FORMULAS = (
    '=HYPERLINK("https://evil.example","here")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "  =1+1",
    "\t=1+1",
)


SIGNED = {"reviewer": "A. Tester", "reason": "=seen", "date": "2026-03-04", "expires": "2027-03-04"}


def workbook(audit: Audit) -> openpyxl.Workbook:
    content = all_formats()["xlsx"].render(audit)
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(book: openpyxl.Workbook, title: str) -> list[dict[str, openpyxl.cell.Cell]]:
    """The rows of a sheet, each by the titles of its columns."""
    titles, *others = book[title].iter_rows()
    return [{head.value: cell for head, cell in zip(titles, row, strict=True)} for row in others]


def values(row: dict[str, openpyxl.cell.Cell], *titles: str) -> list[object]:
    return [row[title].value for title in titles]


def read_csv(audit: Audit) -> list[dict[str, str]]:
    text = all_formats()["csv"].render(audit)
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text.encode().decode("utf-8-sig"), newline="")))


def test_each_sheet_has_fixed_titles_filters_and_widths() -> None:
    book = workbook(an_audit())
    names = ["About", "Findings", "Causes", "Pages", "Services", CRITERIA, TO_REVIEW]
    assert book.sheetnames == names
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(each.width > 6 for each in sheet.column_dimensions.values())
    assert book.properties.title == "Ardley: inclusion audit"


def test_numbers_days_and_links_are_what_they_are() -> None:
    visited = datetime(2026, 3, 3, 10, 6, 30, tzinfo=UTC)
    book = workbook(an_audit(pages=[a_page("one", visited_at=visited), a_page("lost", url="javascript:x()")]))
    page, lost = rows(book, "Pages")
    assert values(page, "Page", "Status", "Kilobytes", "Elements failed") == [f"{HOME}one", 200, 433, 1]
    assert page["Visited (UTC)"].value == datetime(2026, 3, 3, 10, 6, 30)  # noqa: DTZ001  sheets have no zones
    assert page["Page"].hyperlink.target == f"{HOME}one"
    assert (lost["Page"].value, lost["Page"].hyperlink) == ("javascript:x()", None)
    whole, service = rows(book, "Services")
    assert values(whole, "Service", "Score", "Score low", "Score high", "mobile") == [
        "Ardley (the whole portal)", 74, 68, 81, 90,
    ]  # fmt: skip
    assert values(service, "Service", "State", "Pages") == ["Register a birth", "measured", 2]
    assert values(rows(book, "Causes")[1], "Order", "Rule", "Pages", "Services") == [
        2, "missing-phone-number", 0, 1,
    ]  # fmt: skip


def test_a_sheet_says_which_rows_it_has_no_room_for_and_stops_linking_before_excel_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("auditor.reports._workbook.MOST_ROWS", 4)
    monkeypatch.setattr("auditor.reports._workbook.MOST_LINKS", 1)
    book = workbook(an_audit(pages=[a_page("one"), a_page("two"), a_page("three")]))
    sheet = book["Pages"]
    assert [row[0].value for row in sheet.iter_rows()] == [
        "Page", f"{HOME}one", f"{HOME}two", "More rows do not fit: the other formats have all.",
    ]  # fmt: skip
    assert [row[0].hyperlink is not None for row in sheet.iter_rows()] == [False, True, False, False]
    assert sheet.auto_filter.ref.endswith("3")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    audit = an_audit(findings=[a_finding("missing-name", message=text, snippet=text, selector=text)])
    told = text.strip()
    [row] = rows(workbook(audit), "Findings")
    for title in ("Message", "Markup", "Selector"):
        assert (row[title].data_type, row[title].value, row[title].quotePrefix) == ("s", told, True)
    [line] = read_csv(audit)
    assert line["Message"] == (told if told == "#N/A" else f"'{told}")


def test_a_text_that_spreadsheets_would_take_for_an_escape_is_escaped_itself() -> None:
    """ECMA-376 has _x003D_ stand for =, and openpyxl gives texts as they stand in the file."""
    [row] = rows(workbook(an_audit(findings=[a_finding("missing-name", message="_x003D_1+1")])), "Findings")
    assert row["Message"].value == "_x005F_x003D_1+1"


def test_no_cell_of_the_csv_is_a_formula_where_semicolons_part_cells() -> None:
    hostile = 'a;=1+1;"; =2+2'
    text = all_formats()["csv"].render(an_audit(findings=[a_finding("missing-name", message=hostile)]))
    assert isinstance(text, str)
    cells = next(iter(csv.reader([text.splitlines()[1]], delimiter=";")))
    assert not [cell for cell in cells if cell.strip().startswith("=")]


def test_the_csv_has_a_row_for_each_finding_and_ends_lines_as_the_standard_says() -> None:
    first, *others = read_csv(an_audit())
    assert [first[name] for name in ("Rule", "Outcome", "Page", "Elements", "Cause")] == [
        "missing-name", "failed", f"{HOME}one", "1", "c1-missing-name",
    ]  # fmt: skip
    assert [row["Outcome"] for row in others] == ["failed", "to review", "not tested"]
    text = all_formats()["csv"].render(an_audit())
    assert isinstance(text, str)
    assert text.startswith('\ufeff"Rule",')
    assert text.count("\r\n") == text.count("\n") == 5


def test_questions_come_first_and_are_asked_once_with_empty_places_for_the_answer() -> None:
    alike = [
        a_finding("low-contrast", outcome="cantTell", page=page, url=f"{HOME}{page}")
        for page in ("one", "two")
    ]
    other = a_finding("low-contrast", outcome="cantTell", snippet="<b>", severity="minor")
    whole = a_finding("missing-phone-number", "channels", page=None, url=None)
    audit = an_audit(findings=[whole, *alike, other])
    book = workbook(audit)
    asked = rows(book, TO_REVIEW)
    assert [values(row, "The program says", "Places", *list(Key)[:2]) for row in asked] == [
        ["to review", 2, "low-contrast", "c1-low-contrast"],
        ["to review", 1, "low-contrast", "c1-low-contrast"],
        ["failed", 0, "missing-phone-number", "c1-missing-phone-number"],
    ]
    asked_of = [audit.findings[place] for place in (1, 3, 0)]
    assert [row[Key.ALIKE].value for row in asked] == [alike_id(finding) for finding in asked_of]
    assert [row[Key.SERVICE].value for row in asked] == [None, None, "register"]
    assert {row[given].value for row in asked for given in Given} == {None}
    answers = next(each for each in book[TO_REVIEW].data_validations.dataValidation if each.type == "list")
    assert (str(answers.sqref), answers.formula1) == ("A2:A4", '"passed,failed"')


def test_what_a_person_answered_stands_beside_the_finding_and_is_asked_no_more() -> None:
    answer = SIGNED | {"outcome": "passed", "before": "cantTell"}
    book = workbook(an_audit(findings=[a_finding("low-contrast", outcome="passed", answer=answer)]))
    [row] = rows(book, "Findings")
    assert values(row, "Outcome", "Answered by a person") == [
        "passed",
        "answered: passed by A. Tester on 2026-03-04: =seen",
    ]
    assert not rows(book, TO_REVIEW)


def test_a_criterion_can_be_closed_where_it_stands() -> None:
    covered = {"number": "1.1.1", "name": "Non-text Content", "level": "A", "extent": "partly"}
    closed = covered | {"closed": SIGNED | {"outcome": "passed", "before": "cantTell"}}
    counted = (
        {"rules": ["axe/image-alt"], "failed": 2, "cantTell": 1},
        {"rules": [], "failed": 0, "cantTell": 0},
    )
    coverage = [covered | counted[0], closed | counted[1]]
    standard = an_audit().portal.standard.model_dump() | {"coverage": coverage}
    row, signed = rows(workbook(an_audit(portal={"standard": standard})), CRITERIA)
    assert values(row, Key.CRITERION, "Looked at", "Elements failed", "By the rules") == [
        "1.1.1", "in part", 2, "axe/image-alt",
    ]  # fmt: skip
    assert {row[given].value for given in Given} == {None}
    day, last = datetime(2026, 3, 4), datetime(2027, 3, 4)  # noqa: DTZ001  sheets have no zones
    assert [signed[given].value for given in Given] == ["passed", "A. Tester", "=seen", day, last]
    assert (signed[Given.REASON].data_type, signed[Given.DATE].number_format) == ("s", "yyyy-mm-dd")


def test_the_same_audit_gives_the_same_bytes() -> None:
    render = all_formats()["xlsx"].render
    assert render(an_audit()) == render(an_audit())
