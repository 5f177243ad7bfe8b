"""Walks through a service in a context of its own, and records each new state as a page is recorded."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import urldefrag

from playwright.async_api import BrowserContext, Error, Page

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.visit.acting import StepError, act
from auditor.visit.browser import VisitError, VisitSettings
from auditor.visit.failures import first_line
from auditor.visit.heard import Heard
from auditor.visit.journeys import StepSeen, Walk, WalkedStep
from auditor.visit.ledger import ColdSizes
from auditor.visit.look import NO_ANSWER
from auditor.visit.own_code import run_code
from auditor.visit.probe import Content, typed_values
from auditor.visit.submitting import SubmitGuard, host_of
from auditor.visit.tab import Tab
from auditor.visit.view import PHONE, PROBE_TIMEOUT_S

SAID_CHARS = 200  # of a page, where a step found something else than it was told of
REFUSED_INPUT = frozenset({400, 422})  # RFC 9110, 15.5.1 and 15.5.21: how a form's errors are answered, too

_WOULD_SEND = "this step would send the form; say submit = true if it may"
_UNCHANGED = "the page did not change: the browser itself may have asked for what is missing"

type _State = tuple[str, object]


async def walk_service(
    context: BrowserContext, settings: VisitSettings, cold: ColdSizes, walk: Walk
) -> list[StepSeen]:
    """Walk in a context that nothing else uses; see `auditor.visit.journeys.Walker`."""
    tab = await Tab.open(context, settings, cold)
    tab.hides_fields = True
    context.on("page", _close)
    guard = SubmitGuard(tab.page, walk.mask, walk.owns)
    await guard.start(context)
    walking = Walking(tab, guard, settings, walk)
    await walking.begin()
    return await (run_code(walking, walk.code) if walk.code else walking.do_steps())


class Walking:
    """One walk while it goes on."""

    def __init__(self, tab: Tab, guard: SubmitGuard, settings: VisitSettings, walk: Walk) -> None:
        self.tab = tab
        self.guard = guard
        self._settings = settings
        self.walk = walk
        self._last: _State = ("", None)

    async def begin(self) -> None:
        """Open the service's start, which is a page that the crawl records.

        Raises:
            VisitError: if it cannot be had.
        """
        if self.walk.steps and self.walk.steps[0].step.action == "goto":
            return
        with self.tab.listening() as heard:
            await self.tab.resize(PHONE)
            await self._open(self.walk.start)
            self._last = self._state_of(await self.settled(heard))

    async def do_steps(self) -> list[StepSeen]:
        """Do one step after the other until one fails."""
        seen: list[StepSeen] = []
        for given in self.walk.steps:
            done = await self._step(given)
            seen.append(done)
            if done.reason:
                break
        return seen

    async def _step(self, given: WalkedStep) -> StepSeen:
        problem = ""
        with self.tab.listening() as heard:
            try:
                async with asyncio.timeout(self._settings.visit_timeout_s):
                    await self.tab.resize(PHONE)
                    return await self._done(given, heard)
            except TimeoutError:
                problem = self.tab.fail(NO_ANSWER)
            except VisitError as error:
                problem = str(error)
            except Error as error:
                problem = self.tab.fail(first_line(error))
            return await self.failed(given.number, problem, heard)

    async def _done(self, given: WalkedStep, heard: Heard) -> StepSeen:
        mask, page, before = self.walk.mask, self.tab.page, self.tab.document
        mask.learn([given.typed, given.file.name if given.file else ""])
        self.guard.stopped.clear()
        async with self._may_send(given):
            if given.step.action == "goto":
                await self._open(given.step.target)
            else:
                async with self._turn(given):
                    await act(page, given)
            content = await self.settled(heard)
        if windows := [each for each in self.guard.stopped if each.sender == "window"]:
            content = await self._in_this_window(given, windows[0].url, heard) or content
        self._must_have_sent_nothing(given, before)
        if self.tab.document != before:
            await self.must_be_allowed(page.url)
        state = self._state_of(content)
        is_last = given.number == self.walk.steps[-1].number
        if state == self._last or (self.walk.is_of_errors and not is_last):
            self._last = state
            said = _UNCHANGED if self.walk.is_of_errors and is_last else ""
            return StepSeen(number=given.number, url=mask.text(page.url), said=said)
        bears = REFUSED_INPUT if self.walk.is_of_errors else frozenset()
        evidence = await self.recorded(heard, bears)
        self._last = state
        return StepSeen(number=given.number, url=evidence.url, evidence=evidence)

    @contextlib.asynccontextmanager
    async def _may_send(self, given: WalkedStep) -> AsyncIterator[None]:
        async with self.guard.open() if given.step.submit else contextlib.nullcontext():
            yield

    @contextlib.asynccontextmanager
    async def _turn(self, given: WalkedStep) -> AsyncIterator[None]:
        """Wait for the host's turn before what may ask it for a page."""
        if given.step.action not in ("click", "press"):
            yield
            return
        async with self.walk.turn(host_of(self.tab.page.url)):
            yield

    async def _open(self, url: str) -> None:
        await self.must_be_allowed(url)
        async with self.walk.turn(host_of(url)):
            await self.tab.load(url)

    async def must_be_allowed(self, url: str) -> None:
        """Look whether a page of this address may be measured.

        Raises:
            StepError: if it is another site's, or robots.txt refuses it.
        """
        if not self.walk.owns(url):
            raise StepError(
                f"it leads to {host_of(url)}, which is another site; "
                "if it is the portal's too, name its host in [portal] hosts"
            )
        if refusal := await self.walk.refusal(url):
            raise StepError(refusal)

    def _must_have_sent_nothing(self, given: WalkedStep, before: str) -> None:
        """Fail a step that wanted to send something, not one that was only to be counted by the portal."""
        if given.step.action in ("goto", "wait_for", "wait_for_url", "expect"):
            return
        stays = self.tab.document == before
        for stopped in self.guard.stopped:
            is_own_script = stopped.sender == "script" and stays and self.walk.owns(stopped.url)
            if stopped.sender == "form" or is_own_script:
                raise StepError(_WOULD_SEND)

    async def _in_this_window(self, given: WalkedStep, url: str, heard: Heard) -> Content | None:
        """Follow a link that opens a window of its own; what else does so may be a form."""
        if given.step.action not in ("click", "press"):
            return None
        links = await self.tab.page.evaluate("() => [...document.links].map((link) => link.href)")
        if given.step.submit or url not in links:
            where = self.walk.mask.text(urldefrag(url).url)
            raise StepError(f"it opens {where} in a window of its own, and is no link; use goto")
        await self._open(url)
        return await self.settled(heard)

    async def settled(self, heard: Heard) -> Content:
        """Wait until the page is at rest, and read what it says.

        Raises:
            VisitError: if that cannot be had.
        """
        await self.tab.loaded()
        try:
            return await self.tab.settled(heard)
        except ValueError as error:
            raise VisitError(f"the page cannot be read: {first_line(error)}") from None

    def _state_of(self, content: Content) -> _State:
        """Give what tells a state from the one before it: what is said and asked, and where."""
        return urldefrag(self.tab.page.url).url, (content.head.title, content.text, content.forms)

    async def recorded(self, heard: Heard, bears: frozenset[int] = frozenset()) -> PageEvidence:
        """Record the state that the page is in, without what was typed into it."""
        mask = self.walk.mask
        with contextlib.suppress(ValueError, TimeoutError):
            typed = await self.tab.run(typed_values(), timeout_s=PROBE_TIMEOUT_S)
            mask.learn(filter(_is_text, typed if isinstance(typed, list) else ()))
        evidence = await self.tab.recorded(self.tab.page.url, heard, bears=bears)
        evidence = replace(evidence, url=urldefrag(evidence.final_url).url)
        return await asyncio.to_thread(mask.evidence, evidence)

    async def failed(self, number: int, problem: str, heard: Heard, name: str = "") -> StepSeen:
        """Say why a step failed, and which words were on the page instead."""
        url, instead = "", ""
        if not self.tab.broken:
            url = urldefrag(self.tab.page.url).url
            with contextlib.suppress(Error, VisitError, ValueError):
                instead = _said(await self.tab.settled(heard))
        mask = self.walk.mask
        reason = mask.text(f"{problem}; the page says: “{instead}”" if instead else problem)
        return StepSeen(number=number, url=mask.text(url), reason=reason, name=name)


def _said(content: Content) -> str:
    """Give the first words of a page: its headings, and then what its content begins with."""
    own = (Landmark.MAIN, Landmark.NONE, Landmark.OVERLAY)
    blocks = [block for block in content.text if block.landmark in own] or list(content.text)
    headings = [block.text for block in blocks if block.tag in ("h1", "h2")][:2]
    words = " / ".join(dict.fromkeys([*headings, *(block.text for block in blocks)]))
    return words if len(words) <= SAID_CHARS else f"{words[:SAID_CHARS].rstrip()}…"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _close(page: Page) -> None:
    task = asyncio.ensure_future(page.close())
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
