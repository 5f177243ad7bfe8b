"""The wire ledger: what each response of one visit transferred, from the browser's network events.

Source of the figures: Chrome DevTools Protocol, Network domain. `encodedDataLength` counts
header and body bytes as received; `dataReceived.dataLength` counts decoded bytes.

The browser's cache serves what several pages share, and a page is charged what it would
cost on a first visit. The protocol tells of the cache in four ways, none of them always:
`requestServedFromCache` (the tab's own memory), `fromDiskCache`, a 304 in
`responseReceivedExtraInfo`, and, where two tabs ask for a file at once, nothing but an answer
of which no byte came over the network: one of them fetched it, the other read along. Of fonts in
the tab's memory it also tells when the page uses none of them; see probes/fonts.js.
"""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypedDict
from urllib.parse import urlsplit

from auditor.evidence import Response
from auditor.visit.look import LED_ON, MAX_DOCUMENTS

# No page that people are meant to read comes near these. One that goes past them is given up: it
# would take the machine from the others.
MAX_RESPONSES = 2_000
MAX_FRAMES = 100
MAX_BODY_BYTES = 256_000_000
MAX_KNOWN_SIZES = 20_000
URL_CHARS = 2_000
MAX_VALIDATOR_CHARS = 200  # a longer one is cut, and then fits no more

MAX_WORD_CHARS = 40  # of the protocol's own words

type Sizes = tuple[int, int]  # bytes on the wire, and of the decoded body


class Asked(TypedDict):
    """How a request came about, as `Response` has it."""

    initiator: str
    priority: str
    blocking: str


class ColdSizes:
    """Remembers what each file weighs when it is fetched, for all tabs of a browser."""

    def __init__(self) -> None:
        self._sizes: OrderedDict[str, Sizes] = OrderedDict()
        self._under_way: Counter[str] = Counter()

    def begin(self, file: str) -> None:
        """Note that a tab asks for a file."""
        self._under_way[file] += 1

    def end(self, file: str) -> None:
        """Note that a tab has it, or gave up."""
        self._under_way[file] -= 1
        if self._under_way[file] <= 0:
            del self._under_way[file]

    def remember(self, name: str, wire_bytes: int, body_bytes: int) -> None:
        """Keep the size of a fetched file; past a bound, those that were not fetched for longest go.

        The largest fetch counts: a smaller one may have been an answer that only says "not changed".
        """
        self._sizes[name] = max(self._sizes.pop(name, (0, 0)), (wire_bytes, body_bytes))
        if len(self._sizes) > MAX_KNOWN_SIZES:
            self._sizes.popitem(last=False)

    def of(self, name: str) -> Sizes | None:
        """Return the (wire, body) bytes of a file, None if it was never fetched to the end."""
        return self._sizes.get(name)

    def is_coming(self, file: str) -> bool:
        """Tell whether a tab is fetching a file, so that its size may soon be known."""
        return file in self._under_way


@dataclass(slots=True)
class _Exchange:
    """One request and what came back, while it is under way. Sizes are bytes."""

    url: str
    file: str  # what is asked for, as `ColdSizes` knows it
    kind: str
    method: str = "GET"
    asked: Asked = field(default_factory=lambda: Asked(initiator="", priority="", blocking=""))
    ended: bool = False
    told_cached: bool = False
    in_memory: bool = False
    wire_bytes: int = 0
    body_bytes: int = 0
    failed: str = ""
    received: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def awaited(self) -> bool:
        """Whether the page is waiting for it; sockets and event streams never end."""
        return not self.ended and self.kind not in {"websocket", "eventsource"}

    @property
    def is_remembered_font(self) -> bool:
        """Whether it is a font that the tab has in its memory."""
        return self.kind == "font" and self.in_memory

    @property
    def name(self) -> str:
        """What the size of this answer is kept under: a file may be fetched in ranges."""
        return f"{self.file} {self.headers.get('content-range', '')[:100]}".rstrip()

    @property
    def estimated_sizes(self) -> Sizes:
        """Estimate what a first fetch of an answer from the cache takes, where none was seen."""
        length = self.headers.get("content-length", "")
        is_packed = bool(self.headers.get("content-encoding")) and length.isdecimal()
        body_on_the_wire = min(int(length[:20]), self.body_bytes) if is_packed else self.body_bytes
        return _head_bytes(self.received, self.headers) + body_on_the_wire, self.body_bytes


