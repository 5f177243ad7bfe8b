"""What the scores of real sites look like, and whether a second audit says the same.

    python -m bench.spread FOLDER [--pages 12] [--out accuracy.json]

FOLDER holds sites that bench/real_sites.py has exported, each in a folder of its name. Each is
served and audited twice, without a portal.toml, `--pages` pages of it. Printed and written are:

- the distribution of totals and pillars over the sites: scores that all lie at one end say nothing;
- rank correlations between pillars (Spearman): two that always go together are one;
- the importance that each pillar has for the total in fact, whatever its weight: the share of the
  totals' variance that a straight line on the pillar explains (the squared correlation of
  Pearson), which is the first-order measure of Paruolo, Saisana and Saltelli, "Ratings and
  rankings: voodoo or science?", J. R. Statist. Soc. A 176 (2013), taken as linear;
- test and retest: the share of rules that counted the same on a page both times, which did not,
  and the points that a score moved by at most.

Where too little was decided for a value, the middle of the range stands for it, and how often is said.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor.audit import PILLARS, Audit, Score
from auditor.run.engine import audit_portal
from auditor.run.plan import Plan
from auditor.settings import read_settings, with_crawl
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal
from bench.accuracy import ROOT
from bench.kept import keep
from bench.real_sites import SITES
from fixtures.server import PortalServer

LEAST_SITES = 3  # fewer have no quartiles and no correlation worth the name

type Points = Mapping[str, float]
"""A site's points, by "total" and pillar."""
type Counts = Mapping[tuple[str, str], Any]
"""What was counted, by page and rule."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A site's points, how many of them stand for a range, and what a second audit said otherwise.

    `rules` counts the rules on all pages, each page's for itself.
    """

    name: str
    points: Points
    ranges: int
    rules: int
    otherwise: Sequence[str]
    largest_change: float


def measure(name: str, folder: Path, pages: int) -> Measured | None:
    """Audit a site twice and compare; None if it could not be measured."""
    with PortalServer(folder, clean=SITES[name].clean) as server, tempfile.TemporaryDirectory() as scratch:
        target = server.url.rstrip("/") + SITES[name].start
        first, second = (_audit(target, pages, Path(scratch, f"{number}.db")) for number in (1, 2))
    if "not_measurable" in (first.portal.state, second.portal.state):
        return None
    scores = _scores(first)
    again = {key: _points(score) for key, score in _scores(second).items()}
    points = {key: _points(score) for key, score in scores.items()}
    counts, counted_again = _counts(first), _counts(second)
    return Measured(
        name,
        points,
        sum(score.value is None for score in scores.values()),
        len(counts.keys() | counted_again.keys()),
        list(otherwise(counts, counted_again)),
        max(abs(points[key] - again[key]) for key in points),
    )


def _audit(target: str, pages: int, workspace: Path) -> Audit:
    settings = with_crawl(read_settings(target), max_pages=pages)
    with Workspace(workspace) as store:
        return audit_portal(Plan(settings), store, Terminal(plain=True), new=True)


def _scores(audit: Audit) -> dict[str, Score]:
    """Give a portal's total and pillars; one of which nothing is known may be anything."""
    portal = audit.portal
    return {
        "total": portal.score,
        **{pillar: portal.pillars[pillar] or Score(value=None, low=0, high=100) for pillar in PILLARS},
    }


def _points(score: Score) -> float:
    if score.value is not None:
        return score.value
    low, high = score.low or 0.0, 100.0 if score.high is None else score.high
    return (low + high) / 2


def _counts(audit: Audit) -> Counts:
    return {
        (urlsplit(page.url)._replace(scheme="", netloc="").geturl(), rule): counts.model_dump(by_alias=True)
        for page in audit.pages
        for rule, counts in page.rules.items()
    }


def otherwise(first: Counts, second: Counts) -> Iterator[str]:
    """Say which rules counted otherwise the second time, and what."""
    for key in sorted(first.keys() | second.keys()):
        one, other = first.get(key), second.get(key)
        if one != other:
            yield f"{key[0]}, {key[1]}: {one}, then {other}"


