"""Drives Chromium through Playwright: one browser, a fixed number of tabs, replaced when they break.

A tab is reused from page to page: a new tab or context for every page costs a fifth of
the speed.
"""

import asyncio
import contextlib
import os
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from playwright.async_api import Browser as PlaywrightBrowser
from playwright.async_api import BrowserContext, Error, Page, Playwright, async_playwright

from auditor.evidence import PageEvidence
from auditor.locale.speaking import finished
from auditor.visit.browser import (
    PHONE_HEIGHT_PX,
    PHONE_WIDTH_PX,
    BrowserFailedError,
    Closely,
    VisitError,
    VisitSettings,
)
from auditor.visit.emulation import ARGUMENTS, PHONE_PIXEL_RATIO, user_agent
from auditor.visit.failures import first_line
from auditor.visit.find_browser import BrowserProgram, sandbox_problem
from auditor.visit.journeys import StepSeen, Walk
from auditor.visit.ledger import ColdSizes
from auditor.visit.login import log_in
from auditor.visit.look import NO_ANSWER
from auditor.visit.tab import CLOSE_TIMEOUT_S, Tab
from auditor.visit.turns import Turns
from auditor.visit.walk import walk_service

# MB, instead of 16: of the memory of a long run, Playwright's driver, a Node, is what grew most.
DRIVER_OPTIONS = "--max-semi-space-size=4"


