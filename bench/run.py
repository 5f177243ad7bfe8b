"""How fast a whole audit is, against a bare loop of axe over the same pages.

    python -m bench.run [--pairs 5] [--site FOLDER --start PATH] [--calibrate] [--out bench.json]

Both sides visit the 60 pages of the generated portal with the same browser, in turn, each time
in a fresh process; a third process serves the pages. The launch of the browser is not counted.
A real site, exported by bench/real_sites.py, is measured in the same way where one is given.
"""

import argparse
import asyncio
import importlib.metadata
import importlib.util
import multiprocessing
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from auditor.output import write_reports
from auditor.run.assembly import assemble
from auditor.run.engine import run_audit
from auditor.run.plan import Plan, begin_run
from auditor.run.tools import open_tools
from auditor.settings import read_settings
from auditor.store.workspace import Workspace
from auditor.visit.find_browser import BrowserKind, BrowserProgram, find_browser
from bench.bare_loop import bare_loop
from bench.close_looks import cost_of_close_looks
from bench.kept import keep
from bench.parts import parts
from bench.portal import addresses, describe, measure, write_portal
from bench.sameness import judge_both_ways, same_share
from bench.shares import shares as shares_of_judging
from bench.weight_and_mobile import added

ROOT = Path(__file__).resolve().parent.parent
REAL_PAGES = 30  # of a real site
BUSY_SHARE = 0.25  # of the cores taken before the start
PACKAGES = ("inclusion-auditor", "playwright", "pytest-playwright-axe")

type Side = Callable[[list[str], Path, Path], float]
"""Takes URLs, an empty folder and a browser, and returns the seconds that all the URLs took."""


@dataclass(frozen=True)
class Pair:
    """One audit, and the bare loop right after it."""

    audit_seconds: float
    bare_seconds: float

    @property
    def ratio(self) -> float:
        """How many times as fast as the bare loop the audit is; under 1 it is slower."""
        return self.bare_seconds / self.audit_seconds


def audit_once(urls: list[str], folder: Path, browser: Path) -> float:
    """Audit exactly these URLs, as `auditor audit --urls` does, and return the seconds it took.

    All counts but the launch of the browser: crawl state, visits, all rules, the workspace on
    disk, judging, and `audit.json` in the folder.
    """
    program = BrowserProgram(browser, BrowserKind.HEADLESS_SHELL)
    return asyncio.run(_audit(urls, folder, program, Silence()))


async def _audit(urls: list[str], folder: Path, program: BrowserProgram, silence: "Silence") -> float:
    plan = Plan(read_settings(urls[0]), tuple(urls))
    async with open_tools(plan, program) as tools:
        started = time.perf_counter()
        with Workspace(folder / "workspace.db") as workspace:
            run = await run_audit(plan, workspace, begin_run(workspace, plan), tools, silence)
            write_reports(assemble(workspace, run), folder, ["json"])
        return time.perf_counter() - started


class Silence:
    """Is told how the audit goes on, and only keeps when the first page was done."""

    def __init__(self) -> None:
        self.first_at: float | None = None

    def begin(self, doing: str) -> None:
        """A part of the run begins."""

    def visiting(self, url: str) -> None:
        """A page is being loaded."""

    def done(self, **_: int) -> None:
        """A page was committed."""
        self.first_at = self.first_at or time.perf_counter()


def bare_once(urls: list[str], _folder: Path, browser: Path) -> float:
    """Run the bare loop over the URLs and return the seconds it took; it keeps nothing on disk."""
    return asyncio.run(bare_loop(urls, browser, axe_path()))


def load_once(urls: list[str], _folder: Path, browser: Path) -> float:
    """Only load the URLs, as the bare loop does, and return the seconds it took."""
    return asyncio.run(_load(urls, browser))


async def _load(urls: list[str], browser_path: Path) -> float:
    async def work(tab: Page) -> None:
        for url in queue:
            await tab.goto(url, wait_until="load")

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path)
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        tabs = [await context.new_page() for _ in range(os.cpu_count() or 1)]
        started = time.perf_counter()
        queue = iter(urls)
        await asyncio.gather(*map(work, tabs))
        seconds = time.perf_counter() - started
        await browser.close()
    return seconds


def first_result_once(urls: list[str], folder: Path, browser: Path) -> float:
    """Return the seconds from the start of an audit to its first page, which is done and judged."""
    silence = Silence()
    started = time.perf_counter()
    asyncio.run(_audit(urls, folder, BrowserProgram(browser, BrowserKind.HEADLESS_SHELL), silence))
    return (silence.first_at or time.perf_counter()) - started


def timed(side: Side, urls: list[str], browser: Path) -> float:
    """Run one side in a fresh process, so that neither inherits memory from the other."""
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(side, urls, Path(folder), browser).result()


def run_pairs(count: int, audit: Side, urls: list[str], browser: Path) -> list[Pair]:
    """Run one pair to warm up, then those that count, and print each."""
    pairs: list[Pair] = []
    for number in range(count + 1):
        pair = Pair(timed(audit, urls, browser), timed(bare_once, urls, browser))
        label = f"pair {number}" if number else "warm-up"
        seconds = f"audit {pair.audit_seconds:6.1f} s   bare loop {pair.bare_seconds:6.1f} s"
        print(f"{label:<8}  {seconds}   ratio {pair.ratio:.2f}", flush=True)
        pairs.append(pair)
    return pairs[1:]


def summarise(pairs: list[Pair]) -> tuple[float, list[float]]:
    """Return the median of the pairs' ratios, and the lowest and the highest."""
    ratios = [pair.ratio for pair in pairs]
    return round(statistics.median(ratios), 3), [round(min(ratios), 3), round(max(ratios), 3)]


