"""The formulas against figures that others published or computed."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.formulas import FORMULAS, Counts, Formula, count, formula_for, total
from auditor.text.reading import years_of
from auditor.text.sentences import words


def formula_of(language: str) -> Formula:
    formula = formula_for(language)
    assert formula is not None
    return formula


def valued(text: str, language: str, formula: str | None = None) -> float:
    """Give one sentence's value."""
    return formula_of(formula or language).compute(count(words(text), language))


def test_gulpease_gives_the_published_example() -> None:
    # README of lingua-it-readability (Ruby): this sentence has a Gulpease of 59, decimals cut off.
    value = valued("Testo campione da analizzare con Gulpease e Flesch tarati su lingua Italiana.", "it")

    assert int(value) == 59


def test_lix_gives_the_published_example() -> None:
    # Swedish Wikipedia, "Läsbarhetsindex": 437 words in 21 sentences, 112 of them long
    value = formula_of("sv").compute(Counts(sentences=21, words=437, long_words=112))

    assert value == pytest.approx(20.81 + 25.63, abs=0.01)


def test_the_portuguese_formula_gives_the_value_of_another_implementation() -> None:
    # a public writing tool's own test: "O gato bebe leite." is 96.725
    assert valued("O gato bebe leite.", "pt") == pytest.approx(96.725)


def test_the_russian_formula_reads_percent_where_another_implementation_reads_a_share() -> None:
    # The test of the package udar: five words, three of them of more than three syllables, are 3.2248,
    # which is 0.62 x 5 + 0.123 x 0.6 + 0.051. Matskovskij's term is a percentage.
    value = formula_of("ru").compute(Counts(sentences=1, words=5, four_syllables=3))

    assert value == pytest.approx(3.2248 + 0.123 * (60 - 0.6))


# What koRpus (R) publishes for its sample text: tests/testthat/sample_text_readability_dput.txt.
KORPUS = SimpleNamespace(flesch=88.54, kincaid=7.82, lix=61.97, rix=9.5, szigriszt=112.7, french=104.63)
KORPUS.brouwer, KORPUS.wiener_3, KORPUS.wiener_4 = 68.06, 4.34, 5.84
# Two unknowns from two of its values: words a sentence and syllables a word.
SENTENCE_WORDS = (206.835 - KORPUS.flesch - 84.6 * (15.59 + KORPUS.kincaid) / 11.8) / (
    1.015 - 84.6 * 0.39 / 11.8
)
WORD_SYLLABLES = (15.59 + KORPUS.kincaid - 0.39 * SENTENCE_WORDS) / 11.8


@pytest.mark.parametrize(
    ("language", "counts", "expected"),
    [
        ("es", {"syllables": WORD_SYLLABLES}, KORPUS.szigriszt),
        ("fr", {"syllables": WORD_SYLLABLES}, KORPUS.french),
        ("nl", {"syllables": WORD_SYLLABLES}, KORPUS.brouwer),
        ("en", {"long_words": (KORPUS.lix - SENTENCE_WORDS) / 100}, KORPUS.rix),
        ("da", {"long_words": KORPUS.rix / SENTENCE_WORDS}, KORPUS.lix),
        (
            "de",  # its third formula gives the share of words of three syllables, and we use the fourth
            {"three_syllables": (KORPUS.wiener_3 - 0.1905 * SENTENCE_WORDS + 1.1144) / 29.63},
            KORPUS.wiener_4,
        ),
    ],
    ids=["es", "fr", "nl", "en", "da", "de"],
)
def test_values_agree_with_those_that_korpus_publishes(
    language: str, counts: dict[str, float], expected: float
) -> None:
    # per word; the values that they come from have two decimals
    given_counts = Counts(sentences=1 / SENTENCE_WORDS, words=1, **counts)

    assert formula_of(language).compute(given_counts) == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    ("language", "counts", "expected"),
    [
        # 4.71 x 4.5 + 0.5 x 15 - 21.43
        ("ar", Counts(sentences=10, words=150, letters=675), 7.265),
        # 198.825 - 40.175 x 2.6 - 2.61 x 10 (Ateşman's constants, as many public programs have them)
        ("tr", Counts(sentences=15, words=150, syllables=390), 68.27),
        # 0.4 x (15 + 20)
        ("pl", Counts(sentences=10, words=150, four_syllables=30), 14.0),
        # 0.2656 x 15 + 27.44 x 0.2 - 1.693
        ("de", Counts(sentences=10, words=150, three_syllables=30), 7.779),
    ],
    ids=["ar", "tr", "pl", "de"],
)
def test_values_agree_with_the_arithmetic_by_hand(language: str, counts: Counts, expected: float) -> None:
    assert formula_of(language).compute(counts) == pytest.approx(expected)


