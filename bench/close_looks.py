"""What close looks add to a visit: processor time of the browser, its driver and this program, by page.

`make bench` measures it on generated pages, `python -m bench.close_looks ADDRESS...` on served pages.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack

import psutil

from auditor.evidence import CLOSE_PARTS, Part
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram, find_browser

_ALL = "all"


async def cost_of_close_looks(program: BrowserProgram, urls: Sequence[str]) -> dict[str, float]:
    """Give what each close part, and all of them, add to the processor time of a visit: 0.4 is 40 %.

    Each page is visited in every way before the next, so that what disturbs the machine disturbs all.
    """
    ways: dict[str, frozenset[Part]] = {
        "": CLOSE_PARTS,
        **{part: CLOSE_PARTS - {part} for part in sorted(CLOSE_PARTS)},
        _ALL: frozenset(),
    }
    seconds = dict.fromkeys(ways, 0.0)
    async with AsyncExitStack() as stack:
        browsers = {
            way: await stack.enter_async_context(
                ChromiumBrowser(program, VisitSettings(hosts=("127.0.0.1",), unwanted=unwanted), tabs=1)
            )
            for way, unwanted in ways.items()
        }
        for browser in browsers.values():
            await browser.visit(urls[0])  # what a first visit costs once is no part of it
        for url in urls:
            for way, browser in browsers.items():
                before = cpu_s()
                await browser.visit(url, closely=bool(way))
                seconds[way] += sum(spent - before.get(process, 0.0) for process, spent in cpu_s().items())
    plain = seconds.pop("")
    return {way: spent / plain - 1 for way, spent in seconds.items()}


def cpu_s() -> Mapping[int, float]:
    """Give the processor time of this process and all that it started, in seconds, by process id."""
    own = psutil.Process()
    spent = {}
    for process in (own, *own.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent[process.pid] = times.user + times.system
    return spent


def main() -> None:
    """Measure on given pages, and print each part's share of a plain visit, the dearest first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("addresses", nargs="+", help="pages on 127.0.0.1, each visited in every way")
    added = asyncio.run(cost_of_close_looks(find_browser(), parser.parse_args().addresses))
    for part, share in sorted(added.items(), key=lambda pair: pair[1], reverse=True):
        print(f"{part:<15} {share:6.2f}")


if __name__ == "__main__":
    main()
