"""There must be more than one way to find a page of the portal.

Why it matters: whoever cannot take in a long menu searches; whoever cannot spell what to search for
reads a list. People with low vision or limited cognition are lost if the one way is not theirs.

How to fix it: offer, beside the menu, a search, a site map or an index from A to Z, on every page.

Source: WCAG 2.2, success criterion 2.4.5 Multiple Ways, https://www.w3.org/TR/WCAG22/#multiple-ways. See its
sufficient techniques G63 (site map), G161 (search), G125 (related pages) and G185 (all pages linked from the
home page).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.examples import link, menu, page_around, portal
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.page.menus import pages_with_menus, why_untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Finder, PageDigest

LEAST_PAGES = 5  # ours: of fewer pages, what all have in common is no menu
LEAST_SHARED = 3  # ours: that many links on most pages are a menu, whatever they are marked as

_ONE_WAY = "Of the ways to find a page only a menu was found, on {pages}. Is there a search or a site map?"
_UNSURE = "No menu, search or site map was recognised on {pages}. Is there more than one way to find a page?"
_LONELY = (
    "Only one other page leads here, and none of {pages} has a menu, a search or a site map: "
    "pages found in this one way are {count}"
)


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Look for a menu, a search, a site map and an index, on any of the pages."""
    pages = pages_with_menus(portal)
    finders = {finder for page in pages if page.around for finder in page.around.finders}
    ways = len(finders) + _has_menu(pages)
    if ways > 1:
        yield Passed()
    elif reason := why_untested(portal, LEAST_PAGES):
        yield Untested(reason)
    elif len(pages) == 1:
        yield Inapplicable()
    elif not ways and len(pages) >= LEAST_PAGES and (lonely := _lonely(portal)):
        yield Failed(_LONELY, at=Place(url=lonely[0].url), pages=_pages(pages), count=Count(len(lonely)))
    else:
        yield CantTell(_ONE_WAY if _has_menu(pages) else _UNSURE, pages=_pages(pages))


def _pages(pages: Sequence[PageDigest]) -> str:
    return f"{len(pages)} pages"


def _has_menu(pages: Sequence[PageDigest]) -> bool:
    """Tell whether most pages of one language share links; marked or not, that is a menu."""
    for language in {page.language for page in pages}:
        own = [page for page in pages if page.language == language]
        shared = Counter(address for page in own for address in {link.href for link in page.links})
        often = [address for address, count in shared.items() if 2 * count > len(own)]
        if len(own) > 1 and len(often) >= LEAST_SHARED:
            return True
    return False


def _lonely(portal: PortalEvidence) -> list[PageDigest]:
    """Give the pages that one other page leads to and the first does not; steps of forms are excepted.

    While a page was not read, or what stands around it not recorded, it may lead to any other.
    """
    if portal.unread or any(page.around is None for page in portal.pages):
        return []
    first, *others = portal.pages
    page_at = dict(portal.redirected)
    page_at |= {address: page.page_id for page in portal.pages for address in (page.url, page.final_url)}
    led_to = {
        page.page_id: {page_at[link.href] for link in page.links if link.href in page_at} - {page.page_id}
        for page in portal.pages
    }
    leading = Counter(page_id for targets in led_to.values() for page_id in targets)
    return [
        page
        for page in others
        if not page.fields and page.page_id not in led_to[first.page_id] and leading[page.page_id] == 1
    ]


def _with_menu(number: int, *finders: Finder) -> PageDigest:
    return page_around(f"page{number}", menu("a", "b", "c", "d"), finders=finders)


def _chained(number: int) -> PageDigest:
    return page_around(f"page{number}", links=(link(f"https://portal.example/page{number + 1}"),))


_OLD = {f"https://portal.example/old{number}": f"page{number}" for number in range(2, 5)}


RULE = Rule(
    title="There may be one way only to find a page",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.LIMITED_MOVEMENT, Group.COGNITION),
    scope=Scope.PORTAL,
    criteria=("2.4.5",),
    check=check,
    examples=(
        Example(
            "a menu, and a search", portal(*map(_with_menu, range(5)), _with_menu(5, Finder.SEARCH)), Passed
        ),
        Example(
            "a search and a site map",
            portal(page_around("", finders=(Finder.SEARCH, Finder.SITE_MAP))),
            Passed,
        ),
        Example("a menu only", portal(*map(_with_menu, range(5))), CantTell),
        Example("a menu only, on all of few pages", portal(*map(_with_menu, range(4))), CantTell),
        Example("a menu only, on few of many pages", portal(*map(_with_menu, range(4)), unread=1), Untested),
        Example("one page", portal(page_around("")), Inapplicable),
        Example("a page leads to the next, and nothing else does", portal(*map(_chained, range(5))), Failed),
        Example(
            "a page leads to the next, and pages were not read",
            portal(*map(_chained, range(5)), unread=1),
            CantTell,
        ),
        Example(
            "a page leads to the next, and what stands around one was not recorded",
            portal(*map(_chained, range(5)), replace(_chained(5), around=None)),
            CantTell,
        ),
        Example(
            "a page leads to the next, and the first by redirections to all",
            portal(
                replace(_chained(0), links=tuple(map(link, ("https://portal.example/page1", *_OLD)))),
                *map(_chained, range(1, 5)),
                redirected=_OLD,
            ),
            CantTell,
        ),
        Example(
            "pages that nothing leads to but they themselves",
            portal(
                *(
                    page_around(f"page{number}", links=(link(f"https://portal.example/page{number}"),))
                    for number in range(5)
                )
            ),
            CantTell,
        ),
        Example(
            "pages that nothing leads to", portal(*(page_around(f"page{n}") for n in range(5))), CantTell
        ),
    ),
)