class _BrowserEndedError(Exception):
    """The browser ended during a visit, perhaps for another page."""


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
        self._free: asyncio.Queue[Tab] = asyncio.Queue()
        self._tabs: set[Tab] = set()
        self._sandbox_problem: str | None = None
        self._turns = Turns()
        self._restart = asyncio.Lock()
        self._cold_sizes = ColdSizes()
        self.user_agent = ""
        self._storage: Any = settings.credentials.storage if settings.credentials else None

    async def __aenter__(self) -> Self:
        try:
            await self._launch()
        except BrowserFailedError:
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def version(self) -> str:
        """The browser's name and version."""
        return f"{self._program.kind} {self._browser.version if self._browser else ''}".strip()

    @property
    def notes(self) -> tuple[str, ...]:
        """Whether the browser was locked in, as hostile pages deserve."""
        problem = self._sandbox_problem
        return (finished(f"The browser ran without its sandbox: {problem}."),) if problem else ()

    async def close(self) -> None:
        """Stop the browser and its driver."""
        with contextlib.suppress(Exception):  # what is to be stopped may be gone already
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                if self._browser is not None:
                    await self._browser.close()
        playwright, self._playwright = self._playwright, None
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                if playwright is not None:
                    await playwright.stop()

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        with contextlib.suppress(_BrowserEndedError):
            async with self._turns.shared():
                return await self._visit(url, closely=closely)
        # Several pages were open when the browser ended. Each is tried again by itself, so that
        # only the one that ends it again is to blame.
        try:
            async with self._turns.alone():
                return await self._visit(url, closely=closely)
        except _BrowserEndedError:
            raise VisitError("the browser ended while it was visited, twice") from None

    async def _visit(self, url: str, *, closely: Closely) -> PageEvidence:
        tab = await self._free.get()
        while tab.broken:  # since its last visit
            await self._give_back(tab)
            tab = await self._free.get()
        browser = self._browser
        try:
            async with asyncio.timeout(self._settings.visit_timeout_s):
                return await tab.visit(url, closely=closely)
        except TimeoutError:
            tab.fail(NO_ANSWER)
            problem = VisitError(f"it did not finish within {self._settings.visit_timeout_s:.0f} s")
        except Error as error:
            problem = VisitError(tab.fail(first_line(error)))
        except VisitError as error:
            problem = error
        finally:
            await self._give_back(tab)
        if tab.closed and browser is not self._browser:
            raise _BrowserEndedError
        raise problem

    async def log_in(self) -> None:
        """Log in, if there is anything to do; see `auditor.visit.browser.Browser`."""
        credentials = self._settings.credentials
        if credentials is None or credentials.login is None:
            return
        if self._context is None:
            raise BrowserFailedError("the browser is not running")
        with self._own_pages():
            await log_in(self._context, credentials, credentials.login)
        # A browser that has to be started again goes on with the session.
        self._storage = await self._context.storage_state()
        credentials.learn_session(self._storage)

    async def cookies(self, url: str) -> Mapping[str, str]:
        """Give the cookies that go with a request; see `auditor.visit.browser.Browser`."""
        cookies = await self._context.cookies(url) if self._context else []
        return {cookie["name"]: cookie["value"] for cookie in cookies}

    async def _launch(self) -> None:
        if self._playwright is None:
            with _driver_options():
                self._playwright = await async_playwright().start()
            self._sandbox_problem = await asyncio.to_thread(sandbox_problem, self._program)
        arguments = [*ARGUMENTS]
        if self._proxy_url:
            arguments.append(f"--proxy-server={self._proxy_url}")
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=self._program.path,
                args=arguments,
                ignore_default_args=["--disable-popup-blocking"],
                chromium_sandbox=self._sandbox_problem is None,
                headless=True,
            )
            self.user_agent = user_agent(
                self._browser.version.partition(".")[0], self._settings.user_agent_suffix
            )
            self._context = await self._new_context(self._browser, self._storage)
        except Error as error:
            raise BrowserFailedError(f"{self._program.path} did not start: {first_line(error)}") from error
        self._context.on("page", _close_popup)
        for _ in range(self._tab_count):
            await self._open_tab()

    async def _new_context(self, browser: PlaywrightBrowser, storage: Any) -> BrowserContext:
        context = await browser.new_context(
            viewport={"width": PHONE_WIDTH_PX, "height": PHONE_HEIGHT_PX},
            device_scale_factor=PHONE_PIXEL_RATIO,
            is_mobile=True,
            has_touch=True,
            locale=self._settings.locale,
            user_agent=self.user_agent,
            accept_downloads=False,
            service_workers="block",
            permissions=[],
            storage_state=storage,
        )
        if self._settings.credentials:
            cookies: Any = self._settings.credentials.browser_cookies()
            await context.add_cookies(cookies)
        return context

    async def walk(self, walk: Walk) -> list[StepSeen]:
        """Walk through a service in a context of its own; see `auditor.visit.journeys.Walker`."""
        async with self._turns.alone():
            if self._browser is None or not self._browser.is_connected():
                await self._relaunch()
            if self._browser is None or self._context is None:
                raise BrowserFailedError("the browser is not running")
            storage = self._storage
            try:
                if self._settings.credentials and self._settings.credentials.login:
                    storage = await self._context.storage_state()
                context = await self._new_context(self._browser, storage)
                try:
                    return await walk_service(context, self._settings, self._cold_sizes, walk)
                finally:
                    with contextlib.suppress(Error, TimeoutError):
                        async with asyncio.timeout(CLOSE_TIMEOUT_S):
                            await context.close()
            except Error as error:
                raise VisitError(f"the journey's tab broke: {walk.mask.text(first_line(error))}") from None

    async def _give_back(self, tab: Tab) -> None:
        """Free a tab for the next visit: a new one if it is broken or worn, a new browser if that is gone."""
        async with self._restart:
            if tab not in self._tabs:
                return  # its browser was replaced meanwhile, and all its tabs with it
            if tab.broken or tab.is_worn:
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
        """Start anew, the driver too: it is what a flood of events would have broken."""
        while not self._free.empty():
            self._free.get_nowait()
        self._tabs.clear()
        await self.close()
        await self._launch()

    async def _open_tab(self) -> None:
        if self._context is None:
            raise BrowserFailedError("the browser is not running")
        with self._own_pages():
            tab = await Tab.open(self._context, self._settings, self._cold_sizes)
        self._tabs.add(tab)
        self._free.put_nowait(tab)

    @contextlib.contextmanager
    def _own_pages(self) -> Iterator[None]:
        """Do not take pages that are opened inside for popups, which are closed."""
        context = self._context
        if context is not None:
            context.remove_listener("page", _close_popup)
        try:
            yield
        finally:
            if context is not None:
                context.on("page", _close_popup)


@contextlib.contextmanager
def _driver_options() -> Iterator[None]:
    """Have the driver, which takes its options from our environment, start with ours too."""
    before = os.environ.get("NODE_OPTIONS")
    os.environ["NODE_OPTIONS"] = f"{before or ''} {DRIVER_OPTIONS}".strip()
    try:
        yield
    finally:
        if before is None:
            del os.environ["NODE_OPTIONS"]
        else:
            os.environ["NODE_OPTIONS"] = before


def _close_popup(page: Page) -> None:
    task = asyncio.ensure_future(page.close())
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
