"""The headers of a table in a document must be marked as headers.

Why it matters: a screen reader reads a table cell by cell, and tells with each what its row and column are
about. Without marked headers it says "14, 09:00, 12", and nobody knows of what.

How to fix it: in Word, put the cursor into the first row and choose Layout, Repeat Header Rows, and Table
Design, Header Row. In LibreOffice, choose Table Properties, Text Flow, Repeat heading. Export again with
tags.

Source: W3C, Techniques for WCAG 2.2, PDF6, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF6; failure F91;
EN 301 549 V3.2.1, clause 10.1.3.1.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentTable
from auditor.examples import document
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import on_pages, some_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

# What is smaller, or holds more in a cell, may as well lay out a page. As for tables of pages.
DATA_ROWS = 3
DATA_COLUMNS = 2
DATA_LETTERS = 200


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for tables that look like data, have no header cells, and a first row set apart in bold."""
    facts = page.document
    tables = facts.tables if facts is not None else None
    marked = [table for table in tables or () if table.headers]
    bare = [table for table in tables or () if not table.headers and _is_like_data(table)]
    apart = [table for table in bare if table.first_row_bold and all(table.first_row[1:])]
    asked = [table for table in bare if table not in apart]
    if marked:
        yield Passed(len(marked))
    yield from some_of(
        Failed,
        "{count} of {all} tables in this document have a first row in bold that is not marked as "
        "headers{pages}: {words}",
        apart,
        tables or (),
        pages=on_pages(table.page for table in apart),
        words=_first_row(apart),
    )
    yield from some_of(
        CantTell,
        "{count} of {all} tables in this document have no headers{pages}: {words}. Are they tables of data?",
        asked,
        tables or (),
        pages=on_pages(table.page for table in asked),
        words=_first_row(asked),
    )


def _is_like_data(table: DocumentTable) -> bool:
    return (
        table.rows >= DATA_ROWS
        and table.columns >= DATA_COLUMNS
        and table.regular
        and table.longest <= DATA_LETTERS
        and table.filled * 2 > table.rows * table.columns
    )


def _first_row(tables: Sequence[DocumentTable]) -> str:
    return " | ".join(tables[0].first_row) if tables else ""


def _table(**facts: object) -> PageEvidence:
    seen: dict[str, object] = {
        "rows": 4,
        "columns": 3,
        "first_row": ("Office", "Telephone", "Opening"),
        "first_row_bold": True,
        "longest": 20,
        "filled": 12,
        "page": 1,
    }
    return document(tables=(DocumentTable(**(seen | facts)),))  # type: ignore[arg-type]  # named by field


RULE = Rule(
    title="Headers of a table in a document are not marked",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("document",),
    check=check,
    examples=(
        Example("marked", _table(headers=3), Passed),
        Example("bold, and not marked", _table(), Failed),
        Example("not set apart", _table(first_row_bold=False), CantTell),
        Example("a gap among the headers", _table(first_row=("Office", "", "Opening")), CantTell),
        Example("a corner without words", _table(first_row=("", "Telephone", "Opening")), Failed),
        Example("three rows", _table(rows=3), Failed),
        Example("two rows", _table(rows=2), Inapplicable),
        Example("one column", _table(columns=1, first_row=("Office",), filled=4), Inapplicable),
        Example("rows of other lengths", _table(regular=False), Inapplicable),
        Example("texts of 200 letters in cells", _table(longest=200), Failed),
        Example("longer ones", _table(longest=201), Inapplicable),
        Example("mostly empty", _table(filled=6), Inapplicable),
        Example("no tables", document(tables=()), Inapplicable),
        Example("no tags", document(structure=None), Inapplicable),
    ),
)
