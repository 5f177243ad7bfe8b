"""One tab of Chromium: loads a page as a phone, lets it settle, and has it looked at.

Probes and axe run in an isolated world, where a page's own scripts cannot reach them.
"""

import asyncio
import base64
import contextlib
from collections.abc import Collection, Coroutine, Iterator
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Response, Worker
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from auditor.axe import axe_source
from auditor.evidence import PageEvidence
from auditor.urls import without_password
from auditor.visit.access import RequestKeeper
from auditor.visit.browser import Closely, NoAnswerError, PageGoneError, VisitError, VisitSettings
from auditor.visit.coverage import noting, read_coverage
from auditor.visit.emulation import device_metrics, emulated_media, png_of
from auditor.visit.failures import must_be_html, must_be_no_error, not_loaded, nothing_answered, whose_silence
from auditor.visit.heard import Heard, listening
from auditor.visit.keyboard import walk_by_keyboard
from auditor.visit.keys import Keyboard
from auditor.visit.ledger import URL_CHARS, ColdSizes, Ledger
from auditor.visit.look import (
    LED_ON,
    MAX_DOCUMENTS,
    NO_ANSWER,
    SETTLE_MOST_S,
    Record,
    is_close,
    look,
    rest,
    see_unused_fonts,
    settle,
    watch,
)
from auditor.visit.probe import (
    MAX_DOM_CHARS,
    WORLD,
    Content,
    ask,
    evaluated,
    for_pages,
    hide_fields,
)
from auditor.visit.questions import PAGE
from auditor.visit.saving import see_saving
from auditor.visit.throttling import SLOWED_SETTLE_MOST_S, read_times, slow_down, speed_up
from auditor.visit.view import PHONE, PROBE_TIMEOUT_S, Clip, Size

CLOSE_TIMEOUT_S = 5
# Ours: Playwright keeps what it knows of each request for as long as the tab is open, 13 KB in our process.
MAX_VISITS = 100
SWAP_S = 0.25  # that one document takes to give way to the next: until then, neither can be asked
MAX_WORKERS = 8  # threads of a page's own: each takes as much of the machine as another tab


