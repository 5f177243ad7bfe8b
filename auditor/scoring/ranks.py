"""How portals rank when what the score takes for granted is drawn anew, a thousand times.

The choices of the score (weights, how things are put together, floor, cap) have no right value, rules
are sometimes wrong, and not everything was decided. A rank that hangs on one of these is none. Source
of the procedure: M. Saisana, A. Saltelli and S. Tarantola, "Uncertainty and sensitivity analysis
techniques as tools for the quality assessment of composite indicators", Journal of the Royal
Statistical Society A 168 (2005); OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.

The draws come from `random.Random`, whose sequence is the same everywhere; numpy only multiplies.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.judge import Tally
from auditor.locale.speaking import marked
from auditor.rule import Pillar
from auditor.scoring.score import Blocked, ScoredRule
from auditor.scoring.weights import Weights

DRAWS = 1_000
SEED = 1
CERTAIN = 0.95  # share of draws from which on one portal is called higher than another

# How far each assumption is drawn, evenly between the two. Ours, but for the precision of rules:
# of 60 findings read after mending, 52 were right and 6 debatable (docs/accuracy.md).
WEIGHT_FACTORS = (0.5, 1.5)
FLOORS = (1.0, 10.0)
CAPS = (20.0, 60.0)
CURVES = (0.33, 1.0)
CHAINS = (0.25, 1.0)
PRECISIONS = (0.8, 1.0)

_TINY = 1e-9  # points that are no difference

type _Array = NDArray[np.floating[Any]]


class Assumption(StrEnum):
    """What is drawn; the value is how a reader is told of it."""

    PILLARS = marked("the weights of the pillars")
    SEVERITIES = marked("the weights of the severities")
    AGGREGATION = marked("whether pillars may buy each other out")
    FLOOR = marked("the floor under a pillar")
    CAP = marked("the cap of a blocker")
    CURVE = marked("how steeply the first failures cost")
    CHAIN = marked("how much a bad step weighs")
    PRECISION = marked("how often each rule is right")
    UNDECIDED = marked("what could not be decided")


@dataclass(frozen=True, slots=True)
class RankedService:
    """A service: what was counted on each of its pages, rules of the whole included."""

    units: Sequence[Mapping[str, Tally]]
    blocked: Blocked = Blocked.NO


@dataclass(frozen=True, slots=True)
class RankedPortal:
    """A portal and its services, which count alike; a portal without any is one of all its pages."""

    name: str
    services: Sequence[RankedService]


@dataclass(frozen=True, slots=True)
class RankRange:
    """The ranks of a portal in nine of ten draws, and the share of draws in which it is first."""

    name: str
    best: int
    worst: int
    first: float


@dataclass(frozen=True, slots=True)
class Duel:
    """Two portals, and the shares of the draws in which the one and the other is higher."""

    names: tuple[str, str]
    shares: tuple[float, float]

    @property
    def higher(self) -> str | None:
        """The one that is higher in nearly all draws; None if it is too close to call."""
        return next(
            (name for name, share in zip(self.names, self.shares, strict=True) if share >= CERTAIN), None
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the draws gave. `moves`: by how many places each assumption alone moves a portal, in the mean."""

    draws: int
    ranges: tuple[RankRange, ...]
    duels: tuple[Duel, ...]
    moves: Mapping[Assumption, float]

    @property
    def decisive(self) -> Assumption | None:
        """The assumption that moves ranks most; None if none of them alone moves any."""
        most = max(self.moves, key=lambda assumption: self.moves[assumption])
        return most if self.moves[most] > 0 else None


