"""Words of offices: how they are found, and that the lists hold what they should."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from auditor.settings import LANGUAGES
from auditor.text.jargon import Jargon, has_list, jargon_in
from tests.test_readability import PLAIN

LISTS = tomllib.loads(files("auditor.text").joinpath("jargon.toml").read_text(encoding="utf-8"))


def found(text: str, language: str = "en", **own: str) -> list[str]:
    return [each.found for each in jargon_in(text, language, {language: own})]


def test_a_phrase_is_found_as_it_stands_with_its_place_and_plainer_words() -> None:
    assert jargon_in("Ask us Prior to 3 May.", "en", {}) == (Jargon("Prior to", "before", 7),)


def test_only_whole_words_are_found() -> None:
    assert found("The priory to the left is hereditary.") == []


def test_words_are_found_in_their_order_and_over_punctuation() -> None:
    assert found("Remuneration, notwithstanding (per annum)") == [
        "Remuneration",
        "notwithstanding",
        "per annum",
    ]


def test_of_two_phrases_the_longer_one_is_found() -> None:
    assert found("in the event that it rains", **{"in the event": "x"}) == ["in the event that"]


def test_an_elided_word_is_found_behind_its_article() -> None:
    assert found("Renvoyez-le à l\N{RIGHT SINGLE QUOTATION MARK}impétrant.", "fr") == ["impétrant"]


def test_the_operator_adds_words_and_takes_words_away() -> None:
    assert found("Utilise the MUST form.", **{"must form": "form", "utilise": ""}) == ["MUST form"]
    assert found("Omba fomu ya P9.", "sw", P9="fomu ya kodi") == ["P9"]


@pytest.mark.parametrize(("named", "text"), [("nb", "no"), ("no", "nn"), ("no", "nb"), ("no", "no")])
def test_the_operator_s_norwegian_words_hold_for_each_of_its_names(named: str, text: str) -> None:
    own = {named: {"NAV-nummer": "nummeret ditt"}, "sv": {"Ring": "x"}}
    assert [each.found for each in jargon_in("Ring NAV-nummer", text, own)] == ["NAV-nummer"]


def test_a_language_without_a_list_has_none_until_the_operator_gives_one() -> None:
    assert not has_list("sw", {})
    assert has_list("sw", {"sw": {"P9": "fomu ya kodi"}})
    assert has_list("no", {})
    assert has_list("nn", {})


@pytest.mark.parametrize("language", LISTS)
def test_a_list_names_its_guides_and_each_form_once(language: str) -> None:
    forms = Counter(form.casefold() for line in LISTS[language]["words"] for form in line.split("|"))

    assert language in LANGUAGES
    assert LISTS[language]["source"]
    assert [form for form, count in forms.items() if count > 1 or not form.strip()] == []
    assert all(LISTS[language]["words"].values())


@pytest.mark.parametrize("language", PLAIN)
def test_plain_text_has_no_words_of_offices(language: str) -> None:
    assert found(PLAIN[language], language) == []
