"""A web server on loopback that answers as a test wants, and remembers what it was asked."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast


@dataclass(frozen=True)
class Asked:
    """A request: when it came (monotonic), and what it said. Names of headers are in lower case."""

    path: str
    headers: Mapping[str, str]
    at_s: float
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What is answered."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def page(words: str = "", *, title: str = "Page", **headers: str) -> Answer:
    """A page with some words on it, which may be markup."""
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"></head><body><main><h1>{title}</h1>'
        f"<p>{words}</p></main></body></html>"
    )
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"} | given)


def text(body: str) -> Answer:
    """A plain text."""
    return Answer(body.encode(), headers={"Content-Type": "text/plain"})


MISSING = Answer(b"missing", 404)
PAGE_LIST = "".join(f'<a href="/{number}">Page {number}</a> ' for number in range(1, 6))

type Route = Answer | Callable[[Asked], Answer]


class AnsweringServer:
    """Serves `routes`, by path without the query; what is not there is 404. Use as a context manager."""

    def __init__(self, routes: Mapping[str, Route]) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.routes = dict(routes)
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        route = self.routes.get(asked.path.partition("?")[0], MISSING)
        return route if isinstance(route, Answer) else route(asked)

    def asked_for(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def paths(self) -> list[str]:
        """What was asked for, in order; browsers ask for an icon of their own accord."""
        return [asked.path for asked in self.asked if asked.path != "/favicon.ico"]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: AnsweringServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = cast("_Server", self.server)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        answer = server.owner.answer(Asked(self.path, headers, time.monotonic(), self.command, body))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_POST = do_GET  # noqa: N815  named as http.server wants it

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the base class's
        """Keep quiet."""
