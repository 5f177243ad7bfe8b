"""A page is measured at rest: what moves by itself is where it ends, or where it begins."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.async_api import Browser, Page, async_playwright

from auditor.evidence import PageEvidence
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.look import Record
from auditor.visit.probe import REST_LIMITS, call, until_rest
from auditor.visit.questions import DOM, LAYOUT_LIMITS, SECRETS, TABLES
from auditor.visit.view import View
from tests.served import Served, html

pytestmark = pytest.mark.browser

FADING = "<style>@keyframes in { from { opacity: 0 } } p { animation: in 60s }</style>"
LATE = "<style>@keyframes in { to { opacity: 1 } } p { opacity: 0; animation: in 1s 60s forwards }</style>"
GROWING = """<style>
div { width: 100px; height: 9px; transition: width 60s }
@media (min-width: 340px) { div { width: 340px } }
</style>"""
ENDLESS = """<style>
@keyframes out { to { margin-left: 20000px } }
b { display: block; width: 9px; animation: out 10s linear infinite }
</style>"""
SCROLLED = """<style>
@keyframes in { from { opacity: 0 } to { opacity: 1 } }
p { animation: in linear; animation-timeline: scroll() }
</style>"""
SCRIPT = (
    "<script>document.querySelector('p').animate([{opacity: 0}, {opacity: 1}], {duration: 60000})</script>"
)
# Built in steps by timers after the page has loaded, asking for nothing: with a tab, and the last with a fee.
BUILT = """<h1>Fees</h1><main></main><script>
const add = (words) => document.querySelector("main").append(
  Object.assign(document.createElement("p"), { textContent: words }));
addEventListener("load", () => setTimeout(() => { add("Weekdays"); setTimeout(() => {
  add("Weekends"); setTimeout(() => add("Fees apply"), 250); }, 250); }, 150));
