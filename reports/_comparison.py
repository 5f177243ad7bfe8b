"""Sets portals side by side: alphabetically, by what was measured on all of them, never as a ranking.

The total is each portal's own score where every pillar was measured on every portal.
Where a pillar had to be dropped, `auditor.scoring.comparable` makes the total anew, in
the same way, from the pillars that remain.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from auditor.audit import Audit, PillarName, PillarScore, RuleInfo, Score, Scored
from auditor.locale.speaking import gettext, marked
from auditor.reporting.points import Reading, reading
from auditor.rule import Pillar
from auditor.scoring.comparable import comparable_total
from auditor.scoring.ranks import Ranking
from auditor.scoring.score import Blocked, Range

from ._channels import ChannelMap, Question, channel_map, questions
from ._cost import Dearest, dearest
from ._findings import PILLARS, decided_rules, untested_rules
from ._ranks import ranking
from ._services import Verdict, verdict


@dataclass(frozen=True, slots=True)
class Contender:
    """One portal in the comparison.

    `ahead` and `behind` are the pillars in which its range lies above, or below, that of
    every other portal.
    """

    audit: Audit
    total: Reading
    pillars: dict[PillarName, Reading]
    verdict: Verdict
    ahead: tuple[PillarName, ...]
    behind: tuple[PillarName, ...]
    channels: ChannelMap
    questions: tuple[Question, ...]
    dearest: Dearest | None

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of its rules, by id."""
        return {rule.id: rule.title for rule in self.audit.rules}


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
    ranking: Ranking | None


def comparison(audits: Sequence[Audit]) -> Comparison:
    """Work out what can fairly be said of these portals together."""
    ordered = sorted(audits, key=_alphabetically)
    measured = [audit for audit in ordered if audit.portal.state == "measured"]
    pillars = tuple(
        pillar for pillar in PILLARS if measured and all(_is_measured(audit, pillar) for audit in measured)
    )
    own_totals = pillars == PILLARS
    uneven = tuple(_uneven_rules(measured))
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
        uneven_rules=uneven,
        ranking=ranking(measured, pillars, {each.rule.id for each in uneven}),
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
    own = _readings(audit, pillars)
    others = [_readings(other, pillars) for other in audits if other is not audit]
    return Contender(
        audit=audit,
        total=reading(audit.portal.score if own_totals else _shared_total(audit, pillars)),
        pillars=own,
        verdict=verdict(audit, audit.portal),
        ahead=tuple(
            name for name in pillars if others and all(own[name].is_above(other[name]) for other in others)
        ),
        behind=tuple(
            name for name in pillars if others and all(other[name].is_above(own[name]) for other in others)
        ),
        channels=channel_map(audit),
        questions=questions(audit),
        dearest=dearest(audit),
    )


def _readings(audit: Audit, pillars: Sequence[PillarName]) -> dict[PillarName, Reading]:
    return {pillar: reading(audit.portal.pillars[pillar]) for pillar in pillars}


def _shared_total(audit: Audit, pillars: Sequence[PillarName]) -> Score | None:
    """Have the total made anew from these pillars; None if there are none."""
    if not pillars:
        return None
    scored: Sequence[Scored] = audit.services or (audit.portal,)
    services = [{Pillar(name): _range(points) for name, points in each.pillars.items()} for each in scored]
    total = comparable_total(
        services,
        [Pillar(name) for name in pillars],
        blocked=[Blocked(each.blocked) for each in scored],
    )
    return Score(value=total.value, low=total.low, high=total.high)


def _range(points: PillarScore) -> Range | None:
    if points.low is None or points.high is None:
        return None
    return Range(points.value, points.low, points.high)


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


def _how_known(audit: Audit) -> str:
    """Whether the portal's services were declared by its operator, or found by the program."""
    if not audit.services:
        return gettext("none")
    is_found = any(each.inferred for each in audit.services)
    return gettext("found by the program") if is_found else gettext("declared")


_CIRCUMSTANCES: dict[str, Callable[[Audit], str]] = {
    marked("Services"): _how_known,
    marked("Standard"): lambda audit: audit.portal.standard.name,
    marked("Version of the auditor"): lambda audit: audit.auditor.version,
    marked("Version of axe"): lambda audit: audit.auditor.axe or gettext("not used"),
    marked("Version of the weights"): lambda audit: audit.auditor.weights,
    marked("Limit of pages"): lambda audit: _limit(audit.run.limits.max_pages),
    marked("Limit of depth"): lambda audit: _limit(audit.run.limits.depth),
    marked("Pages given as a list"): lambda audit: _limit(audit.run.limits.listed),
    marked("Run"): lambda audit: gettext("to its end") if audit.run.complete else gettext("interrupted"),
    marked("Viewports"): lambda audit: ", ".join(audit.run.viewports),
}


def _limit(limit: int | None) -> str:
    return gettext("none") if limit is None else str(limit)


def _uneven_rules(audits: Sequence[Audit]) -> Iterator[UnevenRule]:
    """Scored rules that counted something on one portal and were untested throughout another."""
    rules = {rule.id: rule for audit in audits for rule in audit.rules if rule.scored}
    decided = {rule_id for audit in audits for rule_id in decided_rules(audit)}
    untested = [(audit.portal.name, untested_rules(audit)) for audit in audits]
    for rule_id in sorted(decided & rules.keys()):
        names = tuple(name for name, missing in untested if rule_id in missing)
        if names:
            yield UnevenRule(rules[rule_id], names)