# Sentences whose characters and hyphenation points are what we count too, so that
# textstat, which counts them in its own way, has to agree.
COUNTED_ALIKE: dict[str, tuple[str, str, Callable[[str], float]]] = {
    "ar": (
        "en_US",
        "They will send your form back when they have read what your bank said",
        textstat.automated_readability_index,
    ),
    "de": (
        "de",
        "Der Antrag kostet in der Gemeinde zwanzig Franken und die Verwaltung braucht daran nur zwei Wochen",
        lambda text: textstat.wiener_sachtextformel(text, 4),
    ),
    "en": (
        "en_US",
        "They will certainly return every application before the following Tuesday",
        textstat.rix,
    ),
    "es": (
        "es",
        "Los ciudadanos presentan su solicitud con todos sus documentos en la ventanilla del municipio",
        textstat.szigriszt_pazos,
    ),
    "it": (
        "it",
        "Il comune manda una lettera e il cittadino porta la domanda allo sportello",
        textstat.gulpease_index,
    ),
    "pl": ("pl", "Obywatele zapytają o dokumenty w urzędzie po zakończeniu godziny", textstat.gunning_fog),
    "sv": ("sv", "Kommunen skickar tillbaka blanketten inom fjorton arbetsdagar", textstat.lix),
}


@pytest.mark.filterwarnings("ignore:There is no easy words vocabulary")  # no word here is in its English one
@pytest.mark.parametrize("language", sorted(COUNTED_ALIKE))
def test_textstat_agrees_where_it_counts_alike(language: str) -> None:
    counted_as, text, measure = COUNTED_ALIKE[language]
    textstat.set_lang(counted_as)
    try:
        expected = measure(text)
    finally:
        textstat.set_lang("en_US")

    value = valued(text, counted_as[:2], language)
    assert value == pytest.approx(expected, abs=0.01)  # it rounds 206.835 to 206.84


def test_textstat_lends_french_other_constants_that_are_eight_points_lower() -> None:
    # 207 - 1.015 x 15 - 73.6 x 1.5: why it is not used for French
    ours = formula_of("fr").compute(Counts(sentences=10, words=150, letters=0, syllables=225))

    assert ours - (207 - 1.015 * 15 - 73.6 * 1.5) == pytest.approx(8.375)


@pytest.mark.parametrize("language", ["cs", "hi", "id", "sw", "uz", "zh", ""])
def test_other_languages_have_no_formula(language: str) -> None:
    assert formula_for(language) is None


@pytest.mark.parametrize("language", sorted(FORMULAS))
@settings(max_examples=20)
@given(sentences=st.integers(1, 50), words_a_sentence=st.integers(2, 60), share=st.floats(0.01, 1))
def test_the_same_words_in_fewer_sentences_never_ask_for_less_schooling(
    language: str, sentences: int, words_a_sentence: int, share: float
) -> None:
    number = 2 * sentences * words_a_sentence
    same = {"words": number, "letters": 5 * number, "long_words": share * number, "syllables": 2 * number}
    short = formula_of(language).compute(Counts(sentences=2 * sentences, **same))
    long = formula_of(language).compute(Counts(sentences=sentences, **same))

    assert years_of(long, language) >= years_of(short, language)


def test_counts_are_those_of_the_words() -> None:
    # Die 1, Verwaltung 3, schreibt 1 | Gut 1, so 1, Informationen 6
    counted = total(
        [count(["Die", "Verwaltung", "schreibt"], "de"), count(["Gut", "so", "Informationen"], "de")]
    )

    assert counted == Counts(
        sentences=2, words=6, letters=39, long_words=3, syllables=13, three_syllables=2, four_syllables=1
    )
    assert counted.without(count(["Gut", "so", "Informationen"], "de")) == count(
        ["Die", "Verwaltung", "schreibt"], "de"
    )


@pytest.mark.parametrize(
    ("word", "long"), [("sieben", 0), ("siebend", 1)], ids=["six letters", "seven letters"]
)
def test_a_long_word_has_more_than_six_letters(word: str, long: int) -> None:
    assert count([word], "de").long_words == long


def test_syllables_are_not_counted_where_no_formula_reads_them() -> None:
    assert count(["syllables"], "en") == Counts(sentences=1, words=1, letters=9, long_words=1)
