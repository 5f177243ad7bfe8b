"""Runs an audit: takes pages from the frontier, visits them, has them judged, commits each.

The order of visits is fixed before a depth is begun, so that the same portal gives the
same pages whatever the timing of several tabs.
"""

import asyncio
import contextlib
import multiprocessing
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from auditor import worker
from auditor.assembly import assemble
from auditor.audit import Audit
from auditor.axe import axe_version
from auditor.crawl.client import BoundedClient, Fetched, FetchError
from auditor.crawl.frontier import Candidate, Rank, candidates_from_sitemap, seeds
from auditor.crawl.politeness import Pacer
from auditor.crawl.robots import Robots, fetch_robots
from auditor.crawl.scope import Scope, canonical, kind_of
from auditor.crawl.sitemap import sitemap_urls
from auditor.evidence import Kind, PageEvidence, Response, to_json
from auditor.fonts import installed_fonts
from auditor.settings import Settings, SettingsError, Site, fingerprint, user_agent
from auditor.store.workspace import Run, StoredPage, VisitedPage, Workspace
from auditor.terminal import Terminal
from auditor.visit.browser import Browser, NotAPageError, VisitError, VisitSettings
from auditor.visit.find_browser import BrowserProgram, find_browser
from auditor.visit.guard import Guard, GuardProxy

BATCH = 64
AWAITED_JUDGEMENTS = 4  # pages held in memory a tab while they are judged
HTTP_ERROR = 400
MAX_DOCUMENT_BYTES = 10_000_000  # of a document; its whole size is read from Content-Length
VISIT_MARGIN_S = 60  # what probes and axe may take beyond the time for loading


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit and how. `listed`, if given, are exactly the pages to visit: nothing is crawled."""

    settings: Settings
    listed: tuple[str, ...] | None = None
    allow_private: bool = False
    axe: bool = True

    @property
    def fingerprint(self) -> str:
        """Names the plan: runs of equal plans can be gone on with."""
        return fingerprint(self.settings, self.listed or ())

    @property
    def target(self) -> str:
        """The portal's address."""
        return self.settings.portal.url

    @property
    def most_pages(self) -> int:
        """How many pages are visited at most."""
        return self.settings.crawl.max_pages if self.listed is None else len(self.listed)

    @property
    def concurrency(self) -> int:
        """How many pages are visited at once: as many as there are cores, measured to be best."""
        return self.settings.crawl.concurrency or os.cpu_count() or 1


class Observer(Protocol):
    """Is told how a run goes on."""

    def visiting(self, url: str) -> None:
        """A page is being loaded."""
        ...

    def done(self, *, done: int, found: int, limit: int) -> None:
        """A page was committed: how many are, how many addresses are known, how many are visited at most."""
        ...


def open_run(
    workspace: Workspace, plan: Plan, *, new: bool = False, run_id: str | None = None
) -> tuple[Run, bool]:
    """Find the unfinished run of a plan, or begin one.

    Returns:
        The run, and whether it is gone on with.

    Raises:
        WorkspaceError: if `run_id` names no run.
    """
    if run_id is not None:
        return workspace.run(run_id), True
    unfinished = None if new else workspace.unfinished(plan.target, plan.fingerprint)
    if unfinished is not None:
        return unfinished, True
    now = datetime.now(UTC)
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    text = plan.settings.model_dump_json(by_alias=True)
    return workspace.begin(name, plan.target, plan.fingerprint, text, now), False


@dataclass(frozen=True, slots=True)
class Tools:
    """What an audit needs running: a browser and an HTTP client behind one guard."""

    browser: Browser
    client: BoundedClient
    pacer: Pacer


