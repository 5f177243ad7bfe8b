"""Has the browser note which functions of a page's scripts run, from before it is loaded until it is at rest.

Scripts are slowed down meanwhile, and what is told of them is long: docs/limits.md has the figures.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
from typing import Any

from playwright.async_api import Error

from auditor.evidence.frugal import ScriptUse
from auditor.visit.browser import VisitError
from auditor.visit.ledger import URL_CHARS

MAX_SCRIPTS = 200

type Send = Callable[..., Awaitable[dict[str, Any]]]


@contextlib.asynccontextmanager
async def noting(send: Send) -> AsyncIterator[None]:
    """Have what runs noted inside."""
    await send("Profiler.enable")
    await send("Profiler.startPreciseCoverage", callCount=False, detailed=False)
    try:
        yield
    finally:
        with contextlib.suppress(Error, VisitError):  # the tab may be gone
            await send("Profiler.stopPreciseCoverage")
            await send("Profiler.disable")


async def read_coverage(send: Send, files: Collection[str]) -> tuple[ScriptUse, ...]:
    """Tell how much of these script files has run, and let no more be noted."""
    told = (await send("Profiler.takePreciseCoverage"))["result"]
    await send("Profiler.stopPreciseCoverage")
    uses: dict[str, ScriptUse] = {}
    for script in told:
        ranges = [function["ranges"][0] for function in script["functions"] if function["ranges"]]
        whole = [each for each in ranges if each["startOffset"] == 0]
        url = str(script["url"])[:URL_CHARS]
        if not whole or url not in files:
            continue
        chars = max(each["endOffset"] for each in whole)
        use = ScriptUse(url, chars, chars - _idle(ranges))
        if url not in uses or uses[url].used_chars < use.used_chars:
            uses[url] = use
    return tuple(uses.values())[:MAX_SCRIPTS]


def _idle(ranges: Iterable[Mapping[str, int]]) -> int:
    """Count the characters of functions that did not run; these lie side by side, or in each other."""
    count = end = 0
    for each in sorted(
        (one for one in ranges if not one["count"]), key=lambda one: (one["startOffset"], -one["endOffset"])
    ):
        count += max(0, each["endOffset"] - max(end, each["startOffset"]))
        end = max(end, each["endOffset"])
    return count
