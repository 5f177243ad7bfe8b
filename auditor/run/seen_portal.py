"""Sorts the pages of a run into services, and puts together what the rules about wholes see. Pure.

Which services there are, what of each was seen and what could not be read, and the same of the portal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from auditor.conversion.cost import Way
from auditor.crawl.frontier import Rank, rank
from auditor.crawl.scope import Scope, canonical
from auditor.evidence import Kind
from auditor.portal import Failure, PortalEvidence, PortalService
from auditor.run.pages import RunPage, duplicates
from auditor.run.walked import EMPTY_FORM, steps_of
from auditor.service import PageDigest, ServiceEvidence
from auditor.services.discover import FoundService, declared_service, find_services, versions_of
from auditor.services.repeated import repeated_contacts, with_repeated
from auditor.settings import Settings
from auditor.standard import Standard
from auditor.store.records import Run, StoredPage

PORTAL = "portal"  # the id under which a portal without services is judged as a whole


class SeenPortal:
    """A portal as one run has seen it.

    `pages` are all pages, by id; of the contacts on them it is told which are on most pages. `services`
    are those that were declared, and of those that were found the ones of which a page was visited; `found`
    are all pages of each, visited or not, and `everything` is what stands for a portal without services.
    `service_of` tells the service of a page, and `duplicate_of` the page with the same text.
    """

    def __init__(self, settings: Settings, run: Run, pages: Sequence[RunPage], standard: Standard) -> None:
        self._settings = settings
        self._run = run
        self._standard = standard
        pages = _with_repeated_contacts(pages)
        digests = [page.digest for page in pages if page.digest is not None and page.redirects_to is None]
        found = find_services(_in_brief(pages), settings)
        self._member_of = {page_id: service.id for service in found for page_id in service.pages}
        self.pages = {page.stored.page_id: page for page in pages}
        self.steps = steps_of(run)
        self.found = {service.id: service.pages for service in found}
        self.services = [self._with_untested(service) for service in self._visited(found)]
        self.service_of = {page_id: service.id for service in self.services for page_id in service.pages}
        self.duplicate_of = duplicates(digests, self.service_of)
        self.everything = FoundService(
            PORTAL, settings.portal.name, tuple(digest.page_id for digest in digests)
        )

    def _visited(self, found: Iterable[FoundService]) -> Iterator[FoundService]:
        """Leave out what exploring found and nobody visited: pages, and services that were not declared."""
        for service in found:
            visited = tuple(page_id for page_id in service.pages if self.pages[page_id].digest is not None)
            visited += tuple(step.page for step in self.steps.get(service.id, ()) if step.page is not None)
            if visited or service.found_by is None:
                yield replace(service, pages=visited)

    def _with_untested(self, service: FoundService) -> FoundService:
        """Add the pages of a declared service that could not be read: they may be anything."""
        untested = [
            page.stored.page_id
            for page in self.pages.values()
            if page.is_unread
            and page.stored.state == "untested"
            and page.stored.state_of is None
            and declared_service(page.stored.url, self._settings) == service.id
        ]
        return replace(service, pages=(*service.pages, *untested))

    def of_service(self, service: FoundService) -> ServiceEvidence:
        """Give what the rules about a service see."""
        own = [self.pages[page_id].digest for page_id in service.pages]
        pages = tuple(digest for digest in own if digest is not None)
        linked = {link.href for digest in pages for link in digest.links}
        contact = [
            page.digest
            for page in self.pages.values()
            if page.digest is not None
            and page.digest.contact
            and page.stored.page_id not in service.pages
            and linked & {canonical(page.digest.url), canonical(page.digest.final_url)}
        ]
        return ServiceEvidence(
            id=service.id,
            name=service.name,
            pages=pages,
            contact_pages=tuple(contact),
            unread=len(self._unread(service, linked)),
        )

    def way_through(self, service: FoundService) -> Way:
        """Give the pages that one opens to get a service done: its journey's, or else all, each once."""
        steps = [step for step in self.steps.get(service.id, ()) if step.name != EMPTY_FORM]
        states = [step.page for step in steps if step.page is not None]
        own = [
            page_id
            for page_id in service.pages
            if page_id not in self.duplicate_of and self.pages[page_id].redirects_to is None
        ]
        path = [*own[:1], *states] if states else own
        digests = [self.pages[page_id].digest for page_id in path]
        known = tuple(digest for digest in digests if digest is not None and digest.carried)
        return Way(known, unknown=len(path) - len(known), by_journey=bool(states))

    def of_portal(self, failures: tuple[Failure, ...]) -> PortalEvidence:
        """Give what the rules about a portal see; `failures` are those of its pages."""
        portal = self._settings.portal
        pages = tuple(
            page.digest
            for page in self.pages.values()
            if page.digest is not None
            and page.redirects_to is None
            and page.stored.state_of is None
            and page.stored.kind is Kind.HTML
        )
        return PortalEvidence(
            name=portal.name,
            url=portal.url,
            languages=tuple(portal.languages),
            country=self._settings.country,
            standard=self._standard.name,
            pages=pages,
            services=tuple(self._portal_services(pages)),
            redirected={
                page.stored.url: page.redirects_to or page.stored.page_id
                for page in self.pages.values()
                if page.redirects_to is not None or (page.digest is not None and _is_led_on(page.stored))
            },
            unread=sum(page.is_unread for page in self.pages.values()) + len(self._unfollowed()),
            failures=failures,
        )

    def _unfollowed(self) -> set[str]:
        """Give the addresses that pages link to where links were not followed: of a list, or at the depth."""
        is_list, depth = self._run.facts.get("listed") is not None, self._settings.crawl.depth
        known = {
            canonical(url)
            for page in self.pages.values()
            for url in (page.stored.url, page.stored.final_url)
            if url
        }
        scope = Scope(self._settings)
        return {
            link.href
            for page in self.pages.values()
            if page.digest is not None and (is_list or page.stored.depth >= depth)
            for link in page.digest.links
            if link.href not in known and scope.admits(link.href)
        }

    def _portal_services(self, pages: Sequence[PageDigest]) -> Iterator[PortalService]:
        starts = {service.id: service.pages[0] for service in self.services if service.pages}
        versions = versions_of(pages, self._settings, starts.values())
        for service in self.services:
            if start := starts.get(service.id):
                yield PortalService(
                    service.id, service.name, start, frozenset(service.pages), versions.get(start, ())
                )

    def _unread(self, service: FoundService, linked: set[str]) -> list[StoredPage]:
        """Find unread pages of the service, and unread contact pages that it links to."""
        return [
            page.stored
            for page in self.pages.values()
            if page.is_unread
            and (
                declared_service(page.stored.url, self._settings) == service.id
                or self._member_of.get(page.stored.page_id) == service.id
                or page.stored.page_id in service.pages
                or (page.stored.url in linked and rank(page.stored.url, self._settings) is Rank.CONTACT)
            )
        ]


def _is_led_on(page: StoredPage) -> bool:
    return bool(page.final_url) and canonical(page.final_url) != page.url


def _with_repeated_contacts(pages: Sequence[RunPage]) -> list[RunPage]:
    """Mark the contacts that stand on most of the portal's pages."""
    digests = [page.digest for page in pages if page.digest is not None and page.redirects_to is None]
    everywhere = repeated_contacts(digests)
    return [
        page if page.digest is None else replace(page, digest=with_repeated(page.digest, everywhere))
        for page in pages
    ]


def _in_brief(pages: Iterable[RunPage]) -> list[PageDigest]:
    """Give the best that is known of each page; of a sample, what exploring noted of those not visited."""
    once = sorted(
        (page for page in pages if page.redirects_to is None and page.stored.state_of is None),
        key=lambda page: (page.stored.explore_order is None, page.stored.explore_order or 0),
    )
    return [brief for page in once if (brief := page.digest or page.sketched) is not None]
