"""A tab with nothing but WebDriver: a desktop's window, and probes in the page's own world.

What cannot be seen so is missing from the evidence, and says why.
"""

from typing import Any

from axe_selenium_python import Axe

from auditor.axe import axe_file
from auditor.evidence import PageEvidence
from auditor.visit.browser import Closely, NotAPageError, VisitError
from auditor.visit.failures import must_be_html, must_be_no_error, not_loaded, nothing_answered, nothing_came
from auditor.visit.ledger import URL_CHARS
from auditor.visit.look import Record, look, rest, settle
from auditor.visit.probe import well_formed
from auditor.visit.view import PHONE, PROBE_TIMEOUT_S, Clip, Size
from auditor.visit.webdriver_session import SESSION_ERRORS, Session
from auditor.visit.webdriver_tab import HAS_CONTENT, LOAD_MARGIN_S, NO_KEYS, WebDriverTab

NO_DEVTOOLS = "this WebDriver endpoint offers no DevTools protocol"

# `since` is another for each document.
_STATE = f"""({{
  url: document.URL,
  hasContent: {HAS_CONTENT},
  type: document.contentType,
  status: performance.getEntriesByType("navigation")[0]?.responseStatus || null,
  requests: performance.getEntriesByType("resource").length,
  since: performance.timeOrigin,
}})"""


class PlainTab(WebDriverTab):
    """A tab with nothing but WebDriver."""

    async def _record(self, url: str, *, closely: Closely) -> PageEvidence:
        record = Record(*SESSION_ERRORS, unwanted=self.settings.unwanted)
        record.miss(NO_DEVTOOLS, "responses", "served_html", "console", "phone", "worker", "saving")
        is_closely = closely is True  # what was served is not seen
        if is_closely:
            record.miss(NO_KEYS, "keyboard")
        await self.resize(PHONE)
        complaint = await self.load(url)
        status = self._must_be_there(await self._state(), complaint)
        requests: Any = 0

        async def waits() -> bool:
            nonlocal requests
            before, requests = requests, (await self._state()).get("requests")
            return bool(before != requests)

        await settle(waits)
        await rest(self)
        if self.settings.axe:
            await self.call(lambda: Axe(_Page(self.session), script_url=str(axe_file())).inject())
        begun = await self._state()
        await look(self, record, self.settings, closely=is_closely)
        if (await self._state()).get("since") != begun.get("since"):
            raise VisitError("it goes on to another document by itself while it is looked at")
        return PageEvidence(
            url=url,
            final_url=str(begun.get("url"))[:URL_CHARS],
            status=status,
            country=self.settings.country,
            closely=is_closely,
            missing=record.missing,
            **record.parts,
        )

    async def _state(self) -> dict[str, Any]:
        state = await self.run(_STATE, timeout_s=PROBE_TIMEOUT_S)
        return state if isinstance(state, dict) else {}

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the page's world; see `auditor.visit.view.View`."""
        bound_s = timeout_s + LOAD_MARGIN_S
        return well_formed(
            await self.call(lambda: self.session.evaluate(expression, timeout_s), timeout_s=bound_s)
        )

    async def resize(self, size: Size) -> str:
        """Give the window the size, where it can be made as narrow; see `auditor.visit.view.View`."""
        if size.paper:
            return NO_DEVTOOLS
        wanted = size.width_px, size.height_px
        if await self.call(lambda: self.session.set_window(*wanted)) != wanted:
            return f"the browser's window could not be made {size.width_px} x {size.height_px} px"
        return ""

    async def picture(self, clip: Clip, *, kept: bool = False) -> str:  # noqa: ARG002  none is taken
        """Take none, as `screenshot`; see `auditor.visit.view.View`."""
        raise ValueError(NO_DEVTOOLS)

    async def screenshot(self) -> str:
        """Take none: WebDriver's pictures are of another kind; see `auditor.visit.view.View`."""
        raise ValueError(NO_DEVTOOLS)

    def _must_be_there(self, seen: dict[str, Any], complaint: Exception | None) -> int | None:
        """Give the HTTP status if it is known; raise what says why there is no page, if there is none."""
        url, status = str(seen.get("url", "")), seen.get("status")
        if not url.startswith(("http://", "https://")):
            if isinstance(complaint, TimeoutError):
                raise nothing_answered(self.settings.load_timeout_s)
            if complaint is not None:
                raise not_loaded(complaint)
            if url == "about:blank":
                raise NotAPageError("it is a download, not a page")
            raise VisitError("it could not be loaded")
        if isinstance(status, int):
            must_be_no_error(status, url[:URL_CHARS])
        must_be_html(str(seen.get("type", "")))
        if isinstance(complaint, TimeoutError) and not seen.get("hasContent"):
            raise nothing_came(self.settings.load_timeout_s)
        return status if isinstance(status, int) else None


class _Page:
    """The page's own world, as axe-selenium-python wants to see it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def execute_script(self, script: str) -> None:
        """Run a script in the page."""
        self._session.run_script(script, PROBE_TIMEOUT_S)
