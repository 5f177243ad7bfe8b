"""Which sentences of a text are the hardest, why, and what helps."""

from collections.abc import Iterable, Sequence

from auditor.locale.speaking import finished
from auditor.service import HardSentence
from auditor.text.block_keys import key_of
from auditor.text.formulas import count, formula_for
from auditor.text.prose import Sentence
from auditor.text.reading import within_scale, years_of
from auditor.text.sentences import LIMIT_WORDS

LONG_WORD_LETTERS = 11  # ours: few enough words are so long that each is worth a look
LONG_WORDS = 3


def hardest(
    sentences: Iterable[Sentence], language: str, *, over_years: float, most: int = 10
) -> tuple[HardSentence, ...]:
    """Give the sentences that ask for most years by themselves, the hardest first, those over a limit only.

    One sentence is too little for a grade: the years order sentences of one text, and say no more. Without
    a formula for the language there are none.
    """
    formula = formula_for(language)
    if formula is None:
        return ()
    graded = {
        sentence.text: (years_of(formula.compute(count(sentence.words, language)), language), sentence)
        for sentence in sentences
    }
    hard = [(years, sentence) for years, sentence in graded.values() if years > over_years]
    hard.sort(key=lambda pair: (-pair[0], -len(pair[1].words)))
    return tuple(_hard(sentence, within_scale(years)) for years, sentence in hard[:most])


def _hard(sentence: Sentence, years: float) -> HardSentence:
    number, long = len(sentence.words), _long_words(sentence.words)
    reasons, helps = [], []
    if number > LIMIT_WORDS:
        reasons.append(finished(f"{number} words"))
        helps.append(finished("say one thing in a sentence: cut it in two, or list its conditions"))
    if long:
        reasons.append(finished(f"long words: {', '.join(long)}"))
        helps.append(finished("say the long words in short ones, or explain them once"))
    return HardSentence(
        text=sentence.text,
        years=years,
        words=number,
        reason="; ".join(reasons) or finished("many words of several syllables"),
        advice="; ".join(helps) or finished("use the words that people use in speech"),
        block=key_of(sentence.block.text),
    )


def _long_words(words: Sequence[str]) -> tuple[str, ...]:
    """Give the longest words; capitalised ones within a sentence may be names, which nobody can shorten."""
    first, *rest = words
    candidates = dict.fromkeys([first.lower(), *(word for word in rest if not word[:1].isupper())])
    long = [word for word in candidates if sum(map(str.isalpha, word)) >= LONG_WORD_LETTERS]
    return tuple(sorted(long, key=len, reverse=True)[:LONG_WORDS])
