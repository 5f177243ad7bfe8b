"""A portal made of answers, served on loopback while a test runs.

    with Served({"/": html("<h1>Home</h1>")}) as portal:
        ...
        assert portal.asked == ["/robots.txt", "/"]

Nothing is sent but what the answer says, so that bytes can be counted.
"""

import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast

GATE_TIMEOUT_S = 20


@dataclass(frozen=True)
class Answer:
    """One answer. With a `gate`, the second half of its body waits until the gate is open."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    gate: threading.Event | None = None

    @property
    def head(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if "Transfer-Encoding" not in self.headers and self.status != HTTPStatus.NOT_MODIFIED:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode()

    @property
    def wire_bytes(self) -> int:
        """What it takes on the wire."""
        return len(self.head) + len(self.body)


@dataclass(frozen=True)
class Request:
    """What was asked for."""

    path: str
    headers: Mapping[str, str]


type Answers = Mapping[str, Answer | Callable[[Request], Answer]]


def html(body: str, *, title: str = "A page", lang: str = "en", **headers: str) -> Answer:
    """A page that has no fault of its own."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    text = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return Answer(text.encode(), headers={"Content-Type": "text/html; charset=utf-8", **_named(headers)})


def redirect(location: str, status: int = 302, **headers: str) -> Answer:
    """A redirect."""
    return Answer(status=status, headers={"Location": location, **_named(headers)})


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


NOT_FOUND = Answer(
    b"<!doctype html><title>Not found</title><h1>Not found</h1>", 404, {"Content-Type": "text/html"}
)


class Served:
    """Serves answers by path, from entering the context until leaving it; `asked` are the paths in order.

    A path with a query is looked up whole, then without its query. What is not there is 404.
    """

    def __init__(self, answers: Answers) -> None:
        self._server = _Server()
        self._server.answers = answers
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def asked(self) -> list[str]:
        return self._server.asked

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: Answers = {}
        self.asked: list[str] = []
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients may leave when they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        server = cast("_Server", self.server)
        server.asked.append(self.path)
        found = server.answers.get(self.path) or server.answers.get(self.path.partition("?")[0]) or NOT_FOUND
        answer = found if isinstance(found, Answer) else found(Request(self.path, dict(self.headers)))
        half = len(answer.body) // 2 if answer.gate else 0
        self.wfile.write(answer.head + answer.body[:half])
        if answer.gate is not None:
            self.wfile.flush()
            answer.gate.wait(GATE_TIMEOUT_S)
        self.wfile.write(answer.body[half:])
        self.wfile.flush()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        pass
