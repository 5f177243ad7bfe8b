"""Numbers and addresses on a page that are somebody else's: of rescue services, and of who made the site.

Lists of the police, the fire brigade and ambulances stand on many pages, with local numbers that no table
of emergency numbers has. Whoever answers there does no office's paperwork. On a page about them they count.
"""

import re
from collections.abc import Sequence

from auditor.channels import lexicon
from auditor.channels.found import Found
from auditor.channels.lexicon import Concept
from auditor.channels.normal import clean, fold
from auditor.channels.numbers import holds_number
from auditor.channels.reading import Reading
from auditor.service import Channel

NAME_CHARS = 40  # "Fire station (central): 020 7946 ..."; chosen, not measured
NAME_BLOCK_CHARS = 80  # a line this short above a number may name whose it is
NAME_BLOCKS = 3  # "County police", "17 Mill Lane", "020 7946 ..."
JOINED_CHARS = 3
TITLE_CHARS = 200

_DIGIT = re.compile(r"\d")
_SET_OFF = re.compile(r"[:(|·,]|\s[-–—]\s")  # noqa: RUF001  between a name and its number


def is_somebody_elses(found: Found, readings: Sequence[Reading]) -> bool:
    """Tell whether a number is a rescue service's, or a number or mail address is of who made the site."""
    block = found.spot.block
    if found.channel not in (Channel.PHONE, Channel.EMAIL) or block is None:
        return False
    reading = readings[block]
    start = _start_of(found, reading)
    if _names(reading, Concept.CREDIT, start):
        return True
    return found.channel is Channel.PHONE and (
        _names(reading, Concept.RESCUE, start) or _is_named_above(readings, reading, start)
    )


def is_about_rescue(title: str, readings: Sequence[Reading], languages: frozenset[str]) -> bool:
    """Tell whether a page is about a rescue service, by its title and main headings."""
    headings = [reading.text for reading in readings if reading.block.tag == "h1"]
    names = [fold(clean(text, TITLE_CHARS)) for text in (title, *headings)]
    return any(hit.concept is Concept.RESCUE for name in names for hit in lexicon.find(name, languages))


def _start_of(found: Found, reading: Reading) -> int:
    """Give where a number begins; a link's words may name whose it is before it ("Police: 020 7946 ...")."""
    digit = _DIGIT.search(reading.text, found.spot.start) if found.channel is Channel.PHONE else None
    return digit.start() if digit else found.spot.start


def _names(reading: Reading, whose: Concept, start: int) -> bool:
    """Tell whether a block names somebody as a label of a place in it, with no other number between."""
    named = [
        hit.end for hit in reading.hits if hit.concept is whose and start - NAME_CHARS <= hit.end <= start
    ]
    between = [reading.text[end:start] for end in named]
    return any(
        (whose is Concept.CREDIT or len(gap) <= JOINED_CHARS or _SET_OFF.search(gap))
        and not holds_number(gap)
        for gap in between
    )


def _is_named_above(readings: Sequence[Reading], reading: Reading, start: int) -> bool:
    """Tell whether a number that begins its line stands below a rescue service's name."""
    if len(reading.text) > NAME_BLOCK_CHARS or start > NAME_CHARS:
        return False
    for above in reversed(readings[max(0, reading.number - NAME_BLOCKS) : reading.number]):
        if len(above.text) > NAME_BLOCK_CHARS or above.block.landmark is not reading.block.landmark:
            return False
        if holds_number(above.text) and not above.standing(Concept.STREET):
            return False
        if any(hit.concept is Concept.RESCUE for hit in above.hits):
            return True
    return False
