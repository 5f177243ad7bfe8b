"""Looks at a page that somebody else's test has open, in its present state, and leaves the window as it was.

Playwright's and Selenium's own objects are taken as they come, where Chromium is behind them: both can pass
on commands of its DevTools protocol. They may be used in the thread of their test only, so that the looking
is done in a thread of its own, which hands each command over to that one.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from auditor.axe import axe_source
from auditor.errors import AuditorError
from auditor.evidence import PageEvidence
from auditor.visit.browser import VisitSettings
from auditor.visit.emulation import device_metrics, png_of
from auditor.visit.failures import first_line
from auditor.visit.look import Record, look, rest
from auditor.visit.probe import WORLD, evaluated
from auditor.visit.view import PHONE, Clip, Size

AXE_TIMEOUT_S = 20
NOT_HEARD = "the page was loaded before it was looked at"

type Send = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


class ForeignPageError(AuditorError):
    """What was given is no page that can be looked at; the message says what is needed."""


def look_at(page: Any) -> PageEvidence:
    """Record what a page shows now: Playwright's (of its sync API), or that of a Selenium driver.

    Raises:
        ForeignPageError: if there is no Chromium behind it, or the page does not answer.
    """
    with _commands_of(page) as send:
        return _look_in_a_thread(send)


@contextmanager
def _commands_of(page: Any) -> Iterator[Send]:
    if hasattr(page, "execute_cdp_cmd"):  # Selenium's drivers of Chrome and Edge
        try:
            yield page.execute_cdp_cmd
        finally:
            page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        return
    context = getattr(page, "context", None)
    if context is None or not hasattr(context, "new_cdp_session"):
        raise ForeignPageError("a page of Playwright or a Selenium driver of Chrome or Edge is needed")
    if asyncio.iscoroutinefunction(context.new_cdp_session):
        raise ForeignPageError("a page of Playwright's sync API is needed, and this is one of its async API")
    if context.browser is not None and context.browser.browser_type.name != "chromium":
        raise ForeignPageError(f"the browser is {context.browser.browser_type.name}; Chromium is needed")
    session = context.new_cdp_session(page)
    try:
        yield session.send
    finally:
        session.detach()
        if size := page.viewport_size:  # Playwright sets only what it does not think to be set
            page.set_viewport_size({**size, "height": size["height"] + 1})
            page.set_viewport_size(size)


def _look_in_a_thread(send: Send) -> PageEvidence:
    asked: queue.SimpleQueue[tuple[str, Mapping[str, Any], Future[Any]] | None] = queue.SimpleQueue()
    seen: Future[PageEvidence] = Future()

    async def hand_over(method: str, given: Mapping[str, Any]) -> Any:
        answer: Future[Any] = Future()
        asked.put((method, given, answer))
        return await asyncio.wrap_future(answer)

    def work() -> None:
        try:
            seen.set_result(asyncio.run(_look(_ForeignView(hand_over))))
        except BaseException as error:  # noqa: BLE001  raised again in the thread of the test
            seen.set_exception(error)
        finally:
            asked.put(None)

    threading.Thread(target=work, name="inclusion-audit", daemon=True).start()
    while (command := asked.get()) is not None:
        method, given, answer = command
        try:
            answer.set_result(send(method, given))
        except Exception as error:  # noqa: BLE001  each driver has errors of its own
            answer.set_exception(ValueError(first_line(error)))
    return seen.result()


async def _look(view: "_ForeignView") -> PageEvidence:
    try:
        await view.prepare()
    except (ValueError, TimeoutError) as error:
        raise ForeignPageError(f"the page does not answer: {error}") from error
    record = Record()
    record.miss(NOT_HEARD, "responses", "served_html", "console", "worker")
    await view.resize(PHONE)
    await rest(view)
    await look(view, record, VisitSettings(hosts=(), screenshot=True))
    return PageEvidence(url=view.url, final_url=view.url, missing=record.missing, **record.parts)


class _ForeignView:
    """The page as probes see it; see `auditor.visit.view.View`."""

    def __init__(self, send: Callable[[str, Mapping[str, Any]], Any]) -> None:
        self._send = send
        self._world = 0
        self.url = ""

    async def prepare(self) -> None:
        """Make the world in which probes run, with axe in it."""
        frame = (await self._send("Page.getFrameTree", {}))["frameTree"]["frame"]
        self.url = f"{frame['url']}{frame.get('urlFragment', '')}"
        world = {"frameId": frame["id"], "worldName": WORLD}
        self._world = int((await self._send("Page.createIsolatedWorld", world))["executionContextId"])
        await self.run(axe_source(), timeout_s=AXE_TIMEOUT_S)

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        given = {
            "expression": expression,
            "contextId": self._world,
            "awaitPromise": True,
            "returnByValue": True,
            "timeout": timeout_s * 1_000,
        }
        return evaluated(await self._send("Runtime.evaluate", given))

    async def resize(self, size: Size) -> str:
        await self._send("Emulation.setDeviceMetricsOverride", device_metrics(size))
        return ""

    async def picture(self, clip: Clip, *, kept: bool = False) -> str:  # noqa: ARG002  nothing is secret here
        return str((await self._send("Page.captureScreenshot", png_of(clip)))["data"])

    async def screenshot(self) -> str:
        taken = await self._send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        return str(taken["data"])
