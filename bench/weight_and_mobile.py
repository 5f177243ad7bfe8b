"""What weight, cost and mobile fit add to a plain visit and to judging it, in processor time.

Each page is visited with and without what only these need, in turn, so that what disturbs the machine
disturbs both. What close looks add, those of mobile fit among them, is told by bench/close_looks.py.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

from auditor.conversion.cost import Way, cost_of
from auditor.cost.carried import pack
from auditor.cost.money import country_named
from auditor.evidence import PageEvidence, Part
from auditor.judge import outcomes_of
from auditor.registry import all_rules
from auditor.rule import Pillar, Scope
from auditor.service import PageDigest
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from bench.close_looks import cpu_s

# What a plain visit records for rules of weight and mobile fit alone. The ledger of responses and the first
# response are there anyway, and the window has to become as wide as a desktop's.
PARTS: frozenset[Part] = frozenset({"phone", "narrow", "images", "shifts", "targets", "wide_targets"})
_JUDGED = (Pillar.WEIGHT, Pillar.MOBILE)


async def added(program: BrowserProgram, urls: Sequence[str], rounds: int = 3) -> dict[str, float]:
    """Give what is added, as a share of a visit without it: 0.04 is 4 %.

    `recorded` is the browser's and our part in seeing more, `judged` the rules, `reckoned` what each page
    costs as a service of one page, `all` the three together. The first page is visited once before.
    """
    with_s = without_s = 0.0
    spent_s = dict.fromkeys(_WORK, 0.0)
    async with AsyncExitStack() as stack:
        more, less = [
            await stack.enter_async_context(
                ChromiumBrowser(program, VisitSettings(hosts=("127.0.0.1",), unwanted=unwanted), tabs=1)
            )
            for unwanted in (frozenset[Part](), PARTS)
        ]
        for browser in (more, less):
            first = await browser.visit(urls[0])
        for work in _WORK.values():
            work(first)
        for url in list(urls) * rounds:
            page, spent = await _visit(more, url)
            with_s += spent
            without_s += (await _visit(less, url))[1]
            for name, work in _WORK.items():
                seen = replace(page)  # answers are kept for a page: another one shares none
                started = time.process_time()
                work(seen)
                spent_s[name] += time.process_time() - started
    shares = {"recorded": with_s / without_s - 1} | {
        name: spent / without_s for name, spent in spent_s.items()
    }
    return shares | {"all": sum(shares.values())}


async def _visit(browser: ChromiumBrowser, url: str) -> tuple[PageEvidence, float]:
    before = cpu_s()
    page = await browser.visit(url)
    return page, sum(spent - before.get(process, 0.0) for process, spent in cpu_s().items())


def _judge(page: PageEvidence) -> None:
    for registered in all_rules().values():
        if registered.pillar in _JUDGED and registered.rule.scope is Scope.PAGE:
            outcomes_of(registered, page)


def _reckon(page: PageEvidence) -> None:
    digest = PageDigest(
        page_id="page", url=page.url, final_url=page.final_url, kind=page.kind, carried=pack(page)
    )
    cost_of(Way((digest,), 0, by_journey=False), country_named("KE"))


_WORK: Mapping[str, Callable[[PageEvidence], None]] = {"judged": _judge, "reckoned": _reckon}
