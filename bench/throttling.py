"""How near estimated times come to loads that were really slowed down.

    python -m bench.throttling SITES --kept FOLDER [--networks ID …] [--out accuracy.json]

SITES is a folder of exported real sites (bench/real_sites.py). Of each, the page that its audit begins at and
others drawn by a seed are loaded, and generated pages (bench/throttled_pages.py): once fast, from which times
are estimated, and once for each network by each of two means: Chromium's own emulation, and a slow line on
loopback (fixtures/slow_line.py). `--device` slows the processor down too, in both; without it, it is taken as
it is. What FOLDER holds already is not loaded again.

Half of the sites and of the generated pages are those that the model's figures were chosen on; the others are
reported beside them.
"""

import argparse
import asyncio
import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from auditor.cost.line import Line
from auditor.cost.networks import DEVICES, NETWORKS, Device, Network
from auditor.cost.plan import plan_of
from auditor.cost.timing import play
from auditor.evidence import PageEvidence, from_json, to_json
from auditor.page.network import wire_bytes
from auditor.visit.browser import Throttle, VisitError, VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import find_browser
from bench.kept import keep
from bench.real_sites import SITES
from bench.throttled_pages import GeneratedPage, generate
from fixtures.server import PortalServer
from fixtures.slow_line import SlowLine

ROOT = Path(__file__).resolve().parent.parent
SEED = 2026
DRAWN = 2  # of each site, beside the page that its audit begins at
FEWEST_BYTES = 4_000  # of a page's document: smaller ones are pieces, or lead elsewhere
GENERATED = 16
MOST_BYTES = 2_000_000  # of a page: by EDGE, these take more than a minute
MACHINE = Device("", "this machine", cpu_factor=1)
TABS = 6  # slow loads wait most of the time
PATIENCE_S = 400.0
MOMENTS = ("main_text_s", "usable_s", "complete_s")
MEANS = ("emulated", "slow line")


@dataclass(frozen=True)
class Sample:
    """A page to load, of a real site's folder or generated. On some the model's figures were chosen."""

    name: str
    folder: Path
    path: str
    tuned_on: bool
    clean: bool = False
    generated: GeneratedPage | None = None


def samples(sites: Path, empty: Path) -> Iterator[Sample]:
    """List the pages; every other site, and every other generated page, is one to choose figures on."""
    for number, folder in enumerate(sorted(each for each in sites.iterdir() if each.is_dir())):
        site = SITES.get(folder.name)
        start, clean = (site.start, site.clean) if site else ("/", False)
        pages = [
            f"/{file.relative_to(folder).as_posix()}"
            for file in sorted(folder.rglob("*.html"))
            if _is_page(file)
        ]
        others = [path for path in pages if path not in (start, f"{start}index.html")]
        drawn = Random(f"{SEED} {folder.name}").sample(others, min(DRAWN, len(others)))  # noqa: S311
        for path in [start, *drawn]:
            yield Sample(f"{folder.name} {path}", folder, path, tuned_on=number % 2 == 0, clean=clean)
    for number, page in enumerate(generate(GENERATED, SEED)):
        yield Sample(page.name, empty, "/index.html", tuned_on=number % 2 == 0, generated=page)


def _is_page(file: Path) -> bool:
    text = file.read_bytes()
    return len(text) >= FEWEST_BYTES and b"<body" in text and b'http-equiv="refresh' not in text


async def load(browser: ChromiumBrowser, sample: Sample, line: SlowLine | None) -> PageEvidence:
    """Load a page from servers of its own, which no cache and no open connection knows."""

    def front(server: PortalServer) -> str:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        return f"http://127.0.0.1:{line.to(port) if line else port}"

    with ExitStack() as stack:
        server = stack.enter_context(PortalServer(sample.folder, clean=sample.clean))
        if sample.generated:
            other = stack.enter_context(PortalServer(sample.folder))
            other.put(sample.generated.elsewhere)
            server.put(sample.generated.files_with(front(other)))
        return await browser.visit(front(server) + sample.path)


async def load_all(
    chosen: Sequence[Sample], throttle: Throttle | None, network: Network | None, done: Any
) -> None:
    """Load pages, several at a time; each page over a line of its own."""
    settings = VisitSettings(
        hosts=("127.0.0.1",),
        axe=False,
        throttle=throttle,
        load_timeout_s=PATIENCE_S,
        visit_timeout_s=2 * PATIENCE_S,
    )
    waiting = iter(chosen)
    async with ChromiumBrowser(find_browser(), settings, tabs=TABS) as browser:

        async def work() -> None:
            for sample in waiting:
                with ExitStack() as stack:
                    line = stack.enter_context(SlowLine(network)) if network else None
                    try:
                        done(sample, await load(browser, sample, line))
                    except VisitError as error:
                        print(f"{sample.name}: {error}", flush=True)

        await asyncio.gather(*(work() for _ in range(TABS)))


