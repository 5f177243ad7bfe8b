"""Addresses in a page's text: streets with postcodes, and post office boxes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditor.channels import lexicon
from auditor.channels.denial import sentence_of
from auditor.channels.describing import opening_times
from auditor.channels.found import Found
from auditor.channels.lexicon import Concept, Hit, data
from auditor.channels.normal import fold
from auditor.channels.numbers import holds_number
from auditor.channels.reading import QUOTE_CHARS, Reading
from auditor.service import Channel

ADDRESS_CHARS = 300
BOX_NUMBER_CHARS = 12  # "PO Box No. 40"
LINE_CHARS = 80  # a line of an address that the page broke into blocks
PLACE_CHARS = 60  # "Singapore 179434": a line with a postcode that names a place and nothing else
LONG_POSTCODE_CHARS = 5  # shorter ones are numbers of anything, where no word for street stands above
VISIT_CHARS = 20  # "Visit: 1 Market Square"
SHORT_CHARS = 80  # in a longer text a year is a year, whatever the country's postcodes
LINES = 5  # of an address, above its postcode
LABEL_WORDS = 3  # "Address of the editors: ..."
AROUND_BEFORE, AROUND_AFTER = 4, 5  # where words say what an address is for: a heading above, hours below
CONTACT_BLOCKS = 2  # how near a heading for contacts, or a mail address, makes a street a part of them
STREET_CHARS = 25  # of a street's number, floor and place, after the word for street
HOUSE_CHARS = 15  # "12 Old High Street", "calle 26 # 69"
TOLD_CHARS = 60  # "at our office, which is on the third floor of 12 High Street"

_ANY_POSTCODE = r"\d{4,6}"
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_COLON = re.compile(rf"(?:\s+\w+){{0,{LABEL_WORDS}}}\s*[:：]")  # noqa: RUF001  the colon of Chinese too
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CEDEX = re.compile(r"\bcedex(?:\s\d{1,2})?\b", re.IGNORECASE)  # of French addresses
_SENTENCE = re.compile(r"[.!?]\s+\w|[?!。]")
_PLACE_BEFORE = re.compile(r"(?:[^\W\d_][\w'.-]*,? ){1,6}")  # "Cainta, Rizal 3708"
_PLACE_AFTER = re.compile(r"[,.]?\s{1,2}(?:г\.\s?|м\.\s?)?[^\W\d_]")  # noqa: RUF001  "city" in Cyrillic


@dataclass(frozen=True, slots=True)
class _Address:
    """An address, and whether it says of itself that letters reach it: a postcode, a box, or a label.

    `first` and `last` are the places of its first and last blocks.
    """

    written: str
    for_letters: bool
    first: int
    last: int
    is_box: bool = False


def addressed(readings: Sequence[Reading], languages: frozenset[str], country: str | None) -> Iterator[Found]:
    """Give the offices and postal addresses that the text writes out.

    One can write to an address with a postcode. Whether one may go there is said by words
    or opening hours around it; without them the office is only mentioned.
    """
    for number, reading in enumerate(readings):
        if reading.is_online_only(0):
            continue
        address = _address(readings, number, country)
        if address is None:
            yield from _told(reading, languages)
            continue
        around = _around(readings, address)
        spot, quote = reading.spot(), address.written[:QUOTE_CHARS]
        if address.for_letters or Concept.POST in around:
            yield Found.actionable(Channel.POST, address.written, quote, spot)
        if address.is_box:
            continue
        is_open = around & {Concept.COUNTER, Concept.HOURS} or _has_times(readings, address)
        if is_open or _says_visit(readings[address.first], languages):
            yield Found.actionable(Channel.COUNTER, address.written, quote, spot)
        else:
            yield Found.mentioned(Channel.COUNTER, quote, spot)


def address_in(readings: Sequence[Reading], number: int, country: str | None) -> str:
    """Give the address that a block writes out, "" if it writes none."""
    address = _address(readings, number, country)
    return address.written[:QUOTE_CHARS] if address else ""


def _address(readings: Sequence[Reading], number: int, country: str | None) -> _Address | None:
    reading = readings[number]
    if _holds_street(reading) and _is_led_up_to(readings, number):
        return _Address(reading.text.strip(), for_letters=True, first=number, last=number)
    if not _DIGIT.search(reading.text):
        return None
    if box := _box_in(reading):
        first = 0 if len(reading.text) <= ADDRESS_CHARS else box.start
        written = reading.text[first : first + ADDRESS_CHARS].strip()
        return _Address(written, for_letters=True, is_box=True, first=number, last=number)
    return _shaped(readings, number, country) if len(reading.text) <= ADDRESS_CHARS else None


def _shaped(readings: Sequence[Reading], number: int, country: str | None) -> _Address | None:
    """Give the address that a block has the shape of: with a street, a postcode, or both."""
    reading = readings[number]
    postcode = _postcode_in(reading.text, country)
    if _has_street(reading, postcode):
        labelled = _labelled(reading)
        if labelled or postcode or reading.block.tag == "address":
            for_letters = bool(postcode or labelled)
            written = labelled or reading.text.strip()
            return _Address(written, for_letters, first=number, last=number)
    elif (
        postcode
        and _is_place(reading, postcode)
        and (lines := _in_lines(readings, number, postcode, country))
    ):
        return lines
    elif postcode and _is_labelled_above(readings, number) and not _SENTENCE.search(reading.text):
        return _Address(reading.text.strip(), for_letters=True, first=number, last=number)
    return _written_after_label(reading) or _in_one_line(reading, postcode)


def _has_street(reading: Reading, postcode: re.Match[str] | None) -> bool:
    """Tell whether a block names a street; in a longer text it has to stand near the postcode."""
    streets = reading.standing(Concept.STREET)
    if postcode is None or len(reading.text) <= SHORT_CHARS:
        return bool(streets)
    is_sure = len(postcode[0]) >= LONG_POSTCODE_CHARS or _is_capitalised_place(reading.text[postcode.end() :])
    return is_sure and any(_are_joined(reading.text, hit, postcode) for hit in streets)


def _are_joined(text: str, street: Hit, postcode: re.Match[str]) -> bool:
    first, last = sorted(((street.start, street.end), postcode.span()))
    return last[0] - first[1] <= SHORT_CHARS and not _SENTENCE.search(text, first[1], last[0])


def _postcode_in(text: str, country: str | None) -> re.Match[str] | None:
    """Find a postcode, which is no year: "1889" in a sentence, but not in "Avenue 134, 2015 Strovolos"."""
    for found in _postcode(country).finditer(text):
        is_set_off = text[: found.start()].rstrip().endswith((",", "-", "–", "·"))  # noqa: RUF001
        if not _YEAR.fullmatch(found[0]) or len(text) <= SHORT_CHARS or is_set_off:
            return found
    return None


def _is_place(reading: Reading, postcode: re.Match[str]) -> bool:
    """Tell whether a line names a postcode with a place, or with nothing: "1096 Porto", "S9 4WF"."""
    rest = (reading.text[: postcode.start()] + reading.text[postcode.end() :]).strip(" ,.-–")  # noqa: RUF001
    rest = _CEDEX.sub("", rest)
    return len(rest) <= PLACE_CHARS and not _DIGIT.search(rest) and not _SENTENCE.search(rest)


def _is_line(line: Reading, country: str | None) -> bool:
    """Tell whether a block may be a line of an address above the one with the postcode."""
    return not (
        len(line.text) > LINE_CHARS
        or line.text.rstrip().endswith((":", "?", ".", "!"))
        or "@" in line.text
        or _postcode(country).search(line.text)
        or opening_times(line.text)
        or line.standing(Concept.PHONE, Concept.FAX, Concept.HOURS)
    )


def _in_lines(
    readings: Sequence[Reading], number: int, postcode: re.Match[str], country: str | None
) -> _Address | None:
    """Give the address whose last line has the postcode; the lines above are short blocks.

    A postcode with letters in it needs no street above it ("DVLA, Swansea, SA99 1BH").
    """
    reading = readings[number]
    lines: list[Reading] = []
    for line in reversed(readings[max(0, number - LINES) : number]):
        if not _is_line(line, country) or line.block.landmark is not reading.block.landmark:
            break
        lines.insert(0, line)
    start = _first_line(lines, reading, postcode, country)
    if start is None:
        return (
            _Address(reading.text.strip(), for_letters=True, first=number, last=number)
            if reading.block.tag == "address"
            else None
        )
    written = ", ".join(line.text.strip() for line in (*lines[start:], reading))
    first = number - len(lines) + start
    return _Address(written, for_letters=True, first=first, last=number)


def _first_line(
    lines: Sequence[Reading], reading: Reading, postcode: re.Match[str], country: str | None
) -> int | None:
    """Find the line that an address begins with: its street, or the office above the postcode and place."""
    last = len(lines) - 1
    streets = [index for index, line in enumerate(lines) if line.standing(Concept.STREET)]
    if streets:
        return _with_name(lines, streets[-1])
    is_shaped = country in _postcodes() and not _YEAR.fullmatch(postcode[0])
    if lines and is_shaped and len(postcode[0]) >= LONG_POSTCODE_CHARS and _DIGIT.search(lines[last].text):
        return last
    if lines and _LETTER.search(postcode[0]):
        return 0
    is_placed = is_shaped and (
        _is_capitalised_place(reading.text[postcode.end() :])
        or _PLACE_BEFORE.fullmatch(reading.text[: postcode.start()]) is not None
    )
    return last if lines and is_placed and lines[last].standing(Concept.COUNTER) else None


def _with_name(lines: Sequence[Reading], street: int) -> int:
    """Find the first line of the same paragraph: the office and house above the street are on letters too."""
    selector = lines[street].block.selector
    return next(index for index, line in enumerate(lines) if line.block.selector == selector)


def _in_one_line(reading: Reading, postcode: re.Match[str] | None) -> _Address | None:
    """Give an address without a word for street: a place after the postcode, and a name or label before."""
    if postcode is None or _YEAR.fullmatch(postcode[0]):
        return None
    before, after = reading.text[: postcode.start()], reading.text[postcode.end() :]
    has_letters = bool(_LETTER.search(postcode[0]))
    named = reading.standing(Concept.COUNTER, Concept.ADDRESS, Concept.POST) or ":" in before
    if not has_letters and not (named and _is_capitalised_place(after)):
        return None
    if not before.rstrip().endswith((",", "-", "–", ":", "：", "—")) and not has_letters:  # noqa: RUF001
        return None
    if has_letters and (len(before.split()) < 3 or "," not in before):  # noqa: PLR2004  name, street, place
        return None
    text = reading.text.strip()
    return _Address(text, for_letters=True, first=reading.number, last=reading.number)


def _is_capitalised_place(after: str) -> bool:
    found = _PLACE_AFTER.match(after)
    return found is not None and (found[0][-1].isupper() or not found[0][-1].islower())


def _written_after_label(reading: Reading) -> _Address | None:
    """Give what follows "Postal address:" without a word for street: a number, a comma and a place."""
    for label in reading.standing(Concept.POST, Concept.ADDRESS):
        colon = _COLON.match(reading.text, label.end)
        if colon and _BOX.match(reading.text, colon.end()):
            written = reading.text[colon.end() :].strip()
            place = reading.number
            return _Address(written, for_letters=True, first=place, last=place, is_box=True)
    return None


_BOX = re.compile(r"\s*\d{1,6},\s*[^\W\d_]{3,}")


def _box_in(reading: Reading) -> Hit | None:
    boxes = reading.standing(Concept.PO_BOX)
    return next(
        (box for box in boxes if _DIGIT.search(reading.text, box.end, box.end + BOX_NUMBER_CHARS)), None
    )


def _holds_street(reading: Reading) -> bool:
    return len(reading.text) <= SHORT_CHARS and bool(reading.standing(Concept.STREET))


def _is_led_up_to(readings: Sequence[Reading], number: int) -> bool:
    """Tell whether what stands above says that a line with a street is an address."""
    has_number = _DIGIT.search(readings[number].text) is not None
    return (
        _is_labelled_above(readings, number)
        or (has_number and _is_among_contacts(readings, number))
        or _is_below_office(readings, number)
    )


def _is_below_office(readings: Sequence[Reading], number: int) -> bool:
    """Tell whether a street stands between an office's name and its hours, number or mail address."""
    line = readings[number]
    above = readings[number - 1] if number else None
    if above is None or len(above.text) > SHORT_CHARS or not above.standing(Concept.COUNTER):
        return False
    below = readings[number + 1 : number + 1 + CONTACT_BLOCKS]
    return all(each.block.landmark is line.block.landmark for each in (above, *below)) and any(
        "@" in each.text
        or each.standing(Concept.PHONE)
        or holds_number(each.text)
        or opening_times(each.text)
        for each in below
    )


