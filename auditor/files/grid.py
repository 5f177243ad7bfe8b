"""The cells of a table, brought down to what headers and rows it has."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.evidence.document_facts import DocumentTable
from auditor.files.text import clean

MAX_TABLES = 200
MAX_CELLS = 20_000  # of all tables of a document
MAX_PLACES = 100_000  # that the cells of a table take up, with those that they span
MAX_COLUMNS = 500
MAX_CELL_CHARS = 400
NAMED_CELLS = 6
NAMED_CHARS = 40


@dataclass(slots=True)
class Cell:
    """One cell, and how many of its letters are bold. `is_tied` tells that it says which cells it heads."""

    text: str = ""
    letters: int = 0
    bold_letters: int = 0
    is_header: bool = False
    is_tied: bool = False
    columns: int = 1
    rows: int = 1

    def add(self, text: str, *, bold: bool) -> None:
        """Add text to it."""
        letters = sum(char.isalnum() for char in text)
        if len(self.text) < MAX_CELL_CHARS:
            self.text += f" {text}" if self.text else text
        self.letters += letters
        self.bold_letters += letters if bold else 0

    @property
    def is_bold(self) -> bool:
        """Whether it holds text, and all of it is bold."""
        return 0 < self.letters == self.bold_letters


class Collector:
    """The tables of an office file, as their parts come by; tables may stand in cells of others."""

    def __init__(self) -> None:
        self.tables: list[DocumentTable] = []
        self._open: list[list[list[Cell]]] = []
        self._cells_left = MAX_CELLS

    @property
    def is_within(self) -> bool:
        """Whether a table is open."""
        return bool(self._open)

    @property
    def cell(self) -> Cell | None:
        """The cell that is open."""
        return self._open[-1][-1][-1] if self._open and self._open[-1] and self._open[-1][-1] else None

    @property
    def row(self) -> list[Cell]:
        """The row that is open."""
        return self._open[-1][-1] if self._open and self._open[-1] else []

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of the table that is open."""
        return self._open[-1] if self._open else []

    def begin_table(self) -> None:
        """Open a table."""
        self._open.append([])

    def begin_row(self) -> None:
        """Open a row."""
        if self._open:
            self._open[-1].append([])

    def begin_cell(self) -> None:
        """Open a cell."""
        if self._open and self._open[-1] and self._cells_left > 0:
            self._cells_left -= 1
            self._open[-1][-1].append(Cell())

    def end_table(self) -> None:
        """Close a table, and keep what it comes to."""
        rows = self._open.pop() if self._open else []
        if rows and self._cells_left > 0 and len(self.tables) < MAX_TABLES:
            self.tables.append(table_of(rows))


def table_of(rows: Sequence[Sequence[Cell]], page: int | None = None) -> DocumentTable:
    """Describe a table by its rows."""
    cells = [cell for row in rows for cell in row]
    first = rows[0] if rows else ()
    layout = _laid_out(rows)
    # A line across the table, often its title, takes nothing from its column.
    compared = [width for width, row in zip(layout.widths, rows, strict=False) if len(row) > 1]
    columns = max(layout.widths, default=0)
    return DocumentTable(
        rows=len(rows),
        columns=columns,
        headers=sum(cell.is_header for cell in cells),
        regular=layout.fits and not layout.overlaps and len(set(compared)) <= 1,
        overlapping=layout.overlaps,
        untied_headers=sum(
            cell.is_header and not cell.is_tied and id(cell) not in layout.edges for cell in cells
        ),
        first_row=tuple(clean(cell.text)[:NAMED_CHARS] for cell in first[:NAMED_CELLS]),
        first_row_bold=len(first) == columns and _is_apart(rows),
        longest=max((cell.letters for cell in cells), default=0),
        filled=sum(cell.letters > 0 for cell in cells),
        page=page,
    )


@dataclass(slots=True)
class _Layout:
    """Where cells come to lie: columns by row, whether they overlap or reach past it, what is at edges.

    At an edge, in the first row or column, a header heads its column or row unless it says otherwise.
    """

    widths: list[int] = field(default_factory=list)
    overlaps: bool = False
    fits: bool = True
    edges: set[int] = field(default_factory=set)


def _laid_out(rows: Sequence[Sequence[Cell]]) -> _Layout:
    """Lay the cells of a table out."""
    layout = _Layout()
    taken: list[set[int]] = [set() for _ in rows]
    places = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[at]:
                column += 1
            if at == 0 or column == 0:
                layout.edges.add(id(cell))
            span = range(column, column + min(cell.columns, MAX_COLUMNS))
            below = taken[at : at + cell.rows]
            places += len(span) * len(below)
            if places > MAX_PLACES:
                return _Layout([max(map(len, taken))], edges={id(each) for cells in rows for each in cells})
            layout.fits &= len(below) == cell.rows
            layout.overlaps |= not all(each.isdisjoint(span) for each in below)
            for each in below:
                each.update(span)
            column = span.stop
    layout.widths = [len(each) for each in taken]
    return layout


def _is_apart(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row is bold and no other is, nor most of the text in the others."""
    if len(rows) < 2:  # noqa: PLR2004  a row, and others that it may stand apart from
        return False
    first, *others = ([cell for cell in row if cell.letters] for row in rows)
    if not first or not all(cell.is_bold for cell in first):
        return False
    letters = sum(cell.letters for row in others for cell in row)
    bold = sum(cell.bold_letters for row in others for cell in row)
    return bold * 2 < letters and not any(row and all(cell.is_bold for cell in row) for row in others)
