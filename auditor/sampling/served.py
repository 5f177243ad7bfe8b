"""A page as its server sent it, read without a browser: those parts of its evidence that need no rendering.

This is for exploring: it tells where a page leads and what it is about, not what a visitor
sees. What scripts would add is missing, and what styles would hide is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree
from w3lib.encoding import html_to_unicode

from auditor.evidence import Head, Kind, Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.page.html_tree import parse_text

# Bounds like those of the page probe in a browser.
MAX_ELEMENTS = 60_000
MAX_BLOCKS = 5_000
MAX_LINKS = 2_000
TEXT_CHARS = 4_000
DATA_CHARS = 100_000

UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "object", "svg", "math", "audio", "video", "canvas"}
)
_INLINE_TAGS = """
a abbr b bdi bdo big br cite code data del dfn em font i img input ins kbd mark q s samp small span strong
sub sup time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_LANDMARKS = {
    "main": Landmark.MAIN,
    "nav": Landmark.NAVIGATION,
    "aside": Landmark.COMPLEMENTARY,
    "search": Landmark.SEARCH,
    "dialog": Landmark.OVERLAY,
    # These two are landmarks of the page only where they are not part of one of its sections.
    "header": Landmark.BANNER,
    "footer": Landmark.CONTENTINFO,
}
_ROLES = {
    "banner": Landmark.BANNER,
    "navigation": Landmark.NAVIGATION,
    "main": Landmark.MAIN,
    "complementary": Landmark.COMPLEMENTARY,
    "contentinfo": Landmark.CONTENTINFO,
    "search": Landmark.SEARCH,
    "dialog": Landmark.OVERLAY,
    "alertdialog": Landmark.OVERLAY,
}
_SECTIONS = frozenset({"article", "aside", "main", "nav", "section"})  # HTML-AAM, footer and header


def parse(body: bytes, content_type: str) -> etree._Element | None:
    """Read a page's markup as browsers choose its encoding; None if there is nothing in it."""
    _, text = html_to_unicode(content_type, body)
    return parse_text(text)


def served_evidence(root: etree._Element | None, url: str, final_url: str, status: int) -> PageEvidence:
    """Give the evidence that a page's markup holds: head, text and links."""
    if root is None:
        return PageEvidence(url=url, final_url=final_url, status=status, text=(), links=())
    page = _Reader(_base(root, final_url))
    page.read(root)
    return PageEvidence(
        url=url,
        final_url=final_url,
        status=status,
        kind=Kind.HTML,
        head=_head(root),
        dom=None,
        text=tuple(page.text()),
        links=tuple(page.links),
    )


def _base(root: etree._Element, url: str) -> str:
    base = next(root.iter("base"), None)
    return _absolute(url, (base.get("href") or "") if base is not None else "") or url


def _head(root: etree._Element) -> Head:
    title = next(root.iter("title"), None)
    scripts = (script for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower())
    return Head(
        title=_folded("".join(title.itertext())) if title is not None else "",
        lang=root.get("lang") or "",
        direction=root.get("dir") or "",
        viewport=None,
        canonical=None,
        alternates={},
        structured_data=tuple((script.text or "")[:DATA_CHARS] for script in scripts)[:MAX_BLOCKS],
    )


@dataclass(slots=True)
class _Block:
    """A block as its text is gathered."""

    tag: str
    landmark: Landmark
    parts: list[str] = field(default_factory=list)
    link_chars: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page an element stands."""

    block: _Block
    landmark: Landmark
    in_section: bool
    in_link: bool


class _Reader:
    """Walks a page once, gathering blocks of text and links."""

    def __init__(self, base: str) -> None:
        self.links: list[Link] = []
        self._base = base
        self._blocks: list[_Block] = []

    def read(self, root: etree._Element) -> None:
        """Walk the elements in their order, without recursion: pages may be nested as deep as they like."""
        start = _Place(self._block("body", Landmark.NONE), Landmark.NONE, in_section=False, in_link=False)
        stack: list[tuple[etree._Element | str, _Place]] = [(root, start)]
        for _ in range(2 * MAX_ELEMENTS):
            if not stack:
                return
            item, around = stack.pop()
            if isinstance(item, str):
                self._say(item, around)
                continue
            if item.tail:  # text of what is around the element, after all that is in it
                stack.append((item.tail, around))
            if isinstance(item.tag, str) and item.tag not in UNSEEN:
                place = self._enter(item, around)
                self._say(item.text, place)
                stack.extend((child, place) for child in reversed(item))

    def text(self) -> Iterator[TextBlock]:
        """Give the blocks that say anything."""
        for block in self._blocks[:MAX_BLOCKS]:
            if text := _folded("".join(block.parts))[:TEXT_CHARS]:
                yield TextBlock(text, block.tag, block.landmark, "", "", min(block.link_chars, len(text)))

    def _enter(self, element: etree._Element, around: _Place) -> _Place:
        tag = str(element.tag)
        landmark = _landmark(element, tag, around)
        is_link = tag == "a" and element.get("href") is not None
        if is_link:
            self._link(element, landmark)
        block = around.block if tag in _INLINE else self._block(tag, landmark)
        return _Place(block, landmark, around.in_section or tag in _SECTIONS, around.in_link or is_link)

    def _block(self, tag: str, landmark: Landmark) -> _Block:
        block = _Block(tag, landmark)
        self._blocks.append(block)
        return block

    def _say(self, text: str | None, place: _Place) -> None:
        if text:
            place.block.parts.append(text)
            if place.in_link:
                place.block.link_chars += len(text.strip())

    def _link(self, element: etree._Element, landmark: Landmark) -> None:
        href = _absolute(self._base, element.get("href") or "")
        if href and len(self.links) < MAX_LINKS:
            text = _folded("".join(element.itertext()))[:TEXT_CHARS] or element.get("aria-label") or ""
            rel, hreflang = element.get("rel") or "", element.get("hreflang") or ""
            self.links.append(Link(href, text, landmark, "", rel, hreflang))


def _landmark(element: etree._Element, tag: str, around: _Place) -> Landmark:
    if around.landmark is Landmark.OVERLAY:
        return Landmark.OVERLAY
    role = (element.get("role") or "").split()
    if role and role[0] in _ROLES:
        return _ROLES[role[0]]
    if tag in {"header", "footer"} and around.in_section:
        return around.landmark
    return _LANDMARKS.get(tag, around.landmark)


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _folded(text: str) -> str:
    return " ".join(text.split())