@contextlib.asynccontextmanager
async def open_tools(plan: Plan, program: BrowserProgram) -> AsyncIterator[Tools]:
    """Start the guard, the client and the browser, and stop them in the end.

    Raises:
        BrowserFailedError: if the browser does not start.
    """
    # The driver is heavy to import, and commands that need no browser never do.
    from auditor.visit.chromium import ChromiumBrowser  # noqa: PLC0415

    settings = plan.settings
    visits = VisitSettings(
        hosts=tuple(site.host for site in settings.sites()),
        country=settings.portal.country,
        locale=locale_of(settings),
        user_agent_suffix=user_agent(settings),
        screenshot=settings.crawl.screenshot,
        axe=plan.axe,
        load_timeout_s=settings.crawl.timeout_s,
        visit_timeout_s=2 * settings.crawl.timeout_s + VISIT_MARGIN_S,
    )
    pacer = Pacer(settings.crawl.delay_s)
    async with (
        GuardProxy(Guard(_named_addresses(settings), allow_private=plan.allow_private)) as proxy,
        BoundedClient(
            user_agent(settings), proxy=proxy.url, timeout_s=settings.crawl.timeout_s, pacer=pacer
        ) as client,
        ChromiumBrowser(program, visits, tabs=plan.concurrency, proxy_url=proxy.url) as browser,
    ):
        yield Tools(browser, client, pacer)


def locale_of(settings: Settings) -> str | None:
    """Name the locale of the portal's own readers, such as `fr-FR`; None if it declares no language."""
    portal = settings.portal
    if not portal.languages:
        return None
    return f"{portal.languages[0]}-{portal.country}" if portal.country else portal.languages[0]


def _named_addresses(settings: Settings) -> list[tuple[str, int]]:
    """Hosts and ports that the operator named, which may be private for that reason."""
    named = []
    for url in (settings.portal.url, *(f"http://{host}" for host in settings.portal.hosts)):
        parts = urlsplit(url)
        ports = (parts.port,) if parts.port else (80, 443)
        named += [(parts.hostname or "", port) for port in ports]
    return named


async def run_audit(plan: Plan, workspace: Workspace, run: Run, tools: Tools, observer: Observer) -> Run:
    """Visit all pages of a run that still wait, and mark it as finished.

    Raises:
        BrowserFailedError: if the browser is gone and cannot be started again.
    """
    if run.finished_at is not None:
        return run
    with _judges(plan) as judges:
        await _RunningAudit(plan, workspace, run, tools, judges, observer).go()
    workspace.finish(run.id, datetime.now(UTC))
    return workspace.run(run.id)


