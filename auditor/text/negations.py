"""Sentences with two negatives that belong together, by language. Pure.

The turns are data: negations.toml, beside this file.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class DoubleNegative:
    """The words from the first negative to the second, and what may be written instead."""

    words: str
    plainer: str


def has_list(language: str) -> bool:
    """Tell whether double negatives of a language are known."""
    return language in _LISTS


def double_negative_in(sentence: str, language: str) -> DoubleNegative | None:
    """Find the first known turn in a sentence."""
    if _any_turn(language).search(sentence.lower()) is None:
        return None
    for pattern, plainer in _turns(language):
        if match := pattern.search(sentence):
            return DoubleNegative(match[0].strip(), plainer)
    return None


_LISTS: Mapping[str, Any] = tomllib.loads(
    files("auditor.text").joinpath("negations.toml").read_text(encoding="utf-8")
)


@cache
def _turns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    turns = _LISTS.get(language, {}).get("turn", ())
    return tuple((re.compile(turn["pattern"], re.IGNORECASE), turn["plainer"]) for turn in turns)


@cache
def _any_turn(language: str) -> re.Pattern[str]:
    """Give a pattern that finds any turn in small letters, or else nothing: most sentences have none."""
    return re.compile("|".join(pattern.pattern for pattern, _ in _turns(language)) or r"(?!)")
