"""Finds what a page says that people need, and what it says for those who lack it. Pure.

What is quoted here may be called a dead end, so a sentence counts only if it says nothing else: no denial
("you do not need …"), no condition, no "or", no question, and not on a page of news. What is told besides (a
fee, the papers to bring, a word for parents) counts wherever a word of it stands.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from auditor.channels.finding import FORM_TAGS
from auditor.channels.normal import clean, fold
from auditor.channels.only_way import is_news
from auditor.deadends.fields import asked_in_forms
from auditor.deadends.words import Words, words_of
from auditor.evidence import PageEvidence, TextBlock
from auditor.service import Said, Subject
from auditor.text.main_text import main_blocks

MOST_OF_A_SUBJECT = 2
BLOCKS = 2_000
BLOCK_CHARS = 4_000
QUOTE_CHARS = 200
NEAR_CHARS = 60  # between a word of need and the thing; chosen, not measured
NEGATION_CHARS = 20  # "does not accept card payments only"

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[؟؛。！？।])\s*")  # noqa: RUF001  marks of several scripts
_QUESTION = ("?", "؟", "？")  # noqa: RUF001
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "legend", "dt"})
_LISTED = frozenset({"li", "dd", "td"})
_LISTED_CHARS = 100  # "a valid email address": longer items say more than a thing

# What helps, wherever it stands; what demands has to be a sentence of its own.
_TOLD = frozenset({
    Subject.CHATBOT, Subject.GUARDIAN, Subject.FOREIGN_PAPERS, Subject.FEE, Subject.PAPERS,
})  # fmt: skip
_WITH_NEED = frozenset({Subject.MANS_CONSENT})
# Another way may be told in another place of the page.
_PAGE_WIDE = frozenset({Subject.EMAIL_NEEDED, Subject.CARD_ONLY, Subject.NO_CASH})


@dataclass(frozen=True, slots=True)
class _Block:
    block: TextBlock
    text: str
    folded: str
    asked: bool


def said_on(page: PageEvidence, language: str) -> tuple[Said, ...]:
    """Give what a page demands of people or tells them, by its words and its forms; a few of each subject."""
    return (*asked_in_forms(page), *_in_words(page, language))


def _in_words(page: PageEvidence, language: str) -> Iterator[Said]:
    words = words_of(language)
    if words is None or is_news(page):
        return
    blocks = tuple(_prepared(main_blocks(page)[:BLOCKS], words))
    everything = "\n".join(each.folded for each in blocks)
    starts = tuple(accumulate((len(each.folded) + 1 for each in blocks), initial=0))
    for subject, anchors in words.anchors.items():
        places = sorted({bisect(starts, at) - 1 for anchor in anchors for at in _places(anchor, everything)})
        if places:
            elsewhere = subject in _PAGE_WIDE and _is_told_otherwise(subject, everything, words)
            found = _of(subject, (blocks[place] for place in places), words, page.url)
            yield from (replace(said, other_way=True) for said in found) if elsewhere else found


def _places(part: str, text: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))


def _prepared(blocks: Sequence[TextBlock], words: Words) -> Iterator[_Block]:
    lead, asked = "", False
    for block in blocks:
        text = clean(block.text, BLOCK_CHARS).strip()
        folded = fold(text)
        listed = block.tag in _LISTED
        if not listed:
            lead = folded if block.tag in _HEADINGS or folded.endswith((":", "：")) else ""  # noqa: RUF001
            asked = False
        elif lead:  # the first of a list
            asked = words.asks.search(lead) is not None and words.denied.search(lead) is None
            lead = ""
        if block.tag not in FORM_TAGS:
            yield _Block(block, text, folded, asked and listed)


def _of(subject: Subject, blocks: Iterable[_Block], words: Words, url: str) -> Iterator[Said]:
    given = 0
    for each in blocks:
        other_way = _is_told_otherwise(subject, each.folded, words)
        for quote, either in _quotes(subject, each, words):
            yield Said(subject, quote[:QUOTE_CHARS], each.block.selector, url, other_way or either)
            given += 1
            if given >= MOST_OF_A_SUBJECT or subject in _TOLD:
                return


def _quotes(subject: Subject, each: _Block, words: Words) -> Iterator[tuple[str, bool]]:
    """Give the sentences of a block that say it, and whether they say it of one of several things."""
    for sentence in _SENTENCE_END.split(each.text):
        folded = fold(sentence)
        if subject in _TOLD:
            if words.said[subject].search(folded):
                yield sentence.strip(), False
        elif subject in words.needed:
            if _needs(words.needed[subject], folded, words, listed=each.asked):
                yield sentence.strip(), words.either.search(folded) is not None
        elif _says(subject, folded, words):
            yield sentence.strip(), False


def _is_told_otherwise(subject: Subject, folded: str, words: Words) -> bool:
    return subject in words.otherwise and words.otherwise[subject].search(folded) is not None


def _needs(things: re.Pattern[str], folded: str, words: Words, *, listed: bool) -> bool:
    found = list(things.finditer(folded))
    if not (found and _is_plain(folded, words)) or words.denied.search(folded):
        return False
    if listed and len(folded) <= _LISTED_CHARS:
        return True
    return any(
        0 <= max(need.start(), thing.start()) - min(need.end(), thing.end()) <= NEAR_CHARS
        for need in words.need.finditer(folded)
        for thing in found
    )


def _says(subject: Subject, folded: str, words: Words) -> bool:
    found = words.said[subject].search(folded)
    if found is None or not _is_plain(folded, words):
        return False
    if subject is Subject.CARD_ONLY and words.pays.search(folded) is None:
        return False  # a tip, a deposit, an entrance
    if subject in _WITH_NEED and (words.need.search(folded) is None or words.denied.search(folded)):
        return False
    return words.denied.search(folded, max(0, found.start() - NEGATION_CHARS), found.start()) is None


def _is_plain(folded: str, words: Words) -> bool:
    return not (
        "@" in folded  # an office's own address
        or folded.rstrip().endswith(_QUESTION)
        or words.condition.search(folded)
    )
