"""Totals from the pillars that were measured on all portals that are compared."""

from dataclasses import replace

import pytest

from auditor.judge import Tally
from auditor.rule import Pillar
from auditor.scoring.comparable import comparable_total
from auditor.scoring.score import Range, ScoredRule, score_portal, score_service
from auditor.scoring.weights import standard_weights

SOME = (Pillar.ACCESSIBILITY, Pillar.READABILITY, Pillar.WEIGHT)
RULES = {f"{pillar}-rule": ScoredRule(pillar, 3.0) for pillar in Pillar}


def exactly(points: float) -> Range:
    return Range(points, points, points)


def a_service(*points: float) -> dict[Pillar, Range | None]:
    return {pillar: exactly(each) for pillar, each in zip(SOME, points, strict=True)}


def test_a_service_is_the_geometric_mean_of_the_pillars() -> None:
    total = comparable_total([a_service(100, 50, 25)], SOME)  # the cube root of 125,000 is 50
    assert (total.value, total.low, total.high) == pytest.approx((50, 50, 50))


def test_a_portal_is_the_mean_of_its_services() -> None:
    total = comparable_total([a_service(100, 50, 25), a_service(80, 80, 80)], SOME)  # (50 + 80) / 2
    assert total.value == pytest.approx(65)


def test_pillars_that_are_not_shared_change_nothing() -> None:
    service = a_service(100, 50, 25) | {Pillar.MOBILE: exactly(3), Pillar.CHANNELS: None}
    assert comparable_total([service], SOME) == comparable_total([a_service(100, 50, 25)], SOME)


def test_no_pillar_counts_less_than_the_floor() -> None:
    total = comparable_total([a_service(100, 100, 0)], SOME)  # 0 counts as 1: the cube root of 10,000
    assert total.value == pytest.approx(10_000 ** (1 / 3))


def test_pillars_count_by_their_weights() -> None:
    doubled = dict(standard_weights().pillar) | {Pillar.ACCESSIBILITY: 2.0}
    weights = replace(standard_weights(), pillar=doubled)
    total = comparable_total([a_service(100, 1, 1)], SOME, weights)  # the fourth root of 100 * 100
    assert total.value == pytest.approx(10)


def test_the_range_is_combined_bound_by_bound() -> None:
    service: dict[Pillar, Range | None] = {
        Pillar.WEIGHT: Range(50, 25, 100),
        Pillar.MOBILE: Range(50, 25, 100),
    }
    total = comparable_total([service], tuple(service))
    assert (total.value, total.low, total.high) == pytest.approx((50, 25, 100))


@pytest.mark.parametrize("lacking", [{Pillar.MOBILE: None}, {}], ids=["not measured", "not given"])
def test_a_pillar_that_one_service_lacks_leaves_only_a_range(lacking: dict[Pillar, Range | None]) -> None:
    services = [{Pillar.WEIGHT: exactly(100)} | lacking, a_service(81, 81, 81) | {Pillar.MOBILE: exactly(81)}]
    total = comparable_total(services, (Pillar.WEIGHT, Pillar.MOBILE))
    # At worst mobile counts as 1, and the square root of 100 * 1 is 10: (10 + 81) / 2.
    assert total.value is None
    assert (total.low, total.high) == pytest.approx((45.5, 90.5))


def test_with_all_pillars_it_is_the_portals_own_total() -> None:
    units = [
        {
            f"{pillar}-rule": Tally(passed=number, failed=2, cant_tell=1)
            for number, pillar in enumerate(Pillar)
        },
        {f"{pillar}-rule": Tally(passed=7) for pillar in Pillar},
    ]
    services = [score_service([unit], RULES, standard_weights()) for unit in units]
    whole = score_portal(services)
    assert comparable_total([service.pillars for service in services], tuple(Pillar)) == whole.total


@pytest.mark.parametrize(
    ("services", "pillars"), [([], SOME), ([a_service(1, 2, 3)], ())], ids=["no service", "no pillar"]
)
def test_of_nothing_there_is_no_total(
    services: list[dict[Pillar, Range | None]], pillars: tuple[Pillar, ...]
) -> None:
    with pytest.raises(ValueError, match="at least one service and one pillar"):
        comparable_total(services, pillars)
