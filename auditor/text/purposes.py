"""What a field asks a person for, told by its label: a name, an address, a number. Pure.

The lists are data: purposes.toml, beside this file.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.text.empty_words import plain

_OWN = "own"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a field asks for: email, tel, name or postal-code. `is_own`: it says that it is the visitor's."""

    kind: str
    is_own: bool


def purpose_of(label: str, languages: Iterable[str]) -> Purpose | None:
    """Tell what a label asks for, if it is one of the lists' as a whole."""
    words = plain(label).split()
    for language in languages:
        own = own_words(language)
        rest = [word for word in words if word not in own]
        for kind in _LISTS.keys() - {_OWN}:
            if " ".join(rest) in _labels(kind, language):
                return Purpose(kind, is_own=len(rest) < len(words))
    return None


_LISTS = tomllib.loads(files("auditor.text").joinpath("purposes.toml").read_text(encoding="utf-8"))


@cache
def _labels(kind: str, language: str) -> frozenset[str]:
    return frozenset(plain(line) for line in _LISTS[kind].get(language, "").splitlines()) - {""}


@cache
def own_words(language: str) -> frozenset[str]:
    """Give the words of a language that make a thing the visitor's own: "your"."""
    return frozenset(_LISTS[_OWN].get(language, "").split())
