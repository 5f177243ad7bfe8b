"""Numbers that one can dial or write to, told from dates, prices, accounts and references.

libphonenumber's matcher at leniency VALID knows which digits can be a number of the
country; stricter levels lose real numbers, POSSIBLE takes references for numbers. It
cannot know what the digits are for: that is said by the words beside them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

import phonenumbers
from phonenumbers import shortnumberinfo

from auditor.channels.kinds import NUMBERED
from auditor.channels.lexicon import Concept, Hit, data

# In most countries one of these is answered by the police, also where another number is official.
EMERGENCY = frozenset({"112", "911", "999"})
# ITU-T E.164: at most 15 digits; the shortest service numbers have three.
_MIN_DIGITS, _MAX_DIGITS = 3, 15
_LONGEST_SHORT_NUMBER = 6
_RAW_CHARS = 60
NUMBERS_A_BLOCK = 20
_BLOCKS_REMEMBERED = 1_024  # a footer's numbers come back on every page
MATCHER_TRIES = 30  # candidates that the matcher may reject in one block; bounds a page of digits

# How far a label reaches, in characters: about a line before a number, a bracket after it.
# Chosen, not measured.
LABEL_CHARS = 80
BESIDE_CHARS = 25
_JOINED_CHARS = 12

_DIGIT = re.compile(r"\d")
_FIVE_DIGITS = re.compile(r"\d(?:\D*\d){4}")
_SHORT = re.compile(r"(?<![\w*#+.,/:()-])\d{3,6}(?![\w*#%/:-]|[.,]\d)")
_LOCAL_DIGITS = (5, 12)
_RIGHT_AFTER = re.compile(
    r"\.?\s{0,2}[:№.#-]?\s{0,2}(\+?\(?\d(?:[\d()]|[ -](?=[\d(])|\) ?(?=\d)){4,18})(?![\d/:]|[.,]\d|-\d)"
)
_INTRODUCED = re.compile(r"[(:]\s*(?:\(|0\d|1-\d{3}-)")
_SMALL_TOWN = re.compile(r"\d{1,2}-\d{2}-\d{2}")  # of five or six digits, as Cyrillic towns write them
_NATIONAL_DIGITS = (8, 12)  # with the area code and the zero before it
_GROUPED = re.compile(r"(?<![\w+.,/:#-])\(?\d{1,5}\)?(?:[ .-]{1,2}\d{2,5}){1,5}(?![\w%/:-]|[.,]\d| \d)")
_INTERNATIONAL = re.compile(r"\+\d{1,3}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,11}(?![\d/:]|[.,]\d)")
_LOCAL = re.compile(r"(?<![\w+.,/:()#-])\d{3,4}[ -]\d{4}(?![\w%/:-]|[.,]\d| \d)")
_DATE = re.compile(r"\d{1,2}[ -]\d{1,2}[ -]\d{4}|\d{4}[ -]\d{1,2}[ -]\d{1,2}")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_PARTED = re.compile(r"\d|[.!?]\s+[^\W\d_]{2,}\s")  # a number, or "... . Your ..."
_STOP = re.compile(r"[!?;]\s|[؟؛。！？।]")  # noqa: RUF001
_CURRENCY = r"(?:[€£$¥₹₽₺₦]|\b(?:EUR|USD|GBP|CHF|KES|KSh|INR|Rs|Rp|RUB|UZS|BRL|JOD|SAR|AED|EGP|MXN|ARS)\b)"
_NO_NUMBER = re.compile(
    "|".join((
        r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b",  # IBAN, ISO 13616
        r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?![\d/-])",
        r"(?<![\d.:])\d{1,2}[:.h]\d{2}\s?[-–—]\s?\d{1,2}[:.h]\d{2}(?![\d.:])",  # noqa: RUF001  opening hours
        rf"{_CURRENCY}\s?\d[\d.,' ]*\d",
        rf"\d[\d.,' ]{{0,20}}\s?{_CURRENCY}",
        r"[-+]?\b\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?\s*,\s*[-+]?\d{1,3}\.\d{3,}",  # latitude, longitude
    )),
)  # fmt: skip

_LABELS = NUMBERED | {Concept.FAX, Concept.OTHER_NUMBER}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it is, and its normal form (E.164, or the digits of a short one)."""

    start: int
    end: int
    value: str


