"""Pages about different things must have different titles.

Why it matters: the title is the first thing that a screen reader says, and the name of a tab, a
bookmark and a search result. If all pages have one title, nobody knows by it where they are.

How to fix it: begin the title with what the page is about, and end it with the name of the portal.

Source: WCAG 2.2, success criterion 2.4.2 Page Titled, and its failure F25 (a title that does not identify
the contents of the page), https://www.w3.org/TR/WCAG22/#page-titled.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from auditor.examples import digest, portal
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.page.menus import LEAST_PAGES
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import PageDigest

MOST = 0.5  # ours: the title of more of the pages than this is the portal's name, and no page's

_TOO_FEW = "of {read} pages that were read, whether their titles tell them apart cannot be told"
_REPEATED = "{count} of {pages} pages have the title “{title}”, though they are about different things"
_PERHAPS = "{count} of {pages} pages have the title “{title}”. Are they about the same thing?"


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Count the pages of different content that have one title."""
    pages = [page for page in portal.pages if page.title.strip() and page.content_hash]
    if len(pages) < LEAST_PAGES and portal.unread:
        yield Untested(_TOO_FEW.format(read=len(pages)))
        return
    if len(pages) < 2:  # noqa: PLR2004  a title is told apart from another
        yield Inapplicable()
        return
    titled: defaultdict[str, list[PageDigest]] = defaultdict(list)
    for page in pages:
        titled[" ".join(page.title.casefold().split())].append(page)
    repeated = [own for group in titled.values() if len(own := _different(group)) > 1]
    yield from [_judged(own, len(pages)) for own in repeated] or [Passed()]


def _different(pages: Sequence[PageDigest]) -> list[PageDigest]:
    """Leave out the pages that only repeat another: the same address but for its parameters, or content."""
    by_content = {(page.heading, page.words): page for page in reversed(pages)}
    by_path = {urlsplit(page.final_url).path.rstrip("/"): page for page in by_content.values()}
    return list(reversed(by_path.values()))


def _judged(own: Sequence[PageDigest], of: int) -> Outcome:
    is_sure = len(own) >= LEAST_PAGES and len(own) > MOST * of
    outcome, message = (Failed, _REPEATED) if is_sure else (CantTell, _PERHAPS)
    return outcome(
        message,
        at=Place(url=own[1].url, snippet=own[1].title),
        count=Count(len(own)),
        pages=Count(of),
        title=own[0].title,
    )


def _page(number: int, title: str, path: str = "", heading: str = "") -> PageDigest:
    url = f"https://portal.example/{path or number}"
    return digest(
        page_id=f"{number}",
        url=url,
        final_url=url,
        content_hash=f"{number}",
        title=title,
        heading=heading or f"Heading {number}",
    )


_OWN = [_page(number, f"Page {number} - City") for number in range(4)]


RULE = Rule(
    title="Different pages have the same title",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    scope=Scope.PORTAL,
    criteria=("2.4.2",),
    check=check,
    examples=(
        Example("titles of their own", portal(*_OWN), Passed),
        Example("one title for most pages", portal(*(_page(n, "City") for n in range(3)), *_OWN[:2]), Failed),
        Example(
            "one title for half of the pages",
            portal(*(_page(n, "City") for n in range(3)), *_OWN[:3]),
            CantTell,
        ),
        Example("two pages with one title", portal(*_OWN, _page(5, "page 0 - City")), CantTell),
        Example(
            "one page with several parameters",
            portal(*(_page(n, "News - City", path=f"news?page={n}") for n in range(3))),
            Passed,
        ),
        Example(
            "one page at several addresses",
            portal(*(_page(n, "News - City", heading="News") for n in range(3))),
            Passed,
        ),
        Example("few of many pages", portal(*_OWN[:2], unread=1), Untested),
        Example("no page has a title", portal(*(_page(n, "") for n in range(3))), Inapplicable),
    ),
)
