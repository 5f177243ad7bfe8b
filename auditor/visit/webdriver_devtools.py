"""A tab that is seen through the DevTools protocol, as `auditor.visit.tab` sees one."""

import base64
import contextlib
from typing import Any

from axe_selenium_python import Axe

from auditor.axe import axe_file
from auditor.evidence import PageEvidence
from auditor.visit.browser import Closely, NoAnswerError, VisitError, VisitSettings
from auditor.visit.emulation import (
    NO_DIALOGS,
    device_metrics,
    emulated_media,
    png_of,
    user_agent,
    user_agent_metadata,
)
from auditor.visit.failures import (
    must_be_html,
    must_be_no_error,
    not_loaded,
    nothing_answered,
    nothing_came,
    whose_silence,
)
from auditor.visit.guard import Guard
from auditor.visit.ledger import URL_CHARS, ColdSizes, Ledger
from auditor.visit.look import LED_ON, MAX_DOCUMENTS, Record, is_close, look, rest, see_unused_fonts, settle
from auditor.visit.probe import MAX_DOM_CHARS, WORLD, evaluated, for_pages
from auditor.visit.reached import Reached
from auditor.visit.saving import see_saving
from auditor.visit.view import PHONE, PROBE_TIMEOUT_S, Clip, Size
from auditor.visit.webdriver_session import SESSION_ERRORS, Session
from auditor.visit.webdriver_tab import HAS_CONTENT, NO_KEYS, WebDriverTab


