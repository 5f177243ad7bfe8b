"""One tab of Chromium: loads a page, and has it measured by the probes.

Probes and axe run in an isolated world, where a page's own scripts cannot reach them. A
visit goes in this order: load as a phone, settle, read the content, measure the phone's
layout, narrow to 320 px, widen to 1280 px, run axe.
"""

import asyncio
import base64
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from time import monotonic
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from pydantic import ValidationError

from auditor.axe import axe_source
from auditor.evidence import AxeResults, ConsoleMessage, Layout, PageEvidence, Part
from auditor.visit.browser import (
    DESKTOP_HEIGHT_PX,
    DESKTOP_WIDTH_PX,
    NARROW_WIDTH_PX,
    PHONE_HEIGHT_PX,
    PHONE_WIDTH_PX,
    NotAPageError,
    VisitError,
    VisitSettings,
)
from auditor.visit.failures import first_line, not_loaded
from auditor.visit.ledger import ColdSizes, Ledger
from auditor.visit.probe import (
    AXE_LIMITS,
    LAYOUT_LIMITS,
    MAX_DOM_CHARS,
    PAGE_LIMITS,
    call,
    read_axe,
    read_content,
    read_layout,
)

PHONE_PIXEL_RATIO = 2  # between Lighthouse's 1.75 and the 3 of dear phones: which image a page sends
PROBE_TIMEOUT_S = 20
AXE_TIMEOUT_S = 45
CLOSE_TIMEOUT_S = 5
SETTLE_QUIET_S = 0.1
SETTLE_MOST_S = 3.0
MAX_CONSOLE = 20


