"""Drives browsers that others run, through a WebDriver endpoint: chromedriver or a Selenium Grid.

Each tab is a session of its own. A session that hangs or dies is ended and replaced.

Browsers on this machine go out through the guard like our own. Browsers elsewhere cannot
reach it. There the address of each page is checked before the visit, names of private
addresses are kept from the browser, and a page whose browser says that it reached a
private address is not judged; the audit's notes say so.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from auditor.evidence import PageEvidence
from auditor.machine.fonts import is_root
from auditor.visit.browser import BrowserFailedError, Closely, VisitError, VisitSettings
from auditor.visit.emulation import ARGUMENTS, HEADLESS_ARGUMENTS
from auditor.visit.endpoint import Endpoint
from auditor.visit.failures import first_line
from auditor.visit.guard import AddressRefusedError, Guard, GuardProxy
from auditor.visit.ledger import ColdSizes
from auditor.visit.look import AXE_TIMEOUT_S, NO_ANSWER
from auditor.visit.webdriver_devtools import DevToolsTab
from auditor.visit.webdriver_plain import PlainTab
from auditor.visit.webdriver_session import SESSION_ERRORS, NotStartedError, Session
from auditor.visit.webdriver_tab import WebDriverTab, in_thread

CALL_MARGIN_S = 15
CLOSE_TIMEOUT_S = 15  # ending a stuck session takes up to three bounded steps

_NO_PROXY = "ERR_PROXY_CONNECTION_FAILED"
_UNGUARDED = (
    "The browser ran on another machine, where the guard against private addresses cannot stand in its way: "
    "each page's address was checked before the visit, and pages that reached a private address are untested."
)
_UNSEEN = (
    "The WebDriver endpoint offers no DevTools protocol. Pages were seen in a desktop's window and read in "
    "their own world, where their scripts can hide or forge what is read; what was not seen is untested."
)
_UNSANDBOXED = "The browser at the WebDriver endpoint ran without its sandbox, with which it does not start."

# As the IANA special-purpose address registries have them, and the names that stand for such addresses.
_PRIVATE_NAMES = (
    "localhost", "*.localhost", "*.internal", "*.local",
    "0.*.*.*", "10.*.*.*", "127.*.*.*", "169.254.*.*", "192.168.*.*",
    *(f"172.{number}.*.*" for number in range(16, 32)),
    *(f"100.{number}.*.*" for number in range(64, 128)),
    "[::*", "[fc*", "[fd*", "[fe80:*",
)  # fmt: skip


class WebDriverBrowser:
    """Up to `tabs` sessions at an endpoint. Use as an async context manager.

    `proxy_url` is the address of the guard's proxy, `guard` decides where that cannot be used.
    """

    def __init__(
        self, endpoint: Endpoint, settings: VisitSettings, *, tabs: int, guard: Guard, proxy_url: str
    ) -> None:
        self._endpoint = endpoint
        self._settings = settings
        self._tab_count = max(1, tabs if endpoint.free is None else min(tabs, endpoint.free))
        self._guard = guard
        self._proxy_url = proxy_url if endpoint.local else None
        # A Grid tries again and again what does not start, and so never says that it does not.
        self._sandbox = not (endpoint.local and endpoint.free is not None and is_root())
        self._version = ""
        self._notes: dict[str, None] = {}
        self._free: asyncio.Queue[WebDriverTab | BrowserFailedError] = asyncio.Queue()
        self._tabs: set[WebDriverTab] = set()
        self._opening: set[asyncio.Task[None]] = set()
        self._closed = False
        self._cold_sizes = ColdSizes()

    async def __aenter__(self) -> Self:
        try:
            await self._open_tab()  # alone, so that what it learns of the sandbox need not be learnt again
            others = [self._open_tab() for _ in range(self._tab_count - 1)]
            failures = [error for error in await asyncio.gather(*others, return_exceptions=True) if error]
        except BaseException:
            await self.close()
            raise
        if failures:
            self._note(
                f"The WebDriver endpoint gave {len(self._tabs)} sessions of {self._tab_count} asked for."
            )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def version(self) -> str:
        """The browser's name and version, and how it was driven."""
        return self._version

    @property
    def user_agent(self) -> str:
        """Not known: sessions may differ."""
        return ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What an audit must say of how its pages were seen."""
        return tuple(self._notes)

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        if self._proxy_url is None:
            await self._check_address(url)
        tab = await self._next_tab()
        try:
            async with asyncio.timeout(self._settings.visit_timeout_s):
                return await tab.visit(url, closely=closely)
        except TimeoutError:
            tab.fail(NO_ANSWER)
            raise VisitError(f"it did not finish within {self._settings.visit_timeout_s:.0f} s") from None
        except SESSION_ERRORS as error:
            raise VisitError(tab.fail(first_line(error))) from error
        except VisitError as error:
            if self._proxy_url is not None and _NO_PROXY in str(error):
                raise BrowserFailedError(self._why_no_guard()) from error
            raise
        except asyncio.CancelledError:
            self._closed = True  # the audit ends, and `close` ends the call that is under way
            tab.fail("the audit ended")
            raise
        finally:
            if not self._closed:
                await self._give_back(tab)

    def _why_no_guard(self) -> str:
        return (
            f"the browser at {self._endpoint.url} cannot reach the guard on this machine, "
            "as from a container: name the endpoint by an address of this machine other than "
            "loopback (docs/webdriver.md)"
        )

    async def log_in(self) -> None:
        """Do nothing: an audit that has to log in is not begun with this browser."""

    async def cookies(self, url: str) -> Mapping[str, str]:
        """Give none, for the same reason."""
        del url
        return {}

    async def close(self) -> None:
        """End all sessions, also those that are only being opened."""
        self._closed = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                while self._opening:
                    await asyncio.wait(self._opening)
                await asyncio.gather(*map(self._end, tuple(self._tabs)))

    async def _check_address(self, url: str) -> None:
        parts = urlsplit(url)
        try:
            await self._guard.addresses(
                parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
            )
        except AddressRefusedError as error:
            raise VisitError(str(error)) from error
        except OSError as error:
            raise VisitError("its host name does not resolve") from error

    async def _open_tab(self) -> None:
        """Open a session and put its tab among the free ones; once begun, it is not left half done."""
        task = asyncio.create_task(self._open())
        self._opening.add(task)
        task.add_done_callback(self._opened)
        await asyncio.shield(task)

    def _opened(self, task: asyncio.Task[None]) -> None:
        self._opening.discard(task)
        if not task.cancelled():
            task.exception()  # whoever asked for it may be gone, and then nobody else takes note

    async def _open(self) -> None:
        try:
            session = await in_thread(self._start)
        except NotStartedError:
            if not (self._sandbox and self._endpoint.is_loopback):
                raise
            self._sandbox = False
            session = await in_thread(self._start)
        tab = self._tab_of(session)
        self._tabs.add(tab)
        try:
            await tab.prepare()
        except (*SESSION_ERRORS, VisitError) as error:
            self._tabs.discard(tab)
            await self._end(tab)
            raise BrowserFailedError(
                f"the browser at {self._endpoint.url} does not take orders: {first_line(error)}"
            ) from error
        self._version = f"{session.name} {session.version} through WebDriver"
        if not self._sandbox:
            self._note(_UNSANDBOXED)
        if self._proxy_url is None:
            self._note(_UNGUARDED)
        if not session.has_devtools:
            self._note(_UNSEEN)
        self._free.put_nowait(tab)

    def _start(self) -> Session:
        """Start a session, in a thread; if everything ended meanwhile, end it too."""
        session = Session.open(
            self._endpoint,
            self._arguments(),
            proxy_url=self._proxy_url,
            load_timeout_s=self._settings.load_timeout_s,
            call_timeout_s=max(self._settings.load_timeout_s, AXE_TIMEOUT_S) + CALL_MARGIN_S,
        )
        if self._closed:
            session.end(hung=False)
            raise BrowserFailedError("the audit ended while its browser was being started")
        return session

    def _tab_of(self, session: Session) -> WebDriverTab:
        if not session.has_devtools:
            return PlainTab(session, self._settings)
        guard = self._guard if self._proxy_url is None else None
        return DevToolsTab(session, self._settings, self._cold_sizes, guard)

    def _arguments(self) -> list[str]:
        arguments = [*ARGUMENTS, *HEADLESS_ARGUMENTS]
        if self._proxy_url is not None:
            arguments.append(f"--proxy-server={self._proxy_url}")
        elif rules := without_private_names(self._guard):
            arguments.append(f"--host-resolver-rules={rules}")
        if not self._sandbox:
            arguments.append("--no-sandbox")
        return arguments

    async def _next_tab(self) -> WebDriverTab:
        """Wait for a free tab; where there will never be one again, everybody who waits is told."""
        tab = await self._free.get()
        if isinstance(tab, BrowserFailedError):
            self._free.put_nowait(tab)
            raise BrowserFailedError(str(tab))
        return tab

    async def _give_back(self, tab: WebDriverTab) -> None:
        """Free a tab for the next visit, or replace its session if it hung or died."""
        if not tab.broken:
            self._free.put_nowait(tab)
            return
        self._tabs.discard(tab)
        await self._end(tab)
        try:
            await self._open_tab()
        except BrowserFailedError as error:
            if not self._tabs and not self._opening:
                self._free.put_nowait(error)
                raise
            self._note(
                "The WebDriver endpoint could not replace a broken session; fewer pages were seen at once."
            )

    async def _end(self, tab: WebDriverTab) -> None:
        if not await in_thread(lambda: tab.session.end(hung=tab.broken)):
            self._note("A session at the WebDriver endpoint hung and could not be ended.")

    def _note(self, words: str) -> None:
        self._notes[words] = None


def try_endpoint(endpoint: Endpoint) -> tuple[str, tuple[str, ...]]:
    """Start one browser and end it; gives its version, and what an audit with it has to say.

    Raises:
        BrowserFailedError: if it does not start.
    """

    async def start() -> tuple[str, tuple[str, ...]]:
        guard = Guard()
        async with (
            GuardProxy(guard) as proxy,
            WebDriverBrowser(
                endpoint, VisitSettings(hosts=()), tabs=1, guard=guard, proxy_url=proxy.url
            ) as browser,
        ):
            return browser.version, browser.notes

    return asyncio.run(start())


def without_private_names(guard: Guard) -> str:
    """Word Chromium's rules by which hosts that are private by their very names do not resolve."""
    if guard.allow_private:
        return ""
    return ", ".join(
        (
            *(f"MAP {pattern} ~NOTFOUND" for pattern in _PRIVATE_NAMES),
            *(f"EXCLUDE {host}" for host in guard.named_hosts),
        )
    )
