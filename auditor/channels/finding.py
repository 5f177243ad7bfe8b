"""Finds the ways of contact on a page, the strongest evidence first.

The ladder: what the page declares for machines; what its links lead to; addresses;
numbers and e-mail addresses in its text; codes; words alone. Words are listed only for
channels of which nothing better was found on the page. What is found is on the page;
nobody tried it. See docs/channels.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from auditor.channels.denial import is_outgoing
from auditor.channels.describing import described
from auditor.channels.found import Found
from auditor.channels.helpers import helped
from auditor.channels.kinds import BY_CONCEPT, HELPERS, KINDS, NUMBERED
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.links import HREF_CHARS, LINKS, SHORTEST_NAME_CHARS, email_addresses, linked
from auditor.channels.microdata import declared_in_markup
from auditor.channels.normal import clean
from auditor.channels.numbers import (
    BESIDE_CHARS,
    Number,
    holds_number,
    is_emergency,
    is_short_voice_number,
    labels_of,
    masked,
    phone_numbers,
    region_of,
    short_numbers,
    ussd_pattern,
)
from auditor.channels.postal import addressed
from auditor.channels.reading import QUOTE_CHARS, Reading, read_all, spoken
from auditor.channels.structured import declared
from auditor.evidence import Link, PageEvidence
from auditor.service import Channel, ChannelMention, Cost, Level, Purpose, Where

MENTIONS_A_CHANNEL = 20

LABEL_BLOCK_CHARS = 80  # a block this short before a number is its heading or label
CODE_CHARS = 40  # "Text HELP and your postcode to 60011"

# A form's own labels ask for the visitor's number; they do not give the office's.
FORM_TAGS = frozenset({"label", "legend", "option", "button", "input", "select", "textarea"})

_DIGIT = re.compile(r"\d")


def find_channels(page: PageEvidence, language: str = "") -> tuple[ChannelMention, ...]:
    """Give the channels that a page names, strongest evidence first, each value once.

    `language` is the language that the text was found to be in; it helps where the
    page declares another or none.
    """
    tag = page.head.lang if page.head else ""
    region = region_of(page.country, tag)
    languages = spoken(tag, language)
    readings = tuple(read_all(page.text or (), tag, language, own=page.channel_words))
    faxes = frozenset(_fax_numbers(readings, region))
    ladder = chain(
        declared(page.head.structured_data if page.head else (), region),
        declared_in_markup(page.dom or "", region),
        linked(page.links or (), readings, languages, region),
        addressed(readings, region),
        chain.from_iterable(_written(readings, position, region) for position in range(len(readings))),
        helped(readings, _links_by_block(page.links or (), readings), languages, region),
        _named(readings),
    )
    phones = (found for found in ladder if found.channel is not Channel.PHONE or found.value not in faxes)
    found = _best(phones, lambda each: described(each, readings, languages, region))
    return tuple(each.on(page.url) for each in _with_complete_forms(found))


def _best(ladder: Iterable[Found], describe: Callable[[Found], Found]) -> list[Found]:
    """Keep each value once, and words only where nothing better, or nothing on the task, was found."""
    given: dict[tuple[Channel, str], Found] = {}
    named: dict[Channel, int] = Counter()
    mentioned: list[Found] = []
    for found in ladder:
        key = found.channel, found.value
        if not found.level.is_usable:
            mentioned.append(found)
        elif key in given:
            given[key] = _merged(given[key], describe(found))
        elif named[found.channel] < MENTIONS_A_CHANNEL:
            named[found.channel] += 1
            given[key] = describe(found)
    usable = {found.channel for found in given.values()}
    done = {found.channel for found in given.values() if found.purpose is Purpose.TASK}
    words: list[Found] = []
    for found in dict.fromkeys(mentioned):
        if found.channel in done or named[found.channel] >= MENTIONS_A_CHANNEL:
            continue
        told = describe(found)
        if found.channel not in usable or told.purpose is Purpose.TASK:
            named[found.channel] += 1
            words.append(told)
    return [*given.values(), *words]


def _merged(first: Found, again: Found) -> Found:
    """Keep the place where a value is the page's own, and all that is said at any place of it."""
    best, other = (again, first) if _distance(again) < _distance(first) else (first, again)
    levels = (best.level, other.level)
    return replace(
        best,
        level=max(levels, key=lambda level: level.rank),
        kind=best.kind or other.kind,
        purpose=min(best.purpose, other.purpose, key=_PURPOSES.index),
        cost=best.cost if best.cost is not Cost.UNKNOWN else other.cost,
        cost_text=best.cost_text or other.cost_text,
        hours=best.hours or other.hours,
        languages=best.languages or other.languages,
        bring=best.bring or other.bring,
    )


_PURPOSES = (Purpose.TASK, Purpose.ASK, Purpose.UNSAID)


def _distance(found: Found) -> int:
    return 2 * found.spot.where.is_shared + (found.spot.where is Where.DECLARED)


def _with_complete_forms(found: Sequence[Found]) -> Iterator[Found]:
    """Raise a form to complete where its page also says where it goes: by post, by mail or to an office."""
    goes = any(
        each.channel in (Channel.POST, Channel.COUNTER, Channel.EMAIL)
        and each.level.is_usable
        and not each.spot.where.is_shared
        for each in found
    )
    for each in found:
        is_form = each.channel is Channel.FORM and each.level is Level.ACTIONABLE
        yield replace(each, level=Level.COMPLETE) if is_form and goes else each


