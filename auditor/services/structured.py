"""Services that a page declares in structured data: JSON-LD, microdata, RDFa, or attributes.

Source of the types: schema.org, GovernmentService; CPSV-AP 3.2, PublicService. Of the
things without a type, as Italian municipalities' template has them, those count that
have a property which schema.org gives to GovernmentService alone. Source of the
attributes: AGID's criteria for the sites of municipalities (`data-element`), by which its
validator finds the services of a site.

Only two properties of one kind of thing are read, in one walk over each document. The
general reader for microdata (extruct 0.18) was measured to take 277 s over a hostile
page of 48 KB whose items refer to each other (`itemref`), which are not followed here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin

from auditor.crawl.scope import canonical
from auditor.evidence import PageEvidence
from auditor.service import OfferedService

TYPES = frozenset({"governmentservice", "publicservice"})
OWN_PROPERTY = "serviceOperator"  # schema.org: used on GovernmentService only
RELATED = frozenset({"isRelatedTo", "isSimilarTo", "relatedService"})  # another page's service
_RELATED_PARTS = frozenset(name.lower() for name in RELATED)

NAMES = frozenset({"name", "title"})  # schema.org's and Dublin Core's, which CPSV-AP takes
LINK_MARK, TITLE_MARK = "service-link", "service-title"  # of a link to a service, of a service's heading

MAX_OFFERS = 200
MAX_ELEMENTS = 5_000  # of one page that are looked at
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
    for name, url, marked in chain(_in_scripts(scripts), _in_markup(page.dom or "")):
        if len(offers) == MAX_OFFERS:
            break
        if name:
            offers[OfferedService(name[:NAME_CHARS], _address(url, base), marked)] = None
    return tuple(offers)


type _Offer = tuple[str, str, bool]  # name and address, as the page has them, and whether attributes say so


def _in_scripts(scripts: tuple[str, ...]) -> Iterator[_Offer]:
    for script in scripts:
        for node in _nodes(_parsed(script)):
            if _types(node) & TYPES or (OWN_PROPERTY in node and not _types(node)):
                names = (value for key, value in node.items() if _last_part(key) in NAMES)
                urls = (value for key, value in node.items() if _last_part(key) == "url")
                yield _text(next(names, "")), _text(next(urls, None) or node.get("@id")), False


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


def _in_markup(html: str) -> Iterator[_Offer]:
    lower = html.lower()
    if not any(kind in lower for kind in (*TYPES, LINK_MARK, TITLE_MARK)):
        return
    from lxml import etree  # noqa: PLC0415  heavy, and few pages have such markup
    from lxml import html as parser  # noqa: PLC0415

    try:
        root = parser.document_fromstring(html)
    except (ValueError, etree.LxmlError):
        return
    of_interest = root.iterfind(".//*[@itemscope]"), root.iterfind(".//*[@typeof]")
    for item in islice(chain(*of_interest), MAX_ELEMENTS):
        yield from _item(item)
    for element in islice(root.iterfind(".//*[@data-element]"), MAX_ELEMENTS):
        mark, href = element.get("data-element"), element.get("href", "")
        if mark == TITLE_MARK or (mark == LINK_MARK and href and not href.startswith("#")):
            yield _clean(element.xpath("string()")), href if mark == LINK_MARK else "", True


def _item(item: Any) -> Iterator[_Offer]:
    """Read a thing of microdata (`itemtype`) or RDFa (`typeof`), if it is a service and not a related one."""
    kinds = _last_parts(item, "itemtype", "typeof")
    if kinds & TYPES and not _last_parts(item, "itemprop", "property", "rel") & _RELATED_PARTS:
        said = _properties(item)
        own = item.get("itemid") or item.get("resource") or item.get("about") or ""
        yield said.get("name", ""), said.get("url") or own, False


def _last_parts(item: Any, *attributes: str) -> set[str]:
    return {_last_part(word) for name in attributes for word in item.get(name, "").split()}


def _properties(item: Any) -> dict[str, str]:
    """Read an item's own name and address; items within it have their own."""
    found: dict[str, str] = {}
    stack = list(reversed(item))
    while stack:
        element = stack.pop()
        if element.get("itemscope") is not None or element.get("typeof") is not None:
            continue
        for name in (*element.get("itemprop", "").split(), *element.get("property", "").split()):
            last = _last_part(name)
            kind = "name" if last in NAMES else last
            if kind in {"name", "url"} and kind not in found:
                found[kind] = _clean(
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
