"""Has a portal up while it is audited: a folder that is served, or a program that is started."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import httpx

from auditor.errors import AuditorError

HOST = "127.0.0.1"
WAIT_S = 120  # for a program to answer: builds of a development server take a minute
POLL_S = 0.2
END_S = 10  # for a program to end by itself
LAST_LINES = 5


class ServingError(AuditorError):
    """The portal did not come up."""


class _Handler(SimpleHTTPRequestHandler):
    """Files of a folder as a static host gives them: no listings, and the portal's own 404.html."""

    protocol_version = "HTTP/1.1"

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Answer as for a page that is not there."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the portal's 404.html where it has one."""
        own = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not own.is_file():
            super().send_error(code, message, explain)
            return
        body = own.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Keep quiet: the audit tells what goes on."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that leave early."""


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback while the context lasts, and give its address without a path."""
    with _Server((HOST, 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def started(command: str, wait_for: str, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Run a program of the shell while the context lasts, from when an address answers.

    Raises:
        ServingError: if the program ends before, or the address never answers; with its last words.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S602  the command is the operator's own
            command, shell=True, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait(process, wait_for, wait_s, said)
            yield
        finally:
            _end(process)


def _wait(process: "subprocess.Popen[bytes]", url: str, wait_s: float, said: IO[bytes]) -> None:
    until = monotonic() + wait_s
    while monotonic() < until:
        if process.poll() is not None:
            raise ServingError(
                f"what --start began has ended with code {process.returncode} before {url} answered"
                + _last_words(said)
            )
        with contextlib.suppress(httpx.HTTPError):
            answer = httpx.get(url, timeout=5, follow_redirects=False, trust_env=False, verify=False)  # noqa: S501  whether it is up is all that is asked
            if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                return
        sleep(POLL_S)
    raise ServingError(f"{url} did not answer within {wait_s:g} seconds" + _last_words(said))


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").splitlines()[-LAST_LINES:]
    return f"; it said: {' | '.join(lines)}" if lines else ""


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with all that it has started; alone, where a system has no groups of processes."""
    end_group = getattr(os, "killpg", None)
    for name, end_alone in (("SIGTERM", process.terminate), ("SIGKILL", process.kill)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if end_group is None:
                end_alone()
            else:
                end_group(process.pid, getattr(signal, name))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(END_S)
            return
