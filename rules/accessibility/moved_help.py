"""Help that is offered on several pages must be in the same place on each.

Why it matters: who gets stuck has little strength left to search. People with limited cognition, older
people and those new to a language find help where it was on the page before, or not at all.

How to fix it: put the contact and help links into one shared header or footer, and leave them there.

Source: WCAG 2.2, success criterion 3.2.6 Consistent Help (contact details, ways to reach a person and
help pages, in the same order relative to other content), https://www.w3.org/TR/WCAG22/#consistent-help.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.examples import menu, page_around, portal
from auditor.locale.speaking import finished
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.page.menus import LEAST_PAGES, by_language, pages_with_menus, why_untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import HelpPlace, PageDigest

ALIKE = 0.5  # ours: the share of common menu links from which two pages are of one make
_PARTS = {"banner": finished("the header"), "contentinfo": finished("the footer")}

_MOVED = "{help} stands in {usual} of {pages} pages and only in {other} here"
_PERHAPS = _MOVED + ", on a page with other menus. Do people come here from the other pages?"


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Compare in which part of the pages each link to help stands."""
    if reason := why_untested(portal):
        yield Untested(reason)
        return
    outcomes = [outcome for own in by_language(pages_with_menus(portal)) for outcome in _compared(own)]
    yield from outcomes or [Inapplicable()]


def _compared(pages: Sequence[PageDigest]) -> Iterator[Outcome]:
    places: defaultdict[str, list[tuple[PageDigest, HelpPlace, frozenset[str]]]] = defaultdict(list)
    for page in pages:
        for target, (place, within) in _helps_of(page).items():
            places[target].append((page, place, within))
    for found in places.values():
        if len(found) >= LEAST_PAGES:
            yield _judged(found)


def _helps_of(page: PageDigest) -> dict[str, tuple[HelpPlace, frozenset[str]]]:
    """Give the help of a page's header and footer with the parts that it stands in."""
    helps = page.around.helps if page.around else ()
    return {
        each.target: (each, frozenset(other.within for other in helps if other.target == each.target))
        for each in reversed(helps)
        if all(other.within in _PARTS for other in helps if other.target == each.target)
    }


def _judged(found: Sequence[tuple[PageDigest, HelpPlace, frozenset[str]]]) -> Outcome:
    parts = {part: [page for page, _, within in found if part in within] for part in _PARTS}
    usual = max(parts, key=lambda part: len(parts[part]))
    moved = [(page, place) for page, place, within in found if usual not in within]
    if not moved:
        return Passed()
    page, place = moved[0]
    is_one_make = any(_alike(page, other) >= ALIKE for other in parts[usual]) and len(parts[usual]) > 1
    outcome, message = (Failed, _MOVED) if is_one_make else (CantTell, _PERHAPS)
    return outcome(
        message,
        at=Place(url=page.url, snippet=place.text),
        help=place.name.capitalize(),
        usual=_PARTS[usual],
        pages=Count(len(parts[usual])),
        other=_PARTS[place.within],
    )


def _alike(one: PageDigest, other: PageDigest) -> float:
    first, second = _menu_links(one), _menu_links(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def _menu_links(page: PageDigest) -> set[str]:
    return {link.href for menu in (page.around.menus if page.around else ()) for link in menu.links}


def _page(number: int, *within: str, links: str = "abc") -> PageDigest:
    helps = tuple(HelpPlace("the telephone number", "+448081570140", "Call us", each) for each in within)
    return page_around(f"page{number}", menu(*links), helps=helps)


RULE = Rule(
    title="Help is in another place on some pages",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.OLDER_PERSONS, Group.LOW_VISION),
    scope=Scope.PORTAL,
    criteria=("3.2.6",),
    check=check,
    examples=(
        Example("in the footer of each page", portal(*(_page(n, "contentinfo") for n in range(3))), Passed),
        Example(
            "in the footer of each page, and in a header too",
            portal(_page(0, "contentinfo"), _page(1, "contentinfo"), _page(2, "banner", "contentinfo")),
            Passed,
        ),
        Example(
            "in a footer, and once in the header only",
            portal(_page(0, "contentinfo"), _page(1, "contentinfo"), _page(2, "banner")),
            Failed,
        ),
        Example(
            "once in the header, on a page with other menus",
            portal(_page(0, "contentinfo"), _page(1, "contentinfo"), _page(2, "banner", links="xyz")),
            CantTell,
        ),
        Example(
            "on some pages only",
            portal(_page(0, "contentinfo"), _page(1, "contentinfo"), _page(2)),
            Inapplicable,
        ),
        Example("few of many pages", portal(_page(0, "contentinfo"), _page(1, "banner"), unread=1), Untested),
    ),
)