class DevToolsTab(WebDriverTab):
    """A tab that is seen through the DevTools protocol; `guard` is set where its proxy cannot be used."""

    def __init__(
        self, session: Session, settings: VisitSettings, cold_sizes: ColdSizes, guard: Guard | None
    ) -> None:
        super().__init__(session, settings)
        self._cold = cold_sizes
        self._guard = guard
        self._world = 0
        self._document = ""
        self._address = ""
        self._is_error_page = False
        self._is_stopped = False
        self._on_paper = False
        self._arrived: set[str] = set()
        self._reached: Reached | None = None

    async def prepare(self) -> None:
        """Tell the browser that it is a phone, who we are, and what it may not do."""
        settings = self.settings
        agent = user_agent(self.session.version.partition(".")[0], settings.user_agent_suffix)
        named: dict[str, Any] = {"userAgent": agent, "userAgentMetadata": user_agent_metadata()}
        if settings.locale is not None:
            named["acceptLanguage"] = settings.locale
            await self._devtools("Emulation.setLocaleOverride", locale=settings.locale)
        await self._devtools("Emulation.setUserAgentOverride", **named)
        await self._devtools("Emulation.setTouchEmulationEnabled", enabled=True)
        await self._devtools("Emulation.setFocusEmulationEnabled", enabled=True)
        await self._devtools("Emulation.setEmulatedMedia", **emulated_media(paper=False))
        await self._devtools("Network.setBypassServiceWorker", bypass=True)
        await self._devtools("Browser.setDownloadBehavior", behavior="deny")
        await self._devtools("Browser.grantPermissions", permissions=[])
        await self._devtools("Page.addScriptToEvaluateOnNewDocument", source=NO_DIALOGS)
        if settings.axe:
            await self.call(lambda: Axe(_NewDocuments(self.session), script_url=str(axe_file())).inject())

    async def _record(self, url: str, *, closely: Closely) -> PageEvidence:
        ledger = Ledger(self.settings.hosts, self._cold, self.fail)
        self._reached = Reached(self._guard) if self._guard else None
        try:
            await self.resize(PHONE)
            await self.call(self._forget)
            complaint = await self.load(url)
            self._is_stopped = isinstance(complaint, TimeoutError)
            await self._take_events(ledger)
            try:
                self._must_be_there(ledger, complaint)
            except NoAnswerError as error:
                raise whose_silence(error, redirected=ledger.is_redirected) from error
            for _ in range(MAX_DOCUMENTS):
                status = self._status(ledger)
                record = Record(*SESSION_ERRORS, unwanted=self.settings.unwanted)
                document, final_url, is_closely = await self._look(record, ledger, closely=closely)
                await self._take_events(ledger)
                if document == self._document:
                    return PageEvidence(
                        url=url,
                        final_url=final_url,
                        status=status,
                        country=self.settings.country,
                        closely=is_closely,
                        missing=record.missing,
                        **record.parts,
                    )
                await self.resize(PHONE)
        finally:
            ledger.close()
        raise VisitError(LED_ON)

    async def _look(self, record: Record, ledger: Ledger, *, closely: Closely) -> tuple[str, str, bool]:
        """Look at the document that is there, which may lead on meanwhile.

        Gives its id, its address, and whether the look was a close one.
        """

        async def waits() -> bool:
            await self._take_events(ledger)
            return not ledger.is_settled

        await settle(waits)
        frame = (await self._devtools("Page.getFrameTree"))["frameTree"]["frame"]
        made = await self._devtools("Page.createIsolatedWorld", frameId=frame["id"], worldName=WORLD)
        self._world = int(made["executionContextId"])
        if self._is_stopped and not await self.run(HAS_CONTENT, timeout_s=PROBE_TIMEOUT_S):
            raise whose_silence(nothing_came(self.settings.load_timeout_s), redirected=ledger.is_redirected)
        await self._devtools("Page.resetNavigationHistory")  # or it could lead back to another visit's page
        await record.attempt("served_html", self._served_html(frame["loaderId"]))
        final_url = f"{frame['url']}{frame.get('urlFragment', '')}"[:URL_CHARS]
        is_closely = await is_close(closely, record, final_url)
        with contextlib.suppress(*SESSION_ERRORS):  # it is led on meanwhile, which is seen in the end
            await rest(self)
        await self._take_events(ledger)
        record.parts["console"] = await self.call(self.session.console)
        unused = await see_unused_fonts(self) if ledger.has_remembered_fonts else ()
        record.parts["responses"] = ledger.responses(unused)
        if is_closely:
            record.miss(NO_KEYS, "keyboard")
            await record.attempt("saving", see_saving(self._devtools, ledger, *SESSION_ERRORS))
        ledger.close()
        await look(self, record, self.settings, closely=is_closely)
        return str(frame["loaderId"]), final_url, is_closely

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the isolated world; see `auditor.visit.view.View`."""
        return evaluated(
            await self._devtools(
                "Runtime.evaluate",
                timeout_s=timeout_s,
                expression=expression,
                contextId=self._world,
                awaitPromise=True,
                returnByValue=True,
            )
        )

    async def resize(self, size: Size) -> str:
        """Lay the page out for a size; see `auditor.visit.view.View`."""
        if size.paper != self._on_paper:
            await self._devtools("Emulation.setEmulatedMedia", **emulated_media(paper=size.paper))
            self._on_paper = size.paper
        await self._devtools("Emulation.setDeviceMetricsOverride", **device_metrics(size))
        return ""

    async def screenshot(self) -> str:
        """Give a picture of what is in view; see `auditor.visit.view.View`."""
        taken = await self._devtools("Page.captureScreenshot", format="webp", quality=60)
        return str(taken["data"])

    async def picture(self, clip: Clip, *, kept: bool = False) -> str:  # noqa: ARG002  no secrets are typed
        """Give a picture of a part of the page; see `auditor.visit.view.View`."""
        taken = await self._devtools("Page.captureScreenshot", **png_of(clip))
        return str(taken["data"])

    async def _devtools(self, command: str, /, timeout_s: float | None = None, **parameters: Any) -> Any:
        return await self.call(lambda: self.session.devtools(command, **parameters), timeout_s=timeout_s)

    def _forget(self) -> None:
        """Pass over what the page before this one left in the logs."""
        self._arrived = set()
        for _ in self.session.events():
            pass
        self.session.console()

    async def _take_events(self, ledger: Ledger) -> None:
        handlers = ledger.handlers()
        for method, parameters in await self.call(lambda: list(self.session.events())):
            if method in handlers:
                handlers[method](parameters)
            if method == "Page.frameNavigated" and "parentId" not in parameters["frame"]:
                self._note_document(parameters["frame"])
            if self._reached is not None:
                self._reached.note(method, parameters)
        if self._reached is not None and self._reached.refusal:
            raise VisitError(self._reached.refusal)

    def _note_document(self, frame: dict[str, Any]) -> None:
        self._document = frame["loaderId"]
        self._address = f"{frame['url']}{frame.get('urlFragment', '')}"[:URL_CHARS]
        self._is_error_page = "unreachableUrl" in frame
        if not self._is_error_page:
            self._arrived.add(self._document)

    def _must_be_there(self, ledger: Ledger, complaint: Exception | None) -> None:
        """Raise the error that says why there is no page, if there is none."""
        document = ledger.document
        if document is not None and ledger.document_request in self._arrived:
            must_be_no_error(document.status, document.url, ledger.document_headers.get("retry-after", ""))
            must_be_html(ledger.document_headers.get("content-type", ""))
        elif isinstance(complaint, TimeoutError):
            raise nothing_answered(self.settings.load_timeout_s)
        elif document is not None and document.failed:
            raise not_loaded(ValueError(document.failed))
        elif complaint is not None:
            raise not_loaded(complaint)
        else:
            raise VisitError("the address led to no new document")

    def _status(self, ledger: Ledger) -> int | None:
        """Give the status of the document that is there: a script or meta refresh may have led on to it."""
        if self._is_error_page:
            raise VisitError("it leads on to an address that cannot be reached, or that is not a public one")
        status, mime_type = ledger.answer_of(self._document)
        must_be_no_error(status or 0, self._address)
        must_be_html(mime_type)
        return status

    async def _served_html(self, document: str) -> str:
        # A document's request and the document itself have one id.
        body = await self._devtools("Network.getResponseBody", requestId=document)
        text = str(body["body"])
        if body.get("base64Encoded"):
            text = base64.b64decode(text).decode("utf-8", errors="replace")
        return text[:MAX_DOM_CHARS]


class _NewDocuments:
    """The isolated worlds of all documents to come, in the guise of a driver for axe-selenium-python."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def execute_script(self, script: str) -> None:
        """Have a script run in the isolated world of each page."""
        self._session.devtools(
            "Page.addScriptToEvaluateOnNewDocument", source=for_pages(script), worldName=WORLD
        )