def rank(
    portals: Sequence[RankedPortal],
    rules: Mapping[str, ScoredRule],
    pillars: Collection[Pillar],
    weights: Weights,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranking:
    """Rank portals by the mean total of their services, over draws of all assumptions.

    `rules` and `pillars` are those that were tested on every portal.

    Raises:
        ValueError: if there is no pillar, or a portal without services.
    """
    if not pillars or not all(portal.services for portal in portals):
        raise ValueError("a ranking needs a pillar, and a service of each portal")
    counted = _Counted(portals, rules, [pillar for pillar in Pillar if pillar in pillars], weights)
    points = counted.points(counted.drawn(frozenset(Assumption), draws, seed))
    usual = _ranks(counted.points(counted.drawn(frozenset(), 1, seed)))
    moves = {
        assumption: float(
            np.abs(_ranks(counted.points(counted.drawn({assumption}, draws, seed))) - usual).mean()
        )
        for assumption in Assumption
    }
    ranks = _ranks(points)
    return Ranking(
        draws,
        tuple(_range(portal.name, own) for portal, own in zip(portals, ranks, strict=True)),
        tuple(
            Duel((portals[one].name, portals[other].name), _shares(points[one], points[other]))
            for one, other in combinations(range(len(portals)), 2)
        ),
        moves,
    )


def points_as_published(
    portal: RankedPortal, rules: Mapping[str, ScoredRule], weights: Weights, undecided: float = 0.5
) -> float:
    """Give a portal's total under the usual assumptions; `undecided` is the share of it that fails."""
    counted = _Counted([portal], rules, list(Pillar), weights)
    usual = counted.drawn(frozenset(), 1, SEED)
    usual.undecided[:] = undecided
    return float(counted.points(usual)[0, 0])


def _ranks(points: _Array) -> _Array:
    """Give each portal's rank in each draw: 1 and how many are higher. Shape: portals, draws."""
    ranks: _Array = 1.0 + (points[None, :, :] > points[:, None, :] + _TINY).sum(axis=1)
    return ranks


def _shares(one: _Array, other: _Array) -> tuple[float, float]:
    return float((one > other + _TINY).mean()), float((other > one + _TINY).mean())


def _range(name: str, ranks: _Array) -> RankRange:
    best, worst = np.quantile(ranks, 0.05, method="lower"), np.quantile(ranks, 0.95, method="higher")
    return RankRange(name, int(best), int(worst), float((ranks == 1).mean()))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One value of each assumption for each draw; the last axis of every array is the draws."""

    pillars: _Array  # pillars, draws
    rules: _Array  # rules, draws
    precision: _Array  # rules, draws
    undecided: _Array  # portals, draws: the share of it that fails
    is_geometric: NDArray[np.bool_]
    floor: _Array
    cap: _Array
    curve: _Array
    chain: _Array


class _Counted:
    """The counts of all portals as arrays, from which the points of any draw follow."""

    def __init__(
        self,
        portals: Sequence[RankedPortal],
        rules: Mapping[str, ScoredRule],
        pillars: Sequence[Pillar],
        weights: Weights,
    ) -> None:
        self._weights = weights
        self._pillars = pillars
        self._portals = portals
        self._rules = [rule_id for rule_id in sorted(rules) if rules[rule_id].pillar in pillars]
        self._scored = [rules[rule_id] for rule_id in self._rules]
        self._of_pillar = [
            np.array([rule.pillar is pillar for rule in self._scored], dtype=bool) for pillar in pillars
        ]
        self._counts = [[self._arrays(service) for service in portal.services] for portal in portals]

    def drawn(self, varied: Collection[Assumption], draws: int, seed: int) -> _Drawn:
        """Draw the assumptions that are varied; the others keep their usual value."""
        chance = random.Random(seed)  # noqa: S311  a draw to be repeated, no secret

        def between(which: Assumption, ends: tuple[float, float], rows: int, usual: float) -> _Array:
            # Always drawn, so that an assumption varies alike alone and with the others.
            values = np.array([[chance.uniform(*ends) for _ in range(draws)] for _ in range(rows)])
            return values if which in varied else np.full((rows, draws), usual)

        weights = self._weights
        severities = sorted({rule.weight for rule in self._scored})
        factors = between(Assumption.SEVERITIES, WEIGHT_FACTORS, len(severities), 1.0)
        own = [severities.index(rule.weight) for rule in self._scored]
        usual_weights = np.array([[weights.pillar[pillar]] for pillar in self._pillars])
        coin = between(Assumption.AGGREGATION, (0.0, 1.0), 1, 0.0)[0]
        return _Drawn(
            pillars=usual_weights * between(Assumption.PILLARS, WEIGHT_FACTORS, len(self._pillars), 1.0),
            rules=np.array([[rule.weight] for rule in self._scored]) * factors[own],
            precision=between(Assumption.PRECISION, PRECISIONS, len(self._rules), 1.0),
            undecided=between(Assumption.UNDECIDED, (0.0, 1.0), len(self._portals), 0.5),
            is_geometric=coin < 0.5,  # noqa: PLR2004  one half
            floor=between(Assumption.FLOOR, FLOORS, 1, weights.floor)[0],
            cap=between(Assumption.CAP, CAPS, 1, weights.cap)[0],
            curve=between(Assumption.CURVE, CURVES, 1, weights.exponent)[0],
            chain=between(Assumption.CHAIN, CHAINS, 1, weights.chain)[0],
        )

    def points(self, drawn: _Drawn) -> _Array:
        """Give the total of each portal in each draw."""
        points: _Array = np.array(
            [
                np.mean(
                    [
                        self._capped(self._total(counts, drawn, undecided), service.blocked, drawn, undecided)
                        for service, counts in zip(portal.services, of_portal, strict=True)
                    ],
                    axis=0,
                )
                for portal, of_portal, undecided in zip(
                    self._portals, self._counts, drawn.undecided, strict=True
                )
            ]
        )
        return points

    def _arrays(self, service: RankedService) -> _Array:
        """Give failed, undecided and all elements over all and k, of each unit and rule: 3, units, rules."""
        counts = np.zeros((3, len(service.units), len(self._rules)))
        for row, unit in enumerate(service.units):
            for column, rule_id in enumerate(self._rules):
                if (tally := unit.get(rule_id)) is not None:
                    undecided = tally.cant_tell + bool(tally.untested)
                    elements = tally.passed + tally.failed + undecided
                    if elements:
                        whole = elements + self._weights.shrinkage
                        counts[:, row, column] = tally.failing / whole, undecided / whole, elements / whole
        return counts

    def _total(self, counts: _Array, drawn: _Drawn, undecided: _Array) -> _Array:
        """Give a service's total in each draw, before the cap."""
        pillars = np.array([self._pillar(counts, own, drawn, undecided) for own in self._of_pillar])
        shares = drawn.pillars / drawn.pillars.sum(axis=0)
        geometric = np.exp((shares * np.log(np.maximum(pillars, drawn.floor))).sum(axis=0))
        total: _Array = np.where(drawn.is_geometric, geometric, (shares * pillars).sum(axis=0))
        return total

    def _pillar(self, counts: _Array, own: NDArray[np.bool_], drawn: _Drawn, undecided: _Array) -> _Array:
        """Give a service's pillar in each draw; one of which nothing is known may be anything."""
        failed, doubted, seen = counts[:, :, own]
        applies = seen.any(axis=1)
        if not applies.any():
            return 100.0 * (1.0 - undecided)
        failed, doubted, seen = failed[applies], doubted[applies], seen[applies]
        weights = drawn.rules[own]
        lost = failed @ (weights * drawn.precision[own]) + undecided * (doubted @ weights)
        share = np.clip(lost / (seen @ weights), 0.0, 1.0)
        points = 100.0 * (1.0 - share**drawn.curve)
        powers: _Array = np.mean(points**drawn.chain, axis=0) ** (1.0 / drawn.chain)
        return powers

    def _capped(self, total: _Array, blocked: Blocked, drawn: _Drawn, undecided: _Array) -> _Array:
        """Cap a blocked service; one that may be blocked is, in the worse half of what was not decided."""
        if blocked is Blocked.NO:
            return total
        is_blocked = np.full(total.shape, True) if blocked is Blocked.YES else undecided > 0.5  # noqa: PLR2004
        capped: _Array = np.where(is_blocked, np.minimum(total, drawn.cap), total)
        return capped
