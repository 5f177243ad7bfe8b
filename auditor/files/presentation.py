"""Reads a PowerPoint file (ECMA-376): its language and the text alternatives of its pictures."""

import re

from lxml import etree

from auditor.document_facts import DocumentFacts, DocumentFigure
from auditor.files.archive import Archive
from auditor.files.outline import MAX_FIGURES
from auditor.files.text import clean

MAX_SLIDES = 500

_SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml")
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def read_presentation(archive: Archive, name: str, fingerprint: str, title: str) -> DocumentFacts:
    """Read a presentation whose title is known."""
    slides = sorted(int(found[1]) for each in archive.names if (found := _SLIDE.fullmatch(each)))
    language, words = "", 0
    figures: list[DocumentFigure] = []
    for number in slides[:MAX_SLIDES]:
        root = archive.tree(f"ppt/slides/slide{number}.xml")
        if root is None:
            continue
        words += sum(len((text.text or "").split()) for text in root.iter(f"{_A}t"))
        said = (clean(each.get("lang", "")) for each in root.iter(f"{_A}rPr"))
        language = language or next((each for each in said if each), "")
        figures += [figure for each in root.iter(f"{_P}pic") if (figure := _figure(each, number))]
    return DocumentFacts(
        format="pptx",
        name=name,
        fingerprint=fingerprint,
        title=title,
        language=language,
        pages=len(slides),
        words=words,
        figures=tuple(figures[:MAX_FIGURES]),
    )


def _figure(picture: etree._Element, page: int) -> DocumentFigure | None:
    """Give a picture of a slide; None for decoration."""
    said = picture.find(f"{_P}nvPicPr/{_P}cNvPr")
    if said is None:
        return DocumentFigure(None, page=page)
    if any(each.get("val", "1") not in {"0", "false"} for each in said.iter(_DECORATIVE)):
        return None
    words = clean(said.get("descr", "")) or clean(said.get("title", ""))
    return DocumentFigure(words or None, page=page)
