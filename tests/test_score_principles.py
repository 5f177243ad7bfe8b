"""The principles of the score, as properties: outcomes in, score out.

Every portal that is drawn here is judged by `tally_of`, as real ones are, so that what
holds does not rest on how a test counts. The principles are those of docs/scoring.md:

1, 2, 3, 4, 5, 6, 7, 8 and 12 are here, by number; 5, 8, 9 and 11 on whole audits are in
tests/test_audit_principles.py; 9 is in tests/test_score_sampling.py (how often the range
holds) and tests/test_doubt.py (when there is none); 10 in tests/test_ranks.py and
tests/test_report_comparison.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import Tally, tally_of
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Pillar
from auditor.scoring.score import (
    Range,
    ScoredRule,
    ServiceScore,
    chained,
    score_portal,
    score_service,
    score_unit,
)
from auditor.scoring.weights import Weights, standard_weights

RULES = {
    "a": ScoredRule(Pillar.ACCESSIBILITY, 10),
    "b": ScoredRule(Pillar.ACCESSIBILITY, 3),
    "c": ScoredRule(Pillar.ACCESSIBILITY, 1),
    "d": ScoredRule(Pillar.READABILITY, 7),
    "e": ScoredRule(Pillar.READABILITY, 3),
    "f": ScoredRule(Pillar.WEIGHT, 7),
    "g": ScoredRule(Pillar.MOBILE, 7),
    "h": ScoredRule(Pillar.CHANNELS, 3),
    "i": ScoredRule(Pillar.CHANNELS, 10, blocker=True),
}
UNKNOWN = Range(None, 0.0, 100.0)
TINY = 1e-9  # what floating point arithmetic may add

type Page = Mapping[str, Sequence[Outcome]]
type Service = Sequence[Page | None]
type Portal = Sequence[Service]
type Scores = Mapping[str, Range]


def scores(portal: Portal, weights: Weights) -> Scores:
    """Score a portal on every level; what has no score may be anything."""
    found: dict[str, Range] = {}
    services = []
    for number, pages in enumerate(portal):
        units = [page and {rule: tally_of(outcomes) for rule, outcomes in page.items()} for page in pages]
        services.append(score_service(units, RULES, weights))
        found |= _levels(f"service {number}", services[-1])
        for place, unit in enumerate(units):
            for pillar in Pillar:
                own = {rule: tally for rule, tally in (unit or {}).items() if RULES[rule].pillar is pillar}
                found[f"service {number}, page {place}, {pillar}"] = (
                    score_unit(own, RULES, weights) or UNKNOWN
                )
    return found | _levels("portal", score_portal(services, weights))


def _levels(name: str, score: ServiceScore) -> dict[str, Range]:
    pillars = {f"{name}, {pillar}": measured or UNKNOWN for pillar, measured in score.pillars.items()}
    return {name: score.total or UNKNOWN} | pillars


def better(before: Scores, after: Scores) -> list[str]:
    """Name the levels on which anything has risen."""
    return raised(before, after) + [
        level
        for level, old in before.items()
        if after[level].low > old.low + TINY or after[level].high > old.high + TINY
    ]


def raised(before: Scores, after: Scores) -> list[str]:
    """Name the levels whose value has risen."""
    return [
        level
        for level, old in before.items()
        if old.value is not None and (new := after[level].value) is not None and new > old.value + TINY
    ]


def narrower(before: Scores, after: Scores) -> list[str]:
    """Name the levels on which less seems possible than before."""
    return [
        level
        for level, old in before.items()
        if after[level].low > old.low + TINY or after[level].high < old.high - TINY
    ]


def failed(elements: int = 1, excess: float = 1.0) -> Failed:
    return Failed("It fails", elements=elements).by(excess)


def cant_tell(elements: int = 1) -> CantTell:
    return CantTell("Does it hold?", elements=elements)


# Portals to draw


def for_all[**Given, Result](
    *strategies: st.SearchStrategy[Any],
) -> Callable[[Callable[Given, Result]], Callable[..., None]]:
    """Ask a property of the same drawn cases on every machine, however slow."""
    return lambda check: settings(max_examples=60, deadline=None, derandomize=True)(given(*strategies)(check))


elements = st.integers(min_value=1, max_value=60)
excesses = st.floats(0.01, 1)
decided = elements.map(Passed) | elements.map(failed) | st.builds(failed, elements, excesses)
# Of a blocker, failures are rare: else every service that is drawn would be capped.
rarely_failed = st.just([]) | st.just([]) | elements.map(lambda count: [Passed(count)])
undecided = elements.map(cant_tell) | st.just(Untested("it was not recorded"))
outcomes = st.lists(decided, min_size=1, max_size=1) | st.lists(
    decided | undecided | st.just(Inapplicable()), max_size=3
)
pages = st.fixed_dictionaries(dict.fromkeys(RULES, outcomes) | {"i": rarely_failed | outcomes})
services = st.lists(pages | pages | st.none(), min_size=1, max_size=2)
assumptions = st.builds(
    lambda shrinkage, exponent, floor, least, chain, cap: replace(
        standard_weights(),
        shrinkage=shrinkage,
        exponent=exponent,
        floor=floor,
        least_coverage=least,
        chain=chain,
        cap=cap,
    ),
    st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    st.sampled_from([0.3, 0.5, 1.0]),
    st.sampled_from([1.0, 5.0]),
    st.sampled_from([0.25, 0.5, 0.75]),
    st.sampled_from([0.2, 0.5, 1.0]),
    st.sampled_from([10.0, 40.0]),
)
weights_drawn = st.just(standard_weights()) | assumptions

type Spot = tuple[int, int, str]


@st.composite
def portals_with_a_spot(draw: st.DrawFn) -> tuple[list[list[Page | None]], Spot]:
    """A portal, and a rule on one of its visited pages."""
    portal = [list(service) for service in draw(st.lists(services, min_size=1, max_size=2))]
    where = draw(st.integers(0, len(portal) - 1))
    portal[where].insert(0, draw(pages))
    visited = [number for number, page in enumerate(portal[where]) if page is not None]
    return portal, (where, draw(st.sampled_from(visited)), draw(st.sampled_from(sorted(RULES))))


def changed(portal: Portal, spot: Spot, change: Callable[[Sequence[Outcome]], Sequence[Outcome]]) -> Portal:
    """The portal with other outcomes of one rule on one page."""
    where, place, rule = spot
    page = portal[where][place]
    assert page is not None
    page = {**page, rule: change(page[rule])}
    service = [page if number == place else other for number, other in enumerate(portal[where])]
    return [service if number == where else other for number, other in enumerate(portal)]


spots = portals_with_a_spot()


# 1. A failure never helps


@for_all(spots, elements, weights_drawn)
def test_adding_a_failed_outcome_never_raises_and_removing_it_never_lowers(
    drawn: tuple[Portal, Spot], count: int, weights: Weights
) -> None:
    without, spot = drawn
    with_failure = changed(without, spot, lambda outcomes: [*outcomes, failed(count)])

    assert better(scores(without, weights), scores(with_failure, weights)) == []


@for_all(spots, elements, weights_drawn)
def test_removing_a_rules_only_outcome_never_lowers_when_that_failed(
    drawn: tuple[Portal, Spot], count: int, weights: Weights
) -> None:
    portal, spot = drawn
    with_failure = changed(portal, spot, lambda _: [failed(count)])
    without = changed(portal, spot, lambda _: [])

    assert better(scores(without, weights), scores(with_failure, weights)) == []


@for_all(spots, elements, weights_drawn)
def test_a_failure_of_the_service_as_a_whole_never_raises(
    drawn: tuple[Portal, Spot], count: int, weights: Weights
) -> None:
    without, (where, _, rule) = drawn
    with_failure = without
    for place, page in enumerate(without[where]):
        if page is not None:
            with_failure = changed(with_failure, (where, place, rule), lambda got: [*got, failed(count)])

    assert better(scores(without, weights), scores(with_failure, weights)) == []


@for_all(spots, elements, weights_drawn)
def test_a_failure_never_hides_a_value(drawn: tuple[Portal, Spot], count: int, weights: Weights) -> None:
    without, spot = drawn
    before = scores(without, weights)
    after = scores(changed(without, spot, lambda outcomes: [*outcomes, failed(count)]), weights)

    assert [
        level for level, old in before.items() if old.value is not None and after[level].value is None
    ] == []


def test_a_failure_that_makes_a_service_measurable_does_not_raise_the_portal() -> None:
    """With a mean over those services that have a value, the better one would join here."""
    poor: Page = {rule: [Passed(), failed(9)] for rule in RULES}
    good: Page = {rule: [Passed(99), cant_tell(100)] for rule in RULES}
    measurable = {rule: [*outcomes, failed()] for rule, outcomes in good.items()}
    weights = standard_weights()

    before, after = scores([[poor], [good]], weights), scores([[poor], [measurable]], weights)

    assert (before["service 1"].value, before["portal"].value) == (None, None)
    assert after["portal"].value is not None
    assert better(before, after) == []


# 2. Rates, not counts


def longer(portal: Portal, times: int) -> Portal:
    """The portal with every count of every page multiplied."""
    return [
        [
            page and {rule: [_times(outcome, times) for outcome in got] for rule, got in page.items()}
            for page in service
        ]
        for service in portal
    ]


def _times(outcome: Outcome, times: int) -> Outcome:
    match outcome:
        case Passed(elements=count):
            return Passed(count * times)
        case Failed(elements=count, excess=excess):
            return failed(count * times, excess)
        case CantTell(elements=count):
            return cant_tell(count * times)
        case _:
            return outcome


def same(one: Scores, other: Scores) -> list[str]:
    """Name the levels that differ."""
    return [
        level
        for level, measured in one.items()
        if (measured.value, measured.low, measured.high)
        != (
            pytest.approx(other[level].value, abs=TINY),
            pytest.approx(other[level].low, abs=TINY),
            pytest.approx(other[level].high, abs=TINY),
        )
    ]


counted_pages = st.fixed_dictionaries(
    {rule: st.lists(decided | elements.map(cant_tell), max_size=3) for rule in RULES}
)
counted_portals = st.lists(st.lists(counted_pages, min_size=1, max_size=2), min_size=1, max_size=2)
multiples = st.integers(min_value=2, max_value=20)


@for_all(counted_portals, multiples, weights_drawn)
def test_length_changes_nothing_but_the_shrinkage(portal: Portal, times: int, weights: Weights) -> None:
    """A page m times as long is the same page with k / m: n m / (n m + k) = n / (n + k / m)."""
    less_shrunk = replace(weights, shrinkage=weights.shrinkage / times)

    assert same(scores(longer(portal, times), weights), scores(portal, less_shrunk)) == []


@for_all(counted_portals, multiples, weights_drawn)
def test_without_shrinkage_length_changes_nothing(portal: Portal, times: int, weights: Weights) -> None:
    unshrunk = replace(weights, shrinkage=0.0)

    assert same(scores(longer(portal, times), unshrunk), scores(portal, unshrunk)) == []


@for_all(st.lists(st.integers(0, 30), min_size=1, max_size=3), multiples, weights_drawn)
def test_where_rules_saw_equally_much_length_changes_nothing(
    failures: list[int], times: int, weights: Weights
) -> None:
    page = {
        rule: Tally(passed=30 - fails, failed=fails) for rule, fails in zip("abc", failures, strict=False)
    }
    long = {rule: Tally(tally.passed * times, tally.failed * times) for rule, tally in page.items()}

    assert score_unit(long, RULES, weights) == _approximately(score_unit(page, RULES, weights))


def _approximately(measured: Range | None) -> object:
    assert measured is not None
    return replace(
        measured,
        **{
            name: pytest.approx(getattr(measured, name), abs=TINY)
            for name in ("value", "low", "high", "estimate")
        },
    )


@for_all(services, st.integers(2, 4), weights_drawn)
def test_more_equal_steps_do_not_change_a_service(service: Service, times: int, weights: Weights) -> None:
    once = scores([service], weights)
    again = scores([[*service] * times], weights)

    assert same({level: once[level] for level in once if "page" not in level}, again) == []


# 3. Instances are scored, not causes


@for_all(st.lists(st.sampled_from(["<a>", "<b class='x'>", "<i>"]), min_size=1, max_size=5))
def test_how_many_causes_the_failures_have_does_not_matter(snippets: list[str]) -> None:
    of_many_causes = [Failed("It fails", at=Place("p", snippet, "main")) for snippet in snippets]

    assert tally_of(of_many_causes) == tally_of([failed(len(snippets))])


# 4. Steep at the first failure, still moving at the last


@for_all(st.integers(3, 200), weights_drawn, st.integers(0, 20), st.integers(0, 20))
def test_every_failure_costs_and_none_more_than_the_one_before(
    count: int, weights: Weights, other_passed: int, other_failed: int
) -> None:
    beside = {"b": Tally(other_passed, other_failed)}
    pages = [beside | {"a": Tally(count - fails, fails)} for fails in range(count + 1)]
    points = [measured.value for page in pages if (measured := score_unit(page, RULES, weights)) is not None]
    costs = [before - after for before, after in pairwise(points) if before is not None and after is not None]

    assert len(costs) == count
    assert min(costs) > 0
    assert all(later <= earlier + TINY for earlier, later in pairwise(costs))


# 5. What is not known widens the range, and never raises a value


def louder(before: Scores, after: Scores) -> list[str]:
    """Name the levels whose value is another than before; to be withdrawn is allowed."""
    return [
        level
        for level, old in before.items()
        if after[level].value is not None and after[level].value != pytest.approx(old.value, abs=TINY)
    ]


@for_all(spots, undecided, weights_drawn)
def test_an_undecided_outcome_more_only_widens(
    drawn: tuple[Portal, Spot], silence: Outcome, weights: Weights
) -> None:
    portal, spot = drawn
    before = scores(portal, weights)
    after = scores(changed(portal, spot, lambda outcomes: [*outcomes, silence]), weights)

    assert narrower(before, after) == []
    assert louder(before, after) == []


@for_all(spots, weights_drawn)
def test_a_page_that_could_not_be_visited_only_widens(drawn: tuple[Portal, Spot], weights: Weights) -> None:
    portal, (where, _, _) = drawn
    more = [[*service, None] if number == where else service for number, service in enumerate(portal)]
    before, after = scores(portal, weights), scores(more, weights)

    assert narrower(before, after) == []
    assert louder(before, after) == []


@for_all(spots, weights_drawn)
def test_a_service_that_could_not_be_visited_only_widens(
    drawn: tuple[Portal, Spot], weights: Weights
) -> None:
    portal, _ = drawn
    before, after = scores(portal, weights), scores([*portal, [None]], weights)

    assert narrower(before, after) == []
    assert louder(before, after) == []
    assert after["portal"].value is None


def doubted(outcomes: Sequence[Outcome], doubt: type[Passed | Failed]) -> Sequence[Outcome]:
    return [cant_tell(each.elements) if isinstance(each, doubt) else each for each in outcomes]


@for_all(spots, st.sampled_from([Passed, Failed]), weights_drawn)
def test_to_doubt_what_was_decided_only_widens(
    drawn: tuple[Portal, Spot], doubt: type[Passed | Failed], weights: Weights
) -> None:
    portal, spot = drawn
    before = scores(portal, weights)
    after = scores(changed(portal, spot, lambda outcomes: doubted(outcomes, doubt)), weights)

    assert narrower(before, after) == []
    if doubt is Passed:
        assert raised(before, after) == []


@for_all(spots, weights_drawn)
def test_not_to_test_a_rule_only_widens(drawn: tuple[Portal, Spot], weights: Weights) -> None:
    portal, spot = drawn
    before = scores(portal, weights)
    after = scores(changed(portal, spot, lambda _: [Untested("it was not recorded")]), weights)

    assert narrower(before, after) == []


@for_all(spots, weights_drawn)
def test_not_to_visit_a_page_only_widens(drawn: tuple[Portal, Spot], weights: Weights) -> None:
    portal, (where, place, _) = drawn
    service = [None if number == place else page for number, page in enumerate(portal[where])]
    less = [service if number == where else other for number, other in enumerate(portal)]
    before, after = scores(portal, weights), scores(less, weights)

    assert narrower(before, after) == []


@for_all(spots, weights_drawn)
def test_what_is_inapplicable_changes_nothing(drawn: tuple[Portal, Spot], weights: Weights) -> None:
    portal, spot = drawn
    before = scores(portal, weights)
    after = scores(changed(portal, spot, lambda outcomes: [*outcomes, Inapplicable()]), weights)

    assert after == before


@for_all(spots, weights_drawn)
def test_a_value_lies_in_its_range_and_both_between_0_and_100(
    drawn: tuple[Portal, Spot], weights: Weights
) -> None:
    for level, found in scores(drawn[0], weights).items():
        assert 0 <= found.low <= found.high <= 100, level
        assert found.value is None or found.low <= found.value <= found.high, level


@for_all(st.lists(pages, min_size=1, max_size=3), weights_drawn)
def test_where_everything_was_decided_there_is_no_range(pages: Sequence[Page], weights: Weights) -> None:
    certain = [
        {rule: [each for each in got if isinstance(each, Passed | Failed)] for rule, got in page.items()}
        for page in pages
    ]

    for level, found in scores([certain], weights).items():
        if found.value is not None:
            assert found.low == pytest.approx(found.high, abs=TINY), level


@for_all(spots, weights_drawn)
def test_a_total_has_a_value_only_if_all_its_parts_have_one(
    drawn: tuple[Portal, Spot], weights: Weights
) -> None:
    portal, _ = drawn
    found = scores(portal, weights)

    for number, _ in enumerate(portal):
        pillars = [found[f"service {number}, {pillar}"].value for pillar in Pillar]
        assert (found[f"service {number}"].value is None) == (None in pillars)
    totals = [found[f"service {number}"].value for number, _ in enumerate(portal)]
    assert (found["portal"].value is None) == (None in totals)


# 6. A service is a chain


steps = st.lists(st.floats(0, 100), min_size=1, max_size=8)
exponents = st.sampled_from([0.2, 0.5, 1.0])


@for_all(steps, exponents)
def test_a_chain_is_at_most_the_mean_of_its_steps_and_no_minimum(
    points: list[float], exponent: float
) -> None:
    found = chained(points, exponent)

    assert min(points) <= found <= sum(points) / len(points) + TINY


@for_all(steps, st.floats(0, 100), st.floats(0, 100), st.floats(0.1, 100), exponents)
def test_of_two_steps_the_worse_one_costs_more_by_the_same_fall(
    others: list[float], worse: float, above: float, fall: float, exponent: float
) -> None:
    worse, fall = max(worse, 0.1), min(fall, max(worse, 0.1))
    better = min(100.0, worse + above)

    worse_falls = chained([*others, worse - fall, better], exponent)
    better_falls = chained([*others, worse, better - fall], exponent)

    assert worse_falls <= better_falls + TINY


@for_all(steps, st.integers(2, 5), exponents)
def test_a_chain_does_not_fall_because_more_equal_steps_were_declared(
    points: list[float], times: int, exponent: float
) -> None:
    assert chained(points * times, exponent) == pytest.approx(chained(points, exponent))


# 7. Pillars do not buy each other out


@for_all(spots, weights_drawn)
def test_a_total_is_at_most_the_mean_of_its_pillars_and_at_least_the_worst(
    drawn: tuple[Portal, Spot], weights: Weights
) -> None:
    portal, _ = drawn
    found = scores(portal, weights)
    for number, _ in enumerate(portal):
        total = found[f"service {number}"].value
        pillars = [found[f"service {number}, {pillar}"].value for pillar in Pillar]
        if total is not None:
            known = [max(points, weights.floor) for points in pillars if points is not None]
            assert total <= sum(known) / len(known) + TINY
            assert total >= min(*known, weights.cap) - TINY


# 8. Blockers cap on positive evidence; doubt only widens


def with_blocker(portal: Portal, spot: Spot, outcome: Outcome) -> Portal:
    return changed(portal, (*spot[:2], "i"), lambda got: [*got, outcome])


def unblocked(portal: Portal) -> Portal:
    """The portal with nothing failed or undecided of the blocker, and every page visited."""
    return [
        [{**page, "i": [each for each in page["i"] if isinstance(each, Passed)]} for page in service if page]
        for service in portal
    ]


@for_all(spots, elements, weights_drawn)
def test_a_failed_blocker_caps_the_whole_range_of_its_service_and_of_no_other(
    drawn: tuple[Portal, Spot], count: int, weights: Weights
) -> None:
    portal, (where, _, rule) = drawn
    portal = unblocked(portal)
    portal = [service for service in portal if service]
    where = min(where, len(portal) - 1)
    before = scores(portal, weights)
    after = scores(with_blocker(portal, (where, 0, rule), failed(count)), weights)

    capped = after[f"service {where}"]
    assert capped.high <= weights.cap
    assert capped.value is None or capped.value <= weights.cap
    others = [f"service {number}" for number, _ in enumerate(portal) if number != where]
    assert [after[name] for name in others] == [before[name] for name in others]


@for_all(spots, undecided, weights_drawn)
def test_a_blocker_that_cannot_be_told_lowers_the_worst_and_takes_nothing_from_the_value(
    drawn: tuple[Portal, Spot], doubt: Outcome, weights: Weights
) -> None:
    portal, spot = drawn
    before, after = scores(portal, weights), scores(with_blocker(portal, spot, doubt), weights)

    assert after[f"service {spot[0]}"].low <= weights.cap
    assert narrower(before, after) == []
    assert louder(before, after) == []


@for_all(spots, weights_drawn)
def test_silence_is_no_blocker(drawn: tuple[Portal, Spot], weights: Weights) -> None:
    """Where a blocker was looked for and there was nothing to look at, no score is capped."""
    portal = [service for service in unblocked(drawn[0]) if service]
    silent = [[{**page, "i": []} for page in service if page] for service in portal]

    high = scores(silent, replace(weights, cap=weights.floor))

    assert high == scores(silent, weights)


# 12. An amount that grows never raises a score, and none jumps at its limit


@for_all(spots, elements, excesses, excesses, weights_drawn)
def test_a_larger_amount_never_raises(
    drawn: tuple[Portal, Spot], count: int, one: float, other: float, weights: Weights
) -> None:
    portal, spot = drawn
    smaller, larger = (
        changed(portal, spot, lambda got, excess=excess: [*got, failed(count, excess)])
        for excess in sorted((one, other))
    )

    assert better(scores(smaller, weights), scores(larger, weights)) == []


@for_all(spots, elements, weights_drawn)
def test_what_is_just_over_its_limit_is_as_good_as_passed(
    drawn: tuple[Portal, Spot], count: int, weights: Weights
) -> None:
    portal, (where, place, rule) = drawn
    spot = where, place, rule if rule != "i" else "a"  # a blocker ends the service, by however much
    passed = scores(changed(portal, spot, lambda got: [*got, Passed(count)]), weights)
    just_over = scores(changed(portal, spot, lambda got: [*got, failed(count, 1e-15)]), weights)

    for level, points in passed.items():
        assert (just_over[level].low, just_over[level].high) == (
            pytest.approx(points.low, abs=0.01),
            pytest.approx(points.high, abs=0.01),
        )
