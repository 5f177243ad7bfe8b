"""Tells, while pages are visited, which is the first of its template: that visit is made a close look.

Templates are told here by the HTML that was served, as in sampling; what scripts make of it is known only
when a page was seen. Templates that turn out to have had no close look get one after; see
`auditor.run.closely`.
"""

import asyncio
from collections.abc import Iterable

from auditor.crawl.scope import canonical
from auditor.evidence import PageEvidence, from_json
from auditor.run.closely import is_close_at_once
from auditor.run.judges import Judges, JudgingError
from auditor.sampling.skeleton import from_bytes
from auditor.sampling.templates import Templates
from auditor.settings import Settings
from auditor.store.records import Run, StoredPage, VisitedPage
from auditor.store.workspace import Workspace
from auditor.visit.browser import Closely

# Ours: pages begin one after another, so that the HTML of those before comes at about the same time.
WAIT_S = 3.0


class FirstOfTemplates:
    """Puts pages into templates in the order of visits, whatever the order in which they come.

    `settled` are the numbers in that order that are not waited for, `known` are skeletons of templates that
    had their first page before.
    """

    def __init__(self, settled: Iterable[int] = (), known: Iterable[frozenset[int]] = ()) -> None:
        self._templates = Templates()
        for skeleton in known:
            self._templates.place(skeleton)
        self._settled = set(settled)
        self._come: dict[int, frozenset[int]] = {}
        self._answers: dict[int, asyncio.Future[bool]] = {}
        self._next = 0
        self._slow = -1

    async def is_first(self, order: int, skeleton: frozenset[int]) -> bool:
        """Tell whether a page is the first of its template; False, too, where that is not known in time.

        It hangs on the pages before. For one that has kept another waiting nobody waits any more.
        """
        self.note(order, skeleton)
        answer = self._answers.get(order)
        if answer is None:
            return False
        if not answer.done() and self._slow != self._next:
            await asyncio.wait([answer], timeout=WAIT_S)
            if not answer.done():
                self._slow = self._next
        return answer.done() and answer.result()

    def knows(self, order: int) -> bool:
        """Tell whether a page was placed, waits to be, or is to have no place."""
        return order < self._next or order in self._come or order in self._settled

    def note(self, order: int, skeleton: frozenset[int]) -> None:
        """Note what a page is like, the first time that it is told."""
        if not self.knows(order):
            self._come[order] = skeleton
            self._answers[order] = asyncio.get_running_loop().create_future()
            self._go_on()

    def end(self, order: int) -> None:
        """Note that a page's visit has ended: what it is like is known now or never."""
        self._answers.pop(order, None)
        if not self.knows(order):
            self._settled.add(order)
            self._go_on()

    def _go_on(self) -> None:
        while self._next in self._come or self._next in self._settled:
            self._settled.discard(self._next)
            skeleton = self._come.pop(self._next, None)
            if skeleton is not None:
                before = self._templates.count
                is_first = self._templates.place(skeleton) == before
                if self._next in self._answers:
                    self._answers[self._next].set_result(is_first)
            self._next += 1


class FirstLooks:
    """Which pages of a run have a close look at their first visit; `named` addresses do in any case."""

    def __init__(self, settings: Settings, judges: Judges, *, named: frozenset[str]) -> None:
        self._settings = settings
        self._judges = judges
        self._named = named
        self._firsts = FirstOfTemplates()
        self._outlines: set[asyncio.Task[frozenset[int] | None]] = set()
        self._begun: set[str] = set()

    @property
    def _tells_templates(self) -> bool:
        crawl = self._settings.crawl
        return crawl.closely and not crawl.coverage  # which is to be noted from before the page is there

    async def resume(self, workspace: Workspace, run: Run) -> None:
        """Learn what was seen before the run was ended; nothing where it has just begun."""
        if not self._tells_templates:
            return
        done = [page for page in workspace.pages(run.id) if page.state != "waiting"]
        settled = [page.visit_order for page in done if page.visit_order is not None]
        if settled:
            close = [page_id for page_id, _, digest in workspace.judgements(run.id) if digest.closely]
            evidence = [workspace.newest_evidence([run.id], page_id) for page_id in close]
            served = [from_json(data).served_html for data in evidence if data is not None]
            known = [await self._outline(html) for html in served if html]
            self._firsts = FirstOfTemplates(settled, [each for each in known if each is not None])

    def wish(self, page: StoredPage) -> Closely:
        """Say whether a page's visit is to be a close look, or how to tell when its HTML is there."""
        is_known = page.url in self._named or is_close_at_once(page, self._settings)
        order = page.visit_order
        if not self._tells_templates or order is None:
            return is_known

        async def tell(final_url: str, served_html: str) -> bool:
            if not _is_at(page.url, final_url):
                self._firsts.end(order)
                return is_known
            skeleton = await self._outlined(served_html)
            if is_known and skeleton is not None:
                self._firsts.note(order, skeleton)
            if is_known or (skeleton is not None and await self._firsts.is_first(order, skeleton)):
                self._begun.add(page.page_id)
                return True
            return False

        return tell

    def has_begun(self, page: StoredPage) -> bool:
        """Tell whether a page's close look was begun, so that it may be what ended the visit."""
        return page.page_id in self._begun

    async def end(self, page: StoredPage, seen: PageEvidence | VisitedPage | None) -> None:
        """Note that a page was visited, or taken from an earlier run: of others, nothing is waited for."""
        order = page.visit_order
        if order is None:
            return
        served_html = seen.served_html if isinstance(seen, PageEvidence) else None
        if served_html and self._tells_templates and not self._firsts.knows(order):
            skeleton = await self._outlined(served_html)
            if skeleton is not None:
                self._firsts.note(order, skeleton)
        self._firsts.end(order)

    async def _outlined(self, served_html: str) -> frozenset[int] | None:
        """Give a page's skeleton; None if that takes too long. The process that makes it is not disturbed."""
        making = asyncio.create_task(self._outline(served_html))
        self._outlines.add(making)
        making.add_done_callback(self._outlines.discard)
        await asyncio.wait([making], timeout=WAIT_S)
        return making.result() if making.done() else None

    async def _outline(self, served_html: str) -> frozenset[int] | None:
        try:
            return from_bytes(await self._judges.outline(served_html))
        except JudgingError:
            return None


def _is_at(url: str, final_url: str) -> bool:
    """Tell whether an address led to its own page, and not to another or to another site's."""
    try:
        return canonical(url) == canonical(final_url)
    except ValueError:
        return False
