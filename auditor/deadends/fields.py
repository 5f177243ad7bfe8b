"""What the fields of a page's own forms ask for, by their labels and options. Pure.

The lists are data: fields.toml, beside this file.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from auditor.entries import Entry
from auditor.evidence import PageEvidence
from auditor.landmark import Landmark
from auditor.outcome import Place
from auditor.text.empty_words import plain
from auditor.text.language import languages_at
from auditor.text.purposes import own_words
from auditor.text.required import says
from auditor.text.sentences import UNSPACED_LANGUAGES

type Asked = Literal["family", "second_family", "given", "full", "phone"]
type Said = Literal["nationality", "mans_name", "womans_too", "national_id"]
type Way = Literal["other_id", "one_name", "as_in_document"]
type Option = Literal["gendered", "professional", "placeholder", "stateless"]

_LISTS = tomllib.loads(files("auditor.deadends").joinpath("fields.toml").read_text(encoding="utf-8"))
_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")  # noqa: RUF001  of Chinese too
_OWN_PLACES = frozenset({Landmark.MAIN, Landmark.NONE})
_TOKENS: dict[Asked, frozenset[str]] = {
    "family": frozenset({"family-name"}),
    "given": frozenset({"given-name"}),
    "full": frozenset({"name"}),
    "phone": frozenset({"tel", "tel-national", "tel-local"}),
}


def own_entries(page: PageEvidence) -> Iterator[Entry]:
    """Give the controls of a page's own forms, without those in its menus, footers and dialogs."""
    return (entry for entry in page.entries or () if entry.landmark in _OWN_PLACES)


def place_of(entry: Entry) -> Place:
    """Tell where a control is."""
    return Place(entry.selector, entry.snippet, entry.landmark)


def asks_for(kind: Asked, entry: Entry, page: PageEvidence) -> bool:
    """Tell whether a field asks for one thing and no other, of the person who fills it in."""
    token = next(reversed(entry.autocomplete.split()), "")
    if token in _TOKENS.get(kind, ()):
        return True
    languages = languages_at(page, entry.lang)
    words = plain(_BRACKETS.sub(" ", entry.label)).split()
    own = {word for language in languages for word in own_words(language)}
    name = " ".join(word for word in words if word not in own and not says("required", word))
    return any(name in _phrases("whole", kind, language) for language in languages)


def label_says(kind: Said, entry: Entry, page: PageEvidence) -> bool:
    """Tell whether the label of a field has words of a kind."""
    return _holds("within", kind, entry.label, languages_at(page, entry.lang))


def leaves_a_way(way: Way, text: str, languages: Collection[str]) -> bool:
    """Tell whether a label, hint or option leaves a way round what a field asks for."""
    return _holds("around", way, text, languages)


def option_is(kind: Option, option: str) -> bool:
    """Tell whether an option, as a whole, is one of a kind, in any language."""
    return plain(option) in _everywhere(kind)


def option_says(kind: Option, option: str) -> bool:
    """Tell whether an option has words of a kind in it, in any language."""
    text = f" {plain(option)} "
    return any(f" {phrase} " in text for phrase in _everywhere(kind))


def _holds(part: str, kind: str, text: str, languages: Collection[str]) -> bool:
    padded = f" {plain(text)} "
    return any(
        phrase in padded if language in UNSPACED_LANGUAGES else f" {phrase} " in padded
        for language in languages
        for phrase in _phrases(part, kind, language)
    )


@cache
def _phrases(part: str, kind: str, language: str) -> frozenset[str]:
    return frozenset(map(plain, _LISTS[part][kind].get(language, "").splitlines())) - {""}


@cache
def _everywhere(kind: Option) -> frozenset[str]:
    return frozenset(
        phrase for language in _LISTS["options"][kind] for phrase in _phrases("options", kind, language)
    )
