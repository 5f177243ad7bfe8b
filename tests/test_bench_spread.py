"""The figures about the scores of many sites, on numbers that can be worked out by hand."""

import pytest

from auditor.audit import PILLARS
from bench.spread import Measured, correlations, distribution, figures, importance, otherwise


def site(total: float, **pillars: float) -> dict[str, float]:
    return {"total": total, **dict.fromkeys(PILLARS, 50.0), **pillars}


def test_the_distribution_gives_the_five_numbers_of_the_total_and_each_pillar() -> None:
    """Of 0, 10, 20, 30, 100 the quartiles are the second, third and fourth."""
    told = distribution([site(total) for total in (100, 0, 20, 10, 30)])
    assert told["total"] == {"lowest": 0, "q1": 10, "median": 20, "q3": 30, "highest": 100}
    assert told["weight"] == dict.fromkeys(("lowest", "q1", "median", "q3", "highest"), 50)


def test_pillars_that_go_together_correlate_and_those_that_stand_still_do_not() -> None:
    """By rank: the size of a step does not count."""
    sites = [site(0, weight=x, mobile=y, channels=-x) for x, y in ((1, 1), (2, 90), (3, 99))]
    told = correlations(sites)
    assert told["weight and mobile"] == 1
    assert told["weight and channels"] == -1
    assert told["accessibility and weight"] is None


@pytest.mark.parametrize(
    ("weights", "expected"),
    [((0, 10, 20), 1.0), ((10, 0, 10), 0.0), ((0, 20, 10), 0.25)],
    ids=["it decides", "it does not", "in part: r is a half"],
)
def test_importance_is_the_share_of_the_totals_variance(weights: tuple[float, ...], expected: float) -> None:
    sites = [site(total, weight=weight) for total, weight in zip((0, 10, 20), weights, strict=True)]
    assert importance(sites)["weight"] == expected
    assert importance(sites)["mobile"] is None


def test_a_second_audit_is_told_by_the_share_of_counts_and_the_largest_change() -> None:
    measured = [
        Measured("a", site(10), ranges=2, rules=100, otherwise=["one", "two"], largest_change=0.0),
        Measured("b", site(20), ranges=0, rules=300, otherwise=(), largest_change=1.234),
        Measured("c", site(30), ranges=1, rules=0, otherwise=(), largest_change=0.5),
    ]
    told = figures(measured)
    assert told["retest"] == {
        "same_counts": 0.995,
        "otherwise": {"a": ["one", "two"]},
        "largest_change": 1.23,
    }
    assert (told["sites"], told["ranges"]) == (3, 3)


def test_what_a_second_audit_counted_otherwise_is_named_with_both_counts() -> None:
    first = {("/", "a"): 1, ("/", "b"): 2, ("/fees", "a"): 3}
    second = {("/", "a"): 1, ("/", "b"): 5, ("/new", "a"): 4}
    assert list(otherwise(first, second)) == [
        "/, b: 2, then 5",
        "/fees, a: 3, then None",
        "/new, a: None, then 4",
    ]
