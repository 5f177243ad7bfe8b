"""What a visit sees of service workers, of data savers, and of styles and scripts that nothing uses."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from auditor.evidence import PageEvidence
from auditor.evidence.frugal import Saving, SavingSign, ScriptUse, SheetUse
from auditor.judge import outcomes_of
from auditor.outcome import Untested
from auditor.registry import all_rules
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.coverage import read_coverage
from auditor.visit.find_browser import BrowserProgram
from tests.served import Answer, Served, html

USED = "p { color: blue; }"  # as browsers write it
UNUSED = ".gallery:not(.open) { color: red; }"
ASKED = "@media (prefers-reduced-data: reduce) { p { color: black; } }"
SCRIPT = "function once() { return 1; } once(); function never() { return navigator.connection.saveData; }"
NEVER = "function never() { return navigator.connection.saveData; }"
SHEET = f"{USED} {UNUSED} p:not(.shut, .closed) {{ margin: 0px; }} {ASKED} :is(.a, p) {{ top: 0px; }}"
MARKUP = (
    '<link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/print.css"><p>Text</p>'
    '<script src="/site.js"></script><script>navigator.serviceWorker.register("/worker.js")</script>'
)


def visited(program: BrowserProgram, markup: str, **settings: Any) -> tuple[str, PageEvidence, list[str]]:
    answers = {
        "/": Answer(html(markup).body, headers={"Content-Type": "text/html", "Accept-CH": "DPR, Save-Data"}),
        "/site.css": Answer(SHEET.encode(), headers={"Content-Type": "text/css"}),
        "/print.css": Answer(b".gallery { color: red; }", headers={"Content-Type": "text/css"}),
        "/site.js": Answer(SCRIPT.encode(), headers={"Content-Type": "text/javascript"}),
        "/worker.js": Answer(b"", headers={"Content-Type": "text/javascript"}),
    }

    async def visit(url: str) -> PageEvidence:
        given = VisitSettings(hosts=("127.0.0.1",), axe=False, **settings)
        async with ChromiumBrowser(program, given, tabs=1) as browser:
            return await browser.visit(url, closely=True)

    with Served(answers) as portal:
        return portal.url.rstrip("/"), asyncio.run(visit(portal.url)), portal.asked


@pytest.mark.browser
def test_a_close_look_tells_what_is_heeded_and_what_is_used(browser_program: BrowserProgram) -> None:
    url, page, asked = visited(browser_program, MARKUP, coverage=True)

    assert page.worker is True
    assert "/worker.js" not in asked
    assert page.saving == Saving(
        (
            SavingSign(f"{url}/", "Accept-CH"),
            SavingSign(f"{url}/site.js", "saveData"),
            SavingSign(f"{url}/site.css", "prefers-reduced-data"),
        ),
        files=3,
    )
    assert page.sheets is not None
    site, print_sheet = page.sheets.sheets
    assert (site.rules, site.used_rules, site.chars - site.used_chars) == (5, 4, len(UNUSED))
    assert print_sheet == SheetUse(f"{url}/print.css", 1, 0, 24, 0)
    assert page.coverage == (ScriptUse(f"{url}/site.js", len(SCRIPT), len(SCRIPT) - len(NEVER)),)


@pytest.mark.browser
def test_a_page_that_asks_for_no_worker_says_so_and_coverage_is_left_out(
    browser_program: BrowserProgram,
) -> None:
    _, page, _ = visited(browser_program, "<p>Text")

    assert page.worker is False
    assert page.coverage is None
    assert "coverage" not in page.missing  # which would be told as lost
    told = outcomes_of(all_rules()["unused-scripts"], page)
    assert [type(each) for each in told] == [Untested]
    assert "coverage in [crawl] of portal.toml" in str(told[0])


def told(url: str, *functions: tuple[int, int, int]) -> dict[str, Any]:
    ranges = [{"startOffset": start, "endOffset": end, "count": count} for start, end, count in functions]
    return {"url": url, "functions": [{"functionName": "", "ranges": [each]} for each in ranges]}


@pytest.mark.parametrize(
    ("functions", "idle"),
    [
        pytest.param([(0, 100, 1)], 0, id="nothing but the script itself"),
        pytest.param([(0, 100, 1), (10, 30, 1)], 0, id="a function that ran"),
        pytest.param([(0, 100, 1), (10, 30, 0)], 20, id="one that did not"),
        pytest.param([(0, 100, 1), (10, 30, 0), (15, 25, 0)], 20, id="one within another"),
        pytest.param([(0, 100, 1), (40, 60, 0), (10, 30, 0)], 40, id="two beside each other"),
        pytest.param([(0, 100, 0)], 100, id="a script that did not run"),
    ],
)
def test_what_did_not_run_is_counted_once(functions: list[tuple[int, int, int]], idle: int) -> None:
    script = told("https://portal.example/a.js", *functions)

    assert read([script]) == (ScriptUse("https://portal.example/a.js", 100, 100 - idle),)


def test_scripts_in_markup_and_of_the_browser_are_left_out() -> None:
    assert read([told("", (0, 9, 1)), told("https://portal.example/", (0, 90, 1))]) == ()


def test_of_a_script_that_ran_twice_the_run_that_used_more_counts() -> None:
    scripts = [told("https://portal.example/a.js", (0, 100, 1), (0, used, 0)) for used in (60, 20, 40)]

    assert read(scripts) == (ScriptUse("https://portal.example/a.js", 100, 80),)


def read(scripts: Iterable[dict[str, Any]]) -> tuple[ScriptUse, ...]:
    async def send(method: str, **_: Any) -> dict[str, Any]:
        return {"result": list(scripts)} if method == "Profiler.takePreciseCoverage" else {}

    return asyncio.run(read_coverage(send, {"https://portal.example/a.js"}))
