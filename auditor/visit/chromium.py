"""Drives Chromium through Playwright and its DevTools protocol.

One browser, a fixed number of tabs, each reused from page to page: a new tab or context
for every page costs a fifth of the speed. Probes and axe run in an isolated world, where a
page's own scripts cannot reach them. Each tab visits one page at a time, in this order:
load as a phone, settle, read the content, measure the phone's layout, narrow to 320 px,
widen to 1280 px, run axe.
"""

import asyncio
import base64
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from time import monotonic
from types import TracebackType
from typing import Any, Self

from playwright.async_api import Browser as PlaywrightBrowser
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Error,
    Page,
    Playwright,
    Response,
    async_playwright,
)
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from pydantic import TypeAdapter, ValidationError

from auditor.axe import axe_source
from auditor.evidence import (
    AxeResults,
    ConsoleMessage,
    Form,
    Head,
    Layout,
    Link,
    PageEvidence,
    Part,
    TextBlock,
)
from auditor.visit.browser import (
    DESKTOP_HEIGHT_PX,
    DESKTOP_WIDTH_PX,
    NARROW_WIDTH_PX,
    PHONE_HEIGHT_PX,
    PHONE_WIDTH_PX,
    BrowserFailedError,
    NotAPageError,
    VisitError,
    VisitSettings,
)
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from auditor.visit.ledger import ColdSizes, Ledger

PHONE_PIXEL_RATIO = 2  # between Lighthouse's 1.75 and the 3 of dear phones: which image a page sends
PROBE_TIMEOUT_S = 20
AXE_TIMEOUT_S = 45
CLOSE_TIMEOUT_S = 5
SETTLE_QUIET_S = 0.1
SETTLE_MOST_S = 3.0
MAX_DOM_CHARS = 3_000_000
MAX_CONSOLE = 20

PAGE_LIMITS = {
    "nodes": 60_000,
    "blocks": 5_000,
    "links": 2_000,
    "fields": 500,
    "textChars": 4_000,
    "dataChars": 100_000,
}
LAYOUT_LIMITS = {"nodes": 60_000, "wide": 10, "textChars": 500}
AXE_LIMITS = {"limit": 50, "textChars": 1_000}

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_HEAD = TypeAdapter(Head)
_TEXT = TypeAdapter(tuple[TextBlock, ...])
_LINKS = TypeAdapter(tuple[Link, ...])
_FORMS = TypeAdapter(tuple[Form, ...])
_LAYOUT = TypeAdapter(Layout)
_AXE = TypeAdapter(AxeResults)

_ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",  # loopback too goes through the guard
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
)


class ChromiumBrowser:
    """A Chromium with `tabs` tabs. Use as an async context manager."""

    def __init__(
        self, program: BrowserProgram, settings: VisitSettings, *, tabs: int, proxy_url: str | None = None
    ) -> None:
        self._program = program
        self._settings = settings
        self._tab_count = tabs
        self._proxy_url = proxy_url
        self._playwright: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None
        self._context: BrowserContext | None = None
        self._free: asyncio.Queue[_Tab] = asyncio.Queue()
        self._tabs: set[_Tab] = set()
        self._restart = asyncio.Lock()
        self._cold_sizes = ColdSizes()

    async def __aenter__(self) -> Self:
        self._playwright = await async_playwright().start()
        await self._launch()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def version(self) -> str:
        """The browser's name and version."""
        return f"{self._program.kind} {self._browser.version if self._browser else ''}".strip()

    async def close(self) -> None:
        """Stop the browser and its driver."""
        await self._close_browser()
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None

    async def visit(self, url: str) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        tab = await self._free.get()
        try:
            async with asyncio.timeout(self._settings.visit_timeout_s):
                return await tab.visit(url)
        except TimeoutError as error:
            tab.broken = True
            raise VisitError(f"it did not finish within {self._settings.visit_timeout_s:.0f} s") from error
        except Error as error:
            tab.broken = True
            raise VisitError(_first_line(error)) from error
        finally:
            await self._give_back(tab)

    async def _launch(self) -> None:
        if self._playwright is None:
            raise BrowserFailedError("the browser's driver is not running")
        arguments = [*_ARGUMENTS]
        if self._proxy_url:
            arguments.append(f"--proxy-server={self._proxy_url}")
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=self._program.path,
                args=arguments,
                chromium_sandbox=not await asyncio.to_thread(needs_no_sandbox, self._program),
                headless=True,
            )
            major = self._browser.version.partition(".")[0]
            self._context = await self._browser.new_context(
                viewport={"width": PHONE_WIDTH_PX, "height": PHONE_HEIGHT_PX},
                device_scale_factor=PHONE_PIXEL_RATIO,
                is_mobile=True,
                has_touch=True,
                locale=self._settings.locale,
                user_agent=user_agent(major, self._settings.user_agent_suffix),
                accept_downloads=False,
                service_workers="block",
                permissions=[],
            )
        except Error as error:
            raise BrowserFailedError(f"{self._program.path} did not start: {_first_line(error)}") from error
        self._context.on("page", _close_popup)
        for _ in range(self._tab_count):
            await self._open_tab()

    async def _give_back(self, tab: "_Tab") -> None:
        """Free a tab for the next visit: a new one if it hung or crashed, a new browser if that is gone."""
        async with self._restart:
            if tab not in self._tabs:
                return  # its browser was replaced meanwhile, and all its tabs with it
            if tab.broken:
                await tab.discard()
                self._tabs.discard(tab)
                try:
                    async with asyncio.timeout(CLOSE_TIMEOUT_S):
                        await self._open_tab()
                except (Error, TimeoutError):
                    await self._relaunch()
            else:
                self._free.put_nowait(tab)

    async def _relaunch(self) -> None:
        while not self._free.empty():
            self._free.get_nowait()
        self._tabs.clear()
        await self._close_browser()
        await self._launch()

    async def _close_browser(self) -> None:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                if self._browser is not None:
                    await self._browser.close()

    async def _open_tab(self) -> None:
        if self._context is None:
            raise BrowserFailedError("the browser is not running")
        self._context.remove_listener("page", _close_popup)
        try:
            tab = await _Tab.open(self._context, self._settings, self._cold_sizes)
        finally:
            self._context.on("page", _close_popup)
        self._tabs.add(tab)
        self._free.put_nowait(tab)


