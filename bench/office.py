"""What stands in files of office programs: a workbook's first sheet, a document's paragraphs."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of_sheet(workbook: bytes) -> Iterator[Mapping[str, str]]:
    """Read the rows of an Excel file's first sheet, by the heading of their columns."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        shared = [
            "".join(item.itertext())
            for item in etree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{name}si")
        ]
        first = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    heading: dict[str, str] = {}
    for row in first.iter(f"{name}row"):
        cells = {}
        for cell in row.iter(f"{name}c"):
            value = cell.findtext(f"{name}v")
            if value is not None:
                column = cell.get("r").rstrip("0123456789")
                cells[column] = shared[int(value)] if cell.get("t") == "s" else value
        if heading:
            yield {heading[column]: value for column, value in cells.items() if column in heading}
        heading = heading or cells


def paragraphs(document: bytes) -> Iterator[str]:
    """Read the paragraphs of a Word file."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in body.iter(f"{_WORD}p"):
        yield "".join(run.text or "" for run in paragraph.iter(f"{_WORD}t"))
