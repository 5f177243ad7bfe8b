"""How often it is right that a service on real sites offers no phone number, office, form and so on.

    python -m bench.absence SITES [--part PART] [--keep FOLDER] [--out accuracy.json]

SITES holds a folder for each site, as bench/real_sites.py exports it. Its labelled pages are served on
loopback, visited as an audit visits them and judged, each as a service of its own with the contact pages
that it links to. The labels, made by hand before, are in fixtures/labels/absence; its README says what
they mean. One half of the sites is for improving on: its errors are listed. Of the other only counts are
shown. With `--keep`, what the visits saw is kept in a folder and used again.
"""

import argparse
import asyncio
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.evidence import CLOSE_PARTS, PageEvidence, from_json, to_json
from auditor.registry import all_rules
from auditor.service import PageDigest
from auditor.services.digest import digest_of
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import find_browser
from bench.absence_labels import (
    CHANNELS,
    LabelledPage,
    Reading,
    as_told,
    figures,
    read,
    read_labels,
)
from bench.channel_labels import Answer
from bench.kept import keep
from bench.real_sites import SITES
from fixtures.server import PortalServer

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "fixtures" / "labels" / "absence" / "pages.jsonl"
TUNE, HELD_OUT = PARTS = "tune", "held out"


def see(labels: Sequence[LabelledPage], folder: Path, kept: Path) -> dict[str, PageDigest]:
    """Give what a visit sees of each labelled page of one site, by its name."""
    files = {page.name: kept / f"{_key(page)}.json" for page in labels}
    missing = [page for page in labels if not files[page.name].is_file()]
    if missing:
        for page, seen in zip(missing, asyncio.run(_visit(missing, folder)), strict=True):
            files[page.name].write_bytes(to_json(replace(seen, country=page.country)))
    pages = {name: from_json(file.read_bytes()) for name, file in files.items()}
    return {name: digest_of(page, name) for name, page in pages.items()}


async def _visit(labels: Sequence[LabelledPage], folder: Path) -> list[PageEvidence]:
    settings = VisitSettings(hosts=("127.0.0.1",), axe=False, unwanted=CLOSE_PARTS)
    with PortalServer(folder, clean=SITES[labels[0].site].clean) as server:
        async with ChromiumBrowser(find_browser(), settings, tabs=2) as browser:
            urls = [server.url.rstrip("/") + page.page for page in labels]
            return list(await asyncio.gather(*map(browser.visit, urls)))


def _key(page: LabelledPage) -> str:
    return hashlib.sha256(f"{page.site} {page.page} {page.country}".encode()).hexdigest()[:16]


def measure(sites: Path, part: str, kept: Path) -> list[Reading]:
    """Judge the labelled pages of one part of the sites that are there."""
    labels = [page for page in read_labels(LABELS) if page.part == part]
    rules = list(all_rules().values())
    readings: list[Reading] = []
    for site in dict.fromkeys(page.site for page in labels):
        if (sites / site).is_dir():
            own = [page for page in labels if page.site == site]
            readings += read(own, see(own, sites / site, kept), rules)
        else:
            print(f"{site}: not in {sites}")
    return readings


def errors(readings: Sequence[Reading]) -> list[str]:
    """Write down where nothing was found and something is there, and where what was found is not."""
    return [
        f"{each.rule:<28} {each.site}{each.page}: {each.there}, {_said(each)}"
        for each in readings
        if (each.nothing and each.there in (Answer.MENTIONED, Answer.USABLE))
        or (each.usable and each.there is Answer.ABSENT)
    ]


def _said(reading: Reading) -> str:
    if reading.failed:
        return "failed"
    return "found" if reading.usable else "nothing found"


def told(readings: Sequence[Reading]) -> Mapping[str, object]:
    """Give the figures of all rules as accuracy.json keeps them."""
    return {rule: as_told(figures(readings, rule)) for rule in CHANNELS}


def main() -> None:
    """Visit, judge, print, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sites", type=Path, help="the folder that holds the sites")
    parser.add_argument("--part", choices=PARTS, default=TUNE, help="which half to score")
    parser.add_argument("--keep", type=Path, help="keep here what the visits saw, and use it again")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept = options.keep or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        readings = measure(options.sites, options.part, kept)
    if options.part == TUNE:
        print("\n".join(errors(readings)))
    print(f"\n{len({(each.site, each.page) for each in readings})} pages, {options.part}")
    for rule in CHANNELS:
        of_rule = figures(readings, rule)
        print(f"{rule:<28} nothing found: right {of_rule.nothing}")
        print(f"{'':<28} failed: right {of_rule.failed}; passed: right {of_rule.passed}")
    keep(options.out, {f"absence, {options.part}": told(readings)})


if __name__ == "__main__":
    main()
