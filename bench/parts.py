"""Where a visit's time goes: in one tab, so that nothing waits for another page."""

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from functools import wraps
from typing import Any
from unittest.mock import patch

from auditor.visit import look, tab
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram

# What is timed, and as which part.
_PARTS = (
    (tab.Tab, "load", "load"),
    (look.Record, "attempt_probes", "probes"),
    (look, "_axe", "axe"),
)


async def parts(program: BrowserProgram, urls: Sequence[str]) -> dict[str, float]:
    """Give the share of a visit that each part takes, 0 to 1; `waiting` is what is left.

    That is the wait for a quiet network, new sizes, and leaving the page.
    """
    seconds: dict[str, float] = defaultdict(float)
    with ExitStack() as patches:
        for owner, name, part in _PARTS:
            patches.enter_context(patch.object(owner, name, _timed(getattr(owner, name), part, seconds)))
        async with ChromiumBrowser(program, VisitSettings(hosts=("127.0.0.1",)), tabs=1) as browser:
            started = time.perf_counter()
            for url in urls:
                await browser.visit(url)
            whole = time.perf_counter() - started
    shares = {part: seconds[part] / whole for part in ("load", "axe", "probes")}
    return shares | {"waiting": 1 - sum(shares.values())}


def _timed(
    work: Callable[..., Awaitable[Any]], part: str, seconds: dict[str, float]
) -> Callable[..., Awaitable[Any]]:
    @wraps(work)
    async def timed(*given: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return await work(*given, **named)
        finally:
            seconds[part] += time.perf_counter() - started

    return timed
