"""One tab of Chromium: loads a page as a phone, lets it settle, and has it looked at.

Probes and axe run in an isolated world, where a page's own scripts cannot reach them.
"""

import asyncio
import base64
import contextlib
from collections.abc import Iterator
from time import monotonic
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from auditor.axe import axe_source
from auditor.evidence import ConsoleMessage, PageEvidence
from auditor.visit.browser import NoAnswerError, VisitError, VisitSettings
from auditor.visit.emulation import device_metrics
from auditor.visit.failures import must_be_html, must_be_no_error, not_loaded
from auditor.visit.ledger import ColdSizes, Ledger
from auditor.visit.look import (
    PHONE,
    PROBE_TIMEOUT_S,
    SETTLE_MOST_S,
    SETTLE_QUIET_S,
    Record,
    Size,
    look,
)
from auditor.visit.probe import MAX_CONSOLE, MAX_DOM_CHARS, console_message

CLOSE_TIMEOUT_S = 5


class Tab:
    """One tab and its DevTools session."""

    def __init__(self, page: Page, session: CDPSession, settings: VisitSettings, cold: ColdSizes) -> None:
        self._page = page
        self._session = session
        self._settings = settings
        self._cold = cold
        self._world = 0
        self.broken = False
        page.on("crash", lambda _: self._mark_broken())

    @classmethod
    async def open(cls, context: BrowserContext, settings: VisitSettings, cold: ColdSizes) -> "Tab":
        """Open a tab and the session that observes it."""
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send(
            "Network.enable", {"maxTotalBufferSize": 20_000_000, "maxResourceBufferSize": 5_000_000}
        )
        await session.send("Page.enable")
        return cls(page, session, settings, cold)

    def _mark_broken(self) -> None:
        self.broken = True

    async def discard(self) -> None:
        """Close the tab, if it still answers."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._page.close()

    async def visit(self, url: str) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        try:
            evidence = await self._record(url)
        except VisitError:
            await self._leave()
            raise
        await self._leave()
        return evidence

    async def _leave(self) -> None:
        """Go to an empty page: what a page does for as long as it is open must not be told of the next."""
        if self.broken:
            return
        try:
            await self._page.goto("about:blank", wait_until="commit", timeout=CLOSE_TIMEOUT_S * 1_000)
        except Error:
            self.broken = True

    async def _record(self, url: str) -> PageEvidence:
        ledger = Ledger(self._settings.hosts, self._cold)
        console: list[ConsoleMessage] = []
        record = Record(Error)
        with _listening(self._session, ledger), _console(self._page, console):
            await self.resize(PHONE)
            try:
                answer = await self._load(url)
            except NoAnswerError as error:
                if ledger.is_redirected:  # then it is another address that is silent, not the page's host
                    raise VisitError(f"it redirects, and there {error}") from error
                raise
            # The wait for a quiet network is used to make ready what the probes need.
            self._world, _, _ = await asyncio.gather(
                self._isolated_world(),
                record.attempt("served_html", self._served_html(ledger)),
                self._settle(ledger),
            )
            record.parts["responses"] = ledger.responses()
        final_url = self._page.url
        await look(self, record, self._settings)
        # A hang is not survived: the tab is replaced.
        self.broken = self.broken or record.hung
        return PageEvidence(
            url=url,
            final_url=final_url,
            status=answer.status,
            country=self._settings.country,
            console=tuple(console),
            missing=record.missing,
            **record.parts,
        )

    async def _load(self, url: str) -> Response:
        try:
            answer = await self._page.goto(
                url, wait_until="commit", timeout=self._settings.load_timeout_s * 1_000
            )
        except PlaywrightTimeoutError as error:
            raise NoAnswerError(f"nothing answered within {self._settings.load_timeout_s:.0f} s") from error
        except Error as error:
            raise not_loaded(error) from error
        if answer is None:
            raise VisitError("the address led to no new document")
        must_be_no_error(answer.status, self._page.url, answer.headers.get("retry-after", ""))
        must_be_html(answer.headers.get("content-type", ""))
        with contextlib.suppress(
            PlaywrightTimeoutError
        ):  # a page that never ends loading is read as it stands
            await self._page.wait_for_load_state("load", timeout=self._settings.load_timeout_s * 1_000)
        return answer

    async def _settle(self, ledger: Ledger) -> None:
        """Wait until nothing was under way for a moment, within a bound."""
        deadline = monotonic() + SETTLE_MOST_S
        quiet_since = monotonic()
        while monotonic() < deadline and monotonic() - quiet_since < SETTLE_QUIET_S:
            await asyncio.sleep(SETTLE_QUIET_S / 4)
            if not ledger.is_settled:
                quiet_since = monotonic()

    async def _isolated_world(self) -> int:
        tree = await self._session.send("Page.getFrameTree")
        made = await self._session.send(
            "Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "auditor"}
        )
        world = int(made["executionContextId"])
        if self._settings.axe:
            await self._evaluate(world, axe_source(), PROBE_TIMEOUT_S)
        return world

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the isolated world; see `auditor.visit.look.View`."""
        return await self._evaluate(self._world, expression, timeout_s)

    async def _evaluate(self, world: int, expression: str, timeout_s: float) -> Any:
        async with asyncio.timeout(timeout_s):
            answer = await self._session.send(
                "Runtime.evaluate",
                {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True},
            )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise ValueError(details.get("exception", {}).get("description", details.get("text", "it threw")))
        return answer["result"].get("value")

    async def _served_html(self, ledger: Ledger) -> str:
        if ledger.document_request is None:
            raise ValueError("the browser reported no request for the document")
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            body = await self._session.send("Network.getResponseBody", {"requestId": ledger.document_request})
        text = str(body["body"])
        if body.get("base64Encoded"):
            text = base64.b64decode(text).decode("utf-8", errors="replace")
        return text[:MAX_DOM_CHARS]

    async def screenshot(self) -> str:
        """Give a picture of what is in view; see `auditor.visit.look.View`."""
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            taken = await self._session.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        return str(taken["data"])

    async def resize(self, size: Size) -> str:
        """Lay the page out for a size; see `auditor.visit.look.View`."""
        await self._session.send("Emulation.setDeviceMetricsOverride", device_metrics(size))
        return ""


@contextlib.contextmanager
def _listening(session: CDPSession, ledger: Ledger) -> Iterator[None]:
    handlers = ledger.handlers()
    for event, handler in handlers.items():
        session.on(event, handler)
    try:
        yield
    finally:
        ledger.close()
        for event, handler in handlers.items():
            session.remove_listener(event, handler)


@contextlib.contextmanager
def _console(page: Page, messages: list[ConsoleMessage]) -> Iterator[None]:
    def add(text: str, url: str) -> None:
        if len(messages) < MAX_CONSOLE:
            messages.append(console_message(text, url))

    def on_error(error: Error) -> None:
        add(error.message, "")

    def on_message(message: Any) -> None:
        if message.type == "error":
            add(message.text, message.location.get("url", ""))

    page.on("pageerror", on_error)
    page.on("console", on_message)
    try:
        yield
    finally:
        page.remove_listener("pageerror", on_error)
        page.remove_listener("console", on_message)
