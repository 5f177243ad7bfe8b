"""Compares the services that discovery finds on a site with those that a person has labelled. Pure."""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.services.addresses import stem

Z = 1.96  # of the normal distribution, for an interval of 95 %


@dataclass(frozen=True)
class Labelled:
    """A service as a person has labelled it: by its name and the names of its pages, its start first."""

    id: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """What a person has labelled on a site; the keys are told in fixtures/labels/README.md."""

    site: str
    use: str
    start: str
    services: tuple[Labelled, ...]
    doubtful: frozenset[str]


@dataclass(frozen=True)
class Share:
    """So many of so many, with an interval of 95 %."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """Give the share, None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Give Wilson's interval (E. B. Wilson, 1927), which holds for small counts and near 0 and 1."""
        if not self.of:
            return 0.0, 1.0
        share, spread = self.count / self.of, Z**2 / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = Z / (1 + spread) * math.sqrt(share * (1 - share) / self.of + spread / (4 * self.of))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        """Write it as `12 of 15 (80 %, 55-93)`."""
        if self.value is None:
            return "0 of 0"
        low, high = self.interval
        return f"{self.count} of {self.of} ({self.value:.0%}, {low:.0%}-{high:.0%})".replace("%-", "-")


@dataclass(frozen=True)
class Pairing:
    """What came of one site: services found, missed and extra by name, and how pages were placed.

    `begun_right` counts the services found that begin at the labelled page. A page is
    right with the service that it was labelled for; pages of services that nobody labelled are wrong.
    """

    found: tuple[str, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    begun_right: int
    pages_right: int
    pages_wrong: int
    pages_missed: int

    @property
    def precision(self) -> Share:
        """Of the services found, those that are some."""
        return Share(len(self.found), len(self.found) + len(self.extra))

    @property
    def recall(self) -> Share:
        """Of the services that are there, those found."""
        return Share(len(self.found), len(self.found) + len(self.missed))

    @property
    def pages_precision(self) -> Share:
        """Of the pages given to a service, those that are its own."""
        return Share(self.pages_right, self.pages_right + self.pages_wrong)

    @property
    def pages_recall(self) -> Share:
        """Of the pages of services, those given to theirs."""
        return Share(self.pages_right, self.pages_right + self.pages_missed)


def page_name(address: str) -> str:
    """Name a page by its path, without host, index file and ending, in one way for labels and finds."""
    full = address if "://" in address else f"http://site{address}"
    return stem(full).partition("/")[2]


def read_labels(file: Path) -> Labels:
    """Read one file of labels."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    services = (
        Labelled(each["id"], tuple(map(page_name, [each["start"], *each.get("pages", [])])))
        for each in data.get("service", [])
    )
    doubtful = frozenset(page_name(each["page"]) for each in data.get("doubtful", []))
    return Labels(file.stem, data["use"], data["start"], tuple(services), doubtful)


def pair(labels: Labels, found: Mapping[str, Sequence[str]]) -> Pairing:
    """Pair found services with labelled ones, each with one at most.

    One that begins at the start of a labelled service is that service; else one that begins
    at another of its pages, if nothing else does better. What begins at a doubtful page counts
    neither way.

    Args:
        labels: what a person has labelled.
        found: the names of each found service's pages, its start first, by its id.
    """
    taken: dict[str, str] = {}  # labelled id -> found id
    for only_start in (True, False):
        for found_id, pages in found.items():
            if found_id not in taken.values():
                owner = _owner(labels.services, pages[0], only_start=only_start)
                if owner and owner not in taken:
                    taken[owner] = found_id
    extra = [each for each in found if each not in taken.values() and found[each][0] not in labels.doubtful]
    pairs = {(label.id, page) for label in labels.services for page in label.pages}
    placed = {(owner, page) for owner, each in taken.items() for page in found[each]}
    wrong = {pair for pair in placed - pairs if pair[1] not in labels.doubtful}
    return Pairing(
        found=tuple(label.id for label in labels.services if label.id in taken),
        missed=tuple(label.id for label in labels.services if label.id not in taken),
        extra=tuple(extra),
        begun_right=sum(
            found[taken[label.id]][0] == label.pages[0] for label in labels.services if label.id in taken
        ),
        pages_right=len(placed & pairs),
        pages_wrong=len(wrong) + sum(len(found[each]) for each in extra),
        pages_missed=len(pairs - placed),
    )


def together(pairings: Iterable[Pairing]) -> Pairing:
    """Take several sites as one."""
    all_of = list(pairings)
    return Pairing(
        found=tuple(name for each in all_of for name in each.found),
        missed=tuple(name for each in all_of for name in each.missed),
        extra=tuple(name for each in all_of for name in each.extra),
        begun_right=sum(each.begun_right for each in all_of),
        pages_right=sum(each.pages_right for each in all_of),
        pages_wrong=sum(each.pages_wrong for each in all_of),
        pages_missed=sum(each.pages_missed for each in all_of),
    )


def figures(pairing: Pairing) -> dict[str, object]:
    """Give what goes into accuracy.json."""
    shares = {
        "precision": pairing.precision,
        "recall": pairing.recall,
        "pages_precision": pairing.pages_precision,
        "pages_recall": pairing.pages_recall,
    }
    counts = {"found": len(pairing.found), "missed": len(pairing.missed), "extra": len(pairing.extra)}
    return {**counts, **{name: [share.value, *share.interval] for name, share in shares.items()}}


def _owner(services: Iterable[Labelled], page: str, *, only_start: bool) -> str | None:
    return next(
        (each.id for each in services if page in (each.pages[:1] if only_start else each.pages)), None
    )
