"""Says in words what a service's score comes to, and which ways lead to its office: from the audit alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import (
    Audit,
    Cause,
    ChannelFound,
    Finding,
    NotTested,
    PillarName,
    RuleInfo,
    Scored,
    Service,
)
from auditor.points import reading
from auditor.rule import Group
from auditor.service import Channel

from ._findings import PILLARS

MOST_GROUPS = 3  # named in a sentence; a rule's page tells them all
FULL_POINTS = 100

USABLE = ("actionable", "complete")  # levels of a channel with something to act on
CHANNELS: dict[str, str] = {
    Channel.PHONE: "Telephone",
    Channel.SMS: "Text message",
    Channel.USSD: "USSD code (such as *123#)",
    Channel.IVR: "Telephone menu (press 1)",
    Channel.MESSAGING: "Messaging app",
    Channel.EMAIL: "E-mail",
    Channel.POST: "Post",
    Channel.FORM: "Form to print",
    Channel.COUNTER: "Office to go to",
    Channel.AGENT: "Agent, kiosk, library or visit",
    Channel.RELAY: "Relay service or text telephone",
    Channel.SIGN_LANGUAGE: "Sign language",
    Channel.BROADCAST: "Radio or television",
    Channel.REPRESENTATIVE: "Through a representative",
}

PEOPLE: dict[str, str] = {
    Group.WITHOUT_VISION: "people who do not see",
    Group.LOW_VISION: "people with low vision",
    Group.COLOUR_VISION: "people who do not tell all colours apart",
    Group.WITHOUT_HEARING: "people who do not hear",
    Group.LIMITED_HEARING: "people who are hard of hearing",
    Group.LIMITED_MOVEMENT: "people with limited movement",
    Group.SPEECH: "people who do not speak",
    Group.PHOTOSENSITIVE: "people with photosensitive seizures",
    Group.COGNITION: "people with limited cognition",
    Group.OLDER_PERSONS: "older persons",
    Group.LOW_LITERACY: "people who read little",
    Group.SECOND_LANGUAGE: "people who read in a second language",
    Group.PREPAID_DATA: "people on prepaid data",
    Group.SLOW_NETWORK: "people on slow networks",
    Group.SMALL_SCREEN: "people with small screens",
    Group.BASIC_PHONE: "people with a basic phone",
    Group.NO_INTERNET: "people without internet",
    Group.SHARED_PHONE: "people who share a phone or have none",
    Group.NO_DIGITAL_ID: "people without a digital identity",
    Group.NO_NATIONAL_ID: "people without a national identity card",
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
    return Reason(rule, tuple(PEOPLE.get(group, group) for group in rule.groups[:MOST_GROUPS]))


def _reaches(cause: Cause, scored: Scored) -> bool:
    return cause.scored and (not isinstance(scored, Service) or scored.id in cause.services)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach the office that pages tell of."""

    name: str
    found: ChannelFound

    @property
    def usable(self) -> bool:
        """Whether there is a number, an address or a file, not words alone."""
        return self.found.level in USABLE


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule about the service as a whole answered; `reason` says why, where it could not be asked."""

    rule: RuleInfo
    findings: tuple[Finding, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to reach the office for one service: found, absent, and not to be told."""

    found: tuple[Way, ...]
    met: tuple[Answer, ...]
    absent: tuple[Answer, ...]
    unknown: tuple[Answer, ...]

    @property
    def asked(self) -> int:
        """How many questions were asked of the service as a whole."""
        return len(self.met) + len(self.absent) + len(self.unknown)


def ways(audit: Audit, scored: Scored) -> Ways:
    """Sort what is known of the ways to reach the office; rules that did not apply are left out.

    So are those about blockers, with which a report opens.
    """
    met: list[Answer] = []
    absent: list[Answer] = []
    unknown: list[Answer] = []
    own = scored.id if isinstance(scored, Service) else None
    for rule in audit.rules:
        counts = scored.rules.get(rule.id)
        if rule.scope != "service" or rule.blocker or counts is None:
            continue
        findings = tuple(
            finding
            for finding in audit.findings
            if (finding.rule, finding.page, finding.service) == (rule.id, None, own)
            and finding.outcome != "untested"
        )
        if isinstance(counts, NotTested):
            unknown.append(Answer(rule, findings, counts.untested))
        elif counts.failed:
            absent.append(Answer(rule, findings))
        else:
            (unknown if counts.cant_tell else met).append(Answer(rule, findings))
    return Ways(tuple(_found(scored)), tuple(met), tuple(absent), tuple(unknown))


def _found(scored: Scored) -> list[Way]:
    known = [*CHANNELS, *(name for name in scored.channels if name not in CHANNELS)]
    return [
        Way(CHANNELS.get(name, name), found)
        for name in known
        if (found := scored.channels.get(name)) and found.level not in (None, "absent")
    ]


@dataclass(frozen=True, slots=True)
class Spread:
    """On how many of a portal's measured services a channel can be used, and on how many it is only named."""

    name: str
    usable: int
    named: int


@dataclass(frozen=True, slots=True)
class ChannelMap:
    """How far each channel reaches over the services of a portal; `of` is how many services were read."""

    of: int
    spreads: tuple[Spread, ...]


def channel_map(audit: Audit) -> ChannelMap:
    """Count the services on which each channel was found; a portal without services counts as one."""
    scopes: Sequence[Scored] = audit.services or (audit.portal,)
    read = [scored for scored in scopes if scored.state == "measured"]
    return ChannelMap(
        of=len(read),
        spreads=tuple(
            Spread(
                name=label,
                usable=sum(_level(scored, channel) in USABLE for scored in read),
                named=sum(_level(scored, channel) == "mentioned" for scored in read),
            )
            for channel, label in CHANNELS.items()
        ),
    )


def _level(scored: Scored, channel: str) -> str:
    found = scored.channels.get(channel)
    return (found.level if found else None) or ""
