"""The doubt of a sample: it holds about as often as it says, and vanishes where all was seen."""

import math
import random
from collections.abc import Mapping, Sequence
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.rule import Pillar
from auditor.scoring.sampling import LEVEL, Sampled, SampledPage, interval, sampled_total, student
from auditor.scoring.score import chained, geometric
from auditor.scoring.weights import standard_weights

WEIGHTS = standard_weights()
DRAWS = 400


def page(template: str, *points: float) -> SampledPage:
    """A page with these points in the five pillars, or the same in all."""
    all_points = points if len(points) > 1 else points * 5
    return SampledPage(template, dict(zip(Pillar, all_points, strict=True)))


def true_total(pages: Sequence[SampledPage]) -> float:
    """The score of a service of all these pages."""
    pillars = {
        pillar: chained([each.points[pillar] for each in pages if pillar in each.points], WEIGHTS.chain)
        for pillar in Pillar
    }
    return geometric(pillars, WEIGHTS)


def estimated(pages: Sequence[SampledPage], sizes: Mapping[str, int]) -> Sampled:
    found = sampled_total(pages, sizes, WEIGHTS)
    assert found is not None
    return found


# By hand


def test_the_error_is_that_of_a_stratified_mean_with_the_finite_correction() -> None:
    # Pages of 64 and 100 points have roots of 8 and 10, whose mean is 9 and whose variance 2.
    # Of 4 pages 2 were seen: (1 - 2 / 4) * 2 / 2 = 0.5. The total is 81, its logarithm 2 ln 9,
    # which moves by 2 / 9 for each unit of the mean.
    found = estimated([page("t1", 64), page("t1", 100)], {"t1": 4})

    assert found.value == pytest.approx(81)
    assert found.error == pytest.approx(2 / 9 * math.sqrt(0.5))
    assert (found.freedom, found.pages, found.population) == (pytest.approx(1), 2, 4)


def test_a_template_counts_by_its_size_not_by_how_many_of_it_were_visited() -> None:
    # 90 pages of 100 points and 10 of 0, of which 5 each were visited: (0.9 * 10) ** 2
    pages = [page("t1", 100)] * 5 + [page("t2", 0)] * 5

    assert estimated(pages, {"t1": 90, "t2": 10}).value == pytest.approx(81)


def test_where_every_page_was_visited_there_is_no_error() -> None:
    pages = [page("t1", points) for points in (10, 50, 90, 70, 30, 20)]
    found = estimated(pages, {"t1": 6})

    assert found.error == 0
    assert interval([found]) == (pytest.approx(true_total(pages)), pytest.approx(true_total(pages)))


def test_templates_seen_once_are_collapsed() -> None:
    # One page each of two templates of 4: together 2 of 8, roots 8 and 10: (1 - 1 / 4) * 2 / 2
    found = estimated([page("t1", 64), page("t2", 100)], {"t1": 4, "t2": 4})

    assert found.error == pytest.approx(2 / 9 * math.sqrt(0.75))


def test_a_lonely_page_joins_the_largest_template() -> None:
    apart = estimated([page("t1", 64), page("t1", 64), page("t2", 100)], {"t1": 4, "t2": 4})

    assert apart.population == 8
    assert apart.error > 0


def test_a_pillar_that_applies_to_no_page_leaves_no_total() -> None:
    assert sampled_total([SampledPage("t1", {Pillar.WEIGHT: 50.0})] * 6, {"t1": 9}, WEIGHTS) is None


def test_services_err_apart() -> None:
    """Two services with the same error have 1 / sqrt 2 of it in their mean; the third was seen whole."""
    one = Sampled(80.0, 0.1, 1e9, 10, 100)
    low, high = interval([one, one])

    assert (low, high) == (
        pytest.approx(80 - 1.96 * 8 / math.sqrt(2), abs=0.01),
        pytest.approx(80 + 1.96 * 8 / math.sqrt(2), abs=0.01),
    )


def quantile_by_integration(freedom: int) -> float:
    """Find t where Student's density leaves half of what is outside LEVEL above it."""
    constant = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(
        freedom * math.pi
    )
    step, area, t = 1e-3, 0.0, 0.0
    while area < LEVEL / 2:
        middle = t + step / 2
        area += step * constant * (1 + middle**2 / freedom) ** (-(freedom + 1) / 2)
        t += step
    return t


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 10, 20, 30, 31, 60, 200])
def test_student_s_t_is_what_integration_gives(freedom: int) -> None:
    assert student(freedom) == pytest.approx(quantile_by_integration(freedom), abs=3e-3)


# Principle 9, over simulated portals


def portal_of(seed: int) -> list[SampledPage]:
    """A portal of three or four templates that differ, and pages within them that differ less."""
    chance = random.Random(seed)  # noqa: S311  the same every time
    pages = []
    for number in range(chance.choice([3, 4])):
        middle = [chance.uniform(25, 85) for _ in Pillar]
        for _ in range(chance.choice([15, 40, 90])):
            points = [min(100.0, max(2.0, chance.gauss(each, 10))) for each in middle]
            pages.append(page(f"t{number}", *points))
    return pages


def drawn(pages: Sequence[SampledPage], share: float, chance: random.Random) -> list[SampledPage]:
    templates = sorted({each.template for each in pages})
    sample = []
    for name in templates:
        own = [each for each in pages if each.template == name]
        sample += chance.sample(own, max(3, round(share * len(own))))
    return sample


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0.15, 0.5])
def test_the_range_holds_the_true_score_about_as_often_as_it_says(seed: int, share: float) -> None:
    pages = portal_of(seed)
    sizes = {name: sum(each.template == name for each in pages) for name in {each.template for each in pages}}
    truth, chance = true_total(pages), random.Random(seed)  # noqa: S311

    held = []
    for _ in range(DRAWS):
        low, high = interval([estimated(drawn(pages, share, chance), sizes)])
        held.append(low <= truth <= high)

    assert fmean(held) == pytest.approx(LEVEL, abs=0.04)


points = st.lists(st.floats(0, 100), min_size=5, max_size=5)
visited = st.lists(st.tuples(st.sampled_from(["t1", "t2", "t3"]), points), min_size=5, max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(visited, st.integers(0, 50))
def test_the_estimate_lies_in_its_range_and_that_between_0_and_100(
    seen: list[tuple[str, list[float]]], unseen: int
) -> None:
    pages = [page(name, *each) for name, each in seen]
    sizes = {name: unseen + sum(each.template == name for each in pages) for name in ("t1", "t2", "t3")}
    found = estimated(pages, sizes)
    low, high = interval([found])

    assert 0 <= low <= found.value + 1e-9
    assert found.value - 1e-9 <= high <= 100
    if not unseen:
        assert found.value == pytest.approx(true_total(pages))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(visited, st.integers(1, 50))
def test_more_pages_that_were_not_visited_never_narrow_the_error(
    seen: list[tuple[str, list[float]]], unseen: int
) -> None:
    pages = [page("t1", *each) for _, each in seen]
    fewer, more = (estimated(pages, {"t1": len(pages) + extra}) for extra in (unseen - 1, unseen))

    assert fewer.error <= more.error + 1e-12
