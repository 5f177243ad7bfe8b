"""Runs an audit: takes pages from the frontier, has them seen and judged, commits each.

The order of visits is fixed before a depth is begun, so that the same portal gives the
same pages whatever the timing of several tabs.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from auditor.audit import Audit
from auditor.axe import axe_version
from auditor.errors import AuditorError, one_error
from auditor.evidence import CLOSE_PARTS, PageEvidence, to_json
from auditor.machine.fonts import installed_fonts
from auditor.observer import Observer
from auditor.run.assembly import assemble
from auditor.run.closely import pages_to_look_at
from auditor.run.explore import explore_portal, is_explored
from auditor.run.first_looks import FirstLooks
from auditor.run.journeys import walk_journeys
from auditor.run.judges import Judges, JudgingError
from auditor.run.plan import REPORTED, Plan, begin_run, find_run, must_hold_no_secret
from auditor.run.reuse import Reuse, conditions_of_visits
from auditor.run.sowing import sow
from auditor.run.tools import Tools, find_program, locale_of, open_tools
from auditor.run.visitor import Visitor, untested
from auditor.run.worker import PageToJudge
from auditor.store.records import Run, StoredPage, VisitedPage
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal
from auditor.visit.endpoint import Endpoint
from auditor.visit.find_browser import BrowserProgram

BATCH = 64  # pages read from the frontier at a time
CLOSELY = "closely"  # the fact that lists the pages chosen for a close look
TIME_IS_OVER = "The time that was given is over: no more pages were begun."
AWAITED_JUDGEMENTS = 4  # pages held in memory a tab while they are judged


def audit_portal(
    plan: Plan, workspace: Workspace, terminal: Terminal, *, new: bool = False, run_id: str | None = None
) -> Audit:
    """Run an audit from beginning to end, or go on with an unfinished one, telling the terminal.

    Who has written the reports says so in the run's fact `REPORTED`.

    Raises:
        AuditorError: if there is no browser or no such run, or if workspace or browser fail.
        KeyboardInterrupt: after Ctrl-C, saying how to go on.
    """
    must_hold_no_secret(plan)
    run = None if new else find_run(workspace, plan, run_id)
    if run is not None and run.finished_at is not None:
        terminal.say(f"Run {run.id} of {plan.target} is finished: nothing is left to visit")
        return assemble(workspace, run, plan.review)
    program = find_program(plan)
    if run is None:
        run = begin_run(workspace, plan)
        terminal.say(f"Run {run.id} of {plan.target}")
    else:
        counts = workspace.counts(run.id)
        done = sum(counts.values()) - counts.get("waiting", 0)
        terminal.say(f"Going on with run {run.id} of {plan.target}, with {done} pages done")
    workspace.note(run.id, **{REPORTED: False})
    try:
        run = visit_portal(plan, workspace, run, program, terminal)
    except Exception as error:
        plan.redactor.error(error)
        plan.inputs.redactor.error(error)
        raise
    except KeyboardInterrupt:
        again = "the same command without --new" if new else "the same command"
        raise KeyboardInterrupt(
            f"Interrupted. What was done is kept in run {run.id}: {again} goes on with it."
        ) from None
    return assemble(workspace, run, plan.review)


def visit_portal(
    plan: Plan, workspace: Workspace, run: Run, program: BrowserProgram | Endpoint, terminal: Terminal
) -> Run:
    """Visit and judge all pages of a run that still wait, showing the progress.

    Raises:
        AuditorError: if the workspace fails, or the browser is gone and cannot be started again.
    """

    async def with_tools(observer: Observer) -> Run:
        try:
            if plan.is_sample and not is_explored(workspace.run(run.id)):
                observer.begin("explored")
                async with open_tools(replace(plan, axe=False), program) as tools:
                    await explore_portal(plan, workspace, run, tools, observer)
                observer.begin("done")
            async with open_tools(plan, program) as tools:
                return await run_audit(plan, workspace, run, tools, observer)
        except asyncio.CancelledError:
            # Ctrl-C has ended the browser's driver too, and nobody is left to hear its complaints.
            asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
            raise

    with terminal.progress() as progress:
        return asyncio.run(with_tools(progress))


async def run_audit(plan: Plan, workspace: Workspace, run: Run, tools: Tools, observer: Observer) -> Run:
    """Visit all pages of a run that still wait, and mark it as finished.

    Raises:
        AuditorError: if the workspace fails, or the browser is gone and cannot be started again.
    """
    async with Judges(plan) as judges:
        with one_error():
            await _RunningAudit(plan, workspace, run, tools, judges, observer).go()
    workspace.finish(run.id, datetime.now(UTC))
    return workspace.run(run.id)


def _reuse_of(plan: Plan, workspace: Workspace, run: Run, tools: Tools) -> Reuse:
    """Find the earlier runs whose evidence may be used again, the newest first."""
    told = _conditions(plan, tools)
    earlier = [
        each.id
        for each in workspace.runs()
        if each.id != run.id and each.target == run.target and each.facts.get("visits") == told
    ]
    is_public = plan.settings.access is None and plan.settings.login is None
    return Reuse(
        plan.settings.crawl.reuse if is_public else "nothing",
        lambda page_id: workspace.newest_evidence(earlier, page_id),
        tools.client,
        refuted=bool(run.facts.get("reuse_refuted")),
        on_refuted=lambda: workspace.note(run.id, reuse_refuted=True),
        browser_agent=tools.browser.user_agent,
        language=locale_of(plan.settings),
    )


def _conditions(plan: Plan, tools: Tools) -> str:
    return conditions_of_visits(
        plan, browser=tools.browser.version, axe=axe_version(), fonts=installed_fonts()
    )


class _RunningAudit:
    """One audit while it runs."""

    def __init__(
        self, plan: Plan, workspace: Workspace, run: Run, tools: Tools, judges: Judges, observer: Observer
    ) -> None:
        self._plan = plan
        self._settings = plan.settings
        self._workspace = workspace
        self._run = run
        self._tools = tools
        self._reuse = _reuse_of(plan, workspace, run, tools)
        self._visitor = Visitor(plan.settings, tools, self._reuse)
        self._first_looks = FirstLooks(plan.settings, judges, named=plan.closely)
        self._judges = judges
        self._observer = observer
        self._awaited = asyncio.Semaphore(AWAITED_JUDGEMENTS * plan.concurrency)
        self._ended_by: AuditorError | None = None
        self._done = self._found = 0  # counted along: to count all for each page costs more with each

    async def go(self) -> None:
        self._note_facts()
        await self._visitor.log_in()
        await self._first_looks.resume(self._workspace, self._run)
        if not self._plan.is_sample:
            await sow(self._plan, self._workspace, self._run, self._tools, self._visitor)
        await self._visit_everything()
        if self._reuse.is_refuted and self._workspace.take_back(self._run.id):
            await self._visit_everything()
        await self._look_closely()
        await walk_journeys(
            self._plan,
            self._workspace,
            self._run,
            self._tools,
            self._visitor,
            self._judges,
            self._observer,
        )
        left = self._tools.pacer.refusals()
        self._workspace.note(
            self._run.id, left_alone=[*left, *([TIME_IS_OVER] if self._plan.is_over else [])]
        )

    async def _visit_everything(self) -> None:
        counts = self._workspace.counts(self._run.id)
        self._found = sum(counts.values())
        self._done = self._found - counts.get("waiting", 0)
        if self._plan.is_sample:
            await self._visit_in_tabs(self._chosen())
            return
        for depth in self._depths():
            self._workspace.number(self._run.id, depth)
            await self._visit_in_tabs(self._waiting(depth))

    async def _look_closely(self) -> None:
        """Visit some pages once more, closely; what was seen at first stays where that fails."""
        if not (self._settings.crawl.closely and CLOSE_PARTS):
            return
        chosen = self._workspace.run(self._run.id).facts.get(CLOSELY)
        if chosen is None:
            chosen = pages_to_look_at(self._workspace, self._run, self._settings)
            self._workspace.note(self._run.id, **{CLOSELY: chosen})
        done = {of_page for of_page, _, digest in self._workspace.judgements(self._run.id) if digest.closely}
        pages = [
            page
            for page in self._workspace.pages(self._run.id)
            if page.page_id in chosen and page.page_id not in done and not self._first_looks.has_begun(page)
        ]
        if not pages:
            return
        self._observer.begin("looked at closely")
        self._done, self._found = len(chosen) - len(pages), len(chosen)
        await self._visit_in_tabs(iter(pages), again=True)

    def _note_facts(self) -> None:
        self._workspace.note(
            self._run.id,
            axe=axe_version(),
            browser=self._tools.browser.version,
            fonts=installed_fonts() if self._tools.is_here else [],
            locale=locale_of(self._settings),
            listed=None if self._plan.listed is None else len(self._plan.listed),
            visits=_conditions(self._plan, self._tools),
        )
        self._note_how_seen()

    def _note_how_seen(self) -> None:
        """Keep what the browser has to say of itself beside what it said when the run was begun."""
        said = dict.fromkeys((*self._run.facts.get("how_seen", ()), *self._tools.browser.notes))
        self._workspace.note(self._run.id, how_seen=list(said))

    def _depths(self) -> Iterator[int]:
        """Go through the depths at which pages wait, which each depth adds to."""
        done = -1
        while waiting := [depth for depth in self._workspace.depths(self._run.id) if depth > done]:
            done = waiting[0]
            if done > self._settings.crawl.depth:
                return
            yield done

    def _waiting(self, depth: int) -> Iterator[StoredPage]:
        """Go through the waiting pages of a depth in order, a batch at a time."""
        after = -1
        limit = self._plan.most_pages
        while batch := self._workspace.next_pages(self._run.id, depth, after=after, before=limit, most=BATCH):
            yield from batch
            after = batch[-1].visit_order or 0

    def _chosen(self) -> Iterator[StoredPage]:
        """Go through the pages of the sample that wait, in order, a batch at a time."""
        after = -1
        while batch := self._workspace.next_chosen(self._run.id, after=after, most=BATCH):
            yield from batch
            after = batch[-1].visit_order or 0

    async def _visit_in_tabs(self, pages: Iterator[StoredPage], *, again: bool = False) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(self._plan.concurrency):
                group.create_task(self._visit_all(pages, group, again=again))
        if self._ended_by is not None:
            raise self._ended_by

    async def _visit_all(self, pages: Iterator[StoredPage], group: asyncio.TaskGroup, *, again: bool) -> None:
        """Visit pages one after another. All tabs share the iterator, so each page is taken once."""
        for page in pages:
            if self._ended_by is not None or self._plan.is_over:
                return
            await self._awaited.acquire()
            self._observer.visiting(page.url)
            try:
                seen = await (self._visitor.see(page, closely=True) if again else self._see(page))
            except AuditorError as error:
                # What other tabs see and what waits to be judged is kept before the run ends.
                self._ended_by = self._ended_by or error
                return
            group.create_task(self._keep(page, seen, again=again))

    async def _see(self, page: StoredPage) -> PageEvidence | VisitedPage:
        """Visit a page, once more without a close look if that may be what the visit failed of."""
        seen = None
        try:
            seen = await self._visitor.see(page, closely=self._first_looks.wish(page))
            if isinstance(seen, VisitedPage) and self._first_looks.has_begun(page):
                seen = await self._visitor.see(page)
        finally:
            await self._first_looks.end(page, seen)
        return seen

    async def _keep(self, page: StoredPage, seen: PageEvidence | VisitedPage, *, again: bool) -> None:
        """Have a page judged, and commit all of it at once."""
        visited = seen if isinstance(seen, VisitedPage) else await self._judged(page, seen)
        if again:
            if visited.state == "done":
                self._workspace.save(self._run.id, replace(visited, found=()))
        else:
            self._found += self._workspace.save(self._run.id, visited)
        self._done += 1
        self._awaited.release()
        self._observer.done(done=self._done, found=self._found, limit=self._plan.most_pages)

    async def _judged(self, page: StoredPage, evidence: PageEvidence) -> VisitedPage:
        data = await asyncio.to_thread(to_json, evidence)
        try:
            judged = await self._judges.judge(
                PageToJudge(data, page.page_id, page.depth, page.visit_order or 0)
            )
        except JudgingError as error:
            return untested(page, str(error), evidence.final_url, evidence.status)
        return VisitedPage(
            page_id=page.page_id,
            state="done",
            final_url=evidence.final_url,
            status=evidence.status,
            kind=evidence.kind,
            evidence=judged.evidence,
            judgement=judged.judgement,
            digest=judged.digest,
            found=judged.found if page.depth < self._settings.crawl.depth else (),
        )
