"""Drives Chromium through Playwright: one browser, a fixed number of tabs, replaced when they break.

A tab is reused from page to page: a new tab or context for every page costs a fifth of
the speed.
"""

import asyncio
import contextlib
from types import TracebackType
from typing import Self

from playwright.async_api import Browser as PlaywrightBrowser
from playwright.async_api import BrowserContext, Error, Page, Playwright, async_playwright

from auditor.evidence import PageEvidence
from auditor.visit.browser import (
    PHONE_HEIGHT_PX,
    PHONE_WIDTH_PX,
    BrowserFailedError,
    VisitError,
    VisitSettings,
)
from auditor.visit.emulation import ARGUMENTS, PHONE_PIXEL_RATIO, user_agent
from auditor.visit.failures import first_line
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from auditor.visit.ledger import ColdSizes
from auditor.visit.tab import CLOSE_TIMEOUT_S, Tab


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
            raise VisitError(first_line(error)) from error
        finally:
            await self._give_back(tab)

    async def _launch(self) -> None:
        if self._playwright is None:
            raise BrowserFailedError("the browser's driver is not running")
        arguments = [*ARGUMENTS]
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
            raise BrowserFailedError(f"{self._program.path} did not start: {first_line(error)}") from error
        self._context.on("page", _close_popup)
        for _ in range(self._tab_count):
            await self._open_tab()

    async def _give_back(self, tab: Tab) -> None:
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
            tab = await Tab.open(self._context, self._settings, self._cold_sizes)
        finally:
            self._context.on("page", _close_popup)
        self._tabs.add(tab)
        self._free.put_nowait(tab)


def _close_popup(page: Page) -> None:
    task = asyncio.ensure_future(page.close())
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
