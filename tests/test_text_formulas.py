"""The formulas against figures that others published or computed, and against their own limits."""

from collections.abc import Callable

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.formulas import FORMULAS, Counts, Easier, Formula, count, formula_for
from auditor.text.sentences import words

NAMES = [formula.name for formula in FORMULAS]


def formula_of(language: str) -> Formula:
    formula = formula_for(language)
    assert formula is not None
    return formula


def graded(text: str, language: str) -> float:
    """Grade one sentence."""
    return formula_of(language).compute(count([words(text)], language))


def test_gulpease_gives_the_published_example() -> None:
    # README of lingua-it-readability (Ruby): this sentence has a Gulpease of 59, decimals cut off.
    value = graded("Testo campione da analizzare con Gulpease e Flesch tarati su lingua Italiana.", "it")

    assert int(value) == 59


@pytest.mark.parametrize(
    ("language", "counts", "expected"),
    [
        # 4.71 x 4.5 + 0.5 x 15 - 21.43
        ("en", Counts(sentences=10, words=150, letters=675), 7.265),
        # 209 - 1.15 x 15 - 68 x 1.5
        ("fr", Counts(sentences=10, words=150, letters=0, syllables=225), 89.75),
        # 206.835 - 62.3 x 2 - 15
        ("es", Counts(sentences=10, words=150, letters=0, syllables=300), 67.235),
        # 0.1935 x 20 + 0.1672 x 15 + 0.1297 x 30 - 0.0327 x 50 - 0.875
        ("de", Counts(10, 150, 0, long_words=45, monosyllables=75, polysyllables=30), 7.759),
        # 89 + (300 x 10 - 10 x 750) / 150
        ("it", Counts(sentences=10, words=150, letters=750), 59.0),
    ],
    ids=["en", "fr", "es", "de", "it"],
)
def test_values_agree_with_the_arithmetic_by_hand(language: str, counts: Counts, expected: float) -> None:
    assert formula_of(language).compute(counts) == pytest.approx(expected)


# Sentences whose characters and hyphenation points are what we count too, so that
# textstat, which counts them in its own way, has to agree.
COUNTED_ALIKE: dict[str, tuple[str, Callable[[str], float]]] = {
    "de": (
        "Der Antrag kostet in der Gemeinde zwanzig Franken und die Verwaltung braucht daran nur zwei Wochen",
        lambda text: textstat.wiener_sachtextformel(text, 1),
    ),
    "en": (
        "They will send your form back when they have read what your bank said",
        textstat.automated_readability_index,
    ),
    "es": (
        "Los ciudadanos presentan su solicitud con todos sus documentos en la ventanilla del municipio",
        textstat.szigriszt_pazos,
    ),
    "it": (
        "Il comune manda una lettera e il cittadino porta la domanda allo sportello",
        textstat.gulpease_index,
    ),
}


@pytest.mark.parametrize("language", sorted(COUNTED_ALIKE))
def test_textstat_agrees_where_it_counts_alike(language: str) -> None:
    text, measure = COUNTED_ALIKE[language]
    textstat.set_lang(language)
    try:
        expected = measure(text)
    finally:
        textstat.set_lang("en_US")

    assert graded(text, language) == pytest.approx(expected, abs=0.01)  # it rounds 206.835 to 206.84


def test_textstat_lends_french_other_constants_that_are_eight_points_lower() -> None:
    # 207 - 1.015 x 15 - 73.6 x 1.5: why it is not used for French
    ours = formula_of("fr").compute(Counts(sentences=10, words=150, letters=0, syllables=225))

    assert ours - (207 - 1.015 * 15 - 73.6 * 1.5) == pytest.approx(8.375)


@pytest.mark.parametrize("language", ["pt", "sv", "ru", "sw", "hi", "zh", ""])
def test_other_languages_have_no_formula(language: str) -> None:
    assert formula_for(language) is None


@pytest.mark.parametrize(
    ("language", "limit"), [("en", 9), ("fr", 60), ("es", 55), ("de", 9), ("it", 60)], ids=str
)
def test_limits_are_those_of_the_published_scales(language: str, limit: float) -> None:
    assert formula_of(language).limit == limit  # docs/readability.md says how each scale was read


@pytest.mark.parametrize("formula", FORMULAS, ids=NAMES)
def test_the_limit_itself_is_within_the_limit(formula: Formula) -> None:
    harder = -0.1 if formula.easier is Easier.HIGHER else 0.1

    assert formula.within_limit(formula.limit)
    assert not formula.within_limit(formula.limit + harder)
    assert formula.within_limit(formula.limit - harder)


@pytest.mark.parametrize("formula", FORMULAS, ids=NAMES)
@given(sentences=st.integers(1, 50), words_a_sentence=st.integers(2, 60), letters=st.integers(1, 15))
def test_the_same_words_in_fewer_sentences_are_never_easier(
    formula: Formula, sentences: int, words_a_sentence: int, letters: int
) -> None:
    number = 2 * sentences * words_a_sentence
    short = formula.compute(Counts(2 * sentences, number, letters * number, syllables=2 * number))
    long = formula.compute(Counts(sentences, number, letters * number, syllables=2 * number))

    assert long <= short if formula.easier is Easier.HIGHER else long >= short


def test_counts_are_those_of_the_words() -> None:
    # Die 1, Verwaltung 3, schreibt 1 | Gut 1, so 1
    counted = count([["Die", "Verwaltung", "schreibt"], ["Gut", "so"]], "de")

    assert counted == Counts(
        sentences=2, words=5, letters=26, long_words=2, syllables=7, monosyllables=4, polysyllables=1
    )


@pytest.mark.parametrize(
    ("word", "long"), [("sieben", 0), ("siebend", 1)], ids=["six letters", "seven letters"]
)
def test_a_long_word_has_more_than_six_letters(word: str, long: int) -> None:
    assert count([[word]], "de").long_words == long


def test_syllables_are_not_counted_where_no_formula_reads_them() -> None:
    assert count([["syllables"]], "en") == Counts(sentences=1, words=1, letters=9, long_words=1)
