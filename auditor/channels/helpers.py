"""Channels that lead through others: agents, libraries, home visits, interpreters, radio, a representative.

Their words are common in other matters ("the library is closed on Monday", "on behalf of
the council"), so they count only in a page's own sentences that also speak of getting
something done or of help with it. They are actionable where a place, a number, a time or
a page is given with them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from auditor.channels import lexicon
from auditor.channels.describing import opening_times, says_purpose
from auditor.channels.found import Found
from auditor.channels.kinds import BY_CONCEPT, HELPERS, KINDS
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.links import email_addresses
from auditor.channels.normal import fold
from auditor.channels.numbers import masked, phone_numbers
from auditor.channels.postal import address_in
from auditor.channels.reading import Reading
from auditor.service import Where

# Chosen, not measured.
SHORTEST_SENTENCE_CHARS = 25  # shorter ones are names on menus and in lists
SHORTEST_NOT_LATIN_CHARS, SHORTEST_UNSPACED_CHARS = 12, 7  # whose words are shorter
BLOCKS_AFTER = 3
HELPERS_A_PAGE = 60

# Who writes these words means the channel, whatever else the sentence says.
_PLAIN = frozenset({
    Concept.RELAY, Concept.TEXT_TELEPHONE, Concept.SIGN_VIDEO, Concept.SIGN_INTERPRETER, Concept.CALL_BACK,
    Concept.IVR,
})  # fmt: skip
_LATIN = re.compile(r"[a-z]{2}", re.IGNORECASE)
_FREQUENCY = ("mhz", " fm", "fm ", "khz")
_OWN = (Where.OWN, Where.ASIDE)


def helped(
    readings: Sequence[Reading],
    linked: Mapping[int, Sequence[tuple[str, str]]],
    languages: frozenset[str],
    region: str | None,
) -> Iterator[Found]:
    """Give the helpers that the text names; `linked` are the words and addresses of links, by block."""
    yield from islice(_each(readings, linked, languages, region), HELPERS_A_PAGE)


def _each(
    readings: Sequence[Reading],
    linked: Mapping[int, Sequence[tuple[str, str]]],
    languages: frozenset[str],
    region: str | None,
) -> Iterator[Found]:
    for reading in readings:
        hits = [hit for hit in reading.hits if hit.alone and hit.concept in HELPERS and reading.stands(hit)]
        for hit in {hit.concept: hit for hit in reversed(hits)}.values():
            links = linked.get(reading.number, ())
            if _is_meant(reading, hit, languages, is_linked=bool(links)):
                yield _found(readings, reading, hit, links, languages, region)


def _is_meant(reading: Reading, hit: Hit, languages: frozenset[str], *, is_linked: bool) -> bool:
    if reading.spot().where not in _OWN:
        return False
    least = _shortest_sentence(reading.text)
    is_sentence = len(reading.text) >= least and 2 * reading.block.link_chars <= len(reading.text)
    if hit.concept in _PLAIN:
        return is_sentence or is_linked
    return is_sentence and says_purpose(reading.text, languages)


def _shortest_sentence(text: str) -> int:
    if _LATIN.search(text):
        return SHORTEST_SENTENCE_CHARS
    return SHORTEST_NOT_LATIN_CHARS if " " in text else SHORTEST_UNSPACED_CHARS


def _found(
    readings: Sequence[Reading],
    reading: Reading,
    hit: Hit,
    links: Sequence[tuple[str, str]],
    languages: frozenset[str],
    region: str | None,
) -> Found:
    channel, kind, spot = BY_CONCEPT[hit.concept], KINDS.get(hit.concept, ""), reading.spot(hit.start)
    quote = reading.quote(hit.start)
    value = _page_of(reading, hit, links) or _place(readings, reading, hit, region)
    if not value and hit.concept is Concept.REPRESENTATIVE and _is_told_how(readings, reading, languages):
        value = reading.text[hit.start : hit.end]
    if value:
        return Found.actionable(channel, value, quote, spot, kind)
    return Found.mentioned(channel, quote, spot, kind)


def _is_told_how(readings: Sequence[Reading], reading: Reading, languages: frozenset[str]) -> bool:
    """Tell whether it is said what a representative has to bring."""
    near = readings[reading.number : reading.number + 1 + BLOCKS_AFTER]
    return any(lexicon.said_in(fold(each.text), "bring", languages) for each in near)


def _page_of(reading: Reading, hit: Hit, links: Sequence[tuple[str, str]]) -> str:
    """Give where a link leads whose words speak of the helper."""
    words = reading.text[hit.start : hit.end].lower()
    return next((href for text, href in links if words in text.lower()), "")


def _place(readings: Sequence[Reading], reading: Reading, hit: Hit, region: str | None) -> str:
    """Give a number, a mail address, a place or a time that is given with the helper."""
    if hit.concept is Concept.BROADCAST:
        return _on_air(reading, hit)
    if numbers := phone_numbers(masked(reading.text), region):
        return numbers[0].value
    if address := next(email_addresses(reading.text), None):
        return address[1]
    if hit.concept in _PLAIN or hit.concept is Concept.REPRESENTATIVE:
        return ""
    near = readings[reading.number : reading.number + 1 + BLOCKS_AFTER]
    place = next(filter(None, (address_in(readings, each.number, region) for each in near)), "")
    return place or _times(reading)


def _on_air(reading: Reading, hit: Hit) -> str:
    """Quote when something is broadcast, or on which frequency."""
    is_tuned = any(unit in reading.text.lower() for unit in _FREQUENCY)
    return _times(reading) or (reading.quote(hit.start) if is_tuned else "")


def _times(reading: Reading) -> str:
    times = opening_times(reading.text)
    return reading.quote(times.start()) if times else ""
