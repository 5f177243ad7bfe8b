"""Addresses in a page's text: streets with postcodes, and post office boxes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditor.channels.found import Found
from auditor.channels.lexicon import Concept, data
from auditor.channels.reading import QUOTE_CHARS, Reading
from auditor.service import Channel

ADDRESS_CHARS = 300
BOX_NUMBER_CHARS = 12  # "PO Box No. 40"
LINE_CHARS = 80  # a line of an address that the page broke into blocks
AROUND_BLOCKS = 2  # where words say what an address is for: a heading above, opening hours below

_ANY_POSTCODE = r"\d{4,6}"
_DIGIT = re.compile(r"\d")
_COLON = re.compile(r"\s*[:：]")  # noqa: RUF001  the colon of Chinese too


@dataclass(frozen=True, slots=True)
class _Address:
    """An address, and whether it says of itself that letters reach it: a postcode, a box, or a label."""

    written: str
    for_letters: bool
    is_box: bool = False


def addressed(readings: Sequence[Reading], country: str | None) -> Iterator[Found]:
    """Give the offices and postal addresses that the text writes out.

    One can write to an address with a postcode. Whether one may go there is said by words
    or opening hours around it; without them the office is only mentioned.
    """
    for number, reading in enumerate(readings):
        if not _DIGIT.search(reading.text) or reading.is_online_only(0):
            continue
        address = _address(readings, number, country)
        if address is None:
            continue
        around = _around(readings, number)
        spot, quote = reading.spot(), address.written[:QUOTE_CHARS]
        if address.for_letters or Concept.POST in around:
            yield Found.actionable(Channel.POST, address.written, quote, spot)
        if address.is_box:
            continue
        if around & {Concept.COUNTER, Concept.HOURS}:
            yield Found.actionable(Channel.COUNTER, address.written, quote, spot)
        else:
            yield Found.mentioned(Channel.COUNTER, quote, spot)


def address_in(readings: Sequence[Reading], number: int, country: str | None) -> str:
    """Give the address that a block writes out, "" if it writes none."""
    if not _DIGIT.search(readings[number].text):
        return ""
    address = _address(readings, number, country)
    return address.written[:QUOTE_CHARS] if address else ""


def _address(readings: Sequence[Reading], number: int, country: str | None) -> _Address | None:
    reading = readings[number]
    if len(reading.text) > ADDRESS_CHARS:
        return None
    text = reading.text.strip()
    if _holds_box(reading):
        return _Address(text, for_letters=True, is_box=True)
    has_postcode = bool(_postcode(country).search(reading.text))
    if reading.standing(Concept.STREET):
        labelled = _labelled(reading)
        if labelled or has_postcode or reading.block.tag == "address":
            return _Address(labelled or text, for_letters=has_postcode or bool(labelled))
    elif has_postcode and number:
        line = readings[number - 1]
        if len(line.text) <= LINE_CHARS and _DIGIT.search(line.text) and line.standing(Concept.STREET):
            return _Address(f"{line.text.strip()}, {text}", for_letters=True)
        if reading.block.tag == "address":
            return _Address(text, for_letters=True)
    return None


def _holds_box(reading: Reading) -> bool:
    return any(
        _DIGIT.search(reading.text, box.end, box.end + BOX_NUMBER_CHARS)
        for box in reading.standing(Concept.PO_BOX)
    )


def _labelled(reading: Reading) -> str:
    """Give what follows "Address:" in a block, if that names a street and a number; else ""."""
    for label in reading.standing(Concept.ADDRESS, Concept.POST):
        if colon := _COLON.match(reading.text, label.end):
            streets = [hit for hit in reading.standing(Concept.STREET) if hit.start >= colon.end()]
            if streets and _DIGIT.search(reading.text, colon.end()):
                return reading.text[colon.end() :].strip()
    return ""


def _around(readings: Sequence[Reading], number: int) -> set[Concept]:
    near = readings[max(0, number - AROUND_BLOCKS) : number + AROUND_BLOCKS + 1]
    return {
        hit.concept
        for reading in near
        for hit in reading.standing(Concept.COUNTER, Concept.HOURS, Concept.POST)
    }


@cache
def _postcodes() -> Mapping[str, str]:
    table = data()["postcodes"]
    digits = {country: rf"\d{{{n}}}" for n, countries in table["digits"].items() for country in countries}
    return MappingProxyType(digits | table["shapes"])


@cache
def _postcode(country: str | None) -> re.Pattern[str]:
    shape = _postcodes().get(country or "", _ANY_POSTCODE)
    return re.compile(rf"(?<![\w+-])(?:{shape})(?![\w-])")
