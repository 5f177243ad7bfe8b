"""Which sentences of a text are the hardest, why, and what helps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.text.formulas import count, formula_for
from auditor.text.prose import Sentence
from auditor.text.reading import YEARS_MAX, YEARS_MIN, years_of
from auditor.text.sentences import LIMIT_WORDS

LONG_WORD_LETTERS = (
    11  # ours: in six languages some one word in twenty of official texts, and names are shorter
)
LONG_WORDS = 3


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence, by itself, on the scale of years of schooling; `long_words` are its longest."""

    text: str
    years: float
    words: int
    long_words: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Say what makes it hard."""
        told = []
        if self.words > LIMIT_WORDS:
            told.append(f"{self.words} words")
        if self.long_words:
            told.append(f"long words: {', '.join(self.long_words)}")
        return "; ".join(told) or "many words of several syllables"

    @property
    def advice(self) -> str:
        """Say what helps."""
        told = []
        if self.words > LIMIT_WORDS:
            told.append("say one thing in a sentence: cut it in two, or make a list of its conditions")
        if self.long_words:
            told.append("say the long words in short ones, or explain them once")
        return "; ".join(told) or "use the words that people use in speech"


def hardest(
    sentences: Iterable[Sentence], language: str, *, over_years: float, most: int = 10
) -> tuple[HardSentence, ...]:
    """Give the sentences that ask for most years by themselves, the hardest first, those over a limit only.

    One sentence is too little for a grade: the years order sentences of one text, and say no more. Without
    a formula for the language there are none.
    """
    if formula_for(language) is None:
        return ()
    graded = {
        sentence.text: HardSentence(
            sentence.text,
            _years(sentence.words, language),
            len(sentence.words),
            _long_words(sentence.words),
        )
        for sentence in sentences
    }
    hard = [each for each in graded.values() if each.years > over_years]
    return tuple(sorted(hard, key=lambda each: (-each.years, -each.words))[:most])


def _years(words: Sequence[str], language: str) -> float:
    formula = formula_for(language)
    if formula is None:
        return 0.0
    return min(max(years_of(formula.compute(count(words, language)), language), YEARS_MIN), YEARS_MAX)


def _long_words(words: Sequence[str]) -> tuple[str, ...]:
    """Give the longest words; capitalised ones within a sentence may be names, which nobody can shorten."""
    first, *rest = words
    candidates = dict.fromkeys([first.lower(), *(word for word in rest if not word[:1].isupper())])
    long = [word for word in candidates if sum(map(str.isalpha, word)) >= LONG_WORD_LETTERS]
    return tuple(sorted(long, key=len, reverse=True)[:LONG_WORDS])
