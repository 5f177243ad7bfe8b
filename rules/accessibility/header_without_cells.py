"""A table's header must head something: at least one cell below it, above it or beside it.

Why it matters: whoever hears a table is told the header with each cell. A header that belongs to no
cell is never said, and the cells it was meant for are read without it, or with another's.

How to fix it: give each row as many cells as there are headers, empty ones included. Correct the
`headers`, `colspan` and `rowspan` attributes that point elsewhere, and mark text that heads nothing as
text.

Source: WCAG 2.2, success criterion 1.3.1 Info and Relationships,
https://www.w3.org/TR/WCAG22/#info-and-relationships, as read by ACT rule d0f69e,
https://www.w3.org/WAI/standards-guidelines/act/rules/d0f69e/. A table of headers only is
passed over, as in that rule's assumptions.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.markup import BareHeader, Markup
from auditor.examples import page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Name headers without cells in tables that have data; a table without any may be waiting for it."""
    markup = page.markup
    if markup is None:
        return
    for header in markup.bare_headers:
        if header.data_cells:
            yield Failed(
                "No cell of the table belongs to its header “{words}”",
                at=Place(header.selector, header.snippet, header.landmark),
                words=header.words,
            )
    if headed := markup.headers - len(markup.bare_headers):
        yield Passed(headed)


def _bare(data_cells: int) -> PageEvidence:
    header = BareHeader(selector="th", snippet="<th>Fee</th>", words="Fee", data_cells=data_cells)
    return page(markup=Markup(headers=1, bare_headers=(header,)))


def _table(*rows: str, attributes: str = "") -> str:
    return f"<table{attributes}>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


_HEADERS = "<th>Paper</th><th>Fee</th>"


RULE = Rule(
    title="A header of a table belongs to no cell",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    act_rules=("d0f69e",),
    needs=("markup",),
    check=check,
    examples=(
        Example("a header without a cell", _bare(data_cells=1), Failed),
        Example("a table without data", _bare(data_cells=0), Inapplicable),
        Example("a cell for each header", _table(_HEADERS, "<td>Passport</td><td>60 €</td>"), Passed),
        Example("no cell for the second header", _table(_HEADERS, "<td>Passport</td>"), Failed),
        Example("a cell for both", _table(_HEADERS, '<td colspan="2">Closed</td>'), Passed),
        Example(
            "a cell that spans two rows, and one beside it",
            _table(_HEADERS, '<td rowspan="2">Passport</td>', "<td>60 €</td>"),
            Passed,
        ),
        Example(
            "a cell that names another header",
            _table('<th id="paper">Paper</th><th>Fee</th>', '<td>Passport</td><td headers="paper">Visa</td>'),
            Failed,
        ),
        Example(
            "a cell elsewhere that names it",
            _table('<th>Paper</th><th id="fee">Fee</th>', "<td>Passport</td>", '<td headers="fee">60 €</td>'),
            Passed,
        ),
        Example(
            "a cell that is named by another header",
            _table(
                '<th id="paper">Paper</th><th>Fee</th>', '<td>Visa</td><td aria-labelledby="paper">60 €</td>'
            ),
            Passed,
        ),
        Example(
            "headers of rows", _table("<th>Paper</th><td>Passport</td>", "<th>Fee</th><td>60 €</td>"), Passed
        ),
        Example("headers that wait for data", _table(_HEADERS), Inapplicable),
        Example("an empty header", _table("<th>Paper</th><th></th>", "<td>Passport</td>"), Passed),
        Example(
            "a table that lays out text",
            _table(_HEADERS, "<td>Passport</td>", attributes=' role="presentation"')
            + "<table><tr><th>A</th><td>B</td></tr></table>",
            Passed,
        ),
        Example(
            "a grid made by script, without a cell for the second header",
            '<div role="grid"><div role="row"><div role="columnheader">Room</div><div role="columnheader">'
            'Free</div></div><div role="row"><div role="gridcell">Hall</div></div></div>',
            Failed,
        ),
        Example(
            "the same, with the columns of its cells given by number",
            '<div role="grid"><div role="row"><div role="columnheader" aria-colindex="1">Room</div><div '
            'role="columnheader" aria-colindex="2">Free</div></div><div role="row"><div role="gridcell" '
            'aria-colindex="2">Yes</div></div></div><table><tr><th>A</th><td>B</td></tr></table>',
            Passed,
        ),
    ),
)