def region_of(country: str | None, language_tag: str) -> str | None:
    """Give the libphonenumber region of a portal's country, else of a page's language tag (`en-GB`)."""
    tagged = re.findall(r"[-_]([A-Za-z]{2})(?![A-Za-z])", language_tag[:_RAW_CHARS])
    for code in (country or "", *tagged):
        if code.upper() in phonenumbers.SUPPORTED_REGIONS:
            return str(code.upper())
    return None


def normal_number(raw: str, region: str | None) -> str:
    """Give a number that a page marks as such (`tel:`, schema.org): E.164, or its digits.

    It need not be known to libphonenumber. "" if it can be nobody's, or is for emergencies.
    """
    raw = raw[:_RAW_CHARS]
    digits = "".join(_DIGIT.findall(raw))
    if not _MIN_DIGITS <= len(digits) <= _MAX_DIGITS or len(set(digits)) == 1 or is_emergency(digits, region):
        return ""
    if len(digits) <= _LONGEST_SHORT_NUMBER:
        return digits
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return digits
    if not phonenumbers.is_possible_number(number):
        return digits
    return _e164(number)


def is_emergency(digits: str, region: str | None) -> bool:
    """Tell whether a number calls the police, an ambulance or the fire brigade."""
    return digits in EMERGENCY or (region is not None and shortnumberinfo.is_emergency_number(digits, region))


def masked(text: str) -> str:
    """Blot out what looks like a number to dial and is none: dates, hours, prices, accounts, coordinates."""
    return _NO_NUMBER.sub(lambda found: "¦" * len(found[0]), text)


def holds_number(text: str) -> bool:
    """Tell whether a text has digits enough for a telephone number."""
    return _FIVE_DIGITS.search(text) is not None


@lru_cache(maxsize=_BLOCKS_REMEMBERED)
def phone_numbers(text: str, region: str | None) -> tuple[Number, ...]:
    """Find the numbers that are valid in the region, or anywhere after a plus, in masked text."""
    if not holds_number(text):
        return ()
    matcher = phonenumbers.PhoneNumberMatcher(
        text, region, leniency=phonenumbers.Leniency.VALID, max_tries=MATCHER_TRIES
    )
    found = [
        Number(match.start, match.end, _e164(match.number)) for match in islice(matcher, NUMBERS_A_BLOCK)
    ]
    return tuple(found if region else [*found, *_grouped_numbers(text, found)])


def _grouped_numbers(text: str, known: Sequence[Number]) -> Iterator[Number]:
    """Find digits in groups as people write numbers to dial, where nobody knows the country's numbers."""
    for match in islice(_GROUPED.finditer(text), NUMBERS_A_BLOCK):
        digits = "".join(_DIGIT.findall(match[0]))
        is_known = any(number.start < match.end() and match.start() < number.end for number in known)
        if (
            not is_known
            and _NATIONAL_DIGITS[0] <= len(digits) <= _NATIONAL_DIGITS[1]
            and len(set(digits)) > 1
        ):
            yield Number(match.start(), match.end(), digits)


