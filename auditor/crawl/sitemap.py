"""Sitemaps: the pages that a portal lists for crawlers (sitemaps.org/protocol.html).

They come from the portal and may be wrong, endless or made to harm: everything is
bounded, entities are not expanded, and what was read before a fault is kept with a
note that says what was wrong.
"""

import asyncio
import io
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from auditor.crawl.client import GZIP_MAGIC, BoundedBuffer, BoundedClient, FetchError

_ACCEPT = "application/xml, text/xml, text/plain, */*;q=0.1"
_PIECE_BYTES = 8_192
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
_MAX_LOC_CHARS = 2_048  # sitemaps.org: a loc has fewer than 2,048 characters
# Ours: 50 MB hold fewer elements than this if they say anything, such as an address's
# translations (xhtml:link, 100 bytes each); it bounds the time for a file of empty ones.
_MAX_ELEMENTS = 500_000


@dataclass(frozen=True, slots=True)
class SitemapBounds:
    """What is read at most. Bytes and addresses a file are sitemaps.org's own limits; the others are ours."""

    file_bytes: int = 52_428_800
    file_urls: int = 50_000
    files: int = 50
    depth: int = 3
    urls: int = 50_000
    seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class SitemapFile:
    """One file as read: pages, further sitemaps, and what was wrong with it ("" for nothing)."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """All files together: pages in the order listed, each once; notes on what could not be read."""

    urls: tuple[str, ...]
    notes: tuple[str, ...]


async def sitemap_urls(
    client: BoundedClient, urls: Sequence[str], bounds: SitemapBounds = SitemapBounds()
) -> Sitemap:
    """Read sitemaps and those that they point to, on the hosts of the given ones only."""
    reader = _Reader(client, bounds, frozenset(urlsplit(url).netloc for url in urls))
    try:
        async with asyncio.timeout(bounds.seconds):
            await reader.read(urls)
    except TimeoutError:
        reader.notes.append(f"the sitemaps were not read in full within {bounds.seconds:g} s")
    return Sitemap(tuple(reader.pages), tuple(reader.notes))


class _Reader:
    """Reads files breadth first; its state is what has been read when time runs out."""

    def __init__(self, client: BoundedClient, bounds: SitemapBounds, hosts: frozenset[str]) -> None:
        self.pages: dict[str, None] = {}
        self.notes: list[str] = []
        self._client = client
        self._bounds = bounds
        self._hosts = hosts

    async def read(self, urls: Iterable[str]) -> None:
        waiting = deque((url, 1) for url in dict.fromkeys(urls))
        known = {url for url, _ in waiting}
        files = 0
        while waiting and files < self._bounds.files and len(self.pages) < self._bounds.urls:
            url, depth = waiting.popleft()
            files += 1
            found = await self._read_one(url)
            self.pages |= dict.fromkeys(found.pages)
            inner = [
                sitemap for sitemap in self._followed(url, depth, found.sitemaps) if sitemap not in known
            ]
            known.update(inner)
            waiting.extend((sitemap, depth + 1) for sitemap in inner)
        if len(self.pages) > self._bounds.urls:
            self.pages = dict.fromkeys(islice(self.pages, self._bounds.urls))
            self.notes.append(
                f"the sitemaps list more than {self._bounds.urls} pages; the others were left out"
            )
        if waiting:
            self.notes.append(f"{files} sitemaps were read; {len(waiting)} more were left unread")

    async def _read_one(self, url: str) -> SitemapFile:
        try:
            answer = await self._client.get(url, max_bytes=self._bounds.file_bytes, accept=_ACCEPT)
        except FetchError as error:
            self.notes.append(str(error))
            return SitemapFile()
        if answer.status != HTTPStatus.OK:
            self.notes.append(f"{url} answered {answer.status}")
            return SitemapFile()
        found = await asyncio.to_thread(parse_sitemap, answer.body, self._bounds)
        note = _too_long(self._bounds) if answer.truncated else found.note
        if note:
            self.notes.append(f"{url} was not read in full: {note}")
        return found

    def _followed(self, url: str, depth: int, sitemaps: tuple[str, ...]) -> tuple[str, ...]:
        if sitemaps and depth == self._bounds.depth:
            self.notes.append(
                f"{url} points to more sitemaps, over {self._bounds.depth} deep; they were not read"
            )
            return ()
        ours = tuple(sitemap for sitemap in sitemaps if urlsplit(sitemap).netloc in self._hosts)
        if len(ours) < len(sitemaps):
            self.notes.append(f"{url} points to sitemaps on other hosts; they were not read")
        return ours[: self._bounds.files]


def parse_sitemap(body: bytes, bounds: SitemapBounds = SitemapBounds()) -> SitemapFile:
    """Read one file, XML or one address a line, gzipped or not."""
    note = ""
    if body.startswith(GZIP_MAGIC):
        body, note = _unpacked(body, bounds)
    found = _parse_xml(body, bounds) if body.lstrip().startswith(_XML_STARTS) else _parse_lines(body, bounds)
    return SitemapFile(found.pages, found.sitemaps, note or found.note)


def _unpacked(body: bytes, bounds: SitemapBounds) -> tuple[bytes, str]:
    buffer = BoundedBuffer(bounds.file_bytes, gzipped=True)
    try:
        for start in range(0, len(body), _PIECE_BYTES):
            buffer.feed(body[start : start + _PIECE_BYTES])
    except zlib.error:
        return bytes(buffer.data), "its gzip data is broken"
    return bytes(buffer.data), _too_long(bounds) if buffer.full else ""


def _parse_lines(body: bytes, bounds: SitemapBounds) -> SitemapFile:
    lines = body.decode("utf-8-sig", errors="replace").split("\n")
    pages = tuple(islice(filter(_is_address, map(str.strip, lines)), bounds.file_urls + 1))
    return SitemapFile(pages[: bounds.file_urls], note=_doubt(len(pages), bounds))


def _parse_xml(body: bytes, bounds: SitemapBounds) -> SitemapFile:
    listed: dict[str, list[str]] = {"url": [], "sitemap": []}
    count, note = 0, ""
    elements = etree.iterparse(
        io.BytesIO(body),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in islice(elements, _MAX_ELEMENTS):
            address = (element.text or "").strip()
            kind = _listed_as(element)
            if kind in listed and _is_address(address):
                listed[kind].append(address)
                count += 1
            _forget(element)
            if count > bounds.file_urls:
                break
        else:
            note = "" if next(elements, None) is None else f"it has more than {_MAX_ELEMENTS} elements"
    except etree.XMLSyntaxError as error:
        note = f"it is not well-formed XML: {error.msg}"
    pages, sitemaps = (tuple(found[: bounds.file_urls]) for found in listed.values())
    return SitemapFile(pages, sitemaps, note or _doubt(count, bounds))


def _listed_as(element: etree._Element) -> str:
    """Tell what a loc element is in, by local names: many sitemaps get the namespace wrong."""
    parent = element.getparent()
    if parent is None or etree.QName(element).localname != "loc":
        return ""
    return etree.QName(parent).localname


def _forget(element: etree._Element) -> None:
    """Free an element that has been read, and those before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) < _MAX_LOC_CHARS


def _doubt(count: int, bounds: SitemapBounds) -> str:
    if count > bounds.file_urls:
        return f"it lists more than {bounds.file_urls} addresses"
    return "" if count else "it lists no addresses"


def _too_long(bounds: SitemapBounds) -> str:
    return f"it is longer than {bounds.file_bytes} bytes"
