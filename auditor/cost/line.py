"""A slow line that carries what a page asks for: connections, round trips, and bytes that share its rate.

It is a fluid: whatever arrives at the same time shares the line's rate equally, connection by connection.

- A name is looked up once (a round trip), then a connection is opened: a round trip for TCP (RFC 9293, 3.5),
  and one for TLS 1.3 (RFC 8446, 2). QUIC does both in one (RFC 9000, 7).
- An answer begins a round trip after its request, which itself takes the line's upward rate.
- HTTP/1.1 has up to six connections to a server, as browsers have, each with one request at a time. Where
  all are taken, requests wait: the more urgent before the less urgent, then in the order of the page. HTTP/2
  and HTTP/3 have one connection, which carries what is most urgent first.
- A connection begins slowly (RFC 6928): ten packets in its first round trip, and in each that follows as much
  more as was carried before.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf, nextafter
from urllib.parse import urlsplit

from auditor.cost.networks import Network

CONNECTIONS = 6  # to one server by HTTP/1.1: RFC 9112, 9.4 leaves it to browsers; so Chromium has it
# Ours, at once to all servers: what others send comes over one more, so that no page takes minutes to reckon.
MOST_CONNECTIONS = 100
_OTHERS = ""
FIRST_WINDOW_BYTES = 14_600  # RFC 6928: ten packets of 1,460 bytes
REQUEST_BYTES = 500  # about what a browser's request line and headers take
_MULTIPLEXED = frozenset({"h2", "h3"})
_SPENT = 1e-6  # bytes: what is left of an answer after rounding is nothing


@dataclass(slots=True, eq=False)
class Fetch:
    """One file on its way. `rank` is how urgent it is, 0 the most; `left` are its bytes still to come.

    `marks` are values of `left`, falling, at which to say how far it has come.
    """

    url: str
    size: int
    rank: int
    protocol: str = ""
    left: float = 0
    flows: bool = False
    marks: list[float] = field(default_factory=list)

    @property
    def to_next(self) -> float:
        """Bytes until there is something to say of it."""
        return self.left - (self.marks[0] if self.marks else 0)


@dataclass(slots=True, eq=False)
class _Connection:
    """One connection. `window` is what a round trip may carry, `quota` what is left of that in this one."""

    server: "_Server"
    window: float
    quota: float = inf
    is_open: bool = False
    has_round: bool = False
    fetches: list[Fetch] = field(default_factory=list)

    def flowing(self) -> list[Fetch]:
        """What comes over it now."""
        coming = [each for each in self.fetches if each.flows]
        if len(coming) < 2:  # noqa: PLR2004  none is more urgent than another
            return coming
        most_urgent = min(each.rank for each in coming)
        return [each for each in coming if each.rank == most_urgent]


@dataclass(slots=True, eq=False)
class _Server:
    """What is asked of one origin: requests that wait, and connections."""

    is_secure: bool
    host: str
    is_multiplexed: bool
    waiting: list[tuple[int, int, Fetch]] = field(default_factory=list)
    connections: list[_Connection] = field(default_factory=list)


class Line:
    """The line of one visit. `handshakes` and `slow_start` may be left out, as some emulations do."""

    def __init__(self, network: Network, *, handshakes: bool = True, slow_start: bool = True) -> None:
        self.now_s = 0.0
        self._network = network
        self._handshakes = handshakes
        self._rate = network.down_bits_per_s / 8
        self._full_window = self._rate * network.round_trip_s
        self._first_window = FIRST_WINDOW_BYTES if slow_start else inf
        self._servers: dict[str, _Server] = {}
        self._connections = 0
        self._names: dict[str, float] = {}
        self._due: list[tuple[float, int, str, _Connection, Fetch | None]] = []
        self._numbers = count()

    def ask(self, fetch: Fetch) -> None:
        """Ask for a file now."""
        fetch.left = fetch.size
        scheme, place = urlsplit(fetch.url)[:2]
        origin = f"{scheme}://{place}"
        if origin not in self._servers and self._connections >= MOST_CONNECTIONS:
            origin = _OTHERS
        server = self._servers.get(origin)
        if server is None:
            host = urlsplit(fetch.url).hostname or ""
            is_multiplexed = origin == _OTHERS or fetch.protocol in _MULTIPLEXED
            server = self._servers[origin] = _Server(scheme == "https", host, is_multiplexed)
        heappush(server.waiting, (fetch.rank, next(self._numbers), fetch))
        self._serve(server, fetch.protocol)

    def next_s(self) -> float:
        """When something happens next, if nothing else is asked for; infinity if nothing will."""
        due_s = self._due[0][0] if self._due else inf
        flows = list(self._flows())
        if not flows:
            return due_s
        share = self._rate / len(flows)
        for connection, coming in flows:
            least = min(each.to_next for each in coming)
            due_s = min(due_s, self.now_s + min(least * len(coming), connection.quota) / share)
        # After years, what is left may take less than the clock can tell: it has to go on all the same.
        return max(due_s, nextafter(self.now_s, inf))

    def go_on(self, until_s: float) -> list[Fetch]:
        """Let time pass, no further than to what happens next; gives what arrived, or came to a mark."""
        flows = list(self._flows())
        carried = self._rate * (until_s - self.now_s) / len(flows) if flows else 0
        self.now_s = until_s
        arrived = []
        for connection, coming in flows:
            connection.quota -= carried
            if connection.quota < _SPENT:
                connection.quota = 0
            for each in coming:
                each.left -= carried / len(coming)
                if each.to_next < _SPENT:
                    each.left = each.marks.pop(0) if each.marks else 0
                    arrived.append(each)
                if not each.left:
                    connection.fetches.remove(each)
        while self._due and self._due[0][0] <= self.now_s:
            arrived += self._happen(*heappop(self._due)[2:])
        for connection, coming in flows:
            if not connection.fetches and coming:
                self._serve(connection.server, "")
        return arrived

    def _flows(self) -> Iterator[tuple[_Connection, list[Fetch]]]:
        for server in self._servers.values():
            for connection in server.connections:
                if connection.fetches and connection.quota > 0 and (coming := connection.flowing()):
                    yield connection, coming

    def _happen(self, what: str, connection: _Connection, fetch: Fetch | None) -> list[Fetch]:
        if what == "open":
            connection.is_open = True
            self._serve(connection.server, "")
        elif what == "answer" and fetch is not None:
            if not fetch.left:
                connection.fetches.remove(fetch)
                self._serve(connection.server, "")
                return [fetch]
            fetch.flows = True
            if connection.window < self._full_window and not connection.has_round:
                self._begin_round(connection)
        elif what == "round":
            connection.has_round = False
            connection.window += connection.window - connection.quota
            if connection.window >= self._full_window:
                connection.quota = inf
            elif any(each.flows for each in connection.fetches):
                self._begin_round(connection)
        return []

    def _begin_round(self, connection: _Connection) -> None:
        connection.has_round = True
        connection.quota = connection.window
        self._wait(self._network.round_trip_s, "round", connection)

    def _serve(self, server: _Server, protocol: str) -> None:
        """Give requests that wait to connections, and open others where there may be more."""
        for connection in server.connections:
            while server.waiting and connection.is_open and (server.is_multiplexed or not connection.fetches):
                fetch = heappop(server.waiting)[2]
                connection.fetches.append(fetch)
                sent_s = 8 * REQUEST_BYTES / self._network.up_bits_per_s
                self._wait(self._network.round_trip_s + sent_s, "answer", connection, fetch)
        opening = sum(not connection.is_open for connection in server.connections)
        most = 1 if server.is_multiplexed else CONNECTIONS
        while len(server.waiting) > opening and len(server.connections) < most:
            if server.connections and self._connections >= MOST_CONNECTIONS:
                break
            opening += 1
            self._connections += 1
            connection = _Connection(server, self._first_window)
            server.connections.append(connection)
            self._wait(self._opening_s(server, protocol), "open", connection)

    def _opening_s(self, server: _Server, protocol: str) -> float:
        if not self._handshakes:
            return 0
        trip_s = self._network.round_trip_s
        if server.host not in self._names:
            self._names[server.host] = self.now_s + (trip_s if _has_to_be_looked_up(server.host) else 0)
        shaking = 2 if server.is_secure and protocol != "h3" else 1
        return max(0, self._names[server.host] - self.now_s) + shaking * trip_s

    def _wait(self, seconds: float, what: str, connection: _Connection, fetch: Fetch | None = None) -> None:
        heappush(self._due, (self.now_s + seconds, next(self._numbers), what, connection, fetch))


def _has_to_be_looked_up(host: str) -> bool:
    if host == "localhost":
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False
