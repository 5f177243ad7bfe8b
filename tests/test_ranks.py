"""Ranks are said as sure as they are: over draws of all that the score takes for granted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import Tally
from auditor.rule import Pillar
from auditor.scoring.ranks import (
    Assumption,
    Duel,
    RankedPortal,
    RankedService,
    Ranking,
    points_as_published,
    rank,
)
from auditor.scoring.score import Blocked, ScoredRule, score_portal, score_service
from auditor.scoring.weights import standard_weights

WEIGHTS = standard_weights()
RULES = {str(pillar): ScoredRule(pillar, 7) for pillar in Pillar} | {
    "heavy": ScoredRule(Pillar.CHANNELS, 10),
    "light": ScoredRule(Pillar.MOBILE, 1),
}

type Unit = Mapping[str, Tally]


def page(failed: int = 0, **others: Tally) -> Unit:
    """A page of which so many of 20 elements fail in every pillar, unless others are given."""
    return {str(pillar): Tally(20 - failed, failed) for pillar in Pillar} | others


def portal(name: str, *units: Unit, blocked: Blocked = Blocked.NO) -> RankedPortal:
    return RankedPortal(name, [RankedService(units, blocked)])


def ranked(*portals: RankedPortal, pillars: Sequence[Pillar] = tuple(Pillar), seed: int = 1) -> Ranking:
    return rank(portals, RULES, pillars, WEIGHTS, draws=200, seed=seed)


def tally(passed: int, failed: int, part: float) -> Tally:
    """Give a tally of whose failed elements so much is within a limit."""
    return Tally(passed, failed, within=failed * part)


tallies = st.builds(tally, st.integers(0, 30), st.integers(0, 30), st.sampled_from([0, 0.25, 0.9])).filter(
    lambda it: it != Tally()
)
units = st.fixed_dictionaries(dict.fromkeys(RULES, tallies))
services = st.lists(units, min_size=1, max_size=3)
portals = st.lists(services, min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(portals)
def test_with_nothing_drawn_a_portal_has_its_published_score(drawn: list[list[Unit]]) -> None:
    published = score_portal([score_service(service, RULES, WEIGHTS) for service in drawn])
    made = RankedPortal("one", [RankedService(service) for service in drawn])

    assert published.total is not None
    assert points_as_published(made, RULES, WEIGHTS) == pytest.approx(published.total.value)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(services, st.sampled_from([0.0, 1.0]))
def test_what_was_not_decided_reaches_from_the_worst_to_the_best(drawn: list[Unit], undecided: float) -> None:
    doubted = [{rule: replace(each, cant_tell=3) for rule, each in unit.items()} for unit in drawn]
    published = score_service(doubted, RULES, WEIGHTS)
    found = points_as_published(
        RankedPortal("one", [RankedService(doubted)]), RULES, WEIGHTS, undecided=undecided
    )

    assert published.total is not None
    assert published.total.low - 1 <= found <= published.total.high + 1


def test_a_blocked_portal_is_capped() -> None:
    assert points_as_published(portal("one", page(), blocked=Blocked.YES), RULES, WEIGHTS) == 40


def test_the_same_seed_gives_the_same_ranks() -> None:
    two = portal("a", page(3)), portal("b", page(4, mobile=Tally(20)))

    assert ranked(*two, seed=7) == ranked(*two, seed=7)
    assert ranked(*two, seed=7) != ranked(*two, seed=8)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(units, st.sampled_from(sorted(RULES)))
def test_a_portal_that_is_nowhere_better_is_never_ranked_higher(unit: Unit, rule: str) -> None:
    """Principle 1 holds in every draw: one more failure never raises a total."""
    worse = {**unit, rule: replace(unit[rule], failed=unit[rule].failed + 1)}
    ranking = ranked(portal("good", unit), portal("bad", worse))

    [duel] = ranking.duels
    assert duel.shares[1] == 0
    good, _ = ranking.ranges
    assert (good.best, good.worst, good.first) == (1, 1, 1.0)


def test_three_that_stand_apart_have_one_rank_each() -> None:
    ranking = ranked(portal("low", page(15)), portal("high", page()), portal("middle", page(5)))

    assert [(each.name, each.best, each.worst) for each in ranking.ranges] == [
        ("low", 3, 3),
        ("high", 1, 1),
        ("middle", 2, 2),
    ]
    assert [duel.higher for duel in ranking.duels] == ["high", "middle", "high"]
    assert ranking.decisive is None


def test_equal_portals_are_too_close_to_call() -> None:
    ranking = ranked(portal("a", page(5)), portal("b", page(5)))

    assert ranking.duels == (Duel(("a", "b"), (0.0, 0.0)),)
    assert ranking.duels[0].higher is None
    assert [(each.best, each.worst) for each in ranking.ranges] == [(1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("share", "higher"),
    [pytest.param(0.95, "a", id="95 %"), pytest.param(0.949, None, id="less")],
)
def test_one_is_called_higher_from_95_of_100_draws_on(share: float, higher: str | None) -> None:
    assert Duel(("a", "b"), (share, 1 - share)).higher == higher


def test_whether_pillars_may_buy_each_other_out_parts_an_uneven_portal_from_an_even_one() -> None:
    """84.5 against 77.6 in the arithmetic mean, 74.2 against 77.6 in the geometric: each in half of them.

    The points are 100 (1 - sqrt(12 / 20)) = 22.5 in one pillar and 100 in four; and
    100 (1 - sqrt(1 / 20)) = 77.6 in all.
    """
    uneven, even = portal("uneven", page(mobile=Tally(8, 12))), portal("even", page(1))

    assert points_as_published(uneven, RULES, WEIGHTS) < points_as_published(even, RULES, WEIGHTS)
    assert ranked(uneven, even).moves[Assumption.AGGREGATION] == pytest.approx(0.5, abs=0.1)


def test_portals_that_differ_by_how_right_rules_are_alone_say_so() -> None:
    """Half of the elements fail by one rule here and by another there: each may be wrong more often."""
    one, other = portal("a", page(mobile=Tally(10, 10))), portal("b", page(weight=Tally(10, 10)))

    assert ranked(one, other).moves[Assumption.PRECISION] > 0
    assert ranked(one, one).moves[Assumption.PRECISION] == 0


def test_portals_that_differ_by_the_weights_of_pillars_alone_say_so() -> None:
    """Each is as good as the other, in other pillars: only how these weigh can part them."""
    one = portal("a", page(mobile=Tally(10, 10)))
    other = portal("b", page(weight=Tally(10, 10)))
    ranking = ranked(one, other)

    assert ranking.decisive is Assumption.PILLARS
    assert ranking.duels[0].higher is None
    assert [(each.best, each.worst) for each in ranking.ranges] == [(1, 2), (1, 2)]


def test_what_was_not_decided_can_be_what_moves_ranks_most() -> None:
    doubted = page(mobile=Tally(5, 0, 15), weight=Tally(5, 0, 15))
    ranking = ranked(portal("a", doubted), portal("b", page(5)))

    assert ranking.decisive is Assumption.UNDECIDED


def test_the_cap_can_be_what_moves_ranks_most() -> None:
    blocked = portal("a", page(), blocked=Blocked.YES)
    poor = portal("b", page(7))  # 100 * (1 - sqrt(7 / 20)): 40.8, as the cap

    assert ranked(blocked, poor).moves[Assumption.CAP] > 0.2


def test_a_pillar_that_is_left_out_ranks_nobody() -> None:
    one, other = portal("a", page(channels=Tally(0, 20))), portal("b", page())
    others = [pillar for pillar in Pillar if pillar is not Pillar.CHANNELS]

    assert ranked(one, other).duels[0].higher == "b"
    assert ranked(one, other, pillars=others).duels[0].shares == (0.0, 0.0)


def test_each_service_counts_alike() -> None:
    """Nine faultless pages in one service do not outweigh the other service."""
    many = RankedPortal("many", [RankedService([page()] * 9), RankedService([page(10)])])
    few = RankedPortal("few", [RankedService([page()]), RankedService([page(10)])])

    assert ranked(many, few).duels[0].shares == (0.0, 0.0)


@pytest.mark.parametrize(
    ("portals", "pillars"),
    [
        pytest.param([portal("a", page())], [], id="no pillar"),
        pytest.param([RankedPortal("a", [])], list(Pillar), id="no service"),
    ],
)
def test_there_is_no_ranking_of_nothing(portals: list[RankedPortal], pillars: list[Pillar]) -> None:
    with pytest.raises(ValueError, match="a ranking needs"):
        rank(portals, RULES, pillars, WEIGHTS)
