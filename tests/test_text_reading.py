"""Years of schooling: how values become years, and how sure they are."""

import re
from pathlib import Path

import pytest

from auditor.text.language_names import language_name
from auditor.text.reading import (
    GRADED_LANGUAGES,
    MIN_WORDS,
    RELATIVE_LANGUAGES,
    SCALE_DEVIATION_YEARS,
    grade,
    grade_sentences,
    relative_difficulty,
    years_of,
)

LONG, SHORT = "certificate", "form"


def sentence(words: int, long: int) -> list[str]:
    return [LONG] * long + [SHORT] * (words - long)


@pytest.mark.parametrize(
    ("rix", "years"),
    [(3.0, 8), (3.35, 8.5), (3.7, 9), (7.2, 13), (8.2, 14), (0.2, 2), (0.0, 1.333)],
    ids=["grade 8", "between", "grade 9", "last of the table", "beyond it", "first", "before it"],
)
def test_english_years_are_andersons_grades(rix: float, years: float) -> None:
    assert years_of(rix, "en") == pytest.approx(years, abs=0.001)


@pytest.mark.parametrize(
    ("language", "value", "low", "high"),
    [
        # The published scales, which the years were not made from. Each has to lie within.
        ("it", 60, 8, 9),  # Gulpease: hard under 60 for who left school after the middle school (8 years)
        ("it", 40, 12, 14),  # under 40 after the upper secondary (13 years)
        ("de", 9, 8, 10),  # Wiener Sachtextformel: its value is the school year
        ("pt", 75, 3, 5),  # Martins: 75 and over are grades 1 to 4
        ("pt", 50, 8, 10),  # 50 to 75 grades 5 to 8
        ("es", 55, 9, 11),  # INFLESZ: under 55 past compulsory school (10 years)
    ],
)
def test_years_agree_with_the_published_scales(language: str, value: float, low: float, high: float) -> None:
    assert low <= years_of(value, language) <= high


def test_the_documentation_tells_the_values_of_nine_years() -> None:
    page = (Path(__file__).parents[1] / "docs" / "readability.md").read_text(encoding="utf-8")
    told: dict[str, float] = {}
    for names, values in re.findall(
        r"^\| ([A-Z][^|]+) \|[^|]+\|[^|]+\| ([\d., ]+) \|[^|]+\|$", page, re.MULTILINE
    ):
        told |= zip(names.split(", "), map(float, values.split(", ")), strict=True)

    languages = {language_name(language): language for language in GRADED_LANGUAGES - {"nb", "nn"}}
    assert told.keys() == languages.keys()
    step = 0.051  # they are told to one decimal
    for name, value in told.items():
        below, above = sorted(years_of(value + sign * step, languages[name]) for sign in (-1, 1))
        assert below <= 9 <= above, name


def test_equal_sentences_leave_only_the_doubt_of_the_scale() -> None:
    found = grade_sentences([sentence(20, 3)] * 10, "en")  # RIX 3.0

    assert found is not None
    assert (found.years, found.value, found.sentences, found.words) == (8, 3, 10, 200)
    assert found.high - found.years == pytest.approx(1.28 * SCALE_DEVIATION_YEARS)
    assert found.years - found.low == pytest.approx(1.28 * SCALE_DEVIATION_YEARS)


def test_unequal_sentences_make_a_grade_less_sure() -> None:
    found = grade_sentences([sentence(20, 0), sentence(20, 6)] * 5, "en")  # RIX 3.0 as well

    assert found is not None
    assert found.years == 8
    # The standard error of a mean of ten values of 0 and 6: sqrt(9 x 10 / 9 / 10) = 1 in RIX, that is about
    # 1.5 years there, beside 1 of the scale.
    assert 1.28 * 1.6 < found.high - found.years < 1.28 * 2.1


def test_under_a_hundred_words_there_is_no_grade() -> None:
    assert grade_sentences([sentence(33, 9)] * 3, "en") is None
    assert grade_sentences([sentence(33, 9)] * 2 + [sentence(34, 9)], "en") is not None


def test_fewer_than_three_sentences_have_no_grade() -> None:
    assert grade_sentences([sentence(MIN_WORDS, 9)] * 2, "en") is None
    assert grade_sentences([sentence(MIN_WORDS, 9)] * 3, "en") is not None


def test_a_language_without_formula_has_no_grade() -> None:
    assert grade_sentences([sentence(20, 3)] * 10, "sw") is None


def test_blocks_are_cut_into_sentences_of_three_words_and_more() -> None:
    block = " ".join(sentence(20, 3)) + ". Yes, both. All of us. " + " ".join(sentence(20, 3)) + "."

    cut = [sentence(20, 3), ["All", "of", "us"], sentence(20, 3)]
    assert grade([block] * 5, "en") == grade_sentences(cut * 5, "en")


@pytest.mark.parametrize("language", sorted(GRADED_LANGUAGES))
def test_years_stay_between_the_first_and_the_last(language: str) -> None:
    hardest = grade_sentences([[LONG * 3] * 200] * 3, language)
    easiest = grade_sentences([["a", "o", "e"]] * 40, language)

    assert hardest is not None
    assert easiest is not None
    assert 1 <= easiest.low <= easiest.years < hardest.years <= hardest.high <= 20


@pytest.mark.parametrize(
    ("words_a_sentence", "position"), [(13.1, 50), (18.6, 100)], ids=["half way", "as news"]
)
def test_swahili_is_placed_between_stories_and_news(words_a_sentence: float, position: float) -> None:
    # sentences of 13 and of 14 words, or of 18 and 19, so that they have so many on average
    short = int(words_a_sentence)
    longer = round(10 * (words_a_sentence - short))
    text = [["barua"] * (short + 1)] * longer + [["barua"] * short] * (10 - longer)

    found = relative_difficulty(text, "sw")

    assert found is not None
    assert found.position == pytest.approx(position)


def test_hindi_is_placed_by_its_words_too() -> None:
    # 21 words a sentence, as news; words of two letters (vowel signs are none), 0.37 of the way below stories
    found = relative_difficulty([["कमल"[:2]] * 21] * 10, "hi")

    assert found is not None
    assert found.position == pytest.approx(100 * (1 + (2 - 2.14) / (2.52 - 2.14)) / 2)


def test_what_is_relative_has_no_grade_and_is_as_long() -> None:
    assert not GRADED_LANGUAGES & RELATIVE_LANGUAGES
    assert relative_difficulty([["barua"] * 33] * 3, "sw") is None
    assert relative_difficulty([["barua"] * MIN_WORDS] * 3, "cs") is None


def test_uzbek_words_are_as_long_in_both_scripts() -> None:
    latin = relative_difficulty([["to'g'ri", "choʻchqa", "shahar", "qoʻshma"] * 9] * 3, "uz")  # noqa: RUF001
    cyrillic = relative_difficulty([["тўғри", "чўчқа", "шаҳар", "қўшма"] * 9] * 3, "uz")

    assert latin == cyrillic
