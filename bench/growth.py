"""Whether a page costs the same at the end of a long run as at its beginning, in time and in memory.

    python -m bench.growth [--pages 6000] [--windows 10] [--out bench.json]

One run crawls and audits a portal of small pages, each under 2 KB and all different, served from
a process of its own. The run is cut into windows of equal numbers of pages. At the end of each the
CPU seconds of the whole process tree are read (the program, the browser, its driver, the processes
that judge), and the memory of the tree without the browser, as proportional set size (PSS).
"""

import argparse
import asyncio
import html
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import psutil

from auditor.run.engine import run_audit
from auditor.run.plan import Plan, begin_run
from auditor.run.tools import open_tools
from auditor.settings import read_settings, with_crawl
from auditor.store.workspace import Workspace
from auditor.visit.find_browser import BrowserProgram, find_browser
from bench.grammar import Writer
from bench.kept import keep
from bench.run import ROOT, served, warn_if_busy

MOST_BYTES = 2_000  # of a page
CHILDREN = 10  # pages that a page leads to
MOST_TIME = 1.10  # the last window against the first
MOST_MB = 50.0
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Page {number}</title></head><body><header><a href="/">Home</a></header>
<main><h1>Page {number}</h1><p>{text}</p><ul>{links}</ul><img src="data:," width="9" height="9"></main>
</body></html>
"""
PARTS = ("program", "judges", "driver", "browser")


@dataclass(frozen=True)
class Reading:
    """What the tree had used when so many pages were done: CPU seconds and PSS by part."""

    pages: int
    wall_s: float
    cpu_s: Mapping[str, float]
    pss_mb: Mapping[str, float]

    @property
    def own_mb(self) -> float:
        """Memory of the tree without the browser."""
        return sum(mb for part, mb in self.pss_mb.items() if part != "browser")


class Watch:
    """Reads the tree as pages are done: at the first, and at the end of each window."""

    def __init__(self, pages: int, windows: int, browser: Path) -> None:
        self.readings: list[Reading] = []
        self._at = {1, *(pages * window // windows for window in range(1, windows + 1))}
        self._browser = browser
        self._began = time.monotonic()

    def begin(self, doing: str) -> None:
        """Part of what an observer is told."""

    def visiting(self, url: str) -> None:
        """Part of what an observer is told."""

    def done(self, *, done: int, found: int, limit: int) -> None:
        """Read the tree, if it is time to."""
        if done in self._at:
            self._at.remove(done)
            self.readings.append(self._read(done))
            print(_told(self.readings[-1], found, limit), flush=True)

    def _read(self, pages: int) -> Reading:
        cpu_s, pss_mb = dict.fromkeys(PARTS, 0.0), dict.fromkeys(PARTS, 0.0)
        own = psutil.Process()
        for process in (own, *own.children(recursive=True)):
            try:
                part = "program" if process == own else self._part(process)
                times = process.cpu_times()
                # With those of its children that have ended, so that nobody's work is lost.
                cpu_s[part] += times.user + times.system + times.children_user + times.children_system
                pss_mb[part] += process.memory_full_info().pss / 1e6
            except psutil.NoSuchProcess:
                continue  # a renderer that just ended; its parent has its times
        return Reading(pages, time.monotonic() - self._began, cpu_s, pss_mb)

    def _part(self, process: psutil.Process) -> str:
        if Path(process.exe()).name == self._browser.name:
            return "browser"
        return "driver" if "node" in process.name() else "judges"


def write_small_portal(folder: Path, pages: int, seed: int = 1) -> None:
    """Write pages of under 2 KB that lead to each other as a tree; the same numbers give the same bytes."""
    for number in range(pages):
        file = folder / _path(number).lstrip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = _page(number, pages, seed)
        if len(text.encode()) >= MOST_BYTES:
            raise ValueError(f"page {number} has {len(text.encode())} bytes")
        file.write_text(text, encoding="utf-8")


def _path(number: int) -> str:
    return f"/page/{number}/" if number else "/"


def _page(number: int, pages: int, seed: int) -> str:
    writer = Writer(f"{seed} small {number}", "resident permit", "Town Hall")
    following = range(CHILDREN * number + 1, min(pages, CHILDREN * (number + 1) + 1))
    return PAGE.format(
        number=number,
        text=html.escape(writer.paragraph(2)),
        links="".join(f'<li><a href="{_path(each)}">Page {each}</a></li>' for each in following),
    )


def audit_watched(url: str, pages: int, windows: int, folder: Path, program: BrowserProgram) -> list[Reading]:
    """Crawl and audit so many pages, and give the readings."""
    return asyncio.run(_audit(url, pages, windows, folder, program))


async def _audit(url: str, pages: int, windows: int, folder: Path, program: BrowserProgram) -> list[Reading]:
    plan = Plan(with_crawl(read_settings(url), max_pages=pages, depth=100))
    watch = Watch(pages, windows, program.path)
    with Workspace(folder / "workspace.db") as workspace:
        async with open_tools(plan, program) as tools:
            await run_audit(plan, workspace, begin_run(workspace, plan), tools, watch)
    return watch.readings


def growth_of_time(readings: list[Reading]) -> float:
    """Give the CPU seconds a page of the last window over those of the first."""
    first, last = (_cpu_a_page(before, after) for before, after in (readings[:2], readings[-2:]))
    return sum(last.values()) / sum(first.values())


def growth_of_memory(readings: list[Reading]) -> float:
    """Give the most memory, without the browser, after the first window over that at its end, in MB."""
    return max(reading.own_mb for reading in readings[1:]) - readings[1].own_mb


def _cpu_a_page(before: Reading, after: Reading) -> dict[str, float]:
    count = after.pages - before.pages
    return {part: (after.cpu_s[part] - before.cpu_s[part]) / count for part in PARTS}


def _told(reading: Reading, found: int, limit: int) -> str:
    return (
        f"{reading.pages:>6} of {limit} pages, {found} found, {reading.wall_s:6.0f} s, "
        f"CPU {sum(reading.cpu_s.values()):7.1f} s, {reading.own_mb:6.1f} MB without the browser"
    )


def table(readings: list[Reading]) -> Iterator[str]:
    """Write down each window: CPU milliseconds a page by part, and memory at its end."""
    heads = "  ".join(f"{part:>8}" for part in PARTS)
    yield f"{'pages':>12}  {'ms a page':>9}  {heads}   MB at the end, by part"
    for before, after in pairwise(readings):
        spent = _cpu_a_page(before, after)
        cells = "  ".join(f"{1000 * spent[part]:8.1f}" for part in PARTS)
        memory = ", ".join(f"{part} {after.pss_mb[part]:.0f}" for part in PARTS)
        pages = f"{before.pages}-{after.pages}"
        yield f"{pages:>12}  {1000 * sum(spent.values()):9.1f}  {cells}   {memory}"


def main() -> None:
    """Generate, serve, audit, print, and add the figures to the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=6_000)
    parser.add_argument("--windows", type=int, default=10, help="of equal size (default: 10)")
    parser.add_argument("--out", type=Path, default=ROOT / "bench.json", help="what is there is kept")
    options = parser.parse_args()
    warn_if_busy()
    program = find_browser()
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(1, mp_context=fresh) as pool:
        portal, work = Path(name) / "portal", Path(name) / "work"
        work.mkdir()
        write_small_portal(portal, options.pages)
        with served(portal) as origin:
            run = pool.submit(audit_watched, f"{origin}/", options.pages, options.windows, work, program)
            readings = run.result()
    print("\n".join(table(readings)))
    result = {
        "growth_time": round(growth_of_time(readings), 3),
        "growth_mb": round(growth_of_memory(readings), 1),
        "growth": {"cores": os.cpu_count(), "readings": [asdict(reading) for reading in readings]},
    }
    keep(options.out, result)
    print(
        f"A page costs {result['growth_time']} times as much CPU at the end as at the beginning "
        f"(at most {MOST_TIME}); memory grew by {result['growth_mb']} MB (at most {MOST_MB:g})."
    )


if __name__ == "__main__":
    main()
