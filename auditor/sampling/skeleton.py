"""A page's skeleton: what its markup says of its layout, without its words. By it templates are told.

Pages of one template share their boxes and the classes of these, and differ in their
text and in how much of it there is. So a skeleton is a *set*: which box stands in which,
and which kinds of content are there at all. A list of three and one of thirty give the
same skeleton. Menus, banners and footers count by their presence alone: they are the
same on all pages of a portal, and would make all pages alike.
"""

import hashlib
import re
import struct
from collections.abc import Iterator

from lxml import etree

from auditor.sampling.served import UNSEEN

# Ours, chosen on the sites that docs/sampling.md names; their pages have 15 to 130 features.
MAX_FEATURES = 400
MAX_ELEMENTS = 20_000
MAX_CLASSES = 6  # of one element
CHROME_DEPTH = 3  # boxes around a page's header, menu and footer at most; deeper ones are content

_BOX_TAGS = """
body main section article aside div form fieldset table ul ol dl details dialog header footer nav search
address figure menu
"""
_BOXES = frozenset(_BOX_TAGS.split())
_CHROME = frozenset({"header", "nav", "footer"})
_CHROME_ROLES = frozenset({"banner", "navigation", "contentinfo", "search"})
_CONTENT_TAGS = "select textarea button table iframe dl ol fieldset details form h1 h2 h3 img pre"
_CONTENTS = frozenset(_CONTENT_TAGS.split())
_DIGITS = re.compile(r"\d+")
_HASH = struct.Struct(">Q")


def skeleton_of(root: etree._Element | None) -> frozenset[int]:
    """Give a page's skeleton, as hashes of its features.

    Where there are more features than `MAX_FEATURES`, those with the smallest hashes stand
    for all: the overlap of two such samples estimates that of the whole (Broder, "On the
    resemblance and containment of documents", 1997).
    """
    hashes = {_hash(feature) for feature in _features(root)} if root is not None else set()
    return frozenset(sorted(hashes)[:MAX_FEATURES])


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Tell how much two skeletons have in common, from 0 to 1: the shared part of all their features."""
    both = len(one & other)
    either = len(one) + len(other) - both
    return both / either if either else 1.0


def to_bytes(skeleton: frozenset[int]) -> bytes:
    """Encode a skeleton for the store."""
    return b"".join(map(_HASH.pack, sorted(skeleton)))


def from_bytes(data: bytes) -> frozenset[int]:
    """Decode a stored skeleton."""
    return frozenset(number for (number,) in _HASH.iter_unpack(data))


def _hash(feature: str) -> int:
    return int.from_bytes(hashlib.blake2b(feature.encode(errors="replace"), digest_size=_HASH.size).digest())


def _features(root: etree._Element) -> Iterator[str]:
    """Walk the page's boxes, each with the box around it, and note what else there is."""
    body = next(root.iter("body"), root)
    stack: list[tuple[etree._Element, str, int]] = [(body, "", 0)]
    links = 0
    for _ in range(MAX_ELEMENTS):
        if not stack:
            break
        element, around, depth = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            continue
        role = (element.get("role") or "").lower()
        if role in _CHROME_ROLES or (tag in _CHROME and depth <= CHROME_DEPTH):
            yield f"chrome {role or tag}"
            continue
        links += tag == "a" and element.get("href") is not None
        yield from _contents(element, tag)
        if tag in _BOXES:
            box = _box(element, tag, role)
            yield f"{around} > {box}"
            around, depth = box, depth + 1
        stack.extend((child, around, depth) for child in reversed(element))
    yield f"links {links.bit_length() // 2}"  # 0 or 1, up to 7, up to 31, …: a list of links or none


def _contents(element: etree._Element, tag: str) -> Iterator[str]:
    if tag == "input":
        kind = (element.get("type") or "text").lower()
        if kind != "hidden":
            yield f"input {kind}"
    elif tag in _CONTENTS:
        yield tag


def _box(element: etree._Element, tag: str, role: str) -> str:
    """Name a box by its element, role and classes; numbers in classes are often those of one page."""
    classes = sorted({_DIGITS.sub("0", name.lower()) for name in (element.get("class") or "").split()})
    return " ".join([tag, *([f"[{role}]"] if role else []), *(f".{name}" for name in classes[:MAX_CLASSES])])
