"""Which pages of a portal are services, and what each of them is found by."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.evidence import Kind, Link
from auditor.evidence.landmark import Landmark
from auditor.service import OfferedService, PageDigest
from auditor.services.discover import find_services
from auditor.services.toml import portal_toml
from auditor.settings import Settings, read_settings

SITE = "https://city.example"
SETTINGS = Settings.model_validate({"portal": {"name": "City", "url": f"{SITE}/"}})

OFFERED = "structured data on its page"
MARKED = "attributes that mark services on its portal"
LISTED = "a page that lists services"
CRUMBS = "breadcrumbs that lead from a list of services"
DOING = "parts that say how something is got done"

HOW = ("Who can apply", "How to apply", "What you need")
TOLD = ("History", "People", "Climate", "Churches", "Language")


def page(path: str, heading: str, *links: str, **more: object) -> PageDigest:
    """A page of 300 words that leads to these paths, each link called by its path."""
    facts = {"kind": Kind.HTML, "title": heading, "heading": heading, "language": "en", "words": 300, **more}
    return PageDigest(
        page_id=path,
        url=SITE + path,
        final_url=SITE + path,
        links=tuple(Link(SITE + to, to.strip("/"), Landmark.MAIN, "a") for to in links),
        **facts,  # type: ignore[arg-type]
    )


def found(*pages: PageDigest) -> dict[str, tuple[str, ...]]:
    """The pages of each service, by what it was found by and its name."""
    return {f"{each.found_by}: {each.name}": each.pages for each in find_services(pages, SETTINGS)}


def names(*pages: PageDigest) -> list[str]:
    return [each.name for each in find_services(pages, SETTINGS)]


HOME = page("/", "City", "/bins", "/tax", "/news/fair")


def test_a_page_that_says_how_something_is_got_done_is_a_service() -> None:
    assert found(HOME, page("/tax/support", "Council tax support", headings=HOW)) == {
        f"{DOING}: Council tax support": ("/tax/support",)
    }


@pytest.mark.parametrize(
    "other",
    [
        page("/news/fair", "Apply for a stall at the fair", headings=HOW),
        page("/events/2026/fair", "Book a stall", headings=HOW),
        page("/privacy", "Privacy policy", headings=HOW),
        page("/search", "Search", headings=HOW),
        page("/stall", "Book a stall", headings=HOW, breadcrumbs=("Home", "Latest news")),
        page("/contact-us", "Contact us", headings=HOW, contact=True),
        page("/history", "Our history", headings=TOLD),
        page("/planning-department", "Planning Department", headings=TOLD),
        page("/report-2025", "Report on noise", headings=("Fees",)),
        page("/rules.pdf", "Apply for a permit", headings=HOW, kind=Kind.DOCUMENT),
        page("/law", "Dog law", headings=("Fees", "Deadlines")),
    ],
    ids=lambda given: given.page_id,
)
def test_a_page_of_another_kind_is_none(other: PageDigest) -> None:
    assert names(HOME, other) == []


def test_the_help_with_a_bill_is_not_the_help_of_the_site() -> None:
    bill = page("/tax/help", "Problems paying", headings=HOW)
    told = page("/help", "Help", headings=HOW)
    assert names(HOME, bill, told) == ["Problems paying"]


def test_a_list_of_services_leads_to_services_but_not_to_bodies_without_any() -> None:
    listing = page("/services", "Our services", "/birth", "/mayor", "/zoning")
    assert found(
        HOME,
        listing,
        page("/birth", "Birth certificate"),
        page("/mayor", "Office of the Mayor"),
        page("/zoning", "Planning Department", headings=HOW),
    ) == {f"{LISTED}: Birth certificate": ("/birth",), f"{LISTED}: Planning Department": ("/zoning",)}


def test_one_page_asked_for_in_two_ways_is_one_service() -> None:
    listing = page("/services", "Our services", "/pay", "/pay?what=dogs")
    assert found(HOME, listing, page("/pay", "Payments"), page("/pay?what=dogs", "Payments")) == {
        f"{LISTED}: Payments": ("/pay", "/pay?what=dogs")
    }


@pytest.mark.parametrize(("words", "name"), [("x" * 60, "x" * 60), ("x" * 61, "The title")])
def test_a_card_that_is_one_whole_link_is_no_name(words: str, name: str) -> None:
    link = Link(f"{SITE}/pay", words, Landmark.MAIN, "a")
    listing = replace(page("/services", "Our services"), links=(link,))
    assert names(HOME, listing, page("/pay", "", title="The title")) == [name]


def test_a_page_in_the_list_that_only_leads_to_one_is_passed_through() -> None:
    listing = page("/services", "Our services", "/farming", "/dogs")
    farming = page("/farming", "Farming", "/farms")
    farms = page("/farms", "Farm Office", headings=HOW)
    assert names(HOME, listing, farming, farms, page("/dogs", "Dogs")) == ["Dogs", "Farm Office"]


def test_a_topic_is_no_service_even_if_it_calls_itself_one() -> None:
    bins = page(
        "/bins", "Bins and recycling", "/bins/missed", "/bins/order",
        offers=(OfferedService("Bins and recycling", ""),),
    )  # fmt: skip
    below = page("/bins/missed", "Missed bins", headings=HOW), page("/bins/order", "New bins", headings=HOW)
    assert names(HOME, bins, *below) == ["Missed bins", "New bins"]


@pytest.mark.parametrize("heading", ["Register a birth", "Birth registration"])
def test_a_service_whose_parts_have_pages_of_their_own_is_no_topic(heading: str) -> None:
    birth = page("/birth", heading, "/birth/bring", "/birth/book", offers=(OfferedService("Births", ""),))
    below = page("/birth/bring", "What to bring", headings=HOW), page("/birth/book", "A visit", headings=HOW)
    assert found(HOME, birth, *below) == {f"{OFFERED}: Births": ("/birth", "/birth/bring", "/birth/book")}


def test_nor_is_one_with_a_confirmation_below_it() -> None:
    badge = page(
        "/badge", "Badges", "/badge/who", "/badge/ask", "/badge/done", offers=(OfferedService("Badges", ""),)
    )
    below = (
        page("/badge/who", "Who", headings=HOW),
        page("/badge/ask", "Ask", headings=HOW),
        page("/badge/done", "Thank you"),
    )
    assert names(HOME, badge, *below) == ["Badges"]


def test_marks_of_services_are_read_from_the_list_and_from_the_page() -> None:
    listing = page(
        "/elenco", "Elenco", offers=(OfferedService("Carta d'identità", f"{SITE}/cie", marked=True),)
    )
    own = page("/imu", "Imposta", offers=(OfferedService("Pagamento IMU", "", marked=True),))
    assert found(HOME, listing, page("/cie", "CIE"), own) == {
        f"{MARKED}: Carta d'identità": ("/cie",),
        f"{MARKED}: Pagamento IMU": ("/imu",),
    }


def test_breadcrumbs_from_a_list_of_services_lead_to_one() -> None:
    passport = page("/p1", "Passport photos", breadcrumbs=("Home", "Services"))
    fees = page("/p2", "Fees of passports", breadcrumbs=("Home", "Services", "Passport photos"))
    person = page("/p3", "The mayor", breadcrumbs=("Home", "People"))
    assert found(HOME, passport, fees, person) == {f"{CRUMBS}: Passport photos": ("/p1",)}


def test_a_page_in_another_language_is_of_the_same_service() -> None:
    english = page("/en/birth", "Register a birth", "/en/birth/form", headings=HOW)
    french = page(
        "/fr/birth", "Déclarer une naissance", language="fr", headings=("Pièces à fournir", "Tarifs")
    )
    form = page("/fr/birth/form", "Formulaire", language="fr")
    assert found(page("/en", "City"), english, french, form) == {
        f"{DOING}: Register a birth": ("/en/birth", "/fr/birth", "/fr/birth/form")
    }


def test_so_is_one_with_another_address_if_they_name_each_other() -> None:
    english = page("/birth", "Register a birth", headings=HOW, alternates=(f"{SITE}/naissance",))
    french = page(
        "/naissance", "Déclarer une naissance", language="fr",
        headings=("Pièces à fournir", "Tarifs"), alternates=(f"{SITE}/birth",),
    )  # fmt: skip
    assert found(HOME, english, french) == {f"{DOING}: Register a birth": ("/birth", "/naissance")}


def test_what_the_operator_declares_wins() -> None:
    declared = Settings.model_validate({
        "portal": {"name": "City", "url": f"{SITE}/"},
        "service": [{"id": "dogs", "name": "Dogs", "start": f"{SITE}/dogs"}],
    })  # fmt: skip
    pages = page("/dogs", "Dogs"), page("/tax/support", "Council tax support", headings=HOW)
    services = find_services(pages, declared)
    assert [(each.id, each.pages, each.found_by) for each in services] == [("dogs", ("/dogs",), None)]


def test_the_draft_for_the_operator_is_accepted_whatever_services_are_called(tmp_path: Path) -> None:
    bad = '"]\n[[service]]\n<script>alert(1)</script>\x00\x1b[31m\u202e\\'
    pages = [page(f"/s{number}", bad, headings=HOW, title=bad) for number in range(3)]
    text = portal_toml(SETTINGS, find_services(pages, SETTINGS), pages)
    (tmp_path / "portal.toml").write_text(text, encoding="utf-8")
    assert len(tomllib.loads(text)["service"]) == 3
    assert len(read_settings(str(tmp_path / "portal.toml")).services) == 3
    assert not any(char < " " and char != "\n" for char in text)


def test_a_hostile_portal_of_many_pages_takes_seconds() -> None:
    """Every page claims to be every other in another language, and has as many parts as are kept."""
    others = tuple(f"{SITE}/p{number}" for number in range(40))
    pages = [
        page(f"/p{number}", f"Apply {number}", *(f"/p{to}" for to in range(500)),
             headings=("What you need to apply for this",) * 80, alternates=others,
             language=f"{number % 90:02}")
        for number in range(500)
    ]  # fmt: skip
    assert len(find_services(pages, SETTINGS)) <= 500


def test_a_name_that_most_pages_have_in_their_title_is_the_sites() -> None:
    pages = [page(f"/p{number}", "", title="City - Services") for number in range(6)]
    listing = page("/services", "Our services", "/pay", "/rent")
    pay, rent = page("/pay", "", title="City - Services"), page("/rent", "", title="Rent a hall | City")
    unnamed = [replace(each, links=()) for each in (pay, rent)]
    links = tuple(Link(f"{SITE}{to}", "", Landmark.MAIN, "a") for to in ("/pay", "/rent"))
    assert names(HOME, replace(listing, links=links), *unnamed, *pages) == ["pay", "Rent a hall"]
