"""What is said of a picture in a slide or a sheet (ECMA-376, 20.1.2.2.8)."""

from lxml import etree

from auditor.evidence.document_facts import DocumentFigure
from auditor.files.text import clean

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def figure_of(said: etree._Element, page: int | None) -> DocumentFigure | None:
    """Give a picture by what is said of it; None for decoration."""
    if any(each.get("val", "1") not in {"0", "false"} for each in said.iter(_DECORATIVE)):
        return None
    words = clean(said.get("descr", "")) or clean(said.get("title", ""))
    return DocumentFigure(words or None, page=page)
