"""Finds the words in which a page asks something of a person; what a sentence denies is not found.

The words of each language lie in words.json, for native speakers to correct. `*` at the
end of a word stands for any ending; what is listed under `not` and `unless` takes back
what stands in the same sentence.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from auditor.channels.normal import clean, fold
from auditor.service import Asked, Mention

MAX_BLOCK_CHARS = 4_000
MAX_QUOTE_CHARS = 200

# In Arabic, "and", "with", "for" and "the" are written as part of the word that follows.
_PREFIX = {"ar": "(?:[وف])?(?:[بلك])?(?:ال)?"}
_SENTENCE_END = re.compile(r"(?<=[.!?;؟؛])\s+")
_DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of one language, over folded text. `documents` are by what they are called in reports.

    `anything` finds any demand or document, or else nothing: most texts hold none, and are read once.
    """

    anything: re.Pattern[str]
    denied: re.Pattern[str]
    asks: re.Pattern[str]
    demands: Mapping[Asked, re.Pattern[str]]
    documents: Mapping[str, re.Pattern[str]]
    unless: Mapping[str, re.Pattern[str]]


@cache
def words_of(language: str) -> Words | None:
    """Give the words of a language; None if there are none."""
    data = _data().get(language)
    if data is None:
        return None
    named = [asked for asked in Asked if asked is not Asked.DOCUMENT]
    listed = [*(data[asked.value] for asked in named), *data[_DOCUMENTS].values()]
    return Words(
        _pattern(list(chain.from_iterable(listed)), language),
        _pattern(data["not"], language),
        _pattern(data["asks"], language),
        {asked: _pattern(data[asked.value], language) for asked in named},
        {name: _pattern(phrases, language) for name, phrases in data[_DOCUMENTS].items()},
        {key: _pattern(phrases, language) for key, phrases in data["unless"].items()},
    )


@cache
def _data() -> dict[str, Any]:
    text = files("auditor.burden").joinpath("words.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _pattern(phrases: list[str], language: str) -> re.Pattern[str]:
    written = []
    for phrase in phrases:
        words = fold(clean(phrase, MAX_BLOCK_CHARS)).split()
        tokens = [
            re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words
        ]
        written.append(r"\s+".join(tokens))
    return re.compile(rf"(?<!\w){_PREFIX.get(language, '')}(?:{'|'.join(written)})(?!\w)")


def mentions_in(text: str, words: Words, *, asked: bool, selector: str, url: str) -> Iterator[Mention]:
    """Find what one block of text asks for.

    Args:
        text: the block.
        words: of its language.
        asked: whether what stands above the block says that what it lists is needed.
        selector: of the block.
        url: of its page.
    """
    cleaned = clean(text, MAX_BLOCK_CHARS)
    if words.anything.search(fold(cleaned)) is None:
        return
    for sentence in _SENTENCE_END.split(cleaned):
        folded = fold(sentence)
        if words.anything.search(folded) is None or words.denied.search(folded):
            continue
        quote = sentence.strip()[:MAX_QUOTE_CHARS]
        for kind, pattern in words.demands.items():
            if pattern.search(folded) and not _is_other(words, kind.value, folded):
                yield Mention(kind, "", quote, selector, url)
        if (asked or words.asks.search(folded)) and not _is_other(words, _DOCUMENTS, folded):
            for name, pattern in words.documents.items():
                if pattern.search(folded):
                    yield Mention(Asked.DOCUMENT, name, quote, selector, url)


def _is_other(words: Words, key: str, folded: str) -> bool:
    unless = words.unless.get(key)
    return unless is not None and unless.search(folded) is not None
