"""A tab that is seen through the DevTools protocol, as `auditor.visit.tab` sees one."""

import base64
from typing import Any

from axe_selenium_python import Axe

from auditor.axe import axe_file
from auditor.evidence import PageEvidence
from auditor.visit.browser import NoAnswerError, VisitError, VisitSettings
from auditor.visit.emulation import (
    EMULATED_MEDIA,
    NO_DIALOGS,
    device_metrics,
    user_agent,
    user_agent_metadata,
)
from auditor.visit.failures import must_be_html, must_be_no_error, not_loaded, whose_silence
from auditor.visit.guard import AddressRefusedError, Guard
from auditor.visit.ledger import ColdSizes, Ledger
from auditor.visit.look import NO_ANSWER, PHONE, PROBE_TIMEOUT_S, Record, Size, look, settle
from auditor.visit.probe import MAX_DOM_CHARS
from auditor.visit.webdriver_session import SESSION_ERRORS, Session
from auditor.visit.webdriver_tab import StuckError, WebDriverTab


class DevToolsTab(WebDriverTab):
    """A tab that is seen through the DevTools protocol; `guard` is set where its proxy cannot be used."""

    def __init__(
        self, session: Session, settings: VisitSettings, cold_sizes: ColdSizes, guard: Guard | None
    ) -> None:
        super().__init__(session, settings)
        self._cold = cold_sizes
        self._guard = guard
        self._world = 0
        self._committed: set[str] = set()
        self._refused = ""

    async def prepare(self) -> None:
        """Tell the browser that it is a phone, who we are, and what it may not do."""
        settings = self.settings
        agent = user_agent(self.session.version.partition(".")[0], settings.user_agent_suffix)
        named: dict[str, Any] = {"userAgent": agent, "userAgentMetadata": user_agent_metadata()}
        if settings.locale is not None:
            named["acceptLanguage"] = settings.locale
        await self._devtools("Emulation.setUserAgentOverride", **named)
        if settings.locale is not None:
            await self._devtools("Emulation.setLocaleOverride", locale=settings.locale)
        await self._devtools("Emulation.setTouchEmulationEnabled", enabled=True)
        await self._devtools("Emulation.setFocusEmulationEnabled", enabled=True)
        await self._devtools("Emulation.setEmulatedMedia", features=EMULATED_MEDIA)
        await self._devtools("Network.setBypassServiceWorker", bypass=True)
        await self._devtools("Browser.setDownloadBehavior", behavior="deny")
        await self._devtools("Browser.grantPermissions", permissions=[])
        await self._devtools("Page.addScriptToEvaluateOnNewDocument", source=NO_DIALOGS)

    async def _record(self, url: str) -> PageEvidence:
        ledger = Ledger(self.settings.hosts, self._cold)
        record = Record(*SESSION_ERRORS)
        await self.resize(PHONE)
        await self.call(self._forget)
        complaint = await self.load(url)

        async def waits() -> bool:
            await self._take_events(ledger)
            return not ledger.is_settled

        await self._take_events(ledger)
        try:
            self._must_be_there(ledger, complaint)
        except NoAnswerError as error:
            raise whose_silence(error, redirected=ledger.is_redirected) from error
        await settle(waits)
        if self._refused:
            raise VisitError(self._refused)
        final_url = await self._enter()
        await record.attempt("served_html", self._served_html(ledger))
        record.parts["responses"] = ledger.responses()
        record.parts["console"] = await self.call(self.session.console)
        await look(self, record, self.settings)
        self.broken = self.broken or record.hung
        document = ledger.document
        return PageEvidence(
            url=url,
            final_url=final_url,
            status=document.status if document else None,
            country=self.settings.country,
            missing=record.missing,
            **record.parts,
        )

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the isolated world; see `auditor.visit.look.View`."""
        answer = await self._devtools(
            "Runtime.evaluate",
            timeout_s=timeout_s,
            expression=expression,
            contextId=self._world,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise ValueError(details.get("exception", {}).get("description", details.get("text", "it threw")))
        return answer["result"].get("value")

    async def resize(self, size: Size) -> str:
        """Lay the page out for a size; see `auditor.visit.look.View`."""
        try:
            await self._devtools("Emulation.setDeviceMetricsOverride", **device_metrics(size))
        except StuckError:
            return NO_ANSWER
        return ""

    async def screenshot(self) -> str:
        """Give a picture of what is in view; see `auditor.visit.look.View`."""
        taken = await self._devtools("Page.captureScreenshot", format="webp", quality=60)
        return str(taken["data"])

    async def _devtools(self, command: str, /, timeout_s: float = PROBE_TIMEOUT_S, **parameters: Any) -> Any:
        return await self.call(lambda: self.session.devtools(command, **parameters), timeout_s=timeout_s)

    def _forget(self) -> None:
        """Pass over what the page before this one left in the logs."""
        self._committed = set()
        self._refused = ""
        for _ in self.session.events():
            pass
        self.session.console()

    async def _take_events(self, ledger: Ledger) -> None:
        handlers = ledger.handlers()
        for method, parameters in await self.call(lambda: list(self.session.events())):
            if method in handlers:
                handlers[method](parameters)
            if method == "Page.frameNavigated" and "unreachableUrl" not in parameters["frame"]:
                self._committed.add(parameters["frame"]["loaderId"])
            if self._guard is not None and not self._refused:
                self._refused = _refusal(self._guard, method, parameters)

    def _must_be_there(self, ledger: Ledger, complaint: Exception | None) -> None:
        """Raise the error that says why there is no page, if there is none."""
        document = ledger.document
        if document is not None and ledger.document_request in self._committed:
            must_be_no_error(document.status, document.url, ledger.document_headers.get("retry-after", ""))
            must_be_html(ledger.document_headers.get("content-type", ""))
        elif isinstance(complaint, TimeoutError):
            raise NoAnswerError(f"nothing answered within {self.settings.load_timeout_s:.0f} s")
        elif document is not None and document.failed:
            raise not_loaded(ValueError(document.failed))
        elif complaint is not None:
            raise not_loaded(complaint)
        else:
            raise VisitError("the address led to no new document")

    async def _enter(self) -> str:
        """Make an isolated world with axe in it; give the page's address."""
        frame = (await self._devtools("Page.getFrameTree"))["frameTree"]["frame"]
        made = await self._devtools("Page.createIsolatedWorld", frameId=frame["id"], worldName="auditor")
        self._world = int(made["executionContextId"])
        if self.settings.axe:
            world = self._world
            await self.call(lambda: Axe(_World(self.session, world), script_url=str(axe_file())).inject())
        return str(frame["url"]) + str(frame.get("urlFragment", ""))

    async def _served_html(self, ledger: Ledger) -> str:
        if ledger.document_request is None:
            raise ValueError("the browser reported no request for the document")
        body = await self._devtools("Network.getResponseBody", requestId=ledger.document_request)
        text = str(body["body"])
        if body.get("base64Encoded"):
            text = base64.b64decode(text).decode("utf-8", errors="replace")
        return text[:MAX_DOM_CHARS]


class _World:
    """An isolated world in the guise of a driver, for axe-selenium-python to put its script into."""

    def __init__(self, session: Session, world: int) -> None:
        self._session = session
        self._world = world

    def execute_script(self, script: str) -> None:
        """Run a script in the world."""
        answer = self._session.devtools("Runtime.evaluate", expression=script, contextId=self._world)
        if "exceptionDetails" in answer:
            raise ValueError(str(answer["exceptionDetails"].get("text", "it threw")))


def _refusal(guard: Guard, method: str, parameters: dict[str, Any]) -> str:
    """Say which address was reached that may not be; "" if this event tells of none."""
    if method == "Network.responseReceived":
        answer = parameters["response"]
    elif method == "Network.requestWillBeSent" and "redirectResponse" in parameters:
        answer = parameters["redirectResponse"]
    else:
        return ""
    try:
        guard.check(str(answer["url"]), str(answer.get("remoteIPAddress", "")))
    except AddressRefusedError as error:
        return f"it reached what an audit may not: {error}"
    except ValueError:
        return ""  # no address that can be read
    return ""
