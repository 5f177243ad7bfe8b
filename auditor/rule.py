"""The contract of a rule: one question asked of a page, a service or a portal.

A rule module holds a docstring (the requirement in one sentence, "Why it matters:",
"How to fix it:", "Source:"), a pure `check`, and `RULE`. Its file name gives the id
and its folder the pillar, so nothing is registered by hand; see docs/rules.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor.evidence import CLOSE_PARTS, PageEvidence, Part
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Untested
from auditor.portal import PortalEvidence
from auditor.service import ServiceEvidence


class Pillar(StrEnum):
    """The five families of rules; the folder that a rule lies in."""

    ACCESSIBILITY = "accessibility"
    READABILITY = "readability"
    WEIGHT = "weight"
    MOBILE = "mobile"
    CHANNELS = "channels"


class Severity(StrEnum):
    """How much a failure hinders, in axe-core's words.

    Critical blocks people, serious stops some and makes others give up, moderate
    costs effort, minor annoys. Source: axe-core, doc/issue_impact.md.
    """

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"


class Dimension(StrEnum):
    """UN DESA's three As. Source: United Nations E-Government Survey 2022, chapter 4."""

    ACCESS = "access"
    AFFORDABILITY = "affordability"
    ABILITY = "ability"


class Group(StrEnum):
    """Those whom a barrier keeps out.

    The first nine follow the functional performance statements of EN 301 549 V3.2.1,
    clause 4.2; the others are situations of the United Nations E-Government Survey 2022, and women where
    they are asked for what men are not.
    """

    WITHOUT_VISION = "without vision"
    LOW_VISION = "low vision"
    COLOUR_VISION = "colour vision"
    WITHOUT_HEARING = "without hearing"
    LIMITED_HEARING = "limited hearing"
    LIMITED_MOVEMENT = "limited movement"
    SPEECH = "without speech"
    PHOTOSENSITIVE = "photosensitive seizures"
    COGNITION = "limited cognition"
    OLDER_PERSONS = "older persons"
    LOW_LITERACY = "low literacy"
    SECOND_LANGUAGE = "second language"
    PREPAID_DATA = "prepaid data"
    SLOW_NETWORK = "slow network"
    SMALL_SCREEN = "small screen"
    BASIC_PHONE = "basic phone"
    NO_INTERNET = "no internet"
    SHARED_PHONE = "shared or no own phone"
    NO_DIGITAL_ID = "no digital ID"
    NO_NATIONAL_ID = "no national ID"
    NO_BANK_CARD = "no bank card"
    NO_FIXED_ADDRESS = "no fixed address"
    WOMEN = "women"


class Blocker(StrEnum):
    """How a barrier that ends a service for somebody is known: it was seen to happen, or the page says so."""

    OBSERVED = "observed"
    QUOTED = "quoted"


class Scope(StrEnum):
    """What a rule asks its question of."""

    PAGE = "page"
    SERVICE = "service"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a rule, in the manner of ACT: what is given and what must come out.

    `given` is HTML (a whole document, or what goes into a body), or evidence made with
    `auditor.examples`. `expected` is an outcome class, on the rule as a whole: failed
    if any element fails, else cantTell if any cannot be told, else passed if any passes.
    """

    name: str
    given: str | PageEvidence | ServiceEvidence | PortalEvidence
    expected: type[Outcome]


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a rule's docstring says, in parts."""

    requirement: str
    why: str
    fix: str
    source: str


type Check = (
    Callable[[PageEvidence], Iterable[Outcome]]
    | Callable[[ServiceEvidence], Iterable[Outcome]]
    | Callable[[PortalEvidence], Iterable[Outcome]]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One question and how to answer it.

    `needs` names the parts of a page's evidence that `check` reads: where one is
    missing, `judge` answers untested and `check` is not called. `uses` names parts that it reads
    only where they are there. `criteria` are WCAG
    2.2 numbers. `advice` marks practice that no standard requires: reported, never scored.
    `by_style` says that an answer depends on the page's style sheets: where one did not
    arrive, `judge` answers untested.
    `blocker` marks a rule each of whose failures ends a service for somebody altogether, and
    says how it is known. Such a failure needs its place or a quotation, and caps the service's
    score; where it cannot be told, only the range is widened.
    `documentation` is set only by table-driven modules; a rule file's docstring is its own.
    """

    title: str
    severity: Severity
    dimension: Dimension
    groups: tuple[Group, ...]
    check: Check
    needs: tuple[Part, ...] = ()
    uses: tuple[Part, ...] = ()
    scope: Scope = Scope.PAGE
    criteria: tuple[str, ...] = ()
    act_rules: tuple[str, ...] = ()
    advice: bool = False
    by_style: bool = False
    blocker: Blocker | None = None
    examples: tuple[Example, ...] = ()
    documentation: Documentation | None = None


@dataclass(frozen=True, slots=True)
class RegisteredRule:
    """A rule with what its place in the tree says of it."""

    id: str
    pillar: Pillar
    rule: Rule
    documentation: Documentation

    @property
    def is_close(self) -> bool:
        """Whether it asks about what only a close look at a page records."""
        return not CLOSE_PARTS.isdisjoint(self.rule.needs)

    @property
    def is_for_documents(self) -> bool:
        """Whether it asks about documents instead of pages that a browser shows."""
        return "document" in self.rule.needs


def as_a_whole(outcomes: Iterable[Outcome]) -> type[Outcome]:
    """Sum up the outcomes of one rule as ACT does: the worst that is known decides.

    No outcome at all is inapplicable. Untested counts as worse than passed, because
    something was left unseen.
    """
    found = {type(outcome) for outcome in outcomes}
    for worst_first in (Failed, CantTell, Untested, Passed):
        if worst_first in found:
            return worst_first
    return Inapplicable