def user_agent(major: str, suffix: str) -> str:
    """Chromium's own string for phones, reduced as it sends it, and who we are."""
    return (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Mobile Safari/537.36 {suffix}"
    ).strip()


def _close_popup(page: Page) -> None:
    task = asyncio.ensure_future(page.close())
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


class _Tab:
    """One tab and its DevTools session."""

    def __init__(self, page: Page, session: CDPSession, settings: VisitSettings, cold: ColdSizes) -> None:
        self._page = page
        self._session = session
        self._settings = settings
        self._cold = cold
        self.broken = False
        page.on("crash", lambda _: self._mark_broken())

    @classmethod
    async def open(cls, context: BrowserContext, settings: VisitSettings, cold: ColdSizes) -> "_Tab":
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
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._page.close()

    async def visit(self, url: str) -> PageEvidence:
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
            raise _not_loaded(error) from error
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
            missing[part] = _first_line(error)

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
            parts["head"] = _HEAD.validate_python(read["head"])
            parts["text"] = _TEXT.validate_python(read["text"])
            parts["links"] = _LINKS.validate_python(read["links"])
            parts["forms"] = _FORMS.validate_python(read["forms"])
        except (Error, ValidationError, ValueError, TimeoutError) as error:
            self.broken = self.broken or isinstance(error, TimeoutError)
            for part in ("head", "text", "links", "forms"):
                missing.setdefault(part, _first_line(error) or "the page did not answer in time")

    async def _layout(self, world: int, width: int, height: int) -> Layout:
        measured = await self._probe(world, "layout", LAYOUT_LIMITS, width=width, height=height)
        return _LAYOUT.validate_python(measured)

    async def _axe(self, world: int) -> AxeResults:
        results = await self._run(world, call("axe", AXE_LIMITS), timeout_s=AXE_TIMEOUT_S)
        return _AXE.validate_python(results)

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


def call(name: str, given: Mapping[str, Any]) -> str:
    """Write the expression that runs a probe, with the accessors that all probes use."""
    return f"(() => {{ {_script('dom')} return ({_script(name)})({json.dumps(given)}); }})()"


@cache
def _script(name: str) -> str:
    return files("auditor.visit").joinpath("probes", f"{name}.js").read_text(encoding="utf-8")


def _first_line(error: Exception) -> str:
    """The first line of an error, without the driver's own prefix."""
    lines = str(error).strip().splitlines()
    return lines[0].rpartition("Error: ")[2][:300] if lines else type(error).__name__


_NETWORK_ERRORS = {
    "ERR_NAME_NOT_RESOLVED": "its host name does not resolve",
    "ERR_CONNECTION_REFUSED": "the host refuses connections",
    "ERR_CONNECTION_RESET": "the host broke off the connection",
    "ERR_CONNECTION_TIMED_OUT": "the host does not answer",
    "ERR_CONNECTION_CLOSED": "the host closed the connection",
    "ERR_EMPTY_RESPONSE": "the host sent nothing",
    "ERR_TOO_MANY_REDIRECTS": "it redirects in a loop",
    "ERR_SOCKS_CONNECTION_FAILED": "the host cannot be reached, or its address is not a public one",
    "ERR_CERT_": "its TLS certificate is not valid",
    "ERR_SSL_": "its TLS connection fails",
    "ERR_INVALID_RESPONSE": "its answer is not valid HTTP",
    "ERR_UNSAFE_PORT": "browsers refuse its port",
}


def _not_loaded(error: Error) -> VisitError:
    message = error.message
    if "Download is starting" in message or "ERR_ABORTED" in message:
        return NotAPageError("it is a download, not a page")
    for code, meaning in _NETWORK_ERRORS.items():
        if code in message:
            return VisitError(meaning)
    return VisitError(_first_line(error))
