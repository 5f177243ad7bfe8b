"""Readability formulas: one a language, each made for that language and with its own limit.

A formula made for one language says nothing of another, and its constants must not be
lent; a language without one here has no grade. The limit is the lower secondary level
of WCAG 2.2, success criterion 3.1.5: nine years of school. How each published scale was
read for that level, and what is doubtful about it, is in docs/readability.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.text.syllables import SYLLABLE_LANGUAGES, syllables

# No formula was made for less: Flesch's samples were of 100 words (A New Readability
# Yardstick, 1948).
MIN_WORDS = 100

_LONG_WORD_LETTERS = 7  # Wiener Sachtextformel: more than six letters
_POLYSYLLABLES = 3  # Wiener Sachtextformel: three syllables and more


@dataclass(frozen=True, slots=True)
class Counts:
    """What formulas are computed from.

    `letters` are letters and digits inside words, `long_words` those of seven letters
    and more, `polysyllables` those of three syllables and more. The three counts of
    syllables are zero in languages whose formula reads none.
    """

    sentences: int
    words: int
    letters: int
    long_words: int = 0
    syllables: int = 0
    monosyllables: int = 0
    polysyllables: int = 0


class Easier(StrEnum):
    """Which end of a scale is the easy one: of ease scales the high, of school grades the low."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Formula:
    """A published formula, the languages that it was made for, and the value at nine years of school."""

    name: str
    languages: frozenset[str]
    source: str
    limit: float
    easier: Easier
    compute: Callable[[Counts], float]

    def within_limit(self, value: float) -> bool:
        """Tell whether a text of this value is readable after nine years of school."""
        return value >= self.limit if self.easier is Easier.HIGHER else value <= self.limit


def formula_for(language: str) -> Formula | None:
    """Give the formula for an ISO 639-1 language; None where none is valid."""
    return _BY_LANGUAGE.get(language)


def count(sentences: Sequence[Sequence[str]], language: str) -> Counts:
    """Count what formulas need in sentences that are given as lists of words."""
    words = [word for sentence in sentences for word in sentence]
    letters = [sum(char.isalnum() for char in word) for word in words]
    spoken = [syllables(word, language) for word in words] if language in SYLLABLE_LANGUAGES else []
    return Counts(
        sentences=len(sentences),
        words=len(words),
        letters=sum(letters),
        long_words=sum(length >= _LONG_WORD_LETTERS for length in letters),
        syllables=sum(spoken),
        monosyllables=spoken.count(1),
        polysyllables=sum(number >= _POLYSYLLABLES for number in spoken),
    )


def _automated_readability_index(counts: Counts) -> float:
    return 4.71 * counts.letters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def _kandel_moles(counts: Counts) -> float:
    return 209 - 1.15 * counts.words / counts.sentences - 68 * counts.syllables / counts.words


def _szigriszt_pazos(counts: Counts) -> float:
    return 206.835 - 62.3 * counts.syllables / counts.words - counts.words / counts.sentences


def _wiener_sachtextformel(counts: Counts) -> float:
    percent = 100 / counts.words
    return (
        0.1935 * counts.polysyllables * percent
        + 0.1672 * counts.words / counts.sentences
        + 0.1297 * counts.long_words * percent
        - 0.0327 * counts.monosyllables * percent
        - 0.875
    )


def _gulpease(counts: Counts) -> float:
    return 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words


FORMULAS = (
    Formula(
        name="Automated Readability Index",
        languages=frozenset({"en"}),
        source="Senter and Smith, Automated Readability Index, AMRL-TR-66-220, 1967",
        limit=9,
        easier=Easier.LOWER,
        compute=_automated_readability_index,
    ),
    Formula(
        name="Kandel-Moles",
        languages=frozenset({"fr"}),
        source="Kandel and Moles, Application de l'indice de Flesch à la langue française, 1958",
        limit=60,
        easier=Easier.HIGHER,
        compute=_kandel_moles,
    ),
    Formula(
        name="Szigriszt-Pazos",
        languages=frozenset({"es"}),
        source=(
            "Szigriszt Pazos, Sistemas predictivos de legibilidad del mensaje escrito, 1993; "
            "scale: Barrio-Cantalejo and others, Validación de la Escala INFLESZ, 2008"
        ),
        limit=55,
        easier=Easier.HIGHER,
        compute=_szigriszt_pazos,
    ),
    Formula(
        name="Wiener Sachtextformel 1",
        languages=frozenset({"de"}),
        source="Bamberger and Vanecek, Lesen-Verstehen-Lernen-Schreiben, 1984",
        limit=9,
        easier=Easier.LOWER,
        compute=_wiener_sachtextformel,
    ),
    Formula(
        name="Gulpease",
        languages=frozenset({"it"}),
        source="Lucisano and Piemontese, Gulpease: una formula per la predizione della difficoltà, 1988",
        limit=60,
        easier=Easier.HIGHER,
        compute=_gulpease,
    ),
)

_BY_LANGUAGE = {language: formula for formula in FORMULAS for language in formula.languages}
