"""Words and phrases of offices, and plainer ones that say the same. Pure.

The lists are data: jargon.toml, beside this file, each with the guides that it is from. An operator may add
to them and take from them. Words are found in any case; a phrase is found as its words in their order.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FORMS = "|"
_TOKEN = re.compile(r"\w+")
_NORWEGIAN = ("nb", "no", "nn")  # one list, here and the operator's, whatever the language is called


@dataclass(frozen=True, slots=True)
class Jargon:
    """A word or phrase as it stands in a text, where in it it begins, and the plainer words."""

    found: str
    plainer: str
    start: int


def has_list(language: str, own: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether words of a language are listed, here or by the operator."""
    return bool(_words_of(language) or _own(language, own))


def jargon_in(text: str, language: str, own: Mapping[str, Mapping[str, str]]) -> tuple[Jargon, ...]:
    """Find the words of offices in a text, in their order; of two that overlap, the longer one from the left.

    Args:
        text: as it is written.
        language: ISO 639-1.
        own: the operator's words by language; a word whose replacement is "" is taken from the list.
    """
    index = _index(language, tuple(sorted(_own(language, own).items())))
    return tuple(_found(text, index)) if _holds_any(text, index) else ()


type _Index = Mapping[str, tuple[tuple[str, str], ...]]  # " a phrase " and its like, by the first word


def _holds_any(text: str, index: _Index) -> bool:
    """Tell whether a text holds a phrase at all, which few do, without a look at where."""
    words = _TOKEN.findall(text.casefold())
    begun = index.keys() & set(words)
    spaced = f" {' '.join(words)} " if begun else ""
    return any(phrase in spaced for first in begun for phrase, _ in index[first])


def _found(text: str, index: _Index) -> Iterator[Jargon]:
    tokens = [(match[0].casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        for phrase, plainer in index.get(tokens[place][0], ()):
            words = phrase.split()
            here = tokens[place : place + len(words)]
            if [word for word, _, _ in here] == words:
                start, end = here[0][1], here[-1][2]
                yield Jargon(text[start:end], plainer, start)
                place += len(words) - 1
                break
        place += 1


@lru_cache(maxsize=64)
def _index(language: str, own: tuple[tuple[str, str], ...]) -> _Index:
    words: dict[tuple[str, ...], str] = {}
    for forms, plainer in (*_words_of(language).items(), *own):
        for form in forms.split(_FORMS):
            if phrase := tuple(_TOKEN.findall(form.casefold())):
                words[phrase] = plainer
    index: dict[str, list[tuple[str, str]]] = {}
    for phrase in sorted(words, key=len, reverse=True):
        if words[phrase]:
            index.setdefault(phrase[0], []).append((f" {' '.join(phrase)} ", words[phrase]))
    return {first: tuple(phrases) for first, phrases in index.items()}


_LISTS = tomllib.loads(files("auditor.text").joinpath("jargon.toml").read_text(encoding="utf-8"))


def _words_of(language: str) -> Mapping[str, str]:
    words: Mapping[str, str] = _LISTS.get(_forms_of(language)[0], {}).get("words", {})
    return words


def _own(language: str, own: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Give the operator's words of a language; those of its very name count before those of its relatives."""
    if not own:
        return {}
    names = (*_forms_of(language), language)
    return {word: plainer for name in names for word, plainer in own.get(name, {}).items()}


def _forms_of(language: str) -> tuple[str, ...]:
    return _NORWEGIAN if language in _NORWEGIAN else (language,)
