"""From counted outcomes to scores: arithmetic that a reader can redo from docs/scoring.md.

A *unit* is one page of a service with its tallies, together with the tallies of the
rules about the service as a whole, which hold for each of its steps. For one pillar of
one unit, with w the weight of a rule, F its failed and n its decided elements (of a failed
element with an amount F has the part that is over the limit):

    lost share  L = sum(w * F / (n + k)) / sum(w * n / (n + k))
    points        = 100 * (1 - L ** g)

A service's pillar is the power mean over its units (the square of the mean of square
roots), its total the weighted geometric mean of its pillars with a floor; a blocker caps
it. A portal's pillars and total are means over its services. The range runs from
"everything undecided fails" to "everything undecided passes". Pillars are published from
a least coverage on; a total only if each of its parts has a value.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from auditor.judge import Tally
from auditor.rule import Pillar
from auditor.scoring.weights import Weights, standard_weights

type Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class ScoredRule:
    """What scoring needs to know of a rule that counts: its pillar and its weight, above 0.

    The failures of a `blocker` cap the total of the service.
    """

    pillar: Pillar
    weight: float
    blocker: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Points from 0 to 100: the value, and what it is at worst and at best.

    `value` is None when too little was decided; then only the range is given.
    """

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PillarRange(Range):
    """A pillar's points.

    `coverage` is the share of its rules' weight that was decided, 0 to 1. `estimate` is
    the value regardless of coverage: the points of what was decided, None if nothing was.
    """

    coverage: float
    estimate: float | None


