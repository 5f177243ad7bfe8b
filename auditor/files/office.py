"""Reads what an office file says of itself: a zip archive of XML, of Office Open XML or OpenDocument."""

from auditor.evidence.document_facts import DocumentFacts
from auditor.files.archive import Archive
from auditor.files.opendocument import read_opendocument
from auditor.files.presentation import read_presentation
from auditor.files.spreadsheet import read_spreadsheet
from auditor.files.text import clean
from auditor.files.unreadable import UnreadableError
from auditor.files.word import read_word

_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_OPENDOCUMENTS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_office(body: bytes, name: str, fingerprint: str) -> DocumentFacts:
    """Read an office file.

    Raises:
        UnreadableError: if it is broken, past the bounds, or some other archive.
    """
    with Archive(body) as archive:
        said = archive.read("mimetype", 100).decode("ascii", "replace").strip()
        kind = said.removeprefix(_OPENDOCUMENT).removesuffix("-template")
        if said.startswith(_OPENDOCUMENT) and kind in _OPENDOCUMENTS:
            return read_opendocument(archive, _OPENDOCUMENTS[kind], name, fingerprint)
        title = _title(archive)
        if "word/document.xml" in archive.names:
            return read_word(archive, name, fingerprint, title)
        if "ppt/presentation.xml" in archive.names:
            return read_presentation(archive, name, fingerprint, title)
        if "xl/workbook.xml" in archive.names:
            return read_spreadsheet(archive, name, fingerprint, title)
    raise UnreadableError("it is an archive of a kind that is not read")


def _title(archive: Archive) -> str:
    core = archive.tree("docProps/core.xml")
    return "" if core is None else clean(core.findtext(_TITLE) or "")
