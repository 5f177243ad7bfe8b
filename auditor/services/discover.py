"""Groups pages into services: those that portal.toml declares, else those that the portal shows.

How services are shown, and with what limits, is told in docs/services.md.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.crawl.globs import matches_any
from auditor.crawl.scope import canonical
from auditor.evidence import Kind
from auditor.locale.speaking import finished
from auditor.service import OfferedService, PageDigest
from auditor.services.addresses import folders, is_below, is_step_page, owners, service_folder
from auditor.services.naming import ids, service_name, told_apart
from auditor.services.site import Site
from auditor.services.words import names_services
from auditor.settings import Settings

LINK_NAME_CHARS = 60  # chosen: a longer link is a whole card, with more than a name in it


@dataclass(frozen=True, slots=True)
class FoundService:
    """A service and the ids of its pages, its start first. `found_by` is None if it was declared."""

    id: str
    name: str
    pages: tuple[str, ...]
    found_by: str | None = None


def find_services(digests: Sequence[PageDigest], settings: Settings) -> tuple[FoundService, ...]:
    """Group a portal's visited pages into services.

    Declared services come in the order of portal.toml, others by what they were found
    by and then in the order of the pages. A page belongs to one service at most; a
    declared service may have no pages, if none of them could be visited.
    """
    if settings.services:
        return _declared(digests, settings)
    site = Site(digests, settings.portal.url)
    found = _Found(site)
    found.add(_offered(site, marked=False), finished("structured data on its page"))
    found.add(_offered(site, marked=True), finished("attributes that mark services on its portal"))
    found.add(_listed(site), finished("a page that lists services"))
    found.take_pages()
    found.add(_transactions(site), finished("steps that end in a confirmation"))
    found.take_pages()
    found.add(_in_folders(site), finished("its address in a folder of services"))
    found.take_pages()
    found.add(_under_crumbs(site), finished("breadcrumbs that lead from a list of services"))
    found.add(_tasks(site), finished("parts that say how something is got done"))
    found.take_pages()
    return found.services()


def versions_of(
    digests: Sequence[PageDigest], settings: Settings, starts: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Give, for each page id of `starts`, the ids of the pages that are that page in some language."""
    site = Site(digests, settings.portal.url)
    by_stem: dict[str, list[str]] = {}
    for page in site.html:
        by_stem.setdefault(site.stem(page), []).append(page.page_id)
    stems = {page.page_id: site.stem(page) for page in site.html}
    return {start: tuple(by_stem[stems[start]]) for start in starts if start in stems}


def declared_service(url: str, settings: Settings) -> str | None:
    """Name the declared service that an address belongs to: the first whose start or globs it fits."""
    address = canonical(url)
    for service in settings.services:
        if address == canonical(service.start) or matches_any(service.pages, address):
            return service.id
    return None


def _declared(digests: Sequence[PageDigest], settings: Settings) -> tuple[FoundService, ...]:
    pages: dict[str, list[str]] = {service.id: [] for service in settings.services}
    starts = {service.id: canonical(service.start) for service in settings.services}
    for digest in digests:
        for url in (digest.url, digest.final_url or digest.url):
            owner = declared_service(url, settings)
            if owner is not None:
                place = 0 if starts[owner] == canonical(url) else len(pages[owner])
                pages[owner].insert(place, digest.page_id)
                break
    _add_documents(pages, digests, settings)
    return tuple(
        FoundService(service.id, service.name, tuple(pages[service.id])) for service in settings.services
    )


def _add_documents(pages: dict[str, list[str]], digests: Sequence[PageDigest], settings: Settings) -> None:
    """Add to each service the documents that its pages' own content links to, and no other service's."""
    owner = {page_id: service for service, own in pages.items() for page_id in own}
    if not any(page.kind is Kind.DOCUMENT and page.page_id not in owner for page in digests):
        return
    site = Site(digests, settings.portal.url)
    needed_by: dict[str, dict[str, None]] = {}
    for page in digests:
        for document in site.documents(page) if page.page_id in owner else ():
            needed_by.setdefault(document.page_id, {})[owner[page.page_id]] = None
    for document_id, services in needed_by.items():
        if len(services) == 1 and document_id not in owner:
            pages[next(iter(services))].append(document_id)


@dataclass(frozen=True, slots=True)
class _Start:
    """The first page of a service, and the names it has where it was found, the best first."""

    page: PageDigest
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Service:
    """A service by its first page."""

    start: _Start
    found_by: str


