"""Judges pages twice in the same state, by axe alone and with the shortcuts, to compare the two."""

import asyncio
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Page, async_playwright

from auditor.axe import axe_source
from auditor.evidence import AxeResults, AxeRule
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from auditor.visit.probe import AXE_LIMITS, call, read_axe

type BothWays = Mapping[str, tuple[AxeResults, AxeResults]]
"""What axe says of each page: without shortcuts, and with them."""


async def judge_both_ways(program: BrowserProgram, urls: Mapping[str, str]) -> BothWays:
    """Load each page once and run axe on it twice, the second time with the shortcuts."""

    async def work(context: BrowserContext, queue: Iterator[tuple[str, str]]) -> None:
        page = await context.new_page()
        for name, url in queue:
            results[name] = await _judged_twice(page, url)

    results: dict[str, tuple[AxeResults, AxeResults]] = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program.path, chromium_sandbox=not needs_no_sandbox(program)
        )
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        queue = iter(urls.items())
        await asyncio.gather(work(context, queue), work(context, queue))
        await browser.close()
    return results


async def _judged_twice(page: Page, url: str) -> tuple[AxeResults, AxeResults]:
    session = await page.context.new_cdp_session(page)
    await page.goto(url)
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    both = await _judged(session, frame, exact=True), await _judged(session, frame, exact=False)
    await session.detach()
    return both


async def _judged(session: CDPSession, frame: str, *, exact: bool) -> AxeResults:
    """Run axe in an isolated world of its own."""
    world = {"frameId": frame, "worldName": "exact" if exact else "short"}
    made = await session.send("Page.createIsolatedWorld", world)

    async def value(script: str) -> Any:
        given = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = await session.send("Runtime.evaluate", {**given, "contextId": made["executionContextId"]})
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    await value(axe_source())
    return read_axe(await value(call("axe", {**AXE_LIMITS, "exact": exact})))


def differences(both: BothWays) -> dict[str, list[tuple[AxeRule | None, AxeRule | None]]]:
    """Name the pages on which a rule says something else with shortcuts, with what it says both ways."""
    found = {
        name: [(one, other) for one, other in zip_longest(exact.rules, short.rules) if one != other]
        for name, (exact, short) in both.items()
    }
    return {name: rules for name, rules in found.items() if rules}


def same_share(both: BothWays) -> float:
    """Give the share of outcomes, each an element under a rule, that are the same both ways; 0 to 1."""
    outcomes = sum(_outcomes(rule) for exact, _ in both.values() for rule in exact.rules)
    other = sum(
        max(map(_outcomes, filter(None, pair))) for rules in differences(both).values() for pair in rules
    )
    return 1 - other / outcomes


def _outcomes(rule: AxeRule) -> int:
    return rule.passed + rule.failed + rule.undecided
