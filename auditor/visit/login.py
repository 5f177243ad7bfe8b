"""Logs in as portal.toml says. Only here are secrets typed into a page."""

import contextlib
from collections.abc import Awaitable
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Error, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from auditor.crawl.globs import matches
from auditor.crawl.scope import canonical
from auditor.errors import AuditorError
from auditor.secret.credentials import Credentials
from auditor.settings.access import LoginSettings, LoginStep
from auditor.visit.access import RequestKeeper
from auditor.visit.failures import not_loaded

STEP_TIMEOUT_S = 15.0  # ours: a person would have given up by then
_PROOF_EVERY_S = 0.1

# Ways to tell somebody something that are no requests, or those of another process: while secrets
# are typed, a page does without them.
WITHOUT_OTHER_WAYS = """
for (const name of ["WebSocket", "WebTransport", "Worker", "SharedWorker", "RTCPeerConnection"]) {
    delete window[name];
}
"""


class LoginError(AuditorError):
    """The login did not work; the message says at which step, and nothing that was typed."""


async def log_in(context: BrowserContext, credentials: Credentials, login: LoginSettings) -> None:
    """Go through the steps in a tab of its own, which is closed in the end; the context keeps the session.

    Raises:
        LoginError: if a step cannot be done, would tell a stranger, or nothing shows that it worked.
    """
    page = await context.new_page()
    try:
        await _Login(page, credentials, login).go()
    except Error as error:  # its words are left out: they may repeat what was typed
        raise LoginError(f"the login failed: its tab broke ({type(error).__name__})") from None
    finally:
        with contextlib.suppress(Error):
            await page.close()


class _Login:
    """One login while it goes on."""

    def __init__(self, page: Page, credentials: Credentials, login: LoginSettings) -> None:
        self._page = page
        self._credentials = credentials
        self._login = login

    async def go(self) -> None:
        session = await self._page.context.new_cdp_session(self._page)
        tree = await session.send("Page.getFrameTree")
        self._keeper = RequestKeeper(session, self._credentials, login_frame=tree["frameTree"]["frame"]["id"])
        await self._keeper.start()
        await self._page.add_init_script(WITHOUT_OTHER_WAYS)
        await self._open()
        if await self._is_proven():
            raise LoginError(f"the login cannot be proven: {self._proof()} is there before it")
        for number, step in enumerate(self._login.steps, 1):
            await self._do(step, number)
        await self._prove()

    async def _open(self) -> None:
        where = f"the login page {self._login.url}"
        try:
            answer = await self._page.goto(self._login.url, timeout=2_000 * STEP_TIMEOUT_S)
        except PlaywrightTimeoutError:
            raise LoginError(f"{where} did not load within {2 * STEP_TIMEOUT_S:g} s") from None
        except Error as error:
            raise LoginError(f"{where} cannot be loaded: {not_loaded(error)}") from None
        if answer is not None and not answer.ok:
            raise LoginError(f"{where} answered {answer.status}")

    async def _do(self, step: LoginStep, number: int) -> None:
        place = f"login step {number} ({'click' if step.click else 'fill'} {step.click or step.fill})"
        if not self._credentials.owns(self._page.url):
            host = urlsplit(self._page.url).hostname or "no host"
            raise LoginError(f"{place}: by then the page is on {host}, which is not the portal's")
        target = self._page.locator(f"css={step.click or step.fill}")
        if step.click:
            await self._attempt(target.click(timeout=1_000 * STEP_TIMEOUT_S), target, place)
            with contextlib.suppress(PlaywrightTimeoutError):  # of a page that never ends loading
                await self._page.wait_for_load_state(timeout=1_000 * STEP_TIMEOUT_S)
        else:
            await self._fill(target, step, number, place)
        self._must_have_told_nobody()

    async def _fill(self, target: Locator, step: LoginStep, number: int, place: str) -> None:
        if step.text is not None:
            asked = target.get_attribute("type", timeout=1_000 * STEP_TIMEOUT_S)
            if (await self._attempt(asked, target, place) or "").lower() == "password":
                raise LoginError(f'{place}: it is a field for a password; use secret = "env:NAME", not text')
        value = self._credentials.typed[number - 1] if step.text is None else step.text
        await self._attempt(target.fill(value, timeout=1_000 * STEP_TIMEOUT_S), target, place)

    async def _attempt[T](self, work: Awaitable[T], target: Locator, place: str) -> T:
        """Do something to an element. The driver's own words are left out: they repeat what was typed."""
        try:
            return await work
        except Error as error:
            why = await self._why_not(target, in_time=not isinstance(error, PlaywrightTimeoutError))
            raise LoginError(f"{place}: {why}") from None

    async def _why_not(self, target: Locator, *, in_time: bool) -> str:
        try:
            found = await target.count()
        except Error:
            return "it is no CSS selector"
        if found > 1:
            return f"it fits {found} elements"
        if in_time:
            return "the browser could not do it"
        what = "it did not become usable" if found else "there was no such element"
        return f"{what} within {STEP_TIMEOUT_S:g} s"

    async def _prove(self) -> None:
        """Wait until what shows the success is there, all that is named of it."""
        for _ in range(int(STEP_TIMEOUT_S / _PROOF_EVERY_S)):
            self._must_have_told_nobody()
            if await self._is_proven():
                return
            await self._page.wait_for_timeout(1_000 * _PROOF_EVERY_S)
        where = self._credentials.redactor.text(self._page.url)
        raise LoginError(f"the login did not lead to {self._proof()}; it ended at {where}")

    def _must_have_told_nobody(self) -> None:
        if self._keeper.stopped:
            raise LoginError(
                f"the login page wanted to tell {self._keeper.stopped} what was typed, and was stopped; "
                "if that is the portal's too, name it in [portal] hosts"
            )

    async def _is_proven(self) -> bool:
        login = self._login
        if login.proof_url:
            try:
                address = canonical(self._page.url)
            except ValueError:
                return False
            if not self._credentials.owns(address) or not matches(login.proof_url, address):
                return False
        if login.proof_text:
            return await self._page.get_by_text(login.proof_text).first.is_visible()
        return True

    def _proof(self) -> str:
        named = {"an address like": self._login.proof_url, "the text": self._login.proof_text}
        return " and ".join(f"{what} {value!r}" for what, value in named.items() if value)
