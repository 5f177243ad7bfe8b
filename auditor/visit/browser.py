"""What a driver of a browser has to offer. Drivers' own types never leave this package."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from auditor.cost.networks import Device, Network
from auditor.errors import AuditorError
from auditor.evidence import PageEvidence, Part
from auditor.secret.credentials import Credentials

PHONE_WIDTH_PX, PHONE_HEIGHT_PX = 360, 800  # design target: a small current phone
NARROW_WIDTH_PX = 320  # WCAG 1.4.10 Reflow: 1280 px at 400 % zoom
DESKTOP_WIDTH_PX, DESKTOP_HEIGHT_PX = 1280, 800
HTTP_ERROR = 400  # and above: RFC 9110, 15.5 and 15.6


type Closely = bool | Callable[[str, str], Awaitable[bool]]
"""Whether a visit is to be a close look, or what tells so of where it led to and of the HTML served there."""


class VisitError(Exception):
    """A page could not be visited; the message says why, to a person."""


class NotAPageError(VisitError):
    """The address answers with something that a browser does not show as a page."""


class NoAnswerError(VisitError):
    """The page's host cannot be reached, or did not answer in time."""


class ErrorAnswerError(VisitError):
    """The page's host answered with an error: an HTTP status of 400 or more.

    `retry_after` is that header as it came, "" without one.
    """

    def __init__(self, status: int, final_url: str, retry_after: str = "") -> None:
        super().__init__(f"it answered {status}")
        self.status = status
        self.final_url = final_url
        self.retry_after = retry_after


class PageGoneError(VisitError):
    """A page can answer no more: it crashed, hung or was given up."""


class BrowserFailedError(AuditorError):
    """The browser could not be started, or could not be started again."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """What slows a load down; without a network, the line itself is slow."""

    network: Network | None
    device: Device


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSettings:
    """What all visits of a run have in common.

    `hosts` are the portal's own: others are third parties. `locale` is a language tag such
    as `fr-FR`. `exact` leaves all to axe that a shortcut could decide. `credentials` are sent
    to the portal alone. `unwanted` are parts of the evidence that are not recorded. With `coverage`, close
    looks note which scripts run. `throttle` slows each load down. `load_timeout_s` bounds the wait for the
    load event, `visit_timeout_s` the whole visit.
    """

    hosts: tuple[str, ...]
    country: str | None = None
    locale: str | None = None
    user_agent_suffix: str = ""
    screenshot: bool = False
    pictures: bool = False
    coverage: bool = False
    axe: bool = True
    exact: bool = False
    credentials: Credentials | None = None
    unwanted: frozenset[Part] = frozenset()
    throttle: Throttle | None = None
    load_timeout_s: float = 30
    visit_timeout_s: float = 90


class Browser(Protocol):
    """A running browser with a number of tabs.

    `visit` may be called from as many tasks as there are tabs; further calls wait for a
    free one. A page that hangs or crashes costs its own visit only.
    """

    @property
    def version(self) -> str:
        """The browser's name and version, such as `HeadlessChrome/156.0`."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What an audit must say of how its pages were seen, each a sentence."""
        ...

    @property
    def user_agent(self) -> str:
        """What the browser says that it is; "" if that is not known."""
        ...

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        """Load a page once and record it, with `CLOSE_PARTS` if it is to be looked at closely.

        A browser that does not see what was served takes no close look where that would tell.

        Raises:
            NotAPageError: if it is a download, or not HTML.
            ErrorAnswerError: if the answer is an error; its page is not looked at.
            NoAnswerError: if nothing answered.
            VisitError: if the page did not answer to the probes in time.
        """
        ...

    async def log_in(self) -> None:
        """Log in as `VisitSettings.credentials` say; if they say nothing of it, do nothing.

        Raises:
            AuditorError: if it does not work.
        """
        ...

    async def cookies(self, url: str) -> Mapping[str, str]:
        """Give the cookies that go with a request to an address."""
        ...

    async def close(self) -> None:
        """Stop the browser."""
        ...