def possible_numbers(text: str, region: str | None) -> Iterator[Number]:
    """Find what is written as a number to dial, though libphonenumber holds it for invalid, in masked text.

    After a plus and the code of a country, or as local numbers are written, without an area code
    ("3623-1776"). Pages keep the old numbers of a country for years after it has changed them, and a
    local number is valid nowhere by itself. The text around has to say that these are numbers to dial.
    """
    for match in islice(_INTERNATIONAL.finditer(text), NUMBERS_A_BLOCK):
        digits = "".join(_DIGIT.findall(match[0]))
        if any(int(digits[:n]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE for n in (1, 2, 3)):
            yield Number(match.start(), match.end(), f"+{digits}")
    for match in islice(_LOCAL.finditer(text), NUMBERS_A_BLOCK if region else 0):
        is_span = all(map(_YEAR.fullmatch, _GROUP.findall(match[0])))
        if not is_span and (value := _local_value(match[0], region)):
            yield Number(match.start(), match.end(), value)


def beside_label(text: str, end_of_label: int, region: str | None) -> Number | None:
    """Find the number right after a label for phones, which may be a local one or oddly written.

    What stands there is a number to dial even if libphonenumber would not hold it valid: "tel. 3-31-00"
    in a small town, "tel. (063) 28 81 074" with an old prefix.
    """
    found = _RIGHT_AFTER.match(text, end_of_label)
    if not found or _DATE.fullmatch(found[1]):
        return None
    value = _local_value(found[1], region)
    return Number(found.start(1), found.end(1), value) if value else None


def _local_value(written: str, region: str | None) -> str:
    digits = "".join(_DIGIT.findall(written))
    if written.startswith("+"):
        return f"+{digits}"
    if not _LOCAL_DIGITS[0] <= len(digits) <= _LOCAL_DIGITS[1] or len(set(digits)) == 1:
        return ""
    if region is None or _SMALL_TOWN.fullmatch(written):
        return digits
    numbers = [phonenumbers.parse(tried, region) for tried in (digits, digits.removeprefix("0"))]
    if valid := next(filter(phonenumbers.is_valid_number, numbers), None):
        return _e164(valid)
    reason = phonenumbers.is_possible_number_with_reason(numbers[0])
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
        return _e164(numbers[0])
    return digits if reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY else ""


def looks_dialled(text: str, number: Number) -> bool:
    """Tell whether a number is written as people write those to dial: with a trunk prefix, and in groups."""
    written = text[number.start : number.end]
    return written.startswith(("0", "(", "+", "1-")) and len(_GROUP.findall(written)) > 1


def is_introduced(text: str, number: Number) -> bool:
    """Tell whether what stands before a number names whose it is: "Appeals: 0…", "the registry (0…)"."""
    written = text[number.start : number.end]
    in_brackets = written.startswith("(") and ")" not in written
    return in_brackets or text[: number.start].rstrip().endswith((":", "("))


def may_be_introduced(text: str) -> bool:
    """Tell cheaply whether a text may hold a number that is introduced so."""
    return _INTRODUCED.search(text) is not None


def short_numbers(text: str) -> Iterator[Number]:
    """Find runs of three to six digits that stand alone and are no year, in masked text."""
    for match in islice(_SHORT.finditer(text), NUMBERS_A_BLOCK):
        if not _YEAR.fullmatch(match[0]):
            yield Number(match.start(), match.end(), match[0])


def is_short_voice_number(digits: str, region: str | None) -> bool:
    """Tell whether a short number is a known one of the region, and not for emergencies."""
    if region is None or is_emergency(digits, region):
        return False
    number = phonenumbers.parse(digits, region)
    return bool(shortnumberinfo.is_valid_short_number_for_region(number, region))


@cache
def ussd_pattern() -> re.Pattern[str]:
    """Give the pattern of a USSD code such as `*384*96#`; `*#06#` and `**21*…#` are a phone's own."""
    return re.compile(data()["ussd_pattern"])


def labels_of(text: str, hits: Sequence[Hit], number: Number, reach: int = LABEL_CHARS) -> list[Hit]:
    """Give the labels of a number, which say what it is for.

    A bracket right after the number says it best; else the labels that are joined
    nearest before it ("Tel/Fax", "call or text"); else one shortly after it.
    """
    labels = [hit for hit in hits if hit.concept in _LABELS]
    after = [
        hit
        for hit in labels
        if 0 <= hit.start - number.end <= BESIDE_CHARS and _unbroken(text, number.end, hit.start)
    ]
    if after and "(" in text[number.end : after[0].start]:
        return after[:1]
    before = [hit for hit in labels if hit.end <= number.start and number.start - hit.end <= reach]
    if before and not _STOP.search(text, before[-1].end, number.start):
        return _joined(text, before)
    return after[:1]


def _joined(text: str, labels: Sequence[Hit]) -> list[Hit]:
    chain = [labels[-1]]
    if chain[0].concept is Concept.OTHER_NUMBER:
        return chain  # "call us. Your reference is": a reference stays one, whatever stands before
    for label in reversed(labels[:-1]):
        gap = chain[-1].start - label.end
        if gap > _JOINED_CHARS or (gap > 0 and _PARTED.search(text[label.end : chain[-1].start])):
            break
        chain.append(label)
    return chain


def _unbroken(text: str, start: int, end: int) -> bool:
    return not _DIGIT.search(text, start, end) and "." not in text[start:end]


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
