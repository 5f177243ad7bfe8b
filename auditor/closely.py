"""Chooses the pages of a run that are looked at closely, beside those of declared services.

A close look costs as much as a visit. So each service that was found gets one, and each
template that no other page of these stands for: one page speaks for its template.
"""

from collections.abc import Iterable

from auditor.evidence import Kind
from auditor.run_pages import RunPage, pages_of
from auditor.sampling.skeleton import from_bytes
from auditor.sampling.templates import Templates
from auditor.service import PageDigest
from auditor.services.discover import declared_service, find_services
from auditor.settings import Settings
from auditor.store.records import Run, StoredPage
from auditor.store.workspace import Workspace


def is_close_at_once(page: StoredPage, settings: Settings) -> bool:
    """Whether a page's only visit is to be a close one: it is known to be a declared service's."""
    return settings.crawl.closely and declared_service(page.url, settings) is not None


def pages_to_look_at(workspace: Workspace, run: Run, settings: Settings) -> list[str]:
    """Choose, of the pages that were visited, those to be visited again for a close look; gives their ids.

    The choice hangs on the pages alone and not on the order in which tabs returned them.
    """
    seen = {page.stored.page_id: page for page in pages_of(workspace, run) if _is_shown(page)}
    digests = [page.digest for page in seen.values() if page.digest is not None]
    starts = [
        service.pages[0]
        for service in find_services(digests, settings)
        if service.found_by is not None and service.pages
    ]
    chosen = dict.fromkeys(digest.page_id for digest in digests if digest.closely)
    chosen |= dict.fromkeys(starts)
    template_of = _templates(digests)
    covered = {template_of[page_id] for page_id in chosen}
    for page_id, template in template_of.items():
        if template not in covered:
            covered.add(template)
            chosen[page_id] = None
    return [page_id for page_id in seen if page_id in chosen]


def _is_shown(page: RunPage) -> bool:
    """Whether it is a page of its own that was seen, and no state of one that a journey led to."""
    stored = page.stored
    return (
        page.digest is not None
        and page.redirects_to is None
        and stored.kind is Kind.HTML
        and stored.state_of is None
    )


def _templates(digests: Iterable[PageDigest]) -> dict[str, int]:
    """Number the template of each page, in the order of visits."""
    templates = Templates()
    return {digest.page_id: templates.place(from_bytes(bytes.fromhex(digest.skeleton))) for digest in digests}
