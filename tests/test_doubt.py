"""A score says how far it may lie from that of all pages, or why that cannot be said."""

from collections.abc import Mapping

import pytest

from auditor.judge import Tally
from auditor.reporting.doubt import FULL, NOT_DRAWN, SeenService, sampling_of, seen_page
from auditor.rule import Pillar
from auditor.scoring.sampling import SampledPage
from auditor.scoring.score import Blocked, Range, ScoredRule, ServiceScore
from auditor.scoring.weights import standard_weights

WEIGHTS = standard_weights()
POINTS = (64.0, 81.0, 100.0, 49.0, 81.0, 64.0)


def seen(
    count: int = 6, sizes: Mapping[str, int] | None = None, blocked: Blocked = Blocked.NO, value: float = 72.0
) -> SeenService:
    """A service of one template, of which so many pages were visited, of 60 unless said otherwise."""
    pages = [SampledPage("t1", dict.fromkeys(Pillar, each)) for each in POINTS[:count]]
    score = ServiceScore(Range(value, value, value), dict.fromkeys(Pillar), blocked)
    return SeenService(score, pages, {"t1": 60} if sizes is None else sizes)


def test_a_sample_gives_a_range_around_the_score_and_what_it_rests_on() -> None:
    # The example of docs/scoring.md.
    found = sampling_of(72.0, [seen()], WEIGHTS, drawn=True, waiting=54)

    assert (found.low, found.high) == (pytest.approx(56.51, abs=0.01), pytest.approx(92.38, abs=0.01))
    assert (found.pages, found.population, found.reason) == (6, 60, None)


def test_the_range_holds_the_score_itself_even_if_the_templates_were_not_drawn_alike() -> None:
    assert sampling_of(99.0, [seen()], WEIGHTS, drawn=True, waiting=54).high == 99.0
    assert sampling_of(10.0, [seen()], WEIGHTS, drawn=True, waiting=54).low == 10.0


@pytest.mark.parametrize(
    ("value", "service", "drawn", "waiting", "reason"),
    [
        pytest.param(72.0, seen(), False, 0, FULL, id="a full crawl"),
        pytest.param(72.0, seen(), False, 9, NOT_DRAWN, id="a limit was reached"),
        pytest.param(72.0, seen(4), True, 9, "of fewer than 5 visited pages, ", id="four pages"),
        pytest.param(72.0, seen(6, {"t1": 6}), True, 9, "all its pages were visited", id="all of it"),
        pytest.param(None, seen(), True, 9, "the score has no value", id="no value"),
    ],
)
def test_where_there_is_no_range_it_is_said_why(
    value: float | None, service: SeenService, drawn: bool, waiting: int, reason: str
) -> None:
    found = sampling_of(value, [service], WEIGHTS, drawn=drawn, waiting=waiting)

    assert (found.low, found.high) == (None, None)
    assert found.reason is not None
    assert found.reason.startswith(reason)


def test_five_pages_are_enough() -> None:
    assert sampling_of(72.0, [seen(5)], WEIGHTS, drawn=True, waiting=9).reason is None


def test_a_service_of_which_one_page_of_several_was_visited_is_not_taken_for_certain() -> None:
    found = sampling_of(72.0, [seen(5), seen(1)], WEIGHTS, drawn=True, waiting=9)

    assert found.low is None
    assert found.reason is not None
    assert found.reason.startswith("of a service one page of several was visited")


def test_a_template_that_was_not_visited_is_not_stood_for() -> None:
    assert sampling_of(72.0, [seen(6, {"t1": 60, "t2": 40})], WEIGHTS, drawn=True, waiting=9).population == 60


def test_the_services_of_a_portal_are_counted_together() -> None:
    found = sampling_of(72.0, [seen(3, {"t1": 3}), seen(4)], WEIGHTS, drawn=True, waiting=9)

    assert (found.pages, found.population, found.reason) == (7, 63, None)


def test_a_blocked_service_stays_at_the_cap_whatever_was_not_visited() -> None:
    found = sampling_of(40.0, [seen(blocked=Blocked.YES)], WEIGHTS, drawn=True, waiting=9)

    assert (found.low, found.high) == (40.0, 40.0)


def test_a_page_gives_the_points_of_the_pillars_that_apply_to_it() -> None:
    rules = {"a": ScoredRule(Pillar.MOBILE, 7), "b": ScoredRule(Pillar.WEIGHT, 7)}
    page = seen_page("t1", {"a": Tally(3, 1), "b": Tally(untested="it hung")}, rules, WEIGHTS)

    assert page == SampledPage("t1", {Pillar.MOBILE: pytest.approx(50.0)})
