"""Writes tables into a workbook: numbers as numbers, days as days, and the words of portals as words.

The same tables give the same bytes: nothing in it says when it was written.
"""

import io
import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from auditor.locale.speaking import gettext, spoken
from auditor.reporting.review_sheet import ANSWERS, Given

from ._tables import Link, Table, Value, line
from ._text import web_address

MOST_TITLE_CHARS = 31  # of a sheet: the same page as MOST_LINKS
MOST_ROWS = 1_048_576  # of a sheet; more than that Excel does not open
MOST_LINKS = 65_530  # of a sheet: https://support.microsoft.com/office/excel-specifications-and-limits
# openpyxl takes a text that begins with = for a formula, and one such as #N/A for an error.
_MISTAKEN = ("=", "#")
# Excel makes a formula of these when somebody edits the cell, or saves the sheet as CSV and opens that.
_FORMULA = ("=", "+", "-", "@")
# Before four digits and another _ it stands for a character: ECMA-376, part 1, 22.9.2.19.
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_ESCAPED = "_x005F_x"
_FIRST_DAY = "36526"  # 1 January 2000, as spreadsheets count days


def workbook(title: str, tables: Iterable[Table], created: datetime) -> bytes:
    """Give the file of a workbook with a sheet for each table."""
    book = Workbook(write_only=True)
    book.properties.title = line(title)
    book.properties.creator = "Inclusion Auditor"
    book.properties.language = spoken().code
    book.properties.created = book.properties.modified = created
    for table in tables:
        _Sheet(book, table).write()
    file = io.BytesIO()
    ExcelWriter(book, _Undated(file, "w", ZIP_DEFLATED)).save()
    return file.getvalue()


class _Sheet:
    def __init__(self, book: Workbook, table: Table) -> None:
        self._table = table
        self._sheet = book.create_sheet(gettext(table.title)[:MOST_TITLE_CHARS])
        self._links = 0
        self._heading, self._link, self._text, self._day, self._moment = (
            WriteOnlyCell(self._sheet) for _ in range(5)
        )
        self._heading.font = Font(name="Calibri", bold=True)
        self._heading.fill = PatternFill("solid", fgColor="DDE6EE")
        self._heading.alignment = Alignment(vertical="top", wrap_text=True)
        self._link.font = Font(name="Calibri", color="0B4F8A", underline="single")
        self._text.quotePrefix = True
        self._day.number_format = "yyyy-mm-dd"
        self._moment.number_format = "yyyy-mm-dd hh:mm"

    def write(self) -> None:
        """Write titles and rows; what openpyxl has to know before the first row comes first."""
        columns = self._table.columns
        last = get_column_letter(len(columns))
        self._sheet.freeze_panes = "A2"
        self._sheet.sheet_view.rightToLeft = spoken().is_right_to_left
        for number, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = column.width
        self._sheet.append([self._styled(gettext(column.title), self._heading) for column in columns])
        written = 1
        for row in self._table.rows:
            if written == MOST_ROWS - 1:
                self._sheet.append([gettext("More rows do not fit: the other formats have all.")])
                break
            self._sheet.append([self._cell(value) for value in row])
            written += 1
        self._sheet.auto_filter.ref = f"A1:{last}{written}"
        self._ask(written)

    def _ask(self, rows: int) -> None:
        """Let the columns that people fill in take nothing else."""
        kinds = {
            Given.ANSWER: DataValidation("list", formula1=f'"{",".join(ANSWERS)}"', showErrorMessage=True),
            Given.DATE: _a_day(),
            Given.EXPIRES: _a_day(),
        }
        for number, column in enumerate(self._table.columns, 1):
            if column.title in kinds and rows > 1:
                letter = get_column_letter(number)
                kind = kinds[Given(column.title)]
                kind.add(f"{letter}2:{letter}{rows}")
                self._sheet.data_validations.append(kind)

    def _cell(self, value: Value) -> "Cell | float | str | None":
        if isinstance(value, Link):
            return self._linked(line(value.url), web_address(value.url))
        if isinstance(value, str):
            return self._words(line(value)) or None
        if isinstance(value, date):
            return self._styled(value, self._moment if isinstance(value, datetime) else self._day)
        return value

    def _words(self, text: str) -> "Cell | str":
        text = _ESCAPE.sub(_ESCAPED, text)
        if not text.startswith((*_FORMULA, *_MISTAKEN)):
            return text
        cell = self._styled(text, self._text)
        cell.data_type = "s"
        return cell

    def _linked(self, text: str, address: str) -> "Cell | str":
        if not address or self._links == MOST_LINKS:
            return self._words(text)
        self._links += 1
        cell = self._styled(text, self._link)
        cell.hyperlink = address
        return cell

    def _styled(self, value: "str | date", like: Cell) -> Cell:
        cell = WriteOnlyCell(self._sheet, value)
        cell._style = like._style  # noqa: SLF001  a copy of it for each of a million cells takes a minute
        return cell


def _a_day() -> DataValidation:
    return DataValidation("date", operator="greaterThan", formula1=_FIRST_DAY, showErrorMessage=True)


class _Undated(ZipFile):
    """An archive whose files bear no time, so that the same content gives the same bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Take a file's content."""
        super().writestr(ZipInfo(zinfo_or_arcname), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Take a file."""
        info = ZipInfo(arcname)
        info.compress_type = ZIP_DEFLATED
        with Path(filename).open("rb") as source, self.open(info, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)
