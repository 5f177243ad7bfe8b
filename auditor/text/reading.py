"""How many years of schooling a text asks for, on one scale for all languages, and how sure that is.

`grade(blocks, language)` grades any text, `grade_sentences` one that is cut already (a page's
`auditor.text.prose.Prose`). Both are pure.

A formula's own scale ends here. English is read by Anderson's grades for RIX; every other
language by two texts that say the same as their English versions: children's stories and news.
What asks for as many years in English is held to ask for as many in translation. How that was
measured and how far it holds is in docs/readability.md; `python -m bench.readability` repeats it.

A language without a valid formula gets no grade. For `RELATIVE_LANGUAGES` there is
`relative_difficulty`: where the lengths of sentences and words lie between an easy and a usual
text of that language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from auditor.text.formulas import FORMULAS, Counts, count, formula_for, total
from auditor.text.sentences import sentences, words

# No formula was made for less: Flesch's samples were of 100 words (A New Readability
# Yardstick, 1948).
MIN_WORDS = 100
MIN_SENTENCES = (
    3  # from fewer it cannot be told how much is chance, and a lone one may be a list without marks
)
MIN_SENTENCE_WORDS = 3  # "Yes.", "Fig. 2." and "Page 1 of 3." are no sentences

# How far grades of one text in two languages lie apart, as a standard deviation: the same 46
# stories in 14 languages, and the same news in 11. See docs/readability.md.
SCALE_DEVIATION_YEARS = 1.0
_RANGE_DEVIATIONS = 1.28  # four of five values of a normal distribution lie within so many deviations

YEARS_MIN, YEARS_MAX = 1.0, 20.0

# Points (value, years), in the order of years; between and beyond them the line is straight.
type Scale = tuple[tuple[float, float], ...]

_ENGLISH: Scale = (  # Anderson, 1983, table of grades: the least RIX of each grade
    (0.2, 2),
    (0.5, 3),
    (0.8, 4),
    (1.3, 5),
    (1.8, 6),
    (2.4, 7),
    (3.0, 8),
    (3.7, 9),
    (4.5, 10),
    (5.3, 11),
    (6.2, 12),
    (7.2, 13),
)
_STORIES, _NEWS, _DECLARATION = 4.9, 10.3, 12.6  # years that the English versions ask for

SCALES: dict[str, Scale] = {
    "ar": ((4.48, _STORIES), (8.82, _NEWS)),
    "da": ((23.84, _STORIES), (53.65, _DECLARATION)),
    "de": ((4.10, _STORIES), (10.21, _NEWS)),
    "en": _ENGLISH,
    "es": ((76.70, _STORIES), (56.87, _NEWS)),
    "fr": ((96.42, _STORIES), (71.49, _NEWS)),
    "it": ((74.74, _STORIES), (51.58, _NEWS)),
    "nl": ((89.41, 3.2), (15.79, _DECLARATION)),  # of the stories, only the easier ones are in Dutch
    "no": ((22.10, _STORIES), (47.96, _DECLARATION)),
    "pl": ((6.49, _STORIES), (12.84, _NEWS)),
    "pt": ((69.80, _STORIES), (46.87, _NEWS)),
    "ru": ((5.46, 3.7), (12.96, _NEWS)),  # likewise in Russian
    "sv": ((23.90, _STORIES), (47.21, _NEWS)),
    "tr": ((74.75, _STORIES), (50.97, _NEWS)),
}
SCALES["nb"] = SCALES["nn"] = SCALES["no"]

GRADED_LANGUAGES = frozenset(SCALES)


@dataclass(frozen=True, slots=True)
class _Usual:
    """Words a sentence, and letters a word, in stories for children and in usual texts of a language.

    `word_letters` is None where words of usual texts are no longer than those of stories.
    """

    sentence_words: tuple[float, float]
    word_letters: tuple[float, float] | None = None


_USUAL = {  # which texts these are is in docs/readability.md
    "hi": _Usual(sentence_words=(11.0, 21.0), word_letters=(2.14, 2.52)),
    "id": _Usual(sentence_words=(13.1, 16.2), word_letters=(5.81, 6.11)),
    "sw": _Usual(sentence_words=(7.6, 18.6)),
    "uz": _Usual(sentence_words=(8.5, 11.6), word_letters=(5.84, 6.64)),
}

RELATIVE_LANGUAGES = frozenset(_USUAL)


@dataclass(frozen=True, slots=True)
class Grade:
    """How many years of schooling a text asks for.

    In four of five cases the same content, written by the same hands in another
    language or in other sentences of the same kind, is graded between `low` and `high`. `value` is the
    formula's own. `sentences` and `words` are those that were counted.
    """

    years: float
    low: float
    high: float
    formula: str
    value: float
    sentences: int
    words: int


@dataclass(frozen=True, slots=True)
class Relative:
    """Where a text lies between stories for children (0) and usual texts (100) of its language.

    It may lie beyond: legal texts do.

    It says that of two texts in one language the one is harder, and nothing of years of schooling or of
    other languages.
    """

    position: float
    sentences: int
    words: int


def grade(blocks: Iterable[str], language: str) -> Grade | None:
    """Grade a text that is given as blocks (paragraphs, list items); the end of a block ends a sentence.

    Args:
        blocks: the running text, without headings and labels.
        language: ISO 639-1; `auditor.text.language.language_of` tells it.

    Returns:
        None if the language has no valid formula, or the text has under `MIN_WORDS` words or
        `MIN_SENTENCES` sentences.
    """
    cut = (words(sentence) for block in blocks for sentence in sentences(" ".join(block.split()), language))
    return grade_sentences([sentence for sentence in cut if len(sentence) >= MIN_SENTENCE_WORDS], language)


def grade_sentences(sentences_words: Sequence[Sequence[str]], language: str) -> Grade | None:
    """Grade a text that is given as the words of its sentences; see `grade`."""
    formula = formula_for(language)
    if formula is None or not is_enough(sentences_words):
        return None
    parts = [count(sentence, language) for sentence in sentences_words]
    whole = total(parts)
    value = formula.compute(whole)
    years = years_of(value, language)
    spread = _RANGE_DEVIATIONS * sqrt(SCALE_DEVIATION_YEARS**2 + _sampling_variance(whole, parts, language))
    return Grade(
        years=within_scale(years),
        low=within_scale(years - spread),
        high=within_scale(years + spread),
        formula=formula.name,
        value=value,
        sentences=whole.sentences,
        words=whole.words,
    )


def is_enough(sentences_words: Sequence[Sequence[str]]) -> bool:
    """Tell whether a text is long enough to be graded."""
    return len(sentences_words) >= MIN_SENTENCES and sum(map(len, sentences_words)) >= MIN_WORDS


def relative_difficulty(sentences_words: Sequence[Sequence[str]], language: str) -> Relative | None:
    """Place a text between an easy and a usual one, by the lengths of its sentences and words.

    Returns:
        None if there are no such texts of the language, or the text is too short: see `grade`.
    """
    usual = _USUAL.get(language)
    if usual is None or not is_enough(sentences_words):
        return None
    whole = total(count(sentence, language) for sentence in sentences_words)
    places = [_place(whole.words / whole.sentences, usual.sentence_words)]
    if usual.word_letters:
        places.append(_place(whole.letters / whole.words, usual.word_letters))
    return Relative(100 * sum(places) / len(places), whole.sentences, whole.words)


def _place(value: float, between: tuple[float, float]) -> float:
    easy, usual = between
    return (value - easy) / (usual - easy)


def years_of(value: float, language: str) -> float:
    """Read a formula's value as years of schooling.

    Raises:
        KeyError: if the language is none of `GRADED_LANGUAGES`.
    """
    scale = SCALES[language]
    rising = scale[-1][0] > scale[0][0]
    for (low, low_years), (high, high_years) in pairwise(scale):
        if (value <= high) is rising or (high, high_years) == scale[-1]:
            return low_years + (value - low) / (high - low) * (high_years - low_years)
    raise AssertionError(language)


def _sampling_variance(whole: Counts, parts: Sequence[Counts], language: str) -> float:
    """Tell how much chance there is in the choice of sentences: the jackknife's variance of the years."""
    compute = FORMULAS[language].compute
    number = len(parts)
    left_out = [years_of(compute(whole.without(part)), language) for part in parts]
    middle = sum(left_out) / number
    return (number - 1) / number * sum((years - middle) ** 2 for years in left_out)


def within_scale(years: float) -> float:
    """Hold years within what grades can say."""
    return min(max(years, YEARS_MIN), YEARS_MAX)
