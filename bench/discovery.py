"""How well services are found on real sites whose services a person has labelled.

    python -m bench.discovery SITES [--only NAME …] [--keep FOLDER] [--out accuracy.json]

SITES holds a folder for each site, as bench/real_sites.py exports it under the name of its file in
fixtures/labels. Each is served on loopback and looked through as `auditor discover` does it, with
as many pages as an audit visits; what is found is paired with the labels. With `--keep`, what the
visits saw is kept there and used again, so that only discovery itself runs.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from auditor.evidence import from_json
from auditor.run.engine import visit_portal
from auditor.run.plan import Plan, begin_run
from auditor.run.tools import find_program
from auditor.services.digest import digest_of
from auditor.services.discover import find_services
from auditor.services.toml import portal_toml
from auditor.settings import Settings, read_settings, with_crawl
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal
from bench.kept import keep
from bench.pairing import Labels, Pairing, figures, page_name, pair, read_labels, together
from bench.real_sites import SITES
from fixtures.server import PortalServer

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "fixtures" / "labels"
HELD_OUT = "held out"


def look_through(labels: Labels, folder: Path, file: Path) -> None:
    """Visit a site as `auditor discover` does, and keep what was seen in a workspace."""
    with PortalServer(folder, clean=SITES[labels.site].clean) as server, Workspace(file) as store:
        settings = with_crawl(read_settings(server.url.rstrip("/") + labels.start), closely=False)
        plan = Plan(settings, axe=False)
        visit_portal(plan, store, begin_run(store, plan), find_program(plan), Terminal(plain=True))


def found_on(file: Path) -> tuple[dict[str, tuple[str, ...]], str, frozenset[str]]:
    """Find the services in what was seen.

    Returns:
        The names of each service's pages by its id, the portal.toml drafted for them, and
        the names of all pages that were seen.
    """
    with Workspace(file, make=False) as store:
        run = store.run("latest")
        settings = Settings.model_validate_json(run.settings)
        digests = [digest_of(from_json(data), page_id) for page_id, data in store.evidence(run.id)]
    services = find_services(digests, settings)
    names = {digest.page_id: page_name(digest.final_url or digest.url) for digest in digests}
    found = {service.id: tuple(names[page_id] for page_id in service.pages) for service in services}
    return found, portal_toml(settings, services, digests), frozenset(names.values())


def is_accepted(text: str, folder: Path) -> bool:
    """Tell whether a drafted portal.toml can be read as it is, and declares what was found."""
    file = folder / "portal.toml"
    file.write_text(text, encoding="utf-8")
    return len(read_settings(str(file)).services) == text.count("\n[[service]]")


def show(labels: Labels, pairing: Pairing, seen: frozenset[str]) -> None:
    """Print what came of one site."""
    print(f"\n{labels.site} ({labels.use}), {len(seen)} pages seen")
    print(f"  services: precision {pairing.precision}, recall {pairing.recall}")
    print(f"  pages:    precision {pairing.pages_precision}, recall {pairing.pages_recall}")
    print(f"  {pairing.begun_right} of {len(pairing.found)} begin at the labelled page")
    out_of_reach = {service.id for service in labels.services if service.pages[0] not in seen}
    unseen = tuple(name for name in pairing.missed if name in out_of_reach)
    missed = tuple(name for name in pairing.missed if name not in out_of_reach)
    for what, names in (("no link led to", unseen), ("missed", missed), ("extra", pairing.extra)):
        if names:
            print(f"  {what}: {', '.join(names)}")


def measure(sites: Path, kept: Path, only: Sequence[str]) -> dict[str, tuple[Labels, Pairing]]:
    """Compare every labelled site that is there."""
    results = {}
    for file in sorted(LABELS.glob("*.toml")):
        labels = read_labels(file)
        if (only and labels.site not in only) or not (sites / labels.site).is_dir():
            continue
        seen = kept / f"{labels.site}.db"
        if not seen.exists():
            look_through(labels, sites / labels.site, seen)
        found, draft, pages = found_on(seen)
        pairing = pair(labels, found)
        results[labels.site] = labels, pairing
        show(labels, pairing, pages)
        if not is_accepted(draft, kept):
            print("  the drafted portal.toml is NOT accepted")
    return results


def main() -> None:
    """Compare, print, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sites", type=Path, help="the folder that holds the sites")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="compare these alone")
    parser.add_argument("--keep", type=Path, help="keep here what the visits saw, and use it again")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept = options.keep or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        results = measure(options.sites, kept, options.only)
    if not results:
        parser.error(f"{options.sites}: there is none of the labelled sites in it")
    result: dict[str, object] = {site: figures(pairing) for site, (_, pairing) in results.items()}
    held_out = [pairing for labels, pairing in results.values() if labels.use == HELD_OUT]
    if held_out:
        all_held_out = together(held_out)
        result[HELD_OUT] = figures(all_held_out)
        print(f"\nAll held out: precision {all_held_out.precision}, recall {all_held_out.recall};")
        print(f"pages: precision {all_held_out.pages_precision}, recall {all_held_out.pages_recall}")
    keep(options.out, {"discovery": result})


if __name__ == "__main__":
    main()
