"""The one way out: a SOCKS5 proxy on loopback that decides which addresses may be reached.

Browser and HTTP client are both sent through it, so that redirects, subresources and
sockets opened by scripts pass the same check. Names are resolved here and the connection
goes to the address that was checked, so a name that changes its address between check and
use gains nothing. Refused: whatever is not globally routable (loopback, private, link-local
with its cloud metadata, carrier-grade NAT, multicast …), as the IANA special-purpose
registries define it in Python's `ipaddress`. Source of the protocol: RFC 1928.

The remote address that a browser reports is not checked a second time: behind a proxy it
is the proxy's own (Chromium: `remoteIPAddress` is 127.0.0.1 for every answer), and it is not
needed, because the browser never learns an address that it could connect to by itself.
"""

import asyncio
import contextlib
import ipaddress
import socket
import struct
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

CONNECT_TIMEOUT_S = 10
RESOLVE_TIMEOUT_S = 10
RESOLVERS = 16  # names looked up at once: some pages name hosts that never resolve
CHUNK_BYTES = 65_536
MAX_REFUSALS_TOLD = 1_000

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

_VERSION = 5
_NO_AUTHENTICATION = 0
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_SUCCEEDED, _NOT_ALLOWED, _UNSUPPORTED = 0, 2, 7
# RFC 1928 has "host unreachable", "connection refused" and "TTL expired"; they are used for
# these three so that a client can tell them apart.
_NO_SUCH_NAME, _REFUSED, _SILENT = 4, 5, 6

_KINDS = frozenset({"loopback", "link-local", "private"})

type Resolve = Callable[[str, int], list[str]]


