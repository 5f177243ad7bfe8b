"""The words by which addresses and headings say what a page is, in the languages we have lists for.

A page is taken for one of a kind if *all* its words are of that kind or stand for nothing
("our", "of", "the"): "Legal notice" is about the site, "Legal aid" is a service. The lists
are data: words.toml, beside this file.
"""

import re
import tomllib
from importlib.resources import files

from auditor.statement.words import without_accents

DEED_WORDS = 2  # a deed and "of"

_WORD = re.compile(r"[^\W\d_]+|\d+")


def words_of(text: str) -> tuple[str, ...]:
    """Give a text's folded words and numbers: "Étape-2b" is `etape`, `2`, `b`."""
    return tuple(_WORD.findall(without_accents(text)))


def _list(name: str) -> frozenset[str]:
    return frozenset(words_of(_LISTS[name]))


def _lists(name: str) -> dict[str, frozenset[str]]:
    return {kind: frozenset(words_of(words)) for kind, words in _LISTS[name].items()}


_LISTS = tomllib.loads(files("auditor.services").joinpath("words.toml").read_text(encoding="utf-8"))

SERVICES = _list("services")
_HOME_WORDS = _list("home")
_SITE_KINDS = _lists("site")
_SITE_WORDS = frozenset().union(*_SITE_KINDS.values())
_SITE_NAMES = {
    words_of(name): kind
    for kind, names in _LISTS["site_names"].items()
    for name in names.strip().splitlines()
}
_FILLER_WORDS = _list("fillers")
_CLOSING_WORDS = _list("closing")
_STEP_WORDS = _list("steps") | _CLOSING_WORDS
_DOING = _lists("doing")
_PARTS: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by the first word of each phrase
for _part, _phrases in _LISTS["doing_parts"].items():
    for _phrase in map(words_of, _phrases.strip().splitlines()):
        _PARTS.setdefault(_phrase[0], []).append((_phrase, _part))
_NO_PART = "none"
_BODIES = _lists("bodies")["names"]


def names_services(text: str) -> bool:
    """Tell whether a text says "services" and nothing more: "Our services", "trámites"."""
    return _is_of(text, SERVICES, _FILLER_WORDS)


def names_site(text: str) -> bool:
    """Tell whether a text names a page about the site itself: "Accessibility statement", "novità"."""
    return _is_of(text, _SITE_WORDS, _FILLER_WORDS | SERVICES)


def site_kinds(text: str) -> frozenset[str]:
    """Name the kinds of page about the site that a text names: "Contact and help" names two.

    The kinds are the keys of `site` in words.toml; a text that says more than such names gives none.
    """
    if kind := _SITE_NAMES.get(words_of(text)):
        return frozenset({kind})
    words = set(words_of(text))
    return frozenset(kind for kind, of_kind in _SITE_KINDS.items() if words & of_kind and names_site(text))


def names_kind(text: str, kind: str) -> bool:
    """Tell whether a word of a text, however much it says besides, is of a kind of page about the site."""
    return not _SITE_KINDS[kind].isdisjoint(words_of(text))


def names_home(text: str) -> bool:
    """Tell whether a text names the first page of a site."""
    return _is_of(text, _HOME_WORDS, _FILLER_WORDS)


def is_step(word: str) -> bool:
    """Tell whether a folded word or number, in an address, says that a page is a step of something."""
    return word in _STEP_WORDS or word.isdecimal()


def is_closing(word: str) -> bool:
    """Tell whether a folded word says that a step ends a transaction."""
    return word in _CLOSING_WORDS


def says_task(text: str) -> bool:
    """Tell whether a text begins, or ends, with what one does: "Renew a passport", "Reisepass beantragen"."""
    said = words_of(text)
    if said[:1] != () and said[0] in _DOING["verbs"]:
        return said[1:2] == () or said[1] not in _DOING["other_before"]
    return len(said) > 1 and said[-1] in _DOING["last_verbs"]


def has_deed(text: str) -> bool:
    """Tell whether a text names a deed or a thing that one applies for: "Parking permit"."""
    return not _DOING["deeds"].isdisjoint(words_of(text))


def begins_with_deed(text: str) -> bool:
    """Tell whether a text begins with a deed, as forms are called: "Application for a licence"."""
    return words_of(text)[:1] != () and words_of(text)[0] in _DOING["deeds"]


def says_deed(text: str) -> bool:
    """Tell whether a text begins with a deed that is done to something: "Issuance of permits"."""
    said = words_of(text)
    return len(said) > DEED_WORDS and said[0] in _DOING["deeds"] and said[1] in _DOING["of"]


def asks_how(text: str) -> bool:
    """Tell whether a text asks how something is got done: "How to apply"."""
    said = words_of(text)
    if said[:1] == () or said[0] not in _DOING["how"]:
        return False
    return not _DOING["verbs"].isdisjoint(said[1:3]) or said[-1] in _DOING["last_verbs"]


def parts_of(heading: str) -> frozenset[str]:
    """Name the parts for getting something done that a heading may stand over, as keys of `doing_parts`."""
    said = words_of(heading)
    parts = {
        part
        for place, word in enumerate(said)
        for phrase, part in _PARTS.get(word, ())
        if said[place : place + len(phrase)] == phrase
    }
    return frozenset() if _NO_PART in parts else frozenset(parts)


def names_body(text: str) -> bool:
    """Tell whether a text names a body of the administration: "Planning Department", "Ufficio tributi"."""
    said = words_of(text)
    return bool(said) and not says_task(text) and (said[0] in _BODIES or said[-1] in _BODIES)


def _is_of(text: str, kind: frozenset[str], fillers: frozenset[str]) -> bool:
    words = set(words_of(text))
    return bool(words & kind) and words <= kind | fillers