def distribution(sites: Sequence[Points]) -> dict[str, dict[str, float]]:
    """Give the lowest, the quartiles and the highest of the total and each pillar."""
    told = {}
    for key in ("total", *PILLARS):
        values = sorted(points[key] for points in sites)
        quartiles = statistics.quantiles(values, n=4, method="inclusive")
        named = zip(
            ("lowest", "q1", "median", "q3", "highest"), (values[0], *quartiles, values[-1]), strict=True
        )
        told[key] = {name: round(value, 1) for name, value in named}
    return told


def correlations(sites: Sequence[Points]) -> dict[str, float | None]:
    """Give Spearman's correlation of each pair of pillars; None where one of them does not vary."""
    return {
        f"{one} and {other}": _correlation(sites, one, other, "ranked")
        for one, other in combinations(PILLARS, 2)
    }


def importance(sites: Sequence[Points]) -> dict[str, float | None]:
    """Give the share of the totals' variance that goes with each pillar. Shares need not add up to 1."""
    found = {pillar: _correlation(sites, pillar, "total", "linear") for pillar in PILLARS}
    return {pillar: None if r is None else round(r * r, 2) for pillar, r in found.items()}


def _correlation(sites: Sequence[Points], one: str, other: str, method: Any) -> float | None:
    x, y = ([points[key] for points in sites] for key in (one, other))
    try:
        return round(statistics.correlation(x, y, method=method), 2)
    except statistics.StatisticsError:
        return None


def figures(measured: Sequence[Measured]) -> dict[str, Any]:
    """Put the figures of all sites together."""
    sites = [site.points for site in measured]
    counted, changed = sum(site.rules for site in measured), sum(len(site.otherwise) for site in measured)
    return {
        "sites": len(sites),
        "ranges": sum(site.ranges for site in measured),
        "distribution": distribution(sites),
        "correlations": correlations(sites),
        "importance": importance(sites),
        "retest": {
            "same_counts": round(1 - changed / max(1, counted), 5),
            "largest_change": round(max(site.largest_change for site in measured), 2),
            "otherwise": {site.name: list(site.otherwise) for site in measured if site.otherwise},
        },
    }


def lines(measured: Sequence[Measured], told: Mapping[str, Any]) -> Iterator[str]:
    """Write the figures down as tables."""
    keys = ("total", *PILLARS)
    yield f"{'site':<14}" + "".join(f"{key:>15}" for key in keys)
    for site in measured:
        yield f"{site.name:<14}" + "".join(f"{site.points[key]:>15.1f}" for key in keys)
    for name in ("lowest", "q1", "median", "q3", "highest"):
        yield f"{name:<14}" + "".join(f"{told['distribution'][key][name]:>15.1f}" for key in keys)
    yield f"{'importance':<14}{'':>15}" + "".join(f"{told['importance'][pillar]!s:>15}" for pillar in PILLARS)
    yield from (f"{pair}: {r}" for pair, r in told["correlations"].items())
    yield from (f"{site.name}: {line}" for site in measured for line in site.otherwise)
    yield (
        f"A second audit counted the same for {told['retest']['same_counts']:.2%} of rules on pages, and "
        f"moved a score by {told['retest']['largest_change']} points at most. The middle of a range stood "
        f"for {told['ranges']} of {len(measured) * len(keys)} values."
    )


def main() -> None:
    """Measure all sites that are there, print the figures and add them to a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder with a folder for each site")
    parser.add_argument("--pages", type=int, default=12, help="of each site")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    there = [name for name in SITES if (options.folder / name).is_dir()]
    if len(there) < LEAST_SITES:
        parser.error(f"{options.folder} holds {len(there)} of the sites that bench/real_sites.py exports")
    audited = [measure(name, options.folder / name, options.pages) for name in there]
    measured = [site for site in audited if site is not None]
    told = figures(measured)
    keep(options.out, {"spread": told})
    print("\n".join(lines(measured, told)))


if __name__ == "__main__":
    main()
