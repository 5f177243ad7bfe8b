"""What tells a page on which something is got done from one that only informs."""

import pytest

from auditor.services.doing import Doing, Part, doing_of
from auditor.services.words import names_body, says_task


def signs(
    *names: str, headings: tuple[str, ...] = (), calls: tuple[str, ...] = (), asked: bool = False
) -> Doing:
    return doing_of(names, headings, calls, asked=asked)


@pytest.mark.parametrize(
    "text",
    [
        "Renew a passport",
        "🗓️ Check your bin day",
        "Demander un acte de naissance",
        "Solicitar licencia de obra",
        "Richiedere la carta d'identità",
        "Reisepass beantragen",
        "Paspoort aanvragen",
        "تجديد رخصة القيادة",
        "Оплатить штраф",
    ],
)
def test_a_name_that_says_what_one_does_is_a_task(text: str) -> None:
    assert says_task(text)


@pytest.mark.parametrize(
    "text",
    [
        "Register of interests",
        "Report on noise in the city",
        "Order of the council",
        "Get involved",
        "Get in touch",
        "Our history",
        "Annual report",
        "Services in alphabetical order",
        "How to find us",
        "Ufficio anagrafe",
        "",
        "   ",
    ],
)
def test_other_names_are_none(text: str) -> None:
    assert not says_task(text)


@pytest.mark.parametrize(
    "text",
    [
        "Planning Department",
        "Office of the Mayor",
        "Ufficio tributi",
        "Concejalía de Sanidad",
        "Abteilung Soziales",
    ],
)
def test_a_body_of_the_administration_is_known_by_its_name(text: str) -> None:
    assert names_body(text)


@pytest.mark.parametrize(
    "text", ["Book a visit to the register office", "Postal votes", "The office hours of today"]
)
def test_other_names_are_no_bodies(text: str) -> None:
    assert not names_body(text)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("How to apply", Part.ACT),
        ("Come fare", Part.ACT),
        ("Comment demander une place", Part.ACT),
        ("Cómo solicitar la ayuda", Part.ACT),
        ("What you need", Part.NEED),
        ("Pièces à fournir", Part.NEED),
        ("Requisitos", Part.NEED),
        ("المستندات المطلوبة", Part.NEED),
        ("A chi è rivolto", Part.WHO),
        ("Processing time", Part.TIME),
        ("Gebühren", Part.COST),
        ("Issuance of building permits", Part.ACT),
        ("Delivrance de permis", Part.ACT),
        ("Registering a death", Part.ACT),
    ],
)
def test_headings_name_the_parts(given: str, part: Part) -> None:
    assert signs("x", headings=(given,)).parts == {part}


@pytest.mark.parametrize(
    "given",
    [
        "What you need to know",
        "How it works",
        "How we decide",
        "About us",
        "Our feelings",
        "Registration officer",
        "How repairs of roads get chosen",
    ],
)
def test_other_headings_name_none(given: str) -> None:
    assert signs("x", headings=(given,)).parts == frozenset()


@pytest.mark.parametrize(
    "page",
    [
        signs("Council tax support", headings=("Who can apply", "What you need")),
        signs("Pay your council tax", headings=("Fees",)),
        signs("Parking permit", calls=("Apply online",)),
        signs("Moving house", "Tell us you are moving", asked=True),
        signs("Housing", headings=("How to apply",), calls=("Application form",)),
        signs("Births and deaths", headings=("Registering a birth", "Registering a death", "Offices")),
    ],
)
def test_two_signs_of_which_one_is_decisive_are_enough(page: Doing) -> None:
    assert page.is_sure


@pytest.mark.parametrize(
    "page",
    [
        signs("Pay your council tax"),
        signs("Street markets", headings=("Fees", "Deadlines", "Who is eligible")),
        signs("Council tax support", headings=("How to apply",)),
        signs("News", asked=True, headings=("Fees",)),
        signs("Birth certificate"),
    ],
    ids=["one sign", "costs and limits alone", "one part alone", "a filter", "the name of a thing"],
)
def test_fewer_are_not(page: Doing) -> None:
    assert not page.is_sure


def test_two_parts_in_a_page_of_many_others_are_not_what_it_is_about() -> None:
    two = ("Who is eligible", "How to apply")
    other = tuple(f"The law, part {number}" for number in range(16))
    assert signs("Holiday lets", headings=two + other).is_sure  # 2 in 18
    assert not signs("Holiday lets", headings=(*two, *other, "The law, part 17")).is_sure


def test_a_filter_is_not_what_a_page_of_many_parts_is_about() -> None:
    parts = ("Requirements", *(f"Contract {number}" for number in range(9)))
    assert not signs("Contracts", headings=parts, asked=True).is_sure
    assert signs("Contracts", headings=parts[:-1], asked=True).is_sure


def test_a_page_without_any_sign_has_none() -> None:
    told = ("History", "Language")
    assert signs("Our town", headings=told).is_none
    assert not signs("Our town", headings=(*told, "How to apply")).is_none
