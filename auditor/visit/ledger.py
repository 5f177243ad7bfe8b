"""The wire ledger: what each response of one visit transferred, from the browser's network events.

Source of the figures: Chrome DevTools Protocol, Network domain. `encodedDataLength` counts
header and body bytes as received; `dataReceived.dataLength` counts decoded bytes.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from auditor.evidence import Response

MAX_RESPONSES = 2_000
MAX_KNOWN_SIZES = 20_000
URL_CHARS = 2_000


class ColdSizes:
    """Remembers what each file weighed when it was first fetched, for all tabs of a browser."""

    def __init__(self) -> None:
        self._sizes: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def remember(self, url: str, wire_bytes: int, body_bytes: int) -> None:
        """Keep the size of a fetched file; the oldest are forgotten past a bound."""
        self._sizes[url] = (wire_bytes, body_bytes)
        if len(self._sizes) > MAX_KNOWN_SIZES:
            self._sizes.popitem(last=False)

    def of(self, url: str) -> tuple[int, int] | None:
        """Return the (wire, body) bytes of a file's first fetch, None if it was never seen."""
        return self._sizes.get(url)


@dataclass(slots=True)
class _Exchange:
    """One request and what came back, while it is under way. Sizes are bytes."""

    url: str
    kind: str
    ended: bool = False
    cached: bool = False
    wire_bytes: int = 0
    body_bytes: int = 0
    failed: str = ""
    received: Mapping[str, Any] = field(default_factory=dict)

    @property
    def awaited(self) -> bool:
        """Whether the page is waiting for it; sockets and event streams never end."""
        return not self.ended and self.kind not in {"websocket", "eventsource"}


class Ledger:
    """Collects the responses of one visit; `responses()` gives the ledger so far."""

    def __init__(self, hosts: tuple[str, ...], cold_sizes: ColdSizes) -> None:
        self._hosts = hosts
        self._cold = cold_sizes
        self._exchanges: dict[str, _Exchange] = {}
        self._redirects: list[Response] = []
        self.document_request: str | None = None

    @property
    def is_redirected(self) -> bool:
        """Whether the document's own request was led on to another address."""
        return any(redirect.kind == "document" for redirect in self._redirects)

    @property
    def in_flight(self) -> int:
        """Return how many requests the page is waiting for."""
        return sum(exchange.awaited for exchange in self._exchanges.values())

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what to call for which event of the protocol."""
        return {
            "Network.requestWillBeSent": self._sent,
            "Network.requestServedFromCache": self._cached,
            "Network.responseReceived": self._received,
            "Network.dataReceived": self._data,
            "Network.loadingFinished": self._finished,
            "Network.loadingFailed": self._lost,
        }

    def _sent(self, event: dict[str, Any]) -> None:
        request_id, kind = event["requestId"], event.get("type", "Other").lower()
        if event["request"]["url"].startswith(("data:", "blob:")) or len(self._exchanges) >= MAX_RESPONSES:
            return
        if "redirectResponse" in event:
            self._redirects.append(self._redirect(event["redirectResponse"], kind))
        if self.document_request is None and kind == "document":
            self.document_request = request_id
        self._exchanges[request_id] = _Exchange(event["request"]["url"][:URL_CHARS], kind)

    def _cached(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.cached = True

    def _received(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.received = event["response"]
            exchange.wire_bytes = int(event["response"].get("encodedDataLength", 0))
            exchange.cached = exchange.cached or bool(event["response"].get("fromDiskCache"))

    def _data(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.body_bytes += int(event["dataLength"])
            exchange.wire_bytes += int(event["encodedDataLength"])

    def _finished(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.ended = True
            exchange.wire_bytes = int(event["encodedDataLength"])
            if not exchange.cached:
                self._cold.remember(exchange.url, exchange.wire_bytes, exchange.body_bytes)

    def _lost(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.ended = True
            exchange.failed = str(event.get("errorText") or "canceled")[:200]

    def responses(self) -> tuple[Response, ...]:
        """Return what was answered so far, redirects first; unanswered requests say why or `unfinished`."""
        return (*self._redirects, *map(self._response, self._exchanges.values()))

    def _response(self, exchange: _Exchange) -> Response:
        received = exchange.received
        headers = {name.lower(): str(value) for name, value in received.get("headers", {}).items()}
        wire_bytes, body_bytes = exchange.wire_bytes, exchange.body_bytes
        if exchange.cached:
            wire_bytes, body_bytes = self._cold.of(exchange.url) or (wire_bytes or body_bytes, body_bytes)
        return Response(
            url=exchange.url,
            status=int(received.get("status", 0)),
            kind=exchange.kind,
            mime_type=str(received.get("mimeType", ""))[:100],
            wire_bytes=wire_bytes,
            body_bytes=body_bytes,
            encoding=headers.get("content-encoding", "")[:40],
            cache_control=headers.get("cache-control", "")[:200],
            third_party=self._is_third_party(exchange.url),
            from_cache=exchange.cached,
            failed=exchange.failed or ("unfinished" if exchange.awaited else ""),
        )

    def _redirect(self, received: Mapping[str, Any], kind: str) -> Response:
        return Response(
            url=str(received.get("url", ""))[:URL_CHARS],
            status=int(received.get("status", 0)),
            kind=kind,
            mime_type="",
            wire_bytes=int(received.get("encodedDataLength", 0)),
            body_bytes=0,
            encoding="",
            cache_control="",
            third_party=self._is_third_party(str(received.get("url", ""))),
            redirect=True,
        )

    def _is_third_party(self, url: str) -> bool:
        host = (urlsplit(url).hostname or "").lower()
        return not any(host == own or host.endswith(f".{own}") for own in self._hosts)
