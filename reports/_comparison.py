"""Sets portals side by side: alphabetically, by what was measured on all of them, never as a ranking.

The total is each portal's own score where every pillar was measured on every portal.
Where a pillar had to be dropped, the total is the geometric mean of the pillars that
remain, each counting the same and none counting less than 1 point.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, geometric_mean

from auditor.audit import Audit, PillarName, RuleInfo, Score

from ._findings import PILLARS, decided_rules, untested_rules
from ._numbers import Reading, reading

FLOOR_POINTS = 1.0  # a pillar at 0 would make every geometric mean 0, whatever the others are


@dataclass(frozen=True, slots=True)
class Standing:
    """A pillar in which a portal stands out against the mean of the others.

    `others` is None where there is no other portal to stand out against. `clear` tells
    that the portal's range and the mean range of the others do not touch.
    """

    pillar: PillarName
    own: Reading
    others: Reading | None
    ahead: bool
    clear: bool


@dataclass(frozen=True, slots=True)
class Contender:
    """One portal in the comparison."""

    audit: Audit
    total: Reading
    pillars: dict[PillarName, Reading]
    strongest: Standing | None
    weakest: Standing | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two portals in alphabetical order, and the name of the higher one where they can be told apart."""

    names: tuple[str, str]
    higher: str | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A pillar that is not compared, and the portals it was not measured on."""

    pillar: PillarName
    unmeasured_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A circumstance that was not the same for all: its name, and each portal's own."""

    what: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnevenRule:
    """A rule that could be tested on some portals only; `untested_on` names the others."""

    rule: RuleInfo
    untested_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the comparison page shows, each list in alphabetical order of portals."""

    contenders: tuple[Contender, ...]
    set_aside: tuple[Audit, ...]
    pillars: tuple[PillarName, ...]
    dropped: tuple[Dropped, ...]
    own_totals: bool
    pairs: tuple[Pair, ...]
    close_pillars: dict[PillarName, tuple[Pair, ...]]
    differences: tuple[Difference, ...]
    uneven_rules: tuple[UnevenRule, ...]


def comparison(audits: Sequence[Audit]) -> Comparison:
    """Work out what can fairly be said of these portals together."""
    ordered = sorted(audits, key=_alphabetically)
    measured = [audit for audit in ordered if audit.portal.state == "measured"]
    pillars = tuple(
        pillar for pillar in PILLARS if measured and all(_is_measured(audit, pillar) for audit in measured)
    )
    own_totals = pillars == PILLARS
    contenders = tuple(_contender(audit, measured, pillars, own_totals=own_totals) for audit in measured)
    return Comparison(
        contenders=contenders,
        set_aside=tuple(audit for audit in ordered if audit.portal.state != "measured"),
        pillars=pillars,
        dropped=tuple(_dropped(measured)),
        own_totals=own_totals,
        pairs=_pairs(contenders, lambda contender: contender.total),
        close_pillars={pillar: _close_pairs(contenders, pillar) for pillar in pillars},
        differences=tuple(_differences(measured)),
        uneven_rules=tuple(_uneven_rules(measured)),
    )


def _alphabetically(audit: Audit) -> tuple[str, str]:
    """Sort É with E: letters without their accents, without case; equal names by address."""
    letters = unicodedata.normalize("NFKD", audit.portal.name)
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold(), audit.portal.url


def _is_measured(audit: Audit, pillar: PillarName) -> bool:
    score = audit.portal.pillars.get(pillar)
    return score is not None and score.value is not None


def _dropped(audits: Sequence[Audit]) -> Iterator[Dropped]:
    for pillar in PILLARS:
        names = tuple(audit.portal.name for audit in audits if not _is_measured(audit, pillar))
        if names:
            yield Dropped(pillar, names)


def _contender(
    audit: Audit, audits: Sequence[Audit], pillars: Sequence[PillarName], *, own_totals: bool
) -> Contender:
    others = [other for other in audits if other is not audit]
    by_lead = sorted(pillars, key=lambda pillar: -_lead(audit, others, pillar))
    return Contender(
        audit=audit,
        total=reading(audit.portal.score if own_totals else shared_total(audit, pillars)),
        pillars={pillar: reading(audit.portal.pillars[pillar]) for pillar in pillars},
        strongest=_standing(audit, others, by_lead[0]) if by_lead else None,
        weakest=_standing(audit, others, by_lead[-1]) if len(by_lead) > 1 else None,
    )


def _lead(audit: Audit, others: Sequence[Audit], pillar: PillarName) -> float:
    """Points ahead of the others' mean; where there are no others, the points themselves."""
    own = _points(audit, pillar)
    return own - fmean(_points(other, pillar) for other in others) if others else own


