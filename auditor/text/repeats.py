"""What repeats across a portal's pages, as a template's boilerplate does, and how hard the rest is. Pure.

Landmarks tell menus and footers apart. Sites without them have their footer's sentences and notices among
their own text, where only other pages tell what they are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import astuple, replace
from itertools import groupby

from auditor.service import PageDigest, ReadText
from auditor.text.block_keys import key_of, split
from auditor.text.formulas import Counts, count, formula_for, total
from auditor.text.prose import Sentence
from auditor.text.reading import MIN_SENTENCES, MIN_WORDS, within_scale, years_of

MIN_PAGES = 5  # ours: what stands on two of three pages may be the text of both
_HALF = 0.5


def repeated(digests: Iterable[PageDigest]) -> frozenset[str]:
    """Give the keys of texts that stand on at least half of a portal's pages; states are of their page."""
    pages: dict[str, set[str]] = defaultdict(set)
    for digest in digests:
        if digest.block_keys:
            pages[digest.url].update(split(digest.block_keys))
    if len(pages) < MIN_PAGES:
        return frozenset()
    times = Counter(key for keys in pages.values() for key in keys)
    return frozenset(key for key, number in times.items() if number >= _HALF * len(pages))


def parts_of(sentences: Iterable[Sentence], language: str) -> str:
    """Note what a formula needs of each block, in a short string: "key:1,2,3" for each, between ";"."""
    if formula_for(language) is None:
        return ""
    by_block = groupby(sentences, key=lambda sentence: sentence.block)
    counted = ((block.text, total(count(each.words, language) for each in cut)) for block, cut in by_block)
    return ";".join(f"{key_of(text)}:{','.join(map(str, astuple(counts)))}" for text, counts in counted)


def without(text: ReadText, keys: Collection[str]) -> ReadText:
    """Grade a page's text anew without the blocks that repeat; its range stays as wide as it was."""
    parts = [part.partition(":") for part in text.parts.split(";") if part]
    if not any(key in keys for key, _, _ in parts):
        return text
    left = total([Counts(), *(_counts(counted) for key, _, counted in parts if key not in keys)])
    hardest = tuple(each for each in text.hardest if each.block not in keys)
    rest = replace(text, sentences=left.sentences, words=left.words, hardest=hardest)
    formula = formula_for(text.language)
    if formula is None or left.words < MIN_WORDS or left.sentences < MIN_SENTENCES:
        return replace(rest, years=None, low=None, high=None, formula="")
    years = years_of(formula.compute(left), text.language)
    by = years - (text.years or years)
    return replace(
        rest,
        years=within_scale(years),
        low=within_scale((text.low or years) + by),
        high=within_scale((text.high or years) + by),
    )


def _counts(written: str) -> Counts:
    return Counts(*map(int, written.split(",")))
