"""A zip file with a manifest: written the same for the same content, and read as if by a stranger.

What is read is never unpacked to a disk. Names, sizes and SHA-256 hashes are the manifest's, or
nothing is read.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.errors import AuditorError

FORMAT = 1
MANIFEST = "manifest.json"
LEVEL = 6  # zlib's own default

# Ours: an audit of 2,000 pages has 8,000 files, and evidence packs to a tenth of its size.
MOST_FILES = 1_000_000
MOST_MANIFEST_BYTES = 200_000_000
MOST_FILE_BYTES = 300_000_000
MOST_RATIO = 200
FREE_BYTES = 50_000_000  # that may be unpacked from however small an archive

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~-]*(/[A-Za-z0-9_][A-Za-z0-9_.~-]*)*")
_ENCRYPTED = 0x1
_FILE_MODE = 0o644 << 16


class ArchiveError(AuditorError):
    """An archive cannot be written, read, or believed."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    name: Annotated[str, Field(max_length=300)]
    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    format: int
    files: Annotated[list[_Entry], Field(max_length=MOST_FILES)]
    about: dict[str, Any]


class _Versioned(BaseModel):
    format: int


def write_zip(file: Path, about: Mapping[str, Any], parts: Iterable[tuple[str, bytes]]) -> None:
    """Write named parts, and the manifest after them; `about` says what they are."""
    entries = []
    with ZipFile(file, "w") as archive:
        for name, content in parts:
            _write(archive, name, content)
            digest = hashlib.sha256(content).hexdigest()
            entries.append({"name": name, "bytes": len(content), "sha256": digest})
        manifest = {"format": FORMAT, "about": dict(about), "files": entries}
        _write(archive, MANIFEST, (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode())


def _write(archive: ZipFile, name: str, content: bytes) -> None:
    info = ZipInfo(name)  # its date is 1980's first day: the archive says when in words
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, _FILE_MODE
    archive.writestr(info, content, compresslevel=LEVEL)


class Zipped:
    """An open archive whose names and sizes were looked at; each part is checked as it is read."""

    def __init__(self, file: Path, archive: ZipFile) -> None:
        self._file = file
        self._archive = archive
        infos = archive.infolist()
        named = {info.filename: info for info in infos}
        if len(named) != len(infos):
            raise ArchiveError(f"{file} is not to be trusted: it holds a name twice")
        if MANIFEST not in named:
            raise ArchiveError(f"{file} is not an archive of a run: it has no {MANIFEST}")
        whole, packed = sum(info.file_size for info in infos), file.stat().st_size
        if whole > max(FREE_BYTES, MOST_RATIO * packed):
            raise ArchiveError(f"{file} would unpack to {whole} bytes, which no archive of a run does")
        manifest = self._manifest(named.pop(MANIFEST))
        self.about = manifest.about
        self._entries = {entry.name: entry for entry in manifest.files}
        self._infos = named
        self._check(len(manifest.files))

    def _manifest(self, info: ZipInfo) -> _Manifest:
        text = self._read(info, MOST_MANIFEST_BYTES)
        try:
            if _Versioned.model_validate_json(text).format > FORMAT:
                raise ArchiveError(f"{self._file} was written by a newer version of this program")
            return _Manifest.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "its start"
            raise ArchiveError(
                f"{self._file} is not an archive of a run: its {MANIFEST}, at {where}: {first['msg']}"
            ) from error

    def _check(self, count: int) -> None:
        if len(self._entries) != count:
            raise ArchiveError(f"{self._file} is not to be trusted: its {MANIFEST} names a file twice")
        if odd := next((name for name in self._infos if not _NAME.fullmatch(name)), None):
            raise ArchiveError(f"{self._file} is not to be trusted: it holds the name {odd!r}")
        if stray := sorted(self._infos.keys() - self._entries.keys()):
            raise ArchiveError(f"{self._file} holds {stray[0]}, which its {MANIFEST} does not name")
        if lost := sorted(self._entries.keys() - self._infos.keys()):
            raise ArchiveError(f"{self._file} is not whole: {lost[0]} is missing")
        for name, info in self._infos.items():
            if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_DEFLATED, ZIP_STORED):
                raise ArchiveError(f"{self._file}: {name} is packed in a way that this program does not read")
            if info.file_size != self._entries[name].bytes:
                raise ArchiveError(f"{self._file} was changed: {name} has not the size that {MANIFEST} says")
            if info.file_size > MOST_FILE_BYTES:
                raise ArchiveError(f"{self._file}: {name} has {info.file_size} bytes, which is too many")

    @property
    def names(self) -> Iterator[str]:
        """The names of its parts, in their order."""
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """Give a part.

        Raises:
            ArchiveError: if it is not there, or not what the manifest says.
        """
        if name not in self._entries:
            raise ArchiveError(f"{self._file} is not whole: {name} is missing")
        content = self._read(self._infos[name], self._entries[name].bytes)
        if hashlib.sha256(content).hexdigest() != self._entries[name].sha256:
            raise ArchiveError(f"{self._file} was changed: {name} has not the SHA-256 that {MANIFEST} says")
        return content

    def _read(self, info: ZipInfo, most: int) -> bytes:
        try:
            with self._archive.open(info) as part:
                content = part.read(most + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise ArchiveError(f"{self._file} is damaged at {info.filename}: {error}") from error
        if len(content) > most:
            raise ArchiveError(f"{self._file}: {info.filename} is larger than it says")
        return content


@contextmanager
def opened_zip(file: Path) -> Iterator[Zipped]:
    """Open an archive that a stranger may have made.

    Raises:
        ArchiveError: saying what is wrong with it.
    """
    try:
        archive = ZipFile(file)
    except OSError as error:
        raise ArchiveError(f"{file} cannot be read: {error.strerror or error}") from error
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise ArchiveError(f"{file} is not an archive of a run: {error}") from error
    with archive:
        yield Zipped(file, archive)


def sha256_of(file: Path) -> str:
    """Hash a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