class Ledger:
    """Collects the responses of one visit; `responses()` gives the ledger so far.

    Close it when nobody tells it of events any more. `give_up` is told why, in words for a
    person, when a page asks for more than a visit bears.
    """

    def __init__(
        self,
        hosts: tuple[str, ...],
        cold_sizes: ColdSizes,
        give_up: Callable[[str], object] = lambda _reason: None,
    ) -> None:
        self._hosts = hosts
        self._cold = cold_sizes
        self._give_up = give_up
        self._frame: str | None = None  # the page's own
        self._shown = 0  # documents in it, one after another
        self._framed = 0  # documents asked for by the frames within
        self._body_bytes = 0
        self._exchanges: dict[str, _Exchange] = {}
        self._redirects: list[Response] = []
        self._not_modified: set[str] = set()
        self.document_request: str | None = None

    @property
    def is_redirected(self) -> bool:
        """Whether the document's own request was led on to another address."""
        return any(redirect.kind == "document" for redirect in self._redirects)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is under way, here or in another tab, that this ledger waits for."""
        return not any(
            exchange.awaited or self._awaits_size(request_id, exchange)
            for request_id, exchange in self._exchanges.items()
        )

    def close(self) -> None:
        """Let no other tab wait for what this one has not fetched to the end."""
        for exchange in self._exchanges.values():
            self._end(exchange)

    @property
    def document(self) -> Response | None:
        """Return what answered to the request for the page itself; None if nothing did so far."""
        request_id = self.document_request or ""
        exchange = self._exchanges.get(request_id)
        return (
            self._response(request_id, exchange)
            if exchange and (exchange.received or exchange.failed)
            else None
        )

    @property
    def document_headers(self) -> Mapping[str, str]:
        """Return the headers of that answer, their names in lower case."""
        exchange = self._exchanges.get(self.document_request or "")
        return exchange.headers if exchange else {}

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what to call for which event of the protocol."""
        return {
            "Network.requestWillBeSent": self._sent,
            "Network.requestServedFromCache": self._cached,
            "Network.responseReceivedExtraInfo": self._told_more,
            "Network.responseReceived": self._received,
            "Network.dataReceived": self._data,
            "Network.loadingFinished": self._finished,
            "Network.loadingFailed": self._lost,
            "Page.frameNavigated": self._navigated,
        }

    def _sent(self, event: dict[str, Any]) -> None:
        request_id, kind = event["requestId"], event.get("type", "Other").lower()
        if event["request"]["url"].startswith(("data:", "blob:")) or _is_icon(kind, event):
            return
        if len(self._exchanges) + len(self._redirects) >= MAX_RESPONSES:
            self._give_up(f"it sends more than {MAX_RESPONSES:,} requests")
            return
        if kind == "document" and "redirectResponse" not in event:
            frame = event.get("frameId", "")
            if self._frame is None:
                self._frame = frame
            self._framed += frame != self._frame
            if self._framed > MAX_FRAMES:
                self._give_up(f"it loads more than {MAX_FRAMES} documents into frames")
        if request_id in self._exchanges:
            self._end(self._exchanges[request_id])
        asked = self._asked(event)
        if "redirectResponse" in event:
            self._redirects.append(self._redirect(event["redirectResponse"], kind, asked))
        if self.document_request is None and kind == "document":
            self.document_request = request_id
        url = event["request"]["url"]
        method = event["request"].get("method", "GET")
        exchange = _Exchange(url[:URL_CHARS], _file(method, url), kind, method, asked)
        self._exchanges[request_id] = exchange
        self._cold.begin(exchange.file)

    def _asked(self, event: dict[str, Any]) -> Asked:
        """Read who asked; what the page's own markup or a script within it asks for has no other asker."""
        by = _asker(event.get("initiator", {})).partition("#")[0]
        own = self._exchanges.get(self.document_request or "")
        is_own = own is not None and by == own.url.partition("#")[0]
        return {
            "initiator": "" if is_own or not by.startswith(("http://", "https://")) else by[:URL_CHARS],
            "priority": _word(event["request"].get("initialPriority")),
            "blocking": _word(event.get("renderBlockingBehavior")),
        }

    def _navigated(self, event: dict[str, Any]) -> None:
        """Count what is shown, not what is asked for: a download is asked for like a document.

        The browser's own page about an address that cannot be reached is none of the page's.
        """
        if event["frame"]["id"] == self._frame and "unreachableUrl" not in event["frame"]:
            self._shown += 1
            if self._shown > MAX_DOCUMENTS:
                self._give_up(LED_ON)

    def _cached(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.told_cached = exchange.in_memory = True

    def _told_more(self, event: dict[str, Any]) -> None:
        """Note an answer that the cache's copy is still good; this may come before everything else."""
        if event.get("statusCode") == HTTPStatus.NOT_MODIFIED and len(self._not_modified) < MAX_RESPONSES:
            self._not_modified.add(event["requestId"])

    def _received(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.received, exchange.headers = event["response"], _headers(event["response"])
            exchange.wire_bytes = _size(event["response"].get("encodedDataLength"))
            exchange.told_cached = exchange.told_cached or bool(event["response"].get("fromDiskCache"))

    def _data(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.body_bytes += _size(event["dataLength"])
            exchange.wire_bytes += _size(event["encodedDataLength"])
        self._body_bytes += _size(event["dataLength"])
        if self._body_bytes > MAX_BODY_BYTES:
            self._give_up(f"it sends more than {MAX_BODY_BYTES / 1_000_000:.0f} MB")

    def _finished(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.wire_bytes = _size(event["encodedDataLength"])
            if not self._is_from_cache(event["requestId"], exchange):
                self._cold.remember(exchange.name, exchange.wire_bytes, exchange.body_bytes)
            self._end(exchange)

    def _lost(self, event: dict[str, Any]) -> None:
        if exchange := self._exchanges.get(event["requestId"]):
            exchange.failed = str(event.get("errorText") or "canceled")[:200]
            self._end(exchange)

    def _end(self, exchange: _Exchange) -> None:
        if not exchange.ended:
            exchange.ended = True
            self._cold.end(exchange.file)

    def _is_from_cache(self, request_id: str, exchange: _Exchange) -> bool:
        if not exchange.received:
            return False
        return exchange.told_cached or request_id in self._not_modified or exchange.wire_bytes == 0

    def _awaits_size(self, request_id: str, exchange: _Exchange) -> bool:
        """Whether another tab is still fetching what this one read along with it."""
        return (
            self._is_from_cache(request_id, exchange)
            and self._cold.of(exchange.name) is None
            and self._cold.is_coming(exchange.file)
        )

    def files(self, *kinds: str) -> Mapping[str, str]:
        """Return the addresses of what came whole of these kinds, by the protocol's ids of their requests."""
        return {
            request_id: exchange.url
            for request_id, exchange in self._exchanges.items()
            if exchange.kind in kinds and exchange.ended and not exchange.failed and exchange.received
        }

    @property
    def has_remembered_fonts(self) -> bool:
        """Whether fonts came from the tab's memory, of which the page may use none."""
        return any(exchange.is_remembered_font for exchange in self._exchanges.values())

    def answer_of(self, request_id: str) -> tuple[int | None, str]:
        """Return status and MIME type of one answer; None and "" where none was seen."""
        exchange = self._exchanges.get(request_id)
        if exchange is None or not exchange.received:
            return None, ""
        return int(exchange.received.get("status", 0)), str(exchange.received.get("mimeType", ""))

    def responses(self, unused_fonts: Collection[str] = ()) -> tuple[Response, ...]:
        """Return what was answered so far, redirects first; unanswered requests say why or `unfinished`.

        Fonts of which the browser only told, and which the page does not use, are left out.
        """
        asked = {
            request_id: exchange
            for request_id, exchange in self._exchanges.items()
            if not (exchange.is_remembered_font and exchange.url in unused_fonts)
        }
        return (*self._redirects, *(self._response(*each) for each in asked.items()))

    def _response(self, request_id: str, exchange: _Exchange) -> Response:
        wire_bytes, body_bytes = exchange.wire_bytes, exchange.body_bytes
        from_cache = self._is_from_cache(request_id, exchange)
        if from_cache and exchange.ended and not exchange.failed:
            wire_bytes, body_bytes = self._cold.of(exchange.name) or exchange.estimated_sizes
        elif from_cache:  # broke off: what had arrived
            wire_bytes = body_bytes
        return Response(
            url=exchange.url,
            status=int(exchange.received.get("status", 0)),
            kind=exchange.kind,
            mime_type=str(exchange.received.get("mimeType", ""))[:100],
            wire_bytes=wire_bytes,
            body_bytes=body_bytes,
            encoding=exchange.headers.get("content-encoding", "")[:40],
            cache_control=exchange.headers.get("cache-control", "")[:200],
            third_party=self._is_third_party(exchange.url),
            from_cache=from_cache,
            failed=exchange.failed or ("unfinished" if exchange.awaited else ""),
            method=exchange.method[:20],
            protocol=_word(exchange.received.get("protocol")),
            **validators(exchange.headers),
            **exchange.asked,
        )

    def _redirect(self, received: Mapping[str, Any], kind: str, asked: Asked) -> Response:
        url, headers = str(received.get("url", "")), _headers(received)
        wire_bytes, file = _size(received.get("encodedDataLength")), _file("GET", url)
        from_cache = bool(received.get("fromDiskCache")) or wire_bytes == 0
        if from_cache:
            wire_bytes, _ = self._cold.of(file) or (_head_bytes(received, headers), 0)
        else:
            self._cold.remember(file, wire_bytes, 0)
        return Response(
            url=url[:URL_CHARS],
            status=int(received.get("status", 0)),
            kind=kind,
            mime_type="",
            wire_bytes=wire_bytes,
            body_bytes=0,
            encoding="",
            cache_control=headers.get("cache-control", "")[:200],
            third_party=self._is_third_party(url),
            from_cache=from_cache,
            redirect=True,
            protocol=_word(received.get("protocol")),
            **asked,
        )

    def _is_third_party(self, url: str) -> bool:
        host = (urlsplit(url).hostname or "").lower()
        return not any(host == own or host.endswith(f".{own}") for own in self._hosts)


def _is_icon(kind: str, event: Mapping[str, Any]) -> bool:
    """Whether it is for the icon beside a page's title, which only browsers with a window ask for.

    Such a request is made by the browser and not by the page, once for each icon that it does not know.
    """
    return kind == "other" and event.get("initiator", {}).get("type") == "other"


def _asker(initiator: Mapping[str, Any]) -> str:
    """Give the address of what asked: of a script, the innermost that has one, over waits of its own."""
    stack = initiator.get("stack")
    while stack:
        for frame in stack.get("callFrames", ()):
            if frame.get("url"):
                return str(frame["url"])
        stack = stack.get("parent")
    return str(initiator.get("url", ""))


def _word(told: Any) -> str:
    return str(told or "").lower()[:MAX_WORD_CHARS]


def _file(method: str, url: str) -> str:
    """Name what a request asks for; long addresses by a digest, because a page may make many of them."""
    short = url if len(url) <= URL_CHARS else hashlib.sha256(url.encode()).hexdigest()
    return short if method == "GET" else f"{method} {short}"


class Validators(TypedDict):
    """Headers of an answer, as `Response` has them: whether it is still the same, and how long it is kept."""

    etag: str
    last_modified: str
    date: str
    vary: str
    expires: str
    age: str


def validators(headers: Mapping[str, str]) -> Validators:
    """Read what one asks by whether an answer is still the same (RFC 9110, 8.8); names in lower case."""
    return {
        "etag": headers.get("etag", "")[:MAX_VALIDATOR_CHARS],
        "last_modified": headers.get("last-modified", "")[:MAX_VALIDATOR_CHARS],
        "date": headers.get("date", "")[:MAX_VALIDATOR_CHARS],
        "vary": headers.get("vary", "")[:MAX_VALIDATOR_CHARS],
        "expires": headers.get("expires", "")[:MAX_VALIDATOR_CHARS],
        "age": headers.get("age", "")[:MAX_VALIDATOR_CHARS],
    }


def _size(told: Any) -> int:
    """Read a number of bytes; the browser says -1 where it does not know."""
    return max(0, int(told or 0))


def _headers(received: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in received.get("headers", {}).items()}


def _head_bytes(received: Mapping[str, Any], headers: Mapping[str, str]) -> int:
    """Count a status line and headers as HTTP/1.1 sends them: "name: value" and a line's end each."""
    status_line = f"HTTP/1.1 {received.get('status', 0)} {received.get('statusText', '')}\r\n"
    lines = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
    return len(status_line) + lines + len("\r\n")
