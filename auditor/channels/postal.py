"""Addresses in a page's text: streets with postcodes, and post office boxes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditor.channels.found import Found
from auditor.channels.lexicon import Concept, data
from auditor.channels.reading import Reading
from auditor.service import Channel

ADDRESS_CHARS = 300
BOX_NUMBER_CHARS = 12  # "PO Box No. 40"
LINE_CHARS = 80  # a line of an address that the page broke into blocks
AROUND_BLOCKS = 2  # where words say what an address is for: a heading above, opening hours below

_ANY_POSTCODE = r"\d{4,6}"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Address:
    written: str
    has_postcode: bool
    is_box: bool


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
        selector, quote = reading.block.selector, reading.quote()
        if address.is_box or address.has_postcode or Concept.POST in around:
            yield Found.actionable(Channel.POST, address.written, quote, selector)
        if address.is_box:
            continue
        if around & {Concept.COUNTER, Concept.HOURS}:
            yield Found.actionable(Channel.COUNTER, address.written, quote, selector)
        else:
            yield Found.mentioned(Channel.COUNTER, quote, selector)


def _address(readings: Sequence[Reading], number: int, country: str | None) -> _Address | None:
    reading = readings[number]
    if len(reading.text) > ADDRESS_CHARS:
        return None
    text = reading.text.strip()
    for box in reading.standing(Concept.PO_BOX):
        if _DIGIT.search(reading.text, box.end, box.end + BOX_NUMBER_CHARS):
            return _Address(text, has_postcode=True, is_box=True)
    has_postcode = bool(_postcode(country).search(reading.text))
    if reading.standing(Concept.STREET):
        if has_postcode or reading.block.tag == "address":
            return _Address(text, has_postcode, is_box=False)
    elif has_postcode and number:
        line = readings[number - 1]
        if len(line.text) <= LINE_CHARS and _DIGIT.search(line.text) and line.standing(Concept.STREET):
            return _Address(f"{line.text.strip()}, {text}", has_postcode=True, is_box=False)
        if reading.block.tag == "address":
            return _Address(text, has_postcode=True, is_box=False)
    return None


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
