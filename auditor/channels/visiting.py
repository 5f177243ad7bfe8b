"""Offices that a page sends people to without an address: "the town hall is open Monday to Friday"."""

import re
from collections.abc import Iterator, Sequence

from auditor.channels import lexicon
from auditor.channels.describing import opening_times
from auditor.channels.found import Found
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.normal import fold
from auditor.channels.reading import Reading
from auditor.evidence import Form
from auditor.service import Channel, Where

# Chosen, not measured.
VISIT_CHARS = 40  # "go to the Local Civil Registrar Office"
WEB_CHARS = 40  # "the online application form"
ROOM_CHARS = 60

_ROOM = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)\s(?:floor|level)|(?:room|floor|suite|window|pokój|pok\.|kabinett?|zimmer|"
    r"raum|bureau|salle|sala|piso|planta|piano|stanza|lantai|ruang|kamer|oda|kat|kab\.|каб\.?|кабинет|кімната|"
    r"окно|вікно|phòng|tầng)\s(?:n[ro°º.]{1,2}\s?|no\.?\s|№\s?)?\d{1,4})\b",
)
_TRAIL = re.compile(r"\s[>›»]\s")  # noqa: RUF001  of breadcrumbs
_OWN = (Where.OWN, Where.ASIDE)


def visited(readings: Sequence[Reading], languages: frozenset[str]) -> Iterator[Found]:
    """Give the offices that are told by room or floor."""
    for reading in readings:
        if reading.spot().where not in _OWN:
            continue
        for hit in reading.standing(Concept.COUNTER):
            room = _room(reading, hit)
            if room and is_visited(reading, hit, languages):
                spot = reading.spot(hit.start)
                yield Found.actionable(Channel.COUNTER, room, reading.quote(hit.start), spot)
                break


def _room(reading: Reading, hit: Hit) -> str:
    start = max(0, hit.start - ROOM_CHARS)
    room = _ROOM.search(fold(reading.text[: hit.end + ROOM_CHARS]), start)
    if not room:
        return ""
    return reading.text[min(room.start(), hit.start) : max(room.end(), hit.end)]


def is_visited(reading: Reading, hit: Hit, languages: frozenset[str]) -> bool:
    """Tell whether a sentence says of an office that it is open, or sends people there."""
    if reading.spot().where not in _OWN or 2 * reading.block.link_chars > len(reading.text):
        return False
    if opening_times(reading.text) and not lexicon.said_in(fold(reading.text), "online", languages):
        return True
    before = fold(reading.text[max(0, hit.start - VISIT_CHARS) : hit.start])
    if lexicon.said_in(before, "visit", languages):
        return True
    after = fold(reading.text[hit.end : hit.end + VISIT_CHARS])
    return lexicon.said_in(after, "open", languages)


def is_on_web(reading: Reading, hit: Hit, languages: frozenset[str]) -> bool:
    """Tell whether a form is one to fill in on the web, or the words for it are a link or a file's name."""
    is_name = reading.block.tag == "h1" or _TRAIL.search(reading.text)
    if is_name or 2 * reading.block.link_chars > len(reading.text):
        return True
    start = max(0, hit.start - WEB_CHARS)
    return lexicon.said_in(fold(reading.text[start : hit.end + WEB_CHARS]), "online", languages)


def has_web_form(forms: Sequence[Form]) -> bool:
    """Tell whether a page has a form that is more than a search: what it calls a form is that one."""
    return any(len(form.fields) > 1 for form in forms)
