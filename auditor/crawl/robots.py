"""robots.txt: what a portal asks crawlers to leave alone (RFC 9309, read by protego)."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from protego import Protego

from auditor.crawl.client import BoundedClient, FetchError, RedirectError
from auditor.crawl.politeness import Pacer
from auditor.settings import PRODUCT_TOKEN

MAX_BYTES = 500 * 1024  # the least that RFC 9309, 2.5, asks a parser to read; what follows is not read


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for us. `refused` says why nothing may be fetched; it is "" otherwise.

    `silent` tells that this is because the host did not answer at all. `delay_s` is the pause
    between requests that Crawl-delay or Request-rate ask for.
    """

    rules: Protego
    user_agent: str
    delay_s: float | None
    sitemaps: tuple[str, ...]
    refused: str = ""
    silent: bool = False

    @classmethod
    def parse(cls, body: bytes, user_agent: str = PRODUCT_TOKEN, url: str = "") -> "Robots":
        """Read the file; lines that are no rules are passed over. Sitemaps are taken relative to `url`."""
        rules = Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", errors="replace"))
        sitemaps = dict.fromkeys(urljoin(url, sitemap) for sitemap in rules.sitemaps)
        return cls(rules, user_agent, _delay_s(rules, user_agent), tuple(sitemaps))

    @classmethod
    def closed(cls, reason: str, *, silent: bool = False) -> "Robots":
        """Rules that allow nothing, because the file could not be had."""
        return cls(Protego.parse(""), PRODUCT_TOKEN, None, (), reason, silent)

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        return not self.refused and bool(self.rules.can_fetch(url, self.user_agent))


def _delay_s(rules: Protego, user_agent: str) -> float | None:
    """Read Crawl-delay, and Request-rate ("1/5": one request in five seconds); the longer one counts."""
    rate = rules.request_rate(user_agent)
    asked = (rules.crawl_delay(user_agent), rate and rate.seconds / rate.requests)
    return max((delay_s for delay_s in asked if delay_s), default=None)


async def fetch_robots(client: BoundedClient, url: str) -> Robots:
    """Get the rules of the host that an address lies on.

    A file that does not exist (4xx, or redirects without end) allows everything. A host
    that does not answer, answers 5xx, or answers 429 allows nothing: RFC 9309, 2.3.1.3
    and 2.3.1.4. There 429 counts as "does not exist"; here it is the refusal that it says.
    """
    address = urljoin(url, "/robots.txt")
    try:
        answer = await client.get(address, max_bytes=MAX_BYTES, accept="text/plain")
    except RedirectError:
        return Robots.parse(b"")
    except FetchError as error:
        return Robots.closed(f"robots.txt could not be read, so nothing may be visited: {error}", silent=True)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Robots.closed(f"{address} answered {answer.status}, so nothing may be visited")
    return Robots.parse(answer.body if answer.status == HTTPStatus.OK else b"", url=answer.final_url)


class RobotsFiles:
    """The rules of every host, each read once; the pacer is told of the delays that they ask for."""

    def __init__(self, client: BoundedClient, pacer: Pacer) -> None:
        self._client = client
        self._pacer = pacer
        self._read: dict[str, asyncio.Task[Robots]] = {}

    async def of(self, url: str) -> Robots:
        """Give the rules of the host that an address lies on."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._read:
            self._read[origin] = asyncio.create_task(self._fetch(origin))
        return await asyncio.shield(self._read[origin])

    async def _fetch(self, origin: str) -> Robots:
        robots = await fetch_robots(self._client, origin)
        if robots.delay_s:
            self._pacer.slow_down(urlsplit(origin).hostname or "", robots.delay_s)
        return robots
