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
from itertools import chain, islice

from auditor.channels.denial import is_outgoing, sentence_of
from auditor.channels.describing import described, opening_times, says_purpose
from auditor.channels.found import Found
from auditor.channels.helpers import HELPERS_A_PAGE, helped
from auditor.channels.kinds import BY_CONCEPT, HELPERS, KINDS, NUMBERED
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.links import HREF_CHARS, LINKS, SHORTEST_NAME_CHARS, email_addresses, linked
from auditor.channels.microdata import declared_in_markup
from auditor.channels.naming import languages_named
from auditor.channels.normal import clean
from auditor.channels.numbers import (
    BESIDE_CHARS,
    Number,
    beside_label,
    holds_number,
    is_emergency,
    is_introduced,
    is_short_voice_number,
    labels_of,
    looks_dialled,
    masked,
    may_be_introduced,
    phone_numbers,
    possible_numbers,
    region_of,
    short_numbers,
    ussd_pattern,
)
from auditor.channels.others import is_about_rescue, is_somebody_elses
from auditor.channels.postal import addressed
from auditor.channels.reading import QUOTE_CHARS, Reading, read_all, spoken
from auditor.channels.structured import declared
from auditor.channels.visiting import has_web_form, is_on_web, is_visited, visited
from auditor.evidence import Link, PageEvidence
from auditor.service import Channel, ChannelMention, Cost, LanguageHelp, Level, Purpose, Where

MENTIONS_A_CHANNEL = 20
HELPS_A_PAGE = 5
AGAIN_A_PAGE = 200  # places of values that are known already, which may say more of them

LABEL_BLOCK_CHARS = 80  # a block this short before a number is its heading or label
LABEL_BLOCKS = 2  # "Relay service", "Toll-free number", "711" in three cells
CONTACT_BLOCKS = 2  # how near other contacts make a number one
HOURS_BLOCKS = 2  # "Municipal Hall", "Hours", "8am - 5pm"
CODE_CHARS = 40  # "Text HELP and your postcode to 60011"

COLON_CHARS = 3  # "Contact: 01452 ..."
LIST_CHARS = 15  # between the members of a list: ", or by "

# A form's own labels ask for the visitor's number; they do not give the office's.
FORM_TAGS = frozenset({"label", "legend", "option", "button", "input", "select", "textarea"})

_DIGIT = re.compile(r"\d")


def find_language_help(page: PageEvidence, language: str = "") -> tuple[LanguageHelp, ...]:
    """Give the places where a page offers interpreters or people who speak other languages."""
    tag = page.head.lang if page.head else ""
    languages = spoken(tag, language)
    readings = read_all(page.text or (), tag, language, own=page.channel_words)
    found = (each for reading in readings for each in _helped(reading, languages, page.url))
    return tuple(islice(dict.fromkeys(found), HELPS_A_PAGE))


def _helped(reading: Reading, languages: frozenset[str], url: str) -> Iterator[LanguageHelp]:
    if reading.block.tag in FORM_TAGS:
        return
    hits = [hit for hit in reading.standing(Concept.INTERPRETER) if hit.alone]
    if hits and says_purpose(reading.text, languages):
        start = max(0, hits[0].start - QUOTE_CHARS)
        named = languages_named(reading.text[start : hits[0].end + QUOTE_CHARS])
        spot = reading.spot()
        yield LanguageHelp(named, reading.quote(hits[0].start), spot.selector, url, spot.where)


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
        _relayed(linked(page.links or (), readings, languages, region), readings),
        addressed(readings, languages, region),
        chain.from_iterable(_written(readings, position, region) for position in range(len(readings))),
        helped(readings, _links_by_block(page.links or (), readings), languages, region),
        visited(readings, languages),
        _named(readings, languages, has_form=has_web_form(page.forms or ())),
    )
    phones = (found for found in ladder if found.channel is not Channel.PHONE or found.value not in faxes)
    if not is_about_rescue(page.head.title if page.head else "", readings, languages):
        phones = (found for found in phones if not is_somebody_elses(found, readings))
    found = _best(phones, lambda each: described(each, readings, languages, region))
    return tuple(each.on(page.url) for each in _with_complete_forms(found))


def _best(ladder: Iterable[Found], describe: Callable[[Found], Found]) -> list[Found]:
    """Keep each value once, and words only where nothing better, or nothing on the task, was found."""
    given: dict[tuple[Channel, str], Found] = {}
    named: dict[Channel, int] = Counter()
    mentioned: list[Found] = []
    again = 0
    for found in ladder:
        key = found.channel, found.value
        if not found.level.is_usable:
            mentioned.append(found)
        elif key in given:
            if again < AGAIN_A_PAGE:
                again += 1
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


def _relayed(linked: Iterable[Found], readings: Sequence[Reading]) -> Iterator[Found]:
    """Give links to numbers of relay services and text telephones as such: words before them say so."""
    for found in linked:
        block = found.spot.block
        if found.channel is Channel.PHONE and block is not None:
            near = readings[max(0, block - LABEL_BLOCKS) : block + 1]
            labels = _labels_at(near[-1], found) or _labels_above(near)
            if labels:
                found = replace(found, channel=Channel.RELAY, kind=KINDS[labels[0].concept])  # noqa: PLW2901
        yield found


