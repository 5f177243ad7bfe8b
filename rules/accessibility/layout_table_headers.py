"""A table that only lays out a page must not have headers.

Why it matters: a screen reader tells the headers of a table with each cell. In one that only sets parts
of the page beside each other they are said again and again, and mean nothing.

How to fix it: lay the page out with CSS, or take th, scope and headers out of the table and mark it
role="presentation". Headings of its parts are headings (h2, h3).

Source: WCAG 2.2, success criterion 1.3.1 Info and Relationships,
https://www.w3.org/TR/WCAG22/#info-and-relationships, and its failure F46,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F46. What a table is for only a person can say.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.markup import SeenTable
from auditor.examples import page
from auditor.outcome import CantTell, Count, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

TEXT_CHARS = 500  # a cell with several sentences holds a part of a page; chosen, not measured


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask about tables with headers that have one row or column and a long text in it."""
    for table in page.tables or ():
        if not table.marked:
            continue
        if min(table.rows, table.columns) == 1 and table.longest >= TEXT_CHARS:
            yield CantTell(
                "Does the table of {rows} rows and {columns} columns only lay out the page? It has headers",
                at=Place(table.selector, table.snippet, table.landmark),
                rows=Count(table.rows),
                columns=Count(table.columns),
            )
        else:
            yield Passed()


def _table(rows: int, columns: int, longest: int, *, marked: bool = True) -> PageEvidence:
    table = SeenTable(
        selector="table",
        snippet="<table>",
        rows=rows,
        columns=columns,
        regular=True,
        marked=marked,
        first_row=("Fees",),
        longest=longest,
    )
    return page(tables=(table,))


RULE = Rule(
    title="A table that may only lay out the page has headers",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("tables",),
    check=check,
    examples=(
        Example("one row with a long text", _table(1, 2, 500), CantTell),
        Example("one column with a long text", _table(2, 1, 500), CantTell),
        Example("a letter less", _table(1, 2, 499), Passed),
        Example("two rows and columns", _table(2, 2, 500), Passed),
        Example("without headers", _table(1, 2, 500, marked=False), Inapplicable),
        Example(
            "a part of a page in a table",
            f"<table><tr><th>News</th><td>{'The office is closed on Friday. ' * 20}</td></tr></table>",
            CantTell,
        ),
        Example(
            "the same, marked as layout",
            f'<table role="presentation"><tr><th>News<td>{"The office is closed. " * 30}</table>',
            Inapplicable,
        ),
    ),
)
