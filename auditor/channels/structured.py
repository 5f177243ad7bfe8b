"""Channels that a page declares in JSON-LD, in schema.org's words.

Read are telephone, email and address of any thing, with the opening hours, languages and
options of a ContactPoint, and ServiceChannel's servicePhone, serviceSmsNumber,
servicePostalAddress and serviceLocation, wherever they stand. What belongs to a service
is the page's own; the rest is the organisation's. Source: schema.org, ContactPoint,
ServiceChannel, Service, PostalAddress, OpeningHoursSpecification.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.channels.found import Found, Spot
from auditor.channels.lexicon import primary
from auditor.channels.links import email_address
from auditor.channels.naming import languages_named
from auditor.channels.normal import clean
from auditor.channels.numbers import normal_number
from auditor.service import Channel, Cost, Purpose, Where

SELECTOR = "script[type='application/ld+json']"

# Bounds against hostile pages.
SCRIPT_CHARS = 500_000
NODES = 20_000
VALUE_CHARS = 300
HOURS_CHARS = 160

# Whose number or place it is, is not the office's.
_OTHERS = ("Event", "JobPosting", "Article", "Review", "Product")
_SERVICE = re.compile(r"(?:Service|ServiceChannel)$")
_FILLER = re.compile(r"\blorem\s+i+psum\b", re.IGNORECASE)  # a template that was never filled in
_CODE = re.compile(r"[a-z]{2}(?:[-_]\w+)?", re.IGNORECASE)
_ADDRESS_PARTS = ("streetAddress", "postOfficeBoxNumber", "postalCode", "addressLocality")


@dataclass(frozen=True, slots=True)
class _Context:
    """What the things around one say of it."""

    number_channel: Channel = Channel.PHONE
    of_service: bool = False
    hours: str = ""
    languages: tuple[str, ...] = ()


def declared(scripts: tuple[str, ...], region: str | None) -> Iterator[Found]:
    """Give the channels that the scripts declare; what is not JSON declares nothing."""
    for script in scripts:
        if len(script) <= SCRIPT_CHARS:
            yield from declared_by(_parse(script), region, SELECTOR)


def _parse(script: str) -> Any:
    try:
        return json.loads(script.strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def declared_by(root: Any, region: str | None, selector: str) -> Iterator[Found]:
    """Give the channels that a tree of things declares, in schema.org's words."""
    stack: list[tuple[Any, _Context]] = [(root, _Context())]
    for _ in range(NODES):
        if not stack:
            return
        node, context = stack.pop()
        if isinstance(node, list):
            stack.extend((item, context) for item in reversed(node))
        elif isinstance(node, dict) and not _is_of_others(node):
            own = _Context(
                context.number_channel,
                context.of_service or any(_SERVICE.search(kind) for kind in _texts(node.get("@type"))),
                _hours(node) or context.hours,
                _languages(node) or context.languages,
            )
            yield from _own(node, own, region, selector)
            stack.extend(
                (value, _within(own, key))
                for key, value in reversed(node.items())
                if isinstance(value, dict | list)
            )


def _within(context: _Context, key: str) -> _Context:
    if key == "serviceSmsNumber":
        return replace(context, number_channel=Channel.SMS)
    # Who runs a service is an organisation again, with numbers of its own.
    return replace(context, of_service=False) if key in ("serviceOperator", "provider") else context


def _is_of_others(node: Mapping[str, Any]) -> bool:
    return any(kind.endswith(_OTHERS) for kind in _texts(node.get("@type")))


def _own(node: Mapping[str, Any], context: _Context, region: str | None, selector: str) -> Iterator[Found]:
    options = {option.rpartition("/")[2] for option in _texts(node.get("contactOption"))}
    for key, channel in (
        ("telephone", context.number_channel),
        ("servicePhone", Channel.PHONE),
        ("serviceSmsNumber", Channel.SMS),
    ):
        for text in _texts(node.get(key)):
            if number := normal_number(text, region):
                found = _found(channel, number, f"{key}: {text}", context, selector)
                yield replace(found, cost=Cost.FREE) if "TollFree" in options else found
                if "HearingImpairedSupported" in options:
                    yield _found(Channel.RELAY, number, f"{key}: {text}", context, selector)
    for text in _texts(node.get("email")):
        if address := email_address(text.removeprefix("mailto:")):
            yield _found(Channel.EMAIL, address, f"email: {text}", context, selector)
    yield from _postal(node, context, selector)


def _postal(node: Mapping[str, Any], context: _Context, selector: str) -> Iterator[Found]:
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
                yield _found(Channel.POST, written, f"{key}: {written}", replace(context, hours=""), selector)
            if has_street and key == "address":
                yield _found(Channel.COUNTER, written, f"{key}: {written}", context, selector)


def _found(channel: Channel, value: str, text: str, context: _Context, selector: str) -> Found:
    where = Where.OWN if context.of_service else Where.DECLARED
    found = Found.actionable(channel, value, text, Spot(selector, where))
    written = channel in (Channel.EMAIL, Channel.POST)
    return replace(
        found,
        hours="" if written else context.hours,
        languages=context.languages,
        purpose=Purpose.TASK if context.of_service else Purpose.UNSAID,
    )


def _hours(node: Mapping[str, Any]) -> str:
    """Write opening hours down: "Mo-Fr 09:00-17:00", or the parts of a specification."""
    plain = _texts(node.get("openingHours"))
    for key in ("hoursAvailable", "openingHoursSpecification"):
        value = node.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                days = ", ".join(day.rpartition("/")[2] for day in _texts(each.get("dayOfWeek")))
                opens, closes = _texts(each.get("opens")), _texts(each.get("closes"))
                if opens and closes:
                    plain.append(f"{days} {opens[0]}-{closes[0]}".strip())
            elif isinstance(each, str):
                plain += _texts(each)
    return "; ".join(plain)[:HOURS_CHARS]


def _languages(node: Mapping[str, Any]) -> tuple[str, ...]:
    value = node.get("availableLanguage")
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        part = (each.get("alternateName") or each.get("name")) if isinstance(each, dict) else each
        for text in _texts(part):
            found += [primary(text)] if _CODE.fullmatch(text) else languages_named(text)
    return tuple(dict.fromkeys(found))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    cleaned = (clean(str(item), VALUE_CHARS).strip() for item in values[:20] if isinstance(item, str | int))
    return [text for text in cleaned if text]