def _is_labelled_above(readings: Sequence[Reading], number: int) -> bool:
    """Tell whether the block above is nothing but a label for addresses: "Address", "Our address"."""
    above = readings[number - 1] if number else None
    return (
        above is not None and len(above.text.split()) <= LABEL_WORDS and bool(above.standing(Concept.ADDRESS))
    )


def _is_among_contacts(readings: Sequence[Reading], number: int) -> bool:
    """Tell whether a line stands right below a heading for contacts, with a number or mail address below."""
    above = readings[max(0, number - CONTACT_BLOCKS) : number]
    below = readings[number + 1 : number + 1 + CONTACT_BLOCKS]
    return any(len(line.text) <= SHORT_CHARS and line.standing(Concept.CONTACT) for line in above) and any(
        "@" in line.text or line.standing(Concept.PHONE) or holds_number(line.text) for line in below
    )


def _told(reading: Reading, languages: frozenset[str]) -> Iterator[Found]:
    """Give an office that a sentence names with its street: "go to the office in 12 High Street"."""
    for street in reading.standing(Concept.STREET):
        start, end = sentence_of(reading.text, street)
        start = max(start, street.start - TOLD_CHARS)
        house = _DIGIT.search(reading.text, max(start, street.start - HOUSE_CHARS), street.end + HOUSE_CHARS)
        offices = [hit for hit in reading.standing(Concept.COUNTER) if start <= hit.start < end]
        if not house or not offices:
            continue
        before = fold(reading.text[start : street.start])
        if lexicon.said_in(before, "visit", languages) or opening_times(reading.text):
            first = min(house.start(), street.start)
            written = reading.text[first : min(end, street.end + STREET_CHARS)]
            spot = reading.spot(first)
            yield Found.actionable(Channel.COUNTER, written.strip(), reading.quote(first), spot)
            return


