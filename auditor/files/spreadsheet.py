"""Reads an Excel file (ECMA-376): the text alternatives of its pictures. Charts show what cells say."""

import re

from auditor.evidence.document_facts import DocumentFacts
from auditor.files.archive import Archive
from auditor.files.drawing import figure_of
from auditor.files.outline import MAX_FIGURES

MAX_DRAWINGS = 200

_DRAWING = re.compile(r"xl/drawings/drawing\d{1,5}\.xml")
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def read_spreadsheet(archive: Archive, name: str, fingerprint: str, title: str) -> DocumentFacts:
    """Read a spreadsheet whose title is known."""
    drawings = sorted(each for each in archive.names if _DRAWING.fullmatch(each))
    roots = (archive.tree(each) for each in drawings[:MAX_DRAWINGS])
    figures = (
        figure_of(said, None)
        for root in roots
        if root is not None
        for picture in root.iter(f"{_XDR}pic")
        for said in picture.iterfind(f"{_XDR}nvPicPr/{_XDR}cNvPr")
    )
    return DocumentFacts(
        format="xlsx",
        name=name,
        fingerprint=fingerprint,
        title=title,
        figures=tuple(figure for figure in figures if figure is not None)[:MAX_FIGURES],
    )
