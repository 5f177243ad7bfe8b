"""The HTTP client, against servers on loopback that misbehave in every way."""

import asyncio
import gc
import gzip
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable
from typing import Self

import pytest

from auditor.crawl.client import (
    BoundedBuffer,
    BoundedClient,
    Fetched,
    FetchError,
    NoAnswerError,
    RedirectError,
)
from auditor.crawl.politeness import Pacer

MEGABYTE = 1_000_000
Handler = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


def plain(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return plain(b"", f"Location: {location}", status=status)


def answers(table: dict[str, bytes]) -> Handler:
    """Answer each path with its bytes."""

    async def handle(path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(table[path])
        await writer.drain()

    return handle


class Server:
    """A server on loopback that remembers what it was asked."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self.requests: list[str] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._handle, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.requests.append(request)
            await self._handler(request.split()[1], writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client hung up, as it should
        finally:
            writer.close()


async def letter(url: str) -> dict[str, str]:
    """Send more to some addresses than to others."""
    return {} if url.endswith("/stranger") else {"From": "audit@example.org"}


def fetch(
    handler: Handler,
    path: str = "/",
    *,
    max_bytes: int = MEGABYTE,
    timeout_s: float = 5,
    pacer: Pacer | None = None,
) -> tuple[Fetched, list[str]]:
    """Fetch a path from a server with this handler; give the answer and the requests that it took.

    In the answer's addresses and in errors the server is called http://server.
    """

    async def run() -> tuple[Fetched, list[str]]:
        async with (
            Server(handler) as server,
            BoundedClient(
                "InclusionAuditor/1", headers_for=letter, timeout_s=timeout_s, pacer=pacer
            ) as client,
        ):
            try:
                answer = await client.get(server.url + path, max_bytes=max_bytes, accept="text/plain")
            except FetchError as error:
                raise type(error)(str(error).replace(server.url, "http://server")) from error
            return answer, server.requests

    return asyncio.run(run())


def error_of(handler: Handler, kind: type[FetchError] = FetchError, **options: object) -> str:
    with pytest.raises(kind) as caught:
        fetch(handler, **options)
    return str(caught.value)


class TestAnswer:
    def test_is_given_whole(self) -> None:
        answer, _ = fetch(answers({"/": plain(b"hello", "Content-Type: text/plain", "Set-Cookie: s=1")}))
        assert (answer.status, answer.body, answer.truncated) == (200, b"hello", False)
        assert dict(answer.headers) == {
            "content-type": "text/plain",
            "content-length": "5",
            "connection": "close",
        }
        assert answer.url == answer.final_url

    def test_counts_headers_and_body_on_the_wire(self) -> None:
        sent = plain(gzip.compress(b"x" * 1_000), "Content-Encoding: gzip")
        answer, _ = fetch(answers({"/": sent}))
        assert (len(answer.body), answer.wire_bytes) == (1_000, len(sent))

    def test_of_an_error_is_an_answer(self) -> None:
        answer, _ = fetch(answers({"/": plain(b"no", status="404 Not Found")}))
        assert (answer.status, answer.body) == (404, b"no")

    def test_is_asked_for_honestly_and_without_cookies(self) -> None:
        _, requests = fetch(
            answers(
                {"/": redirect("/b").replace(b"Location", b"Set-Cookie: s=1\r\nLocation"), "/b": plain(b"")}
            )
        )
        headers = [line.lower() for line in requests[1].split("\r\n")]
        assert "user-agent: inclusionauditor/1" in headers
        assert "from: audit@example.org" in headers
        assert "accept: text/plain" in headers
        assert "accept-encoding: gzip" in headers
        assert not [line for line in headers if line.startswith("cookie")]


class TestRedirects:
    @pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
    def test_are_followed_and_counted(self, status: str) -> None:
        first, last = redirect("b?x=1#part", status), plain(b"there")
        answer, requests = fetch(answers({"/a": first, "/b?x=1": last}), "/a")
        assert answer.url.endswith("/a")
        assert answer.final_url.endswith("/b?x=1")
        assert (answer.body, len(requests)) == (b"there", 2)
        assert answer.wire_bytes == len(first) + len(last)

    def test_are_followed_five_times(self) -> None:
        steps = {f"/{step}": redirect(f"/{step + 1}") for step in range(5)} | {"/5": plain(b"there")}
        answer, _ = fetch(answers(steps), "/0")
        assert answer.body == b"there"

    def test_are_not_followed_six_times(self) -> None:
        with pytest.raises(RedirectError, match=r"^http://server/0 redirects more than 5 times$"):
            fetch(answers({f"/{step}": redirect(f"/{step + 1}") for step in range(7)}), "/0")

    def test_in_a_circle_end(self) -> None:
        table = {"/": redirect("/a"), "/a": redirect("/")}
        assert error_of(answers(table), RedirectError) == "http://server/ redirects in a circle"

    @pytest.mark.parametrize(
        ("location", "reason"),
        [
            ("file:///etc/passwd", "it is not an http or https address"),
            ("javascript:alert(1)", "it is not an http or https address"),
            ("http://me:pw@127.0.0.1/", "it carries a user name or password"),
            ("http://[", "Invalid IPv6 URL"),
        ],
    )
    def test_to_what_is_no_web_address_are_not_followed(self, location: str, reason: str) -> None:
        told = error_of(answers({"/": redirect(location)}), RedirectError)
        assert told == f"http://server/ redirects to an address that is not followed: {reason}"

    def test_without_an_address_are_answers(self) -> None:
        answer, _ = fetch(answers({"/": plain(b"", status="304 Not Modified")}))
        assert answer.status == 304


class TestBounds:
    @pytest.mark.parametrize(("size", "truncated"), [(100, False), (101, True)])
    def test_cut_a_long_body(self, size: int, truncated: bool) -> None:
        answer, _ = fetch(answers({"/": plain(b"x" * size)}), max_bytes=100)
        assert (len(answer.body), answer.truncated) == (100, truncated)

    def test_cut_an_endless_body(self) -> None:
        async def endless(_: str, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                writer.write(b"x" * 65_536)
                await writer.drain()

        answer, _ = fetch(endless)
        assert (len(answer.body), answer.truncated) == (MEGABYTE, True)

    def test_cut_a_gzip_bomb(self) -> None:
        bomb = gzip.compress(b"\0" * 50 * MEGABYTE)
        answer, _ = fetch(answers({"/": plain(bomb, "Content-Encoding: gzip")}))
        assert (len(answer.body), answer.truncated) == (MEGABYTE, True)

    def test_end_a_slow_drip(self) -> None:
        async def drip(_: str, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)

        assert error_of(drip, timeout_s=0.2) == "http://server/ did not answer in full within 0.2 s"

    def test_end_a_silence(self) -> None:
        async def silent(_: str, __: asyncio.StreamWriter) -> None:
            await asyncio.sleep(60)

        assert error_of(silent, timeout_s=0.1) == "http://server/ did not answer in full within 0.1 s"

    def test_end_headers_without_end(self) -> None:
        async def headers(_: str, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                writer.write(b"X-Filler: " + b"x" * 1_000 + b"\r\n")
                await writer.drain()

        assert error_of(headers).startswith("http://server/ could not be fetched: ")


class TestErrors:
    def test_of_an_encoding_that_was_not_asked_for(self) -> None:
        told = error_of(answers({"/": plain(b"x", "Content-Encoding: br")}))
        assert told == "http://server/ answered in the encoding 'br', which was not asked for"

    def test_of_broken_gzip(self) -> None:
        told = error_of(answers({"/": plain(b"not gzip", "Content-Encoding: gzip")}))
        assert told == "http://server/ sent gzip data that is broken"

    def test_of_what_is_not_http(self) -> None:
        assert error_of(answers({"/": b"SSH-2.0-OpenSSH\r\n"})).startswith(
            "http://server/ could not be fetched: "
        )

    def test_of_a_body_that_breaks_off(self) -> None:
        sent = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
        assert error_of(answers({"/": sent})).startswith("http://server/ could not be fetched: ")

    def test_of_a_connection_closed_at_once(self) -> None:
        assert error_of(answers({"/": b""})).startswith("http://server/ could not be fetched: ")

    def test_of_a_port_where_nobody_listens(self) -> None:
        async def run() -> None:
            async with Server(answers({})) as server:
                url = server.url
            async with BoundedClient("x") as client:
                await client.get(url, max_bytes=1)

        with pytest.raises(FetchError, match=r"^http://127\.0\.0\.1:\d+/ cannot be reached: "):
            asyncio.run(run())

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("ftp://portal.example/", "it is not an http or https address"),
            ("/robots.txt", "it is not an http or https address"),
            ("http:///", "it has no valid host name"),
        ],
    )
    def test_of_what_is_no_web_address(self, url: str, reason: str) -> None:
        async def run() -> None:
            async with BoundedClient("x") as client:
                await client.get(url, max_bytes=1)

        with pytest.raises(FetchError) as caught:
            asyncio.run(run())
        assert str(caught.value) == f"{url} is not fetched: {reason}"


class TestProxy:
    @pytest.mark.parametrize(
        ("code", "words"),
        [
            (2, "its address is not a public one"),
            (4, "its host name does not resolve"),
            (5, "the host refuses connections"),
            (6, "the host does not answer"),
            (1, "Proxy Server could not connect: General SOCKS server failure."),
        ],
    )
    def test_is_given_the_name_to_resolve_and_tells_why_it_did_not_connect(
        self, code: int, words: str
    ) -> None:
        """A SOCKS5 proxy (RFC 1928) sees the host's name, not an address that we looked up ourselves."""
        asked: list[bytes] = []

        async def socks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            greeting = await reader.readexactly(2)
            await reader.readexactly(greeting[1])
            writer.write(b"\x05\x00")
            head = await reader.readexactly(5)
            asked.append(await reader.readexactly(head[4]))
            await reader.readexactly(2)
            writer.write(bytes((5, code, 0, 1)) + bytes(6))
            await writer.drain()
            writer.close()

        async def run() -> str:
            server = await asyncio.start_server(socks, "127.0.0.1", 0)
            proxy = f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            try:
                async with BoundedClient("x", proxy=proxy) as client:
                    await client.get("http://portal.example/", max_bytes=1)
            except NoAnswerError as error:
                return str(error)
            finally:
                server.close()
            return ""

        told = asyncio.run(run())
        gc.collect()
        assert told == f"http://portal.example/ cannot be reached: {words}"
        assert asked == [b"portal.example"]


def in_turn(*given: bytes) -> Handler:
    """Answer one request after another, whatever is asked for."""
    left = list(given)

    async def handle(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0))
        await writer.drain()

    return handle


class TestPacing:
    """What says "not now" is asked for again in its time, three times in all."""

    def paced(self, handler: Handler) -> tuple[list[float], Fetched, list[str]]:
        """Fetch; give the pauses that were made, without making them."""
        waited: list[float] = []

        async def sleep(seconds: float) -> None:
            waited.append(seconds)

        pacer = Pacer(0, clock=lambda: sum(waited), sleep=sleep)
        answer, requests = fetch(handler, pacer=pacer)
        return waited, answer, requests

    def test_asks_again_after_the_time_that_the_host_asks_for(self) -> None:
        busy = plain(b"", "Retry-After: 7", status="503 Busy")
        waited, answer, requests = self.paced(in_turn(busy, plain(b"there")))
        assert (waited, answer.body, len(requests)) == ([7], b"there", 2)

    def test_asks_three_times_at_most(self) -> None:
        waited, answer, requests = self.paced(in_turn(*[plain(b"", status="429 Slowly")] * 3))
        assert (waited, answer.status, len(requests)) == ([5, 10], 429, 3)

    def test_does_not_ask_again_after_another_error(self) -> None:
        waited, answer, requests = self.paced(in_turn(plain(b"", status="500 Broken")))
        assert (waited, answer.status, len(requests)) == ([], 500, 1)

    def test_does_not_ask_again_when_told_to_come_back_much_later(self) -> None:
        waited, answer, requests = self.paced(in_turn(plain(b"", "Retry-After: 301", status="503 Busy")))
        assert (waited, answer.status, len(requests)) == ([], 503, 1)

    def test_asks_no_more_once_refused(self) -> None:
        pacer = Pacer(0)
        pacer.note("127.0.0.1", 429, "3600")
        told = error_of(answers({}), pacer=pacer)
        assert told == "127.0.0.1 answered 429: come back in 3600 s, over 300 s"

    def test_counts_silence(self) -> None:
        async def silent(_: str, __: asyncio.StreamWriter) -> None:
            await asyncio.sleep(60)

        pacer = Pacer(0)
        for _ in range(8):
            pacer.note_silence("127.0.0.1", "it slept")
        error_of(silent, timeout_s=0.1, pacer=pacer)
        assert pacer.refused("127.0.0.1").startswith("127.0.0.1 failed or refused 9 times in a row")


class TestBuffer:
    def test_reads_gzip_members_one_after_another_and_ignores_padding(self) -> None:
        buffer = BoundedBuffer(100, gzipped=True)
        buffer.feed(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0")
        assert (bytes(buffer.data), buffer.full) == (b"one two", False)

    def test_reads_gzip_in_any_pieces(self) -> None:
        buffer = BoundedBuffer(100, gzipped=True)
        for byte in gzip.compress(b"one ") + gzip.compress(b"two") + b"padding":
            buffer.feed(bytes([byte]))
        assert bytes(buffer.data) == b"one two"

    def test_is_bounded_over_members_too(self) -> None:
        buffer = BoundedBuffer(5, gzipped=True)
        buffer.feed(gzip.compress(b"abc") * 3)
        assert (bytes(buffer.data), buffer.full) == (b"abcab", True)

    def test_never_unpacks_much_more_than_it_keeps(self) -> None:
        bomb = gzip.compress(b"\0" * 50 * MEGABYTE)
        buffer = BoundedBuffer(MEGABYTE, gzipped=True)
        tracemalloc.start()
        buffer.feed(bomb)
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (len(buffer.data), buffer.full) == (MEGABYTE, True)
        assert peak_bytes < 10 * MEGABYTE

    def test_says_what_is_broken(self) -> None:
        with pytest.raises(zlib.error):
            BoundedBuffer(5, gzipped=True).feed(b"not gzip")
