"""Office files are zip archives of XML; both can be made to unpack to more than a machine holds."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from lxml import etree

from auditor.files.unreadable import UnreadableError

MAX_ENTRIES = 10_000
MAX_PART_BYTES = 50_000_000  # of one part, unpacked: some thousand pages of text
MAX_ALL_BYTES = 100_000_000
CHUNK_BYTES = 1_000_000

# What unpacking raises; RuntimeError, which NotImplementedError is one of, for an encrypted part.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, OSError, EOFError, RuntimeError)


class Archive:
    """An office file's parts, within bounds; a context manager.

    Raises:
        UnreadableError: from all that it does, if it is broken or past its bounds.
    """

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError("it is a zip archive that is broken") from error
        self._left = MAX_ALL_BYTES
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > MAX_ENTRIES:
            raise UnreadableError(f"it holds more than {MAX_ENTRIES} files")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str, limit: int) -> bytes:
        """Give the first bytes of a part; none if there is no such part."""
        return b"".join(self._chunks(name, limit, strict=False))

    def tree(self, name: str) -> etree._Element | None:
        """Parse a small part; None if there is no such part."""
        data = b"".join(self._chunks(name, MAX_PART_BYTES, strict=True))
        if not data:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(f"{name} in it is no well-formed XML") from error

    def elements(self, name: str) -> Iterator[tuple[str, etree._Element]]:
        """Go through the beginnings and ends of a part's elements; those that have ended may be emptied."""
        parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            for chunk in self._chunks(name, MAX_PART_BYTES, strict=True):
                parser.feed(chunk)
                for event, element in parser.read_events():
                    if isinstance(element.tag, str):
                        yield str(event), element
            parser.close()
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"{name} in it is no well-formed XML") from error

    def _chunks(self, name: str, limit: int, *, strict: bool) -> Iterator[bytes]:
        """Unpack a part; with `strict`, one that is longer than the limit cannot be read."""
        if name not in self.names:
            return
        left = min(limit, self._left)
        try:
            with self._zip.open(name) as part:
                while left > 0 and (chunk := part.read(min(CHUNK_BYTES, left))):
                    left -= len(chunk)
                    self._left -= len(chunk)
                    yield chunk
                if strict and left == 0 and part.read(1):
                    raise UnreadableError(f"{name} in it is too large")
        except _BROKEN as error:
            raise UnreadableError(f"{name} in it cannot be unpacked") from error
