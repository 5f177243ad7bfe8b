"""What an audit needs running: a browser and an HTTP client, both behind one guard, and a reader of files."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.cost.networks import DEVICES, NETWORKS
from auditor.crawl.client import BoundedClient
from auditor.crawl.politeness import Pacer
from auditor.files.reader import FileReader
from auditor.run.plan import Plan
from auditor.secret.credentials import Credentials
from auditor.secret.redaction import Redactor
from auditor.settings import Settings, SettingsError, user_agent
from auditor.visit.browser import Browser, Throttle, VisitSettings
from auditor.visit.endpoint import Endpoint, find_endpoint
from auditor.visit.find_browser import BrowserProgram, find_browser
from auditor.visit.guard import Guard, GuardProxy

SLOWED_TIMEOUT_S = 300.0  # eight megabytes by EDGE
VISIT_MARGIN_S = 60  # what probes and axe may take beyond the time for loading


@dataclass(frozen=True, slots=True)
class Tools:
    """What visits are made with. The redactor keeps secrets out of what comes back.

    `is_here` tells that the browser runs on this machine, with its fonts.
    """

    browser: Browser
    client: BoundedClient
    pacer: Pacer
    redactor: Redactor
    files: FileReader
    is_here: bool = True


class Letters:
    """What the client sends with its requests: what portal.toml says, and the session of the browser."""

    def __init__(self, credentials: Credentials | None) -> None:
        self.browser: Browser | None = None
        self._credentials = credentials

    async def headers_for(self, url: str) -> Mapping[str, str]:
        """Give the headers for a request to an address; none for one that is not the portal's."""
        known = self._credentials
        if known is None or not known.owns(url):
            return {}
        cookies = known.cookies if self.browser is None else await self.browser.cookies(url)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return {**known.headers_for(url), **({"Cookie": cookie} if cookie else {})}


@dataclass(frozen=True, slots=True)
class Wire:
    """The way out to the portal: a client, and the guard with its address for a browser."""

    client: BoundedClient
    pacer: Pacer
    guard: Guard
    letters: Letters
    proxy_url: str


@contextlib.asynccontextmanager
async def open_wire(plan: Plan) -> AsyncIterator[Wire]:
    """Start the guard and the client, and stop them in the end."""
    settings, crawl = plan.settings, plan.settings.crawl
    pacer = Pacer(crawl.delay_s, crawl.concurrency_per_host)
    guard = Guard(named_addresses(settings), allow_private=plan.allow_private)
    letters = Letters(plan.credentials)
    async with (
        GuardProxy(guard) as proxy,
        BoundedClient(
            user_agent(settings),
            headers_for=letters.headers_for,
            redactor=plan.redactor,
            proxy=proxy.url,
            timeout_s=crawl.timeout_s,
            pacer=pacer,
        ) as client,
    ):
        yield Wire(client, pacer, guard, letters, proxy.url)


@contextlib.asynccontextmanager
async def open_tools(plan: Plan, program: BrowserProgram | Endpoint) -> AsyncIterator[Tools]:
    """Start the guard, the client and the browser, and stop them in the end.

    Raises:
        BrowserFailedError: if the browser does not start.
    """
    settings, crawl = plan.settings, plan.settings.crawl
    timeout_s = max(crawl.timeout_s, SLOWED_TIMEOUT_S) if plan.throttle else crawl.timeout_s
    visits = VisitSettings(
        hosts=tuple(site.host for site in settings.sites()),
        country=settings.country,
        locale=locale_of(settings),
        user_agent_suffix=user_agent(settings),
        screenshot=crawl.screenshot,
        pictures=crawl.pictures,
        coverage=crawl.coverage,
        axe=plan.axe,
        exact=plan.exact,
        credentials=plan.credentials,
        throttle=Throttle(NETWORKS[plan.throttle], DEVICES["mid"]) if plan.throttle else None,
        load_timeout_s=timeout_s,
        visit_timeout_s=2 * timeout_s + VISIT_MARGIN_S,
    )
    async with (
        open_wire(plan) as wire,
        _open_browser(plan, program, visits, wire) as browser,
    ):
        wire.letters.browser = browser
        is_here = not isinstance(program, Endpoint) or program.local
        with contextlib.closing(FileReader()) as files:
            yield Tools(browser, wire.client, wire.pacer, plan.redactor, files, is_here=is_here)


def find_program(plan: Plan) -> BrowserProgram | Endpoint:
    """Find what pages are visited with: a browser on this machine, or the WebDriver endpoint that was named.

    Raises:
        AuditorError: if there is none, saying how to get one.
    """
    if plan.webdriver is None:
        return find_browser()
    if plan.throttle:
        raise SettingsError("--throttle needs a browser of this machine: leave out --webdriver")
    if plan.settings.access or plan.settings.login:
        raise SettingsError(
            "[access] and [login] of portal.toml need a browser of this machine: leave out --webdriver"
        )
    return find_endpoint(plan.webdriver)


def _open_browser(
    plan: Plan, program: BrowserProgram | Endpoint, visits: VisitSettings, wire: Wire
) -> AbstractAsyncContextManager[Browser]:
    # Drivers are heavy to import, and commands that need no browser never do.
    if isinstance(program, Endpoint):
        from auditor.visit.webdriver import WebDriverBrowser  # noqa: PLC0415

        return WebDriverBrowser(
            program, visits, tabs=plan.concurrency, guard=wire.guard, proxy_url=wire.proxy_url
        )
    from auditor.visit.chromium import ChromiumBrowser  # noqa: PLC0415

    return ChromiumBrowser(program, visits, tabs=plan.concurrency, proxy_url=wire.proxy_url)


def locale_of(settings: Settings) -> str | None:
    """Name the locale of the portal's own readers, such as `fr-FR`; None if it declares no language."""
    portal = settings.portal
    if not portal.languages:
        return None
    return f"{portal.languages[0]}-{settings.country}" if settings.country else portal.languages[0]


def named_addresses(settings: Settings) -> list[tuple[str, int]]:
    """Hosts and ports that the operator named, which may be private for that reason."""
    named = []
    for url in (settings.portal.url, *(f"http://{host}" for host in settings.portal.hosts)):
        parts = urlsplit(url)
        ports = (parts.port,) if parts.port else (80, 443)
        named += [(parts.hostname or "", port) for port in ports]
    return named
