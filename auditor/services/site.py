"""A portal's visited pages side by side: which leads where, and what each is for. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from statistics import median_low
from urllib.parse import urlsplit

from auditor.crawl.scope import canonical
from auditor.evidence import Kind, Link
from auditor.evidence.landmark import Landmark
from auditor.service import PageDigest
from auditor.services import addresses
from auditor.services.doing import Doing, doing_of
from auditor.services.languages import one_page
from auditor.services.naming import TITLE_PARTS
from auditor.services.words import is_closing, names_body, names_services, names_site, site_kinds, words_of

LEAST_FOR_MOST = 4  # pages; what stands on no more than these says nothing about the site

# A page that is hardly more than links leads to services and is none itself. The figures are
# chosen, on the portals that docs/services.md names.
TOPIC_LINKS = 4
TOPIC_WORDS_PER_LINK = 25
TOPIC_TASKS = 2  # pages for getting something done, that a page which is none itself leads to

MAX_LINK_WORDS = 50  # texts of links to one page that are read

# Kinds of page about the site whose names stand for other things too in an address: the help with a bill.
WEAK_KINDS = frozenset({"about", "help", "login", "other", "topics"})
# Kinds that all pages below them are of.
CRUMB_KINDS = frozenset({"news", "events", "legal", "search"})


class Site:
    """The pages of a portal, each once, in the order in which they were visited.

    A page that redirects stands for the one it leads to. Pages that are one in several
    languages have one stem, that of the first of them.
    """

    def __init__(self, digests: Sequence[PageDigest], home: str) -> None:
        self._home = addresses.stem(canonical(home))
        self._at: dict[str, PageDigest] = {}
        for digest in digests:
            self._at.setdefault(_final(digest), digest)
        self.pages = tuple(self._at.values())
        self.html = tuple(page for page in self.pages if page.kind is Kind.HTML)
        self._first, self._stems = self._one_stem_in_all_languages()
        for digest in digests:
            self._at.setdefault(canonical(digest.url), self._at[_final(digest)])
        self._transactions = addresses.transactions(map(self.stem, self.html))

    def _one_stem_in_all_languages(self) -> tuple[dict[str, str], dict[str, str]]:
        stem_at = {address: addresses.stem(address) for address in self._at}
        pages: dict[str, PageDigest] = {}
        for address, page in self._at.items():
            pages.setdefault(stem_at[address], page)
        first = one_page(pages, stem_at)
        return first, {page.page_id: first[stem_at[address]] for address, page in self._at.items()}

    def at(self, url: str) -> PageDigest | None:
        """Give the page at a canonical address, if it was visited."""
        return self._at.get(url)

    def stem(self, page: PageDigest) -> str:
        """Give the stem of the address that a page has in the end."""
        return self._stems[page.page_id]

    def owners(self, page: PageDigest) -> Iterator[str]:
        """Give the stems of the pages that a page may belong to by its address, in their first language."""
        for stem in addresses.owners(self.stem(page)):
            yield self._first.get(stem, stem)

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

    def title(self, page: PageDigest) -> str:
        """Give what a page's title says of the page itself, "" if it is the site's: most pages have it."""
        parts = TITLE_PARTS.split(page.title)
        return next((part for part in parts if not self.is_most(self._title_parts[part])), "")

    def targets(self, page: PageDigest) -> Iterator[PageDigest]:
        """Give the pages that a page links to, from anywhere."""
        found = (self.at(link.href) for link in page.links)
        return (target for target in found if target is not None)

    def linkers(self, page: PageDigest) -> frozenset[str]:
        """Name the pages that link to a page, from anywhere; a site map or the news say nothing of it."""
        return frozenset(self._linkers[page.page_id])

    def contents(self, page: PageDigest) -> Iterator[tuple[PageDigest, str]]:
        """Give the pages that a page's own content links to, not its menus, with the words of the link."""
        for link in self._own_links(page):
            target = self.at(link.href)
            if target is not None and target is not page and target.kind is Kind.HTML:
                yield target, link.text

    def documents(self, page: PageDigest) -> Iterator[PageDigest]:
        """Give the documents that a page's own content links to."""
        found = (self.at(link.href) for link in self._own_links(page))
        return (target for target in found if target is not None and target.kind is Kind.DOCUMENT)

    def _own_links(self, page: PageDigest) -> Iterator[Link]:
        for link in page.links:
            if link.landmark is Landmark.MAIN or (
                link.landmark is Landmark.NONE and link.href not in self._menu
            ):
                yield link

    def is_home(self, page: PageDigest) -> bool:
        """Tell whether a page is the portal's first, or the first in one language."""
        return self.stem(page) == self._home or addresses.is_home(self.stem(page))

    def is_about_itself(self, page: PageDigest) -> bool:
        """Tell whether a page is about the site: home, contact, legal notice, news, search and the like.

        An address may say so by chance ("/council-tax/help"): not of a page on which something is got done.
        """
        if page.contact or self.is_home(page) or names_site(page.heading):
            return True
        if any(site_kinds(crumb) & CRUMB_KINDS for crumb in page.breadcrumbs):
            return True
        stem = self.stem(page)
        names = addresses.names_of(stem.removeprefix(addresses.service_folder(stem) or ""))
        said = [name for name in names if names_site(name)]
        is_weak = all(site_kinds(name) <= WEAK_KINDS for name in said)
        return bool(said) and not (is_weak and self.doing(page).is_sure)

    def lists_services(self, page: PageDigest) -> bool:
        """Tell whether a page calls itself a list of services."""
        return any(map(names_services, (page.heading, *addresses.names_of(self.stem(page))[-1:])))

    def doing(self, page: PageDigest) -> Doing:
        """Give the signs that something is got done on a page."""
        if page.page_id not in self._doing:
            self._doing[page.page_id] = doing_of(
                (self.heading(page), *self._link_words[page.page_id]),
                [text for text in page.headings if not self.is_most(self._part_headings[text])],
                [link.text for link in self._own_links(page) if self._leaves(page, link)],
                asked=page.fields > self._usual_fields,
            )
        return self._doing[page.page_id]

    def _leaves(self, page: PageDigest, link: Link) -> bool:
        """Tell whether a link leads to a document or to another host, as those to forms do."""
        target = self.at(link.href)
        if target is not None:
            return target.kind is Kind.DOCUMENT
        return urlsplit(link.href).netloc != urlsplit(page.final_url or page.url).netloc

    def is_topic(self, page: PageDigest) -> bool:
        """Tell whether a page leads to services and is none: it is hardly more than links, or they are."""
        targets = {target.page_id: target for target, _ in self.contents(page)}
        if len(targets) >= TOPIC_LINKS and page.words <= TOPIC_WORDS_PER_LINK * len(targets):
            return True
        return self._tasks_among(page, targets.values()) >= TOPIC_TASKS

    def is_above_services(self, page: PageDigest) -> bool:
        """Tell whether a page leads to several pages below it on which something is got done."""
        stem = self.stem(page)
        below = (target for target, _ in self.contents(page) if self.stem(target).startswith(f"{stem}/"))
        return self._tasks_among(page, below) >= TOPIC_TASKS

    def _tasks_among(self, page: PageDigest, targets: Iterable[PageDigest]) -> int:
        """Count the pages for getting something done that a page leads to; none if they are parts of it.

        They are where the page itself is for that, is called by what one does, or has a
        confirmation below it.
        """
        signs = self.doing(page)
        if signs.is_sure or signs.is_task or signs.is_deed or self.stem(page) in self._with_an_end:
            return 0
        stems = {self.stem(target) for target in targets if self.doing(target).is_sure}
        return sum(not addresses.is_step_page(stem) for stem in stems)

    def is_mere_body(self, page: PageDigest) -> bool:
        """Tell whether a page that stands among services is a body of which it says nothing to get done."""
        return names_body(self.heading(page)) and not self.doing(page).is_sure

    def is_way_in(self, page: PageDigest) -> bool:
        """Tell whether a page that stands among services only leads to where something is got done."""
        targets = (target for target, _ in self.contents(page))
        return self.doing(page).is_none and self._tasks_among(page, targets) > 0

    def is_own(self, page: PageDigest) -> bool:
        """Tell whether a page can be of a service: it is neither about the site nor a list of services."""
        return page.kind is Kind.HTML and not self.is_about_itself(page) and not self.lists_services(page)

    @cached_property
    def _doing(self) -> dict[str, Doing]:
        return {}

    @cached_property
    def _link_words(self) -> defaultdict[str, list[str]]:
        """The words of the links to each page, from the contents of others."""
        words: defaultdict[str, list[str]] = defaultdict(list)
        for page in self.html:
            for target, text in self.contents(page):
                if len(words[target.page_id]) < MAX_LINK_WORDS:
                    words[target.page_id].append(text)
        return words

    @cached_property
    def _with_an_end(self) -> frozenset[str]:
        """The stems directly above a page that ends a transaction by its name: `/badge` of `/badge/done`."""
        split = (self.stem(page).rpartition("/") for page in self.html)
        return frozenset(above for above, _, name in split if any(map(is_closing, words_of(name))))

    @cached_property
    def _usual_fields(self) -> int:
        """How many fields half of the pages have, of a search or a question at their end."""
        return median_low([page.fields for page in self.html] or [0])

    @cached_property
    def _part_headings(self) -> Counter[str]:
        return Counter(text for page in self.html for text in set(page.headings))

    @cached_property
    def _menu(self) -> frozenset[str]:
        """The addresses that most pages link to: where no landmark tells a menu, this does."""
        linked = Counter(link.href for page in self.html for link in page.links)
        return frozenset(href for href, count in linked.items() if self.is_most(count))

    @cached_property
    def _title_parts(self) -> Counter[str]:
        return Counter(part for page in self.html for part in set(TITLE_PARTS.split(page.title)))

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
