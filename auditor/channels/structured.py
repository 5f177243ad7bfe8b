"""Channels that a page declares in JSON-LD, in schema.org's words.

Read are telephone, email and address of any thing, and ServiceChannel's servicePhone,
serviceSmsNumber and servicePostalAddress, wherever they stand. Source: schema.org,
ContactPoint, ServiceChannel, PostalAddress.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.channels.found import Found, Spot
from auditor.channels.links import email_address
from auditor.channels.normal import clean
from auditor.channels.numbers import normal_number
from auditor.service import Channel, Where

SPOT = Spot("script[type='application/ld+json']", Where.DECLARED)

# Bounds against hostile pages.
SCRIPT_CHARS = 500_000
NODES = 20_000
VALUE_CHARS = 300

# Whose number or place it is, is not the office's.
_OTHERS = ("Event", "JobPosting", "Article", "Review", "Product")
_FILLER = re.compile(r"\blorem\s+i+psum\b", re.IGNORECASE)  # a template that was never filled in
_ADDRESS_PARTS = ("streetAddress", "postOfficeBoxNumber", "postalCode", "addressLocality")


def declared(scripts: tuple[str, ...], region: str | None) -> Iterator[Found]:
    """Give the channels that the scripts declare; what is not JSON declares nothing."""
    for script in scripts:
        if len(script) <= SCRIPT_CHARS:
            yield from _walk(_parse(script), region)


def _parse(script: str) -> Any:
    try:
        return json.loads(script.strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(root: Any, region: str | None) -> Iterator[Found]:
    stack: list[tuple[Any, Channel]] = [(root, Channel.PHONE)]
    for _ in range(NODES):
        if not stack:
            return
        node, number_channel = stack.pop()
        if isinstance(node, list):
            stack.extend((item, number_channel) for item in reversed(node))
        elif isinstance(node, dict) and not _is_of_others(node):
            yield from _own(node, number_channel, region)
            stack.extend(
                (value, Channel.SMS if key == "serviceSmsNumber" else number_channel)
                for key, value in reversed(node.items())
                if isinstance(value, dict | list)
            )


def _is_of_others(node: Mapping[str, Any]) -> bool:
    return any(kind.endswith(_OTHERS) for kind in _texts(node.get("@type")))


def _own(node: Mapping[str, Any], number_channel: Channel, region: str | None) -> Iterator[Found]:
    for key, channel in (
        ("telephone", number_channel),
        ("servicePhone", Channel.PHONE),
        ("serviceSmsNumber", Channel.SMS),
    ):
        for text in _texts(node.get(key)):
            if number := normal_number(text, region):
                yield _found(channel, number, f"{key}: {text}")
    for text in _texts(node.get("email")):
        if address := email_address(text.removeprefix("mailto:")):
            yield _found(Channel.EMAIL, address, f"email: {text}")
    yield from _postal(node)


def _postal(node: Mapping[str, Any]) -> Iterator[Found]:
    for key in ("address", "servicePostalAddress"):
        value = node.get(key)
        for address in value if isinstance(value, list) else [value]:
            if not isinstance(address, dict):
                continue
            parts = [text for part in _ADDRESS_PARTS for text in _texts(address.get(part))]
            written, has_street = ", ".join(parts), bool(_texts(address.get("streetAddress")))
            if _FILLER.search(written):
                continue
            if has_street or _texts(address.get("postOfficeBoxNumber")):
                yield _found(Channel.POST, written, f"{key}: {written}")
            if has_street and key == "address":
                yield _found(Channel.COUNTER, written, f"{key}: {written}")


def _found(channel: Channel, value: str, text: str) -> Found:
    return Found.actionable(channel, value, text, SPOT)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    cleaned = (clean(str(item), VALUE_CHARS).strip() for item in values[:20] if isinstance(item, str | int))
    return [text for text in cleaned if text]
