"""Abbreviations in capital letters, and what around them says what they stand for. Pure.

Which need no explanation is data: abbreviations.toml, beside this file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

# Two letters are as often a country, a province or somebody's initials.
_ABBREVIATION = re.compile(r"(?<![\w@./&'’+-])[^\W\d_]{3,6}(?![\w@&'’+]|[./-]\w)")  # noqa: RUF001
# Three letters that are none of the small ones of western Europe: hardly a sentence holds such.
_CAPITALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{3}")
_ROMAN = re.compile(r"[IVXLCDM]+")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]{2,}) $")
_NEXT_WORD = re.compile(r" ([^\W\d_]{2,})")
_SMALL_CHARS = 3  # words of so many letters and fewer often give no letter to an abbreviation: "of", "des"


def has_list(language: str) -> bool:
    """Tell whether it is known which abbreviations need no explanation in a language."""
    return language != _ALL and language in _LISTS


def abbreviations_in(sentence: str, language: str) -> Iterator[str]:
    """Give the abbreviations in capitals in a sentence that need an explanation, in their order.

    Left out are Roman numerals, and words in capitals beside others: those are shouted, or a name.
    """
    if _CAPITALS.search(sentence) is None:
        return
    for match in _ABBREVIATION.finditer(sentence):
        word = match[0]
        is_asked = word.isupper() and not _ROMAN.fullmatch(word) and word not in _known(language)
        if is_asked and not _is_shouted(sentence, match.start(), match.end()):
            yield word


def _is_shouted(sentence: str, start: int, end: int) -> bool:
    """Tell whether the word before or behind is in capitals too, with nothing but a space between."""
    before = _LAST_WORD.search(sentence, 0, start)
    behind = _NEXT_WORD.match(sentence, end)
    return any(match is not None and match[1].isupper() for match in (before, behind))


class Explanations:
    """What the texts of a page say that may explain its abbreviations."""

    def __init__(self, texts: str, named: str = "") -> None:
        """Read the texts of a page, and what is said of it elsewhere: its title, names in abbr elements."""
        self._texts = texts
        self._named = named
        words = _WORD.findall(texts)
        self._words = frozenset(words)
        self._initials = "".join(word[0] for word in words).upper()
        self._great_initials = "".join(word[0] for word in words if len(word) > _SMALL_CHARS).upper()

    def explain(self, abbreviation: str) -> bool:
        """Tell whether it is spelled out, or is a word that is written in small letters elsewhere."""
        return (
            abbreviation.lower() in self._words
            or abbreviation.capitalize() in self._words
            or abbreviation in self._named
            or abbreviation in self._initials
            or abbreviation in self._great_initials
            or self._stands_in_brackets(abbreviation)
        )

    def _stands_in_brackets(self, abbreviation: str) -> bool:
        """Tell whether it stands in brackets behind its name, or brackets, a dash or a colon behind it."""
        return (
            f"({abbreviation})" in self._texts
            or re.search(rf"\b{abbreviation}(?: \(\w+[^)]{{4}}| [–—=-] \w|: \w)", self._texts) is not None  # noqa: RUF001
        )


_ALL = "all"
_LISTS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("auditor.text").joinpath("abbreviations.toml").read_text(encoding="utf-8")
)


@cache
def _known(language: str) -> frozenset[str]:
    lists = (_LISTS[_ALL], _LISTS.get(language, {}))
    return frozenset(word for each in lists for words in each.values() for word in words.split())
