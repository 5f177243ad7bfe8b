"""The one HTTP client, for robots.txt, sitemaps and documents, with a bound on everything.

It checks schemes, not addresses: those are resolved and checked by the proxy that it
is given. It is built on httpx's transport alone, without the layer above that keeps
cookies, follows redirects and looks for proxies and passwords in the environment: each
request is a first visit.
"""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from auditor.crawl.politeness import NOT_NOW, TRIES, Pacer
from auditor.secret.redaction import Redactor
from auditor.urls import normal_url

MAX_REDIRECTS = 5  # as many as RFC 9309, 2.3.1.2, asks to be followed for robots.txt
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952, 2.3.1
_GZIP = frozenset({"gzip", "x-gzip"})
_PLAIN = frozenset({"", "identity"})


# What the guard means by its replies, in the words that httpcore has for them.
_REASONS = {
    "Connection not allowed by ruleset": "its address is not a public one",
    "Host unreachable": "its host name does not resolve",
    "Connection refused": "the host refuses connections",
    "TTL expired": "the host does not answer",
    "CERTIFICATE_VERIFY_FAILED": "its TLS certificate is not valid",
    "SSL": "its TLS connection fails",
}

type HeadersFor = Callable[[str], Awaitable[Mapping[str, str]]]


class FetchError(Exception):
    """Nothing usable came back; the text says why in one sentence."""


class NoAnswerError(FetchError):
    """The host cannot be reached, or did not answer in time."""