class Tab:
    """One tab and its DevTools session."""

    def __init__(self, page: Page, session: CDPSession, settings: VisitSettings, cold: ColdSizes) -> None:
        self._page = page
        self._session = session
        self._settings = settings
        self._cold = cold
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
        ledger = Ledger(self._settings.hosts, self._cold)
        console: list[ConsoleMessage] = []
        missing: dict[Part, str] = {}
        parts: dict[str, Any] = {}
        with _listening(self._session, ledger.handlers()), _console(self._page, console):
            await self._set_size(PHONE_WIDTH_PX, PHONE_HEIGHT_PX, mobile=True)
            answer = await self._load(url)
            # The wait for a quiet network is used to make ready what the probes need.
            world, _, _ = await asyncio.gather(
                self._isolated_world(),
                self._attempt(parts, missing, "served_html", self._served_html(ledger)),
                self._settle(ledger),
            )
            parts["responses"] = ledger.responses()
        final_url = self._page.url
        await self._read_page(world, parts, missing)
        await self._attempt(parts, missing, "phone", self._layout(world, PHONE_WIDTH_PX, PHONE_HEIGHT_PX))
        if self._settings.screenshot:
            await self._attempt(parts, missing, "screenshot", self._screenshot())
        await self._set_size(NARROW_WIDTH_PX, PHONE_HEIGHT_PX, mobile=False)
        await self._attempt(parts, missing, "narrow", self._layout(world, NARROW_WIDTH_PX, PHONE_HEIGHT_PX))
        await self._set_size(DESKTOP_WIDTH_PX, DESKTOP_HEIGHT_PX, mobile=False)
        await self._attempt(
            parts, missing, "desktop", self._layout(world, DESKTOP_WIDTH_PX, DESKTOP_HEIGHT_PX)
        )
        await self._attempt(parts, missing, "dom", self._dom(world))
        if self._settings.axe:
            await self._attempt(parts, missing, "axe", self._axe(world))
        return PageEvidence(
            url=url,
            final_url=final_url,
            status=answer.status,
            country=self._settings.country,
            console=tuple(console),
            missing=missing,
            **parts,
        )

    async def _load(self, url: str) -> Response:
        try:
            answer = await self._page.goto(
                url, wait_until="commit", timeout=self._settings.load_timeout_s * 1_000
            )
        except PlaywrightTimeoutError as error:
            raise VisitError(f"nothing answered within {self._settings.load_timeout_s:.0f} s") from error
        except Error as error:
            raise not_loaded(error) from error
        if answer is None:
            raise VisitError("the address led to no new document")
        content_type = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if content_type not in {"text/html", "application/xhtml+xml", ""}:
            raise NotAPageError(f"it is {content_type}, not HTML")
        with contextlib.suppress(
            PlaywrightTimeoutError
        ):  # a page that never ends loading is read as it stands
            await self._page.wait_for_load_state("load", timeout=self._settings.load_timeout_s * 1_000)
        return answer

    async def _settle(self, ledger: Ledger) -> None:
        """Wait until no request was under way for a moment, within a bound."""
        deadline = monotonic() + SETTLE_MOST_S
        quiet_since = monotonic()
        while monotonic() < deadline and monotonic() - quiet_since < SETTLE_QUIET_S:
            await asyncio.sleep(SETTLE_QUIET_S / 4)
            if ledger.in_flight:
                quiet_since = monotonic()

    async def _attempt(
        self, parts: dict[str, Any], missing: dict[Part, str], part: Part, work: Awaitable[Any]
    ) -> None:
        """Record one part, or why it is missing. A hang is not survived: the tab is replaced."""
        try:
            parts[part] = await work
        except TimeoutError:
            missing[part] = "the page did not answer in time"
            self.broken = True
        except (Error, ValidationError, ValueError) as error:
            missing[part] = first_line(error)

    async def _isolated_world(self) -> int:
        tree = await self._session.send("Page.getFrameTree")
        made = await self._session.send(
            "Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "auditor"}
        )
        world = int(made["executionContextId"])
        if self._settings.axe:
            await self._run(world, axe_source())
        return world

    async def _run(self, world: int, expression: str, *, timeout_s: float = PROBE_TIMEOUT_S) -> Any:
        async with asyncio.timeout(timeout_s):
            answer = await self._session.send(
                "Runtime.evaluate",
                {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True},
            )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise ValueError(details.get("exception", {}).get("description", details.get("text", "it threw")))
        return answer["result"].get("value")

    async def _probe(self, world: int, name: str, limits: Mapping[str, Any], **more: Any) -> Any:
        return await self._run(world, call(name, {**limits, **more}))

    async def _read_page(self, world: int, parts: dict[str, Any], missing: dict[Part, str]) -> None:
        try:
            read = await self._probe(world, "page", PAGE_LIMITS)
            parts |= read_content(read)._asdict()
        except (Error, ValidationError, ValueError, TimeoutError) as error:
            self.broken = self.broken or isinstance(error, TimeoutError)
            for part in ("head", "text", "links", "forms"):
                missing.setdefault(part, first_line(error) or "the page did not answer in time")

    async def _layout(self, world: int, width: int, height: int) -> Layout:
        measured = await self._probe(world, "layout", LAYOUT_LIMITS, width=width, height=height)
        return read_layout(measured)

    async def _axe(self, world: int) -> AxeResults:
        results = await self._run(world, call("axe", AXE_LIMITS), timeout_s=AXE_TIMEOUT_S)
        return read_axe(results)

    async def _dom(self, world: int) -> str:
        html = await self._run(world, f"document.documentElement.outerHTML.slice(0, {MAX_DOM_CHARS})")
        return str(html)

    async def _served_html(self, ledger: Ledger) -> str:
        if ledger.document_request is None:
            raise ValueError("the browser reported no request for the document")
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            body = await self._session.send("Network.getResponseBody", {"requestId": ledger.document_request})
        text = str(body["body"])
        if body.get("base64Encoded"):
            text = base64.b64decode(text).decode("utf-8", errors="replace")
        return text[:MAX_DOM_CHARS]

    async def _screenshot(self) -> str:
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            taken = await self._session.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        return str(taken["data"])

    async def _set_size(self, width: int, height: int, *, mobile: bool) -> None:
        await self._session.send(
            "Emulation.setDeviceMetricsOverride",
            {
                "width": width,
                "height": height,
                "deviceScaleFactor": PHONE_PIXEL_RATIO if mobile else 1,
                "mobile": mobile,
            },
        )


@contextlib.contextmanager
def _listening(
    session: CDPSession, handlers: Mapping[str, Callable[[dict[str, Any]], None]]
) -> Iterator[None]:
    for event, handler in handlers.items():
        session.on(event, handler)
    try:
        yield
    finally:
        for event, handler in handlers.items():
            session.remove_listener(event, handler)


@contextlib.contextmanager
def _console(page: Page, messages: list[ConsoleMessage]) -> Iterator[None]:
    def add(text: str, url: str) -> None:
        if len(messages) < MAX_CONSOLE:
            messages.append(ConsoleMessage(text[:500], url[:500]))

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
