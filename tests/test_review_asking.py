"""A person answers: in the terminal, one question at a time, and in a form that is read back."""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from auditor.audit import Audit
from auditor.cli import cli
from auditor.registry import all_formats
from auditor.review import sheet as review_sheet
from auditor.review.asking import Asking, Enough
from auditor.review.counting import Counting
from auditor.review.form import read_form, write_form
from auditor.review.questions import questions_of
from auditor.review.record import Review, ReviewError, read_review
from auditor.review.sheet import read_sheet
from auditor.settings import read_toml
from tests.audits import HOME, a_finding, a_rule, an_audit

TODAY, LATER = date(2026, 11, 26), date(2027, 11, 26)
RULES = [
    a_rule("alt-text", "accessibility", severity="critical", criteria=["1.1.1"]),
    a_rule("title", "mobile"),
]


def open_finding(rule: str = "alt-text", page: str = "one", **changes: Any) -> dict[str, Any]:
    given = {"outcome": "cantTell", "page": page, "url": f"{HOME}{page}", "cause": f"c1-{rule}"}
    return a_finding(rule, **(given | changes))


MAP = {"snippet": '<img alt="A map">', "message": "Is this right?"}
PHOTO = {"snippet": '<img alt="IMG 1">', "message": "Is this right?"}
TITLES = {"snippet": None, "selector": None, "message": "Does the title tell the page?"}


def audit_of(*findings: dict[str, Any], **changes: Any) -> Audit:
    return an_audit(findings=list(findings), causes=[], rules=RULES, **changes)


def answered(
    audit: Audit,
    lines: Iterable[str],
    go: Callable[[Asking], None] | None = None,
    told: list[str] | None = None,
) -> Asking:
    """Answer with these lines; what was printed is added to `told`."""
    given, told = iter(lines), [] if told is None else told
    asking = Asking(
        audit=audit,
        review=Review(portal=audit.portal.name),
        reviewer="Ana Pérez",
        today=TODAY,
        expires=LATER,
        ask=lambda prompt: (told.append(prompt), next(given))[1],
        tell=told.append,
        keep=lambda _review: None,
    )
    (go or (lambda each: each.questions(questions_of(audit, "cantTell"))))(asking)
    return asking


def outcomes(audit: Audit, review: Review) -> list[str]:
    counting = Counting(review, TODAY, audit.portal.name)
    return [counting.answered(finding).outcome for finding in audit.findings]


# Questions


def test_a_question_is_what_reads_alike_and_of_a_page_where_nothing_is_quoted() -> None:
    audit = audit_of(
        open_finding("title", "one", severity="minor", **TITLES),
        open_finding("title", "two", severity="minor", **TITLES),
        open_finding(page="one", **MAP),
        open_finding(page="two", **MAP),
        open_finding(page="two", **PHOTO),
    )
    questions = questions_of(audit, "cantTell")
    assert [(each.rule.id, each.key.page, len(each.findings), each.of_cause) for each in questions] == [
        ("alt-text", None, 2, 3),
        ("alt-text", None, 1, 3),
        ("title", "/one", 1, 2),
        ("title", "/two", 1, 2),
    ]


def test_what_was_answered_is_not_asked_again() -> None:
    audit = audit_of(open_finding(page="one", **MAP), open_finding(page="two", **PHOTO))
    review = answered(audit, ["p", "It tells the place", "s"]).review
    counting = Counting(review, TODAY, audit.portal.name)
    later = audit.model_copy(update={"findings": [counting.answered(each) for each in audit.findings]})
    assert [each.first.snippet for each in questions_of(later, "cantTell")] == ['<img alt="IMG 1">']


# In the terminal


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["p", "Right", "f", "Wrong"], ["passed", "passed", "failed"]),
        (["s", "f", "Wrong"], ["cantTell", "cantTell", "failed"]),
        (["P", "All right", "s"], ["passed", "passed", "passed"]),
        (["x", "", "f", "Wrong", "s"], ["failed", "failed", "cantTell"]),
    ],
    ids=["one by one", "skipped", "all of the cause", "another key first"],
)
def test_an_answer_holds_for_what_was_shown(lines: list[str], expected: list[str]) -> None:
    audit = audit_of(open_finding(page="one", **MAP), open_finding(page="two", **MAP), open_finding(**PHOTO))
    assert outcomes(audit, answered(audit, lines).review) == expected


def test_the_evidence_is_shown() -> None:
    audit = audit_of(open_finding(page="one", **MAP))
    lines = list[str]()
    answered(audit, ["s"], told=lines)
    told = " ".join(lines)
    for words in (f"{HOME}one", "main > a", '<img alt="A map">', "Is this right?", "What is required."):
        assert words in told


def test_an_answer_is_signed_and_enter_repeats_a_reason() -> None:
    audit = audit_of(open_finding(**MAP), open_finding(page="two", **PHOTO))
    first, second = answered(audit, ["p", "It tells the place", "f", ""]).review.answers
    assert (first.reviewer, first.date, first.expires) == ("Ana Pérez", TODAY, LATER)
    assert (second.outcome, second.reason) == ("failed", "It tells the place")