class RedirectError(FetchError):
    """The redirects lead nowhere."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `headers` have lower-case names; cookies are left out.

    `body` is decoded, and `truncated` when it was longer than was asked for.
    `wire_bytes` counts headers and bodies as compressed, of redirects too, as far as read.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    truncated: bool
    wire_bytes: int


class BoundedBuffer:
    """Collects at most `max_bytes`, unpacking gzip on the way; `full` when there was more.

    Gzip data may be several members one after another; what follows them is ignored. Feed
    it in small pieces: each member's end copies the rest of the piece.

    Raises:
        zlib.error: from `feed`, if the data is not gzip as announced.
    """

    def __init__(self, max_bytes: int, *, gzipped: bool) -> None:
        self.data = bytearray()
        self.full = False
        self._max_bytes = max_bytes
        self._gzipped = gzipped
        self._unpacker = _gzip_member()
        self._only_padding = False

    def feed(self, chunk: bytes) -> None:
        """Add what came next."""
        if not self._gzipped:
            self._keep(chunk)
            return
        while chunk and not self.full and not self._only_padding:
            self._keep(self._unpacker.decompress(chunk, self._max_bytes - len(self.data) + 1))
            chunk = self._next_member()

    def _keep(self, more: bytes) -> None:
        room = self._max_bytes - len(self.data)
        self.data += more[:room]
        self.full = self.full or len(more) > room

    def _next_member(self) -> bytes:
        """Give what of the chunk belongs to the next member; a single byte waits for its successor."""
        rest = self._unpacker.unused_data
        if len(rest) < len(GZIP_MAGIC):
            return b""
        self._only_padding = not rest.startswith(GZIP_MAGIC)
        self._unpacker = _gzip_member()
        return rest


def _gzip_member() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: gzip, as zlib's manual has it


class BoundedClient:
    """Fetches with bounds on time, bytes and redirects; an async context manager.

    `headers_for` gives the headers that go with a request to an address; the `redactor`
    takes the secrets among them out of what comes back, and of errors. `timeout_s` bounds
    each request from connecting to its last byte. `proxy` is an address such as
    `socks5://127.0.0.1:1080`. A `pacer` is asked before each request and told of each
    answer; what answers "not now" is asked for again when its time has come.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        headers_for: HeadersFor | None = None,
        redactor: Redactor | None = None,
        proxy: str | None = None,
        timeout_s: float = 30.0,
        pacer: Pacer | None = None,
    ) -> None:
        self._timeout_s = timeout_s
        self._pacer = pacer or Pacer(0)
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip"}
        self._headers_for = headers_for
        self._redactor = redactor or Redactor()
        self._http = httpx.AsyncHTTPTransport(proxy=proxy, trust_env=False)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    async def get(
        self, url: str, *, max_bytes: int, accept: str = "*/*", unless: Mapping[str, str] | None = None
    ) -> Fetched:
        """Fetch what an address leads to, following at most five redirects.

        `unless` are conditional headers (RFC 9110, 13.1) for the address itself: its answer
        may then be a 304.

        Raises:
            RedirectError: if the redirects go on, go round, or leave http and https.
            FetchError: if nothing answered, not in time, or not in a form that can be read.
        """
        try:
            answer = await self._followed(url, max_bytes, {"Accept": accept}, unless or {})
        except FetchError as error:
            self._redactor.error(error)
            raise
        return await asyncio.to_thread(_cleaned, answer, self._redactor) if self._redactor else answer

    async def peek(self, url: str, headers: Mapping[str, str], *, paced: bool) -> Fetched:
        """Ask for an address and read only how the answer begins; redirects are answers.

        Raises:
            FetchError: if nothing answered, or not in time.
        """
        address = _checked(url)
        try:
            if paced:
                return await self._paced(address, 0, headers)
            return await self._bounded(address, 0, headers)
        except FetchError as error:
            self._redactor.error(error)
            raise

    async def _followed(
        self, url: str, max_bytes: int, headers: Mapping[str, str], unless: Mapping[str, str]
    ) -> Fetched:
        address = _checked(url)
        seen: list[str] = []
        wire_bytes = 0
        while len(seen) <= MAX_REDIRECTS:
            seen.append(address)
            answer = await self._paced(address, max_bytes, {**headers, **unless})
            unless = {}
            wire_bytes += answer.wire_bytes
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return replace(answer, url=url, wire_bytes=wire_bytes)
            address = _redirected(address, location)
            if address in seen:
                raise RedirectError(f"{url} redirects in a circle")
        raise RedirectError(f"{url} redirects more than {MAX_REDIRECTS} times")

    async def _paced(self, url: str, max_bytes: int, headers: Mapping[str, str]) -> Fetched:
        host = urlsplit(url).hostname or ""
        for tries_left in reversed(range(TRIES)):
            if reason := self._pacer.refused(host):
                raise FetchError(reason)
            try:
                async with self._pacer.turn(host):
                    answer = await self._bounded(url, max_bytes, headers)
            except NoAnswerError as error:
                self._pacer.note_silence(host, str(error))
                raise
            self._pacer.note(host, answer.status, answer.headers.get("retry-after"))
            if answer.status not in NOT_NOW or not tries_left or self._pacer.refused(host):
                break
        return answer

    async def _bounded(self, url: str, max_bytes: int, headers: Mapping[str, str]) -> Fetched:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._one(url, max_bytes, headers)
        except TimeoutError as error:
            raise NoAnswerError(f"{url} did not answer in full within {self._timeout_s:g} s") from error
        except zlib.error as error:
            raise FetchError(f"{url} sent gzip data that is broken") from error
        except (httpx.ConnectError, httpx.ProxyError) as error:
            said = str(error)
            why = next((words for signs, words in _REASONS.items() if signs in said), said)
            raise NoAnswerError(f"{url} cannot be reached: {why}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"{url} could not be fetched: {error or type(error).__name__}") from error

    async def _one(self, url: str, max_bytes: int, headers: Mapping[str, str]) -> Fetched:
        more = await self._headers_for(url) if self._headers_for else {}
        response = await self._http.handle_async_request(
            httpx.Request(
                "GET", url, headers={**self._headers, **headers, **more}, extensions={"trace": _Closer()}
            )
        )
        try:
            return await _read(response, url, max_bytes)
        finally:
            await response.aclose()


class _Closer:
    """Closes the connection to the proxy when that leads no further; httpcore 1.0 drops it as it is."""

    def __init__(self) -> None:
        self._stream: Any = None

    async def __call__(self, event: str, facts: Mapping[str, Any]) -> None:
        """Be told what httpcore does, by its `trace` extension."""
        if event == "socks.connect_tcp.complete":
            self._stream = facts["return_value"]
        elif event == "socks.setup_socks5_connection.failed" and self._stream is not None:
            await self._stream.aclose()


async def _read(response: httpx.Response, url: str, max_bytes: int) -> Fetched:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if max_bytes and encoding not in _GZIP | _PLAIN:
        raise FetchError(f"{url} answered in the encoding {encoding[:40]!r}, which was not asked for")
    buffer = BoundedBuffer(max_bytes, gzipped=encoding in _GZIP)
    if max_bytes and response.status_code not in _REDIRECTS:
        async for chunk in response.aiter_raw():
            buffer.feed(chunk)
            if buffer.full:
                break
    return Fetched(
        url=url,
        final_url=url,
        status=response.status_code,
        headers={name: value for name, value in response.headers.items() if name != "set-cookie"},
        body=bytes(buffer.data),
        truncated=buffer.full,
        wire_bytes=_head_bytes(response) + response.num_bytes_downloaded,
    )


def _cleaned(answer: Fetched, redactor: Redactor) -> Fetched:
    body = answer.body.decode(errors="surrogateescape")
    return replace(
        answer,
        final_url=redactor.text(answer.final_url),
        headers=redactor.value(dict(answer.headers)),
        body=redactor.text(body).encode(errors="surrogateescape"),
    )


def _head_bytes(response: httpx.Response) -> int:
    """Count an HTTP/1.1 status line and headers as they are sent: "name: value" and a line's end each."""
    status_line = f"HTTP/1.1 {response.status_code} {response.reason_phrase}\r\n"
    return len(status_line) + sum(len(name) + len(value) + 4 for name, value in response.headers.raw) + 2


def _checked(url: str) -> str:
    try:
        return normal_url(url)
    except ValueError as error:
        raise FetchError(f"{url} is not fetched: {error}") from error


def _redirected(url: str, location: str) -> str:
    try:
        return normal_url(urljoin(url, location))
    except ValueError as error:
        raise RedirectError(f"{url} redirects to an address that is not followed: {error}") from error
