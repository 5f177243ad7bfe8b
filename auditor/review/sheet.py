"""The answers that people filled in of a workbook, as `auditor report --format xlsx` writes it."""

import warnings
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from auditor.locale.catalogue import Language, language, languages
from auditor.locale.speaking import gettext, speaking
from auditor.reporting.review_sheet import ANSWERS, CRITERIA, TO_REVIEW, Given, Key
from auditor.review.record import Review, ReviewError, review_of

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 100_000_000  # of the file: that of an audit of 2,000 pages has 3 MB
MOST_UNPACKED_BYTES = 500_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 60

_KEYS = {
    Key.CAUSE: "cause",
    Key.ALIKE: "alike",
    Key.SERVICE: "service",
    Key.PAGE: "page",
    Key.CRITERION: "number",
    Given.ANSWER: "outcome",
    Given.REVIEWER: "reviewer",
    Given.REASON: "reason",
    Given.DATE: "date",
    Given.EXPIRES: "expires",
}
_NOTED: Mapping[str, str] = {"Question": "asked", "Markup": "what", "Rule": "rule"}
_NOTED_CHARS = 300
_UNREADABLE = (  # what comes of a file that is no workbook, or a broken one, whose sheets are read by and by
    *(OSError, EOFError, BadZipFile, zlib.error, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError, SyntaxError),
)

type Row = dict[str, Any]


def read_sheet(file: Path, portal: str, signed: Mapping[str, Any]) -> Review:
    """Make a review of the rows of a workbook that have an answer.

    Args:
        file: the workbook.
        portal: whose answers they are; a workbook does not say so where it is filled in.
        signed: who answered, when, and until when it counts, where a row does not say.

    Raises:
        ReviewError: naming every mistake with its sheet and row, or what is wrong with the file.
    """
    mistakes: list[str] = []
    said = Review(portal=portal)
    for kind, name, number, row in _rows(file):
        given = {**signed, **row}
        if kind == "criterion":
            given = {key: given[key] for key in given if key not in ("outcome", "asked", "what", "rule")}
            if row["outcome"] != "passed":
                mistakes.append(f"{file}, sheet {name}, row {number}: a criterion is only closed as passed")
                continue
        try:
            review = review_of({"portal": portal, kind: [given]}, f"{file}, sheet {name}, row {number}", "")
            said = said.with_(*review.entries)
        except ReviewError as error:
            mistakes.append(str(error))
    if mistakes:
        raise ReviewError("\n".join(mistakes))
    return said


def _rows(file: Path) -> Iterator[tuple[str, str, int, Row]]:
    """Give the rows with an answer: what kind it is of, its sheet, its number, what it says."""
    from openpyxl import load_workbook  # noqa: PLC0415  few commands read one

    try:
        if file.stat().st_size > MOST_BYTES or _unpacked_bytes(file) > MOST_UNPACKED_BYTES:
            raise ReviewError(f"{file} is so large that it is no workbook of ours")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what other programs add to a workbook, and we do not read
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield from _rows_of(book, file)
        finally:
            book.close()
    except _UNREADABLE as error:
        raise ReviewError(f"{file} is not a workbook (xlsx) that can be read: {error}") from error


def _unpacked_bytes(file: Path) -> int:
    with ZipFile(file) as parts:
        return sum(part.file_size for part in parts.infolist())


def _rows_of(book: "Workbook", file: Path) -> Iterator[tuple[str, str, int, Row]]:
    spoken = _language_of(book)
    if spoken is None:
        raise ReviewError(f"{file} has no sheet {TO_REVIEW!r} or {CRITERIA!r}, in any language of reports")
    with speaking(spoken):
        sheets = {gettext(TO_REVIEW): "answer", gettext(CRITERIA): "criterion"}
        known = {str(gettext(heading)): str(heading) for heading in (*_KEYS, *_NOTED)}
    for name, kind in sheets.items():
        if name in book.sheetnames:
            sheet = book[name]
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            headings = [known.get(str(value or ""), str(value or "")) for value in next(rows, ())]
            yield from _answered(kind, name, headings, rows, file)


def _language_of(book: "Workbook") -> Language | None:
    """Tell by the names of its sheets which language a workbook is in."""
    said = str(book.properties.language or "")
    for code in dict.fromkeys([*(code for code in (said,) if code in languages()), *languages()]):
        with speaking(language(code)):
            if {gettext(TO_REVIEW), gettext(CRITERIA)} & set(book.sheetnames):
                return language(code)
    return None


def _answered(
    kind: str, name: str, headings: list[str], rows: Iterator[tuple[Any, ...]], file: Path
) -> Iterator[tuple[str, str, int, Row]]:
    needed = [*Given, Key.CAUSE if kind == "answer" else Key.CRITERION]
    if missing := [each.value for each in needed if each not in headings]:
        raise ReviewError(f"{file}, sheet {name}: the columns {', '.join(missing)} are not there")
    for number, values in enumerate(rows, 2):
        told = dict(zip(headings, values, strict=False))
        if _is_empty(told[Given.ANSWER]):
            continue
        row = {
            key: _plain(told[heading])
            for heading, key in _KEYS.items()
            if heading in told and not _is_empty(told[heading])
        }
        row["outcome"] = str(row["outcome"]).strip().lower()
        if row["outcome"] not in ANSWERS:
            raise ReviewError(f"{file}, sheet {name}, row {number}: the answer is passed or failed, or empty")
        noted = {key: str(told.get(heading) or "")[:_NOTED_CHARS] for heading, key in _NOTED.items()}
        yield kind, name, number, row | {key: value for key, value in noted.items() if value}


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _plain(value: object) -> object:
    """Give a cell as TOML would have it: a day without its time, a text for what is to be one."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value).strip()
