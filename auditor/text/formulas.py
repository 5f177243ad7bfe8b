"""Readability formulas: one a language, made for that language or measured to hold for it.

A formula gives a number on a scale of its own. auditor/text/reading.py turns it to years of
schooling. A language without a formula here has no grade. Where each comes from, what sources
disagree on and how that was decided is in docs/readability.md.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.text.syllables import SYLLABLE_LANGUAGES, syllables

_LONG_WORD_LETTERS = 7  # LIX, RIX and Wiener Sachtextformel: more than six letters
# Uzbek letters that are two in Latin script and one in Cyrillic, so that both count alike.
_UZBEK_PAIR = re.compile(
    "sh|ch|[og]['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}]",
    re.IGNORECASE,
)
_THREE = 3
_FOUR = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """What formulas are computed from.

    `letters` are letters and digits inside words, `long_words` those of seven letters
    and more, `three_syllables` those of three syllables and more, `four_syllables` of four and more.
    The counts of syllables are zero in languages whose formula reads none.
    """

    sentences: int = 0
    words: int = 0
    letters: int = 0
    long_words: int = 0
    syllables: int = 0
    three_syllables: int = 0
    four_syllables: int = 0

    def without(self, part: "Counts") -> "Counts":
        """Give the counts of a text that lacks one of its parts."""
        return Counts(
            self.sentences - part.sentences,
            self.words - part.words,
            self.letters - part.letters,
            self.long_words - part.long_words,
            self.syllables - part.syllables,
            self.three_syllables - part.three_syllables,
            self.four_syllables - part.four_syllables,
        )


@dataclass(frozen=True, slots=True)
class Formula:
    """A published formula and where it comes from."""

    name: str
    source: str
    compute: Callable[[Counts], float]


def formula_for(language: str) -> Formula | None:
    """Give the formula for a language; None where none is held valid."""
    return FORMULAS.get(language)


def count(sentence: Sequence[str], language: str) -> Counts:
    """Count what formulas need in one sentence, given as its words."""
    return _count(tuple(sentence), language)


@lru_cache(maxsize=2_048)  # a page's sentences: they are graded together and one by one
def _count(sentence: tuple[str, ...], language: str) -> Counts:
    letters = [_letters(word, language) for word in sentence]
    spoken = [syllables(word, language) for word in sentence] if language in SYLLABLE_LANGUAGES else []
    return Counts(
        sentences=1,
        words=len(sentence),
        letters=sum(letters),
        long_words=sum(length >= _LONG_WORD_LETTERS for length in letters),
        syllables=sum(spoken),
        three_syllables=sum(number >= _THREE for number in spoken),
        four_syllables=sum(number >= _FOUR for number in spoken),
    )


def _letters(word: str, language: str) -> int:
    if language == "uz":
        word = _UZBEK_PAIR.sub("x", word)
    return len(word) if word.isalpha() else sum(map(str.isalnum, word))


def total(parts: Iterable[Counts]) -> Counts:
    """Add up counts."""
    columns = zip(*(_row(part) for part in parts), strict=True)
    return Counts(*(sum(column) for column in columns))


def _row(counts: Counts) -> tuple[int, ...]:
    return (
        counts.sentences,
        counts.words,
        counts.letters,
        counts.long_words,
        counts.syllables,
        counts.three_syllables,
        counts.four_syllables,
    )


def _sentence_length(counts: Counts) -> float:
    return counts.words / counts.sentences


def _word_syllables(counts: Counts) -> float:
    return counts.syllables / counts.words


def _automated_readability_index(counts: Counts) -> float:
    return 4.71 * counts.letters / counts.words + 0.5 * _sentence_length(counts) - 21.43


def _rix(counts: Counts) -> float:
    return counts.long_words / counts.sentences


def _lix(counts: Counts) -> float:
    return _sentence_length(counts) + 100 * counts.long_words / counts.words


def _kandel_moles(counts: Counts) -> float:
    return 209 - 1.15 * _sentence_length(counts) - 68 * _word_syllables(counts)


def _szigriszt_pazos(counts: Counts) -> float:
    return 206.835 - 62.3 * _word_syllables(counts) - _sentence_length(counts)


def _wiener_sachtextformel_4(counts: Counts) -> float:
    return 0.2656 * _sentence_length(counts) + 27.44 * counts.three_syllables / counts.words - 1.693


def _gulpease(counts: Counts) -> float:
    return 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words


def _martins(counts: Counts) -> float:
    return 248.835 - 1.015 * _sentence_length(counts) - 84.6 * _word_syllables(counts)


def _brouwer(counts: Counts) -> float:
    return 195 - 2 * _sentence_length(counts) - 67 * _word_syllables(counts)


def _matskovskij(counts: Counts) -> float:
    return 0.62 * _sentence_length(counts) + 12.3 * counts.four_syllables / counts.words + 0.051


def _fog_polish(counts: Counts) -> float:
    return 0.4 * (_sentence_length(counts) + 100 * counts.four_syllables / counts.words)


def _atesman(counts: Counts) -> float:
    return 198.825 - 40.175 * _word_syllables(counts) - 2.61 * _sentence_length(counts)


_LIX = Formula("LIX", "Björnsson, Läsbarhet, 1968", _lix)

FORMULAS = {
    "ar": Formula(
        "Automated Readability Index",
        "Senter and Smith, Automated Readability Index, AMRL-TR-66-220, 1967; for Arabic: El-Haj and "
        "Rayson, OSMAN, LREC 2016",
        _automated_readability_index,
    ),
    "da": _LIX,
    "de": Formula(
        "Wiener Sachtextformel 4",
        "Bamberger and Vanecek, Lesen-Verstehen-Lernen-Schreiben, 1984",
        _wiener_sachtextformel_4,
    ),
    "en": Formula("RIX", "Anderson, Lix and Rix: variations on a little-known readability index, 1983", _rix),
    "es": Formula(
        "Szigriszt-Pazos",
        "Szigriszt Pazos, Sistemas predictivos de legibilidad del mensaje escrito, 1993",
        _szigriszt_pazos,
    ),
    "fr": Formula(
        "Kandel-Moles",
        "Kandel and Moles, Application de l'indice de Flesch à la langue française, 1958",
        _kandel_moles,
    ),
    "it": Formula(
        "Gulpease",
        "Lucisano and Piemontese, Gulpease: una formula per la predizione della difficoltà, 1988",
        _gulpease,
    ),
    "nl": Formula("Leesindex", "Brouwer, Onderzoek naar de leesmoeilijkheid, 1963", _brouwer),
    "no": _LIX,
    "pl": Formula(
        "FOG-PL",
        "Gunning, The Technique of Clear Writing, 1952; Pisarek, Jak mierzyć zrozumiałość tekstu?, 1969",
        _fog_polish,
    ),
    "pt": Formula(
        "Flesch-Martins",
        "Martins and others, Readability formulas applied to textbooks in Brazilian Portuguese, 1996",
        _martins,
    ),
    "ru": Formula(
        "Matskovskij", "Matskovskij, Problema ponimanija čitateljami pečatnych tekstov, 1973", _matskovskij
    ),
    "sv": _LIX,
    "tr": Formula("Ateşman", "Ateşman, Türkçede okunabilirliğin ölçülmesi, 1997", _atesman),
}
FORMULAS["nb"] = FORMULAS["nn"] = FORMULAS["no"]