</script>"""
# Changes for ever, and has taken from its own world what one could watch it with.
TICKING = """<h1>Fees</h1><p>Fees apply</p><script>
setInterval(() => document.body.setAttribute("class", "ticked"), 20);
window.MutationObserver = window.setTimeout = undefined;
</script>"""
PAGES = {
    "built by timers": BUILT,
    "ticking": TICKING,
    "fading in": f"{FADING}<h1>Fees</h1><p>Fees apply</p>",
    "beginning late": f"{LATE}<h1>Fees</h1><p>Fees apply</p>",
    "adapting to the window": f"{GROWING}<h1>Fees</h1><div></div>",
    "moving for ever": f"{ENDLESS}<h1>Fees</h1><b>x</b>",
    "scrolling": "<h1>News</h1><marquee>Closed on Friday</marquee>",
    "moved by scrolling": f"{SCROLLED}<h1>Fees</h1><p>Fees apply</p>",
    "moved by a script": f"<h1>Fees</h1><p>Fees apply</p>{SCRIPT}",
}


@asynccontextmanager
async def opened(browser_path: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, chromium_sandbox=False)
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
def seen(browser_program: BrowserProgram) -> Mapping[str, tuple[PageEvidence, PageEvidence]]:
    """Each page twice."""
    answers = {f"/{number}": html(body) for number, body in enumerate(PAGES.values())}

    async def visit(url: str) -> list[PageEvidence]:
        async with ChromiumBrowser(browser_program, VisitSettings(hosts=("127.0.0.1",)), tabs=1) as browser:
            return [await browser.visit(f"{url}{number}") for _ in range(2) for number in range(len(PAGES))]

    with Served(answers) as portal:
        found = asyncio.run(visit(portal.url))
    return dict(zip(PAGES, zip(found[: len(PAGES)], found[len(PAGES) :], strict=True), strict=True))


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_gives_the_same_evidence_again(
    seen: Mapping[str, tuple[PageEvidence, PageEvidence]], name: str
) -> None:
    first, second = seen[name]
    # When what moves was seen to move is of the moment: `layout-shift`, which asks about it, is advice.
    assert replace(first, shifts=None) == replace(second, shifts=None)
    assert first.missing == {}


def test_a_page_is_looked_at_when_scripts_have_built_it(
    seen: Mapping[str, tuple[PageEvidence, PageEvidence]],
) -> None:
    words = [block.text for block in seen["built by timers"][0].text or ()]
    assert words == ["Fees", "Weekdays", "Weekends", "Fees apply"]


def test_a_page_that_never_stops_changing_is_looked_at_all_the_same(
    seen: Mapping[str, tuple[PageEvidence, PageEvidence]],
) -> None:
    page = seen["ticking"][0]
    assert [block.text for block in page.text or ()] == ["Fees", "Fees apply"]
    assert page.missing == {}


@pytest.mark.parametrize("name", ["fading in", "beginning late", "moved by a script"])
def test_text_that_comes_in_by_and_by_is_read(
    seen: Mapping[str, tuple[PageEvidence, PageEvidence]], name: str
) -> None:
    assert "Fees apply" in [block.text for block in seen[name][0].text or ()]


def test_a_layout_is_measured_when_it_has_adapted_to_the_window(
    seen: Mapping[str, tuple[PageEvidence, PageEvidence]],
) -> None:
    page, _ = seen["adapting to the window"]
    assert page.narrow is not None
    assert page.narrow.scroll_width_px == 320


def test_what_never_comes_to_rest_is_measured_where_it_begins(
    seen: Mapping[str, tuple[PageEvidence, PageEvidence]],
) -> None:
    page, _ = seen["moving for ever"]
    assert page.narrow is not None
    assert page.narrow.scroll_width_px == 320


def test_scrolling_text_does_not_scroll(browser_path: Path) -> None:
    """Where it stands is the browser's secret, but for the box of its text."""
    place = """() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("marquee"));
        return range.getBoundingClientRect().x;
    }"""

    async def places() -> list[float]:
        async with opened(browser_path) as browser:
            page = await browser.new_page()
            await page.set_content(
                "<marquee scrollamount=50 scrolldelay=60 width=500>Closed on Friday</marquee>"
            )
            found = []
            for _ in range(3):
                await page.wait_for_timeout(100)
                await page.evaluate(call("layout", LAYOUT_LIMITS | {"width": 320, "height": 800}))
                found.append(await page.evaluate(place))
        return found

    assert asyncio.run(places()) == [8.0] * 3, "the margin of the page, where the text begins"


def test_only_pages_with_programs_are_waited_for(browser_path: Path) -> None:
    scripts = {
        "": False,
        '<script type="application/ld+json">{}</script>': False,
        "<script>1</script>": True,
        '<script type="module">1</script>': True,
        '<script type="text/javascript">1</script>': True,
    }

    async def left_ms(browser: Browser, script: str) -> tuple[float, float]:
        page = await browser.new_page()
        await page.set_content(f"<h1>Fees</h1>{script}")
        first = await page.evaluate(until_rest())
        await page.wait_for_timeout(REST_LIMITS["quietMs"] + 50)
        return first, await page.evaluate(until_rest())

    async def left_by_script() -> dict[str, tuple[float, float]]:
        async with opened(browser_path) as browser:
            return {script: await left_ms(browser, script) for script in scripts}

    found = asyncio.run(left_by_script())
    assert {script: first > 0 for script, (first, _) in found.items()} == scripts
    assert {later for _, later in found.values()} == {0}


def test_a_probe_that_throws_costs_its_own_parts_alone(browser_path: Path) -> None:
    record = Record()

    class Shown:
        def __init__(self, page: Page) -> None:
            self._page = page

        async def run(self, expression: str, **_: float) -> Any:
            return await self._page.evaluate(expression)

    async def ask() -> None:
        async with opened(browser_path) as browser:
            page = await browser.new_page()
            await page.set_content("<h1>Fees</h1>")
            throwing = replace(TABLES, limits=None)
            await record.attempt_probes(cast("View", Shown(page)), DOM, throwing, SECRETS)

    asyncio.run(ask())
    assert "<h1>Fees</h1>" in record.parts.pop("dom")
    assert record.parts == {"secrets": ()}
    assert list(record.missing) == ["tables"]
