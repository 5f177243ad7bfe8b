"""What an Audit says of its run: what took part, how far it got, and what it was seen under."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from auditor import audit as result
from auditor.crawl.scope import canonical
from auditor.evidence import CLOSE_PARTS, Kind
from auditor.locale.speaking import finished
from auditor.page.network import NAMED_HOSTS
from auditor.run.pages import RunPage
from auditor.run.sampled import sample_of
from auditor.scoring.weights import Weights
from auditor.settings import Settings
from auditor.store.records import Run, StoredPage
from auditor.version import __version__
from auditor.visit.browser import (
    DESKTOP_HEIGHT_PX,
    DESKTOP_WIDTH_PX,
    NARROW_WIDTH_PX,
    PHONE_HEIGHT_PX,
    PHONE_WIDTH_PX,
)

_REFUSALS = frozenset({401, 403})  # RFC 9110, 15.5.2 and 15.5.4


def program_of(run: Run, weights: Weights) -> result.Program:
    """Name what judged, with the versions that a finding can hang on."""
    return result.Program(
        version=__version__,
        axe=run.facts.get("axe"),
        weights=weights.version,
        browser=run.facts.get("browser"),
        fonts=run.facts.get("fonts", []),
    )


def run_of(run: Run, settings: Settings, pages: Collection[RunPage], notes: Iterable[str] = ()) -> result.Run:
    """Tell how far a run got over its pages, and what a reader has to know of it."""
    states = [("skipped" if page.redirects_to else page.stored.state) for page in pages]
    crawl, facts = settings.crawl, run.facts
    return result.Run(
        id=run.id,
        started_at=run.started_at,
        finished_at=run.finished_at,
        complete=run.finished_at is not None,
        limits=result.Limits(
            max_pages=None if facts.get("sample") else crawl.max_pages,
            depth=crawl.depth,
            include=list(crawl.include),
            exclude=list(crawl.exclude),
            listed=facts.get("listed"),
        ),
        pages_found=len(states),
        pages_done=states.count("done"),
        pages_untested=states.count("untested"),
        pages_skipped=states.count("skipped"),
        pages_reused=sum(is_reused(page, run) for page in pages),
        pages_waiting=states.count("waiting"),
        viewports=[
            f"{PHONE_WIDTH_PX} x {PHONE_HEIGHT_PX}, touch",
            f"{NARROW_WIDTH_PX} x {PHONE_HEIGHT_PX}",
            f"{DESKTOP_WIDTH_PX} x {DESKTOP_HEIGHT_PX}",
        ],
        locale=facts.get("locale"),
        notes=list(
            dict.fromkeys([*facts.get("how_seen", []), *_conditions(settings, pages), *_left(facts), *notes])
        ),
        sample=sample_of(run, settings, pages),
        report_language=settings.report.language,
    )


def judged_urls(pages: Iterable[RunPage]) -> frozenset[str]:
    """Give the addresses of the pages that rules were asked about."""
    return frozenset(page.stored.url for page in pages if page.judgement and page.judgement.tallies)


def is_reused(page: RunPage, run: Run) -> bool:
    """Whether a page's evidence is an earlier run's."""
    at = page.digest.visited_at if page.digest else None
    return page.stored.state == "done" and at is not None and at < run.started_at


def why_none(pages: Iterable[StoredPage]) -> str:
    """Say why none of these pages has a score, by the first of which that is known; "" if none is."""
    told = [(page, page.reason or _why_unscored(page)) for page in pages if page.state != "waiting"]
    told = [(page, reason) for page, reason in told if reason]
    if not told:
        return ""
    statuses = [page.status for page, _ in told if page.status is not None]
    if len(statuses) > 1 and _REFUSALS.issuperset(statuses):
        return finished(f"the portal lets us in nowhere: each of {len(statuses)} pages answered 401 or 403")
    first, reason = told[0]
    same = sum(other == reason for _, other in told)
    return f"{first.url}: {reason}" + (f" (as for {same} of {len(told)} pages)" if same > 1 else "")


def _why_unscored(page: StoredPage) -> str:
    is_document = page.state == "done" and page.kind is Kind.DOCUMENT
    return finished("it is a document, and documents are scored beside pages only") if is_document else ""


def _conditions(settings: Settings, pages: Collection[RunPage]) -> Iterator[str]:
    """Say what a reader has to know of the conditions that the portal was seen under."""
    if why := _why_no_start(settings, pages):
        yield finished(f"The portal's own address was not judged: {why}. Is it right?")
    if settings.is_country_inferred:
        yield finished(
            f"The country, {settings.country}, was told by the portal's address; "
            "portal.toml can give another."
        )
    seen = [
        page.digest
        for page in pages
        if page.digest is not None and page.redirects_to is None and page.stored.kind is Kind.HTML
    ]
    close = sum(page.closely for page in seen)
    if close < len(seen) and CLOSE_PARTS:
        yield finished(
            f"{close} of {len(seen)} pages had a close look: keyboard, zoom and what else only that shows "
            "was tested on these alone."
        )
    lost = [page.lost_styles for page in seen if page.lost_styles]
    if lost:
        hosts = sorted({host for of_page in lost for host in of_page})
        yield finished(
            f"Style sheets did not arrive on {len(lost)} of {len(seen)} pages, from "
            f"{', '.join(hosts[:NAMED_HOSTS])}{' and others' if len(hosts) > NAMED_HOSTS else ''}: "
            "rules on colours, sizes and places are untested there."
        )


def _why_no_start(settings: Settings, pages: Collection[RunPage]) -> str:
    """Say why the page that the portal begins with was not judged; "" if it was, or no page was."""
    start, judged = canonical(settings.portal.url), judged_urls(pages)
    own = [page.stored for page in pages if page.stored.url == start]
    return why_none(own) if judged and start not in judged else ""


def _left(facts: Mapping[str, Any]) -> Iterator[str]:
    """Say what the run noted of itself, and what it left alone."""
    yield from facts.get("notes", [])
    yield from filter(None, [facts.get("explored_note")])
    yield from facts.get("explored_left_alone", [])
    yield from facts.get("left_alone", [])
