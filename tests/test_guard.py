"""The guard lets out only to public addresses and to what the operator named."""

import asyncio
import socket
import threading
from collections.abc import Callable

import pytest

from auditor.visit import guard as module
from auditor.visit.guard import AddressRefusedError, Guard, GuardProxy, is_public


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.8.8.8", id="all of loopback"),
        pytest.param("0.0.0.0", id="this host"),  # noqa: S104  an address to refuse, not one to bind
        pytest.param("10.1.2.3", id="private, class A"),
        pytest.param("172.16.0.1", id="private, class B"),
        pytest.param("192.168.1.1", id="private, class C"),
        pytest.param("169.254.169.254", id="cloud metadata"),
        pytest.param("100.64.0.1", id="carrier-grade NAT"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::1", id="loopback, IPv6"),
        pytest.param("fe80::1%eth0", id="link-local, IPv6"),
        pytest.param("fd00::1", id="unique local, IPv6"),
        pytest.param("::ffff:127.0.0.1", id="loopback mapped into IPv6"),
        pytest.param("::ffff:10.0.0.1", id="private mapped into IPv6"),
        pytest.param("64:ff9b::7f00:1", id="loopback behind NAT64"),
        pytest.param("2002:7f00:1::", id="loopback in 6to4"),
        pytest.param("::7f00:1", id="loopback, IPv4-compatible"),
        pytest.param("fec0::1", id="site-local, IPv6"),
        pytest.param("ff02::1", id="multicast, IPv6"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "172.32.0.1", "100.128.0.1"],
)
def test_a_public_address_is_let_through(address: str) -> None:
    assert is_public(address)


def answering(*answers: str) -> Callable[[str, int], list[str]]:
    """A resolver that gives one of these answers after the other, a name's owner changing its mind.

    An answer is an address, several with spaces between them, or nothing.
    """
    left = list(answers)

    def resolve(_host: str, _port: int) -> list[str]:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if not answer:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answer.split()

    return resolve


def asked(guard: Guard, *hosts: tuple[str, int]) -> list[list[str] | str]:
    """Begin, then ask for hosts one after another: their addresses, or why they are refused."""

    async def ask() -> list[list[str] | str]:
        await guard.begin()
        answers: list[list[str] | str] = []
        for host, port in hosts:
            try:
                answers.append(await guard.addresses(host, port))
            except AddressRefusedError as error:
                answers.append(str(error))
        guard.close()
        return answers

    return asyncio.run(ask())


@pytest.mark.parametrize("answer", ["192.168.0.7", "8.8.8.8 192.168.0.7"], ids=["alone", "among others"])
def test_a_name_that_leads_to_a_private_address_is_refused(answer: str) -> None:
    assert asked(Guard(resolve=answering(answer)), ("evil.example", 80)) == [
        "evil.example:80 leads to 192.168.0.7, which is not a public address"
    ]


def test_a_name_that_changes_its_address_is_checked_each_time() -> None:
    guard = Guard(resolve=answering("8.8.8.8", "127.0.0.1"))
    assert asked(guard, ("rebind.example", 80), ("rebind.example", 80)) == [
        ["8.8.8.8"],
        "rebind.example:80 leads to 127.0.0.1, which is not a public address",
    ]


@pytest.mark.parametrize(
    ("at_first", "later", "refused"),
    [
        pytest.param("8.8.8.8", "127.0.0.1", True, id="public, then loopback"),
        pytest.param("8.8.8.8", "10.0.0.7", True, id="public, then private"),
        pytest.param("", "10.0.0.7", True, id="unknown, then private"),
        pytest.param("10.0.0.5", "10.0.0.7", False, id="private, then another private one"),
        pytest.param("10.0.0.5", "8.8.8.8", False, id="private, then public"),
        pytest.param("10.0.0.5", "127.0.0.1", True, id="private, then loopback"),
        pytest.param("10.0.0.5", "169.254.169.254", True, id="private, then link-local"),
        pytest.param("127.0.0.1", "127.0.0.2", False, id="loopback, then another loopback one"),
        pytest.param("127.0.0.1", "192.168.0.1", True, id="loopback, then private"),
    ],
)
def test_what_the_operator_named_may_be_as_private_as_it_was_at_the_start(
    at_first: str, later: str, *, refused: bool
) -> None:
    guard = Guard([("portal.example", 80)], resolve=answering(at_first, later))
    (answer,) = asked(guard, ("portal.example", 80))
    assert answer == (
        f"portal.example:80 leads to {later}, which is not a public address" if refused else [later]
    )


