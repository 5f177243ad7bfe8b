"""Whom a portal leaves behind, in words: the groups of people, and those whom the mission names."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import Audit
from auditor.locale.speaking import gettext, marked, ngettext
from auditor.reporting import groups
from auditor.rule import Group

from ._services import PEOPLE

DIMENSIONS = {
    "access": marked("Access: can people get there at all?"),
    "affordability": marked("Affordability: what does it cost them?"),
    "ability": marked("Ability: can they use and understand it?"),
}


@dataclass(frozen=True, slots=True)
class ToldView(groups.View):
    """A view with the words for whom or what it is about."""

    words: str

    @property
    def verdict(self) -> str:
        """Say in two or three words what was found."""
        if self.barriers:
            return ngettext("{n} barrier", "{n} barriers", len(self.barriers))
        return gettext("no barrier found") if self.is_assessed else gettext("not assessed")


def group_views(audit: Audit) -> list[ToldView]:
    """Tell what was found for each group of people over the whole portal."""
    return [_told(view, gettext(PEOPLE[view.name])) for view in groups.group_views(audit)]


def dimension_views(audit: Audit) -> list[ToldView]:
    """Tell what was found in each dimension over the whole portal."""
    return [_told(view, gettext(DIMENSIONS[view.name])) for view in groups.dimension_views(audit)]


def _told(view: groups.View, words: str) -> ToldView:
    return ToldView(view.name, view.barriers, view.clear, view.unknown, words)


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
        marked("Persons with disabilities"),
        Link(
            _WITH_DISABILITIES,
            marked("the user needs that a service has to meet"),
            "EN 301 549 V3.2.1, 4.2, functional performance statements",
        ),
    ),
    People(
        marked("Older persons"),
        Link(
            _OLDER,
            marked("sight, hearing, movement and memory decline with age"),
            "W3C WAI, https://www.w3.org/WAI/posts/2009/older-users-online.html",
        ),
    ),
    People(
        marked("People in poverty"),
        Link(
            (Group.PREPAID_DATA,),
            marked("the lower the income, the larger the part of it that data cost"),
            "ITU, ICT price baskets: mobile data as a share of income per head",
        ),
        Link((Group.SHARED_PHONE,), marked("owning a mobile phone goes with income"), _ITU_PHONES),
        Link(
            (Group.NO_BANK_CARD,),
            marked("too little money is what most adults without a bank account give as the reason"),
            "World Bank, Global Findex Database 2021",
        ),
    ),
    People(
        marked("Women and girls"),
        Link(
            (Group.WOMEN,),
            marked(
                "in some countries women are asked for a husband's or father's name or consent, "
                "and men are not"
            ),
            "World Bank, https://blogs.worldbank.org/en/dev4peace/refugee-women-face-complex-barriers-proving-identity",
        ),
        Link(
            (Group.SHARED_PHONE, Group.NO_INTERNET),
            marked(
                "in most countries with figures fewer women than men own a phone, and a wide gap there "
                "often comes with a wide one in using the internet"
            ),
            _ITU_PHONES,
        ),
    ),
    People(
        marked("Migrants and refugees"),
        Link(
            (Group.NO_NATIONAL_ID, Group.NO_INTERNET),
            marked("without the papers that the law asks for they get no connection in their own name"),
            "UNHCR and GSMA, Displaced and Disconnected, 2019",
        ),
    ),
    People(marked("Youth")),
)


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


def people_views(views: Sequence[ToldView]) -> list[PeopleView]:
    """Gather the groups of each of those whom the mission names."""
    return [_people_view(people, views) for people in MISSION]


def _people_view(people: People, views: Sequence[ToldView]) -> PeopleView:
    own = [view for view in views if view.name in people.groups]
    return PeopleView(
        gettext(people.name),
        tuple((tuple(gettext(PEOPLE[group]) for group in link.groups), link) for link in people.links),
        barriers=len({barrier.rule.id for view in own for barrier in view.barriers}),
        not_assessed=tuple(view.words for view in own if not view.is_assessed),
        assessed=tuple(view.words for view in own if view.is_assessed),
    )
