"""Passive sentences: what is done, without who does it. Pure.

How each language forms the passive is data: passives.toml, beside this file. Which form a word has is
guessed by its look and by what stands around it, not by a grammar: docs/readability.md says how often that
is right. What is doubtful is left out, so that many passives are not seen.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"[\w'-]+|[^\w\s]")
_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
_MOST_BETWEEN = 3  # words between an auxiliary and its participle, where few may stand there
_CLAUSE_WORDS = 20  # as far as an auxiliary is looked for, where a whole clause may stand between
_CLAUSE_ENDS = frozenset('.,;:!?)]"»“”–—-')  # noqa: RUF001
_JOINING = frozenset({"und", "oder", "sowie", "bzw", "als", "wie", "aber", "en", "of"})


@dataclass(frozen=True, slots=True)
class _Passive:
    auxiliaries: frozenset[str]
    any_auxiliary: re.Pattern[str]
    participles: re.Pattern[str]
    others: frozenset[str]
    between: re.Pattern[str] | None
    behind: frozenset[str]
    ending: frozenset[str]  # what stands behind a participle that ends its clause

    def is_participle(self, token: str) -> bool:
        """Tell whether a word looks like a participle; names and nouns in capitals do not."""
        return (
            token[0].islower() and token not in self.others and self.participles.fullmatch(token) is not None
        )


def has_passive(language: str) -> bool:
    """Tell whether it is known how a language forms the passive."""
    return language in _LISTS


def active(language: str) -> str:
    """Give words that the active begins with, "" in a language whose passives are not told."""
    return _LISTS.get(language, {}).get("active", "")


def passive_in(sentence: str, language: str) -> str:
    """Find the first passive in a sentence: its auxiliary and participle as written, "" if there is none."""
    form = _form(language)
    if form is None:
        return ""
    straight = sentence.replace(_CURLY, "'")
    if form.any_auxiliary.search(straight.lower()) is None:  # most sentences have none
        return ""
    tokens = _TOKEN.findall(straight)
    small = [token.lower() for token in tokens]
    for first, place in (_ahead if form.between else _at_the_end)(tokens, small, form):
        low, high = sorted((first, place))
        return f"{tokens[low]}{' ' if high - low == 1 else ' … '}{tokens[high]}"
    return ""


def _ahead(tokens: Sequence[str], small: Sequence[str], form: _Passive) -> Iterator[tuple[int, int]]:
    """Look behind each auxiliary for a participle, with hardly anything between."""
    for first, word in enumerate(small):
        if word not in form.auxiliaries:
            continue
        for place in range(first + 1, min(first + 2 + _MOST_BETWEEN, len(tokens))):
            if form.is_participle(tokens[place]):
                if form.behind.isdisjoint(small[place + 1 : place + 2]):
                    yield first, place
                break
            if form.between is None or form.between.fullmatch(small[place]) is None:
                break


def _at_the_end(tokens: Sequence[str], small: Sequence[str], form: _Passive) -> Iterator[tuple[int, int]]:
    """Look for participles that end their clause, with the auxiliary behind or anywhere before in it."""
    for place, token in enumerate(tokens):
        behind = small[place + 1] if place + 1 < len(small) else "."
        if behind not in form.ending or not form.is_participle(token):
            continue
        if behind in form.auxiliaries:
            yield place + 1, place
            continue
        for first in range(place - 1, max(place - 1 - _CLAUSE_WORDS, -1), -1):
            if small[first] in form.auxiliaries:
                yield first, place
                break
            if small[first] in _CLAUSE_ENDS:
                break


_LISTS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("auditor.text").joinpath("passives.toml").read_text(encoding="utf-8")
)


@cache
def _form(language: str) -> _Passive | None:
    if language not in _LISTS:
        return None
    listed = _LISTS[language]
    auxiliaries = frozenset(listed["auxiliaries"].split())
    return _Passive(
        auxiliaries=auxiliaries,
        any_auxiliary=re.compile(rf"\b(?:{'|'.join(sorted(auxiliaries))})\b"),
        participles=re.compile(listed["participles"]),
        others=frozenset(listed["others"].split()),
        between=re.compile(listed["between"]) if "between" in listed else None,
        behind=frozenset(listed.get("behind", "").split()),
        ending=auxiliaries | _CLAUSE_ENDS | _JOINING,
    )