def _labelled(reading: Reading) -> str:
    """Give what follows "Address:" in a block, if that names a street and a number; else ""."""
    for label in reading.standing(Concept.ADDRESS, Concept.POST):
        if colon := _COLON.match(reading.text, label.end):
            streets = [hit for hit in reading.standing(Concept.STREET) if hit.start >= colon.end()]
            if streets and _DIGIT.search(reading.text, colon.end()):
                return reading.text[colon.end() :].strip()
    return ""


def _near(readings: Sequence[Reading], address: _Address) -> Sequence[Reading]:
    return readings[max(0, address.first - AROUND_BEFORE) : address.last + AROUND_AFTER + 1]


def _around(readings: Sequence[Reading], address: _Address) -> set[Concept]:
    return {
        hit.concept
        for reading in _near(readings, address)
        for hit in reading.standing(Concept.COUNTER, Concept.HOURS, Concept.POST)
    }


def _says_visit(reading: Reading, languages: frozenset[str]) -> bool:
    """Tell whether the block of an address begins with a word for going there: "Visit: ..."."""
    return lexicon.said_in(fold(reading.text[:VISIT_CHARS]), "visit", languages)


def _has_times(readings: Sequence[Reading], address: _Address) -> bool:
    return any(
        opening_times(reading.text) for reading in readings[address.first : address.last + AROUND_AFTER]
    )


@cache
def _postcodes() -> Mapping[str, str]:
    table = data()["postcodes"]
    digits = {country: rf"\d{{{n}}}" for n, countries in table["digits"].items() for country in countries}
    return MappingProxyType(digits | table["shapes"])


@cache
def _postcode(country: str | None) -> re.Pattern[str]:
    shape = _postcodes().get(country or "", _ANY_POSTCODE)
    return re.compile(rf"(?<![\w+-])(?:{shape})(?![\w-])")
