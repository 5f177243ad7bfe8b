"""What stands on the pages of a PDF, and where: its text by marks, read with PDFium. Nothing is rendered."""

import ctypes
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.files.place import HERE, NOWHERE, Box, Matrix, scale_of

MAX_PAGES = 50
MAX_OBJECTS = 100_000  # of all pages
MAX_DEPTH = 5  # of groups in groups
MAX_CHARS = 300  # of one piece of text
MAX_MARKS = 16  # that are looked through for what a piece stands in
NAME_BYTES = 128

_BOLD = re.compile(r"bold|black|heavy|demi|[-_,]bd|fett|gras\b|negrita", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_INVISIBLE = 3  # ISO 32000-1, table 106: text that a program recognised in a picture


@dataclass(slots=True)
class Piece:
    """Text that is drawn in one go. `mark` is the number by which tags speak of it.

    It is hidden if it is not drawn, or out of the page.
    """

    text: str
    box: Box
    bold: bool
    mark: int | None
    is_artifact: bool
    is_hidden: bool
    language: str = ""
    size: float = 0  # of its letters, in points


class _Around(NamedTuple):
    """The group that something is drawn in: how it stands on the page, and in what."""

    mark: int | None = None
    is_artifact: bool = False
    language: str = ""
    matrix: Matrix = HERE


_PAGE = _Around()


@dataclass
class PageInk:
    """The pieces of one page in the order in which they are drawn."""

    pieces: list[Piece] = field(default_factory=list)

    @cached_property
    def by_mark(self) -> dict[int, list[Piece]]:
        """The pieces that tags can speak of, by the number by which they do."""
        found: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.mark is not None and not piece.is_artifact:
                found.setdefault(piece.mark, []).append(piece)
        return found


def ink_of(body: bytes, pages: int, wanted: AbstractSet[int]) -> list[PageInk]:
    """Read the text of wanted pages, counted from 1; nothing if PDFium cannot, or counts pages otherwise."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        return []
    try:
        if len(document) != pages:
            return []
        reading = _Reading()
        return [
            reading.page(document.raw, at) if at + 1 in wanted else PageInk() for at in range(max(wanted))
        ]
    finally:
        document.close()


class _Reading:
    """One reading of one file, within bounds for all of its pages."""

    def __init__(self) -> None:
        self._left = MAX_OBJECTS
        self._area = NOWHERE  # what is seen of the page that is open
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._text = (ctypes.c_ushort * (MAX_CHARS + 1))()
        self._name = ctypes.create_string_buffer(NAME_BYTES)
        self._words = (ctypes.c_ushort * NAME_BYTES)()
        self._length = ctypes.c_ulong()
        self._bold: dict[int, bool] = {}

    def page(self, document: Any, at: int) -> PageInk:
        ink = PageInk()
        if self._left <= 0 or not (page := pdfium.FPDF_LoadPage(document, at)):
            return ink
        self._area = _area(page)
        self._bold.clear()  # fonts are known by their addresses, which hold while the page is open
        words = pdfium.FPDFText_LoadPage(page)
        try:
            if words:
                count = pdfium.FPDFPage_CountObjects(page)
                ink.pieces += self._pieces(words, count, partial(pdfium.FPDFPage_GetObject, page))
        finally:
            if words:
                pdfium.FPDFText_ClosePage(words)
            pdfium.FPDF_ClosePage(page)
        return ink

    def _pieces(
        self, words: Any, count: int, get: Callable[[int], Any], depth: int = 0, outer: _Around = _PAGE
    ) -> Iterator[Piece]:
        """Go through the objects of a page, or of a group that it draws."""
        for at in range(count):
            self._left -= 1
            if self._left <= 0:
                return
            drawn = get(at)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                if piece := self._piece(words, drawn, outer):
                    yield piece
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                inner = pdfium.FPDFFormObj_CountObjects(drawn)
                inside = partial(pdfium.FPDFFormObj_GetObject, drawn)
                around = _Around(*self._standing(drawn, outer), _matrix(drawn, outer.matrix))
                yield from self._pieces(words, inner, inside, depth + 1, around)

    def _piece(self, words: Any, drawn: Any, outer: _Around) -> Piece | None:
        size = pdfium.FPDFTextObj_GetText(drawn, words, self._text, ctypes.sizeof(self._text))
        length = min(size // 2 - 1, MAX_CHARS)
        text = bytes(self._text)[: 2 * length].decode("utf-16-le", "replace") if length > 0 else ""
        left, bottom, right, top = self._sides
        if not text.strip() or not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            return None
        mark, is_artifact, language = self._standing(drawn, outer)
        box = Box(left.value, bottom.value, right.value, top.value).moved(outer.matrix)
        is_drawn = pdfium.FPDFTextObj_GetTextRenderMode(drawn) != _INVISIBLE
        is_hidden = not is_drawn or not box.has_middle_in(self._area)
        size = self._size(drawn) * scale_of(outer.matrix)
        return Piece(text, box, self._is_bold(drawn), mark, is_artifact, is_hidden, language, size)

    def _standing(self, drawn: Any, outer: _Around) -> tuple[int | None, bool, str]:
        """Tell by which number tags speak of it, whether it is no content or optional, and its language."""
        number = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        mark = outer.mark if outer.mark is not None else number if number >= 0 else None
        is_artifact, language = outer.is_artifact, outer.language
        for at in range(min(pdfium.FPDFPageObj_CountMarks(drawn), MAX_MARKS)):
            around = pdfium.FPDFPageObj_GetMark(drawn, at)
            is_artifact |= self._said(pdfium.FPDFPageObjMark_GetName, around) in {"Artifact", "OC"}
            language = self._said(pdfium.FPDFPageObjMark_GetParamStringValue, around, b"Lang") or language
        return mark, is_artifact, language

    def _said(self, ask: Callable[..., Any], mark: Any, *key: bytes) -> str:
        """Give a name or a value that a mark has."""
        if not ask(mark, *key, self._words, ctypes.sizeof(self._words), self._length):
            return ""
        return bytes(self._words)[: max(self._length.value - 2, 0)].decode("utf-16-le", "replace")

    def _size(self, drawn: Any) -> float:
        own = pdfium.FS_MATRIX()
        if not pdfium.FPDFTextObj_GetFontSize(drawn, self._sides[0]):
            return 0
        size = float(self._sides[0].value)
        return size * scale_of((own.a, own.b, own.c, own.d, 0, 0)) if _get_matrix(drawn, own) else size

    def _is_bold(self, drawn: Any) -> bool:
        font = pdfium.FPDFTextObj_GetFont(drawn)
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            size = pdfium.FPDFFont_GetBaseFontName(font, self._name, NAME_BYTES)
            name = self._name.raw[: max(min(size, NAME_BYTES) - 1, 0)].decode("utf-8", "replace")
            flags = pdfium.FPDFFont_GetFlags(font)
            self._bold[address] = bool(_BOLD.search(name)) or (flags > 0 and bool(flags & _FORCE_BOLD))
        return self._bold[address]


def _area(page: Any) -> Box:
    """Give the part of a page that is shown."""
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rectangle)
    return Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _get_matrix(drawn: Any, own: Any) -> bool:
    return bool(pdfium.FPDFPageObj_GetMatrix(drawn, own))


def _matrix(group: Any, outer: Matrix) -> Matrix:
    """Give what makes places on the page of places in a group that is drawn in another."""
    own = pdfium.FS_MATRIX()
    if not _get_matrix(group, own):
        return outer
    a, b, c, d, e, f = outer
    return (
        own.a * a + own.b * c,
        own.a * b + own.b * d,
        own.c * a + own.d * c,
        own.c * b + own.d * d,
        own.e * a + own.f * c + e,
        own.e * b + own.f * d + f,
    )
