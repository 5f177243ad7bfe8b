"""Walks through the services whose steps portal.toml gives, once the crawl is done.

What one journey gave is committed at once: a run that was killed walks that journey again
from its first step, and no other.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from auditor.crawl.scope import canonical, page_id
from auditor.evidence import PageEvidence, to_json
from auditor.observer import Observer
from auditor.run.judges import Judges, JudgingError
from auditor.run.plan import Plan
from auditor.run.tools import Tools
from auditor.run.visitor import Visitor, without_secrets
from auditor.run.walked import EMPTY_FORM
from auditor.run.worker import PageToJudge
from auditor.secret.masking import Mask
from auditor.settings import ServiceSettings
from auditor.settings.journey import path_to_empty_form
from auditor.store.journeys import JOURNEYS
from auditor.store.records import Run, SeenState
from auditor.store.workspace import Workspace
from auditor.urls import Site
from auditor.visit.browser import VisitError
from auditor.visit.journeys import StepSeen, Walk, WalkedStep, Walker

NO_WALKER = "journeys need a browser of this machine: leave out --webdriver"
LISTED = "--urls visits exactly the listed addresses, so no journey was walked"


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step as the run's facts hold it. `page` is the id of the new state that it led to, if it did."""

    number: int
    name: str | None
    action: str
    state: Literal["done", "untested"]
    page: str | None = None
    reason: str | None = None


async def walk_journeys(
    plan: Plan,
    workspace: Workspace,
    run: Run,
    tools: Tools,
    visitor: Visitor,
    judges: Judges,
    observer: Observer,
) -> None:
    """Walk every journey of a run that was not walked yet, in the order of portal.toml.

    Raises:
        AuditorError: if the workspace fails, or the browser is gone and cannot be started again.
    """
    walked = workspace.run(run.id).facts.get(JOURNEYS, {})
    for service in plan.settings.services:
        if service.has_journey and service.id not in walked:
            observer.visiting(service.start)
            steps, states = await _Journey(plan, service, tools, visitor, judges).go()
            workspace.save_journey(run.id, service.id, [asdict(step) for step in steps], states)


