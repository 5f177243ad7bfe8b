"""What leads to one place from one menu must have the same name on every page.

Why it matters: people who listen to a page or who read with effort take another name for another thing.
They follow it to where they were before, or look for what they know and do not find it.

How to fix it: give the link one name and use it on every page.

Source: WCAG 2.2, success criterion 3.2.4 Consistent Identification, and its failure F31 (two labels for
one function on different pages), https://www.w3.org/TR/WCAG22/#consistent-identification.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from auditor.examples import menu, page_around, portal
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.page.menus import SAME, MenuOn, SharedMenu, shared_menus, why_untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity

LEAST_AGREEING = 2  # of what only one page says, nothing tells that it is usual
MOST_RENAMED = 0.25  # ours: where more of a menu has other names, it is in another language or for others

_RENAMED = "The menu calls the link to {address} “{usual}” on most pages and “{other}” here"
_PERHAPS = _RENAMED + ". Do people take it for the same thing?"

_WORD = re.compile(r"[^\W\d_]+")


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Compare what the menus that pages share call the same address."""
    if reason := why_untested(portal):
        yield Untested(reason)
        return
    outcomes = [outcome for shared in shared_menus(portal) for outcome in _compared(shared)]
    yield from outcomes or [Inapplicable()]


def _compared(shared: SharedMenu) -> Iterator[Outcome]:
    menus = [each for each in shared.alike if each.alike(shared.usual) >= SAME]
    if len(menus) <= LEAST_AGREEING:
        return
    usual = {address: _usual_names(address, menus) for address in shared.usual.order}
    renamed: dict[str, tuple[MenuOn, str]] = {}
    for each in menus:
        found = dict(_other_names(each, usual))
        if len(found) <= MOST_RENAMED * len(each.names):
            for address, name in found.items():
                renamed.setdefault(address, (each, name))
    for address, (each, name) in renamed.items():
        is_apart = not any(_words(name) & _words(known) for known in usual[address])
        outcome, message = (Failed, _RENAMED) if is_apart and shared.is_main else (CantTell, _PERHAPS)
        yield outcome(
            message,
            at=Place(url=each.page.url, snippet=name),
            address=urlsplit(address).path,
            usual=min(usual[address]),
            other=name,
        )
    if not renamed:
        yield Passed()


def _usual_names(address: str, menus: list[MenuOn]) -> frozenset[str]:
    """Give the names of an address that most menus have; none if no name is usual."""
    counted = Counter(name for each in menus for name in each.names.get(address, ()))
    return frozenset(name for name, count in counted.items() if count >= LEAST_AGREEING)


def _other_names(menu: MenuOn, usual: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Give the addresses that a menu calls by no usual name, nor by a part of one: "Bins" for "Bins (3)"."""
    for address, names in menu.names.items():
        known = [_words(name) for name in usual.get(address, ())]
        own = [_words(name) for name in names]
        if known and all(own) and not any(one <= other or other <= one for one in own for other in known):
            yield address, min(names)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold()))


_TEAM = ("team", "Our team")
_USUAL = [page_around(f"page{number}", menu("a", "b", "c", "d", "e", _TEAM)) for number in range(3)]


def _with(words: str) -> PortalEvidence:
    return portal(*_USUAL, page_around("x", menu("a", "b", "c", "d", "e", ("team", words))))


RULE = Rule(
    title="One link has other names on other pages",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    scope=Scope.PORTAL,
    criteria=("3.2.4",),
    check=check,
    examples=(
        Example("one name", portal(*_USUAL), Passed),
        Example("another name", _with("Who we are"), Failed),
        Example("another name that shares a word", _with("The team today"), CantTell),
        Example("a part of the name", _with("Team"), Passed),
        Example("the name with what is new", _with("Our team (2 new)"), Passed),
        Example(
            "a menu in another language",
            portal(
                *_USUAL,
                page_around("x", menu("a", ("b", "Deux"), ("c", "Trois"), "d", "e", ("team", "Nous"))),
            ),
            Passed,
        ),
        Example("few of many pages", portal(*_USUAL[:2], unread=1), Untested),
        Example("pages without menus", portal(*(page_around(f"page{n}") for n in range(3))), Inapplicable),
    ),
)
