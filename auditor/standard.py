"""The success criteria of WCAG, and the standards that make some of them law.

Three standards refer to WCAG without changing it: EN 301 549 V3.2.1 takes over WCAG 2.1
levels A and AA in clause 9; Section 508 of the United States takes over WCAG 2.0 levels A
and AA (36 CFR 1194, appendix A, E205.4); WCAG 2.1 and 2.2 can also be chosen as they are.

4.1.1 Parsing is in none of them here. WCAG 2.2 removed it, and WCAG 2.0 and 2.1 now carry
a note that it is always satisfied by HTML, so counting it would promise a test that
nobody makes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from auditor.rule import Group, Pillar, RegisteredRule

DEFAULT_STANDARD = "en301549-3.2.1"

_LEVELS = ("A", "AA", "AAA")
_REQUIRED_LEVELS = ("A", "AA")

# id, name, and the version of WCAG whose criteria of the required levels it holds
_STANDARDS = (
    ("en301549-3.2.1", "EN 301 549 V3.2.1 (WCAG 2.1, levels A and AA)", "2.1"),
    ("wcag21-aa", "WCAG 2.1, levels A and AA", "2.1"),
    ("wcag22-aa", "WCAG 2.2, levels A and AA", "2.2"),
    ("section508", "Section 508 (WCAG 2.0, levels A and AA)", "2.0"),
)

# EN 301 549 V3.2.1, clause 4.2, in the abbreviations of its table B.2. Privacy (P) is left
# out: it is no group of people.
_GROUPS = {
    "WV": Group.WITHOUT_VISION,
    "LV": Group.LOW_VISION,
    "WPC": Group.COLOUR_VISION,
    "WH": Group.WITHOUT_HEARING,
    "LH": Group.LIMITED_HEARING,
    "WVC": Group.SPEECH,
    "LMS": Group.LIMITED_MOVEMENT,
    "LR": Group.LIMITED_MOVEMENT,
    "PST": Group.PHOTOSENSITIVE,
    "LC": Group.COGNITION,
}


# EN 301 549 V3.2.1, clause 4.2: which of its functional performance statements a group stands
# for. 4.2.11, privacy, is about no group.
FUNCTIONAL_STATEMENTS: Mapping[str, tuple[str, ...]] = {
    Group.WITHOUT_VISION: ("4.2.1 Usage without vision",),
    Group.LOW_VISION: ("4.2.2 Usage with limited vision",),
    Group.COLOUR_VISION: ("4.2.3 Usage without perception of colour",),
    Group.WITHOUT_HEARING: ("4.2.4 Usage without hearing",),
    Group.LIMITED_HEARING: ("4.2.5 Usage with limited hearing",),
    Group.SPEECH: ("4.2.6 Usage with no or limited vocal capability",),
    Group.LIMITED_MOVEMENT: (
        "4.2.7 Usage with limited manipulation or strength",
        "4.2.8 Usage with limited reach",
    ),
    Group.PHOTOSENSITIVE: ("4.2.9 Minimize photosensitive seizure triggers",),
    Group.COGNITION: ("4.2.10 Usage with limited cognition, language or learning",),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion of WCAG 2.2.

    `since` is the version of WCAG that brought it. `groups` are those with a primary
    relationship to it in table B.2 of EN 301 549 V3.2.1; for the criteria that WCAG 2.2
    added, which that table does not have, they are this project's judgement. `slug` names it in
    W3C's addresses.
    """

    number: str
    name: str
    slug: str
    level: str
    since: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """What counts as a failure of law: the numbers of its success criteria, in order."""

    id: str
    name: str
    criteria: tuple[str, ...]


@cache
def criteria() -> Mapping[str, Criterion]:
    """Every success criterion of WCAG 2.2 by number, in order."""
    text = files("auditor").joinpath("facts", "wcag22_sc.json").read_text(encoding="utf-8")
    found = [_criterion(entry) for entry in json.loads(text) if entry["level"] in _LEVELS]
    return MappingProxyType({one.number: one for one in sorted(found, key=_in_order)})


def criterion(number: str) -> Criterion:
    """Give one success criterion.

    Raises:
        KeyError: if WCAG 2.2 has no criterion of this number.
    """
    return criteria()[number]


@cache
def standards() -> Mapping[str, Standard]:
    """The standards that can be chosen, by id; the default one first."""
    return MappingProxyType({key: Standard(key, name, _required_by(wcag)) for key, name, wcag in _STANDARDS})


def counts(registered: RegisteredRule, standard: Standard) -> bool:
    """Tell whether a rule's failures count under a standard, or are advice.

    Advice counts under none. The standards are law on accessibility, so an accessibility
    rule counts only if it tests a criterion of the standard: whoever is bound by WCAG 2.1
    does not fail it by 2.2. Weight, readability, mobile fit and channels are no matter of
    these standards; they are asked of every portal alike, so that portals under different
    laws stay comparable.
    """
    if registered.rule.advice:
        return False
    if registered.pillar is not Pillar.ACCESSIBILITY:
        return True
    return not set(registered.rule.criteria).isdisjoint(standard.criteria)


def _criterion(entry: Mapping[str, Any]) -> Criterion:
    primary = {_GROUPS.get(code) for code, relation in entry["fps"].items() if relation == "P"}
    return Criterion(
        number=entry["id"],
        name=entry["name"],
        slug=entry["slug"],
        level=entry["level"],
        since=entry["version"],
        groups=tuple(group for group in Group if group in primary),
    )


def _in_order(one: Criterion) -> tuple[int, ...]:
    return tuple(int(part) for part in one.number.split("."))


def _required_by(wcag: str) -> tuple[str, ...]:
    required = (one for one in criteria().values() if one.level in _REQUIRED_LEVELS and one.since <= wcag)
    return tuple(one.number for one in required)
