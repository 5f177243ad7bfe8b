"""The layout probe in a browser: which elements it blames for a page that is too wide, what it counts."""

import asyncio
from collections.abc import Mapping

import pytest

from auditor.evidence import PageEvidence
from auditor.evidence.layout import Layout
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from fixtures.server import PortalServer

pytestmark = pytest.mark.browser

WORD = "Verwaltungsverfahrensbeschleunigungsgesetzesentwurf" * 2
SCROLLER = '<div style="overflow:auto"><b style="display:inline-block;width:{width}px">x</b></div>'
BODIES = {
    "a long word": f'<main><p id="long">{WORD}</p></main>',
    "a long word from right to left": f'<main dir="rtl"><p id="long">{WORD}</p></main>',
    "many scrollers": "".join(SCROLLER.format(width=900 + number) for number in range(30))
    + '<p id="cause" style="width:350px">Text</p>',
    "a table of many cells": '<table id="rates" style="width:700px">'
    + "<tr><td>1</td><td>2</td></tr>" * 20
    + "</table>",
    "a stretched column": '<div style="float:left;min-width:100%">'
    '<h1 id="title">Births</h1><pre id="listing">' + "x" * 100 + "</pre></div>",
    "words without a size": f"<p style='font:0/20px serif'>{'Bring the form and a photo.<br>' * 9}</p>",
    "filled fields": f'<input class="{"x" * 270}" value="Ada Byron" style="padding:9px">' * 2,
    "small print over several lines": "<p style='font-size:10px'>Fees\n"
    + " " * 80
    + "apply</p><p>Open now</p>",
}


@pytest.fixture(scope="module")
def seen(
    browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, PageEvidence]:
    folder = tmp_path_factory.mktemp("layouts")
    for number, body in enumerate(BODIES.values()):
        direction = "rtl" if 'dir="rtl"' in body else "ltr"
        head = '<meta name=viewport content="width=device-width"><title>A</title>'
        page = f"<!doctype html><html lang=de dir={direction}>{head}{body}"
        (folder / f"{number}.html").write_text(page, encoding="utf-8")

    async def visit() -> list[PageEvidence]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        with PortalServer(folder) as server:
            async with ChromiumBrowser(browser_program, settings, tabs=1) as browser:
                return [await browser.visit(f"{server.url}{number}.html") for number in range(len(BODIES))]

    return dict(zip(BODIES, asyncio.run(visit()), strict=True))


def narrow(seen: Mapping[str, PageEvidence], name: str) -> Layout:
    layout = seen[name].narrow
    assert layout is not None
    return layout


@pytest.mark.parametrize("name", ["a long word", "a long word from right to left"])
def test_a_word_that_leaves_its_paragraph_is_found_in_both_directions(
    seen: Mapping[str, PageEvidence], name: str
) -> None:
    assert [element.selector for element in narrow(seen, name).wide_elements] == ["#long"]


def test_the_cause_is_named_however_many_boxes_scroll_by_themselves(seen: Mapping[str, PageEvidence]) -> None:
    found = narrow(seen, "many scrollers").wide_elements

    assert [element.selector for element in found if not element.scrolls_inside] == ["#cause"]
    assert any(element.scrolls_inside for element in found)


def test_a_table_is_named_as_a_whole_and_once(seen: Mapping[str, PageEvidence]) -> None:
    [table] = narrow(seen, "a table of many cells").wide_elements

    assert (table.selector, table.two_dimensional) == ("#rates", True)


def test_what_pushes_is_told_from_what_is_only_stretched(seen: Mapping[str, PageEvidence]) -> None:
    found = narrow(seen, "a stretched column").wide_elements

    assert [(element.selector, element.stretched) for element in found] == [
        ("#listing", False),
        ("#title", True),
    ]


def test_white_space_of_the_source_is_no_text(seen: Mapping[str, PageEvidence]) -> None:
    phone = seen["small print over several lines"].phone
    assert phone is not None

    assert phone.text_sizes == {"10": len("Fees apply"), "16": len("Open now")}


def test_what_a_field_holds_is_not_quoted_not_even_its_beginning(seen: Mapping[str, PageEvidence]) -> None:
    """Quotes are cut at 300 characters, here within the value."""
    page = seen["filled fields"]
    assert page.targets is not None
    assert page.entries is not None

    quotes = [field.snippet for field in (*page.targets.below, *page.entries)]
    assert len(quotes) == 4
    assert not any("Ada" in quote for quote in quotes)


def test_lines_that_are_not_to_be_seen_have_no_length(seen: Mapping[str, PageEvidence]) -> None:
    page = seen["words without a size"]
    assert page.desktop is not None, page.missing
    assert page.desktop.long_lines == ()
