"""How fast a whole audit is, against a bare loop of axe over the same pages.

    python -m bench.run [--pairs 5] [--calibrate] [--out bench.json]

Both sides visit the 60 pages of the generated portal with the same browser, in turn, each time
in a fresh process; a third process serves the pages. The launch of the browser is not counted.
"""

import argparse
import asyncio
import importlib.metadata
import importlib.util
import json
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

from auditor.assembly import assemble
from auditor.engine import run_audit
from auditor.output import write_reports
from auditor.plan import Plan, begin_run
from auditor.settings import read_settings
from auditor.store.workspace import Workspace
from auditor.tools import open_tools
from auditor.visit.find_browser import BrowserKind, BrowserProgram, find_browser
from bench.bare_loop import bare_loop
from bench.portal import addresses, describe, measure, write_portal

ROOT = Path(__file__).resolve().parent.parent
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
    return asyncio.run(_audit(urls, folder, BrowserProgram(browser, BrowserKind.HEADLESS_SHELL)))


async def _audit(urls: list[str], folder: Path, program: BrowserProgram) -> float:
    plan = Plan(read_settings(urls[0]), tuple(urls))
    async with open_tools(plan, program) as tools:
        started = time.perf_counter()
        with Workspace(folder / "workspace.db") as workspace:
            run = await run_audit(plan, workspace, begin_run(workspace, plan), tools, Silence())
            write_reports(assemble(workspace, run), folder, ["json"])
        return time.perf_counter() - started


class Silence:
    """Is told how the audit goes on, and says nothing."""

    def visiting(self, url: str) -> None:
        """A page is being loaded."""

    def done(self, *, done: int, found: int, limit: int) -> None:
        """A page was committed."""


def bare_once(urls: list[str], _folder: Path, browser: Path) -> float:
    """Run the bare loop over the URLs and return the seconds it took; it keeps nothing on disk."""
    return asyncio.run(bare_loop(urls, browser, axe_path()))


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


def summarise(pairs: list[Pair], urls: list[str], browser: BrowserProgram) -> dict[str, Any]:
    """Return what `bench.json` holds; `spread` is the lowest and the highest ratio."""
    ratios = [pair.ratio for pair in pairs]
    return {
        "ratio_generated": round(statistics.median(ratios), 3),
        "spread": [round(min(ratios), 3), round(max(ratios), 3)],
        "pairs": [
            {
                "audit_seconds": round(pair.audit_seconds, 2),
                "bare_seconds": round(pair.bare_seconds, 2),
                "ratio": round(pair.ratio, 3),
            }
            for pair in pairs
        ],
        "pages": len(urls),
        "cores": os.cpu_count(),
        "versions": {
            "python": platform.python_version(),
            "browser": browser.version,
            **{name: _package_version(name) for name in PACKAGES},
        },
    }


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
    options = parser.parse_args()
    browser = find_browser()
    warn_if_busy()
    with tempfile.TemporaryDirectory() as folder:
        write_portal(Path(folder))
        print(describe(measure(Path(folder))))
        with served(Path(folder)) as origin:
            urls = addresses(Path(folder), origin)
            pairs = run_pairs(
                options.pairs, bare_once if options.calibrate else audit_once, urls, browser.path
            )
    result = summarise(pairs, urls, browser)
    low, high = result["spread"]
    if options.calibrate:
        print(
            f"The bare loop against itself: {result['ratio_generated']} ({low} to {high}); nothing written."
        )
        return
    options.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(f"The audit is {result['ratio_generated']} times as fast as the bare loop ({low} to {high}).")


def _package_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


if __name__ == "__main__":
    main()
