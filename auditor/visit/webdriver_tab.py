"""One session's tab, whichever way it sees a page: blocking calls in threads, within bounds."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from auditor.evidence import PageEvidence
from auditor.visit.browser import VisitError, VisitSettings
from auditor.visit.look import NO_ANSWER, PROBE_TIMEOUT_S
from auditor.visit.webdriver_session import SESSION_ERRORS, Session

LOAD_MARGIN_S = 10  # between the endpoint's own bound on a load and ours


class StuckError(TimeoutError):
    """The session gave no answer in time, and will hardly give one again."""

    def __init__(self) -> None:
        super().__init__(NO_ANSWER)


def in_thread[T](work: Callable[[], T]) -> "asyncio.Future[T]":
    """Start blocking work in a thread that the program's end does not wait for, however long it is stuck."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle_with(setter: Callable[[Any], None], outcome: Any) -> None:
        if not future.done():
            setter(outcome)

    def run() -> None:
        setter: Callable[[Any], None] = future.set_result
        outcome: Any = None
        try:
            outcome = work()
        except BaseException as error:  # noqa: BLE001  whatever it is, it is told to who waits
            setter, outcome = future.set_exception, error
        try:
            loop.call_soon_threadsafe(settle_with, setter, outcome)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    threading.Thread(target=run, daemon=True, name="webdriver").start()
    return future


class WebDriverTab:
    """What both ways share. `broken` tells that the session has to be replaced."""

    def __init__(self, session: Session, settings: VisitSettings) -> None:
        self.session = session
        self.settings = settings
        self.broken = False

    async def prepare(self) -> None:
        """Make the session ready for its first visit."""

    async def visit(self, url: str) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        try:
            evidence = await self._record(url)
        except VisitError:
            await self._leave()
            raise
        await self._leave()
        return evidence

    async def _record(self, url: str) -> PageEvidence:
        raise NotImplementedError

    async def _leave(self) -> None:
        """Go to an empty page: what a page does for as long as it is open must not be told of the next."""
        if self.broken:
            return
        try:
            self.broken = not await self.call(self.session.leave)
        except SESSION_ERRORS:
            self.broken = True

    async def call[T](self, work: Callable[[], T], *, timeout_s: float = PROBE_TIMEOUT_S) -> T:
        """Make a blocking call of the session.

        Raises:
            StuckError: if it does not return in time, and at once ever after.
        """
        if self.broken:
            raise StuckError
        try:
            async with asyncio.timeout(timeout_s):
                return await in_thread(work)
        except TimeoutError as error:
            self.broken = True
            raise StuckError from error

    async def load(self, url: str) -> Exception | None:
        """Load a page; see `Session.load`."""
        bound_s = self.settings.load_timeout_s + LOAD_MARGIN_S
        return await self.call(lambda: self.session.load(url), timeout_s=bound_s)
