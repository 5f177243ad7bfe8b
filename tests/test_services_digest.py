"""What is kept of a page for finding services."""

from dataclasses import replace
from typing import Any

import pytest

from auditor.evidence import Field, Form, Furniture, Menu, MenuLink, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import page, response
from auditor.service import PageDigest
from auditor.services.digest import MAX_HEADINGS, digest_of


def block(text: str, selector: str, landmark: Landmark = Landmark.MAIN, link_chars: int = 0) -> TextBlock:
    tag = selector.rsplit(" > ", maxsplit=1)[-1].split(":", maxsplit=1)[0]
    return TextBlock(text, tag, landmark, "en", selector, link_chars)


def digest(*blocks: TextBlock, forms: tuple[Form, ...] = ()) -> PageDigest:
    return digest_of(PageEvidence(url="https://city.example/", text=blocks, forms=forms), "p")


def test_the_heading_is_that_of_the_content_and_not_the_name_of_the_site() -> None:
    brand = block("City of Demo", "header > h1", Landmark.BANNER)
    assert digest(brand, block("Pay a fine", "main > h1")).heading == "Pay a fine"
    assert digest(brand, block("Fines", "main > h2")).heading == "City of Demo"


@pytest.mark.parametrize(
    "selector",
    [
        "main > h2",
        "main > h2:nth-of-type(2) > span",
        "main > h3 > button > span:nth-of-type(1)",
        "main > details > summary",
        "main > form > fieldset > legend",
    ],
)
def test_headings_of_parts_are_read_with_what_is_in_them(selector: str) -> None:
    assert digest(block("Pay a fine", "main > h1"), block("How to pay", selector)).headings == ("How to pay",)


@pytest.mark.parametrize(
    "other",
    [
        block("Other fines", "main > h2 > a", link_chars=11),
        block("Opening hours", "footer > h2", Landmark.CONTENTINFO),
        block("We are open", "main > p"),
        block("We are open", "h2 > div > div > p"),
    ],
    ids=["a link", "of the site", "a paragraph", "a paragraph deep within"],
)
def test_other_texts_are_no_headings_of_parts(other: TextBlock) -> None:
    assert (
        digest(block("Pay", "main > h1"), block("Your fine must be paid.", "main > p"), other).headings == ()
    )


def test_only_so_many_headings_are_kept() -> None:
    assert (
        len(digest(*(block(f"Part {number}", "main > h2") for number in range(1000))).headings)
        == MAX_HEADINGS
    )


def test_the_fields_of_all_forms_are_counted() -> None:
    field = Field("text", "Name", required=False, autocomplete="", selector="input")
    forms = Form("", "get", (field,), "form"), Form("", "post", (field, field), "form")
    assert digest(forms=forms).fields == 3


def test_what_is_no_address_is_no_part_of_a_menu_and_no_help() -> None:
    links = (MenuLink("https://[city]/contact", "Contact"), MenuLink("https://city.example/a", "A"))
    around = Furniture(menus=(Menu("nav|||", is_navigation=True, within="banner", links=links),))
    kept = digest_of(PageEvidence(url="https://city.example/", furniture=around), "p").around
    assert kept is not None
    assert [menu.links for menu in kept.menus] == [links[1:]]
    assert kept.helps == ()


LOST = response(kind="script", status=0, failed="net::ERR_NAME_NOT_RESOLVED")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param({"worker": True, "responses": (LOST,)}, True, id="a script asked"),
        pytest.param({"worker": False}, False, id="none asked"),
        pytest.param({"worker": False, "responses": (LOST,)}, None, id="a script did not arrive"),
        pytest.param(
            {"worker": False, "responses": (replace(LOST, kind="image"),)}, False, id="a picture did not"
        ),
        pytest.param(
            {"worker": False, "served_html": "<script>navigator.serviceWorker\n.register('/sw.js')</script>"},
            None,
            id="one in the markup did not come to ask",
        ),
        pytest.param(
            {"worker": False, "served_html": "<script>navigator.serviceWorker.ready</script>"},
            False,
            id="one in the markup waits for one",
        ),
        pytest.param({}, None, id="not recorded"),
    ],
)
def test_whether_a_page_wants_a_service_worker(seen: dict[str, Any], expected: bool | None) -> None:
    assert digest_of(page(**seen), "p1").worker is expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="manifest" href="/app.json">', True),
        ("<LINK href=/app.json rel=manifest>", True),
        ('<link rel="icon" href="/manifest">', False),
        ("<p>rel=manifest</p>", False),
    ],
    ids=["quoted", "bare", "a name", "a text"],
)
def test_whether_a_page_names_a_manifest(markup: str, expected: bool) -> None:
    assert digest_of(page(served_html=markup), "p1").manifest is expected
