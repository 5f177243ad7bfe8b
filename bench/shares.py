"""What judging texts and finding channels cost, against the visits of the same pages in the same run.

All is processor time: of a visit, that of the browser, its driver and this program.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.channels.contact import is_contact_page
from auditor.channels.finding import find_channels
from auditor.channels.only_way import find_only_ways
from auditor.evidence import PageEvidence
from auditor.judge import outcomes_of
from auditor.registry import all_rules
from auditor.rule import Pillar, Scope
from auditor.text.language import page_language
from auditor.text.read_text import read_text
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from bench.close_looks import cpu_s


async def shares(program: BrowserProgram, urls: Sequence[str]) -> dict[str, float]:
    """Give what work of judging a page costs, as a share of its plain visit: 0.03 is 3 %.

    The first page is visited and judged once before, so that what is loaded once is no part of it.
    """
    visits_s = 0.0
    spent_s = dict.fromkeys(_WORK, 0.0)
    async with ChromiumBrowser(program, VisitSettings(hosts=("127.0.0.1",)), tabs=1) as browser:
        first = await browser.visit(urls[0])
        for work in _WORK.values():
            work(first)
        for url in urls:
            before = cpu_s()
            page = await browser.visit(url)
            visits_s += sum(spent - before.get(process, 0.0) for process, spent in cpu_s().items())
            for name, work in _WORK.items():
                seen = replace(page)  # answers are kept for a page: another one shares none
                started = time.process_time()
                work(seen)
                spent_s[name] += time.process_time() - started
    return {name: spent / visits_s for name, spent in spent_s.items()}


def _judge_text(page: PageEvidence) -> None:
    read_text(page)
    for registered in all_rules().values():
        if registered.pillar is Pillar.READABILITY and registered.rule.scope is Scope.PAGE:
            outcomes_of(registered, page)


def _find_channels(page: PageEvidence) -> None:
    language = page_language(page)
    is_contact_page(page)
    find_channels(page, language)
    find_only_ways(page, language)


_WORK: dict[str, Callable[[PageEvidence], None]] = {"text": _judge_text, "channels": _find_channels}
