"""Reads a Word file (ECMA-376): language, headings, pictures, and lines that only look like headings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from auditor.evidence.document_facts import DocumentFacts, DocumentFigure
from auditor.files.archive import Archive
from auditor.files.grid import Collector
from auditor.files.outline import MAX_FIGURES, Outline, Paragraph
from auditor.files.text import clean

MAX_BASES = 10  # of a style that is based on another, and so on

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }
)
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_OFF = frozenset({"0", "false", "off", "none"})
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,8}")
_FIRST_ROW = 0x0020  # ECMA-376, first edition, 2.4.51
_BODY_LEVEL = 9  # ECMA-376, 17.3.1.20: text that is no heading


@dataclass(slots=True)
class _Style:
    level: int | None = None
    bold: bool | None = None
    based_on: str = ""


@dataclass(slots=True)
class _Styles:
    language: str = ""
    of: dict[str, _Style] = field(default_factory=dict)

    def bases(self, name: str) -> Iterator[_Style]:
        """Go through a style and those that it is based on."""
        for _ in range(MAX_BASES):
            style = self.of.get(name)
            if style is None:
                return
            yield style
            name = style.based_on

    def level(self, name: str) -> int | None:
        """Give the outline level of a style, 1 for the topmost; None for body text."""
        return next((style.level for style in self.bases(name) if style.level is not None), None)

    def bold(self, name: str) -> bool:
        """Tell whether a style is bold."""
        return next((style.bold for style in self.bases(name) if style.bold is not None), False)


def read_word(archive: Archive, name: str, fingerprint: str, title: str) -> DocumentFacts:
    """Read a Word file whose title is known."""
    styles = _styles(archive)
    body = _Body(styles)
    for event, element in archive.elements("word/document.xml"):
        body.see(event, element)
    outline = body.outline
    return DocumentFacts(
        format="docx",
        name=name,
        fingerprint=fingerprint,
        title=title,
        language=styles.language or body.language,
        words=outline.words,
        headings=outline.headings,
        bold_lines=outline.bold_lines,
        figures=tuple(body.figures[:MAX_FIGURES]),
        tables=tuple(body.tables.tables),
    )


def _styles(archive: Archive) -> _Styles:
    root = archive.tree("word/styles.xml")
    styles = _Styles()
    if root is None:
        return styles
    languages = [root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")]
    for style in root.iterfind(f"{_W}style"):
        identity = style.get(f"{_W}styleId", "")
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        based_on = style.find(f"{_W}basedOn")
        styles.of[identity] = _Style(
            None if level is None else _level(level),
            _switch(style.find(f"{_W}rPr/{_W}b")),
            "" if based_on is None else based_on.get(f"{_W}val", ""),
        )
        if style.get(f"{_W}default") is not None and style.get(f"{_W}type") == "paragraph":
            languages.append(style.find(f"{_W}rPr/{_W}lang"))
    styles.language = next((said for each in reversed(languages) if (said := _language(each))), "")
    return styles


def _language(element: etree._Element | None) -> str:
    if element is None:
        return ""
    said = (clean(element.get(f"{_W}{name}", "")) for name in ("val", "eastAsia", "bidi"))
    return next((each for each in said if each), "")


def _level(element: etree._Element) -> int | None:
    said = element.get(f"{_W}val", "")
    level = int(said) if said.isdecimal() and len(said) == 1 else _BODY_LEVEL
    return None if level >= _BODY_LEVEL else level + 1


def _switch(element: etree._Element | None) -> bool | None:
    return None if element is None else element.get(f"{_W}val", "1") not in _OFF


class _Body:
    """The paragraphs and pictures of a document, as its elements come by."""

    def __init__(self, styles: _Styles) -> None:
        self.outline = Outline()
        self.figures: list[DocumentFigure] = []
        self.language = ""
        self._styles = styles
        self._open: list[Paragraph] = []  # a paragraph may hold a box with others
        self._fallbacks = 0
        self.tables = Collector()
        self._said: Mapping[str, str] = {}
        self._decorative = False
        self._pictured = False

    def see(self, event: str, element: etree._Element) -> None:
        """Take what comes next. An older program's copy of a part is passed over."""
        tag = element.tag
        if tag == _FALLBACK:
            self._fallbacks += 1 if event == "start" else -1
        if self._fallbacks:
            return
        if event == "start":
            self._begin(str(tag), element)
        else:
            self._end(str(tag), element)

    def _begin(self, tag: str, element: etree._Element) -> None:
        if tag == f"{_W}p":
            self._open.append(Paragraph(in_table=self.tables.is_within))
        elif tag == f"{_W}tbl":
            self.tables.begin_table()
        elif tag == f"{_W}tr":
            self.tables.begin_row()
        elif tag == f"{_W}tc":
            self.tables.begin_cell()
        elif tag == f"{_DRAWING}docPr":
            self._said = dict(element.attrib)
        elif tag == _DECORATIVE:
            self._decorative = element.get("val", "1") not in _OFF
        elif tag == _GRAPHIC:
            self._pictured = element.get("uri") in _PICTURES

    def _end(self, tag: str, element: etree._Element) -> None:
        paragraph = self._open[-1] if self._open else None
        if tag == f"{_W}tbl":
            self.tables.end_table()
        elif tag == f"{_W}tr":
            self._row(element)
        elif tag == f"{_W}tcPr":
            self._cell(element)
        elif tag == f"{_W}drawing":
            self._picture()
        elif tag == f"{_W}pPr" and paragraph is not None:
            self._properties(paragraph, element)
        elif tag == f"{_W}r" and paragraph is not None:
            self._run(paragraph, element)
        elif tag == f"{_W}p" and paragraph is not None:
            self.outline.add(self._open.pop())
            element.clear()

    def _picture(self) -> None:
        if self._pictured and not self._decorative and len(self.figures) < MAX_FIGURES:
            said = self._said
            words = clean(said.get("descr", "")) or clean(said.get("title", ""))
            self.figures.append(DocumentFigure(words or None))
        self._said, self._decorative, self._pictured = {}, False, False

    def _properties(self, paragraph: Paragraph, element: etree._Element) -> None:
        style = element.find(f"{_W}pStyle")
        name = "" if style is None else style.get(f"{_W}val", "")
        own = element.find(f"{_W}outlineLvl")
        paragraph.level = self._styles.level(name) if own is None else _level(own)
        paragraph.bold_by_style = self._styles.bold(name)

    def _run(self, paragraph: Paragraph, element: etree._Element) -> None:
        said = "".join(text.text or "" for text in element.iterfind(f"{_W}t"))
        if not self.language:
            self.language = _language(element.find(f"{_W}rPr/{_W}lang"))
        if said.strip():
            bold = _switch(element.find(f"{_W}rPr/{_W}b"))
            is_bold = paragraph.bold_by_style if bold is None else bold
            paragraph.add(said, bold=is_bold)
            if self.tables.cell is not None:
                self.tables.cell.add(said, bold=is_bold)

    def _row(self, element: etree._Element) -> None:
        """Note that a row is one of headers, by itself or, the first, by the look of its table (17.4.55)."""
        table = element.getparent()
        is_first = len(self.tables.rows) == 1
        look = None if table is None or not is_first else table.find(f"{_W}tblPr/{_W}tblLook")
        if _switch(element.find(f"{_W}trPr/{_W}tblHeader")) or (look is not None and _has_first_row(look)):
            for cell in self.tables.row:
                cell.is_header = cell.is_tied = True

    def _cell(self, properties: etree._Element) -> None:
        span = properties.find(f"{_W}gridSpan")
        said = "" if span is None else span.get(f"{_W}val", "")
        if self.tables.cell is not None and said.isdecimal() and 0 < len(said) < 5:  # noqa: PLR2004
            self.tables.cell.columns = int(said) or 1


def _has_first_row(look: etree._Element) -> bool:
    """Whether the first row of a table is to look like one of headers."""
    said = look.get(f"{_W}firstRow")
    if said is not None:
        return said not in _OFF
    mask = look.get(f"{_W}val", "")
    return bool(_HEXADECIMAL.fullmatch(mask)) and bool(int(mask, 16) & _FIRST_ROW)
