"""Reads a PowerPoint file (ECMA-376): its language, titles of slides, text alternatives of its pictures."""

import re

from lxml import etree

from auditor.evidence.document_facts import DocumentFacts, DocumentFigure
from auditor.files.archive import Archive
from auditor.files.drawing import figure_of
from auditor.files.outline import MAX_FIGURES
from auditor.files.text import clean

MAX_SLIDES = 500

_SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml")
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLES = frozenset({"title", "ctrTitle"})
_OFF = frozenset({"0", "false"})


def read_presentation(archive: Archive, name: str, fingerprint: str, title: str) -> DocumentFacts:
    """Read a presentation whose title is known."""
    slides = _slides(archive)
    language, words = "", 0
    figures: list[DocumentFigure] = []
    untitled: list[int] = []
    for number, part in enumerate(slides[:MAX_SLIDES], 1):
        root = archive.tree(part)
        if root is None:
            continue
        if root.get("show", "1") not in _OFF and not _has_title(root):
            untitled.append(number)
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
        untitled_slides=tuple(untitled),
    )


def _slides(archive: Archive) -> list[str]:
    """List the slides in the order in which they are shown, or else in that of their names."""
    parts = {int(found[1]): each for each in archive.names if (found := _SLIDE.fullmatch(each))}
    by_name = [parts[number] for number in sorted(parts)]
    shown, links = archive.tree("ppt/presentation.xml"), archive.tree("ppt/_rels/presentation.xml.rels")
    if shown is None or links is None:
        return by_name
    leads = {
        link.get("Id"): f"ppt/{link.get('Target', '').removeprefix('/ppt/')}"
        for link in links.iterfind("{*}Relationship")
    }
    listed = [leads.get(each.get(_LINK), "") for each in shown.iter(f"{_P}sldId")]
    return listed if sorted(listed) == sorted(by_name) else by_name


def _has_title(slide: etree._Element) -> bool:
    """Whether a place for a title holds text, also one that is not seen (ECMA-376, 19.7.10)."""
    return any(
        holder.get("type") in _TITLES and any((text.text or "").strip() for text in shape.iter(f"{_A}t"))
        for shape in slide.iter(f"{_P}sp")
        for holder in shape.iterfind(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    )


def _figure(picture: etree._Element, page: int) -> DocumentFigure | None:
    """Give a picture of a slide; None for decoration."""
    said = picture.find(f"{_P}nvPicPr/{_P}cNvPr")
    return DocumentFigure(None, page=page) if said is None else figure_of(said, page)
