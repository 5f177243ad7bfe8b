"""A portal's visited pages side by side: which leads where, and what each is for. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from auditor.crawl.scope import canonical
from auditor.evidence import Kind, Landmark
from auditor.service import PageDigest
from auditor.services import addresses
from auditor.services.words import names_services, names_site

LEAST_FOR_MOST = 4  # pages; what stands on no more than these says nothing about the site

# A page that is hardly more than links leads to services and is none itself. Both figures are
# chosen, on the portals that docs/services.md names.
TOPIC_LINKS = 4
TOPIC_WORDS_PER_LINK = 25


class Site:
    """The pages of a portal, each once, in the order in which they were visited.

    A page that redirects stands for the one it leads to.
    """

    def __init__(self, digests: Sequence[PageDigest], home: str) -> None:
        self._home = addresses.stem(canonical(home))
        self._at: dict[str, PageDigest] = {}
        for digest in digests:
            self._at.setdefault(_final(digest), digest)
        self.pages = tuple(self._at.values())
        self.html = tuple(page for page in self.pages if page.kind is Kind.HTML)
        self._stems = {page.page_id: addresses.stem(address) for address, page in self._at.items()}
        for digest in digests:
            self._at.setdefault(canonical(digest.url), self._at[_final(digest)])
        self._transactions = addresses.transactions(map(self.stem, self.html))

    def at(self, url: str) -> PageDigest | None:
        """Give the page at a canonical address, if it was visited."""
        return self._at.get(url)

    def stem(self, page: PageDigest) -> str:
        """Give the stem of the address that a page has in the end."""
        return self._stems[page.page_id]

    def transaction(self, stem: str) -> str:
        """Name the transaction that a page is a step of, "" if it is of none."""
        return self._transactions.get(stem, "")

    def first_step(self, page: PageDigest) -> PageDigest:
        """Give the page that a page's transaction begins with: the page itself if it is of none."""
        run = self.transaction(self.stem(page))
        if not run:
            return page
        pages = [
            other for other in self.html if self.transaction(self.stem(other)) == run and self.is_own(other)
        ]
        return min(
            pages, key=lambda other: (self.stem(other) != run, addresses.is_step_page(self.stem(other)))
        )

    def is_most(self, count: int) -> bool:
        """Tell whether a count of pages is most of them."""
        return count > max(LEAST_FOR_MOST, len(self.html) / 2)

    def heading(self, page: PageDigest) -> str:
        """Give a page's heading, "" if it is the site's: most pages have it."""
        return "" if self.is_most(self._headings[page.heading]) else page.heading

    def targets(self, page: PageDigest) -> Iterator[PageDigest]:
        """Give the pages that a page links to, from anywhere."""
        found = (self.at(link.href) for link in page.links)
        return (target for target in found if target is not None)

    def linkers(self, page: PageDigest) -> frozenset[str]:
        """Name the pages that link to a page, from anywhere; a site map or the news say nothing of it."""
        return frozenset(self._linkers[page.page_id])

    def contents(self, page: PageDigest) -> Iterator[tuple[PageDigest, str]]:
        """Give the pages that a page's own content links to, not its menus, with the words of the link."""
        for link in page.links:
            is_content = link.landmark is Landmark.MAIN or (
                link.landmark is Landmark.NONE and link.href not in self._menu
            )
            target = self.at(link.href) if is_content else None
            if target is not None and target is not page and target.kind is Kind.HTML:
                yield target, link.text

    def is_home(self, page: PageDigest) -> bool:
        """Tell whether a page is the portal's first, or the first in one language."""
        return self.stem(page) == self._home or addresses.is_home(self.stem(page))

    def is_about_itself(self, page: PageDigest) -> bool:
        """Tell whether a page is about the site: home, contact, legal notice, news, search and the like."""
        stem = self.stem(page)
        names = addresses.names_of(stem.removeprefix(addresses.service_folder(stem) or ""))
        return page.contact or self.is_home(page) or any(map(names_site, (page.heading, *names)))

    def lists_services(self, page: PageDigest) -> bool:
        """Tell whether a page calls itself a list of services."""
        return any(map(names_services, (page.heading, *addresses.names_of(self.stem(page))[-1:])))

    def is_topic(self, page: PageDigest) -> bool:
        """Tell whether a page is hardly more than links to other pages."""
        links = len({target.page_id for target, _ in self.contents(page)})
        return links >= TOPIC_LINKS and page.words <= TOPIC_WORDS_PER_LINK * links

    def is_own(self, page: PageDigest) -> bool:
        """Tell whether a page can be of a service: it is neither about the site nor a list of services."""
        return page.kind is Kind.HTML and not self.is_about_itself(page) and not self.lists_services(page)

    @cached_property
    def _menu(self) -> frozenset[str]:
        """The addresses that most pages link to: where no landmark tells a menu, this does."""
        linked = Counter(link.href for page in self.html for link in page.links)
        return frozenset(href for href, count in linked.items() if self.is_most(count))

    @cached_property
    def _headings(self) -> Counter[str]:
        return Counter(page.heading for page in self.html)

    @cached_property
    def _linkers(self) -> defaultdict[str, set[str]]:
        linkers: defaultdict[str, set[str]] = defaultdict(set)
        for page in self.html:
            if self.is_home(page) or not self.is_about_itself(page):
                for target in self.targets(page):
                    if target is not page:
                        linkers[target.page_id].add(page.page_id)
        return linkers


def _final(digest: PageDigest) -> str:
    return canonical(digest.final_url or digest.url)
