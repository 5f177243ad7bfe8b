"""What a page costs a processor, by kind of file: seconds of its time for a million decoded bytes.

    python -m bench.processor SITES [--loads 3] [--out accuracy.json]

SITES is a folder of exported real sites (bench/real_sites.py). Of each, the pages that bench/throttling.py
draws are loaded in a plain browser with an empty cache, and the browser tells how long its main thread worked
at what (Chrome DevTools Protocol, Performance.getMetrics). That is the thread's own processor time, no time
of the clock: what else the machine does is no part of it, but for shared caches. Of several loads the
least is taken.

The figures of auditor/cost/timing.py were taken from this (docs/accuracy.md). What the model adds up for each
page is compared with the work of the main thread as a whole.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.async_api import Browser, async_playwright

from auditor.cost.timing import CPU_S_PER_MB, LAYOUT_S_PER_MB, PAGE_S
from auditor.visit.find_browser import find_browser
from bench.kept import keep
from bench.throttling import ROOT, Sample, samples
from fixtures.server import PortalServer

MB = 1_000_000
SETTLED_MS = 1_500  # after the load event
PHONE: Mapping[str, Any] = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
LEAST_SCRIPT_MB = 0.05  # with fewer, a page says more of what happens once on each than of bytes
FITTINGS = 100
LEAST_DEVIATION_S = 0.0001


@dataclass(frozen=True, slots=True)
class Work:
    """What a load's main thread worked, in seconds, and the decoded bytes by kind, in MB."""

    script_s: float
    layout_s: float
    other_s: float
    mb: Mapping[str, float]

    @property
    def whole_s(self) -> float:
        """All that the thread did."""
        return self.script_s + self.layout_s + self.other_s

    @property
    def foretold_s(self) -> float:
        """What the time model adds up for it, on a processor with a factor of 1."""
        read = sum(per_mb * self.mb.get(kind, 0.0) for kind, per_mb in CPU_S_PER_MB.items())
        return PAGE_S + read + LAYOUT_S_PER_MB * self.mb.get("document", 0.0)


async def load(browser: Browser, url: str) -> Work:
    """Load a page with an empty cache, and ask the browser for what it did."""
    context = await browser.new_context(**PHONE)
    try:
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Performance.enable", {"timeDomain": "threadTicks"})
        kinds: dict[str, str] = {}
        sizes: defaultdict[str, int] = defaultdict(int)
        session.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
        session.on("Network.dataReceived", lambda told: _add(sizes, told))
        await session.send("Network.enable")
        await page.goto(url, wait_until="load")
        await page.wait_for_timeout(SETTLED_MS)
        told = (await session.send("Performance.getMetrics"))["metrics"]
        metrics = {each["name"]: float(each["value"]) for each in told}
        mb: defaultdict[str, float] = defaultdict(float)
        for request, size in sizes.items():
            mb[kinds.get(request, "Other").lower()] += size / MB
        script_s = metrics["ScriptDuration"] + metrics.get("V8CompileDuration", 0.0)
        layout_s = metrics["LayoutDuration"] + metrics["RecalcStyleDuration"]
        other_s = metrics["TaskDuration"] - script_s - layout_s
        return Work(script_s, layout_s, other_s, mb)
    finally:
        await context.close()


def _add(sizes: defaultdict[str, int], told: Mapping[str, Any]) -> None:
    sizes[told["requestId"]] += told["dataLength"]


async def measure(chosen: Sequence[Sample], loads: int) -> dict[str, Work]:
    """Load each page several times, all pages in turn, and keep the load that took least."""
    least: dict[str, Work] = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser().path, args=["--no-sandbox"])
        for number in range(loads):
            for sample in chosen:
                with PortalServer(sample.folder, clean=sample.clean) as server:
                    try:
                        work = await load(browser, server.url.rstrip("/") + sample.path)
                    except Exception as error:  # noqa: BLE001  a page that does not load is one page less
                        print(f"{sample.name}: {error}", flush=True)
                        continue
                if sample.name not in least or work.whole_s < least[sample.name].whole_s:
                    least[sample.name] = work
            print(f"load {number + 1} of {loads} done", flush=True)
        await browser.close()
    return least


def figures(works: Mapping[str, Work]) -> dict[str, Any]:
    """Sum up pages, by names that begin with their site's.

    `script` are quartiles of the sites' medians, in seconds for a million bytes; `all else` is fitted to
    seconds a page, and for a million bytes of its document and style sheets; `model` compares its sums with
    the whole.
    """
    by_site: defaultdict[str, list[float]] = defaultdict(list)
    for name, work in works.items():
        if (script_mb := work.mb.get("script", 0.0)) >= LEAST_SCRIPT_MB:
            by_site[name.split()[0]].append(work.script_s / script_mb)
    medians = sorted(map(statistics.median, by_site.values()))
    quartiles = statistics.quantiles(medians, n=4, method="inclusive")
    foretold = [work.foretold_s for work in works.values()]
    whole = [work.whole_s for work in works.values()]
    errors = [abs(one - other) / other for one, other in zip(foretold, whole, strict=True)]
    return {
        "script": {
            "pages": sum(map(len, by_site.values())),
            "sites": len(medians),
            **_rounded(("lowest", "q1", "median", "q3", "highest"), [medians[0], *quartiles, medians[-1]]),
        },
        "all else": _rounded(("page", "document", "stylesheet"), fitted(list(works.values()))),
        "model": {
            "pages": len(whole),
            **_rounded(
                ("rank_correlation", "median_error"),
                [statistics.correlation(foretold, whole, method="ranked"), statistics.median(errors)],
            ),
        },
    }


def fitted(works: Sequence[Work]) -> list[float]:
    """Fit what is no script by least absolute deviations: a page's own, its document's, its style sheets'.

    Weights are found anew until they stay (iteratively reweighted least squares), so that single pages that
    do much else have no say.
    """
    known = np.array([[1.0, work.mb.get("document", 0.0), work.mb.get("stylesheet", 0.0)] for work in works])
    seconds = np.array([work.layout_s + work.other_s for work in works])
    weights = np.ones(len(works))
    found = np.zeros(known.shape[1])
    for _ in range(FITTINGS):
        root = np.sqrt(weights)
        found = np.linalg.lstsq(known * root[:, None], seconds * root, rcond=None)[0]
        weights = 1 / np.maximum(np.abs(known @ found - seconds), LEAST_DEVIATION_S)
    return [float(each) for each in found]


def _rounded(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in zip(names, values, strict=True)}


def main() -> None:
    """Load all pages, print the figures and add them to a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sites", type=Path, help="a folder with a folder for each site")
    parser.add_argument("--loads", type=int, default=3, help="of each page")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        chosen = [each for each in samples(options.sites, Path(empty)) if each.generated is None]
        works = asyncio.run(measure(chosen, options.loads))
    told = figures(works)
    keep(options.out, {"processor": told})
    for name, each in told.items():
        print(f"{name:<10}" + "  ".join(f"{key} {value}" for key, value in each.items()))


if __name__ == "__main__":
    main()