class AddressRefusedError(Exception):
    """An address that the audit may not reach."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses; waits for the answer.

    Raises:
        OSError: if the name does not resolve.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class Guard:
    """Decides which hosts may be reached.

    `named` holds the (host, port) pairs that the operator named. Those that lead to a
    private address when `begin` is called may go on to lead to such a one, of the same kind
    (loopback, link-local or other): naming them is saying so. A public host that was
    named gains nothing by turning private later. `allow_private` lets everything through.
    """

    def __init__(
        self,
        named: Collection[tuple[str, int]] = (),
        *,
        allow_private: bool = False,
        resolve: Resolve = resolve,
    ) -> None:
        self._named = frozenset((_plain(host), port) for host, port in named)
        self.allow_private = allow_private
        self._resolve = resolve
        self._threads = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="auditor-resolve")
        self._private = dict.fromkeys(self._named, _KINDS)

    @property
    def named_hosts(self) -> list[str]:
        """The hosts that the operator named, sorted."""
        return sorted({host for host, _ in self._named})

    async def begin(self) -> None:
        """Look up what was named, and remember which of it is private."""
        for host, port in sorted(self._named):
            self._private[host, port] = frozenset()
            with contextlib.suppress(OSError, UnicodeError, TimeoutError):
                addresses = await self._look_up(host, port)
                self._private[host, port] = frozenset(map(_kind, addresses)) - {""}

    def close(self) -> None:
        """Look up nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a host to the addresses that may be connected to.

        Raises:
            AddressRefusedError: if one of its addresses is not public, and not what the operator named.
            OSError: if the name does not resolve.
            TimeoutError: if it does not resolve in time.
        """
        addresses = await self._look_up(_plain(host), port)
        allowed = self._private.get((_plain(host), port), frozenset())
        for address in addresses:
            if not self.allow_private and _kind(address) not in {"", *allowed}:
                raise AddressRefusedError(f"{host}:{port} leads to {address}, which is not a public address")
        return addresses

    def is_named(self, url: str) -> bool:
        """Tell whether a URL may lead to a private address, because the operator named its host and port."""
        try:
            parts = urlsplit(url)
            port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError:
            return self.allow_private
        return self.allow_private or bool(self._private.get((_plain(parts.hostname or ""), port)))

    async def _look_up(self, host: str, port: int) -> list[str]:
        async with asyncio.timeout(RESOLVE_TIMEOUT_S):
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._resolve, host, port)


def _plain(host: str) -> str:
    return host.lower().strip("[]").rstrip(".")


def is_public(address: str) -> bool:
    """Tell whether an IP address is globally routable, looking through IPv4 inside IPv6."""
    ip = _innermost(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _UNICAST:
        return False
    return ip.is_global and not ip.is_multicast


def _kind(address: str) -> str:
    """Tell what kind of address it is, if it is not public; "" if it is."""
    ip = _innermost(address)
    if is_public(address):
        return ""
    if ip.is_loopback or ip.is_unspecified:
        return "loopback"
    return "link-local" if ip.is_link_local else "private"


def _innermost(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return inner or ip
    return ip


_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA gives out; the rest has special uses or none
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


class GuardProxy:
    """A SOCKS5 server on loopback that connects only where its guard allows.

    Use as an async context manager; `url` is its address, `refused` what it turned away.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused: dict[str, str] = {}

    @property
    def url(self) -> str:
        """The proxy's address, as `socks5://127.0.0.1:PORT`."""
        if self._server is None:
            raise RuntimeError("the proxy is not running")
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        await self._guard.begin()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._guard.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            pass  # the other side went away; browsers open and drop connections all the time
        except asyncio.CancelledError:  # the run is over; asyncio's server would print this as an error
            writer.transport.abort()
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes((_VERSION, _NO_AUTHENTICATION)))
        host, port = await self._requested(reader, writer)
        if not host:
            return
        try:
            upstream_reader, upstream_writer = await self._connect(host, port)
        except AddressRefusedError as error:
            if len(self.refused) < MAX_REFUSALS_TOLD:  # a page may ask for endless addresses
                self.refused[f"{host}:{port}"] = str(error)
            _reply(writer, _NOT_ALLOWED)
            return
        except (OSError, TimeoutError, UnicodeError) as error:
            _reply(writer, _code_of(error))
            return
        _reply(writer, _SUCCEEDED)
        ways = [
            asyncio.create_task(_pump(reader, upstream_writer)),
            asyncio.create_task(_pump(upstream_reader, writer)),
        ]
        try:
            # Whoever is left alone has nobody to talk to: a server may stay silent for ever.
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            upstream_writer.transport.abort()
            raise
        finally:
            for way in ways:
                way.cancel()
            upstream_writer.close()

    async def _requested(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
        _, command, _, kind = await reader.readexactly(4)
        if kind == _IPV4:
            host = str(ipaddress.IPv4Address(await reader.readexactly(4)))
        elif kind == _IPV6:
            host = str(ipaddress.IPv6Address(await reader.readexactly(16)))
        elif kind == _NAME:
            length = (await reader.readexactly(1))[0]
            host = (await reader.readexactly(length)).decode("ascii", errors="replace")
        else:
            _reply(writer, _UNSUPPORTED)
            return "", 0
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        if command != _CONNECT:
            _reply(writer, _UNSUPPORTED)
            return "", 0
        return host, port

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        addresses = await self._guard.addresses(host, port)
        problem: Exception = OSError("no address")
        for address in addresses:
            try:
                async with asyncio.timeout(CONNECT_TIMEOUT_S):
                    return await asyncio.open_connection(address, port)
            except (OSError, TimeoutError) as error:
                problem = error
        raise problem


def _code_of(error: Exception) -> int:
    if isinstance(error, socket.gaierror | UnicodeError):
        return _NO_SUCH_NAME
    return _REFUSED if isinstance(error, ConnectionRefusedError) else _SILENT


def _reply(writer: asyncio.StreamWriter, code: int) -> None:
    """Answer a request; the bound address is of no use to the client and stays zero."""
    writer.write(bytes((_VERSION, code, 0, _IPV4)) + bytes(6))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy until the reader ends or the writer is gone."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK_BYTES):
            writer.write(chunk)
            await writer.drain()
