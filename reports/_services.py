"""Says in words what a service's score comes to: from the audit alone."""

from dataclasses import dataclass

from auditor.audit import (
    Audit,
    Cause,
    PillarName,
    RuleInfo,
    Scored,
    Service,
)
from auditor.locale.speaking import gettext, marked
from auditor.reporting.points import reading
from auditor.rule import Group

from ._findings import PILLARS

MOST_GROUPS = 3  # named in a sentence; a rule's page tells them all
FULL_POINTS = 100

PEOPLE: dict[str, str] = {
    Group.WITHOUT_VISION: marked("people who do not see"),
    Group.LOW_VISION: marked("people with low vision"),
    Group.COLOUR_VISION: marked("people who do not tell all colours apart"),
    Group.WITHOUT_HEARING: marked("people who do not hear"),
    Group.LIMITED_HEARING: marked("people who are hard of hearing"),
    Group.LIMITED_MOVEMENT: marked("people with limited movement"),
    Group.SPEECH: marked("people who do not speak"),
    Group.PHOTOSENSITIVE: marked("people with photosensitive seizures"),
    Group.COGNITION: marked("people with limited cognition"),
    Group.OLDER_PERSONS: marked("older persons"),
    Group.LOW_LITERACY: marked("people who read little"),
    Group.SECOND_LANGUAGE: marked("people who read in a second language"),
    Group.PREPAID_DATA: marked("people on prepaid data"),
    Group.SLOW_NETWORK: marked("people on slow networks"),
    Group.SMALL_SCREEN: marked("people with small screens"),
    Group.BASIC_PHONE: marked("people with a basic phone"),
    Group.NO_INTERNET: marked("people without internet"),
    Group.SHARED_PHONE: marked("people who share a phone or have none"),
    Group.NO_DIGITAL_ID: marked("people without a digital identity"),
    Group.NO_NATIONAL_ID: marked("people without a national identity card"),
    Group.NO_BANK_CARD: marked("people without a bank card"),
    Group.NO_FIXED_ADDRESS: marked("people without a fixed address"),
    Group.WOMEN: marked("women"),
}


@dataclass(frozen=True, slots=True)
class Extreme:
    """The pillars that share the highest or the lowest value, in whole points."""

    pillars: tuple[PillarName, ...]
    value: int


@dataclass(frozen=True, slots=True)
class Reason:
    """What to fix first in a pillar, and for whom above all."""

    rule: RuleInfo
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score in words. `weakest` is None where no measured pillar is below another."""

    strongest: Extreme | None
    weakest: Extreme | None
    reason: Reason | None
    unmeasured: tuple[PillarName, ...]

    @property
    def flawless(self) -> bool:
        """Whether all that was measured stands at 100."""
        return self.strongest is not None and self.weakest is None and self.strongest.value == FULL_POINTS


def verdict(audit: Audit, scored: Scored) -> Verdict:
    """Name the strongest and the weakest pillars, and the first cause in the weakest."""
    readings = {pillar: reading(scored.pillars.get(pillar)) for pillar in PILLARS}
    values = {pillar: each.value for pillar, each in readings.items() if each.value is not None}
    unmeasured = tuple(pillar for pillar in PILLARS if pillar not in values)
    if not values:
        return Verdict(None, None, None, unmeasured)
    highest, lowest = (_extreme(values, value) for value in (max(values.values()), min(values.values())))
    reasons = (_reason(audit, scored, pillar) for pillar in lowest.pillars)
    return Verdict(
        strongest=highest,
        weakest=None if lowest.pillars == highest.pillars else lowest,
        reason=next(filter(None, reasons), None),
        unmeasured=unmeasured,
    )


def _extreme(values: dict[PillarName, int], value: int) -> Extreme:
    return Extreme(tuple(pillar for pillar in values if values[pillar] == value), value)


def _reason(audit: Audit, scored: Scored, pillar: PillarName) -> Reason | None:
    """Take the pillar's first cause that reaches the service; the audit orders causes by urgency."""
    cause = next((each for each in audit.causes if each.pillar == pillar and _reaches(each, scored)), None)
    if cause is None:
        return None
    rule = next(rule for rule in audit.rules if rule.id == cause.rule)
    return Reason(rule, tuple(gettext(PEOPLE.get(group, group)) for group in rule.groups[:MOST_GROUPS]))


def _reaches(cause: Cause, scored: Scored) -> bool:
    return cause.scored and (not isinstance(scored, Service) or scored.id in cause.services)