def test_what_cannot_be_kept_is_said_and_the_next_question_follows() -> None:
    audit = audit_of(open_finding(**MAP), open_finding(page="two", **PHOTO))
    told = list[str]()
    review = answered(audit, ["p", "x" * 2_001, "f", "No"], told=told).review
    assert [answer.outcome for answer in review.answers] == ["failed"]
    assert "Not kept: reason String should have at most 2000 characters" in told


def test_quitting_keeps_what_was_answered() -> None:
    audit = audit_of(open_finding(**MAP), open_finding(page="two", **PHOTO))
    kept = list[Review]()

    def go(asking: Asking) -> None:
        asking.keep = kept.append
        with pytest.raises(Enough):
            asking.questions(questions_of(audit, "cantTell"))

    answered(audit, ["p", "Right", "q"], go)
    assert [len(review.answers) for review in kept] == [1]


def test_a_finding_is_added_where_one_looks() -> None:
    audit = audit_of(open_finding(**MAP))
    lines = ["a", "1.4.3", "", "p.lead", "", "minor", "Grey on grey", "s"]
    (found,) = answered(audit, lines).review.findings
    assert found.model_dump(exclude_defaults=True) == {
        "criterion": "1.4.3",
        "page": f"{HOME}one",
        "selector": "p.lead",
        "severity": "minor",
        "reviewer": "Ana Pérez",
        "reason": "Grey on grey",
        "date": TODAY,
        "expires": LATER,
    }


def test_a_criterion_with_failures_is_not_offered() -> None:
    names = {"name": "A name", "level": "A", "extent": "partly", "rules": ["alt-text"], "cantTell": 2}
    coverage = [names | {"number": "1.1.1", "failed": 1}, names | {"number": "2.4.2", "failed": 0}]
    standard = an_audit().portal.standard.model_dump() | {"coverage": coverage}
    audit = audit_of(portal={"standard": standard})
    review = answered(audit, ["p", "All 12 tell their page"], Asking.criteria).review
    assert [(each.number, each.reason) for each in review.criteria] == [("2.4.2", "All 12 tell their page")]


# In a form


def form(audit: Audit, file: Path) -> str:
    text = write_form(audit.portal.name, questions_of(audit, "cantTell"), "Ana Pérez", TODAY, LATER)
    file.write_text(text, encoding="utf-8")
    return text


def read(file: Path) -> Review:
    text, data = read_toml(str(file))
    return read_form(data, str(file), text)


def test_a_form_is_read_back_without_what_was_left_open(tmp_path: Path) -> None:
    audit = audit_of(open_finding(**MAP), open_finding(page="two", **PHOTO))
    file = tmp_path / "questions.toml"
    first, _, second = form(audit, file).rpartition('outcome = ""')
    file.write_text(f'{first}outcome = "failed"{second}'.replace('reason = ""', 'reason = "No"'), "utf-8")
    review = read(file)
    assert outcomes(audit, review) == ["cantTell", "failed"]
    assert [(each.reviewer, each.expires) for each in review.answers] == [("Ana Pérez", LATER)]


def test_a_mistake_in_a_form_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    text = form(audit_of(open_finding(**MAP), open_finding(page="two", **PHOTO)), file)
    first, _, second = text.rpartition('outcome = ""')
    file.write_text(f'{first}outcome = "perhaps"{second}', "utf-8")
    line = first.count("\n") + 1
    with pytest.raises(ReviewError, match=f'line {line}, answer.outcome: found "perhaps"'):
        read(file)


@pytest.mark.parametrize(
    "text", ["\x1b[31m", "a\nb", '"""', "\x00", "\ud800", "\u202e", "# [[answer]]"], ids=ascii
)
def test_whatever_a_page_says_a_form_is_toml(text: str, tmp_path: Path) -> None:
    audit = audit_of(open_finding(snippet=text, message=text, selector=text, url=f"{HOME}{text}"))
    file = tmp_path / "questions.toml"
    file.write_bytes(form(audit, tmp_path / "first.toml").replace('= ""', '= "passed"').encode())
    assert len(read(file).answers) == 1


def test_whatever_a_portal_is_called_a_form_is_toml() -> None:
    text = write_form("a\u2028[[answer]]", [], "Ana Pérez", TODAY, LATER)
    assert tomllib.loads(text)["portal"] == "a\u2028[[answer]]"


# The command


