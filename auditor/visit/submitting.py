"""Lets a journey send nothing unless its step says so. It is the browser that is kept from it.

All requests of a journey's context pass here, those of frames, windows and beacons too. A form that
is sent by GET looks like a link that is followed; the renderer tells, before the request
is made, that it is a form's.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import BrowserContext, Error, Page, Request, Route

from auditor.secret.masking import Mask
from auditor.visit.access import SAFE_METHODS
from auditor.visit.login import WITHOUT_OTHER_WAYS

FORM_NEWS_S = (
    0.05  # ours: what the renderer tells of a form comes before the request, and from another process
)
MAX_STOPPED = 100  # described; a page may try without end

_TO_COUNT = frozenset({"ping", "csp-violation-report"})  # what no page waits for an answer to

type Sender = Literal["form", "window", "script", "count"]


@dataclass(frozen=True, slots=True)
class Stopped:
    """A request that was stopped: whose it was, and where it would have gone."""

    sender: Sender
    url: str


class SubmitGuard:
    """Stands between one page of a context and everybody else. It is closed but for `open`."""

    def __init__(self, page: Page, mask: Mask, owns: Callable[[str], bool]) -> None:
        self.stopped: list[Stopped] = []
        self._page = page
        self._mask = mask
        self._owns = owns
        self._is_open = False
        self._forms: set[str] = set()

    async def start(self, context: BrowserContext) -> None:
        """Begin to look at all requests of the page and of what it opens."""
        session = await context.new_cdp_session(self._page)
        session.on("Page.frameRequestedNavigation", self._asked)
        session.on("Page.windowOpen", lambda event: self._note("window", str(event.get("url", ""))))
        await session.send("Page.enable")
        await context.add_init_script(WITHOUT_OTHER_WAYS)
        await context.route("**/*", self._decide)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let forms be sent inside."""
        self._is_open = True
        try:
            yield
        finally:
            self._is_open = False

    def _asked(self, event: dict[str, Any]) -> None:
        if str(event.get("reason", "")).startswith("formSubmission") and len(self._forms) < MAX_STOPPED:
            self._forms.add(urldefrag(event["url"]).url)
            self._mask.learn_query(event["url"])

    def _note(self, sender: Sender, url: str) -> None:
        if len(self.stopped) < MAX_STOPPED:
            self.stopped.append(Stopped(sender, url))

    async def _decide(self, route: Route) -> None:
        with contextlib.suppress(Error):  # the page went on meanwhile, and its requests with it
            if (sender := await self._stopped_sender(route.request)) is None:
                await route.continue_()
                return
            if sender != "window":  # which was noted when it was opened
                self._note(sender, route.request.url)
            await route.abort("aborted")  # other reasons would replace the page by one that says so

    async def _stopped_sender(self, request: Request) -> Sender | None:
        """Say whose request it is, if it has to be stopped."""
        if _page_of(request) is not self._page:
            return "window"
        if self._is_open:
            return None
        if request.is_navigation_request():
            await asyncio.sleep(FORM_NEWS_S)
            if request.method not in SAFE_METHODS or urldefrag(request.url).url in self._forms:
                return "form"
        elif request.method not in SAFE_METHODS:
            return "count" if request.resource_type in _TO_COUNT else "script"
        if not self._owns(request.url) and self._mask.is_in(request.url):
            return "count"
        return None


def _page_of(request: Request) -> Page | None:
    try:
        return request.frame.page
    except Error:  # of no frame: a worker's, or of a page that is not shown yet
        return None


def host_of(url: str) -> str:
    """Name the host of an address, for a message."""
    return urlsplit(url).hostname or "no host"
