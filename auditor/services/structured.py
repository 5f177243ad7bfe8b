"""Services that a page declares in structured data, JSON-LD or microdata.

Source of the types: schema.org, GovernmentService; CPSV-AP 3.2, PublicService. Of the
things without a type, as Italian municipalities' template has them, those count that
have a property which schema.org gives to GovernmentService alone.

Only two properties of one kind of thing are read, in one walk over each document. The
general reader for microdata (extruct 0.18) was measured to take 277 s over a hostile
page of 48 KB whose items refer to each other (`itemref`), which are not followed here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from auditor.crawl.scope import canonical
from auditor.evidence import PageEvidence
from auditor.service import OfferedService

TYPES = frozenset({"governmentservice", "publicservice"})
OWN_PROPERTY = "serviceOperator"  # schema.org: used on GovernmentService only
RELATED = frozenset({"isRelatedTo", "isSimilarTo", "relatedService"})  # another page's service

MAX_OFFERS = 200
MAX_NODES = 20_000
NAME_CHARS, URL_CHARS = 200, 2_000


def offered_services(page: PageEvidence) -> tuple[OfferedService, ...]:
    """Read the services that a page declares, each once, in the order of the page.

    A service's address is canonical, or "" if none is given. What cannot be parsed
    declares nothing.
    """
    scripts = page.head.structured_data if page.head else ()
    base = page.final_url or page.url
    offers: dict[OfferedService, None] = {}
    for name, url in (*_in_scripts(scripts), *_in_microdata(page.dom or "")):
        if name and len(offers) < MAX_OFFERS:
            offers[OfferedService(name[:NAME_CHARS], _address(url, base))] = None
    return tuple(offers)


type _Offer = tuple[str, str]  # name and address, as the page has them


def _in_scripts(scripts: tuple[str, ...]) -> Iterator[_Offer]:
    for script in scripts:
        for node in _nodes(_parsed(script)):
            if _types(node) & TYPES or (OWN_PROPERTY in node and not _types(node)):
                yield _text(node.get("name") or node.get("title")), _text(node.get("url") or node.get("@id"))


def _parsed(script: str) -> Any:
    try:
        return json.loads(script.strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(root: Any) -> Iterator[Mapping[str, Any]]:
    """Walk over the things of a JSON-LD document in its order, without those that are only related."""
    stack = [root]
    for _ in range(MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            stack.extend(value for key, value in reversed(node.items()) if key not in RELATED)


def _types(node: Mapping[str, Any]) -> set[str]:
    types = node.get("@type", [])
    return {_last_part(kind) for kind in (types if isinstance(types, list) else [types]) if kind}


def _last_part(kind: object) -> str:
    """Give the bare name of a type: "https://schema.org/Service", "cpsv:Service" are "service"."""
    return re.split(r"[/#:]", str(kind)[:URL_CHARS])[-1].lower()


def _text(value: Any) -> str:
    """Give the text of a JSON-LD value, the first of several."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id")
    return _clean(value) if isinstance(value, str) else ""


def _in_microdata(html: str) -> Iterator[_Offer]:
    lower = html.lower()
    if "itemtype" not in lower or not any(kind in lower for kind in TYPES):
        return
    from lxml import etree  # noqa: PLC0415  heavy, and few pages have microdata
    from lxml import html as parser  # noqa: PLC0415

    try:
        root = parser.document_fromstring(html)
    except (ValueError, etree.LxmlError):
        return
    for item in root.iterfind(".//*[@itemscope]"):
        kinds = {_last_part(kind) for kind in item.get("itemtype", "").split()}
        if kinds & TYPES and not RELATED.intersection(item.get("itemprop", "").split()):
            properties = _properties(item)
            yield properties.get("name", ""), properties.get("url") or item.get("itemid") or ""


def _properties(item: Any) -> dict[str, str]:
    """Read an item's own name and address; items within it have their own."""
    found: dict[str, str] = {}
    stack = list(reversed(item))
    while stack:
        element = stack.pop()
        if element.get("itemscope") is not None:
            continue
        for name in element.get("itemprop", "").split():
            if name in {"name", "url"} and name not in found:
                found[name] = _clean(
                    element.get("content") or element.get("href") or element.xpath("string()")
                )
        stack.extend(reversed(element))
    return found


def _address(url: str, base: str) -> str:
    try:
        return canonical(urljoin(base, url[:URL_CHARS])) if url else ""
    except ValueError:
        return ""


def _clean(text: str) -> str:
    """Fold white space, and take out what cannot be printed or encoded."""
    folded = " ".join(text[: 10 * URL_CHARS].split())
    return "".join(char for char in folded if char.isprintable())