class Blocked(StrEnum):
    """Whether somebody cannot get through a service at all: a blocker failed, may have, or did not."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class ServiceScore:
    """Pillars and total of a service or a portal; None where nothing of it could be measured.

    A service that is `blocked` has its total capped; a portal is if one of its services is.
    """

    total: Range | None
    pillars: Mapping[Pillar, PillarRange | None]
    blocked: Blocked = Blocked.NO


UNKNOWN = PillarRange(None, 0.0, 100.0, 0.0, None)


def score_service(
    units: Sequence[Tallies | None], rules: Mapping[str, ScoredRule], weights: Weights
) -> ServiceScore:
    """Score a service from its units.

    A unit that is None is a page that could not be visited: it may be anything from 0 to
    100. Equal pages must be given once. A service none of whose units was visited has no score.
    """
    if not any(unit is not None for unit in units):
        return ServiceScore(None, dict.fromkeys(Pillar))
    pillars = {pillar: _pillar_of_service(pillar, units, rules, weights) for pillar in Pillar}
    blocked = _blocked(units, rules)
    total = capped(_total_of_pillars(pillars, weights), blocked, weights)
    return ServiceScore(total, pillars, blocked)


def score_portal(services: Sequence[ServiceScore], weights: Weights | None = None) -> ServiceScore:
    """Score a portal as the mean of its services.

    A service without a score widens the range by its whole share, and then the portal's
    total has no value: otherwise it would rise when its worst service stops answering. The
    same holds for each pillar.
    """
    if not any(service.total is not None for service in services):
        return ServiceScore(None, dict.fromkeys(Pillar))
    chosen = weights or standard_weights()
    pillars = {
        pillar: _pillar_of_portal([service.pillars[pillar] or UNKNOWN for service in services], chosen)
        for pillar in Pillar
    }
    worst = max((service.blocked for service in services), key=list(Blocked).index)
    return ServiceScore(_total_of_services(services), pillars, worst)


def score_unit(tallies: Tallies, rules: Mapping[str, ScoredRule], weights: Weights) -> PillarRange | None:
    """Score one pillar of one unit, given the tallies of its rules; None when none of them applied."""
    found = [
        (rules[rule].weight, tally) for rule, tally in tallies.items() if _decided(tally) or _undecided(tally)
    ]
    if not found:
        return None
    low = _points([_at_worst(*each, weights.shrinkage) for each in found], weights)
    high = _points([_at_best(*each, weights.shrinkage) for each in found], weights)
    known = [each for each in found if _decided(each[1])]
    estimate = _points([_as_decided(*each, weights.shrinkage) for each in known], weights) if known else None
    return _published(_between(low, estimate, high), low, high, _coverage(found), weights)


class _Term(NamedTuple):
    """What one rule adds to the two sums of the lost share."""

    lost: float
    whole: float


def _as_decided(weight: float, tally: Tally, shrinkage: float) -> _Term:
    n = _decided(tally)
    return _Term(weight * tally.failing / (n + shrinkage), weight * n / (n + shrinkage))


def _at_worst(weight: float, tally: Tally, shrinkage: float) -> _Term:
    """A rule with something undecided counts whole: at worst all of it fails but what has passed."""
    if not (undecided := _undecided(tally)):
        return _as_decided(weight, tally, shrinkage)
    kept = tally.passed + tally.within
    return _Term(weight * (1 - kept / (_decided(tally) + undecided + shrinkage)), weight)


def _at_best(weight: float, tally: Tally, shrinkage: float) -> _Term:
    """A rule with something undecided counts whole: at best all of it passes but what has failed."""
    if not (undecided := _undecided(tally)):
        return _as_decided(weight, tally, shrinkage)
    return _Term(weight * tally.failing / (_decided(tally) + undecided + shrinkage), weight)


def _decided(tally: Tally) -> int:
    return tally.passed + tally.failed


def _undecided(tally: Tally) -> int:
    """Count undecided elements; a rule that was not tested at all is one."""
    return tally.cant_tell + bool(tally.untested)


def _points(terms: Sequence[_Term], weights: Weights) -> float:
    lost_share = math.fsum(term.lost for term in terms) / math.fsum(term.whole for term in terms)
    return 100.0 * (1.0 - math.pow(min(1.0, max(0.0, lost_share)), weights.exponent))


def _coverage(found: Iterable[tuple[float, Tally]]) -> float:
    """Share of the weight that was decided; within a rule, share of its elements."""
    shares = [(weight, _decided(tally) / (_decided(tally) + _undecided(tally))) for weight, tally in found]
    return math.fsum(weight * share for weight, share in shares) / math.fsum(weight for weight, _ in shares)


def pillar_of_unit(
    pillar: Pillar, unit: Tallies, rules: Mapping[str, ScoredRule], weights: Weights
) -> PillarRange | None:
    """Score one pillar of one unit, given the tallies of all rules."""
    own = {rule: tally for rule, tally in unit.items() if rule in rules and rules[rule].pillar is pillar}
    return score_unit(own, rules, weights)


def _pillar_of_service(
    pillar: Pillar, units: Sequence[Tallies | None], rules: Mapping[str, ScoredRule], weights: Weights
) -> PillarRange | None:
    """Mean over the units to which a rule of the pillar applied, or may have.

    A service is a chain: its bad steps weigh more than its good ones.
    """
    scored = [UNKNOWN if unit is None else pillar_of_unit(pillar, unit, rules, weights) for unit in units]
    measured = [each for each in scored if each is not None]
    return _mean_of_pillars(measured, lambda points: chained(points, weights.chain), weights)


def chained(points: Sequence[float], exponent: float) -> float:
    """Power mean of the points of steps; equal steps have the points of one of them.

    With an exponent of 1 it is the plain mean; the smaller, the more a bad step weighs.
    """
    mean = math.fsum(math.pow(each, exponent) for each in points) / len(points)
    return min(max(points), max(min(points), math.pow(mean, 1 / exponent)))


def _mean_of_pillars(
    parts: Sequence[PillarRange], mean: Callable[[Sequence[float]], float], weights: Weights
) -> PillarRange | None:
    """Mean of what is known, in a range in which all take part; None if nothing was decided."""
    estimates = [part.estimate for part in parts if part.estimate is not None]
    if not estimates:
        return None
    low, high = mean([part.low for part in parts]), mean([part.high for part in parts])
    coverage = _mean([part.coverage for part in parts])
    return _published(_between(low, mean(estimates), high), low, high, coverage, weights)


def _pillar_of_portal(services: Sequence[PillarRange], weights: Weights) -> PillarRange | None:
    """Mean over the services; a value only if each of them has one.

    Otherwise a service that could not be measured would be there with what little was
    decided of it, which nobody is shown, and could lift the mean over every value that is shown.
    """
    mean = _mean_of_pillars(services, _mean, weights)
    if mean is None or all(service.value is not None for service in services):
        return mean
    return replace(mean, value=None)


def _published(
    estimate: float | None, low: float, high: float, coverage: float, weights: Weights
) -> PillarRange:
    value = estimate if coverage >= weights.least_coverage else None
    return PillarRange(value, low, high, coverage, estimate)


def _total_of_pillars(pillars: Mapping[Pillar, PillarRange | None], weights: Weights) -> Range:
    known = {pillar: measured or UNKNOWN for pillar, measured in pillars.items()}
    low = geometric({pillar: measured.low for pillar, measured in known.items()}, weights)
    high = geometric({pillar: measured.high for pillar, measured in known.items()}, weights)
    values = {pillar: measured.value for pillar, measured in known.items() if measured.value is not None}
    value = geometric(values, weights) if len(values) == len(known) else None
    return Range(_between(low, value, high), low, high)


def _blocked(units: Iterable[Tallies | None], rules: Mapping[str, ScoredRule]) -> Blocked:
    """Look for a failed blocker. What was not decided, and a page not visited, may hold one."""
    blockers = {rule_id for rule_id, rule in rules.items() if rule.blocker}
    if not blockers:
        return Blocked.NO
    found = Blocked.NO
    for unit in units:
        if unit is None:
            found = Blocked.PERHAPS
            continue
        for tally in (unit[rule_id] for rule_id in blockers & unit.keys()):
            if tally.failed:
                return Blocked.YES
            if _undecided(tally):
                found = Blocked.PERHAPS
    return found


def capped(total: Range, blocked: Blocked, weights: Weights) -> Range:
    """Cap what is certain of a blocked service; where it is perhaps blocked, only what is at worst."""
    if blocked is Blocked.NO:
        return total
    cap = weights.cap
    low = min(total.low, cap)
    if blocked is Blocked.PERHAPS:
        return Range(total.value, low, total.high)
    return Range(None if total.value is None else min(total.value, cap), low, min(total.high, cap))


def _total_of_services(services: Sequence[ServiceScore]) -> Range:
    totals = [service.total or Range(None, 0.0, 100.0) for service in services]
    low, high = _mean([total.low for total in totals]), _mean([total.high for total in totals])
    values = [total.value for total in totals if total.value is not None]
    value = _mean(values) if len(values) == len(totals) else None
    return Range(_between(low, value, high), low, high)


def _mean(points: Sequence[float]) -> float:
    return math.fsum(points) / len(points)


def geometric(points: Mapping[Pillar, float], weights: Weights) -> float:
    """Weighted geometric mean of points, none of which counts less than the floor."""
    floored = {pillar: max(value, weights.floor) for pillar, value in points.items()}
    logs = math.fsum(weights.pillar[pillar] * math.log(value) for pillar, value in floored.items())
    mean = math.exp(logs / math.fsum(weights.pillar[pillar] for pillar in floored))
    return min(max(floored.values()), max(min(floored.values()), mean))  # exp(log(100)) is over 100


def _between(low: float, value: float | None, high: float) -> float | None:
    """The value, which lies in its range but for the last digit of a floating point number."""
    return None if value is None else min(high, max(low, value))
