"""Which pages the generated portal has, and how they are linked, before any is written."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bench.grammar import GRAMMAR, with_article

PAGE_LIMITS = (10, 100)  # fewer cannot show all templates, more do not fit into the listings
PAGES_PER_DEPARTMENT = 8


@dataclass(frozen=True)
class Department:
    """A part of the city's administration, and what people ask it for."""

    name: str
    office: str
    things: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One page before it is written: where it is, what it is about and what it links to."""

    path: str
    template: str
    title: str
    department: Department
    thing: str
    related: "tuple[Page, ...]" = ()


DEPARTMENTS = (
    Department(
        "Registry",
        "Registry Office",
        ("birth certificate", "marriage appointment", "change of address", "residence card", "name change"),
    ),
    Department(
        "Housing",
        "Housing Office",
        ("rent subsidy", "council home transfer", "tenancy certificate", "heating grant", "adaptation grant"),
    ),
    Department(
        "Waste and recycling",
        "Waste Depot",
        (
            "bulky waste collection",
            "garden waste bin",
            "compost delivery",
            "recycling box",
            "missed bin report",
        ),
    ),
    Department(
        "Roads and parking",
        "Roads Office",
        ("resident parking permit", "visitor voucher", "street works licence", "dropped kerb", "skip permit"),
    ),
    Department(
        "Schools and childcare",
        "Schools Office",
        ("school place", "nursery place", "school travel pass", "holiday club place", "school meals card"),
    ),
    Department(
        "Care and support",
        "Care Office",
        ("home care assessment", "carer allowance", "meal delivery", "day centre place", "emergency loan"),
    ),
    Department(
        "Business and licences",
        "Licensing Office",
        ("market stall licence", "food business licence", "pavement permit", "taxi licence", "event permit"),
    ),
)

TITLES = {
    "service": "Ask for {a_thing}",
    "form": "Request form: {thing}",
    "news": "New rules for {a_thing} in {district}",
    "contact": "{office}, {district}",
}
TEMPLATE_ORDER = ("service", "form", "news", "service", "contact")


def plan_portal(pages: int) -> tuple[Page, ...]:
    """Plan the home page, one listing for each department, and the pages under the listings.

    The header leads to every listing and a listing to all of its pages, so a crawl from
    the home page has found everything at depth 2.
    """
    if not PAGE_LIMITS[0] <= pages <= PAGE_LIMITS[1]:
        raise ValueError(f"a portal has {PAGE_LIMITS[0]} to {PAGE_LIMITS[1]} pages, not {pages}")
    departments = DEPARTMENTS[: max(1, pages // PAGES_PER_DEPARTMENT)]
    listings = tuple(map(_plan_listing, departments))
    leaves = tuple(_plan_leaves(pages - 1 - len(listings), departments))
    home = Page("/", "listing", "Services from A to Z", departments[0], departments[0].things[0])
    news = tuple(page for page in leaves if page.template == "news")
    return (
        replace(home, related=listings + news),
        *(replace(page, related=_in_department(page, leaves)) for page in listings),
        *(replace(page, related=_in_department(page, leaves)) for page in leaves),
    )


def _plan_listing(department: Department) -> Page:
    return Page(f"/{_slug(department.name)}/", "listing", department.name, department, department.things[-1])


def _plan_leaves(count: int, departments: Sequence[Department]) -> Iterator[Page]:
    """Plan the pages under the listings, taking departments and templates in turn."""
    planned: Counter[tuple[Department, str]] = Counter()
    for number, department, template in zip(
        range(1, count + 1), itertools.cycle(departments), itertools.cycle(TEMPLATE_ORDER), strict=False
    ):
        nth = planned[department, template]
        planned[department, template] += 1
        thing = department.things[nth % len(department.things)]
        words = {
            "thing": thing,
            "a_thing": with_article(thing),
            "office": department.office,
            "district": GRAMMAR["district"][nth % len(GRAMMAR["district"])],
        }
        title = TITLES[template].format_map(words)
        path = f"/{_slug(department.name)}/{number}-{_slug(title)}.html"
        yield Page(path, template, title, department, thing)


def _in_department(page: Page, leaves: tuple[Page, ...]) -> tuple[Page, ...]:
    return tuple(leaf for leaf in leaves if leaf.department == page.department and leaf.path != page.path)


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z]+", title.lower()))