def _points(audit: Audit, pillar: PillarName) -> float:
    value = audit.portal.pillars[pillar].value
    if value is None:
        raise ValueError(f"{pillar} was not measured on {audit.portal.name}")
    return value


def _standing(audit: Audit, others: Sequence[Audit], pillar: PillarName) -> Standing:
    own = reading(audit.portal.pillars[pillar])
    if not others:
        return Standing(pillar, own, None, ahead=True, clear=True)
    mean = reading(_combined([other.portal.pillars[pillar] for other in others], fmean))
    ahead = _lead(audit, others, pillar) > 0
    return Standing(pillar, own, mean, ahead=ahead, clear=not own.overlaps(mean))


def shared_total(audit: Audit, pillars: Sequence[PillarName]) -> Score | None:
    """Combine these pillars of a portal into one score; None if there are none.

    The geometric mean, as in the score itself, but with equal weights: the weights of
    a part of the pillars say nothing.
    """
    return _combined([audit.portal.pillars[pillar] for pillar in pillars], _floored_mean) if pillars else None


def _floored_mean(points: Iterable[float]) -> float:
    return geometric_mean(max(point, FLOOR_POINTS) for point in points)


def _combined(scores: Sequence[Score], mean: Callable[[Iterable[float]], float]) -> Score:
    """Combine values with values and bounds with bounds; a score without bounds is its own bounds."""

    def combine(bound: Callable[[Score], float | None]) -> float | None:
        points = [score.value if bound(score) is None else bound(score) for score in scores]
        known = [point for point in points if point is not None]
        return mean(known) if len(known) == len(points) else None

    return Score(
        value=combine(lambda score: score.value),
        low=combine(lambda score: score.low),
        high=combine(lambda score: score.high),
    )


def _pairs(contenders: Sequence[Contender], which: Callable[[Contender], Reading]) -> tuple[Pair, ...]:
    pairs = []
    for one, other in combinations(contenders, 2):
        names = one.audit.portal.name, other.audit.portal.name
        mine, others = which(one), which(other)
        if mine.overlaps(others):
            pairs.append(Pair(names, None))
        else:
            pairs.append(Pair(names, names[0] if mine.is_above(others) else names[1]))
    return tuple(pairs)


def _close_pairs(contenders: Sequence[Contender], pillar: PillarName) -> tuple[Pair, ...]:
    return tuple(pair for pair in _pairs(contenders, lambda one: one.pillars[pillar]) if pair.higher is None)


def _differences(audits: Sequence[Audit]) -> Iterator[Difference]:
    for what, tell in _CIRCUMSTANCES.items():
        values = tuple((audit.portal.name, tell(audit)) for audit in audits)
        if len({value for _, value in values}) > 1:
            yield Difference(what, values)


_CIRCUMSTANCES: dict[str, Callable[[Audit], str]] = {
    "Standard": lambda audit: audit.portal.standard.name,
    "Version of the auditor": lambda audit: audit.auditor.version,
    "Version of axe": lambda audit: audit.auditor.axe or "not used",
    "Version of the weights": lambda audit: audit.auditor.weights,
    "Limit of pages": lambda audit: _limit(audit.run.limits.max_pages),
    "Limit of depth": lambda audit: _limit(audit.run.limits.depth),
    "Pages given as a list": lambda audit: _limit(audit.run.limits.listed),
    "Run": lambda audit: "to its end" if audit.run.complete else "interrupted",
    "Viewports": lambda audit: ", ".join(audit.run.viewports),
}


def _limit(limit: int | None) -> str:
    return "none" if limit is None else str(limit)


def _uneven_rules(audits: Sequence[Audit]) -> Iterator[UnevenRule]:
    """Scored rules that counted something on one portal and were untested throughout another."""
    rules = {rule.id: rule for audit in audits for rule in audit.rules if rule.scored}
    decided = {rule_id for audit in audits for rule_id in decided_rules(audit)}
    untested = [(audit.portal.name, untested_rules(audit)) for audit in audits]
    for rule_id in sorted(decided & rules.keys()):
        names = tuple(name for name, missing in untested if rule_id in missing)
        if names:
            yield UnevenRule(rules[rule_id], names)
