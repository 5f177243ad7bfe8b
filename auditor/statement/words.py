"""The words of accessibility statements (words.toml, beside this file), and how texts are compared."""

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from importlib.resources import files

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})  # noqa: RUF001  Turkish
_NO_LETTER = re.compile(r"[^\w\s]")
_APART = re.compile(r"[^\w*]+")
_GAP = r"(?: \w+){0,4} "


class Words(StrEnum):
    """The lists of words.toml."""

    NAMES = "names"
    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    ENFORCEMENT = "enforcement"


def without_accents(text: str) -> str:
    """Take case, accents and vowel marks away."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _NO_LETTER.sub(_unmarked, decomposed).translate(_LETTERS)


def _unmarked(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]).startswith("M") else found[0]


def folded(text: str) -> str:
    """Bring a text to the form in which words are compared: no case, accents or signs, single spaces."""
    return " ".join(_APART.sub(" ", without_accents(text)).split())


def says(text: str, words: Words) -> bool:
    """Tell whether a folded text holds one of the phrases of a list, from the beginning of a word."""
    return _pattern(words).search(text) is not None


def says_all(text: str) -> bool:
    """Tell whether a folded text says that all is compliant; "no es plenamente conforme" does not."""
    before = (text[: found.start()].split() for found in _pattern(Words.FULL).finditer(text))
    return any(words[-1:] == [] or words[-1] not in _negations() for words in before)


def covers(language: str) -> bool:
    """Tell whether there are words for all that a statement says in a language."""
    return all(language in _lists()[words] for words in Words)


@cache
def _lists() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("auditor.statement").joinpath("words.toml").read_text(encoding="utf-8")
    )
    return data


@cache
def _negations() -> frozenset[str]:
    return frozenset(folded(_lists()["negations"]["all"]).split())


@cache
def _pattern(words: Words) -> re.Pattern[str]:
    lines = "\n".join(_lists()[words].values()).replace(";", "\n").splitlines()
    phrases = sorted({folded(line) for line in lines if line.strip()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(each).replace(r'\ \*\ ', _GAP) for each in phrases)})")