class Tab:
    """One tab and its DevTools session. `hides_fields` keeps what forms hold out of its pictures."""

    def __init__(
        self, page: Page, session: CDPSession, settings: VisitSettings, cold: ColdSizes, *, frame: str
    ) -> None:
        self._page = page
        self._frame = frame
        self._session = session
        self._settings = settings
        self._cold = cold
        self._world = 0
        self._document = ""
        self._is_error_page = False
        self._failed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._visits = 0
        self._on_paper = False
        self._size: Size | None = None
        self._notes_coverage = False
        self.hides_fields = False
        self.closed = False
        page.on("crash", self._on_crash)
        page.on("close", self._on_close)
        page.on("worker", self._on_worker)
        session.on("Page.frameNavigated", self._on_document)

    @classmethod
    async def open(cls, context: BrowserContext, settings: VisitSettings, cold: ColdSizes) -> "Tab":
        """Open a tab and the session that observes it."""
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send(
            "Network.enable", {"maxTotalBufferSize": 20_000_000, "maxResourceBufferSize": 5_000_000}
        )
        await session.send("Page.enable")
        if settings.axe:
            script = {"source": for_pages(axe_source()), "worldName": WORLD}
            await session.send("Page.addScriptToEvaluateOnNewDocument", script)
        if settings.credentials:
            await RequestKeeper(session, settings.credentials).start()
        target = await session.send("Target.getTargetInfo")
        return cls(page, session, settings, cold, frame=target["targetInfo"]["targetId"])

    @property
    def page(self) -> Page:
        """The driver's own page, for those in this package that act on it."""
        return self._page

    @property
    def session(self) -> CDPSession:
        """The DevTools session, for those in this package that listen to it."""
        return self._session

    @property
    def frame(self) -> str:
        """Names the frame that pages are shown in."""
        return self._frame

    @property
    def is_logged_in(self) -> bool:
        """Whether pages are asked for in somebody's name."""
        return self._settings.credentials is not None

    @property
    def document(self) -> str:
        """Names the document that is shown."""
        return self._document

    @property
    def broken(self) -> bool:
        """Whether it hung, crashed or was closed, so that another has to take its place."""
        return self._failed.done()

    @property
    def is_worn(self) -> bool:
        """Whether it has seen enough pages, so that a fresh one has to take its place."""
        return self._visits >= MAX_VISITS

    def fail(self, reason: str) -> str:
        """Wait for nothing more from this tab; gives why, which the first reason decides."""
        if not self._failed.done():
            self._failed.set_result(reason)
        return self._failed.result()

    def _on_crash(self, _: Page) -> None:
        self.fail("the page crashed")

    def _on_close(self, _: Page) -> None:
        self.closed = True
        self.fail("the page closed its own window")

    def _on_worker(self, _: Worker) -> None:
        if len(self._page.workers) > MAX_WORKERS:
            self.fail(f"it keeps more than {MAX_WORKERS} background scripts at work")

    def _on_document(self, event: dict[str, Any]) -> None:
        frame = event["frame"]
        if "parentId" not in frame:
            self._document = frame["loaderId"]
            self._is_error_page = "unreachableUrl" in frame

    async def discard(self) -> None:
        """Close the tab, if it still answers."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._page.close()

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        """Load a page once and record it; see `auditor.visit.browser.Browser`."""
        self._visits += 1
        try:
            evidence = await self._record(url, closely=closely)
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
            self.fail("the page would not be left")

    async def _record(self, url: str, *, closely: Closely) -> PageEvidence:
        with self.listening() as heard:
            await self.resize(PHONE)
            if self._settings.throttle:
                await slow_down(self.send, self._settings.throttle)
            self._notes_coverage = closely is True and self._settings.coverage
            async with noting(self.send) if self._notes_coverage else contextlib.nullcontext():
                try:
                    status: int | None = (await self.load(url)).status
                except NoAnswerError as error:
                    raise whose_silence(error, redirected=heard.ledger.is_redirected) from error
                return await self.recorded(url, heard, status, closely=closely)

    @contextlib.contextmanager
    def listening(self) -> Iterator[Heard]:
        """Be told of what the page asks for and complains of."""
        ledger = Ledger(self._settings.hosts, self._cold, self.fail)
        with listening(self._page, self._session, ledger) as heard:
            yield heard

    async def recorded(
        self,
        url: str,
        heard: Heard,
        status: int | None = None,
        *,
        bears: Collection[int] = (),
        closely: Closely = False,
    ) -> PageEvidence:
        """Record the document that is there, or that it leads on to; the page was laid out for a phone.

        `status` is its answer's, where the ledger may not have it; of errors only those that it
        `bears` are recorded. A close look presses keys, which may change what the document shows.

        Raises:
            VisitError: as `auditor.visit.browser.Browser` says.
        """
        for _ in range(MAX_DOCUMENTS):
            record = Record(Error, unwanted=self._settings.unwanted)
            try:
                document, final_url, is_closely = await self._look(record, heard.ledger, closely=closely)
            except Error as error:
                if self.broken:
                    raise PageGoneError(self._failed.result()) from error
                self._must_be_the_pages_own()
                document, final_url, is_closely = "", "", False  # it was led on while it was made ready
                await asyncio.sleep(SWAP_S)
            if document == self._document:
                status = self._checked(heard.ledger, final_url, bears) or status
                console = tuple(heard.console)
                if "worker" not in self._settings.unwanted:
                    record.parts["worker"] = heard.worker
                if is_closely:  # last, because it may lead to another document
                    keep = record.keep if self._settings.pictures else None
                    await record.attempt("keyboard", walk_by_keyboard(Keyboard(self), keep))
                return PageEvidence(
                    url=url,
                    final_url=final_url,
                    status=status,
                    country=self._settings.country,
                    console=console,
                    closely=is_closely,
                    missing=record.missing,
                    **record.parts,
                )
            await self.resize(PHONE)
            await self.loaded()
        raise VisitError(LED_ON)

    async def settled(self, heard: Heard) -> Content:
        """Wait until the page is at rest, and read what it says.

        Raises:
            VisitError: if it hangs or crashes.
            ValueError: if it cannot be read.
        """

        async def waits() -> bool:
            return not heard.ledger.is_settled

        for _ in range(MAX_DOCUMENTS):
            document = self._document
            try:
                is_built, _ = await asyncio.gather(self._watch(), settle(waits))
                if is_built:
                    await rest(self)
                read = await ask(self, PAGE.script, PAGE.limits)
            except TimeoutError:
                raise PageGoneError(self.fail(NO_ANSWER)) from None
            except (Error, ValueError):
                if self.broken:
                    raise PageGoneError(self._failed.result()) from None
                if document == self._document:
                    raise
                continue
            if document == self._document:
                return Content(*PAGE.read(read))
        raise VisitError(LED_ON)

    async def _look(self, record: Record, ledger: Ledger, *, closely: Closely) -> tuple[str, str, bool]:
        """Look at the document that is there, which may lead on meanwhile.

        Gives its id, its address, and whether the look was a close one.
        """

        async def waits() -> bool:
            return not ledger.is_settled

        document, throttle = self._document, self._settings.throttle

        async def wanted() -> bool:
            await record.attempt("served_html", self._served_html())
            return await is_close(closely, record, without_password(self._page.url[:URL_CHARS]))

        async def at_rest() -> None:
            # The wait for a quiet network is used to make ready what the probes need.
            is_built, _, _ = await asyncio.gather(
                self._watch(),
                settle(waits, SLOWED_SETTLE_MOST_S if throttle else SETTLE_MOST_S),
                self.send("Page.resetNavigationHistory"),  # or it could lead back to another visit's page
            )
            self._must_be_the_pages_own()
            if is_built:
                await rest(self)

        is_closely, _ = await asyncio.gather(wanted(), at_rest())
        if throttle:
            await record.attempt("timed", read_times(self, throttle))
            await speed_up(self.send)
        final_url = without_password(self._page.url[:URL_CHARS])
        if document != self._document:
            return document, final_url, is_closely
        unused = await see_unused_fonts(self) if ledger.has_remembered_fonts else ()
        record.parts["responses"] = ledger.responses(unused)
        if is_closely and self._notes_coverage:
            await record.attempt("coverage", read_coverage(self.send, set(ledger.files("script").values())))
        if is_closely:
            await record.attempt("saving", see_saving(self.send, ledger, Error))
        ledger.close()
        await look(self, record, self._settings, closely=is_closely)
        return document, final_url, is_closely

    def _checked(self, ledger: Ledger, final_url: str, bears: Collection[int]) -> int | None:
        """Check that a script or meta refresh led to a page, if it led on; gives its status."""
        self._must_be_the_pages_own()
        status, mime_type = ledger.answer_of(self._document)
        if status not in bears:
            must_be_no_error(status or 0, final_url)
        must_be_html(mime_type)
        return status

    def _must_be_the_pages_own(self) -> None:
        """Check that no page of the browser's about a failure is there, which tries again by itself."""
        if self._is_error_page:
            raise VisitError("it leads on to an address that cannot be reached, or that is not a public one")

    async def load(self, url: str) -> Response:
        """Open an address and wait for it.

        Raises:
            VisitError: as `auditor.visit.browser.Browser` says.
        """
        load_timeout_s = self._settings.load_timeout_s
        try:
            answer = await self._page.goto(url, wait_until="commit", timeout=load_timeout_s * 1_000)
        except PlaywrightTimeoutError as error:
            raise nothing_answered(load_timeout_s) from error
        except Error as error:
            raise not_loaded(error) from error
        if answer is None:
            raise VisitError("the address led to no new document")
        must_be_no_error(
            answer.status, without_password(self._page.url), answer.headers.get("retry-after", "")
        )
        must_be_html(answer.headers.get("content-type", ""))
        await self.loaded()
        return answer

    async def loaded(self) -> None:
        """Wait for the load event, within a bound."""
        with contextlib.suppress(TimeoutError):  # a page that never ends loading is read as it stands
            loaded = self._page.wait_for_load_state("load", timeout=0)
            await self._answered(loaded, self._settings.load_timeout_s)

    async def _watch(self) -> bool:
        """Make the world in which probes run, and tell whether scripts may still build the page."""
        made = await self.send("Page.createIsolatedWorld", frameId=self._frame, worldName=WORLD)
        self._world = int(made["executionContextId"])
        return not self._is_error_page and await watch(self)  # the browser's own page would try again

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the isolated world; see `auditor.visit.view.View`."""
        return await self._evaluate(self._world, expression, timeout_s)

    async def handle(self, expression: str) -> str:
        """Give DevTools' name of the object that an expression in the isolated world gives."""
        answer = await self.send("Runtime.evaluate", expression=expression, contextId=self._world)
        return str(answer["result"]["objectId"])

    async def _evaluate(self, world: int, expression: str, timeout_s: float) -> Any:
        answer = await self.send(
            "Runtime.evaluate",
            timeout_s=timeout_s,
            expression=expression,
            contextId=world,
            awaitPromise=True,
            returnByValue=True,
        )
        return evaluated(answer)

    async def _served_html(self) -> str:
        try:  # a document's request and the document itself have one id
            body = await self.send("Network.getResponseBody", requestId=self._document)
        except Error as error:
            raise ValueError("the browser does not have all of it") from error
        text = str(body["body"])
        if body.get("base64Encoded"):
            text = base64.b64decode(text).decode("utf-8", errors="replace")
        return text[:MAX_DOM_CHARS]

    async def screenshot(self) -> str:
        """Give a picture of what is in view; see `auditor.visit.view.View`."""
        return await self._picture(kept=True, format="webp", quality=60)

    async def picture(self, clip: Clip, *, kept: bool = False) -> str:
        """Give a picture of a part of the page; see `auditor.visit.view.View`."""
        return await self._picture(kept=kept, **png_of(clip))

    async def _picture(self, *, kept: bool, **given: Any) -> str:
        hides = kept and self.hides_fields
        if hides:
            await self.run(hide_fields(hidden=True), timeout_s=PROBE_TIMEOUT_S)
        try:
            taken = await self.send("Page.captureScreenshot", **given)
            return str(taken["data"])
        finally:
            if hides:
                await self.run(hide_fields(hidden=False), timeout_s=PROBE_TIMEOUT_S)

    async def resize(self, size: Size) -> str:
        """Lay the page out for a size; see `auditor.visit.view.View`."""
        if size == self._size:
            return ""
        self._size = None  # until it is known that it was set
        if size.paper != self._on_paper:
            await self.send("Emulation.setEmulatedMedia", **emulated_media(paper=size.paper))
            self._on_paper = size.paper
        await self.send("Emulation.setDeviceMetricsOverride", **device_metrics(size))
        self._size = size
        return ""

    async def send(self, method: str, *, timeout_s: float | None = None, **given: Any) -> dict[str, Any]:
        """Ask the browser about this tab.

        Raises:
            PageGoneError: if it does not answer in time, or never will. It is not asked again.
        """
        try:
            return await self._answered(self._session.send(method, given), timeout_s or PROBE_TIMEOUT_S)
        except TimeoutError:
            raise PageGoneError(self.fail(NO_ANSWER)) from None

    async def _answered[T](self, work: Coroutine[Any, Any, T], timeout_s: float) -> T:
        """Wait for an answer, but not for one that a crashed page will never give."""
        answer = asyncio.ensure_future(work)
        awaited: tuple[asyncio.Future[Any], ...] = (answer, self._failed)
        try:
            await asyncio.wait(awaited, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
            if self._failed.done():
                raise PageGoneError(self._failed.result())
            if not answer.done():
                raise TimeoutError
            return answer.result()
        finally:
            answer.cancel()
