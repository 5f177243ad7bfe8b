"""A menu that stands on several pages must list its links in the same order on each.

Why it matters: some people see little of the screen at once, listen to it, or remember places rather than
words. They find a link again where it was. A menu that is shuffled has to be read anew.

How to fix it: build the menu from one shared part, and keep its order when links are added or the page
that one is on is marked.

Source: WCAG 2.2, success criterion 3.2.3 Consistent Navigation, and its failure F66 (navigation links in
a different relative order on different pages), https://www.w3.org/TR/WCAG22/#consistent-navigation.
"""

from collections.abc import Iterator

from auditor.examples import menu, page_around, portal
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.page.menus import SAME, MenuOn, SharedMenu, shared_menus, turned_round, why_untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity

LEAST_AGREEING = 2  # of what only one page has, nothing says that it is usual

_SHUFFLED = (
    "The menu has “{first}” before “{second}” on most pages and after it here "
    "(pages with this menu: {pages}; with another order: {others})"
)
_PERHAPS = _SHUFFLED + ". Is it one menu, whose entries should keep their places?"


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Compare the order of what is common to each menu on the pages that have it."""
    if reason := why_untested(portal):
        yield Untested(reason)
        return
    outcomes = [_compared(shared) for shared in shared_menus(portal)]
    yield from outcomes or [Inapplicable()]


def _compared(shared: SharedMenu) -> Outcome:
    usual = shared.usual
    other = [(each, turned) for each in shared.alike if (turned := turned_round(usual, each))]
    if not other:
        return Passed()
    agreeing = len(shared.alike) - len(other)
    surest, (first, second) = max(other, key=lambda pair: pair[0].alike(usual))
    is_sure = shared.is_main and surest.alike(usual) >= SAME and agreeing >= LEAST_AGREEING
    outcome, message = (Failed, _SHUFFLED) if is_sure else (CantTell, _PERHAPS)
    return outcome(
        message,
        at=Place(url=surest.page.url),
        first=_name(usual, first),
        second=_name(usual, second),
        pages=Count(len(shared.alike)),
        others=Count(len(other)),
    )


def _name(menu: MenuOn, address: str) -> str:
    return min(menu.names[address])


_USUAL = [page_around(f"page{number}", menu("a", "b", "c", "d")) for number in range(3)]
_FOOTER = [
    page_around(f"page{n}", menu("a", "b", "c", name="ul|||", within="contentinfo", marked=False))
    for n in range(3)
]


RULE = Rule(
    title="A menu changes its order from page to page",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.LIMITED_MOVEMENT, Group.COGNITION),
    scope=Scope.PORTAL,
    criteria=("3.2.3",),
    check=check,
    examples=(
        Example("one order", portal(*_USUAL), Passed),
        Example(
            "an entry more, and the page that one is on without a link",
            portal(*_USUAL, page_around("b", menu("a", "new", "c", "d"))),
            Passed,
        ),
        Example(
            "two entries changed places", portal(*_USUAL, page_around("x", menu("a", "c", "b", "d"))), Failed
        ),
        Example(
            "an entry that the menu also repeats below another",
            portal(*_USUAL, page_around("x", menu("c", "a", "b", "c", "d"))),
            Passed,
        ),
        Example(
            "another menu that is marked alike",
            portal(*_USUAL, page_around("x", menu("d", "c", "p", "q", "r"))),
            Passed,
        ),
        Example(
            "the same menu in another language",
            portal(*_USUAL, page_around("x", menu("d", "c", "b", "a"), language="fr")),
            Passed,
        ),
        Example(
            "two pages, two orders", portal(*_USUAL[:1], page_around("x", menu("b", "a", "c"))), CantTell
        ),
        Example("few of many pages", portal(*_USUAL[:2], unread=1), Untested),
        Example(
            "no order is usual",
            portal(
                page_around("x", menu("a", "b", "c")),
                page_around("y", menu("b", "c", "a")),
                page_around("z", menu("c", "b", "a")),
            ),
            CantTell,
        ),
        Example(
            "a list of a footer that is not marked as navigation",
            portal(
                *_FOOTER,
                page_around("x", menu("c", "a", "b", name="ul|||", within="contentinfo", marked=False)),
            ),
            CantTell,
        ),
        Example("pages without menus", portal(*(page_around(f"page{n}") for n in range(3))), Inapplicable),
    ),
)
