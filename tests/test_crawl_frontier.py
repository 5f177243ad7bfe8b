"""The frontier: in what order pages are taken, whatever the timing."""

import random

from auditor.crawl.frontier import (
    SITEMAP_ORDER,
    Candidate,
    Rank,
    candidates_from,
    candidates_from_sitemap,
    in_order,
    rank,
    seeds,
)
from auditor.crawl.scope import Scope
from auditor.evidence import Kind
from auditor.examples import link
from auditor.settings import Settings, with_crawl

HOST = "https://portal.example"

SETTINGS = Settings.model_validate(
    {
        "portal": {"name": "Demo", "url": f"{HOST}/"},
        "service": [
            {"id": "births", "name": "Births", "start": f"{HOST}/births/", "pages": ["/births/**"]},
            {"id": "bins", "name": "Bins", "start": f"{HOST}/bins"},
        ],
    }
)
SCOPE = Scope(SETTINGS)


def found(*paths: str, depth: int = 1, parent_order: int = 0) -> list[Candidate]:
    return candidates_from([link(HOST + path) for path in paths], depth, parent_order, SCOPE, SETTINGS)


def paths(candidates: list[Candidate]) -> list[str]:
    return [candidate.url.removeprefix(HOST) for candidate in candidates]


class TestRank:
    def test_puts_services_first_and_documents_last(self) -> None:
        addresses = [
            "/bins",
            "/births/form",
            "/births/form.pdf",
            "/contact",
            "/accessibility",
            "/news",
            "/report.pdf",
        ]
        assert [rank(HOST + path, SETTINGS) for path in addresses] == [
            Rank.START, Rank.SERVICE, Rank.SERVICE, Rank.CONTACT, Rank.CONTACT, Rank.PAGE, Rank.DOCUMENT,
        ]  # fmt: skip
        assert sorted(Rank) == [Rank.START, Rank.SERVICE, Rank.CONTACT, Rank.PAGE, Rank.DOCUMENT]


class TestCandidates:
    def test_carry_their_place(self) -> None:
        assert found("/news", "/contact", depth=2, parent_order=7) == [
            Candidate(f"{HOST}/contact", 2, Rank.CONTACT, 7, 1, Kind.HTML),
            Candidate(f"{HOST}/news", 2, Rank.PAGE, 7, 0, Kind.HTML),
        ]

    def test_of_one_rank_keep_the_order_of_the_page(self) -> None:
        assert paths(found("/z", "/births/b", "/a", "/births/a", "/fees.pdf")) == [
            "/births/b", "/births/a", "/z", "/a", "/fees.pdf",
        ]  # fmt: skip

    def test_with_one_canonical_address_are_one(self) -> None:
        assert paths(found("/a?utm_source=x", "/a#top", "/a")) == ["/a"]

    def test_out_of_scope_are_left_out(self) -> None:
        links = [link("https://other.example/"), link("mailto:a@portal.example"), link(f"{HOST}/map.png")]
        assert candidates_from(links, 1, 0, SCOPE, SETTINGS) == []

    def test_of_documents_say_so(self) -> None:
        assert [candidate.kind for candidate in found("/fees.pdf")] == [Kind.DOCUMENT]


class TestSeeds:
    def test_are_the_starts_of_services_and_the_portal(self) -> None:
        begun = seeds(SETTINGS, SCOPE)
        assert paths(begun) == ["/births/", "/bins", "/"]
        assert {candidate.depth for candidate in begun} == {0}

    def test_are_there_whatever_is_included(self) -> None:
        settings = with_crawl(SETTINGS, include=["/elsewhere/**"])
        assert paths(seeds(settings, Scope(settings))) == ["/births/", "/bins", "/"]


class TestOrder:
    def test_takes_depth_before_rank_before_parent_before_position(self) -> None:
        candidates = [
            *found("/b", "/c", "/births/x", parent_order=1),
            *found("/a", parent_order=0),
            *found("/births/deep", depth=2),
            *candidates_from_sitemap([f"{HOST}/listed", f"{HOST}/births/listed"], SCOPE, SETTINGS),
        ]
        assert paths(in_order(candidates)) == [
            "/births/x", "/births/listed", "/a", "/b", "/c", "/listed", "/births/deep",
        ]  # fmt: skip

    def test_keeps_the_first_place_of_an_address(self) -> None:
        candidates = [*found("/x", "/a", parent_order=2), *found("/a", parent_order=1), *found("/a", depth=2)]
        assert [
            (candidate.url, candidate.depth, candidate.parent_order) for candidate in in_order(candidates)
        ] == [
            (f"{HOST}/a", 1, 1),
            (f"{HOST}/x", 1, 2),
        ]

    def test_does_not_depend_on_when_pages_were_read(self) -> None:
        pages = [
            found("/a", "/b", "/contact", parent_order=0),
            found("/c", "/a", "/fees.pdf", parent_order=1),
        ]
        candidates = [candidate for page in pages for candidate in page]
        expected = in_order(candidates)
        shuffler = random.Random(1)  # noqa: S311  the order of a test
        for _ in range(20):
            shuffler.shuffle(candidates)
            assert in_order(candidates) == expected

    def test_puts_sitemaps_after_every_page(self) -> None:
        listed = candidates_from_sitemap([f"{HOST}/listed"], SCOPE, SETTINGS)
        assert listed == [Candidate(f"{HOST}/listed", 1, Rank.PAGE, SITEMAP_ORDER, 0, Kind.HTML)]
