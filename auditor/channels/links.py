"""Channels that a page's links lead to: telephones, messages, mail, messaging apps, forms to print.

A link that shares the page with somebody is no way to reach the office: `wa.me/?text=`,
`t.me/share`, `mailto:?subject=`. Nor is one to a broadcast, such as a WhatsApp channel.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from auditor.channels import lexicon
from auditor.channels.denial import sentence_of
from auditor.channels.found import Found, Spot
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.normal import clean, fold
from auditor.channels.numbers import normal_number, ussd_pattern
from auditor.channels.reading import QUOTE_CHARS, Reading
from auditor.evidence import Link
from auditor.service import Channel

# Bounds against hostile pages.
LINKS = 3_000
HREF_CHARS = 2_000
SPOTS = 100  # links whose blocks are looked for
TITLE_BLOCKS = 2  # "Application form", "Open in full", "Download"
SHORT_CHARS = (
    200  # in a longer text a form is only what a link's own sentence calls one; chosen, not measured
)
CONTEXTS = 50  # links to files whose surroundings are looked at

FILE_ENDINGS = (".pdf", ".doc", ".docx", ".odt", ".rtf")
SHORTEST_NAME_CHARS = 4  # a link text worth looking for in the blocks around

# Nearly all links are ordinary; parsing them all would cost more than all the rest.
_ORDINARY = re.compile(r"https?:", re.IGNORECASE)
_PROMISING = re.compile(
    r"\b(?:wa|t|m|signal|telegram)\.me\b|whatsapp\.com|\.(?:pdf|docx?|odt|rtf)|drive\.google\.com",
    re.IGNORECASE,
)
# "info [at] town.example": written so that programs do not read it, but people do.
_HIDDEN_AT = re.compile(
    r"\s?[\[({]\s?(?:at|@|arroba|arobase|chiocciola|ät|собака)\s?[\])}]\s?", re.IGNORECASE
)
_HIDDEN_DOT = re.compile(r"\s?[\[({]\s?(?:dot|punkt|punto|point|ponto|точка|\.)\s?[\])}]\s?", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
# Names that RFC 2606 keeps for documentation; pages show them in hints ("name@example.com").
_EMAIL_HINT = re.compile(r"@(?:[\w-]+\.)*example\.(?:com|net|org)$")


def linked(
    links: Sequence[Link], readings: Sequence[Reading], spoken: frozenset[str], region: str | None
) -> Iterator[Found]:
    """Give the channels that the links lead to."""
    contexts_left = CONTEXTS
    spots_left = SPOTS
    for link in links[:LINKS]:
        if _ORDINARY.match(link.href) and not _PROMISING.search(link.href, 0, HREF_CHARS):
            continue
        href, words = clean(link.href, HREF_CHARS).strip(), clean(link.text, QUOTE_CHARS).strip()
        try:
            address = urlsplit(href)
        except ValueError:
            continue
        found = _reached(address, words, spoken, region)
        if not (found or _is_file(address)):
            continue
        spots_left -= 1
        spot = spot_of(link, readings if spots_left > 0 else ())
        if found:
            yield Found.actionable(*found, words or href[:QUOTE_CHARS], spot)
        else:
            text = f"{words} {_file_name(address)}"
            if _speaks_of(text, spoken, Concept.FORM_FILE, Concept.FORM):
                quote = words or href[:QUOTE_CHARS]
                yield Found.actionable(Channel.FORM, href, quote, spot)
            elif contexts_left and (around := _context(words, readings, spoken)):
                contexts_left -= 1
                yield Found.actionable(Channel.FORM, href, around, spot)


def _is_file(address: SplitResult) -> bool:
    """Tell whether a link leads to a file to print: by its ending, or on a drive where files are kept."""
    if address.path.lower().endswith(FILE_ENDINGS):
        return True
    return address.hostname == "drive.google.com" and address.path.startswith(("/uc", "/file/"))


def spot_of(link: Link, readings: Sequence[Reading]) -> Spot:
    """Give where a link stands, and in which block, if one of its landmark has its words."""
    words = clean(link.text, QUOTE_CHARS).strip()
    for reading in readings if words else ():
        if reading.block.landmark is link.landmark and (start := reading.text.find(words)) >= 0:
            return Spot.of(link.selector, link.landmark, reading.number, start)
    return Spot.of(link.selector, link.landmark)


def email_address(text: str) -> str:
    """Give an e-mail address in lower case; "" if it is none, or a documentation example."""
    address = text.strip().lower()
    return address if _EMAIL.fullmatch(address) and not _EMAIL_HINT.search(address) else ""


def email_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Find the e-mail addresses in a text, with their places."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if address := email_address(match[0]):
                yield match.start(), address
    if hidden := _HIDDEN_AT.search(text):
        start = text.rfind(" ", 0, hidden.start()) + 1
        shown = _HIDDEN_DOT.sub(".", _HIDDEN_AT.sub("@", text[start : hidden.end() + QUOTE_CHARS]))
        found = _EMAIL.match(shown)
        if found and (address := email_address(found[0])):
            yield start, address


def _reached(
    address: SplitResult, words: str, spoken: Collection[str], region: str | None
) -> tuple[Channel, str] | None:
    target = unquote(address.path)
    match address.scheme.lower():
        case "tel" | "callto":
            return _called(unquote(address.geturl().partition(":")[2]), words, spoken, region)
        case "sms" | "smsto" | "sms-to":
            number = normal_number(target.partition(",")[0], region)
            return (Channel.SMS, number) if number else None
        case "mailto":
            found = next(email_addresses(target), None)
            return (Channel.EMAIL, found[1]) if found else None
        case "http" | "https":
            return _messaging_page(address, region)
        case scheme:
            return _messaging_app(scheme, address, region)


def _called(
    target: str, words: str, spoken: Collection[str], region: str | None
) -> tuple[Channel, str] | None:
    if code := ussd_pattern().search(target):
        return Channel.USSD, code[0]
    if _speaks_of(words, spoken, Concept.FAX):
        return None
    number = normal_number(target.partition(";")[0], region)
    return (Channel.PHONE, number) if number else None


def _messaging_page(address: SplitResult, region: str | None) -> tuple[Channel, str] | None:
    account = _ACCOUNTS.get((address.hostname or "").removeprefix("www."))
    return _message(account(address, region)) if account else None


def _messaging_app(scheme: str, address: SplitResult, region: str | None) -> tuple[Channel, str] | None:
    asked = _first(address, "phone") or _first(address, "number")
    match scheme:
        case "whatsapp" if number := normal_number(asked, region):
            return _message(f"whatsapp:{_international(number)}")
        case "viber" if number := normal_number(asked, region):
            return _message(f"viber:{number}")
        case "viber" if account := _first(address, "chatURI"):
            return _message(f"viber:{account}")
        case "tg" if account := _first(address, "domain"):
            return _message(f"telegram:{account}")
    return None


def _message(value: str) -> tuple[Channel, str] | None:
    return (Channel.MESSAGING, value) if value else None


def _whatsapp(address: SplitResult, region: str | None) -> str:
    raw = _first(address, "phone") or unquote(address.path).strip("/")
    if raw.startswith("message/"):
        return f"whatsapp:{raw}"
    number = normal_number(_international(raw), region) if re.fullmatch(r"[+\d\s()-]+", raw) else ""
    return f"whatsapp:{number}" if number else ""


def _telegram(address: SplitResult, _region: str | None) -> str:
    name = unquote(address.path).strip("/")
    return f"telegram:{name}" if re.fullmatch(r"\w{4,32}", name) and name.lower() != "share" else ""


def _signal(address: SplitResult, region: str | None) -> str:
    number = normal_number(address.fragment.removeprefix("p/"), region)
    return f"signal:{number}" if number else ""


def _messenger(address: SplitResult, _region: str | None) -> str:
    name = unquote(address.path).strip("/")
    return f"messenger:{name}" if re.fullmatch(r"[\w.]{3,60}", name) else ""


_ACCOUNTS: Mapping[str, Callable[[SplitResult, str | None], str]] = {
    "wa.me": _whatsapp,
    "api.whatsapp.com": _whatsapp,
    "web.whatsapp.com": _whatsapp,
    "t.me": _telegram,
    "telegram.me": _telegram,
    "signal.me": _signal,
    "m.me": _messenger,
}


def _international(number: str) -> str:
    return number if number.startswith("+") or not number else f"+{number}"


def _first(address: SplitResult, name: str) -> str:
    try:
        return parse_qs(address.query, max_num_fields=50).get(name, [""])[0]
    except ValueError:
        return ""


def _file_name(address: SplitResult) -> str:
    name = unquote(address.path).rpartition("/")[2]
    return re.sub(r"[-_.+%]", " ", clean(name, HREF_CHARS))


def _speaks_of(text: str, spoken: Collection[str], *concepts: Concept) -> bool:
    return any(hit.concept in concepts for hit in lexicon.find(fold(text), spoken))


def _context(words: str, readings: Sequence[Reading], spoken: frozenset[str]) -> str:
    """Quote the words around a file's link that call it a form.

    They stand in its block; "Download" alone takes them from the block before, which is its title.
    """
    if len(words) < SHORTEST_NAME_CHARS:
        return ""
    for reading in readings:
        place = reading.text.find(words)
        if place < 0:
            continue
        if any(_is_said_of(hit, reading, place) for hit in reading.standing(Concept.FORM_FILE, Concept.FORM)):
            return reading.quote(place)
        title = _title_above(readings, reading.number)
        if title and lexicon.said_in(fold(words), "download", spoken):
            return title.quote()
    return ""


def _is_said_of(hit: Hit, reading: Reading, place: int) -> bool:
    """Tell whether a word for forms may be said of a link: in a long text it has to be in its sentence."""
    start, end = sentence_of(reading.text, hit)
    return len(reading.text) <= SHORT_CHARS or start <= place < end


def _title_above(readings: Sequence[Reading], number: int) -> Reading | None:
    """Give the block above a link if it is a form's title; another link to the file may stand between."""
    for above in reversed(readings[max(0, number - TITLE_BLOCKS) : number]):
        if above.standing(Concept.FORM_FILE, Concept.FORM):
            return above
        if above.block.link_chars < len(above.text.strip()):
            break
    return None
