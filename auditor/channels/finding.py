"""Finds the ways of contact on a page, the strongest evidence first.

The ladder: what the page declares for machines; what its links lead to; addresses;
numbers and e-mail addresses in its text; codes; words alone. Words are listed only for
channels of which nothing better was found on the page. What is found is on the page;
nobody tried it. See docs/channels.md.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from auditor.channels.denial import is_outgoing
from auditor.channels.found import Found
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.links import email_addresses, linked
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
from auditor.channels.reading import Reading, read_all, spoken
from auditor.channels.structured import declared
from auditor.evidence import PageEvidence
from auditor.service import Channel, ChannelMention, Level

MENTIONS_A_CHANNEL = 20

LABEL_BLOCK_CHARS = 80  # a block this short before a number is its heading or label
CODE_CHARS = 40  # "Text HELP and your postcode to 60011"

# A form's own labels ask for the visitor's number; they do not give the office's.
FORM_TAGS = frozenset({"label", "legend", "option", "button", "input", "select", "textarea"})

_DIGIT = re.compile(r"\d")
BY_CONCEPT = {
    Concept.PHONE: Channel.PHONE,
    Concept.SMS: Channel.SMS,
    Concept.MESSAGING: Channel.MESSAGING,
    Concept.USSD: Channel.USSD,
    Concept.EMAIL: Channel.EMAIL,
    Concept.POST: Channel.POST,
    Concept.FORM: Channel.FORM,
    Concept.COUNTER: Channel.COUNTER,
}


def find_channels(page: PageEvidence, language: str = "") -> tuple[ChannelMention, ...]:
    """Give the channels that a page names, strongest evidence first, each value once.

    `language` is the language that the text was found to be in; it helps where the
    page declares another or none.
    """
    tag = page.head.lang if page.head else ""
    region = region_of(page.country, tag)
    readings = tuple(read_all(page.text or (), tag, language))
    faxes = frozenset(_fax_numbers(readings, region))
    ladder = chain(
        declared(page.head.structured_data if page.head else (), region),
        linked(page.links or (), readings, spoken(tag, language), region),
        addressed(readings, region),
        chain.from_iterable(_written(readings, position, region) for position in range(len(readings))),
        _named(readings),
    )
    phones = (found for found in ladder if found.channel is not Channel.PHONE or found.value not in faxes)
    return tuple(found.on(page.url) for found in _best(phones))


def _best(ladder: Iterable[Found]) -> Iterator[Found]:
    seen: set[tuple[Channel, str]] = set()
    given: Counter[Channel] = Counter()
    mentioned: list[Found] = []
    for found in ladder:
        if found.level is Level.MENTIONED:
            mentioned.append(found)
        elif (found.channel, found.value) not in seen and given[found.channel] < MENTIONS_A_CHANNEL:
            seen.add((found.channel, found.value))
            given[found.channel] += 1
            yield found
    actionable = frozenset(given)
    for found in dict.fromkeys(mentioned):
        if found.channel not in actionable and given[found.channel] < MENTIONS_A_CHANNEL:
            given[found.channel] += 1
            yield found


def _written(readings: Sequence[Reading], position: int, region: str | None) -> Iterator[Found]:
    """Give what one block writes out: e-mail addresses, USSD codes, phone numbers, short numbers."""
    reading = readings[position]
    spot = reading.spot
    for place, address in email_addresses(reading.text):
        if not reading.is_online_only(place) and not is_outgoing(reading.text, reading.hits, place):
            yield Found.actionable(Channel.EMAIL, address, reading.quote(place), spot)
    if "#" in reading.text:
        for code in ussd_pattern().finditer(reading.text):
            yield Found.actionable(Channel.USSD, code[0], reading.quote(code.start()), spot)
    if _DIGIT.search(reading.text):
        yield from _numbered(readings, position, region)


def _numbered(readings: Sequence[Reading], position: int, region: str | None) -> Iterator[Found]:
    reading = readings[position]
    heading = _heading(readings, position)
    labelled = any(hit.concept in BY_CONCEPT for hit in reading.hits)
    if not (labelled or heading or reading.block.tag == "address" or "+" in reading.text):
        return
    text = masked(reading.text)
    spot = reading.spot
    numbers = phone_numbers(text, region)
    for number in numbers:
        for channel in _channels_of(reading, text, number, heading):
            yield Found.actionable(channel, number.value, reading.quote(number.start), spot)
    for short in short_numbers(text):
        if not any(number.start <= short.start < number.end for number in numbers):
            for channel in _short_channels(reading, text, short, region):
                yield Found.actionable(channel, short.value, reading.quote(short.start), spot)


def _fax_numbers(readings: Iterable[Reading], region: str | None) -> Iterator[str]:
    """Give the numbers that the text calls fax and nothing else: pages link them with `tel:` too."""
    for reading in readings:
        if any(hit.concept is Concept.FAX for hit in reading.hits):
            text = masked(reading.text)
            for number in phone_numbers(text, region):
                if {label.concept for label in labels_of(text, reading.hits, number)} == {Concept.FAX}:
                    yield number.value


def _heading(readings: Sequence[Reading], position: int) -> frozenset[Channel]:
    """Give what a short block before says that the numbers in this one are for."""
    if not position:
        return frozenset()
    before = readings[position - 1]
    if len(before.text) > LABEL_BLOCK_CHARS or holds_number(before.text):
        return frozenset()
    end = len(before.text)
    if labels := labels_of(before.text, before.hits, Number(end, end, "")):
        return _standing_channels(before, labels)
    return frozenset({Channel.PHONE}) if before.standing(Concept.CONTACT) else frozenset()


def _channels_of(
    reading: Reading, text: str, number: Number, heading: frozenset[Channel]
) -> Collection[Channel]:
    """Give the channels that a number belongs to; none if it is a fax or a reference."""
    if reading.is_online_only(number.start) or is_outgoing(reading.text, reading.hits, number.start):
        return ()
    if labels := labels_of(text, reading.hits, number):
        return sorted(_standing_channels(reading, labels))
    if heading:
        return sorted(heading)
    international = "+" in text[number.start : number.start + 2]
    return (Channel.PHONE,) if international or reading.block.tag == "address" else ()


def _short_channels(reading: Reading, text: str, short: Number, region: str | None) -> Iterator[Channel]:
    if is_emergency(short.value, region):
        return
    sent_to = any(hit.concept is Concept.TOWARDS and hit.end == short.start - 1 for hit in reading.hits)
    for label in labels_of(text, reading.hits, short, CODE_CHARS):
        if not reading.stands(label):
            continue
        if label.concept is Concept.SMS and (label.alone or sent_to):
            yield Channel.SMS
        elif (
            label.concept is Concept.PHONE
            and abs(short.start - label.end) <= BESIDE_CHARS
            and is_short_voice_number(short.value, region)
        ):
            yield Channel.PHONE


def _standing_channels(reading: Reading, labels: Iterable[Hit]) -> frozenset[Channel]:
    return frozenset(
        BY_CONCEPT[label.concept] for label in labels if label.concept in BY_CONCEPT and reading.stands(label)
    )


def _named(readings: Iterable[Reading]) -> Iterator[Found]:
    for reading in readings:
        if reading.block.tag in FORM_TAGS:
            continue
        for hit in reading.hits:
            if hit.alone and hit.concept in BY_CONCEPT and reading.stands(hit):
                yield Found.mentioned(BY_CONCEPT[hit.concept], reading.quote(hit.start), reading.spot)
