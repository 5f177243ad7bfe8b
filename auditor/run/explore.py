"""Explores a portal before a sample of its pages is chosen: reads pages without a visit, commits each.

Pages are fetched by the bounded client and read by the processes that judge. Where a portal
shows its links to scripts only, they are loaded in the browser instead, without axe. The
order is that of a crawl, fixed before a depth is begun, so that the same portal gives the
same sample.
"""

import asyncio
from collections.abc import Iterator
from typing import Literal, cast

from w3lib.encoding import html_to_unicode

from auditor.crawl.client import Fetched
from auditor.crawl.scope import canonical, page_id
from auditor.errors import one_error
from auditor.evidence import Kind, PageEvidence, to_json
from auditor.observer import Observer
from auditor.run.judges import Judges, JudgingError
from auditor.run.plan import Plan
from auditor.run.sample import choose_sample
from auditor.run.sowing import sow
from auditor.run.tools import Tools
from auditor.run.visitor import Visitor, is_document_type, skipped, untested, without_secrets
from auditor.run.worker import PageToSketch, Served, SketchedPage
from auditor.store.records import ExploredPage, Run, StoredPage, VisitedPage
from auditor.store.workspace import Workspace

BATCH = 64  # pages read from the frontier at a time
MAX_PAGE_BYTES = 2_000_000  # ours; of a longer page the beginning is read
ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1"

_PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})

type Way = Literal["html", "browser"]


def is_explored(run: Run) -> bool:
    """Whether a run's sample was chosen already."""
    return "sample" in run.facts


async def explore_portal(
    plan: Plan, workspace: Workspace, run: Run, tools: Tools, observer: Observer
) -> None:
    """Explore the portal of a run, or go on with it, and choose the sample.

    Raises:
        AuditorError: if the workspace fails, or the browser is gone and cannot be started again.
    """
    async with Judges(plan) as judges:
        with one_error():
            await _Exploration(plan, workspace, run, tools, judges, observer).go()
    choose_sample(workspace, workspace.run(run.id), plan.settings)