def test_the_command_asks_keeps_and_does_not_ask_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    audit = audit_of(open_finding(**MAP), open_finding(page="two", **PHOTO))
    (tmp_path / "audit.json").write_text(audit.to_json(), encoding="utf-8")
    first = CliRunner().invoke(cli, ["review", "audit.json"], input="Ana Pérez\np\nRight\n")
    assert (first.exit_code, "1 answer kept in inclusion-review.toml" in first.stderr) == (0, True)
    second = CliRunner().invoke(cli, ["review", "audit.json"], input="f\nWrong\n")
    assert "1 of 1, to review" in second.stdout
    review = read_review(tmp_path / "inclusion-review.toml")
    assert [(each.reviewer, each.outcome) for each in review.answers] == [
        ("Ana Pérez", "passed"),
        ("Ana Pérez", "failed"),
    ]
    other = ["review", "audit.json", "--review", "other.toml"]
    assert CliRunner().invoke(cli, other, input="Ben Okoro\ns\nf\nNo\n").exit_code == 0
    assert [each.reason for each in read_review(tmp_path / "other.toml").answers] == ["No"]


def test_answers_that_have_expired_already_are_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audit.json").write_text(audit_of(open_finding(**MAP)).to_json(), encoding="utf-8")
    for asked in ([], ["--write", "questions.toml"]):
        given = ["review", "audit.json", "--expires", "2026-01-01", *asked]
        with pytest.raises(ReviewError, match="cannot have expired on 2026-01-01"):
            CliRunner().invoke(cli, given, catch_exceptions=False)
    assert [file.name for file in tmp_path.iterdir()] == ["audit.json"]


# In a workbook


def workbook(audit: Audit, file: Path, **cells: dict[int, Any]) -> Path:
    """Write the workbook and fill in its sheet of questions: columns by their heading, cells by row."""
    content = all_formats()["xlsx"].render(audit)
    assert isinstance(content, bytes)
    file.write_bytes(content)
    book = load_workbook(file)
    sheet = book["To review"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, rows in cells.items():
        for row, value in rows.items():
            sheet.cell(row, headings[heading]).value = value
    book.save(file)
    return file


SIGNED = {"reviewer": "Ben Okoro", "date": TODAY, "expires": LATER}


def test_a_workbook_is_read_back_without_what_was_left_empty(tmp_path: Path) -> None:
    audit = audit_of(
        open_finding(page="one", **MAP), open_finding(page="two", **PHOTO), open_finding("title", **TITLES)
    )
    days = {"Date": {2: date(2026, 11, 20)}, "Reviewer": {2: "Ana Pérez"}}
    file = workbook(
        audit, tmp_path / "q.xlsx", Answer={2: "passed", 4: " Failed "}, Reason={2: 12, 4: "No"}, **days
    )
    review = read_sheet(file, audit.portal.name, SIGNED)
    assert outcomes(audit, review) == ["passed", "cantTell", "failed"]
    assert [(each.reviewer, each.reason, each.date, each.page) for each in review.answers] == [
        ("Ana Pérez", "12", date(2026, 11, 20), None),
        ("Ben Okoro", "No", TODAY, "/one"),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Answer": {2: "passed"}}, "sheet To review, row 2, answer.reason: missing"),
        ({"Answer": {2: "perhaps"}}, "row 2: the answer is passed or failed, or empty"),
        ({"Answer": {1: "Said", 2: "passed"}}, "the columns Answer are not there"),
        ({"Answer": {2: "passed"}, "Reason": {2: "R"}, "Expires": {2: "soon"}}, 'expires: found "soon"'),
    ],
    ids=["no reason", "no answer", "no column", "no day"],
)
def test_a_mistake_in_a_workbook_is_named_by_its_row(
    tmp_path: Path, cells: dict[str, dict[int, Any]], expected: str
) -> None:
    file = workbook(audit_of(open_finding(**MAP)), tmp_path / "q.xlsx", **cells)
    with pytest.raises(ReviewError, match=re.escape(expected)):
        read_sheet(file, "Ardley", SIGNED)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html>"], ids=["empty", "broken", "html"])
def test_what_is_no_workbook_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "q.xlsx"
    file.write_bytes(content)
    with pytest.raises(ReviewError, match="is not a workbook"):
        read_sheet(file, "Ardley", SIGNED)


def repacked(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a workbook."""
    with ZipFile(file) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    with ZipFile(file, "w", ZIP_DEFLATED) as book:
        for each, content in parts.items():
            book.writestr(each, change(content) if each == name else content)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda content: content.replace(b"<row", b"<<row"), "is not a workbook"),
        (lambda content: content + b" " * 5_000_000, "is so large"),
    ],
    ids=["broken", "a bomb"],
)
def test_a_sheet_that_is_broken_or_a_bomb_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[bytes], bytes], expected: str
) -> None:
    file = workbook(audit_of(open_finding(**MAP)), tmp_path / "q.xlsx", Answer={2: "passed"}, Reason={2: "R"})
    monkeypatch.setattr(review_sheet, "MOST_UNPACKED_BYTES", 5_000_000)
    repacked(file, "xl/worksheets/sheet7.xml", change)
    with pytest.raises(ReviewError, match=expected):
        read_sheet(file, "Ardley", SIGNED)