class _Found:
    """The services found so far, and which of them each page belongs to."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._services: dict[str, _Service] = {}  # by the stem of the first page
        self._owner: dict[str, str] = {}  # page id -> that stem

    def add(self, starts: Iterable[_Start], found_by: str) -> None:
        """Add services whose first page belongs to none yet, and is no step and no variant of another."""
        new: dict[str, _Start] = {}
        for start in starts:
            if start.page.page_id not in self._owner:
                new.setdefault(self._site.stem(start.page), start)
        for stem, start in new.items():
            path = stem.partition("?")[0]
            is_variant = path != stem and (path in new or path in self._services)
            is_step = is_step_page(stem) and any(
                near in new or near in self._services for near in owners(stem) if near != stem
            )
            if stem not in self._services and not (is_step or is_variant):
                self._services[stem] = _Service(start, found_by)
                self._owner[start.page.page_id] = stem

    def take_pages(self) -> None:
        """Give the services the pages that are theirs by address, then those that only they link to."""
        site = self._site
        runs = {run: stem for stem in self._services if (run := site.transaction(stem))}
        for page in site.pages:
            if page.page_id in self._owner or page.contact or site.is_home(page):
                continue
            owner = next((near for near in site.owners(page) if near in self._services), None)
            owner = owner or runs.get(site.transaction(site.stem(page)))
            if owner:
                self._owner[page.page_id] = owner
        self._follow_links()

    def _follow_links(self) -> None:
        site = self._site
        waiting = deque(page for page in site.html if page.page_id in self._owner)
        while waiting:
            page = waiting.popleft()
            owner = self._owner[page.page_id]
            for target in site.targets(page):
                if target.page_id in self._owner or not (target.kind is Kind.DOCUMENT or site.is_own(target)):
                    continue
                if all(self._owner.get(linker) == owner for linker in site.linkers(target)):
                    self._owner[target.page_id] = owner
                    waiting.append(target)

    def services(self) -> tuple[FoundService, ...]:
        """Give each service its id, its name and its pages."""
        pages = {stem: [service.start.page.page_id] for stem, service in self._services.items()}
        for page in self._site.pages:
            owner = self._owner.get(page.page_id)
            if owner is not None and page.page_id != pages[owner][0]:
                pages[owner].append(page.page_id)
        names = {
            stem: service_name((*start.names, self._site.title(start.page)), start.page)
            for stem, start in ((stem, service.start) for stem, service in self._services.items())
        }
        identities, names = ids(names), told_apart(names)
        return tuple(
            FoundService(identities[stem], names[stem], tuple(pages[stem]), service.found_by)
            for stem, service in self._services.items()
        )


def _offered(site: Site, *, marked: bool) -> Iterator[_Start]:
    """Find the pages that say in structured data, or by marks, which one service they are for.

    A page that offers several says where each is, or is passed over: it is a list. What
    most pages offer is the municipality itself, not a service.
    """
    offering = Counter(offer for page in site.html for offer in page.offers)
    placed: set[OfferedService] = set()
    for page in site.html:
        offers = [
            offer for offer in page.offers if offer.marked == marked and not site.is_most(offering[offer])
        ]
        for offer in offers:
            place = site.at(offer.url) or (page if len(offers) == 1 else None)
            if place is None or not site.is_own(place) or site.is_above_services(place):
                continue  # a page about the site, or a list or topic that calls itself a service
            if offer not in placed:  # the steps of a service may repeat what its first page says
                placed.add(offer)
                yield _Start(place, (offer.name,))


def _listed(site: Site) -> Iterator[_Start]:
    """Find the pages that lists of services link to in their content, past the pages of topics."""
    lists = deque(filter(site.lists_services, site.html))
    seen = {page.page_id for page in lists}
    while lists:
        page = lists.popleft()
        for target, words in site.contents(page):
            if target.page_id in seen or is_below(site.stem(page), site.stem(target)):
                continue  # a link back up
            seen.add(target.page_id)
            if not site.is_own(target):
                continue
            if site.is_topic(target) or site.is_way_in(target):
                lists.append(target)
            elif not site.is_mere_body(target):
                start = site.first_step(target)
                called = words if start is target and len(words) <= LINK_NAME_CHARS else ""
                yield _Start(start, (site.heading(start), called))


def _transactions(site: Site) -> Iterator[_Start]:
    for page in site.html:
        if site.transaction(site.stem(page)) and site.is_own(page):
            start = site.first_step(page)
            yield _Start(start, (site.heading(start),))


def _in_folders(site: Site) -> Iterator[_Start]:
    """Find the pages directly in a folder of services, or below the page of a topic there."""
    pages: dict[str, PageDigest] = {}
    for page in site.html:
        pages.setdefault(site.stem(page), page)
    waiting = deque(dict.fromkeys(folder for stem in pages if (folder := service_folder(stem))))
    while waiting:
        for name, stems in folders(pages, waiting.popleft()).items():
            top = (
                [pages[name]]
                if name in pages
                else [pages[stem] for stem in stems if stem.startswith(f"{name}?")]
            )
            own = [page for page in top if site.is_own(page) and not site.is_topic(page)]
            for page in own:
                if not (site.is_mere_body(page) or site.is_way_in(page)):
                    yield _Start(page, (site.heading(page),))
            if not own and not any(map(site.is_about_itself, top)):
                waiting.append(name)


def _under_crumbs(site: Site) -> Iterator[_Start]:
    """Find the pages whose breadcrumbs end at a list of services, or at a topic of it."""
    topics = {site.heading(page).casefold() for page in site.html if site.is_topic(page)}
    for page in site.html:
        crumbs = [crumb for crumb in page.breadcrumbs if crumb.casefold() != page.heading.casefold()]
        if not any(map(names_services, crumbs)):
            continue
        if not (names_services(crumbs[-1]) or crumbs[-1].casefold() in topics):
            continue
        if site.is_own(page) and not (site.is_topic(page) or site.is_mere_body(page)):
            yield _Start(page, (site.heading(page),))


def _tasks(site: Site) -> Iterator[_Start]:
    """Find the pages on which something is got done, those of the outer folders first."""
    for page in sorted(site.html, key=lambda page: site.stem(page).count("/")):
        if site.is_own(page) and site.doing(page).is_sure and not site.is_topic(page):
            yield _Start(page, (site.heading(page),))
