"""The words in which pages say what people need, read from words/: one file a language.

`needed` lists things that count beside a word of `need`, or in a list under one of `asks`; `said` whole
phrases, `otherwise` what leaves another way. `*` at the end of a word stands for any ending, `#` for an age
from 14 to 21. Words for "or" and "if" are those of the channels.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from auditor.channels import lexicon
from auditor.channels.normal import clean, fold
from auditor.service import Subject
from auditor.text.sentences import UNSPACED_LANGUAGES

# In Arabic, "and", "with", "for" and "the" are written as part of the word that follows.
_PREFIX = {"ar": "(?:[وف])?(?:[بلك])?(?:ال)?"}
_AGE = r"(?:1[4-9]|2[01])"  # at which people come of age, or may work or marry, with or without parents
_PHRASE_CHARS = 200
_LETTER = r"[\w\u0900-\u0963\u0970-\u0dff]"  # Python's \w leaves out the vowel signs of Indic scripts


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of one language, over folded text.

    `anchors` are for each subject parts of its phrases, one of which is in every text that has one of them.
    """

    need: re.Pattern[str]
    asks: re.Pattern[str]
    denied: re.Pattern[str]
    pays: re.Pattern[str]
    either: re.Pattern[str]
    condition: re.Pattern[str]
    needed: Mapping[Subject, re.Pattern[str]]
    said: Mapping[Subject, re.Pattern[str]]
    otherwise: Mapping[Subject, re.Pattern[str]]
    anchors: Mapping[Subject, tuple[str, ...]]


@cache
def languages() -> frozenset[str]:
    """Give the languages that have words, as ISO 639-1."""
    folder = files("auditor.deadends").joinpath("words")
    return frozenset(
        each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")
    )


@cache
def words_of(language: str) -> Words | None:
    """Give the words of a language; None if there are none."""
    if language not in languages():
        return None
    written = files("auditor.deadends").joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(written)
    of_channels = lexicon.data()["languages"].get(language, {})
    parts = {name: {Subject(key): phrases for key, phrases in data[name].items()} for name in _PARTS}
    return Words(
        need=_pattern(data["need"], language),
        asks=_pattern([*data["need"], *data.get("asks", ())], language),
        denied=_pattern(data["not"], language),
        pays=_pattern(data["pays"], language),
        either=_pattern(of_channels.get("either", ()), language),
        condition=_pattern(of_channels.get("labels", {}).get("condition", ()), language),
        **{name: {key: _pattern(each, language) for key, each in parts[name].items()} for name in _PARTS},
        anchors={
            key: tuple(sorted({_anchor(phrase) for phrase in phrases}))
            for key, phrases in (parts["needed"] | parts["said"]).items()
        },
    )


_PARTS = ("needed", "said", "otherwise")


def _pattern(phrases: Iterable[str], language: str) -> re.Pattern[str]:
    unspaced = language in UNSPACED_LANGUAGES
    written = ["".join(_tokens(phrase)) if unspaced else r"\s+".join(_tokens(phrase)) for phrase in phrases]
    if not written:
        return re.compile(r"(?!)")
    together = "|".join(written)
    return re.compile(
        together if unspaced else rf"(?<!{_LETTER}){_PREFIX.get(language, '')}(?:{together})(?!{_LETTER})"
    )


def _tokens(phrase: str) -> Iterable[str]:
    for word in fold(clean(phrase, _PHRASE_CHARS)).split():
        token = re.escape(word.removesuffix("*")).replace(r"\#", _AGE)
        yield token + (r"\w*" if word.endswith("*") else "")


def _anchor(phrase: str) -> str:
    """Give the longest word of a phrase that it always has in it as written."""
    words = re.split(r"[\s#]+", fold(clean(phrase, _PHRASE_CHARS)))
    return max((word.removesuffix("*") for word in words), key=len)
