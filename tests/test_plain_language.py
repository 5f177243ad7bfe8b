"""The word lists of plain language: that they hold what they should, and what is told by them."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from auditor.evidence import TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head, page
from auditor.outcome import Failed, Untested
from auditor.settings import LANGUAGES
from auditor.text import abbreviations, citations, negations, passives
from auditor.text.abbreviations import Explanations, abbreviations_in
from auditor.text.language_names import unlisted
from tests.test_readability import PLAIN, judge


def listed(name: str) -> dict[str, Any]:
    return tomllib.loads(files("auditor.text").joinpath(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["abbreviations.toml", "citations.toml", "negations.toml", "passives.toml"])
def test_lists_are_by_languages(name: str) -> None:
    assert set(listed(name)) - {"all"} <= LANGUAGES


def test_abbreviations_are_listed_as_they_are_written() -> None:
    words = " ".join(text for each in listed("abbreviations.toml").values() for text in each.values()).split()

    assert [word for word in words if word != word.upper()] == []


@pytest.mark.parametrize(("language", "pattern"), listed("citations.toml").items())
def test_patterns_of_citations_cite_nothing_in_plain_text(language: str, pattern: str) -> None:
    assert re.compile(pattern)
    assert citations.citations_in(PLAIN.get(language, ""), language) == ()


@pytest.mark.parametrize("language", PLAIN)
def test_plain_text_has_no_double_negatives_and_no_abbreviations(language: str) -> None:
    assert negations.double_negative_in(PLAIN[language], language) is None
    assert list(abbreviations_in(PLAIN[language], language)) == []
    assert abbreviations.has_list(language)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("You can't apply unless you live here.", "can't apply unless"),
        ("You can’t apply unless you live here.", "can’t apply unless"),  # noqa: RUF001
        ("It isn’t unusual to wait.", "isn’t unusual"),  # noqa: RUF001
        ("We will not pay until you write.", "will not pay until"),
        ("Send no fewer than two.", "no fewer than"),
        ("You may not fail to come.", "not fail to"),
        ("Nothing changes unless you move.", ""),
    ],
)
def test_two_negatives_are_found_with_either_apostrophe(sentence: str, words: str) -> None:
    found = negations.double_negative_in(sentence, "en")

    assert (found.words if found else "") == words


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("en", "The form must be duly signed.", "be … signed"),
        ("en", "It isn’t accepted here.", "isn't accepted"),  # noqa: RUF001
        ("en", "The council is made up of 39 people.", ""),
        ("en", "You are entitled to a card.", ""),
        ("en", "We are here and signed the form.", ""),
        ("en", "It is not so very often really checked.", ""),
        ("en", "Is Applied Science taught here?", ""),
        ("de", "Bringen Sie mit, was benötigt wird.", "benötigt wird"),
        ("de", "Die Karte wurde am Montag verschickt, und das war es.", "wurde … verschickt"),
        ("de", "Sie werden einen Brief erhalten.", ""),
        ("de", "Wenn es kalt wird, haben wir geheizt.", ""),
        ("de", "Das wird nicht gehören.", ""),
        ("de", "Wir werden Ihnen gesondert schreiben.", ""),
        ("nl", "De aanvraag moet worden ingediend.", "worden ingediend"),
        ("nl", "Dat wordt in dit gebied.", ""),
        ("nl", "De overheid wordt blij van gezondheid.", ""),
        ("fr", "La demande est examinée.", ""),
    ],
)
def test_a_passive_is_told_by_its_words(language: str, sentence: str, words: str) -> None:
    assert passives.passive_in(sentence, language) == words


def test_a_passive_is_looked_for_in_time_that_grows_with_the_sentence() -> None:
    assert passives.passive_in("is " * 20_000 + "a" * 20_000, "en") == ""
    assert passives.passive_in("wird " * 20_000 + "ge" * 20_000 + "!", "de") == ""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ask the HST, or the RCTs.", ["HST"]),
        ("See www.HST.example, HST@city.example and HST-3.", []),
        ("Both PQR, HST, and then (XYZ).", ["PQR", "HST", "XYZ"]),
        ("THE HST IS OPEN to all of you.", []),
    ],
    ids=["plural", "addresses and codes", "in a row", "shouted"],
)
def test_which_words_are_abbreviations(sentence: str, expected: list[str]) -> None:
    assert list(abbreviations_in(sentence, "en")) == expected


@pytest.mark.parametrize(
    ("texts", "explained"),
    [
        ("Housing Support Team", True),
        ("Housing benefit for students in town", False),
        ("the Housing of Sport and Trade", True),  # without the small words
        ("HST \N{EN DASH} help with rent", True),
        ("HST: help with rent", True),
        ("our hst form", True),
        ("Hst form", True),
        ("HST 20", False),
    ],
)
def test_what_explains_an_abbreviation(texts: str, explained: bool) -> None:
    assert Explanations(texts).explain("HST") is explained


@pytest.mark.parametrize(
    ("languages", "named"),
    [
        (["sw"], "its language, sw"),
        (["sw", "", "el", "sw"], "its language, el, sw"),
        ([""], "a language that could not be told"),
    ],
    ids=["one", "several", "untold"],
)
def test_a_language_without_a_list_is_named(languages: list[str], named: str) -> None:
    assert unlisted(languages) == named


def test_a_part_without_a_list_is_told_beside_what_was_found() -> None:
    blocks = (
        TextBlock("Ask at the HST before you move house.", "p", Landmark.MAIN, "en", "p"),
        TextBlock("Omba kadi ya KRA ya kuegesha gari.", "p", Landmark.MAIN, "sw", "p"),
    )

    failed, untested = judge("undefined-abbreviation", page(head=head(lang="en"), text=blocks))

    assert isinstance(failed, Failed)
    assert failed.values["word"] == "HST"
    assert untested == Untested("it is not listed which abbreviations are known to all in its language, sw")