def _links_by_block(links: Sequence[Link], readings: Sequence[Reading]) -> dict[int, list[tuple[str, str]]]:
    """Sort links by the block that holds their words, as far as blocks with helpers in them go."""
    helpers = [reading for reading in readings if any(hit.concept in HELPERS for hit in reading.hits)]
    found: dict[int, list[tuple[str, str]]] = {}
    for link in links[:LINKS] if helpers else ():
        words = clean(link.text, QUOTE_CHARS).strip()
        for reading in helpers if len(words) >= SHORTEST_NAME_CHARS else ():
            if reading.block.landmark is link.landmark and words in reading.text:
                found.setdefault(reading.number, []).append((words, link.href[:HREF_CHARS]))
    return found


def _written(readings: Sequence[Reading], position: int, region: str | None) -> Iterator[Found]:
    """Give what one block writes out: e-mail addresses, USSD codes, phone numbers, short numbers."""
    reading = readings[position]
    for place, address in email_addresses(reading.text):
        if not reading.is_online_only(place) and not is_outgoing(reading.text, reading.hits, place):
            yield Found.actionable(Channel.EMAIL, address, reading.quote(place), reading.spot(place))
    if "#" in reading.text:
        for code in ussd_pattern().finditer(reading.text):
            place = code.start()
            yield Found.actionable(Channel.USSD, code[0], reading.quote(place), reading.spot(place))
    if _DIGIT.search(reading.text):
        yield from _numbered(readings, position, region)


def _numbered(readings: Sequence[Reading], position: int, region: str | None) -> Iterator[Found]:
    reading = readings[position]
    heading = _heading(readings, position)
    labelled = any(hit.concept in NUMBERED for hit in reading.hits)
    if not (labelled or heading or reading.block.tag == "address" or "+" in reading.text):
        return
    text = masked(reading.text)
    numbers = phone_numbers(text, region)
    for number in numbers:
        for label in _labels_of(reading, text, number, heading):
            yield _number_found(reading, number, label)
    for short in short_numbers(text):
        if not any(number.start <= short.start < number.end for number in numbers):
            for label in _short_labels(reading, text, short, region):
                yield _number_found(reading, short, label)


def _number_found(reading: Reading, number: Number, label: Concept) -> Found:
    return Found.actionable(
        BY_CONCEPT[label],
        number.value,
        reading.quote(number.start),
        reading.spot(number.start),
        KINDS.get(label, ""),
    )


def _fax_numbers(readings: Iterable[Reading], region: str | None) -> Iterator[str]:
    """Give the numbers that the text calls fax and nothing else: pages link them with `tel:` too."""
    for reading in readings:
        if any(hit.concept is Concept.FAX for hit in reading.hits):
            text = masked(reading.text)
            for number in phone_numbers(text, region):
                if {label.concept for label in labels_of(text, reading.hits, number)} == {Concept.FAX}:
                    yield number.value


def _heading(readings: Sequence[Reading], position: int) -> frozenset[Concept]:
    """Give what a short block before says that the numbers in this one are for."""
    if not position:
        return frozenset()
    before = readings[position - 1]
    if len(before.text) > LABEL_BLOCK_CHARS or holds_number(before.text):
        return frozenset()
    end = len(before.text)
    if labels := labels_of(before.text, before.hits, Number(end, end, "")):
        return _standing(before, labels)
    return frozenset({Concept.PHONE}) if before.standing(Concept.CONTACT) else frozenset()


def _labels_of(
    reading: Reading, text: str, number: Number, heading: frozenset[Concept]
) -> Collection[Concept]:
    """Give what a number is for; nothing if it is a fax or a reference."""
    if reading.is_online_only(number.start) or is_outgoing(reading.text, reading.hits, number.start):
        return ()
    if labels := labels_of(text, reading.hits, number):
        return sorted(_standing(reading, labels))
    if heading:
        return sorted(heading)
    international = "+" in text[number.start : number.start + 2]
    return (Concept.PHONE,) if international or reading.block.tag == "address" else ()


def _short_labels(reading: Reading, text: str, short: Number, region: str | None) -> Iterator[Concept]:
    if is_emergency(short.value, region):
        return
    sent_to = any(hit.concept is Concept.TOWARDS and hit.end == short.start - 1 for hit in reading.hits)
    for label in labels_of(text, reading.hits, short, CODE_CHARS):
        if not reading.stands(label):
            continue
        if label.concept is Concept.SMS and (label.alone or sent_to):
            yield Concept.SMS
        elif (
            label.concept in _VOICE
            and abs(short.start - label.end) <= BESIDE_CHARS
            and is_short_voice_number(short.value, region)
        ):
            yield label.concept


_VOICE = (Concept.PHONE, Concept.IVR, Concept.RELAY, Concept.TEXT_TELEPHONE)


def _standing(reading: Reading, labels: Iterable[Hit]) -> frozenset[Concept]:
    return frozenset(label.concept for label in labels if label.concept in NUMBERED and reading.stands(label))


def _named(readings: Iterable[Reading]) -> Iterator[Found]:
    for reading in readings:
        if reading.block.tag in FORM_TAGS:
            continue
        for hit in reading.hits:
            if hit.alone and hit.concept in BY_CONCEPT and hit.concept not in HELPERS and reading.stands(hit):
                spot = reading.spot(hit.start)
                yield Found.mentioned(BY_CONCEPT[hit.concept], reading.quote(hit.start), spot)
