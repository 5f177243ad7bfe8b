"""Fits pieces of HTML into files of bounded size, and leads links between the files.

Pieces are written as for a page of its own: a link to `#service-register` leads to that place in whatever
file it came to lie, and a picture that a piece holds becomes a file beside. That is safe, as what portals say
is escaped: no quotation mark of theirs stands in the text of a page, so what is found here is ours.
"""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from ._text import ID_DIGITS

LARGEST_BODY_BYTES = 250_000  # of pieces: with what stands around them, a file has less than 300 kB

FIND = "find.html"
_ID = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r' href="#([^"]*)"')
_PICTURE = re.compile(r' src="data:image/webp;base64,([^"]+)"')
_LINK_BYTES = len("not-tested-1000.html")  # by which a link grows when it leads to another file


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What stands around pieces: `opening` before the first, `again` where another file goes on with them."""

    opening: str
    closing: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """HTML that stays in one file, in the frames around it, the outermost first."""

    html: str
    frames: tuple[Frame, ...] = ()


def bodies(pieces: Iterable[Piece]) -> Iterator[str]:
    """Fill files with pieces, in their order; each is closed, and the next goes on in the same frames."""
    text: list[str] = []
    size_bytes = 0
    opened: list[Frame] = []  # in this file
    known: set[Frame] = set()  # those that were opened in a file before, too
    for piece in pieces:
        kept = _common(opened, piece.frames)
        closing = "".join(frame.closing for frame in reversed(opened[kept:]))
        inner = [frame.again if frame in known else frame.opening for frame in piece.frames[kept:]]
        added = [closing, *inner, piece.html]
        added_bytes = sum(map(_bytes, added))
        to_close_bytes = sum(len(frame.closing) for frame in piece.frames)
        if text and size_bytes + added_bytes + to_close_bytes > LARGEST_BODY_BYTES:
            yield "".join([*text, *(frame.closing for frame in reversed(opened))])
            known.update(opened)
            text = [frame.again if frame in known else frame.opening for frame in piece.frames]
            text.append(piece.html)
            size_bytes = sum(map(_bytes, text))
        else:
            text += added
            size_bytes += added_bytes
        opened = list(piece.frames)
    if text:
        yield "".join([*text, *(frame.closing for frame in reversed(opened))])


def _common(opened: list[Frame], frames: tuple[Frame, ...]) -> int:
    return next(
        (number for number, (one, other) in enumerate(zip(opened, frames, strict=False)) if one is not other),
        min(len(opened), len(frames)),
    )


def _bytes(text: str) -> int:
    pictures = sum(len(found[1]) for found in _PICTURE.finditer(text))
    return len(text.encode(errors="replace")) - pictures + text.count(' href="#') * _LINK_BYTES


def ids(text: str) -> Iterator[str]:
    """Give the ids to which links can lead."""
    yield from (found[1] for found in _ID.finditer(text))


def linked(text: str, own: str, places: Mapping[str, str], folder: str = "") -> str:
    """Lead every link to the file in which its place lies.

    `own` is the file of the text, `places` are files by the ids in them, and `folder` is where they lie as
    seen from the text. `#?page=/` leads to the page that finds, with that filter.
    """

    def address(found: re.Match[str]) -> str:
        place = found[1]
        if place.startswith("?"):
            return f' href="{folder}{FIND}#{place[1:]}"'
        file = places.get(place, own)
        return f' href="{"" if file == own else folder + file}#{place}"'

    return _LINK.sub(address, text)


def without_pictures(text: str, folder: str = "") -> tuple[str, dict[str, bytes]]:
    """Put files in place of the pictures that a text holds, and give the files by name."""
    files: dict[str, bytes] = {}

    def address(found: re.Match[str]) -> str:
        content = b64decode(found[1])
        name = f"picture-{sha256(content).hexdigest()[:ID_DIGITS]}.webp"
        files[name] = content
        return f' src="{folder}{name}"'

    return _PICTURE.sub(address, text), files
