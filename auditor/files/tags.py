"""The tags of a PDF: its headings and figures, and which pages they speak of (ISO 32000-1, 14.7 and 14.8)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from pikepdf import Dictionary, Name, Page, Pdf

from auditor.evidence.document_facts import DocumentFigure, DocumentTable
from auditor.files.grid import MAX_TABLES, Cell, table_of
from auditor.files.ink import PageInk
from auditor.files.objects import number, words
from auditor.files.roles import APART, Roles
from auditor.files.tables import MAX_NODES, Tables, is_misplaced, kids_of

MAX_ELEMENTS = 50_000
MAX_DEPTH = 200
MAX_FIGURES = 500
MAX_HEADINGS = 1_000

_NOTED = APART | {"/Link", "/Table"}

type Marked = Mapping[int, AbstractSet[int]]  # by page

_HEADING = re.compile(r"/H([1-9]\d?)?")


@dataclass(slots=True)
class Tags:
    """What was found in a tree of tags; `is_cut` if it was larger than is read.

    `described` are the alternatives that tags give for other objects, such as fields, by their numbers;
    `objects` the numbers of these in the order of the tags, `marks` those of marked content with their
    pages, likewise; `link_objects` and `link_marks` are those that are tagged as links, `table_marks`
    those in tables, `apart_marks` those in what may be read at another place than where it stands.
    `languages` are those that tags name for marked content. `misplaced` counts parts of tables that
    stand where they may not, by page.
    """

    elements: int = 0
    pages: set[int] = field(default_factory=set)
    levels: list[int] = field(default_factory=list)
    found: list["_Figure"] = field(default_factory=list)
    described: dict[tuple[int, int], str] = field(default_factory=dict)
    objects: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    link_objects: set[tuple[int, int]] = field(default_factory=set)
    link_marks: set[tuple[int, int]] = field(default_factory=set)
    table_marks: set[tuple[int, int]] = field(default_factory=set)
    apart_marks: set[tuple[int, int]] = field(default_factory=set)
    languages: dict[tuple[int, int], str] = field(default_factory=dict)
    tables: list[DocumentTable] = field(default_factory=list)
    misplaced: Counter[int | None] = field(default_factory=Counter)
    parts_in_language: bool = False
    names_languages: bool = False
    is_cut: bool = False

    @property
    def headings(self) -> tuple[int, ...]:
        """The levels of the headings in their order; 0 for one that has none."""
        return tuple(self.levels)

    @property
    def figures(self) -> tuple[DocumentFigure, ...]:
        """The figures that are not parts of other figures."""
        return tuple(
            DocumentFigure(each.alternative, each.has_words, each.has_picture, each.page)
            for each in self.found
        )


@dataclass(slots=True)
class _Figure:
    alternative: str | None
    page: int | None
    has_words: bool = False
    has_picture: bool = False


class _Node(NamedTuple):
    """An element, or a mark on content, with what it takes from those around it."""

    value: object
    page: int | None
    figure: _Figure | None
    depth: int
    said: str = ""  # the alternative that the element around gives
    role: str = ""  # what that element is
    roles: frozenset[str] = frozenset()  # of all that it is in, as far as they matter
    language: str = ""


def read_tags(
    pdf: Pdf, pages: Sequence[Page], texts: Marked, pictures: Marked, ink: Sequence[PageInk] = ()
) -> Tags | None:
    """Read the tree of tags; None if there is none.

    `texts` and `pictures` are the numbers of marked ones, `ink` is the text of the first pages.
    """
    root = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary):
        return None
    return _Reading(root, pages, texts, pictures, ink).tags()


class _Reading:
    """One reading of one tree, without recursion: trees may be as deep as a file is long."""

    def __init__(
        self,
        root: Dictionary,
        pages: Sequence[Page],
        texts: Marked,
        pictures: Marked,
        ink: Sequence[PageInk],
    ) -> None:
        self._root = root
        self._ink = ink
        self._texts = texts
        self._pictures = pictures
        self._number_of = {page.obj.objgen: number for number, page in enumerate(pages, 1)}
        self._roles = Roles(root)
        self._tables = Tables(root, self._roles, self._fill)
        self._found_tables: list[tuple[Dictionary, int | None]] = []
        self._tags = Tags()
        self._seen: set[tuple[int, int]] = set()

    def tags(self) -> Tags:
        top = list(kids_of(self._root))
        self._tags.parts_in_language = bool(top) and all(
            isinstance(kid, Dictionary) and words(kid.get(Name.Lang)) for kid in top
        )
        waiting = [_Node(kid, None, None, 0) for kid in reversed(top)]
        while waiting:
            node = waiting.pop()
            if isinstance(node.value, int):
                self._mark(node, node.value)
            elif isinstance(node.value, Dictionary):
                waiting += reversed(list(self._inside(node, node.value)))
            if self._tags.elements >= MAX_ELEMENTS:
                self._tags.is_cut = True
                break
        for table, page in self._found_tables:
            if rows := self._tables.rows(table, page):
                self._tags.tables.append(table_of(rows, page or self._page_of_kids(table)))
        return self._tags

    def _inside(self, node: _Node, value: Dictionary) -> Iterator[_Node]:
        """Note an element, and give what is in it."""
        page = self._page(value, node.page)
        if value.get(Name.Type) == Name.OBJR:
            self._object(node, value, page)
            return
        if value.get(Name.Type) == Name.MCR or Name.S not in value:
            mark = number(value.get(Name.MCID))
            if mark is not None:
                self._mark(node._replace(page=page), mark)
            return
        if node.depth > MAX_DEPTH or (value.is_indirect and value.objgen in self._seen):
            self._tags.is_cut |= node.depth > MAX_DEPTH
            return
        if value.is_indirect:
            self._seen.add(value.objgen)
        self._tags.elements += 1
        self._tags.names_languages |= bool(words(value.get(Name.Lang)))
        role = self._roles.of(value)
        figure = self._element(node, value, page, role)
        roles = node.roles | {role} if role in _NOTED else node.roles
        language = words(value.get(Name.Lang)) or node.language
        for kid in kids_of(value):
            around = node.role if role == "/NonStruct" else role  # a group that is to be looked through
            said = words(value.get(Name.Alt))
            yield _Node(kid, page, figure, node.depth + 1, said, around, roles, language)

    def _element(self, node: _Node, value: Dictionary, page: int | None, role: str) -> _Figure | None:
        """Note what an element is; give the figure that its content belongs to."""
        if role == "/Table" and len(self._found_tables) < MAX_TABLES:
            self._found_tables.append((value, page))
        if is_misplaced(role, node.role):
            self._tags.misplaced[page] += 1
        heading = _HEADING.fullmatch(role)
        if heading and len(self._tags.levels) < MAX_HEADINGS:
            self._tags.levels.append(int(heading[1] or 0))
        said = _given(value.get(Name.ActualText)) or _given(value.get(Name.Alt))
        if node.figure is not None:
            node.figure.has_words |= bool(said)
            return node.figure
        if role != "/Figure":
            return None
        figure = _Figure(_given(value.get(Name.Alt)) or _given(value.get(Name.ActualText)), page)
        if figure.alternative is None and (Name.Alt in value or Name.ActualText in value):
            figure.alternative = ""
        if len(self._tags.found) < MAX_FIGURES:
            self._tags.found.append(figure)
        return figure

    def _object(self, node: _Node, value: Dictionary, page: int | None) -> None:
        """Note an object that a tag speaks of, such as a field or a link."""
        if page is not None:
            self._tags.pages.add(page)
        target = value.get(Name.Obj)
        if isinstance(target, Dictionary):
            self._tags.objects.append(target.objgen)
            if "/Link" in node.roles:
                self._tags.link_objects.add(target.objgen)
            if node.said:
                self._tags.described[target.objgen] = node.said

    def _mark(self, node: _Node, mark: int) -> None:
        """Note content that a tag speaks of."""
        if node.page is None:
            return
        self._tags.pages.add(node.page)
        known = (node.page, mark)
        self._tags.marks.append(known)
        if "/Link" in node.roles:
            self._tags.link_marks.add(known)
        if "/Table" in node.roles:
            self._tags.table_marks.add(known)
        if node.roles & APART:
            self._tags.apart_marks.add(known)
        if node.language:
            self._tags.languages[known] = node.language
        if node.figure is not None:
            node.figure.page = node.figure.page or node.page
            node.figure.has_words |= mark in self._texts.get(node.page, ())
            node.figure.has_picture |= mark in self._pictures.get(node.page, ())

    def _page(self, value: Dictionary, inherited: int | None) -> int | None:
        page = value.get(Name.Pg)
        return self._number_of.get(page.objgen, inherited) if isinstance(page, Dictionary) else inherited

    def _fill(self, cell: Cell, element: Dictionary, page: int | None) -> None:
        """Put the text of an element into a cell."""
        for at, mark in self._marks_in(element, page):
            if at <= len(self._ink):
                for piece in self._ink[at - 1].by_mark.get(mark, ()):
                    cell.add(piece.text, bold=piece.bold)

    def _page_of_kids(self, element: Dictionary) -> int | None:
        return next((page for page, _ in self._marks_in(element)), None)

    def _marks_in(self, element: Dictionary, page: int | None = None) -> Iterator[tuple[int, int]]:
        """Go through the marked content that an element and what is in it speak of."""
        waiting: list[tuple[object, int | None]] = [(element, page)]
        left = MAX_NODES
        while waiting and left > 0:
            left -= 1
            value, page = waiting.pop()
            if isinstance(value, Dictionary):
                page = self._page(value, page)
                kids = (value.get(Name.MCID),) if Name.MCID in value else kids_of(value)
                waiting += [(kid, page) for kid in reversed(list(kids))]
            elif isinstance(value, int) and page is not None:
                yield page, value


def _given(value: object) -> str | None:
    return words(value) or None
