"""Services that a page declares in structured data: schema.org and its Italian kin.

Source of the types: schema.org, GovernmentService and its parent Service; CPSV-AP 3.2,
PublicService.
"""

import logging
from collections.abc import Iterator
from typing import Any

from auditor.service import OfferedService

SERVICE_TYPES = frozenset({"governmentservice", "publicservice"})
MAX_OFFERS = 200
MAX_DEPTH = 12
NAME_CHARS, URL_CHARS = 300, 2_000


def offered_services(html: str, url: str) -> tuple[OfferedService, ...]:
    """Read the services that a rendered page declares, in the order of the page.

    Never raises for what a page contains: what cannot be parsed declares nothing.
    """
    lower = html.lower()
    if not any(name in lower for name in SERVICE_TYPES):
        return ()
    # extruct brings an RDF stack along: only pages that declare something pay for it.
    import extruct  # noqa: PLC0415

    logging.getLogger("extruct").setLevel(logging.CRITICAL)
    data = extruct.extract(
        html, base_url=url, syntaxes=["json-ld", "microdata"], errors="ignore", uniform=True
    )
    offers: dict[OfferedService, None] = {}
    for node in _nodes([data.get("json-ld"), data.get("microdata")], MAX_DEPTH):
        name = _text(node.get("name") or node.get("title"))
        if _types(node) & SERVICE_TYPES and name and len(offers) < MAX_OFFERS:
            offers[
                OfferedService(name[:NAME_CHARS], _text(node.get("url") or node.get("@id"))[:URL_CHARS])
            ] = None
    return tuple(offers)


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth - 1)


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type", [])
    listed = types if isinstance(types, list) else [types]
    return {str(kind).rpartition("/")[2].rpartition(":")[2].lower() for kind in listed}


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value", "")
    return " ".join(str(value or "").split())
