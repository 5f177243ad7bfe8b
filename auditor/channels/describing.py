"""What a page says beside a way of contact: when, at what cost, in which languages, what to bring, what for.

Beside is the block itself, and a few blocks around it as far as the next heading. What is
said farther away belongs to something else too often.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import phonenumbers
from phonenumbers import shortnumberinfo

from auditor.channels import lexicon
from auditor.channels.found import Found
from auditor.channels.lexicon import Concept
from auditor.channels.naming import languages_named
from auditor.channels.normal import fold
from auditor.channels.reading import Reading
from auditor.service import Channel, Cost, Level, Purpose

# Chosen, not measured.
BLOCKS_AFTER, BLOCKS_BEFORE = 3, 2
SENTENCE_CHARS = 300  # of a longer block only what is this near counts
COST_CHARS = 60  # "Freephone 0800 ...", "... (7p a minute)"
HEADING_BLOCKS = 8  # how far up the heading may stand that says what a contact is for

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "caption"})
_WRITTEN = frozenset({Channel.EMAIL, Channel.POST, Channel.FORM})  # "when" is when one has an answer
_COSTING = frozenset({Channel.PHONE, Channel.IVR, Channel.RELAY, Channel.SMS, Channel.USSD})

_CLOCK = r"\d{1,2}(?:[:.]\d{2}|\s?h\s?\d{2})(?!\.?\d)(?:\s?(?:am|pm|a\.m\.|p\.m\.|uhr|h|hrs))?"
_HOUR = r"\d{1,2}\s?(?:am|pm|a\.\s?m\.|p\.\s?m\.|uhr|h(?:rs?|oras|eures)?\b|時|时|点|시|giờ|नजे|बजे|টা)"
_TIMES = re.compile(
    rf"(?<![\d.:/])(?:{_CLOCK}|{_HOUR})[^\d]{{1,20}}(?:{_CLOCK}|{_HOUR})(?![\d/])"
    r"|(?<![\d.:/])\d{1,2}\s?[-–—]\s?\d{1,2}\s?(?:am|pm|uhr|h\b|hrs|ч\b|час|시|時|时|点)"  # noqa: RUF001
    r"|\b24\s?(?:/|x|×)\s?7\b|\b24[\s-]?(?:hours?|h\b|hrs|heures|horas|ore|stunden|uur|часа|часов|saat|"  # noqa: RUF001
    r"godzin|години|ساعة|گھنٹے|घंटे|ঘণ্টা|小时|時間|시간|giờ|jam|saa|soat)"
)  # fmt: skip
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Beside:
    """The texts beside a find, the nearest first, each with the place of what was found in it."""

    readings: tuple[Reading, ...]
    languages: frozenset[str]

    def quote_of(self, part: str) -> str:
        """Quote the words of a part of the lexicon, the nearest ones; "" if there are none."""
        for reading in self.readings:
            if place := _said_at(reading.text, part, self.languages):
                return reading.quote(place[0])
        return ""


def described(
    found: Found, readings: Sequence[Reading], languages: frozenset[str], region: str | None
) -> Found:
    """Add what the page says beside a find, and raise it to complete if nothing is left to know."""
    cost = _cost_of_number(found.value, region) if found.channel in _COSTING else Cost.UNKNOWN
    if found.spot.block is None:
        return _levelled(replace(found, cost=cost if found.cost is Cost.UNKNOWN else found.cost))
    beside = _Beside(tuple(_around(readings, found.spot.block)), languages)
    cost_text = ""
    if found.channel in _COSTING and found.level.is_usable:
        cost, cost_text = _cost(found, readings[found.spot.block], cost, languages)
    told = replace(
        found,
        purpose=_purpose(found, readings, languages),
        cost=cost,
        cost_text=cost_text,
        hours=beside.quote_of("reply") if found.channel in _WRITTEN else _hours(beside),
        languages=_languages(beside),
        bring=beside.quote_of("bring"),
    )
    return _levelled(told)


def _around(readings: Sequence[Reading], block: int) -> Iterator[Reading]:
    """Give a block and those around it, as far as the headings before and after."""
    yield readings[block]
    landmark = readings[block].block.landmark
    for reading in readings[block + 1 : block + 1 + BLOCKS_AFTER]:
        if reading.block.tag in _HEADINGS or reading.block.landmark is not landmark:
            break
        yield reading
    for reading in reversed(readings[max(0, block - BLOCKS_BEFORE) : block]):
        if reading.block.landmark is not landmark:
            break
        yield reading
        if reading.block.tag in _HEADINGS:
            break


def opening_times(text: str) -> re.Match[str] | None:
    """Find a span of hours in clean text."""
    return _TIMES.search(text.lower()) if _DIGIT.search(text) else None


def _hours(beside: _Beside) -> str:
    for reading in beside.readings:
        if times := opening_times(reading.text):
            return reading.quote(times.start())
        hours = [hit for hit in reading.hits if hit.concept is Concept.HOURS]
        if hours and _DIGIT.search(reading.text, hours[0].end):
            return reading.quote(hours[0].start)
    return ""


def _languages(beside: _Beside) -> tuple[str, ...]:
    for reading in beside.readings:
        if _said_at(reading.text, "speak", beside.languages):
            named = languages_named(reading.text[: 2 * SENTENCE_CHARS])
            if named:
                return named
    return ()


def _cost(found: Found, reading: Reading, by_range: Cost, languages: frozenset[str]) -> tuple[Cost, str]:
    """Tell what a number costs, first by its range, which nobody misreads, then by the words at it."""
    start = max(0, found.spot.start - COST_CHARS)
    near = reading.text[start : found.spot.start + len(found.value) + COST_CHARS]
    for part, cost in (("premium", Cost.PREMIUM), ("free", Cost.FREE), ("local_rate", Cost.STANDARD)):
        if place := _said_at(near, part, languages):
            known = by_range if by_range is not Cost.UNKNOWN else cost
            return known, reading.quote(start + place[0])
    return by_range, ""


def _purpose(found: Found, readings: Sequence[Reading], languages: frozenset[str]) -> Purpose:
    """Tell what a channel is for: by its own sentence, else by the heading over it."""
    if found.channel is Channel.FORM and found.level.is_usable:
        return Purpose.TASK
    if found.spot.where.is_shared:
        return Purpose.UNSAID
    block = found.spot.block or 0
    start = max(0, found.spot.start - SENTENCE_CHARS // 2)
    own = readings[block].text[start : found.spot.start + SENTENCE_CHARS // 2]
    said = _purpose_said(own, languages)
    return said if said is not Purpose.UNSAID else _purpose_of_heading(readings, block, languages)


def _purpose_of_heading(readings: Sequence[Reading], block: int, languages: frozenset[str]) -> Purpose:
    before = reversed(readings[max(0, block - HEADING_BLOCKS) : block])
    heading = next((reading for reading in before if reading.block.tag in _HEADINGS), None)
    if heading is None or heading.block.tag == "h1":  # the last is what the whole page is about
        return Purpose.UNSAID
    if heading.standing(Concept.CONTACT):
        return Purpose.ASK
    return _purpose_said(heading.text[:SENTENCE_CHARS], languages)


def _purpose_said(text: str, languages: frozenset[str]) -> Purpose:
    if _said_at(text, "ask", languages):
        return Purpose.ASK
    return Purpose.TASK if _said_at(text, "task", languages) else Purpose.UNSAID


def says_purpose(text: str, languages: frozenset[str]) -> bool:
    """Tell whether a text speaks of getting something done, or of help with it."""
    return _purpose_said(text, languages) is not Purpose.UNSAID


@lru_cache(maxsize=8_192)
def _said_at(text: str, part: str, languages: frozenset[str]) -> tuple[int, int] | None:
    return lexicon.said_at(fold(text), part, languages)


@lru_cache(maxsize=1_024)
def _cost_of_number(value: str, region: str | None) -> Cost:
    """Tell what a number costs by its range, after libphonenumber."""
    if value.startswith("+"):
        try:
            number = phonenumbers.parse(value, None)
        except phonenumbers.NumberParseException:
            return Cost.UNKNOWN
        kind = phonenumbers.number_type(number)
        if kind == phonenumbers.PhoneNumberType.UAN and number.country_code == _BRITISH:
            return Cost.STANDARD
        return _BY_TYPE.get(kind, Cost.UNKNOWN)
    if region is None or not value.isdigit():
        return Cost.UNKNOWN
    short = phonenumbers.parse(value, region)
    return _BY_SHORT.get(shortnumberinfo.expected_cost_for_region(short, region), Cost.UNKNOWN)


# British 03 numbers cost no more than 01 and 02 ones, and 084, 087 and 09 ones a service charge besides that
# of the caller's company, which libphonenumber calls premium: Ofcom, "What has Ofcom changed with regard to
# 08 numbers?", http://ask.ofcom.org.uk/help/telephone/08_changes.
_BRITISH = 44
_BY_TYPE = {
    phonenumbers.PhoneNumberType.FIXED_LINE: Cost.STANDARD,
    phonenumbers.PhoneNumberType.MOBILE: Cost.STANDARD,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE: Cost.STANDARD,
    phonenumbers.PhoneNumberType.TOLL_FREE: Cost.FREE,
    phonenumbers.PhoneNumberType.SHARED_COST: Cost.SHARED,
    phonenumbers.PhoneNumberType.PREMIUM_RATE: Cost.PREMIUM,
}
_BY_SHORT = {
    shortnumberinfo.ShortNumberCost.TOLL_FREE: Cost.FREE,
    shortnumberinfo.ShortNumberCost.STANDARD_RATE: Cost.STANDARD,
    shortnumberinfo.ShortNumberCost.PREMIUM_RATE: Cost.PREMIUM,
}


def _levelled(found: Found) -> Found:
    if found.level is Level.ACTIONABLE and _is_complete(found):
        return replace(found, level=Level.COMPLETE)
    return found


def _is_complete(found: Found) -> bool:
    """Tell whether nothing is left to know; docs/channels.md says what that is for each channel."""
    match found.channel:
        case Channel.PHONE | Channel.IVR | Channel.RELAY if found.value.lstrip("+").isdigit():
            return bool(found.hours) and found.cost is not Cost.UNKNOWN
        case Channel.SMS | Channel.USSD:
            return found.cost is not Cost.UNKNOWN or bool(found.cost_text)
        case Channel.POST:
            return bool(found.hours or found.bring)
        case Channel.FORM:
            return False  # where it goes stands elsewhere on the page: see finding.py
        case Channel.REPRESENTATIVE:
            return bool(found.bring)
        case _:
            return bool(found.hours)
