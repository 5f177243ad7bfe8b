"""Reads what a PDF says of itself with pikepdf: title, language, tags, text, fields, protection.

Names of keys are those of ISO 32000-1. Nothing is rendered.
"""

import io
import zlib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from auditor.evidence.document_facts import DocumentFacts, Structure
from auditor.files.fields import fields_of
from auditor.files.ink import MAX_PAGES as MAX_INK_PAGES
from auditor.files.ink import PageInk, ink_of
from auditor.files.links import controls_of
from auditor.files.marks import Marks, Tag, marks_of
from auditor.files.objects import is_true, number, words
from auditor.files.order import steps_back, texts_of, untagged_texts
from auditor.files.tags import Tags, read_tags
from auditor.files.text import clean
from auditor.files.unreadable import UnreadableError

MAX_PAGES = 1_000  # whose content is read
MAX_STREAM_BYTES = 10_000_000  # of a stream, decoded; the largest of 240 real files, a plan, had 3.6 MB
MAX_CONTENT_BYTES = 60_000_000  # of all pages: about ten seconds
MAX_DEPTH = 5  # of groups that draw groups
# Of the pages whose text is read with its places. The time for a page grows with the square of its pieces of
# text: for 3,000 it is half a second. Of 231 real files the fullest page had 1,246, the largest file 3.6 MB.
MAX_UNFOLDED_BYTES = 20_000_000
MAX_SHOWS = 3_000
PIECE_BYTES = 4_096
MAX_FILTERS = 3  # that a stream went through one after another
MAX_BOOKMARKS = 2_000
MAX_SIDE_PX = 100_000  # of a picture: more is no picture, but a mistake
# Ours: a third of what a page of A4 has at 75 dots an inch, the fewest at which a scan can be read.
# Smaller ones are logos and stamps.
SCAN_PIXELS = 180_000

_TITLES = ".//{http://purl.org/dc/elements/1.1/}title"


