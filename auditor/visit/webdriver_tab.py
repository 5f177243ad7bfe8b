"""One session's tab, whichever way it sees a page: blocking calls in threads, within bounds."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from selenium.common.exceptions import InvalidSessionIdException, NoSuchWindowException, WebDriverException

from auditor.evidence import PageEvidence
from auditor.visit.browser import Closely, PageGoneError, VisitError, VisitSettings
from auditor.visit.failures import first_line
from auditor.visit.look import NO_ANSWER
from auditor.visit.view import PROBE_TIMEOUT_S
from auditor.visit.webdriver_session import SESSION_ERRORS, Session

NO_KEYS = "keys are pressed only in a browser that this program started itself"
HAS_CONTENT = "document.documentElement !== null"  # not where a load was stopped before the first of it came
LOAD_MARGIN_S = 10  # between the endpoint's own bound on a load and ours


def in_thread[T](work: Callable[[], T]) -> "asyncio.Future[T]":
    """Start blocking work in a thread that the program's end does not wait for, however long it is stuck."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def hand_over(give: Callable[[Any], None], outcome: Any) -> None:
        if not future.done():
            give(outcome)

    def run() -> None:
        give: Callable[[Any], None] = future.set_result
        outcome: Any = None
        try:
            outcome = work()
        except BaseException as error:  # noqa: BLE001  whatever it is, it is told to who waits
            give, outcome = future.set_exception, error
        try:
            loop.call_soon_threadsafe(hand_over, give, outcome)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    threading.Thread(target=run, daemon=True, name="webdriver").start()
    return future


class WebDriverTab:
    """What both ways share."""

    def __init__(self, session: Session, settings: VisitSettings) -> None:
        self.session = session
        self.settings = settings
        self._failed = ""

    @property
    def broken(self) -> bool:
        """Whether it hung, crashed or was closed, so that its session has to be replaced."""
        return bool(self._failed)

    def fail(self, reason: str) -> str:
        """Expect nothing more from this tab; gives why, which the first reason decides."""
        self._failed = self._failed or reason
        return self._failed

    async def prepare(self) -> None:
        """Make the session ready for its first visit."""

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        try:
            evidence = await self._record(url, closely=closely)
        except VisitError:
            await self._leave()
            raise
        await self._leave()
        return evidence

    async def _record(self, url: str, *, closely: Closely) -> PageEvidence:
        raise NotImplementedError

    async def _leave(self) -> None:
        """Go to an empty page: what a page does for as long as it is open must not be told of the next."""
        try:
            if not self.broken and not await self.call(self.session.leave):
                self.fail("it opened too many windows")
        except (*SESSION_ERRORS, PageGoneError):
            self.fail("the page would not be left")

    async def call[T](self, work: Callable[[], T], *, timeout_s: float | None = None) -> T:
        """Make a blocking call of the session.

        Raises:
            PageGoneError: if it does not return in time, or never will. It is not tried again.
        """
        if self._failed:
            raise PageGoneError(self._failed)
        try:
            async with asyncio.timeout(timeout_s or PROBE_TIMEOUT_S):
                return await in_thread(work)
        except TimeoutError:
            raise PageGoneError(self.fail(NO_ANSWER)) from None
        except SESSION_ERRORS as error:
            if reason := _why_gone(error):
                raise PageGoneError(self.fail(reason)) from error
            raise

    async def load(self, url: str) -> Exception | None:
        """Load a page; see `Session.load`."""
        bound_s = self.settings.load_timeout_s + LOAD_MARGIN_S
        return await self.call(lambda: self.session.load(url), timeout_s=bound_s)


def _why_gone(error: Exception) -> str:
    """Say why a session will not answer again; "" if it will."""
    if not isinstance(error, WebDriverException):
        return "the WebDriver endpoint does not answer"
    words = first_line(error)
    if "tab crashed" in words:
        return "the page crashed"
    if isinstance(error, NoSuchWindowException):
        return "the page closed its own window"
    if isinstance(error, InvalidSessionIdException) or "disconnected" in words:
        return "the browser ended while it was visited"
    return ""