class _Exploration:
    """One exploration while it runs."""

    def __init__(
        self, plan: Plan, workspace: Workspace, run: Run, tools: Tools, judges: Judges, observer: Observer
    ) -> None:
        self._plan = plan
        self._crawl = plan.settings.crawl
        self._workspace = workspace
        self._run = run
        self._tools = tools
        self._visitor = Visitor(plan.settings, tools)
        self._judges = judges
        self._observer = observer
        self._way: Way = "html"
        self._done = self._found = 0  # counted along: to count all for each page costs more with each

    async def go(self) -> None:
        await self._visitor.log_in()
        await sow(self._plan, self._workspace, self._run, self._tools, self._visitor)
        self._done = self._workspace.explored_count(self._run.id)
        self._found = sum(self._workspace.counts(self._run.id).values())
        self._way = await self._decided_way()
        for depth in self._depths():
            self._workspace.number_to_explore(self._run.id, depth)
            pages = self._waiting(depth)
            async with asyncio.TaskGroup() as group:
                for _ in range(self._plan.concurrency):
                    group.create_task(self._explore_all(pages))
        self._workspace.note(self._run.id, explored_left_alone=self._tools.pacer.refusals())

    async def _decided_way(self) -> Way:
        """Decide once a run how its pages are read: by their HTML, if that holds their links.

        A session that portal.toml says how to begin is kept by the browser alone.
        """
        facts = self._workspace.run(self._run.id).facts
        if "explored_by" in facts:
            return cast("Way", facts["explored_by"])
        if self._plan.settings.login is not None:
            self._workspace.note(self._run.id, explored_by="browser")
            return "browser"
        url = canonical(self._plan.target)
        start = StoredPage(page_id(url), url, Kind.HTML, 0, "waiting", None, "", None, None)
        self._observer.visiting(url)
        served = _leads_to(await self._sketched(start, await self._served(start)))
        shown = _leads_to(await self._sketched(start, await self._visitor.see(start)))
        way: Way = "browser" if 2 * len(shown - served) > len(shown) else "html"
        note = (
            f"Without scripts the first page leads to {len(shown & served)} of the {len(shown)} addresses "
            "that it leads to in a browser. So the portal was explored in the browser."
        )
        self._workspace.note(self._run.id, explored_by=way, explored_note=note if way == "browser" else None)
        return way

    def _depths(self) -> Iterator[int]:
        """Go through the depths at which pages are to be explored, which each depth adds to."""
        done = -1
        while depths := [depth for depth in self._workspace.depths_to_explore(self._run.id) if depth > done]:
            done = depths[0]
            if done > self._crawl.depth:
                return
            yield done

    def _waiting(self, depth: int) -> Iterator[StoredPage]:
        """Go through the pages to explore of a depth in order, a batch at a time."""
        after = -1
        limit = self._crawl.explore
        while batch := self._workspace.next_to_explore(
            self._run.id, depth, after=after, before=limit, most=BATCH
        ):
            yield from batch
            after = batch[-1].explore_order or 0

    async def _explore_all(self, pages: Iterator[StoredPage]) -> None:
        """Explore pages one after another. All tasks share the iterator, so each page is taken once."""
        for page in pages:
            self._observer.visiting(page.url)
            seen = await (self._served(page) if self._way == "html" else self._visitor.see(page))
            kept = self._kept(page, await self._sketched(page, seen))
            self._found += self._workspace.save_explored(self._run.id, kept)
            self._done += 1
            self._observer.done(done=self._done, found=self._found, limit=self._crawl.explore)

    async def _served(self, page: StoredPage) -> Served | PageEvidence | VisitedPage:
        """Fetch a page as its server sends it."""
        fetched = await self._visitor.fetch(page, max_bytes=MAX_PAGE_BYTES, accept=ACCEPT)
        if isinstance(fetched, VisitedPage):
            return without_secrets(fetched, self._tools.redactor)
        content_type = fetched.headers.get("content-type", "")
        mime_type = content_type.partition(";")[0].strip().lower()
        if is_document_type(mime_type):
            return PageEvidence(
                url=page.url, final_url=fetched.final_url, status=fetched.status, kind=Kind.DOCUMENT
            )
        if mime_type not in _PAGE_TYPES:
            return skipped(page, f"it is no page, but {mime_type}", fetched.final_url)
        return await asyncio.to_thread(self._without_secrets, fetched, content_type)

    def _without_secrets(self, fetched: Fetched, content_type: str) -> Served:
        """Take out what a page echoed of what it was sent."""
        redactor = self._tools.redactor
        if not redactor:
            return Served(fetched.body, content_type, fetched.final_url, fetched.status)
        _, text = html_to_unicode(content_type, fetched.body)
        body = redactor.text(text).encode(errors="replace")
        return Served(body, "text/html; charset=utf-8", redactor.text(fetched.final_url), fetched.status)

    async def _sketched(
        self, page: StoredPage, seen: Served | PageEvidence | VisitedPage
    ) -> tuple[Served | PageEvidence, SketchedPage | None] | VisitedPage:
        """Have a page sketched; a document has no sketch."""
        if isinstance(seen, VisitedPage):
            return seen
        if isinstance(seen, PageEvidence) and seen.kind is Kind.DOCUMENT:
            return seen, None
        given = seen if isinstance(seen, Served) else await asyncio.to_thread(to_json, seen)
        try:
            return seen, await self._judges.sketch(
                PageToSketch(given, page.url, page.page_id, page.depth, page.explore_order or 0)
            )
        except JudgingError as error:
            return untested(page, str(error), seen.final_url, seen.status)

    def _kept(
        self,
        page: StoredPage,
        seen: tuple[Served | PageEvidence, SketchedPage | None] | VisitedPage,
    ) -> ExploredPage:
        """Put together what is committed."""
        if isinstance(seen, VisitedPage):
            return ExploredPage(
                page_id=page.page_id,
                explored="skipped" if seen.state == "skipped" else "failed",
                final_url=seen.final_url,
                status=seen.status,
                kind=seen.kind,
                reason=seen.reason,
            )
        answer, sketch = seen
        return ExploredPage(
            page_id=page.page_id,
            explored="seen",
            final_url=answer.final_url,
            status=answer.status,
            kind=Kind.HTML if sketch else Kind.DOCUMENT,
            skeleton=sketch.skeleton if sketch else None,
            digest=sketch.digest if sketch else None,
            found=sketch.found if sketch and page.depth < self._crawl.depth else (),
        )


def _leads_to(seen: tuple[object, SketchedPage | None] | VisitedPage) -> frozenset[str]:
    """List the addresses on the portal that a page leads to."""
    if isinstance(seen, VisitedPage) or seen[1] is None:
        return frozenset()
    return frozenset(candidate.url for candidate in seen[1].found)
