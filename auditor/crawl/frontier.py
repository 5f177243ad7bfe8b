"""In what order pages are taken: the same for one portal and settings, however fast each tab is.

Breadth first, with a barrier: a depth begins when the one before it is done. Within a
depth, by rank, then by the place in that order of the page that links here, then by
the link's place on it. An address found more than once keeps its first place. So the
order follows from what pages say, never from when they were read, and a limit on pages
cuts off the same ones each time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter

from auditor.crawl.globs import matches_any
from auditor.crawl.scope import Scope, beginnings, canonical, is_contact, is_notice, kind_of
from auditor.evidence import Kind, Link
from auditor.settings import Settings

# The place of a sitemap among the parents of depth 1: after every page, because people
# follow links; sitemaps only add what no link led to.
SITEMAP_ORDER = 1_000_000_000


class Rank(IntEnum):
    """What comes first within a depth."""

    START = 0
    SERVICE = 1
    CONTACT = 2  # and accessibility and legal pages
    PAGE = 3
    DOCUMENT = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address to visit, and its place in the order of visiting.

    `url` is canonical. `parent_order` is the linking page's own number in that order,
    counted over the whole run; `position` is the link's number on the page.
    """

    url: str
    depth: int
    rank: Rank
    parent_order: int
    position: int
    kind: Kind

    @property
    def place(self) -> tuple[int, Rank, int, int, str]:
        """What candidates are sorted by; between equals the address decides, never chance."""
        return self.depth, self.rank, self.parent_order, self.position, self.url


def seeds(settings: Settings, scope: Scope) -> list[Candidate]:
    """Give the candidates of depth 0: the portal's own address and the start of each service."""
    return _candidates(beginnings(settings), 0, 0, scope, settings)


def candidates_from(
    links: Sequence[Link], depth: int, parent_order: int, scope: Scope, settings: Settings
) -> list[Candidate]:
    """Give the candidates among a page's links, in order; `depth` is theirs, not the page's.

    `rel="nofollow"` is followed: it says that the author does not vouch for the target
    (HTML, 4.6.7.12), not that nobody may go there; that is what robots.txt says.
    """
    return _candidates((link.href for link in links), depth, parent_order, scope, settings)


def candidates_from_sitemap(urls: Iterable[str], scope: Scope, settings: Settings) -> list[Candidate]:
    """Give the candidates that sitemaps list: of depth 1, after those that pages link to."""
    return _candidates(urls, 1, SITEMAP_ORDER, scope, settings)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Sort candidates of any origin; of those with one address the first is kept."""
    first: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=attrgetter("place")):
        first.setdefault(candidate.url, candidate)
    return list(first.values())


def rank(url: str, settings: Settings) -> Rank:
    """Rank a canonical address. A service's own documents rank with its pages."""
    if url in map(canonical, (service.start for service in settings.services)):
        return Rank.START
    if any(matches_any(service.pages, url) for service in settings.services):
        return Rank.SERVICE
    if kind_of(url) is Kind.DOCUMENT:
        return Rank.DOCUMENT
    return Rank.CONTACT if is_contact(url) or is_notice(url) else Rank.PAGE


def _candidates(
    urls: Iterable[str], depth: int, parent_order: int, scope: Scope, settings: Settings
) -> list[Candidate]:
    admitted = ((position, canonical(url)) for position, url in enumerate(urls) if scope.admits(url))
    return in_order(
        Candidate(url, depth, rank(url, settings), parent_order, position, kind_of(url) or Kind.HTML)
        for position, url in admitted
    )
