import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.sentences import sentences, words


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Is it open?", "Yes!", "Come in."]),
        ("en", ["It costs 2.50 pounds.", "Pay at www.gov.example/pay.html today."]),
        ("en", ["Ask Mr. Smith, e.g. by post.", "He answers."]),
        ("en", ["See para. 3 of the guide.", "Then apply."]),
        ("en", ["No full stop at the end"]),
        ("en", ["1. Fill in the form.", "2. Send it."]),
        ("es", ["¿Qué necesita?", "DNI y foto.", "¡Pida cita!"]),
        ("es", ["Pregunte a D. Juan, art. 5, núm. 3.", "Es gratis."]),
        ("fr", ["M. Dupont habite au 12 av. de la Gare.", "Qui vient ?"]),
        ("fr", ["L'art. R. 123 du code vaut.", "C'est tout."]),
        ("de", ["Das kostet z. B. am 3. Mai inkl. MwSt. 12,50 Euro.", "Wer hilft?"]),
        ("it", ["Via Roma n. 3 è chiusa.", "Il D.Lgs. 82/2005 vale."]),
        ("ar", ["هل لديك بطاقة؟", "اتصل بنا اليوم."]),
        ("hi", ["हम आपको लिखेंगे।", "कार्ड निःशुल्क है।"]),
        ("da", ["Han tøver ikke.", '"Det er gratis," siger hun.', "Ring nu."]),
        ("en", ['A screen of 40" is free.', "It is new.", 'One of 32" costs more.']),
        ("xx", ["An unknown language.", "It is cut too."]),
        ("", ["No language at all.", "It is cut too."]),
    ],
    ids=[
        "end marks",
        "decimal and address",
        "abbreviations",
        "abbreviation before a number",
        "block end",
        "list numbers",
        "inverted marks",
        "Spanish abbreviations",
        "French title",
        "French law",
        "German ordinal and tax",
        "Italian number and law",
        "Arabic question mark",
        "Hindi danda",
        "straight quotation marks",
        "inches",
        "unknown language",
        "no language",
    ],
)
def test_a_block_is_cut_into_its_sentences(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_sentences_need_no_space_between_them() -> None:
    assert sentences("停车证是免费的。请打电话。", "zh") == ["停车证是免费的。", "请打电话。"]


@pytest.mark.parametrize("text", ["", "   ", "12.50", "…"], ids=["empty", "space", "number", "dots"])
def test_without_words_there_is_at_most_the_text_itself(text: str) -> None:
    assert "".join(sentences(text, "en")) == text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send it, please!", ["Send", "it", "please"]),
        (
            "Don't wait for l'école or “aujourd\N{RIGHT SINGLE QUOTATION MARK}hui”.",
            ["Don't", "wait", "for", "l'école", "or", "aujourd\N{RIGHT SINGLE QUOTATION MARK}hui"],
        ),
        ("a well-known e-mail", ["a", "well-known", "e-mail"]),
        ("Call 020 7946 0000 or 112", ["Call", "or"]),
        ("It costs €12.50 (20 %) - now", ["It", "costs", "now"]),
        ("See https://city.example/a?b=c, www.city.example or city.example/form.", ["See", "or"]),
        ("Write to help.desk@city.example today", ["Write", "to", "today"]),
        (
            'Put <b class="name">Error:</b> or {name} here, with size=2 or <br>',
            ["Put", "or", "here", "with", "or"],
        ),
        ("Mr/Mrs or and/or", ["Mr", "Mrs", "or", "and", "or"]),
        ("first — then…end", ["first", "then", "end"]),
        ("the 2nd 12-month permit", ["the", "2nd", "12-month", "permit"]),
        ("e.g. the U.S. at 9 a.m.", ["e.g", "the", "U.S", "at", "a.m"]),
        ("Park\N{SOFT HYPHEN}ausweis", ["Parkausweis"]),
        ("हम आपको लिखेंगे।", ["हम", "आपको", "लिखेंगे"]),
        ("¿Qué necesita?", ["Qué", "necesita"]),
        ("هل لديك بطاقة؟", ["هل", "لديك", "بطاقة"]),
    ],
    ids=[
        "punctuation",
        "apostrophes",
        "hyphens",
        "telephone",
        "amounts",
        "page addresses",
        "e-mail address",
        "code",
        "slashes",
        "dashes",
        "digits in words",
        "abbreviations",
        "soft hyphen",
        "combining vowels",
        "inverted marks",
        "Arabic",
    ],
)
def test_words_are_what_stands_between_spaces_and_holds_a_letter(text: str, expected: list[str]) -> None:
    assert words(text) == tuple(expected)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "text",
    ["1. " * 20_000, "a." * 30_000, "a@" * 30_000, "M. " * 20_000, "x" * 60_000, "(" * 60_000],
    ids=["numbers", "dots", "at signs", "abbreviations", "one word", "brackets"],
)
def test_hostile_text_costs_no_more_than_its_length(text: str, language: str) -> None:
    start = time.perf_counter()
    for sentence in sentences(text, language):
        words(sentence)

    assert time.perf_counter() - start < 2  # a tenth of this when idle; quadratic time would be minutes


@given(st.text())
def test_every_word_holds_a_letter_and_no_space(text: str) -> None:
    for word in words(text):
        assert any(char.isalpha() for char in word)
        assert not any(char.isspace() for char in word)


@given(
    st.lists(st.text("abcdé'.?! ", max_size=30)), st.sampled_from(["de", "en", "es", "fr", "it", "sw", ""])
)
def test_cutting_into_sentences_neither_loses_nor_makes_words(parts: list[str], language: str) -> None:
    text = " ".join(" ".join(parts).split())

    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())
