"""The reference that the audit is measured against: load each page, run axe, keep the answer.

Fixed once. It is what an able person would write in an afternoon, and as fast as that
person could make it: one reused tab a core, no new context a page, no screenshots.
It shares no code with the auditor. Changing this file changes what every ratio means.
"""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.async_api import Page, async_playwright

RUN_AXE = """
axe.run({rules: {"target-size": {enabled: true}}}).then(result => JSON.stringify(result))
"""


async def bare_loop(urls: Sequence[str], browser_path: Path | None, axe_source: Path) -> float:
    """Run axe on every URL and return the seconds it took, launch of the browser and its tabs excluded.

    `browser_path` of None means Playwright's own headless shell; `axe_source` is axe.min.js.
    """
    axe = axe_source.read_text(encoding="utf-8")  # noqa: ASYNC240 - nothing runs yet that could wait
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path)
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        tabs = [await context.new_page() for _ in range(os.cpu_count() or 1)]
        start = time.perf_counter()
        queue = iter(urls)
        done = await asyncio.gather(*(_work(tab, queue, axe) for tab in tabs))
        results = [result for tab in done for result in tab]
        seconds = time.perf_counter() - start
        await browser.close()
    if len(results) != len(urls):
        raise RuntimeError(f"axe answered for {len(results)} of {len(urls)} pages")
    return seconds


async def _work(tab: Page, queue: Iterator[str], axe: str) -> list[str]:
    """Take URLs from the shared queue in one tab until none is left."""
    results: list[str] = []
    for url in queue:
        await tab.goto(url, wait_until="load")
        await tab.evaluate(axe)
        results.append(await tab.evaluate(RUN_AXE))
    return results