class Kept:
    """What was seen and timed so far, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "loads.json"
        self.loads: dict[str, dict[str, float | None]] = (
            json.loads(self._file.read_text(encoding="utf-8")) if self._file.is_file() else {}
        )

    def _evidence_file(self, sample: Sample) -> Path:
        return self._folder / f"{sample.name.replace('/', '_')}.json"

    def evidence(self, sample: Sample) -> PageEvidence | None:
        """Give what the fast visit saw."""
        file = self._evidence_file(sample)
        return from_json(file.read_bytes()) if file.is_file() else None

    def keep_evidence(self, sample: Sample, page: PageEvidence) -> None:
        """Keep what the fast visit saw."""
        self._evidence_file(sample).write_bytes(to_json(page))

    def keep_load(self, key: str, page: PageEvidence) -> None:
        """Keep the times of a slow load."""
        if page.timed:
            self.loads[key] = {moment: getattr(page.timed, moment) for moment in MOMENTS}
            self._file.write_text(json.dumps(self.loads, indent=1) + "\n", encoding="utf-8")
            print(f"{key}: {self.loads[key]}", flush=True)


def _key(sample: Sample, network: Network, means: str, device: Device) -> str:
    return " | ".join(filter(None, [sample.name, network.id, means, device.id]))


def fill(kept: Kept, chosen: Sequence[Sample], networks: Sequence[Network], device: Device) -> None:
    """Load what has not been loaded yet."""
    unseen = [sample for sample in chosen if kept.evidence(sample) is None]
    asyncio.run(load_all(unseen, None, None, kept.keep_evidence))
    seen = [each for each in chosen if (page := kept.evidence(each)) and _is_light(page)]
    for network in networks:
        for means in MEANS:
            missing = [each for each in seen if _key(each, network, means, device) not in kept.loads]
            if not missing:
                continue
            emulated = network if means == "emulated" else None
            line = None if emulated else network
            asyncio.run(
                load_all(
                    missing,
                    Throttle(emulated, device),
                    line,
                    lambda sample, page, network=network, means=means: kept.keep_load(
                        _key(sample, network, means, device), page
                    ),
                )
            )


def _is_light(page: PageEvidence) -> bool:
    return wire_bytes(page.responses or ()) <= MOST_BYTES


@dataclass(frozen=True)
class Pair:
    """One moment of one load, estimated and measured."""

    sample: Sample
    network: str
    means: str
    moment: str
    estimated_s: float
    measured_s: float

    @property
    def error(self) -> float:
        """How far the estimate lies from what was measured, as a share of that."""
        return abs(self.estimated_s - self.measured_s) / self.measured_s


def pairs(
    kept: Kept, chosen: Sequence[Sample], networks: Sequence[Network], device: Device
) -> Iterator[Pair]:
    """Estimate each load from the fast visit, on a line as its means has it."""
    for sample in chosen:
        page = kept.evidence(sample)
        plan = plan_of(page) if page else None
        for network in networks if plan else ():
            for means in MEANS:
                real = means == "slow line"
                line = Line(network, handshakes=real, slow_start=real)
                told = asdict(play(plan, line, device.cpu_factor)) if plan else {}
                measured: Mapping[str, float | None] = kept.loads.get(
                    _key(sample, network, means, device), {}
                )
                text_s, usable_s = measured.get("main_text_s"), measured.get("usable_s")
                if text_s and usable_s:  # as the model has it: nobody uses what is not shown
                    measured = {**measured, "usable_s": max(text_s, usable_s)}
                for moment in MOMENTS:
                    if seconds := measured.get(moment):
                        yield Pair(sample, network.id, means, moment, told[moment], seconds)


def figures(of: Sequence[Pair]) -> dict[str, Any]:
    """Say how well the order and the size of times is told."""
    return {
        "loads": len(of),
        "pages": len({pair.sample.name for pair in of}),
        "rank_correlation": round(
            statistics.correlation(
                [pair.estimated_s for pair in of], [pair.measured_s for pair in of], method="ranked"
            ),
            3,
        ),
        "median_error": round(statistics.median(pair.error for pair in of), 3),
    }


def report(all_pairs: Sequence[Pair], networks: Sequence[Network]) -> dict[str, Any]:
    """Print figures by means and moment, all networks together and each alone; gives them."""
    told: dict[str, Any] = {}
    print(f"{'':<34} {'pages':>6} {'loads':>6} {'rank':>6} {'error':>6}   of the half not tuned on")
    for means in MEANS:
        for moment in MOMENTS:
            for network in ("", *(each.id for each in networks)):
                of = [
                    p
                    for p in all_pairs
                    if (p.means, p.moment) == (means, moment) and network in ("", p.network)
                ]
                name = f"{means}, {moment.removesuffix('_s').replace('_', ' ')}, {network or 'all networks'}"
                both = figures(of), figures([pair for pair in of if not pair.sample.tuned_on])
                told[name] = {"all": both[0], "held_out": both[1]}
                print(f"{name:<42} {'   '.join(map(_row, both))}")
    return told


def _row(of: Mapping[str, Any]) -> str:
    return f"{of['pages']:>6} {of['loads']:>6} {of['rank_correlation']:>6} {of['median_error']:>6.1%}"


def main() -> None:
    """Load what is missing, compare, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sites", type=Path, help="a folder of sites that bench/real_sites.py has written")
    parser.add_argument("--kept", type=Path, required=True, help="a folder for what was loaded")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=["edge", "slow-3g", "3g"])
    parser.add_argument("--device", choices=DEVICES, default="")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    parser.add_argument("--worst", type=int, default=0, help="also name so many of the worst estimates")
    options = parser.parse_args()
    kept = Kept(options.kept)
    networks = [NETWORKS[each] for each in options.networks]
    empty = options.kept / "empty"
    empty.mkdir(exist_ok=True)
    chosen = list(samples(options.sites, empty))
    device = DEVICES.get(options.device, MACHINE)
    fill(kept, chosen, networks, device)
    compared = list(pairs(kept, chosen, networks, device))
    for pair in sorted(compared, key=lambda pair: -pair.error)[: options.worst]:
        print(
            f"{pair.error:6.0%} {pair.means:<10} {pair.network:<8} {pair.moment:<12} estimated "
            f"{pair.estimated_s:6.1f} measured {pair.measured_s:6.1f}  {pair.sample.name}"
        )
    keep(options.out, {"times": report(compared, networks)})


if __name__ == "__main__":
    main()