def described(pairs: list[Pair]) -> list[dict[str, float]]:
    """Return each pair as `bench.json` holds it."""
    return [
        {
            "audit_seconds": round(pair.audit_seconds, 2),
            "bare_seconds": round(pair.bare_seconds, 2),
            "ratio": round(pair.ratio, 3),
        }
        for pair in pairs
    ]


def on_generated(count: int, browser: BrowserProgram) -> dict[str, Any]:
    """Measure on the generated portal; returns what `bench.json` holds of it."""
    with tempfile.TemporaryDirectory() as folder:
        write_portal(Path(folder))
        print(describe(measure(Path(folder))))
        with served(Path(folder)) as origin:
            urls = addresses(Path(folder), origin)
            pairs = run_pairs(count, audit_once, urls, browser.path)
            loading = timed(load_once, urls, browser.path)
            first = timed(first_result_once, urls[:4], browser.path)
            shares = asyncio.run(parts(browser, urls[:12]))
            judging = asyncio.run(shares_of_judging(browser, urls[:12]))
            close = asyncio.run(cost_of_close_looks(browser, urls[:12]))
            weight_and_mobile = asyncio.run(added(browser, urls[:12]))
            both = asyncio.run(judge_both_ways(browser, dict(zip(urls, urls, strict=True))))
    ratio, spread = summarise(pairs)
    audit = statistics.median(pair.audit_seconds for pair in pairs)
    return {
        "ratio_generated": ratio,
        "spread": spread,
        "pairs": described(pairs),
        "pages": len(urls),
        "to_load_only": round(loading / audit, 3),
        "seconds_to_first_result": round(first, 2),
        "parts": {part: round(share, 3) for part, share in shares.items()},
        **{f"share_{work}": round(share, 4) for work, share in judging.items()},
        "close_looks": {part: round(share, 3) for part, share in close.items()},
        "weight_and_mobile": {what: round(share, 4) for what, share in weight_and_mobile.items()},
        "same_outcomes": round(same_share(both), 5),
    }


def on_real(count: int, browser: BrowserProgram, folder: Path, start: str) -> dict[str, Any]:
    """Measure on an exported real site; returns what `bench.json` holds of it."""
    files = sorted((folder / start.strip("/")).rglob("*.html"))[:REAL_PAGES]
    with served(folder) as origin:
        urls = [f"{origin}/{file.relative_to(folder).as_posix()}" for file in files]
        pairs = run_pairs(count, audit_once, urls, browser.path)
        both = asyncio.run(judge_both_ways(browser, dict(zip(urls, urls, strict=True))))
    ratio, spread = summarise(pairs)
    return {
        "ratio_real": ratio,
        "real": {
            "site": f"{folder.name}, {start}",
            "pages": len(urls),
            "spread": spread,
            "pairs": described(pairs),
            "same_outcomes": round(same_share(both), 5),
            "pages_compared": len(both),  # those that came to rest
        },
    }


def versions(browser: BrowserProgram) -> dict[str, Any]:
    """Name what was measured with."""
    packages = {name: _package_version(name) for name in PACKAGES}
    return {"python": platform.python_version(), "browser": browser.version, **packages}


def warn_if_busy() -> None:
    """Say so when other programs already use the machine: then a ratio is mostly chance."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0  # Windows keeps no such average
    if load > BUSY_SHARE * (os.cpu_count() or 1):
        print(f"This machine is busy (load {load:.1f}): expect a wide spread, and do not trust the median.")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from a process of its own; gives its origin, such as `http://127.0.0.1:8000`."""
    command = [sys.executable, str(ROOT / "fixtures" / "server.py"), str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            if (origin := re.search(r"http://[\w.]+:\d+", line)) is None:
                raise RuntimeError(f"the server did not say where it listens, but {line!r}")
            yield origin[0]
        finally:
            server.terminate()


def axe_path() -> Path:
    """Return the axe that the auditor uses too, without importing the package that carries it."""
    package = importlib.util.find_spec("pytest_playwright_axe")
    if package is None or package.origin is None:
        raise SystemExit("axe is missing: run `pip install -e .`.")
    return Path(package.origin).parent / "resources" / "axe.min.js"


def main() -> None:
    """Generate, serve, run the pairs, print them and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=5, help="pairs that count (default: 5)")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "bench.json", help="default: bench.json of the repository"
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="run the bare loop on both sides, to see how far from 1.0 chance leads; writes nothing",
    )
    parser.add_argument("--site", type=Path, help="a folder that bench/real_sites.py has written")
    parser.add_argument("--start", default="/", help="the path on it below which pages are taken")
    options = parser.parse_args()
    browser = find_browser()
    warn_if_busy()
    if options.calibrate:
        calibrate(options.pairs, browser)
        return
    result = {"cores": os.cpu_count(), "versions": versions(browser)} | on_generated(options.pairs, browser)
    if options.site:
        result |= on_real(options.pairs, browser, options.site, options.start)
    keep(options.out, result)
    low, high = result["spread"]
    print(f"The audit is {result['ratio_generated']} times as fast as the bare loop ({low} to {high}).")


def calibrate(count: int, browser: BrowserProgram) -> None:
    """Run the bare loop on both sides, and print how far from 1.0 chance leads."""
    with tempfile.TemporaryDirectory() as folder:
        write_portal(Path(folder))
        with served(Path(folder)) as origin:
            pairs = run_pairs(count, bare_once, addresses(Path(folder), origin), browser.path)
    ratio, (low, high) = summarise(pairs)
    print(f"The bare loop against itself: {ratio} ({low} to {high}); nothing written.")


def _package_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


if __name__ == "__main__":
    main()
