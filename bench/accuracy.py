"""How far the scores can be trusted: faults planted one at a time, and what they did.

    python -m bench.accuracy [--site FOLDER --start PATH --page PATH] [--only KIND …] [--out accuracy.json]

Plants every fault of bench/faults.py and bench/faults_of_aldermere.py into a service of the good
fictional portal, and those that fit any page into a page of a real site (exported by
bench/real_sites.py) where one is given, as a service of that page and those below it.
Each has to lower its own pillar in that service by at least 0.1 points, to raise no other by more
than 0.5 and to move no other by more than 1; without it the scores have to be what they were.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.settings import ServiceSettings, Settings, read_settings, with_crawl
from auditor.visit.find_browser import find_browser
from bench.fault import Fault
from bench.faults import OF_ANY_PAGE
from bench.faults_beyond_axe import OF_WCAG_22
from bench.faults_of_aldermere import BLOCKERS, CHANNELS, FORM, OF_PORTAL, of_document
from bench.kept import keep
from bench.mutations import Planted, plant_all, row
from fixtures.server import PortalServer

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "fixtures" / "aldermere"
PAGE = "/services/register-a-birth/"
HEAD = f"{'fault':<28} {'pillar':<14} {'before':>7} {'after':>7} {'rise':>6} {'other':>6}"


def on_fictional(only: Sequence[str], **crawl: Any) -> list[Planted]:
    """Plant into the good fictional portal, or into as much of it as these settings of the crawl let see."""
    with PortalServer(PORTAL) as server:
        settings = with_crawl(read_settings(str(PORTAL / "portal.toml"), server.url), **crawl)
        faults = [*OF_ANY_PAGE, *of_document(server.paths[FORM]), *OF_PORTAL, *CHANNELS, *BLOCKERS]
        portal = settings.portal.model_copy(update={"standard": "wcag22-aa"})
        stricter = settings.model_copy(update={"portal": portal})
        return [
            *_planted(server, settings, PAGE, faults, only),
            *_planted(server, stricter, PAGE, OF_WCAG_22, only),
        ]


def on_real(folder: Path, start: str, page: str, only: Sequence[str]) -> list[Planted]:
    """Plant into a real site: into a page that is declared to be a service, with those below it.

    So it has a close look, which faults that only the keyboard meets need; nothing else is visited.
    """
    below = f"{page.removesuffix('index.html').removesuffix('.html').rstrip('/')}/**"
    with PortalServer(folder) as server:
        settings = read_settings(server.url.rstrip("/") + start)
        service = ServiceSettings(
            id="planted-into", name="What is planted into", start=page, pages=(page, below)
        )
        declared = settings.model_copy(update={"services": (service,)})
        return _planted(server, with_crawl(declared, include=(page, below)), page, OF_ANY_PAGE, only)


def _planted(
    server: PortalServer, settings: Settings, page: str, faults: Sequence[Fault], only: Sequence[str]
) -> list[Planted]:
    chosen = [fault for fault in faults if not only or fault.kind in only]
    if not chosen:
        return []
    print(
        f"{len(chosen)} faults planted into {page}, judged by {settings.portal.standard}\n{HEAD}", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(
            plant_all(
                server,
                settings,
                find_browser(),
                Path(folder),
                page,
                chosen,
                lambda it: print(row(it), flush=True),
            )
        )


def main() -> None:
    """Plant, print what came of it, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", type=Path, help="a folder that bench/real_sites.py has written")
    parser.add_argument("--start", default="/", help="the path on it that its audit begins at")
    parser.add_argument("--page", help="the path of a page on it, of a service, to plant into")
    parser.add_argument("--only", nargs="+", default=(), metavar="KIND", help="plant these alone")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    planted = on_fictional(options.only)
    if options.site:
        planted += on_real(options.site, options.start, options.page or options.start, options.only)
    held = sum(each.held for each in planted)
    keep(options.out, {"mutations": {"planted": len(planted), "held": held}})
    print(f"{held} of {len(planted)} faults did what a fault must do, and no more.")


if __name__ == "__main__":
    main()
