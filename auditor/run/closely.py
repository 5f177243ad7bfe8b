"""Chooses the pages of a run that are looked at closely, beside those of declared services.

A close look costs as much as a visit. So services that were found get one as long as few
pages of their template had any, and so does each template that none of these stands for.
"""

from collections import Counter
from collections.abc import Iterable

from auditor.evidence import Kind
from auditor.run.pages import RunPage, pages_of
from auditor.sampling.skeleton import from_bytes
from auditor.sampling.templates import Templates
from auditor.service import PageDigest
from auditor.services.discover import declared_service, find_services
from auditor.settings import Settings
from auditor.store.records import Run, StoredPage
from auditor.store.workspace import Workspace

# Of the pages with which found services begin. Such services are many, and mostly made by one template:
# with three looks, one page that is unlike the rest of its template is not all that is known of it.
LOOKS_A_TEMPLATE = 3


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
    template_of = templates_of(digests)
    chosen = {digest.page_id for digest in digests if digest.closely}

    def choose(candidates: Iterable[str], most: int, counted: Iterable[str]) -> None:
        looks = Counter(template_of[page_id] for page_id in counted)
        for page_id in candidates:
            if page_id not in chosen and looks[template_of[page_id]] < most:
                chosen.add(page_id)
                looks[template_of[page_id]] += 1

    # A page that was looked at because it is the first of its template takes no look from a service.
    choose(starts, LOOKS_A_TEMPLATE, chosen & set(starts))
    choose(template_of, 1, tuple(chosen))
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


def templates_of(digests: Iterable[PageDigest]) -> dict[str, int]:
    """Number the template of each page, in the order of visits."""
    templates = Templates()
    return {digest.page_id: templates.place(from_bytes(bytes.fromhex(digest.skeleton))) for digest in digests}
