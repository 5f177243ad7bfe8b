"""Plants one fault at a time into a portal, and sees what that does to its scores.

Only the pages that a fault changes are visited again. All others keep what was seen of them, so
that a fault costs a visit, and what moves is the fault's doing.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from auditor.audit import Audit, Service
from auditor.evidence import PageEvidence
from auditor.judge import judge_page
from auditor.registry import all_rules
from auditor.rule import Pillar
from auditor.run.assembly import assemble_pages
from auditor.run.engine import run_audit
from auditor.run.pages import RunPage, pages_of
from auditor.run.plan import Plan, begin_run
from auditor.run.tools import Tools, open_tools
from auditor.run.visitor import Visitor
from auditor.services.digest import digest_of
from auditor.settings import Settings, with_crawl
from auditor.store.records import Run
from auditor.store.workspace import Workspace
from auditor.visit.find_browser import BrowserProgram
from bench.fault import Fault
from bench.run import Silence
from fixtures.server import PortalServer

LEAST_FALL = 0.1  # points that the fault's own pillar has to fall by, in its service
MOST_RISE = 0.5  # points that any other may rise by
MOST_CHANGE = 1.0  # points that any other may move by

type Pillars = Mapping[tuple[str, str], float | None]
"""The value of each pillar, by service and pillar."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What a fault did: points of its own pillar before and after, and what else moved most."""

    fault: Fault
    before: float | None
    after: float | None
    rise: float
    change: float
    restored: bool

    @property
    def fall(self) -> float:
        """Points that the fault's pillar has fallen by, in the service that it was planted in."""
        return 0.0 if self.before is None or self.after is None else self.before - self.after

    @property
    def held(self) -> bool:
        """Whether all is as it has to be."""
        return (
            self.fall >= LEAST_FALL
            and self.rise <= MOST_RISE
            and self.change <= MOST_CHANGE
            and self.restored
        )


class Garden:
    """An audited portal to plant faults into."""

    def __init__(
        self, server: PortalServer, plan: Plan, tools: Tools, run: Run, pages: Sequence[RunPage]
    ) -> None:
        self._server = server
        self._run = run
        self._pages = pages
        self._audit = assemble_pages(run, pages)
        self._rules = tuple(all_rules().values())
        self._visitor = Visitor(plan.settings, tools)

    async def plant(self, fault: Fault, path: str) -> Planted:
        """Plant a fault into the page at a path, or everywhere, look at the scores, and take it out again."""
        sound = self._server.paths
        own = self._service_of(path)
        changed = self._changed(fault, path, sound)
        before = values(self._audit)
        try:
            self._server.put({**fault.files, **changed})
            after = values(await self._seen_again(changed))
        finally:
            self._server.put({path: sound[path] for path in changed})
        restored = values(await self._seen_again(changed)) == before
        key = (own.id, fault.pillar.value)
        felt = {other for other in before if other[1] == fault.pillar.value}
        meant = felt if fault.is_felt_everywhere else {key}
        rise, change = moves(before, after, meant)
        return Planted(fault, before[key], after[key], rise, change, restored)

    def _service_of(self, path: str) -> Service:
        owners = {page.service for page in self._audit.pages if urlsplit(page.url).path == path}
        for service in self._audit.services:
            if service.id in owners:
                return service
        raise ValueError(f"no service that was measured has a page at {path}")

    def _changed(self, fault: Fault, path: str, sound: Mapping[str, bytes]) -> dict[str, bytes]:
        paths = [path]
        if fault.everywhere:
            paths = [urlsplit(page.url).path for page in self._audit.pages if page.kind == "html"]
        edited = {each: fault.edit(sound[each].decode()).encode() for each in paths}
        of_files = {each: body for each, body in fault.files.items() if each in sound}
        return {each: body for each, body in (edited | of_files).items() if body != sound[each]}

    async def _seen_again(self, paths: Mapping[str, bytes]) -> Audit:
        pages = [
            page if urlsplit(page.stored.url).path not in paths else await self._visited(page)
            for page in self._pages
        ]
        return assemble_pages(self._run, pages)

    async def _visited(self, page: RunPage) -> RunPage:
        closely = page.digest is not None and page.digest.closely
        seen = await self._visitor.see(page.stored, closely=closely)
        if not isinstance(seen, PageEvidence):
            raise TypeError(f"{seen.final_url or page.stored.url} was not seen again: {seen.reason}")
        return replace(
            page,
            judgement=judge_page(seen, self._rules),
            digest=digest_of(seen, page.stored.page_id),
        )


def values(audit: Audit) -> Pillars:
    """Give the value of each pillar of each service."""
    return {
        (service.id, pillar.value): scored.value if (scored := service.pillars.get(pillar.value)) else None
        for service in audit.services
        for pillar in Pillar
    }


def moves(before: Pillars, after: Pillars, meant: Collection[tuple[str, str]]) -> tuple[float, float]:
    """Give the most that any pillar but those rose, and moved either way, in points.

    One that has a value on one side only moved beyond measure.
    """
    moved = [_move(before[key], after[key]) for key in before if key not in meant]
    return max(moved, default=0.0), max(map(abs, moved), default=0.0)


def _move(before: float | None, after: float | None) -> float:
    if before is None or after is None:
        return 0.0 if before is after else math.inf
    return after - before


async def plant_all(
    server: PortalServer,
    settings: Settings,
    program: BrowserProgram,
    folder: Path,
    path: str,
    faults: Sequence[Fault],
    tell: Callable[[Planted], None],
) -> list[Planted]:
    """Audit a portal, plant these faults into a page one after another, and tell what each did."""
    plan = Plan(with_crawl(_without_journeys(settings), reuse="nothing"))
    planted = []
    with Workspace(folder / "workspace.db") as workspace:
        async with open_tools(plan, program) as tools:
            run = await run_audit(plan, workspace, begin_run(workspace, plan), tools, Silence())
            garden = Garden(server, plan, tools, run, pages_of(workspace, run))
            for fault in faults:
                planted.append(await garden.plant(fault, path))
                tell(planted[-1])
    return planted


def _without_journeys(settings: Settings) -> Settings:
    """Leave out what leads to states: those cannot be visited again by their addresses."""
    nothing = {"steps": (), "journey": None, "errors": False}
    services = tuple(service.model_copy(update=nothing) for service in settings.services)
    return settings.model_copy(update={"services": services})


def row(planted: Planted) -> str:
    """Write down what came of a fault: its own pillar, and what rose and moved most beside it."""
    points = (
        f"{value:7.2f}" if value is not None else f"{'-':>7}" for value in (planted.before, planted.after)
    )
    end = "" if planted.held else "   does not hold" + ("" if planted.restored else ": not restored")
    return (
        f"{planted.fault.kind:<28} {planted.fault.pillar.value:<14} {' '.join(points)} "
        f"{planted.rise:6.2f} {planted.change:6.2f}{end}"
    )
