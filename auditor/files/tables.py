"""The tables that a PDF's tags speak of (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7)."""

from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object

from auditor.files.grid import MAX_CELLS, Cell
from auditor.files.objects import number
from auditor.files.roles import CELLS, ROW_GROUPS, Roles

MAX_DEPTH = 4  # of groups between a table and its rows
MAX_NODES = 500  # of tags in a cell that are looked into for text

# The parents of tags in a table. What else programs put between rows, such as empty spans, harms nobody.
_PARENTS = {
    "/TR": frozenset({"/Table"}) | ROW_GROUPS,
    "/TH": frozenset({"/TR"}),
    "/TD": frozenset({"/TR"}),
    **dict.fromkeys(ROW_GROUPS, frozenset({"/Table"})),
}

_GROUPS = ROW_GROUPS | {"/NonStruct"}

type Fill = Callable[[Cell, Dictionary, int | None], None]


def is_misplaced(role: str, parent: str) -> bool:
    """Whether a part of a table stands out of the table, or of the row, where it belongs."""
    return role in _PARENTS and parent not in _PARENTS[role]


class Tables:
    """Reads tables, within bounds for all of a document."""

    def __init__(self, root: Dictionary, roles: Roles, fill: Fill) -> None:
        self._roles = roles
        self._fill = fill  # puts the text of a tag into a cell
        self._cells_left = MAX_CELLS
        classes = root.get(Name.ClassMap)
        self._classes = classes if isinstance(classes, Dictionary) else Dictionary()

    def rows(self, table: Dictionary, page: int | None) -> list[list[Cell]]:
        """Read the rows of a table that is on a page; none if it is past the bounds."""
        rows = []
        headed: set[str] = set()
        named: dict[str, Cell] = {}  # by what others call it
        for row in self._rows(table):
            cells = []
            for kid in kids_of(row):
                if isinstance(kid, Dictionary) and (role := self._roles.of(kid)) in CELLS:
                    self._cells_left -= 1
                    if self._cells_left < 0:
                        return []
                    cell = self._cell(kid, role, headed, page)
                    cells.append(cell)
                    named[str(kid.get(Name.ID))] = cell
            rows.append(cells)
        for identity in headed & named.keys():
            named[identity].is_tied = True
        return rows

    def _rows(self, table: Dictionary) -> Iterator[Dictionary]:
        waiting = [(kid, 0) for kid in reversed(list(kids_of(table)))]
        left = MAX_CELLS
        while waiting and left > 0:
            kid, depth = waiting.pop()
            left -= 1
            if not isinstance(kid, Dictionary) or Name.S not in kid:
                continue
            role = self._roles.of(kid)
            if role == "/TR":
                yield kid
            elif role in _GROUPS and depth < MAX_DEPTH:
                waiting += [(each, depth + 1) for each in reversed(list(kids_of(kid)))]

    def _cell(self, element: Dictionary, role: str, headed: set[str], page: int | None) -> Cell:
        cell = Cell(is_header=role == "/TH")
        for attributes in self._attributes(element):
            cell.columns = _span(attributes, Name.ColSpan, cell.columns)
            cell.rows = _span(attributes, Name.RowSpan, cell.rows)
            cell.is_tied |= attributes.get(Name.Scope) in (Name.Row, Name.Column, Name.Both)
            headers = attributes.get(Name.Headers)
            headed.update(str(each) for each in (headers if isinstance(headers, Array) else ()))
        self._fill(cell, element, page)
        return cell

    def _attributes(self, element: Dictionary) -> Iterator[Object]:
        """Go through the attributes of an element, those of its classes first."""
        for name in _listed(element.get(Name.C)):
            if isinstance(name, Name):
                yield from (each for each in _listed(self._classes.get(name)) if isinstance(each, Dictionary))
        yield from (each for each in _listed(element.get(Name.A)) if isinstance(each, Dictionary))


def kids_of(value: Dictionary) -> Iterator[object]:
    """Go through what is in an element."""
    return _listed(value.get(Name.K))


def _listed(value: object) -> Iterator[object]:
    if isinstance(value, Array):
        yield from value
    elif value is not None:
        yield value


def _span(attributes: Object, key: Name, otherwise: int) -> int:
    said = number(attributes.get(key))
    return otherwise if said is None or not 0 < said < MAX_CELLS else said
