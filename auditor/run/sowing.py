"""What an audit begins with: the addresses that are known before any page was read."""

from auditor.crawl.frontier import Candidate, Rank, candidates_from_sitemap, seeds
from auditor.crawl.scope import Scope, canonical, kind_of
from auditor.crawl.sitemap import sitemap_urls
from auditor.evidence import Kind
from auditor.run.plan import Plan
from auditor.run.tools import Tools
from auditor.run.visitor import Visitor
from auditor.store.records import Run
from auditor.store.workspace import Workspace


async def sow(plan: Plan, workspace: Workspace, run: Run, tools: Tools, visitor: Visitor) -> None:
    """Put the first addresses into the frontier; those that are there already stay as they are."""
    if plan.listed is not None:
        workspace.add(run.id, listed_candidates(plan.listed))
        return
    settings, scope = plan.settings, Scope(plan.settings)
    workspace.add(run.id, seeds(settings, scope))
    robots = await visitor.robots_of(settings.portal.url)
    notes: list[str] = []
    if robots.sitemaps and settings.crawl.depth and not robots.refused:
        sitemap = await sitemap_urls(tools.client, robots.sitemaps)
        notes = list(sitemap.notes)
        workspace.add(run.id, candidates_from_sitemap(sitemap.urls, scope, settings))
    workspace.note(run.id, notes=notes, refused=robots.refused or None, silent=robots.silent)


def listed_candidates(urls: tuple[str, ...]) -> list[Candidate]:
    """Give the listed pages in their order, all of depth 0."""
    addresses = dict.fromkeys(map(canonical, urls))
    return [
        Candidate(url, 0, Rank.START, 0, position, kind_of(url) or Kind.HTML)
        for position, url in enumerate(addresses)
    ]
