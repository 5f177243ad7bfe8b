"""How found services are paired with labelled ones, and what is made of it."""

from pathlib import Path

import pytest

from bench.discovery import LABELS
from bench.pairing import Labelled, Labels, Pairing, Share, page_name, pair, read_labels, together
from bench.real_sites import SITES

BIRTH = Labelled("birth", ("birth", "birth/form"))
BINS = Labelled("bins", ("bins",))


def paired(**found: tuple[str, ...]) -> Pairing:
    return pair(Labels("site", "held out", "/", (BIRTH, BINS), frozenset({"jobs"})), found)


def test_services_are_paired_by_their_first_page() -> None:
    result = paired(a=("birth", "birth/form"), b=("bins",))
    assert (result.found, result.missed, result.extra, result.begun_right) == (("birth", "bins"), (), (), 2)
    assert (result.pages_right, result.pages_wrong, result.pages_missed) == (3, 0, 0)


def test_one_that_begins_at_another_page_of_it_is_found_too() -> None:
    result = paired(a=("birth/form",))
    assert (result.found, result.missed, result.begun_right) == (("birth",), ("bins",), 0)
    assert (result.pages_right, result.pages_missed) == (1, 2)


def test_a_second_service_in_one_is_extra() -> None:
    result = paired(a=("birth/form",), b=("birth",))
    assert (result.found, result.extra) == (("birth",), ("a",))
    assert (result.pages_right, result.pages_wrong) == (1, 1)


def test_what_nobody_labelled_is_extra_unless_it_is_doubtful() -> None:
    result = paired(a=("news", "news/2"), b=("jobs", "jobs/2"), c=("bins", "jobs", "tax"))
    assert result.extra == ("a",)
    assert result.pages_wrong == 3  # both of a, and tax


def test_sites_are_added_up() -> None:
    both = together([paired(a=("birth",)), paired(b=("news",))])
    assert (both.precision, both.recall) == (Share(1, 2), Share(1, 4))


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (Share(0, 10), 0.0, 0.278),
        (Share(10, 10), 0.722, 1.0),
        (Share(81, 263), 0.255, 0.366),
        (Share(0, 0), 0.0, 1.0),
    ],
)
def test_intervals_are_wilsons(share: Share, low: float, high: float) -> None:
    """The first two by hand, 1 / (1 + 1.96² / 10) = 0.722; the third from Newcombe 1998, table I."""
    assert share.interval == pytest.approx((low, high), abs=0.0006)


@pytest.mark.parametrize("address", ["/a/b.html", "https://x.example/a/b", "/a/b/", "/a/b/index.html"])
def test_a_page_has_one_name(address: str) -> None:
    assert page_name(address) == "a/b"


@pytest.mark.parametrize("file", sorted(LABELS.glob("*.toml")), ids=lambda file: file.stem)
def test_labels_name_a_site_that_can_be_exported_and_each_page_once(file: Path) -> None:
    labels = read_labels(file)
    pages = [page for service in labels.services for page in service.pages]
    assert labels.site in SITES
    assert labels.use in {"tuned", "held out", "known before"}
    assert len(pages) == len({*pages} - labels.doubtful)
