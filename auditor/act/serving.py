"""Serves a directory of test cases on loopback, under the path where its pages expect to be."""

import functools
import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HOST = "127.0.0.1"


class CaseServer:
    """A server of one directory on loopback, at a port of its own. Use as a context manager."""

    def __init__(self, folder: Path, base: str) -> None:
        handler = functools.partial(_Handler, base=base, directory=str(folder))
        self._server = _Server((HOST, 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end."""
        return f"http://{HOST}:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """Says nothing of a browser that went on to the next page before it had the whole of this one."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Answers what is under `base` with the directory's files, and all else as not there."""

    protocol_version = "HTTP/1.1"
    # As W3C serves them: few of its pages name their encoding.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".html": "text/html; charset=utf-8"}

    def __init__(self, *given: Any, base: str, **more: Any) -> None:
        self._base = base
        super().__init__(*given, **more)

    def send_head(self) -> Any:
        if not self.path.startswith(self._base):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        self.path = f"/{self.path.removeprefix(self._base)}"
        return super().send_head()

    def log_message(self, format: str, *given: Any) -> None:  # noqa: A002  its name in the base class
        """Say nothing: the run tells how it goes on."""
