"""What is left of a page without scripts: the first response compared with the rendered page. Pure.

Scripts do not run in a phone's old engine that does not know their syntax, or where one of their files was
lost on the way; then people have what the server sent, and what is in `noscript`. Of that, these are counted:
the characters of the page's own text, links, and the controls of forms.

It is told from markup, by the letters, addresses and names that both have. What style sheets hide until a
script runs counts as there, unless the element's own attributes hide it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import TYPE_CHECKING

from auditor.evidence import Link, PageEvidence, TextBlock
from auditor.evidence.entries import Entry
from auditor.evidence.landmark import Landmark
from auditor.evidence.once import once_a_page
from auditor.page.served import PIECE_CHARS, Served, squeezed
from auditor.text.main_text import main_blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BLOCKS = 2_000
# Chosen: with less than half of what it had a page is another page, and a tenth may be dates and counters.
LIMIT_SHARE, MOST_SHARE = 0.5, 0.9
TOO_DEEP = "its markup is nested too deeply to be read without a browser"

_NAME, _ID = (re.compile(rf'\s{attribute}="([^"]*)"') for attribute in ("name", "id"))
_OWN = frozenset({Landmark.MAIN, Landmark.NONE})  # of the page itself, not of what stands around it

_CHOSEN = frozenset({"checkbox", "radio", "select", "textarea", "file"})


class Lack(StrEnum):
    """Why a form is of no use without scripts."""

    FIELDS = "fields"  # most of them are not there
    FORM = "form"  # they belong to no form
    NAMES = "names"  # they have none, and browsers send only what has one
    BUTTON = "button"  # nothing sends it
    SCRIPT = "script"  # it is sent to a script
    ADDRESS = "address"  # nothing says where it is sent


@dataclass(frozen=True, slots=True)
class Portion:
    """How many there are with scripts, and how many of them without."""

    every: int
    left: int

    @property
    def share(self) -> float | None:
        """The part that is left; None where there was nothing."""
        return self.left / self.every if self.every else None


@dataclass(frozen=True, slots=True)
class FormLeft:
    """A form of the page itself, as people see it with scripts, and what it lacks without.

    `missing` are those of its fields that the first response does not have.
    """

    fields: tuple[Entry, ...]
    missing: tuple[Entry, ...]
    lack: Lack | None


@dataclass(frozen=True, slots=True)
class Unscripted:
    """What is left without scripts: `text` in characters, `links`, and `controls` that one fills in.

    `missing` are the blocks of the page's own text that are not there, or not as a whole, the longest first;
    `missing_links` those of the links, in the order of the page.
    `leads_to` is where `noscript` sends people instead, "" for nowhere.
    """

    text: Portion
    links: Portion
    controls: Portion
    missing: tuple[TextBlock, ...]
    missing_links: tuple[Link, ...]
    forms: tuple[FormLeft, ...]
    leads_to: str


@once_a_page
def unscripted(page: PageEvidence) -> Unscripted | None:
    """Compare a page with what its server sent; None where either is not known, or too deep to be read."""
    if page.served_html is None or page.text is None:
        return None
    from auditor.page.html_tree import parse_whole  # noqa: PLC0415  heavy, and rules are listed without it

    root, is_whole = parse_whole(page.served_html)
    if not is_whole:
        return None
    served = Served(root, page.final_url or page.url)
    blocks = main_blocks(page)[:MAX_BLOCKS]
    left = [(block, *_chars_left(block, served)) for block in blocks]
    lost = [(every - there, block) for block, every, there in left if there < every]
    known = {link.href: link for link in page.links or () if _leads_somewhere(link, served.url)}
    missing_links = tuple(link for link in known.values() if not served.has_link(link.href, link.text))
    entries = page.entries or ()
    return Unscripted(
        text=Portion(sum(every for _, every, _ in left), sum(there for _, _, there in left)),
        links=Portion(len(known), len(known) - len(missing_links)),
        controls=Portion(len(entries), sum(_served(entry, served) is not None for entry in entries)),
        missing=tuple(block for _, block in sorted(lost, key=lambda pair: -pair[0])),
        missing_links=missing_links,
        forms=tuple(_forms(entries, served)),
        leads_to=served.leads_to,
    )


def _chars_left(block: TextBlock, served: Served) -> tuple[int, int]:
    words = squeezed(block.text)
    if words in served.words:
        return len(words), len(words)
    there = end = 0
    for start in range(len(words) - PIECE_CHARS + 1):
        if words[start : start + PIECE_CHARS] in served.pieces:
            there += start + PIECE_CHARS - max(start, end)
            end = start + PIECE_CHARS
    return len(words), there


def _leads_somewhere(link: Link, url: str) -> bool:
    """Leave out what leads nowhere by itself: another place of the same page, or a script."""
    address, _, fragment = link.href.partition("#")
    same_page = bool(fragment or link.href.endswith("#")) and address in {"", url.partition("#")[0]}
    return bool(link.href) and not same_page and not link.href.lower().startswith("javascript:")


def _forms(entries: Sequence[Entry], served: Served) -> Iterator[FormLeft]:
    """Give each form of the page itself whose fields can be known; those that belong to none count as one."""
    by_form: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.landmark in _OWN:
            by_form.setdefault(entry.form, []).append(entry)
    for form, fields in by_form.items():
        if any(map(_is_cut, fields)):
            continue
        # What has no name is not sent by browsers: such fields stand in for others.
        named = [field for field in fields if _name_of(field)] or fields
        missing = tuple(field for field in named if _served(field, served) is None)
        yield FormLeft(tuple(named), missing, _lack(form, named, missing, served))


def _lack(form: str, fields: Sequence[Entry], missing: Sequence[Entry], served: Served) -> Lack | None:
    if 2 * len(missing) > len(fields):
        return Lack.FIELDS
    if not form:
        return Lack.FORM
    found = [element for field in fields if (element := _served(field, served)) is not None]
    if not any(element.get("name") for element in found):
        return Lack.NAMES
    [(own, _)] = Counter(map(served.form_of, found)).most_common(1)
    if own is None:  # its tags are crossed with others', which browsers mend
        return None
    action = (own.get("action") or "").strip()
    is_posted = (own.get("method") or "").strip().lower() == "post"
    lacks = {
        Lack.SCRIPT: action.lower().startswith("javascript:"),
        Lack.BUTTON: _needs_button(fields) and not served.has_button(own),
        Lack.ADDRESS: action in {"", "#"} and not is_posted,
    }
    return next((lack for lack, is_so in lacks.items() if is_so), None)


def _needs_button(fields: Sequence[Entry]) -> bool:
    """The key Enter sends a form with one line to type in (HTML, implicit submission)."""
    return sum(field.kind not in _CHOSEN for field in fields) > 1


def _served(entry: Entry, served: Served) -> "_Element | None":
    return served.field(_name_of(entry), _attribute(_ID, entry.snippet), entry.kind)


def _name_of(entry: Entry) -> str:
    return _attribute(_NAME, entry.snippet)


def _is_cut(entry: Entry) -> bool:
    """Tell whether a field's markup was too long for the evidence, so that its name may not be in it."""
    return not entry.snippet.endswith(">") and not _name_of(entry)


def _attribute(pattern: re.Pattern[str], snippet: str) -> str:
    match = pattern.search(snippet)  # as browsers write it: in double quotes
    return unescape(match.group(1)) if match else ""
