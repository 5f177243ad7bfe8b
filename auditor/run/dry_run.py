"""Says what an audit would visit, and visits nothing: only robots.txt and sitemaps are read."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.crawl.frontier import Candidate, Rank, candidates_from_sitemap, in_order, seeds
from auditor.crawl.robots import Robots, RobotsFiles
from auditor.crawl.scope import Scope
from auditor.crawl.sitemap import Sitemap, sitemap_urls
from auditor.evidence import Kind
from auditor.run.plan import Plan, must_hold_no_secret
from auditor.run.sowing import listed_candidates
from auditor.run.tools import Wire, open_wire
from auditor.settings import user_agent

# Ours: a page of a public portal loads in about two seconds, and takes one to measure.
PAGE_S = 3.0


@dataclass(frozen=True, slots=True)
class HostPlan:
    """How a host would be treated: what its robots.txt says, and the pause between two requests."""

    origin: str
    robots: Robots
    delay_s: float


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an audit would do.

    `pages` are those known before any page was read, in the order of visits; `forbidden`
    those among them that robots.txt keeps us from. `left_out` counts what the sitemaps
    list beyond the crawl's bounds, by reason. `reason` says why nothing can be visited.
    """

    plan: Plan
    hosts: tuple[HostPlan, ...]
    sitemaps: tuple[str, ...]
    listed: int
    notes: tuple[str, ...]
    pages: tuple[Candidate, ...]
    forbidden: tuple[str, ...]
    left_out: Counter[str]
    reason: str = ""

    @property
    def most(self) -> int:
        """How many pages would be visited at most."""
        return self.plan.most_pages if self._grows else len(self.pages)

    @property
    def seconds(self) -> float:
        """How long that takes at most, about: as its pauses or its pages have it, whichever is longer."""
        delay_s = max((host.delay_s for host in self.hosts), default=0.0)
        explored = self.plan.settings.crawl.explore if self.plan.is_sample else 0
        return explored * delay_s + self.most * max(delay_s, PAGE_S / self.plan.concurrency)

    @property
    def _grows(self) -> bool:
        """Whether pages may lead to more pages."""
        return self.plan.listed is None and self.plan.settings.crawl.depth > 0 and bool(self.pages)


def dry_run(plan: Plan) -> DryRun:
    """Look at what stands before an audit: robots.txt of each host, sitemaps, the order of pages."""

    async def look() -> DryRun:
        async with open_wire(plan) as wire:
            return await _look(plan, wire)

    must_hold_no_secret(plan)
    try:
        return asyncio.run(look())
    except Exception as error:
        plan.redactor.error(error)
        raise


async def _look(plan: Plan, wire: Wire) -> DryRun:
    settings = plan.settings
    files = RobotsFiles(wire.client, wire.pacer)
    start = await files.of(settings.portal.url)
    scope = Scope(settings)
    sitemap = Sitemap((), ())
    if plan.listed is None and settings.crawl.depth and not start.refused:
        sitemap = await sitemap_urls(wire.client, start.sitemaps)
    if plan.listed is None:
        first = in_order([*seeds(settings, scope), *candidates_from_sitemap(sitemap.urls, scope, settings)])
    else:
        first = listed_candidates(plan.listed)
    first = first[: plan.settings.crawl.explore if plan.is_sample else plan.most_pages]
    hosts: dict[str, HostPlan] = {}
    for url in (settings.portal.url, *(page.url for page in first)):
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in hosts:
            robots = await files.of(url)
            hosts[origin] = HostPlan(origin, robots, wire.pacer.delay_s(parts.hostname or ""))
    allowed = {page.url: _rules(hosts, page.url).allows(page.url) for page in first}
    pages = [page for page in first if allowed[page.url]]
    forbidden = [page.url for page in first if not allowed[page.url]]
    refused = [*wire.pacer.refusals(), *filter(None, (host.robots.refused for host in hosts.values()))]
    reason = ""
    if not pages or start.refused or wire.pacer.refused(urlsplit(settings.portal.url).hostname or ""):
        reason = refused[0] if refused else f"{settings.portal.url}: robots.txt asks not to visit it"
        pages = []
    return DryRun(
        plan=plan,
        hosts=tuple(hosts.values()),
        sitemaps=start.sitemaps,
        listed=len(sitemap.urls),
        notes=sitemap.notes,
        pages=tuple(pages),
        forbidden=tuple(forbidden),
        left_out=Counter(filter(None, map(scope.why_not, sitemap.urls))),
        reason=reason,
    )


def _rules(hosts: dict[str, HostPlan], url: str) -> Robots:
    parts = urlsplit(url)
    return hosts[f"{parts.scheme}://{parts.netloc}"].robots


def told(found: DryRun) -> Iterator[str]:
    """Write it down, line by line."""
    plan = found.plan
    yield f"A dry run of {plan.target}: nothing was visited; robots.txt and sitemaps were read."
    yield f"We ask as {user_agent(plan.settings)}"
    for host in found.hosts:
        yield f"{host.origin}/robots.txt: {_robots_told(host)}"
    for url in found.sitemaps:
        yield f"sitemap: {url}"
    if found.sitemaps:
        yield f"The sitemaps list {found.listed} addresses."
    yield from found.notes
    for reason, count in found.left_out.most_common():
        yield f"  {count} of them are not visited: {reason}"
    if found.forbidden:
        more = f" and {len(found.forbidden) - 1} more" if len(found.forbidden) > 1 else ""
        yield f"Not visited because of robots.txt: {found.forbidden[0]}{more}"
    if found.reason:
        yield f"Nothing can be visited: {found.reason}"
        return
    order = "exploring" if plan.is_sample else "visits"
    yield f"Pages known so far, in the order of {order}: {len(found.pages)}"
    for number, page in enumerate(found.pages, 1):
        yield f"{number:>5}  {page.url}{_mark(page)}"
    yield from _told_growth(found)
    if plan.settings.login:
        yield f"Before that, we would log in at {plan.settings.login.url}"
    yield f"Estimated time, at most: {_duration(found.seconds)}, with {plan.concurrency} pages at once."


def _robots_told(host: HostPlan) -> str:
    if host.robots.refused:
        return host.robots.refused
    pause = f"{host.delay_s:g} s between requests" if host.delay_s else "no pause between requests"
    asked = f", as it asks for {host.robots.delay_s:g} s" if host.robots.delay_s else ""
    return f"it lets us in; {pause}{asked}"


def _mark(page: Candidate) -> str:
    if page.depth == 0 and page.rank is Rank.START:
        return "  (start)"
    return "  (document)" if page.kind is Kind.DOCUMENT else ""


def _told_growth(found: DryRun) -> Iterator[str]:
    crawl = found.plan.settings.crawl
    if found.plan.is_sample:
        yield (
            f"These and the pages that they link to would be explored, {crawl.explore} at most, and "
            f"{crawl.sample} of them chosen and visited, by the seed {crawl.seed}."
        )
    elif found.most > len(found.pages):
        yield (
            f"Then the pages that these link to, {crawl.depth} links deep at most; "
            f"{found.most} pages at most in all. Pages that are linked to come before those that only "
            "a sitemap lists."
        )


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 120:  # noqa: PLR2004  two hours: until then minutes are easier to grasp
        return f"{minutes} minutes" if minutes > 1 else "1 minute"
    return f"{minutes / 60:.1f} hours"
