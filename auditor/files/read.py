"""Tells by its first bytes what a file is, and reads it."""

import hashlib

from auditor.evidence.document_facts import DocumentFacts
from auditor.files.unreadable import UnreadableError

_PDF_HEAD_BYTES = 1_024  # ISO 32000-1, annex H, note 13: readers look for the mark this far
_OLD = {
    b"\xd0\xcf\x11\xe0": "it is in an old office format, or protected by a password",
    b"{\\rtf": "it is in the Rich Text Format, which is not read",
}


def read_file(body: bytes, name: str) -> DocumentFacts:
    """Read a file that is saved under a name.

    Raises:
        UnreadableError: if it cannot be read, saying why.
    """
    fingerprint = hashlib.sha256(body).hexdigest()[:16]
    # Each needs a library of its own, and most audits have files of one kind.
    if b"%PDF-" in body[:_PDF_HEAD_BYTES]:
        from auditor.files.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(body, name, fingerprint)
    if body.startswith(b"PK"):
        from auditor.files.office import read_office  # noqa: PLC0415

        return read_office(body, name, fingerprint)
    why = next((why for start, why in _OLD.items() if body.startswith(start)), "")
    raise UnreadableError(why or "it is neither a PDF nor an office file")