def _labels_at(reading: Reading, found: Found) -> list[Hit]:
    """Give what is said of relays in a link, or right before it: "(TTY: 711)"."""
    start = found.spot.start
    return [
        hit
        for hit in reading.standing(*_RELAYS)
        if start - BESIDE_CHARS <= hit.end
        and hit.start < start + len(found.text)
        and not _DIGIT.search(reading.text, hit.end, max(hit.end, start))
    ]


_RELAYS = (Concept.RELAY, Concept.TEXT_TELEPHONE)


def _labels_above(near: Sequence[Reading]) -> list[Hit]:
    """Give what the cells above a number that is a block of its own say of relays."""
    if len(near[-1].text) > LABEL_BLOCK_CHARS or near[-1].standing(Concept.PHONE):
        return []
    found: list[Hit] = []
    for reading in near[:-1]:
        if len(reading.text) <= LABEL_BLOCK_CHARS:
            found = reading.standing(*_RELAYS) or ([] if holds_number(reading.text) else found)
    return found


def _links_by_block(links: Sequence[Link], readings: Sequence[Reading]) -> dict[int, list[tuple[str, str]]]:
    """Sort links by the block that holds their words, as far as blocks with helpers in them go."""
    named = (reading for reading in readings if any(hit.concept in HELPERS for hit in reading.hits))
    helpers = tuple(islice(named, HELPERS_A_PAGE))
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
    labelled = any(hit.concept in NUMBERED or hit.concept is Concept.CONTACT for hit in reading.hits)
    in_contacts = not (labelled or heading) and _is_among_contacts(readings, position)
    in_address = reading.block.tag == "address"
    by_look = may_be_introduced(reading.text) and _is_unlabelled(readings, position)
    if not (labelled or heading or in_contacts or in_address or by_look or "+" in reading.text):
        return
    text = masked(reading.text)
    numbers = phone_numbers(text, region)
    for number in numbers:
        labels: Collection[Concept] = _labels_of(reading, text, number, heading)
        is_told_otherwise = in_contacts or (by_look and is_introduced(text, number))
        if not labels and is_told_otherwise and _stands_for_itself(reading, text, number):
            labels = (Concept.PHONE,)
        yield from (_number_found(reading, number, label) for label in labels)
    if labelled or in_contacts or in_address:
        for number in _unknown(possible_numbers(text, region), numbers):
            if text[number.start] == "+":
                labels = _labels_of(reading, text, number, heading)
            else:
                labels = (Concept.PHONE,) if in_contacts and _is_whole(reading, number) else ()
            yield from (_number_found(reading, number, label) for label in labels)
    for short in _unknown(short_numbers(text), numbers):
        yield from (
            _number_found(reading, short, label) for label in _short_labels(reading, text, short, region)
        )
    if labelled:
        yield from _right_after_labels(reading, text, numbers, region)


def _unknown(numbers: Iterable[Number], known: Sequence[Number]) -> Iterator[Number]:
    """Give the numbers that do not overlap with known ones."""
    for number in numbers:
        if not any(each.start < number.end and number.start < each.end for each in known):
            yield number


def _right_after_labels(
    reading: Reading, text: str, numbers: Sequence[Number], region: str | None
) -> Iterator[Found]:
    """Give the local numbers that follow a label for phones at once."""
    for hit in reading.standing(Concept.PHONE):
        number = beside_label(text, hit.end, region)
        for new in _unknown([number] if number else [], numbers):
            yield _number_found(reading, new, Concept.PHONE)


def _stands_for_itself(reading: Reading, text: str, number: Number) -> bool:
    """Tell whether a number without a label can be nothing else: alone, at a mail address, or as dialled."""
    is_labelled = any(
        hit.concept in (Concept.FAX, Concept.OTHER_NUMBER) for hit in labels_of(text, reading.hits, number)
    )
    return not is_labelled and (
        _is_whole(reading, number) or "@" in reading.text or looks_dialled(text, number)
    )


def _is_whole(reading: Reading, number: Number) -> bool:
    return len(reading.text.strip()) <= number.end - number.start + 2


def _is_unlabelled(readings: Sequence[Reading], position: int) -> bool:
    """Tell whether neither a field's label nor the block before says that numbers here are none to call."""
    before = readings[position - 1].hits if position else ()
    return readings[position].block.tag not in FORM_TAGS and not any(
        hit.concept in (Concept.FAX, Concept.OTHER_NUMBER) for hit in before
    )


def _ends_dialled(reading: Reading) -> bool:
    return len(reading.text) <= LABEL_BLOCK_CHARS and _DIALLED_END.search(reading.text) is not None


_DIALLED_END = re.compile(r"(?:\(0\d{1,4}\)|\b0\d{1,4})[ -]\d{2,7}(?:[ -]\d{2,4}){0,2}$")


