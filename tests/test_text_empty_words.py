"""Words that say nothing, and labels by which fields are known: the lists, and how names are compared."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

import pytest

from auditor.text.empty_words import plain, points, says_nothing_of_a_link
from auditor.text.purposes import Purpose, purpose_of


def lists(name: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("auditor.text").joinpath(name).read_text(encoding="utf-8"))


LISTS = [
    (name, kind, language, words)
    for name in ("empty_words.toml", "purposes.toml")
    for kind, languages in lists(name).items()
    for language, words in languages.items()
]


@pytest.mark.parametrize(("name", "kind", "language", "words"), LISTS)
def test_a_list_has_a_language_and_no_line_that_is_never_met(
    name: str, kind: str, language: str, words: str
) -> None:
    of_words = kind in {"own", "pointing", "pointed"}
    lines = words.split() if of_words else words.strip().splitlines()

    assert len(language) == 2 or language == "all"
    assert all(plain(line) for line in lines)
    repeated = [line for line, times in Counter(map(plain, lines)).items() if times > 1]
    assert repeated == [], f"{name} {kind}"


def test_links_are_known_in_the_languages_of_many_portals() -> None:
    assert lists("empty_words.toml")["link"].keys() >= {"en", "fr", "es", "it", "pt", "de", "nl", "ar", "sw"}


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Read more…", "en"),
        ("_read_more_", "en"),
        ("» CLICK HERE «", "en"),
        ("Más información", "es"),
        ("Mas informacion", "es"),
        ("اقرأ المزيد", "ar"),
        ("PDF", "sw"),
        ("Szczegóły", "pl"),
        ("Devamını oku", "tr"),  # noqa: RUF001  the letter is the subject
        ("TIKLAYIN", "tr"),
    ],
)
def test_a_name_is_compared_without_case_accents_and_marks(name: str, language: str) -> None:
    assert says_nothing_of_a_link(name, {language})


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Read more about births", "en"),
        ("Meer", "de"),
        ("Information", "en"),
        ("Découvrir", "fr"),
        ("Open", "en"),
        ("Este", "es"),
        ("", "en"),
    ],
)
def test_a_name_that_may_say_something_is_left_alone(name: str, language: str) -> None:
    assert not says_nothing_of_a_link(name, {language})


def test_a_name_points_only_if_it_names_no_more_than_a_thing() -> None:
    assert points("this page", {"en"})
    assert not points("this page on fees", {"en"})
    assert not points("this Thursday", {"en"})


@pytest.mark.parametrize(
    ("label", "language", "purpose"),
    [
        ("E-mail:", "en", Purpose("email", is_own=False)),
        ("Your e-mail *", "en", Purpose("email", is_own=True)),
        ("Jina lako", "sw", Purpose("name", is_own=True)),
        ("Child's name", "en", None),
        ("Your child's name", "en", None),
        ("Name", "fr", None),
    ],
)
def test_a_field_is_known_by_its_whole_label(label: str, language: str, purpose: Purpose | None) -> None:
    assert purpose_of(label, [language]) == purpose