@pytest.mark.parametrize(
    ("host", "port", "refused"),
    [
        pytest.param("127.0.0.1", 8000, False, id="what was named"),
        pytest.param("127.0.0.1", 8001, True, id="another port of its host"),
        pytest.param("127.0.0.2", 8000, True, id="another host on its port"),
        pytest.param("LOCALHOST.", 8080, False, id="a named host in capitals, with its dot"),
    ],
)
def test_naming_a_private_address_allows_exactly_that_host_and_port(
    host: str, port: int, *, refused: bool
) -> None:
    (answer,) = asked(Guard([("127.0.0.1", 8000), ("localhost", 8080)]), (host, port))
    assert isinstance(answer, str) == refused


def test_private_addresses_can_be_allowed_as_a_whole() -> None:
    assert asked(Guard(allow_private=True), ("127.0.0.1", 1)) == [["127.0.0.1"]]


def test_names_that_never_resolve_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(module, "RESOLVE_TIMEOUT_S", 0.01)
    guard = Guard(resolve=lambda _host, _port: [str(answered.wait(30))])
    with pytest.raises(TimeoutError):
        asyncio.run(guard.addresses("silent.example", 80))
    answered.set()
    guard.close()


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write((await reader.read(100)).upper())
    await writer.drain()
    writer.close()


def request(host: str, port: int) -> bytes:
    """A SOCKS5 greeting and a request to connect to a name (RFC 1928)."""
    return b"\x05\x01\x00" + b"\x05\x01\x00\x03" + bytes([len(host)]) + host.encode() + port.to_bytes(2)


async def through(proxy: GuardProxy, host: str, port: int, sent: bytes = b"hello") -> tuple[int, bytes]:
    """Talk through the proxy; gives its reply code and what came back."""
    address = ("127.0.0.1", int(proxy.url.rpartition(":")[2]))
    reader, writer = await asyncio.open_connection(*address)
    writer.write(request(host, port) + sent)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer[3], answer[12:]


def test_the_proxy_connects_where_it_may_and_tells_what_it_refused() -> None:
    async def talk() -> tuple[tuple[int, bytes], tuple[int, bytes], dict[str, str]]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, GuardProxy(Guard([("127.0.0.1", port)])) as proxy:
            allowed = await through(proxy, "127.0.0.1", port)
            refused = await through(proxy, "127.0.0.1", 1)
            return allowed, refused, proxy.refused

    allowed, refused, told = asyncio.run(talk())
    assert allowed == (0, b"HELLO")
    assert refused == (2, b"")  # "connection not allowed by ruleset"
    assert told == {"127.0.0.1:1": "127.0.0.1:1 leads to 127.0.0.1, which is not a public address"}


def test_the_proxy_tells_why_a_host_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """In RFC 1928's codes: 4 for a name that nobody has, 5 for a refusal, 6 for silence."""

    async def talk() -> list[int]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        closed = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        async with GuardProxy(Guard(allow_private=True)) as proxy:
            unknown, _ = await through(proxy, "nobody.invalid", 80)  # RFC 6761, 6.4: it never resolves
            too_long, _ = await through(proxy, "a" * 70 + ".example", 80)  # a label has 63 letters at most
            refusing, _ = await through(proxy, "127.0.0.1", closed)
            monkeypatch.setattr(module, "CONNECT_TIMEOUT_S", 0)
            silent, _ = await through(proxy, "127.0.0.1", closed)
        return [unknown, too_long, refusing, silent]

    assert asyncio.run(talk()) == [4, 4, 5, 6]


def test_the_proxy_survives_who_speaks_no_socks() -> None:
    async def talk() -> tuple[int, bytes]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, GuardProxy(Guard([("127.0.0.1", port)])) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
            writer.write(b"GET / HTTP/1.1\r\n\r\n" + bytes(500))
            writer.close()
            await reader.read()
            return await through(proxy, "127.0.0.1", port)

    assert asyncio.run(talk()) == (0, b"HELLO")


def test_a_silent_server_is_left_when_the_client_is_gone() -> None:
    async def talk() -> int:
        released = asyncio.Event()

        async def never_answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await released.wait()
            writer.close()

        server = await asyncio.start_server(never_answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, GuardProxy(Guard([("127.0.0.1", port)])) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
            writer.write(request("127.0.0.1", port) + b"hello")
            await reader.readexactly(12)  # it is connected
            (serving,) = proxy._tasks
            writer.close()
            await asyncio.wait([serving], timeout=10)
            released.set()
            return len(proxy._tasks)

    assert asyncio.run(talk()) == 0