def _is_among_contacts(readings: Sequence[Reading], position: int) -> bool:
    """Tell whether a short block stands among contacts: mail addresses, addresses, other numbers."""
    reading = readings[position]
    if len(reading.text) > LABEL_BLOCK_CHARS or not holds_number(reading.text):
        return False
    if "@" in reading.text:
        return True
    if not _is_unlabelled(readings, position):
        return False
    listed = readings[max(0, position - 2 * CONTACT_BLOCKS) : position + 2 * CONTACT_BLOCKS + 1]
    if sum(map(_ends_dialled, listed)) > CONTACT_BLOCKS:
        return True  # a list of people with their numbers
    near = readings[max(0, position - CONTACT_BLOCKS) : position + CONTACT_BLOCKS + 1]
    return any(
        "@" in other.text
        or other.standing(Concept.STREET, Concept.PHONE, Concept.ADDRESS, Concept.EMAIL, Concept.CONTACT)
        for other in near
        if other is not reading and len(other.text) <= LABEL_BLOCK_CHARS
    )


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
    if reading.is_online_only(number.start):
        return ()
    labels = labels_of(text, reading.hits, number)
    told_to_call = any(label.concept is Concept.PHONE and label.end <= number.start for label in labels)
    if not told_to_call and is_outgoing(reading.text, reading.hits, number.start):
        return ()
    if labels:
        return sorted(_standing(reading, labels))
    if heading:
        return sorted(heading)
    international = "+" in text[number.start : number.start + 2]
    for_contact = any(0 <= number.start - hit.end <= COLON_CHARS for hit in reading.standing(Concept.CONTACT))
    return (Concept.PHONE,) if international or for_contact or reading.block.tag == "address" else ()


def _short_labels(reading: Reading, text: str, short: Number, region: str | None) -> Iterator[Concept]:
    if is_emergency(short.value, region):
        return
    sent_to = any(hit.concept is Concept.TOWARDS and hit.end == short.start - 1 for hit in reading.hits)
    labels = labels_of(text, reading.hits, short, CODE_CHARS)
    standing = _standing(reading, labels)
    for label in labels:
        if label.concept not in standing:
            continue
        if label.concept is Concept.SMS and (label.alone or sent_to):
            yield Concept.SMS
        elif label.concept in _RELAYS or (
            label.concept in _VOICE
            and abs(short.start - label.end) <= BESIDE_CHARS
            and is_short_voice_number(short.value, region)
        ):
            yield label.concept


_VOICE = (Concept.PHONE, Concept.IVR)


def _standing(reading: Reading, labels: Iterable[Hit]) -> frozenset[Concept]:
    return frozenset(label.concept for label in labels if label.concept in NUMBERED and reading.stands(label))


def _named(readings: Sequence[Reading], languages: frozenset[str], *, has_form: bool) -> Iterator[Found]:
    for reading in readings:
        if reading.block.tag in FORM_TAGS:
            continue
        for hit in reading.hits:
            if (
                hit.concept in BY_CONCEPT
                and hit.concept not in HELPERS
                and reading.stands(hit)
                and not (has_form and hit.concept is Concept.FORM and not hit.offers)
                and (_is_offer(reading, hit, languages) or _is_open_beside(readings, reading, hit))
            ):
                spot = reading.spot(hit.start)
                yield Found.mentioned(BY_CONCEPT[hit.concept], reading.quote(hit.start), spot)


def _is_offer(reading: Reading, hit: Hit, languages: frozenset[str]) -> bool:
    """Tell whether words alone say that one can use a channel, and do not only name it."""
    if hit.concept is Concept.COUNTER and not hit.alone:
        return is_visited(reading, hit, languages)
    if not hit.alone:
        return hit.concept in _LISTED and _continues_offer(reading, hit)
    if hit.offers:
        is_clear = hit.concept not in (Concept.MESSAGING, Concept.SMS)
        return is_clear or says_purpose(reading.text, languages)
    if hit.concept is Concept.FORM:
        return not is_on_web(reading, hit, languages)
    return _continues_offer(reading, hit)


def _is_open_beside(readings: Sequence[Reading], reading: Reading, hit: Hit) -> bool:
    """Tell whether a line that names an office has its hours in the lines below it."""
    spot = reading.spot()
    if hit.concept is not Concept.COUNTER or len(reading.text) > LABEL_BLOCK_CHARS or spot.where.is_shared:
        return False
    below = readings[reading.number + 1 : reading.number + 1 + HOURS_BLOCKS]
    return reading.block.link_chars == 0 and any(
        other.block.landmark is reading.block.landmark and opening_times(other.text) for other in below
    )


def _continues_offer(reading: Reading, hit: Hit) -> bool:
    """Tell whether a name goes on with a list of offers: "by phone, e-mail or text message"."""
    return any(
        other.offers
        and other.alone
        and other.concept in BY_CONCEPT
        and 0 < hit.start - other.end <= LIST_CHARS
        and hit.start < sentence_of(reading.text, other)[1]
        and reading.stands(other)
        for other in reading.hits
    )


_LISTED = (Concept.PHONE, Concept.EMAIL)
