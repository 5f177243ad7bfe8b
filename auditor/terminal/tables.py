"""Tables for a terminal. Where the window is too narrow for one, each row is told in lines instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

NAME_COLUMNS = 24  # that a name has at least, or it is read letter by letter
_GAP = 2  # columns between two columns


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about, and its short cells, one for each heading. Cells may be left out at the end."""

    name: Text
    cells: Sequence[str]


def print_table(
    console: Console,
    headings: Sequence[str],
    rows: Sequence[Row],
    *,
    name: str = "",
    name_first: bool = False,
    figures: bool = False,
) -> None:
    """Print rows as a table, with the names in a column headed `name`, or as lines if that is too wide.

    `figures` are set to the right, and in lines each is told with its heading.
    """
    widths = [
        max(len(heading), *(len(row.cells[column]) for row in rows if column < len(row.cells)), 0)
        for column, heading in enumerate(headings)
    ]
    longest = max((row.name.cell_len for row in rows), default=0)
    room = console.width - sum(widths) - _GAP * len(widths)
    if room < min(longest, NAME_COLUMNS):
        _print_lines(console, headings if figures else (), rows)
        return
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    if name_first:
        table.add_column(name, overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right" if figures else "left", no_wrap=True)
    if not name_first:
        table.add_column(name, overflow="fold")
    for row in rows:
        cells = [*map(Text, row.cells), *(Text() for _ in headings[len(row.cells) :])]
        table.add_row(*([row.name, *cells] if name_first else [*cells, row.name]))
    console.print(table)


def _print_lines(console: Console, headings: Sequence[str], rows: Sequence[Row]) -> None:
    for row in rows:
        console.print(row.name)
        told = [
            f"{heading} {cell}" for heading, cell in zip(headings, row.cells, strict=False) if cell
        ] or row.cells
        indent = len(row.name.plain) - len(row.name.plain.lstrip()) + _GAP
        for line in Text(", ".join(told)).wrap(console, max(NAME_COLUMNS, console.width - indent)):
            console.print(Text(f"{' ' * indent}{line.plain.rstrip()}"))