@contextlib.contextmanager
def _judges(plan: Plan) -> Iterator[Executor]:
    """Start the processes that judge; spawned, because forking a process with threads is unsafe."""
    judges = ProcessPoolExecutor(
        max_workers=max(1, plan.concurrency // 2),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=worker.start,
        initargs=(plan.settings, plan.listed is None),
    )
    try:
        yield judges
    finally:
        judges.shutdown(wait=True, cancel_futures=True)


class _RunningAudit:
    """One audit while it runs."""

    def __init__(
        self,
        plan: Plan,
        workspace: Workspace,
        run: Run,
        tools: Tools,
        judges: Executor,
        observer: Observer,
    ) -> None:
        self._plan = plan
        self._settings = plan.settings
        self._scope = Scope(plan.settings)
        self._workspace = workspace
        self._run = run
        self._tools = tools
        self._judges = judges
        self._observer = observer
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._awaited = asyncio.Semaphore(AWAITED_JUDGEMENTS * plan.concurrency)

    async def go(self) -> None:
        facts = {
            "axe": axe_version(),
            "browser": self._tools.browser.version,
            "fonts": installed_fonts(),
            "locale": locale_of(self._settings),
            "listed": None if self._plan.listed is None else len(self._plan.listed),
        }
        self._workspace.note(self._run.id, **facts)
        await self._sow()
        for depth in self._depths():
            self._workspace.number(self._run.id, depth)
            pages = self._waiting(depth)
            async with asyncio.TaskGroup() as group:
                for _ in range(self._plan.concurrency):
                    group.create_task(self._visit_all(pages, group))

    async def _sow(self) -> None:
        """Put the first addresses into the frontier; those that are there already stay as they are."""
        run_id = self._run.id
        if self._plan.listed is not None:
            self._workspace.add(run_id, _listed(self._plan.listed))
            return
        self._workspace.add(run_id, seeds(self._settings, self._scope))
        robots = await self._robots_of(self._settings.portal.url)
        notes = []
        if robots.refused:
            self._workspace.note(run_id, refused=robots.refused)
        elif robots.sitemaps and self._settings.crawl.depth:
            sitemap = await sitemap_urls(self._tools.client, robots.sitemaps)
            notes = list(sitemap.notes)
            self._workspace.add(run_id, candidates_from_sitemap(sitemap.urls, self._scope, self._settings))
        self._workspace.note(run_id, notes=notes)

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

    async def _visit_all(self, pages: Iterator[StoredPage], group: asyncio.TaskGroup) -> None:
        """Visit pages one after another. All tabs share the iterator, so each page is taken once."""
        for page in pages:
            await self._awaited.acquire()
            self._observer.visiting(page.url)
            try:
                seen = await self._seen(page)
            except BaseException:
                self._awaited.release()
                raise
            group.create_task(self._keep(page, seen))

    async def _seen(self, page: StoredPage) -> PageEvidence | VisitedPage:
        """Visit a page, or say why it could not be."""
        host = urlsplit(page.url).hostname or ""
        if refusal := await self._refusal(page, host):
            return _untested(page, refusal)
        try:
            if page.kind is Kind.DOCUMENT:
                return await self._document(page)
            await self._tools.pacer.wait(host)
            evidence = await self._tools.browser.visit(page.url)
        except NotAPageError as error:
            return await self._file(page, str(error))
        except (VisitError, FetchError) as error:
            return _untested(page, str(error))
        self._tools.pacer.note(host, evidence.status or 0)
        return self._ours(page, evidence)

    async def _refusal(self, page: StoredPage, host: str) -> str:
        """Say why a page may not be asked for; "" if it may."""
        robots = await self._robots_of(page.url)
        if refused := robots.refused or self._tools.pacer.refused(host):
            return refused
        return "" if robots.allows(page.url) else "robots.txt asks not to visit it"

    def _ours(self, page: StoredPage, evidence: PageEvidence) -> PageEvidence | VisitedPage:
        """Leave out what answered with an error, or for another site."""
        if evidence.status is not None and evidence.status >= HTTP_ERROR:
            return _untested(page, f"it answered {evidence.status}", evidence)
        if Site.of(evidence.final_url) not in self._settings.sites():
            reason = f"it leads to {evidence.final_url}, which is another site"
            return VisitedPage(
                page_id=page.page_id, state="skipped", reason=reason, final_url=evidence.final_url
            )
        return evidence

    async def _file(self, page: StoredPage, reason: str) -> PageEvidence | VisitedPage:
        """Look at what the browser would not show: a document without its ending, or no page at all."""
        try:
            evidence = await self._document(page)
        except FetchError as error:
            return _untested(page, str(error))
        if isinstance(evidence, PageEvidence) and evidence.responses and _is_document(evidence.responses[0]):
            return evidence
        return VisitedPage(page_id=page.page_id, state="skipped", reason=reason)

    async def _document(self, page: StoredPage) -> PageEvidence | VisitedPage:
        fetched = await self._tools.client.get(page.url, max_bytes=MAX_DOCUMENT_BYTES)
        if fetched.status >= HTTP_ERROR:
            return _untested(page, f"it answered {fetched.status}")
        return _document_evidence(page.url, fetched, self._settings.portal.country)

    async def _keep(self, page: StoredPage, seen: PageEvidence | VisitedPage) -> None:
        """Have a page judged, and commit all of it at once."""
        try:
            visited = seen if isinstance(seen, VisitedPage) else await self._judged(page, seen)
            self._workspace.save(self._run.id, visited)
        finally:
            self._awaited.release()
        counts = self._workspace.counts(self._run.id)
        found = sum(counts.values())
        self._observer.done(done=found - counts.get("waiting", 0), found=found, limit=self._plan.most_pages)

    async def _judged(self, page: StoredPage, evidence: PageEvidence) -> VisitedPage:
        data = await asyncio.to_thread(to_json, evidence)
        judged = await asyncio.get_running_loop().run_in_executor(
            self._judges, worker.judge, data, page.page_id, page.depth, page.visit_order or 0
        )
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

    async def _robots_of(self, url: str) -> Robots:
        """Read the robots.txt of an address's host, once."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._read_robots(origin))
        return await asyncio.shield(self._robots[origin])

    async def _read_robots(self, origin: str) -> Robots:
        robots = await fetch_robots(self._tools.client, origin)
        if robots.crawl_delay:
            self._tools.pacer.slow_down(urlsplit(origin).hostname or "", robots.crawl_delay)
        return robots


def _listed(urls: tuple[str, ...]) -> list[Candidate]:
    """Give the listed pages in their order, all of depth 0."""
    addresses = dict.fromkeys(map(canonical, urls))
    return [
        Candidate(url, 0, Rank.START, 0, position, kind_of(url) or Kind.HTML)
        for position, url in enumerate(addresses)
    ]


def _untested(page: StoredPage, reason: str, evidence: PageEvidence | None = None) -> VisitedPage:
    return VisitedPage(
        page_id=page.page_id,
        state="untested",
        reason=reason,
        kind=page.kind,
        final_url=evidence.final_url if evidence else "",
        status=evidence.status if evidence else None,
    )


def _is_document(response: Response) -> bool:
    return response.mime_type in _DOCUMENT_TYPES or response.mime_type.startswith(_OFFICE_TYPES)


_DOCUMENT_TYPES = frozenset({"application/pdf", "application/msword", "application/rtf", "text/rtf"})
_OFFICE_TYPES = (
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument",
    "application/vnd.ms-",
)


def _document_evidence(url: str, fetched: Fetched, country: str | None) -> PageEvidence:
    """Describe a document by its one response; what a browser would render is missing."""
    length = fetched.headers.get("content-length", "")
    size = int(length) if length.isdecimal() and fetched.truncated else fetched.wire_bytes
    response = Response(
        url=fetched.final_url,
        status=fetched.status,
        kind="document",
        mime_type=fetched.headers.get("content-type", "").partition(";")[0].strip().lower(),
        wire_bytes=size,
        body_bytes=len(fetched.body),
        encoding=fetched.headers.get("content-encoding", ""),
        cache_control=fetched.headers.get("cache-control", ""),
        third_party=False,
    )
    return PageEvidence(
        url=url,
        final_url=fetched.final_url,
        status=fetched.status,
        kind=Kind.DOCUMENT,
        country=country,
        responses=(response,),
    )


def read_list(file: Path, settings: Settings) -> tuple[str, ...]:
    """Read a list of pages: an address or a path a line; empty lines and `#` comments are left out.

    Raises:
        SettingsError: naming each line that is not an address on the portal's hosts.
    """
    urls, mistakes = [], []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        url = urljoin(settings.portal.url, words)
        try:
            url = canonical(url)
        except ValueError as error:
            mistakes.append(f"{file}, line {number}: {error}")
            continue
        if Site.of(url) not in settings.sites():
            mistakes.append(
                f"{file}, line {number}: {url} is not on the portal's hosts; name them in [portal] hosts"
            )
        urls.append(url)
    if not urls:
        mistakes.append(f"{file} lists no pages")
    if mistakes:
        raise SettingsError(*mistakes)
    return tuple(dict.fromkeys(urls))


def audit_portal(
    plan: Plan, workspace: Workspace, terminal: Terminal, *, new: bool = False, run_id: str | None = None
) -> Audit:
    """Run an audit from beginning to end, or go on with an unfinished one, telling the terminal."""
    program = find_browser()
    run, resumed = open_run(workspace, plan, new=new, run_id=run_id)
    terminal.say(f"Going on with run {run.id}" if resumed else f"Run {run.id} of {plan.target}")

    async def go(observer: Observer) -> Run:
        async with open_tools(plan, program) as tools:
            return await run_audit(plan, workspace, run, tools, observer)

    with terminal.progress() as progress:
        finished = asyncio.run(go(progress))
    return assemble(workspace, finished)