class _Journey:
    """One journey while it goes on."""

    def __init__(
        self, plan: Plan, service: ServiceSettings, tools: Tools, visitor: Visitor, judges: Judges
    ) -> None:
        self._plan = plan
        self._service = service
        self._tools = tools
        self._visitor = visitor
        self._judges = judges
        self._states: list[SeenState] = []

    async def go(self) -> tuple[list[StepTaken], list[SeenState]]:
        """Give the steps in their order, and the states that they led to."""
        walker = self._tools.browser
        if self._plan.listed is not None:
            return self._untested(LISTED), []
        if not isinstance(walker, Walker):
            return self._untested(NO_WALKER), []
        steps = self._steps()
        seen, why = await self._walk(walker, steps)
        taken = [await self._taken(each) for each in seen]
        last = f"because step {seen[-1].number} failed" if seen and seen[-1].reason else why
        taken += self._untested(last, after=len(seen)) if not self._service.journey or why else []
        for number in self._with_errors():
            taken += await self._errors(walker, number, steps)
        return sorted(taken, key=lambda step: step.number), self._states

    def _steps(self) -> tuple[WalkedStep, ...]:
        inputs, service = self._plan.inputs, self._service
        return tuple(
            WalkedStep(
                number,
                step,
                inputs.typed.get((service.id, number), ""),
                inputs.folder / step.file if step.file is not None else None,
            )
            for number, step in enumerate(service.steps, 1)
        )

    async def _walk(
        self, walker: Walker, steps: Sequence[WalkedStep], *, is_of_errors: bool = False
    ) -> tuple[list[StepSeen], str]:
        """Give what was seen of each step that was begun, and why none was, "" if some were."""
        service, inputs = self._service, self._plan.inputs
        walk = Walk(
            start=service.start,
            steps=tuple(steps),
            mask=Mask(),
            owns=self._owns,
            refusal=self._refusal,
            turn=self._turn,
            code=None if service.journey is None else inputs.folder / service.journey,
            value=inputs.value,
            is_of_errors=is_of_errors,
        )
        try:
            return await walker.walk(walk), ""
        except VisitError as error:
            return [], f"the journey could not begin: {walk.mask.text(str(error))}"

    async def _taken(self, seen: StepSeen, *, of_errors: bool = False) -> StepTaken:
        """Keep the state that a step led to, and say what came of the step."""
        step = self._service.steps[seen.number - 1] if self._service.steps else None
        name = (step.name if step else seen.name) or None
        action = step.words if step else f"visit “{seen.name}”" if seen.name else "the Python file"
        if of_errors:
            name, action = EMPTY_FORM, f"{action} with nothing filled in"
        kept = await self._keep(seen, of_errors=of_errors)
        reason = seen.reason or (kept.reason if kept else None) or seen.said or None
        is_done = not seen.reason and (kept is None or kept.state == "done")
        return StepTaken(
            seen.number,
            self._redacted(name),
            self._redacted(action) or "",
            "done" if is_done else "untested",
            kept.page_id if kept else None,
            self._redacted(reason),
        )

    async def _keep(self, seen: StepSeen, *, of_errors: bool) -> SeenState | None:
        if seen.evidence is None and not seen.reason:
            return None
        url = self._redacted(seen.url or self._service.start) or ""
        try:
            of_page = page_id(url)
        except ValueError:  # no web address: a page that its browser replaced
            url, of_page = self._service.start, page_id(self._service.start)
        name = f"{self._service.id} step {seen.number}" + (", empty form" if of_errors else "")
        state = SeenState(
            page_id=page_id(url, name), url=canonical(url), state_of=of_page, final_url=url, state="untested",
            reason=self._redacted(seen.reason) or None,
        )  # fmt: skip
        if seen.evidence is not None:
            state = await self._judged(state, replace(seen.evidence, of_empty_form=of_errors))
        self._states.append(state)
        return state

    async def _judged(self, state: SeenState, evidence: PageEvidence) -> SeenState:
        evidence = replace(evidence, url=state.url, state_of=state.state_of, visited_at=datetime.now(UTC))
        if self._tools.redactor:
            without = await asyncio.to_thread(without_secrets, evidence, self._tools.redactor)
            assert isinstance(without, PageEvidence)  # noqa: S101  as that is what was given
            evidence = without
        data = await asyncio.to_thread(to_json, evidence)
        try:
            judged = await self._judges.judge(PageToJudge(data, state.page_id, 0, 0))
        except JudgingError as error:
            return replace(state, reason=str(error), status=evidence.status)
        return replace(
            state,
            state="done",
            status=evidence.status,
            evidence=judged.evidence,
            judgement=judged.judgement,
            digest=judged.digest,
        )

    def _with_errors(self) -> Iterator[int]:
        """Number the steps whose form is sent empty, too."""
        for number, step in enumerate(self._service.steps, 1):
            is_asked = step.errors or (self._service.errors and step.submit)
            if is_asked and path_to_empty_form(self._service.steps, number) is not None:
                yield number

    async def _errors(self, walker: Walker, number: int, steps: Sequence[WalkedStep]) -> list[StepTaken]:
        """Walk to a form once more, and send it with nothing filled in."""
        kept = path_to_empty_form(self._service.steps, number) or ()
        path = [*steps[: len(kept) - 1], steps[number - 1]]
        seen, why = await self._walk(walker, path, is_of_errors=True)
        if seen and seen[-1].number == number:
            return [await self._taken(seen[-1], of_errors=True)]
        reason = why or f"because step {seen[-1].number} failed: {seen[-1].reason}"
        action = f"{steps[number - 1].step.words} with nothing filled in"
        return [StepTaken(number, EMPTY_FORM, action, "untested", None, self._redacted(reason))]

    def _untested(self, reason: str, after: int = 0) -> list[StepTaken]:
        """Say of all steps after one why they were not done; a Python file counts as one."""
        told = [(step.name, step.words) for step in self._service.steps] or [(None, "the Python file")]
        return [
            StepTaken(number, name, action, "untested", None, reason)
            for number, (name, action) in enumerate(told, 1)
            if number > after
        ]

    def _redacted(self, text: str | None) -> str | None:
        return None if text is None else self._tools.redactor.text(text)

    def _owns(self, url: str) -> bool:
        try:
            return Site.of(canonical(url)) in self._plan.settings.sites()
        except ValueError:
            return False

    async def _refusal(self, url: str) -> str:
        return await self._visitor.refusal(url)

    def _turn(self, host: str) -> AbstractAsyncContextManager[None]:
        return self._tools.pacer.turn(host)
