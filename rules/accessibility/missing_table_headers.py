"""The headers of a data table must be marked as headers.

Why it matters: a screen reader reads a table cell by cell, and tells with each what its row and column are
about. Without marked headers it says "14, 09:00, 12", and nobody knows of what.

How to fix it: make the cells of the heading row or column th instead of td, with scope="col" or scope="row".

Source: WCAG 2.2, success criterion 1.3.1 Info and Relationships,
https://www.w3.org/TR/WCAG22/#info-and-relationships, and its failure F91,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F91.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.markup import SeenTable
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

# What is smaller, or holds more in a cell, may as well lay out a page.
DATA_ROWS = 3
DATA_COLUMNS = 2
DATA_CHARS = 200

_UNMARKED = (
    "The first {line} of a table of {rows} rows looks like headers, and no cell is marked as one: {words}"
)
_ASKED = (
    "Is the table of {rows} rows and {columns} columns one of data? No cell is marked as a header: {words}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for tables that look like data with headers, and have none in the code."""
    for table in page.tables or ():
        if table.marked:
            yield Passed()
        elif _is_like_data(table):
            yield _outcome(table)


def _is_like_data(table: SeenTable) -> bool:
    return (
        table.rows >= DATA_ROWS
        and table.columns >= DATA_COLUMNS
        and table.regular
        and table.longest <= DATA_CHARS
        and not table.controls
        and table.filled * 2 > table.rows * table.columns
    )


def _outcome(table: SeenTable) -> Outcome:
    at = Place(table.selector, table.snippet, table.landmark)
    words = " | ".join(table.first_row)
    rows = Count(table.rows)
    if table.row_apart and all(table.first_row[1:]):
        return Failed(_UNMARKED, at=at, line="row", rows=rows, words=words)
    if table.column_apart == "bold":
        return Failed(_UNMARKED, at=at, line="column", rows=rows, words=words)
    return CantTell(_ASKED, at=at, rows=rows, columns=Count(table.columns), words=words)


def _table(**facts: object) -> PageEvidence:
    seen: dict[str, object] = {
        "selector": "table",
        "snippet": "<table>",
        "rows": 4,
        "columns": 3,
        "regular": True,
        "marked": False,
        "first_row": ("Office", "Telephone", "Opening"),
        "row_apart": "bold",
        "longest": 20,
        "filled": 12,
    }
    return page(tables=(SeenTable(**(seen | facts)),))  # type: ignore[arg-type]  # facts are named by field


_ROWS = "<tr><td>Registry<td>555 0101<td>09:00</tr>" * 3


RULE = Rule(
    title="Headers of a table are not marked",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("tables",),
    by_style=True,
    check=check,
    examples=(
        Example("marked", _table(marked=True), Passed),
        Example("bold, and not marked", _table(), Failed),
        Example("two rows", _table(rows=2), Inapplicable),
        Example("one column", _table(columns=1, first_row=("Office",), filled=4), Inapplicable),
        Example("nothing set apart", _table(row_apart=""), CantTell),
        Example("a gap among the headers", _table(first_row=("Office", "", "Opening")), CantTell),
        Example("a corner without words", _table(first_row=("", "Telephone", "Opening")), Failed),
        Example("the first column in bold", _table(row_apart="", column_apart="bold"), Failed),
        Example("a form", _table(controls=3), Inapplicable),
        Example("rows of other lengths", _table(regular=False), Inapplicable),
        Example("long texts in cells", _table(longest=201), Inapplicable),
        Example("mostly empty", _table(filled=6), Inapplicable),
        Example(
            "bold in a page",
            f"<table><tr><td><b>Office</b><td><b>Telephone</b><td><b>Opening</b></tr>{_ROWS}</table>",
            Failed,
        ),
        Example(
            "on another background",
            f'<table><tr bgcolor="#003366"><td>Office<td>Telephone<td>Opening</tr>{_ROWS}</table>',
            Failed,
        ),
        Example("all alike", f"<table><tr><td>Office<td>Telephone<td>Opening</tr>{_ROWS}</table>", CantTell),
        Example("layout", f'<table role="presentation">{_ROWS}</table>', Inapplicable),
    ),
)
