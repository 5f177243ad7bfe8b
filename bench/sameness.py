"""Judges pages twice in the same state, by axe alone and with the shortcuts, to compare the two."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Page, async_playwright

from auditor.axe import axe_source
from auditor.evidence.axe_results import AxeResults, AxeRule
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from auditor.visit.probe import AXE_LIMITS, call, for_pages, read_axe

type BothWays = Mapping[str, tuple[AxeResults, AxeResults]]
"""What axe says of each page: without shortcuts, and with them."""

TRIES = 4  # for a page that moves while it is judged
STILL_S = 1.0  # between them
WORLDS = {True: "exact", False: "short"}


async def judge_both_ways(program: BrowserProgram, urls: Mapping[str, str]) -> BothWays:
    """Load each page once and run axe on it without and with the shortcuts, in the same state.

    Where the two differ, axe runs without them once more. A page of which it then says something else
    than before has moved meanwhile and is judged again; one that does not come to rest is left out.
    """

    async def work(context: BrowserContext, queue: Iterator[tuple[str, str]]) -> None:
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Page.enable")
        for world in WORLDS.values():
            script = {"source": for_pages(axe_source()), "worldName": world}
            await session.send("Page.addScriptToEvaluateOnNewDocument", script)
        for name, url in queue:
            if judged := await _judged_in_one_state(page, session, url):
                results[name] = judged

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


async def _judged_in_one_state(
    page: Page, session: CDPSession, url: str
) -> tuple[AxeResults, AxeResults] | None:
    await page.goto(url)
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    for _ in range(TRIES):
        before = await _judged(session, frame, exact=True)
        short = await _judged(session, frame, exact=False)
        if short == before or await _judged(session, frame, exact=True) == before:
            return before, short
        await asyncio.sleep(STILL_S)
    return None


async def _judged(session: CDPSession, frame: str, *, exact: bool) -> AxeResults:
    """Run axe in an isolated world of its own, where it is already."""
    world = {"frameId": frame, "worldName": WORLDS[exact]}
    made = await session.send("Page.createIsolatedWorld", world)

    async def value(script: str) -> Any:
        given = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = await session.send("Runtime.evaluate", {**given, "contextId": made["executionContextId"]})
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    return read_axe(await value(call("axe", {**AXE_LIMITS, "exact": exact})))


def differences(both: BothWays) -> dict[str, list[tuple[AxeRule | None, AxeRule | None]]]:
    """Name the pages on which a rule says something else with shortcuts, with what it says both ways."""
    found = {
        name: [(one, other) for one, other in _by_rule(*ways) if one != other] for name, ways in both.items()
    }
    return {name: rules for name, rules in found.items() if rules}


def _by_rule(exact: AxeResults, short: AxeResults) -> Iterator[tuple[AxeRule | None, AxeRule | None]]:
    one, other = ({rule.id: rule for rule in results.rules} for results in (exact, short))
    return ((one.get(rule), other.get(rule)) for rule in dict.fromkeys([*one, *other]))


def same_share(both: BothWays) -> float:
    """Give the share of outcomes, each an element under a rule, that are the same both ways; 0 to 1."""
    outcomes = sum(_outcomes(rule) for exact, _ in both.values() for rule in exact.rules)
    other = sum(_other(*pair) for rules in differences(both).values() for pair in rules)
    return 1 - other / outcomes


def _other(one: AxeRule | None, other: AxeRule | None) -> int:
    """Count the elements of a rule that came out otherwise: by what is described, at least by the counts."""
    if one is None or other is None:
        return sum(_outcomes(rule) for rule in (one, other) if rule)
    counts = (
        abs(one.passed - other.passed),
        len({*one.violations} ^ {*other.violations}),
        len({*one.incomplete} ^ {*other.incomplete}),
    )
    return max(1, *counts)


def _outcomes(rule: AxeRule) -> int:
    return rule.passed + rule.failed + rule.undecided
