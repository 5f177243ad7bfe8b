"""The cells of a table in a PDF must stand in rows, and its rows in the table, each with as many columns.

Why it matters: who cannot see a table goes from cell to cell, and hears of each its row and column. In one
whose tags are put together wrongly the columns shift: the fee of one permit is read out for another.

How to fix it: make the table again in the source without split cells, and export it with tags. Or mend it in
Adobe Acrobat Pro (Reading Order, Table Editor). There, give cells that span several a row or column span, and
each header the scope "Row" or "Column".

Source: W3C, Techniques for WCAG 2.2, PDF6 and PDF20, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF20;
ISO 14289-1 (PDF/UA-1), 7.2 and 7.5, as veraPDF tests them, https://github.com/veraPDF/veraPDF-validation-profiles.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentTable
from auditor.examples import document, structure
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import on_pages, some_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

DATA_ROWS = 2  # and columns: what is smaller relates nothing


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at how cells come to lie. Of a table without headers it is asked whether they should be marked."""
    facts = page.document
    tags = facts.structure if facts is not None else None
    if facts is None or tags is None:
        return
    if tags.misplaced_pages:
        yield Failed(
            "Rows or cells of a table stand outside of the table or row that they belong to{pages}",
            pages=on_pages(tags.misplaced_pages),
        )
    tables = [table for table in facts.tables or () if table.headers and _relates(table)]
    overlapping = [table for table in tables if table.overlapping]
    irregular = [table for table in tables if not table.regular and not table.overlapping]
    untied = [table for table in tables if table.regular and table.untied_headers]
    if sound := len(tables) - len(overlapping) - len(irregular) - len(untied):
        yield Passed(sound)
    yield from some_of(
        Failed,
        "In {count} of {all} tables cells lie on each other by what they say that they span{pages}",
        overlapping,
        tables,
        pages=_pages(overlapping),
    )
    yield from some_of(
        CantTell,
        "In {count} of {all} tables rows have unequal numbers of columns{pages}. Does each cell stand "
        "under its header?",
        irregular,
        tables,
        pages=_pages(irregular),
    )
    yield from some_of(
        CantTell,
        "In {count} of {all} tables headers within do not say whether they head a row or a column{pages}. "
        "Can it be told?",
        untied,
        tables,
        pages=_pages(untied),
    )


def _relates(table: DocumentTable) -> bool:
    return table.rows >= DATA_ROWS and table.columns >= DATA_ROWS


def _pages(tables: Sequence[DocumentTable]) -> str:
    return on_pages(table.page for table in tables)


def _table(rows: int = 4, **facts: object) -> PageEvidence:
    seen: dict[str, object] = {"columns": 3, "headers": 3, "page": 1}
    return document(tables=(DocumentTable(rows, **(seen | facts)),))  # type: ignore[arg-type]  # named by field


RULE = Rule(
    title="Table in a PDF is put together wrongly",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("document",),
    check=check,
    examples=(
        Example("rows of the same length", _table(), Passed),
        Example("rows of other lengths", _table(regular=False), CantTell),
        Example("cells on each other", _table(regular=False, overlapping=True), Failed),
        Example("cells out of their rows", document(structure=structure(misplaced_pages=(2,))), Failed),
        Example(
            "on a page that cannot be told", document(structure=structure(misplaced_pages=(None,))), Failed
        ),
        Example("headers within that head nothing", _table(untied_headers=2), CantTell),
        Example("no headers", _table(headers=0, regular=False), Inapplicable),
        Example("one row", _table(1, regular=False), Inapplicable),
        Example("one column", _table(columns=1), Inapplicable),
        Example("no tables", document(), Inapplicable),
        Example("no tags", document(structure=None), Inapplicable),
    ),
)
