"""From counted outcomes to scores: arithmetic that a reader can redo from docs/scoring.md.

A *unit* is one page of a service with its tallies, together with the tallies of the
rules about the service as a whole, which hold for each of its steps. For one pillar of
one unit, with w the weight of a rule, F its failed and n its decided elements:

    lost share  L = sum(w * F / (n + k)) / sum(w * n / (n + k))
    points        = 100 * (1 - L ** g)

A service's pillar is the mean over its units, its total the weighted geometric mean of
its pillars with a floor, a portal's the mean over its services. The range runs from
"everything undecided fails" to "everything undecided passes".
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.judge import Tally
from auditor.rule import Pillar
from auditor.scoring.weights import Weights

type Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class ScoredRule:
    """What scoring needs to know of a rule that counts: its pillar and its weight."""

    pillar: Pillar
    weight: float


@dataclass(frozen=True, slots=True)
class Range:
    """Points from 0 to 100: the value, and what it is at worst and at best.

    `value` is None when too little was decided; then only the range is given.
    """

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PillarRange:
    """A pillar's points. `coverage` is the share of its rules' weight that was decided, 0 to 1."""

    value: float | None
    low: float
    high: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ServiceScore:
    """A service's pillars and total; None where nothing of it could be measured."""

    total: Range | None
    pillars: Mapping[Pillar, PillarRange | None]


UNKNOWN = PillarRange(None, 0.0, 100.0, 0.0)


def score_service(
    units: Sequence[Tallies | None], rules: Mapping[str, ScoredRule], weights: Weights
) -> ServiceScore:
    """Score a service from its units.

    A unit that is None is a page that could not be visited: it may be anything from 0 to
    100. Equal pages must be given once. A service none of whose units was visited has no score.
    """
    if not any(unit is not None for unit in units):
        return ServiceScore(None, dict.fromkeys(Pillar))
    pillars = {pillar: _pillar(pillar, units, rules, weights) for pillar in Pillar}
    return ServiceScore(_total(pillars, weights), pillars)


def score_portal(services: Sequence[ServiceScore]) -> ServiceScore:
    """Score a portal as the mean of its services.

    A service without a score widens the range by its whole share.
    """
    if not any(service.total is not None for service in services):
        return ServiceScore(None, dict.fromkeys(Pillar))
    totals = [service.total or Range(None, 0.0, 100.0) for service in services]
    pillars = {
        pillar: _mean_of_pillars(
            [service.pillars[pillar] for service in services if service.total is not None]
        )
        for pillar in Pillar
    }
    return ServiceScore(_mean(totals), pillars)


def _pillar(
    pillar: Pillar, units: Sequence[Tallies | None], rules: Mapping[str, ScoredRule], weights: Weights
) -> PillarRange | None:
    """Mean over units; None when no rule of the pillar applied anywhere."""
    ranges = []
    for unit in units:
        if unit is None:
            ranges.append(UNKNOWN)
            continue
        own = {rule: tally for rule, tally in unit.items() if rule in rules and rules[rule].pillar is pillar}
        measured = score_unit(own, rules, weights)
        if measured is not None:
            ranges.append(measured)
    if not any(measured.coverage > 0 for measured in ranges):
        return None
    return _mean_of_units(ranges, weights)


def score_unit(tallies: Tallies, rules: Mapping[str, ScoredRule], weights: Weights) -> PillarRange | None:
    """Score one pillar of one unit; None when no rule applied to it.

    An untested rule stands for one undecided element.
    """
    lost = decided = 0.0
    lost_at_worst = lost_at_best = all_at_any = 0.0
    for rule, tally in tallies.items():
        weight, undecided = rules[rule].weight, tally.cant_tell + bool(tally.untested)
        n, n_all = tally.passed + tally.failed, tally.passed + tally.failed + undecided
        if n_all == 0:
            continue
        lost += weight * tally.failed / (n + weights.shrinkage)
        decided += weight * n / (n + weights.shrinkage)
        lost_at_worst += weight * (tally.failed + undecided) / (n_all + weights.shrinkage)
        lost_at_best += weight * tally.failed / (n_all + weights.shrinkage)
        all_at_any += weight * n_all / (n_all + weights.shrinkage)
    if all_at_any == 0:
        return None
    low = _points(lost_at_worst / all_at_any, weights)
    high = _points(lost_at_best / all_at_any, weights)
    value = _points(lost / decided, weights) if decided else None
    return PillarRange(value, low, high, _coverage(tallies, rules))


def _coverage(tallies: Tallies, rules: Mapping[str, ScoredRule]) -> float:
    """Share of the weight that was decided; within a rule, share of its elements."""
    decided = total = 0.0
    for rule, tally in tallies.items():
        n = tally.passed + tally.failed
        n_all = n + tally.cant_tell + bool(tally.untested)
        if n_all:
            decided += rules[rule].weight * n / n_all
            total += rules[rule].weight
    return decided / total if total else 0.0


def _points(lost_share: float, weights: Weights) -> float:
    return 100.0 * (1.0 - min(1.0, max(0.0, lost_share)) ** weights.exponent)


def _mean_of_units(ranges: Sequence[PillarRange], weights: Weights) -> PillarRange:
    coverage = math.fsum(each.coverage for each in ranges) / len(ranges)
    mean = _mean([Range(each.value, each.low, each.high) for each in ranges])
    value = mean.value if coverage >= weights.least_coverage else None
    return PillarRange(value, mean.low, mean.high, coverage)


def _mean_of_pillars(pillars: Iterable[PillarRange | None]) -> PillarRange | None:
    known = [pillar for pillar in pillars if pillar is not None]
    if not known:
        return None
    mean = _mean([Range(each.value, each.low, each.high) for each in known])
    return PillarRange(
        mean.value, mean.low, mean.high, math.fsum(each.coverage for each in known) / len(known)
    )


def _mean(ranges: Sequence[Range]) -> Range:
    """Mean of what is known, kept inside the mean of the ranges, in which all take part."""
    low = math.fsum(each.low for each in ranges) / len(ranges)
    high = math.fsum(each.high for each in ranges) / len(ranges)
    values = [each.value for each in ranges if each.value is not None]
    if not values:
        return Range(None, low, high)
    return Range(min(high, max(low, math.fsum(values) / len(values))), low, high)


def _total(pillars: Mapping[Pillar, PillarRange | None], weights: Weights) -> Range:
    """Weighted geometric mean; only a range when a pillar has no value."""
    known = {pillar: measured or UNKNOWN for pillar, measured in pillars.items()}
    low = _geometric({pillar: measured.low for pillar, measured in known.items()}, weights)
    high = _geometric({pillar: measured.high for pillar, measured in known.items()}, weights)
    values = {pillar: measured.value for pillar, measured in known.items() if measured.value is not None}
    if len(values) < len(known):
        return Range(None, low, high)
    return Range(_geometric(values, weights), low, high)


def _geometric(points: Mapping[Pillar, float], weights: Weights) -> float:
    total_weight = math.fsum(weights.pillar[pillar] for pillar in points)
    logs = (weights.pillar[pillar] * math.log(max(value, weights.floor)) for pillar, value in points.items())
    return math.exp(math.fsum(logs) / total_weight)
