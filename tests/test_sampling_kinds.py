"""The kinds of page that every sample holds are recognised by what they are called."""

import pytest

from auditor.crawl.scope import canonical
from auditor.evidence import Kind, Link
from auditor.evidence.landmark import Landmark
from auditor.sampling.kinds import REQUIRED, pages_by_kind
from auditor.service import PageDigest
from auditor.services.words import site_kinds

SITE = "https://portal.example"
HOME = f"{SITE}/"


def page(path: str, heading: str = "", title: str = "", *, contact: bool = False) -> PageDigest:
    url = canonical(f"{SITE}{path}")
    return PageDigest(
        page_id=path, url=url, final_url=url, kind=Kind.HTML, heading=heading, title=title, contact=contact
    )


def home(**links: str) -> PageDigest:
    hrefs = tuple(Link(f"{SITE}/{path}", text, Landmark.NONE, "") for path, text in links.items())
    return PageDigest(page_id="/", url=HOME, final_url=HOME, kind=Kind.HTML, title="Home", links=hrefs)


def found(*pages: PageDigest) -> dict[str, str]:
    return {kind: digest.page_id for kind, digest in pages_by_kind(pages, frozenset({HOME})).items()}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Contact us", "contact"), ("Kontakt", "contact"), ("Contattaci e contatti", None),
        ("Legal notice", "legal"), ("Legal aid", None), ("Mentions légales", "legal"), ("Impressum", "legal"),
        ("Accessibility statement", "accessibility"), ("Erklärung zur Barrierefreiheit", "accessibility"),
        ("Deklaracja dostępności", "accessibility"), ("Saavutettavuusseloste", "accessibility"),
        ("Domande frequenti", "help"), ("مساعدة", "help"), ("Hilfe", "help"),
        ("Suche", "search"), ("Αναζήτηση", "search"),
        ("Log in", "login"), ("Area personale", "login"), ("Register a birth", None),
        ("Plan du site", "sitemap"), ("Mappa del sito", "sitemap"), ("Карта сайта", "sitemap"),
        ("", None),
    ],
)  # fmt: skip
def test_a_name_tells_its_kind_if_it_says_nothing_else(text: str, kind: str | None) -> None:
    assert site_kinds(text) & set(REQUIRED) == ({kind} if kind else set())


def test_a_page_is_recognised_by_heading_title_address_or_by_the_words_of_links_from_the_start() -> None:
    assert found(
        home(x1="Help"),
        page("/x1"),
        page("/x2", heading="Search"),
        page("/x3", title="Sitemap | City of Aldermere"),
        page("/accessibility-statement"),
        page("/x5", contact=True),
    ) == {
        "help": "/x1",
        "search": "/x2",
        "sitemap": "/x3",
        "accessibility": "/accessibility-statement",
        "contact": "/x5",
    }


def test_the_page_with_the_most_names_is_taken_and_the_first_of_equals() -> None:
    one, other = page("/news/contact", title="Contact"), page("/contact", heading="Contact", title="Contact")
    assert found(home(), one, other)["contact"] == "/contact"
    assert found(home(), page("/a/help"), page("/b/help"))["help"] == "/a/help"


def test_a_page_may_be_of_two_kinds() -> None:
    assert found(home(), page("/x", heading="Contact and help")) == {"contact": "/x", "help": "/x"}


def test_the_start_is_of_no_other_kind() -> None:
    start = PageDigest(page_id="/", url=HOME, final_url=HOME, kind=Kind.HTML, heading="Search")
    assert found(start) == {}


def test_kinds_come_in_the_order_of_visits() -> None:
    pages = [page(f"/{name}") for name in ("sitemap", "login", "search", "help", "contact")]
    assert list(found(home(), *pages)) == ["contact", "help", "search", "login", "sitemap"]
