"""Whom a portal leaves behind: for each group of people the barriers found, and what was not tested for it.

From the audit alone. A group gets no number of points: how a barrier weighs for a person is not
known, and no person took part.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.audit import Audit, NotTested, RuleCounts, RuleInfo
from auditor.rule import Group

from ._numbers import counted
from ._services import PEOPLE

LEAST_CHECKS = 3  # ours: of fewer checks that were decided, nothing is said but the barriers


@dataclass(frozen=True, slots=True)
class Barrier:
    """A rule that failed somewhere, with how many elements, on how many pages and in which services."""

    rule: RuleInfo
    elements: int
    pages: int
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A rule of which nothing failed and something was not decided.

    `reason` is why it could not be asked, "" where it asks a person to look.
    """

    rule: RuleInfo
    reason: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """What was found for one group. A *check* is a rule that had something to look at on the portal."""

    group: str
    people: str
    barriers: tuple[Barrier, ...]
    clear: tuple[RuleInfo, ...]
    unknown: tuple[OpenCheck, ...]

    @property
    def checks(self) -> int:
        """How many rules had something to look at."""
        return len(self.barriers) + len(self.clear) + len(self.unknown)

    @property
    def is_assessed(self) -> bool:
        """Whether enough was decided to say where there is no barrier."""
        return len(self.barriers) + len(self.clear) >= LEAST_CHECKS

    @property
    def verdict(self) -> str:
        """Say in two or three words what was found."""
        if self.barriers:
            return counted(len(self.barriers), "barrier")
        return "no barrier found" if self.is_assessed else "not assessed"


@dataclass(frozen=True, slots=True)
class Link:
    """Why a group stands among those whom a people's barriers concern; `source` is where it was measured."""

    groups: tuple[Group, ...]
    reason: str
    source: str


class People:
    """One of those whom the mission names; without links nothing measured ties them to what is checked."""

    def __init__(self, name: str, *links: Link) -> None:
        self.name = name
        self.links = links

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of all its links, each once."""
        return tuple(dict.fromkeys(group for link in self.links for group in link.groups))


_WITH_DISABILITIES = (
    *(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COLOUR_VISION, Group.WITHOUT_HEARING),
    *(Group.LIMITED_HEARING, Group.LIMITED_MOVEMENT, Group.SPEECH, Group.PHOTOSENSITIVE, Group.COGNITION),
)
_OLDER = (
    *(Group.OLDER_PERSONS, Group.LOW_VISION, Group.LIMITED_HEARING),
    *(Group.LIMITED_MOVEMENT, Group.COGNITION),
)
_ITU_PHONES = "ITU, https://itu.foleon.com/itu/measuring-digital-development/mobile-phone-ownership/"

MISSION = (
    People(
        "Persons with disabilities",
        Link(
            _WITH_DISABILITIES,
            "the user needs that a service has to meet",
            "EN 301 549 V3.2.1, 4.2, functional performance statements",
        ),
    ),
    People(
        "Older persons",
        Link(
            _OLDER,
            "sight, hearing, movement and memory decline with age",
            "W3C WAI, https://www.w3.org/WAI/posts/2009/older-users-online.html",
        ),
    ),
    People(
        "People in poverty",
        Link(
            (Group.PREPAID_DATA,),
            "the lower the income, the larger the part of it that data cost",
            "ITU, ICT price baskets: mobile data as a share of income per head",
        ),
        Link((Group.SHARED_PHONE,), "owning a mobile phone goes with income", _ITU_PHONES),
    ),
    People(
        "Women and girls",
        Link(
            (Group.SHARED_PHONE, Group.NO_INTERNET),
            "in most countries with figures fewer women than men own a phone, and a wide gap there "
            "often comes with a wide one in using the internet",
            _ITU_PHONES,
        ),
    ),
    People(
        "Migrants and refugees",
        Link(
            (Group.NO_NATIONAL_ID, Group.NO_INTERNET),
            "without the papers that the law asks for they get no connection in their own name",
            "UNHCR and GSMA, Displaced and Disconnected, 2019",
        ),
    ),
    People("Youth"),
)


@dataclass(slots=True)
class _Sum:
    """What one rule came to over the whole portal."""

    passed: int = 0
    failed: int = 0
    cant_tell: int = 0
    pages: int = 0
    services: dict[str | None, None] = field(default_factory=dict)
    untested: str = ""


def group_views(audit: Audit) -> list[GroupView]:
    """Sort, for each group, the rules that count under the standard and had something to look at."""
    sums = _sums(audit)
    asked = [(rule, sums[rule.id]) for rule in audit.rules if rule.scored and rule.id in sums]
    return [
        GroupView(
            group,
            people,
            barriers=tuple(_barriers(group, asked)),
            clear=tuple(rule for rule, found in asked if group in rule.groups and _is_clear(found)),
            unknown=tuple(
                OpenCheck(rule, found.untested)
                for rule, found in asked
                if group in rule.groups and not found.failed and (found.cant_tell or found.untested)
            ),
        )
        for group, people in PEOPLE.items()
    ]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """What was found for one of those whom the mission names: by group, and the barriers of all, each once.

    `links` has the words for the groups of each link beside it.
    """

    name: str
    links: tuple[tuple[tuple[str, ...], Link], ...]
    barriers: int
    not_assessed: tuple[str, ...]
    assessed: tuple[str, ...]


def people_views(views: Sequence[GroupView]) -> list[PeopleView]:
    """Gather the groups of each of those whom the mission names."""
    return [_people_view(people, views) for people in MISSION]


def _people_view(people: People, views: Sequence[GroupView]) -> PeopleView:
    own = [view for view in views if view.group in people.groups]
    return PeopleView(
        people.name,
        tuple((tuple(PEOPLE[group] for group in link.groups), link) for link in people.links),
        barriers=len({barrier.rule.id for view in own for barrier in view.barriers}),
        not_assessed=tuple(view.people for view in own if not view.is_assessed),
        assessed=tuple(view.people for view in own if view.is_assessed),
    )


def _is_clear(found: _Sum) -> bool:
    return bool(found.passed) and not (found.failed or found.cant_tell or found.untested)


def _barriers(group: str, asked: Sequence[tuple[RuleInfo, _Sum]]) -> list[Barrier]:
    """Give a group's barriers, those of the heaviest rules on the most pages first."""
    found = [
        Barrier(rule, each.failed, each.pages, tuple(filter(None, each.services)))
        for rule, each in asked
        if group in rule.groups and each.failed
    ]
    return sorted(found, key=lambda barrier: (-barrier.rule.weight, -barrier.pages, barrier.rule.id))


def _sums(audit: Audit) -> dict[str, _Sum]:
    known = {service.id for service in audit.services}
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    for service, is_page, counts in _all_counts(audit):
        for rule_id, outcomes in counts.items():
            found = sums[rule_id]
            if isinstance(outcomes, NotTested):
                found.untested = found.untested or outcomes.untested
                continue
            found.passed += outcomes.passed
            found.failed += outcomes.failed
            found.cant_tell += outcomes.cant_tell
            if outcomes.failed:
                found.pages += is_page
                found.services |= {service: None} if service in known else {}
    return sums


def _all_counts(audit: Audit) -> Iterator[tuple[str | None, bool, RuleCounts]]:
    for page in audit.pages:
        yield page.service, True, page.rules
    for service in audit.services:
        yield service.id, False, service.rules
    yield None, False, audit.portal.rules
