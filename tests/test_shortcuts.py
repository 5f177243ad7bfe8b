"""What a shortcut decides is what axe would have said: outcome by outcome, on the same state of a page.

Pages of the fictional portals, the examples of all rules, and cases made to tell the two
apart are judged twice after one load: by axe alone, and with the shortcuts.
"""

import asyncio
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, CDPSession, Page, async_playwright

from auditor.axe import axe_source
from auditor.evidence import AxeResults
from auditor.registry import all_rules
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from auditor.visit.probe import AXE_LIMITS, call, read_axe
from fixtures.server import PortalServer
from tests.conftest import DEMO_PORTALS, ROOT, document

pytestmark = pytest.mark.browser

CASES: dict[str, str] = tomllib.loads((ROOT / "tests" / "contrast_cases.toml").read_text(encoding="utf-8"))

type BothWays = dict[str, tuple[AxeResults, AxeResults]]
"""What axe says of each page: without shortcuts, and with them."""


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Each page's name and address below a folder that a server shows, written if it is not there."""
    for name in DEMO_PORTALS:
        portal = ROOT / "fixtures" / name
        (folder / name).symlink_to(portal, target_is_directory=True)
        for file in sorted(portal.rglob("*.html")):
            path = file.relative_to(portal).as_posix()
            yield f"{name}: {path}", f"{name}/{path}"
    examples = {
        f"{rule.id}: {example.name}": example.given
        for rule in all_rules().values()
        for example in rule.rule.examples
        if isinstance(example.given, str)
    }
    for number, (case, html) in enumerate({**examples, **CASES}.items()):
        (folder / f"{number}.html").write_text(document(html), encoding="utf-8")
        yield case, f"{number}.html"


async def judged(session: CDPSession, frame: str, *, exact: bool) -> AxeResults:
    """Run axe in an isolated world of its own, with shortcuts or without."""
    made = await session.send(
        "Page.createIsolatedWorld", {"frameId": frame, "worldName": "exact" if exact else "short"}
    )

    async def value(script: str) -> Any:
        answer = await session.send(
            "Runtime.evaluate",
            {
                "expression": script,
                "contextId": made["executionContextId"],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    await value(axe_source())
    return read_axe(await value(call("axe", {**AXE_LIMITS, "exact": exact})))


async def judged_twice(page: Page, url: str) -> tuple[AxeResults, AxeResults]:
    session = await page.context.new_cdp_session(page)
    await page.goto(url)
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    both = await judged(session, frame, exact=True), await judged(session, frame, exact=False)
    await session.detach()
    return both


async def judge_all(program: BrowserProgram, urls: Mapping[str, str]) -> BothWays:
    async def work(context: BrowserContext, queue: Iterator[tuple[str, str]]) -> None:
        page = await context.new_page()
        for name, url in queue:
            results[name] = await judged_twice(page, url)

    results: BothWays = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program.path, chromium_sandbox=not needs_no_sandbox(program)
        )
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        queue = iter(urls.items())
        await asyncio.gather(work(context, queue), work(context, queue))
        await browser.close()
    return results


@pytest.fixture(scope="session")
def both_ways(browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    """What axe says of each page, without shortcuts and with them."""
    folder = tmp_path_factory.mktemp("shortcuts")
    paths = dict(pages(folder))
    with PortalServer(folder) as server:
        return asyncio.run(
            judge_all(browser_program, {name: server.url + path for name, path in paths.items()})
        )


def test_with_shortcuts_every_outcome_is_the_same(
    both_ways: BothWays,
) -> None:
    differences = {
        name: [(one, other) for one, other in zip(exact.rules, short.rules, strict=True) if one != other]
        for name, (exact, short) in both_ways.items()
    }
    assert {name: found for name, found in differences.items() if found} == {}


def contrast_of(both: Sequence[AxeResults]) -> tuple[int, int, int]:
    found = next(rule for rule in both[0].rules if rule.id == "color-contrast")
    return found.passed, found.failed, found.undecided


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("enough", (1, 0, 0)),
        ("too little", (0, 1, 0)),
        ("on an opaque ancestor", (2, 0, 0)),
        ("on a gradient", (0, 0, 1)),
        ("under another box", (0, 0, 1)),
    ],
)
def test_the_cases_are_what_they_say(both_ways: BothWays, case: str, expected: tuple[int, int, int]) -> None:
    assert contrast_of(both_ways[case]) == expected
