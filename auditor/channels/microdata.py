"""Channels that a page declares in microdata: schema.org's words in attributes of its elements.

The general reader for microdata (extruct 0.18) takes minutes over a hostile page whose
items refer to each other (`itemref`), so the few properties are read here in one walk;
`itemref` is not followed.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from auditor.channels.found import Found
from auditor.channels.structured import VALUE_CHARS, declared_by

SELECTOR = "[itemscope]"

# Bounds against hostile pages.
ITEMS = 200
ELEMENTS = 5_000
DEPTH = 20

_PROPERTY = re.compile(
    r"itemprop\s{0,5}=\s{0,5}[\"']?[^\"'>]{0,100}\b(?:telephone|email|streetAddress|servicePhone|serviceSmsNumber|"
    r"postOfficeBoxNumber)\b",
)


def declared_in_markup(html: str, region: str | None) -> Iterator[Found]:
    """Give the channels that the items of a page declare; without such a property it is not parsed."""
    if "itemprop" not in html or not _PROPERTY.search(html):
        return
    from lxml import etree  # noqa: PLC0415  heavy, and few pages have such markup
    from lxml import html as parser  # noqa: PLC0415

    try:
        root = parser.document_fromstring(html)
    except (ValueError, etree.LxmlError):
        return
    items = (item for item in root.iterfind(".//*[@itemscope]") if item.get("itemprop") is None)
    left = [ELEMENTS]
    for item in islice(items, ITEMS):
        yield from declared_by(_thing(item, left, DEPTH), region, SELECTOR)


def _thing(item: Any, left: list[int], depth: int) -> dict[str, Any]:
    """Write an item down as JSON-LD would have it; items within it are its parts."""
    thing: dict[str, Any] = {"@type": [kind.rpartition("/")[2] for kind in item.get("itemtype", "").split()]}
    stack = list(reversed(item))
    while stack and left[0] > 0:
        element = stack.pop()
        left[0] -= 1
        if not isinstance(element.tag, str):
            continue
        is_item = element.get("itemscope") is not None
        for name in element.get("itemprop", "").split():
            value = _thing(element, left, depth - 1) if is_item and depth else _value(element)
            thing.setdefault(name, []).append(value)
        if not is_item:
            stack.extend(reversed(element))
    return thing


def _value(element: Any) -> str:
    said = element.get("content") or element.get("datetime") or element.get("href")
    text = said if said is not None else "".join(islice(element.itertext(), 50))
    return " ".join(text[: 4 * VALUE_CHARS].split())[:VALUE_CHARS].removeprefix("tel:")
