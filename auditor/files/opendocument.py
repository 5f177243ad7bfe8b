"""Reads a file in an OpenDocument format (OASIS, version 1.3): text, spreadsheet or presentation."""

from collections.abc import Iterator

from lxml import etree

from auditor.evidence.document_facts import DocumentFacts, DocumentFigure
from auditor.files.archive import Archive
from auditor.files.grid import Collector
from auditor.files.outline import MAX_FIGURES, Outline, Paragraph
from auditor.files.text import clean

_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_META = f"{{{_OASIS}meta:1.0}}"
_TEXT = f"{{{_OASIS}text:1.0}}"
_DRAW = f"{{{_OASIS}drawing:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_TABLE = f"{{{_OASIS}table:1.0}}"
_SVG = f"{{{_OASIS}svg-compatible:1.0}}"
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_DECORATIVE = "decorative"
_HEADING_STYLE = "Table_20_Heading"  # LibreOffice's, in all languages
_NO_LANGUAGE = frozenset({"", "none", "zxx"})  # ISO 639-2: zxx is no linguistic content


def read_opendocument(archive: Archive, form: str, name: str, fingerprint: str) -> DocumentFacts:
    """Read a file whose format is known."""
    meta = archive.tree("meta.xml")
    pages = None if meta is None else meta.find(f".//{_META}document-statistic")
    title = "" if meta is None else clean(meta.findtext(f".//{_DUBLIN_CORE}title") or "")
    if form == "ods":
        return DocumentFacts(format=form, name=name, fingerprint=fingerprint, title=title)
    body = _Body()
    for event, element in archive.elements("content.xml"):
        body.see(event, element)
    figures = tuple(body.figures[:MAX_FIGURES])
    if form == "odp":  # its language, headings and tables are told in other ways
        return DocumentFacts(format=form, name=name, fingerprint=fingerprint, title=title, figures=figures)
    return DocumentFacts(
        format=form,
        name=name,
        fingerprint=fingerprint,
        title=title,
        language=_language(archive),
        pages=_count(None if pages is None else pages.get(f"{_META}page-count")),
        words=body.outline.words,
        headings=body.outline.headings,
        bold_lines=body.outline.bold_lines,
        figures=figures,
        tables=tuple(body.tables.tables),
    )


def _count(said: str | None) -> int | None:
    return int(said) if said and said.isdecimal() and len(said) < 7 else None  # noqa: PLR2004


def _language(archive: Archive) -> str:
    """Give the language of the default paragraph style."""
    root = archive.tree("styles.xml")
    for style in () if root is None else root.iter(f"{_STYLE}default-style"):
        if style.get(f"{_STYLE}family") == "paragraph":
            properties = style.find(f"{_STYLE}text-properties")
            for prefix in (_FO, _STYLE):
                suffix = "" if prefix == _FO else "-asian"
                said = "" if properties is None else properties.get(f"{prefix}language{suffix}", "")
                if said not in _NO_LANGUAGE:
                    return clean(said)
    return ""


class _Body:
    """The paragraphs and pictures of a text, as its elements come by."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.figures: list[DocumentFigure] = []
        self._bold: dict[str, bool] = {}
        self.tables = Collector()
        self._headings: set[str] = {_HEADING_STYLE}
        self._header_rows = 0

    def see(self, event: str, element: etree._Element) -> None:
        """Take what comes next."""
        tag = element.tag
        if event == "start":
            self._begin(str(tag))
            return
        if tag == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}text-properties")
            weight = "" if properties is None else properties.get(f"{_FO}font-weight", "")
            self._bold[element.get(f"{_STYLE}name", "")] = weight in {"bold", "700", "800", "900"}
            if element.get(f"{_STYLE}parent-style-name") == _HEADING_STYLE:
                self._headings.add(element.get(f"{_STYLE}name", ""))
        elif tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            self._paragraph(element)
        elif tag == f"{_DRAW}frame":
            self._frame(element)
        elif tag == f"{_TABLE}table":
            self.tables.end_table()
        elif tag == f"{_TABLE}table-header-rows":
            self._header_rows -= 1
        elif tag == f"{_TABLE}table-cell" and (cell := self.tables.cell) is not None:
            cell.columns = _count(element.get(f"{_TABLE}number-columns-spanned")) or 1
            cell.rows = _count(element.get(f"{_TABLE}number-rows-spanned")) or 1

    def _begin(self, tag: str) -> None:
        if tag == f"{_TABLE}table":
            self.tables.begin_table()
        elif tag == f"{_TABLE}table-header-rows":
            self._header_rows += 1
        elif tag == f"{_TABLE}table-row":
            self.tables.begin_row()
        elif tag == f"{_TABLE}table-cell":
            self.tables.begin_cell()
            if self._header_rows and self.tables.cell is not None:
                self.tables.cell.is_header = self.tables.cell.is_tied = True

    def _paragraph(self, element: etree._Element) -> None:
        paragraph = Paragraph(in_table=self.tables.is_within)
        if element.tag == f"{_TEXT}h":
            paragraph.level = _count(element.get(f"{_TEXT}outline-level")) or 1
        cell = self.tables.cell
        own = self._bold.get(element.get(f"{_TEXT}style-name", ""), False)
        for piece, parent in _pieces(element):
            if piece.strip():
                bold = own or self._bold.get(parent.get(f"{_TEXT}style-name", ""), False)
                paragraph.add(piece, bold=bold)
                if cell is not None:
                    cell.add(piece, bold=bold)
        if cell is not None and element.get(f"{_TEXT}style-name") in self._headings:
            cell.is_header = cell.is_tied = True  # LibreOffice exports such cells as headers
        self.outline.add(paragraph)

    def _frame(self, element: etree._Element) -> None:
        """Note a picture; a frame may also hold text, which speaks for itself."""
        if element.find(f"{_DRAW}image") is None and element.find(f"{_DRAW}object") is None:
            return
        if element.find(f"{_DRAW}text-box") is not None or _is_decorative(element):
            return
        words = clean(element.findtext(f"{_SVG}desc") or "") or clean(element.findtext(f"{_SVG}title") or "")
        if len(self.figures) < MAX_FIGURES:
            self.figures.append(DocumentFigure(words or None))


def _is_decorative(element: etree._Element) -> bool:
    """Whether LibreOffice, from 7.5 on, was told so; the attribute is its own extension."""
    return any(
        str(name).endswith(f"}}{_DECORATIVE}") and value == "true" for name, value in element.attrib.items()
    )


def _pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Give the pieces of a paragraph's text with the element that each stands in; frames have their own."""
    yield element.text or "", element
    for inner in element:
        if inner.tag != f"{_DRAW}frame" and isinstance(inner.tag, str):
            yield from _pieces(inner)
        yield inner.tail or "", element