def read_pdf(body: bytes, name: str, fingerprint: str) -> DocumentFacts:
    """Read a PDF.

    Raises:
        UnreadableError: if it cannot be opened, saying why.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(body))
    except pikepdf.PasswordError as error:
        raise UnreadableError("it asks for a password") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise UnreadableError(f"it is no PDF that can be read: {clean(error)}") from error
    with pdf:
        if is_true(pdf.Root.get(Name.NeedsRendering)):
            raise UnreadableError("it is an XFA form, which few programs can show")
        return _facts(pdf, body, name, fingerprint)


def _facts(pdf: Pdf, body: bytes, name: str, fingerprint: str) -> DocumentFacts:
    pages = list(pdf.pages)
    read = _read_pages(pages)
    if read.is_broken and not read.with_text:
        raise UnreadableError("what its pages show cannot be unpacked")
    is_tagged = Name.StructTreeRoot in pdf.Root  # only tags are asked where text stands
    ink = ink_of(body, len(pages), read.readable) if is_tagged and read.readable else []
    tags = read_tags(pdf, pages, read.texts, read.pictures, ink)
    language = words(pdf.Root.get(Name.Lang))
    preferences = pdf.Root.get(Name.ViewerPreferences)
    return DocumentFacts(
        format="pdf",
        name=name,
        fingerprint=fingerprint,
        title=_title(pdf),
        shows_title=isinstance(preferences, Dictionary) and is_true(preferences.get(Name.DisplayDocTitle)),
        language=language,
        pages=len(pages),
        pages_read=read.pages,
        pages_with_text=len(read.with_text),
        pictured_pages=tuple(read.pictured),
        structure=_structure(pdf, tags, read, ink),
        texts=texts_of(ink, tags, language) if tags else (),
        headings=tags.headings if tags else None,
        figures=tags.figures if tags else None,
        tables=tuple(tags.tables) if tags else None,
        controls=controls_of(pages, tags, ink) if tags and not tags.is_cut else None,
        fields=fields_of(pdf, tags.described if tags else {}),
        bookmarks=_bookmarks(pdf),
        allows_reading=pdf.allow.accessibility if pdf.is_encrypted else None,
    )


def _structure(pdf: Pdf, tags: Tags | None, read: "_Pages", ink: Sequence[PageInk]) -> Structure | None:
    if tags is None:
        return None
    info = pdf.Root.get(Name.MarkInfo)
    untagged = [] if tags.is_cut else [page for page in read.with_text if page not in tags.pages]
    return Structure(
        marked=isinstance(info, Dictionary) and is_true(info.get(Name.Marked)),
        elements=tags.elements,
        pages=len(tags.pages),
        untagged_pages=tuple(untagged),
        parts_in_language=tags.parts_in_language,
        names_languages=tags.names_languages or read.names_languages,
        misplaced_pages=tuple(tags.misplaced),
        untagged_texts=untagged_texts(ink, tags) if ink and not tags.is_cut else None,
        steps_back=steps_back(ink, tags) if ink else None,
    )


def _title(pdf: Pdf) -> str:
    """Give the title in the metadata, or else in the older place."""
    return _title_of_metadata(pdf) or words(_docinfo(pdf).get(Name.Title))


def _docinfo(pdf: Pdf) -> Dictionary | dict[object, object]:
    info = pdf.trailer.get(Name.Info)
    return info if isinstance(info, Dictionary) else {}


def _title_of_metadata(pdf: Pdf) -> str:
    metadata = pdf.Root.get(Name.Metadata)
    if not isinstance(metadata, Stream):
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring((_decoded(metadata, MAX_STREAM_BYTES) or b"").strip(b"\x00 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    title = root.find(_TITLES)  # it may be given in several languages
    texts = () if title is None else (clean(text) for text in title.itertext())
    return next((text for text in texts if text), "")


class _Drawn(NamedTuple):
    """What content shows, itself or in groups that it draws: text, and how many pixels of pictures.

    `unfolded_bytes` is its size, and `shows` how often text is shown, if each group were written out
    wherever it is drawn.
    """

    has_text: bool = False
    pixels: int = 0
    unfolded_bytes: int = 0
    shows: int = 0


@dataclass(slots=True)
class _Pages:
    """What the pages that were read show. `texts` and `pictures` are the numbers of marked ones, by page."""

    pages: int = 0
    names_languages: bool = False
    is_broken: bool = False  # some of it could not be decoded
    bytes_left: int = MAX_CONTENT_BYTES
    with_text: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    texts: dict[int, set[int]] = field(default_factory=dict)
    pictures: dict[int, set[int]] = field(default_factory=dict)
    groups: dict[tuple[int, int], "_Drawn"] = field(default_factory=dict)
    unfolded_bytes: int = 0  # of the pages whose text can be read with its places
    readable: set[int] = field(default_factory=set)


def _read_pages(pages: list[Page]) -> _Pages:
    read = _Pages()
    for at, page in enumerate(pages[:MAX_PAGES], 1):
        if read.bytes_left <= 0:
            break
        read.pages = at
        resources = page.obj.get(Name.Resources) or _inherited(page.obj)
        content = b"\n".join(_contents(page.obj.get(Name.Contents), read))
        read.names_languages |= b"/Lang" in content
        marks = marks_of(content)
        drawn = _drawn(marks, resources, read, 0)
        if drawn.has_text and at <= MAX_INK_PAGES and marks.shows + drawn.shows <= MAX_SHOWS:
            read.unfolded_bytes += len(content) + drawn.unfolded_bytes
            if read.unfolded_bytes <= MAX_UNFOLDED_BYTES:
                read.readable.add(at)
        read.texts[at] = set(_numbers(marks.texts, resources))
        read.pictures[at] = set(_numbers(_around_pictures(marks, resources, read), resources))
        if drawn.has_text:
            read.with_text.append(at)
        elif drawn.pixels >= SCAN_PIXELS:
            read.pictured.append(at)
    return read


def _inherited(page: Object) -> Object | None:
    """Find the resources of a page in the nodes above it."""
    node: Any = page
    for _ in range(MAX_DEPTH * 10):
        node = node.get(Name.Parent)
        if not isinstance(node, Dictionary):
            return None
        if (found := node.get(Name.Resources)) is not None:
            return found
    return None


def _contents(contents: object, read: _Pages) -> Iterator[bytes]:
    for stream in contents if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream) and read.bytes_left > 0:
            yield _content(stream, read)


def _content(stream: Stream, read: _Pages) -> bytes:
    data = _decoded(stream, min(MAX_STREAM_BYTES, read.bytes_left))
    read.is_broken |= data is None
    read.bytes_left -= len(data or b"")
    return data or b""


def _decoded(stream: Stream, limit: int) -> bytes | None:
    """Unpack a stream as far as a limit: a few bytes may stand for thousands of millions. None if broken."""
    named = stream.get(Name.Filter)
    filters = list(named) if isinstance(named, Array) else [named]
    try:
        if stream.get(Name.DecodeParms) is not None or any(each != Name.FlateDecode for each in filters):
            return stream.read_bytes()[:limit]
        data = stream.read_raw_bytes()
        for _ in filters[:MAX_FILTERS]:
            data = _unpacked(data, limit)
    except (zlib.error, pikepdf.PdfError, UnicodeDecodeError):  # the last for a complaint in no encoding
        return None
    return data


def _unpacked(data: bytes, limit: int) -> bytes:
    """Unpack what can be: programs show the beginning of a stream that breaks off.

    Raises:
        zlib.error: if not even its beginning can be unpacked.
    """
    unpacker, parts = zlib.decompressobj(), []
    for at in range(0, len(data), PIECE_BYTES):
        try:
            parts.append(unpacker.decompress(data[at : at + PIECE_BYTES], limit))
        except zlib.error:
            if not parts:
                raise
            break
        limit -= len(parts[-1])
        if limit <= 0 or unpacker.eof:
            break
    return b"".join(parts)


def _drawn(marks: Marks, resources: object, read: _Pages, depth: int) -> _Drawn:
    """Tell what content shows, with the groups that it draws."""
    has_text, pixels, unfolded = marks.has_text, 0, 0
    objects = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    if not isinstance(objects, Dictionary):
        return _Drawn(has_text)
    shows = 0
    for name, calls in marks.calls.items():
        drawn = objects.get(_decoded_name(name))
        if not isinstance(drawn, Stream):
            continue
        if drawn.get(Name.Subtype) == Name.Image:
            pixels += _side(drawn, Name.Width) * _side(drawn, Name.Height)
        elif drawn.get(Name.Subtype) == Name.Form:
            if depth >= MAX_DEPTH or read.bytes_left <= 0:
                shows += MAX_SHOWS + 1  # how much it is cannot be told
                continue
            within = _group(drawn, resources, read, depth + 1)
            has_text, pixels = has_text or within.has_text, pixels + within.pixels
            unfolded += calls * within.unfolded_bytes
            shows += calls * within.shows
    return _Drawn(has_text, pixels, unfolded, shows)


def _group(group: Stream, resources: object, read: _Pages, depth: int) -> _Drawn:
    """Read a group, once however many pages draw it."""
    if group.objgen not in read.groups:
        read.groups[group.objgen] = _Drawn(shows=MAX_SHOWS + 1)  # it may draw itself
        content = _content(group, read)
        marks = marks_of(content)
        inner = _drawn(marks, group.get(Name.Resources, resources), read, depth)
        read.groups[group.objgen] = inner._replace(
            unfolded_bytes=len(content) + inner.unfolded_bytes, shows=marks.shows + inner.shows
        )
    return read.groups[group.objgen]


def _around_pictures(marks: Marks, resources: object, read: _Pages) -> set[Tag]:
    """Give the marks that pictures stand in, or groups that hold any."""
    objects = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    around: set[Tag] = set()
    if not isinstance(objects, Dictionary):
        return around
    for name, tags in marks.drawn.items():
        drawn = objects.get(_decoded_name(name))
        if isinstance(drawn, Stream) and (
            drawn.get(Name.Subtype) == Name.Image or read.groups.get(drawn.objgen, _Drawn()).pixels
        ):
            around |= tags
    return around


def _numbers(tags: AbstractSet[Tag], resources: object) -> Iterator[int]:
    """Give the numbers of marks, looking up those that the content names only."""
    properties = resources.get(Name.Properties) if isinstance(resources, Dictionary) else None
    for tag in tags:
        if isinstance(tag, int):
            yield tag
        elif isinstance(properties, Dictionary):
            found = properties.get(_decoded_name(tag))
            mark = number(found.get(Name.MCID)) if isinstance(found, Dictionary) else None
            if mark is not None:
                yield mark


def _decoded_name(name: bytes) -> str:
    """Write a name as pikepdf does; rare ones with numbered characters are not found."""
    return name.decode("utf-8", "replace")


def _side(image: Stream, key: Name) -> int:
    side = number(image.get(key)) or 0
    return side if 0 < side < MAX_SIDE_PX else 0


def _bookmarks(pdf: Pdf) -> int:
    """Count the bookmarks, as far as a limit."""
    outlines = pdf.Root.get(Name.Outlines)
    waiting = [outlines.get(Name.First)] if isinstance(outlines, Dictionary) else []
    count = 0
    while waiting and count < MAX_BOOKMARKS:
        item = waiting.pop()
        if isinstance(item, Dictionary):
            count += 1
            waiting += [item.get(Name.Next), item.get(Name.First)]
    return count
