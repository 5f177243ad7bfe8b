"""Has files read by a process of its own, within bounds: one may be made to hang or to fill a machine."""

import asyncio
import logging
import signal
from multiprocessing.connection import Connection
from typing import NamedTuple

from auditor.evidence.document_facts import DocumentFacts
from auditor.files.read import read_file
from auditor.files.unreadable import UnreadableError
from auditor.machine.processes import Process

READ_TIMEOUT_S = 30.0  # the slowest of 268 real files took 1.2 s
# Address space, of which the program alone has 330 MB; the real files took 50 MB of memory at most.
READ_MEMORY_BYTES = 2_000_000_000


class FileToRead(NamedTuple):
    """A file, and the name that it is saved under."""

    body: bytes
    name: str


type _Answer = DocumentFacts | str


class FileReader:
    """Reads files, one at a time. Its process is started by the first; `close` ends it."""

    def __init__(self, *, timeout_s: float = READ_TIMEOUT_S, memory_bytes: int = READ_MEMORY_BYTES) -> None:
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._process: Process[FileToRead, _Answer] | None = None
        self._turn = asyncio.Lock()

    async def read(self, body: bytes, name: str) -> DocumentFacts:
        """Read a file.

        Raises:
            UnreadableError: if it cannot be read, or not within the bounds, saying why.
        """
        async with self._turn:
            if self._process is None:
                self._process = Process(serve, self._memory_bytes, name="auditor-reader")
            try:
                answer = await asyncio.to_thread(self._process.ask, FileToRead(body, name), self._timeout_s)
            except TimeoutError as error:
                self.close()
                raise UnreadableError(f"reading it took longer than {self._timeout_s:g} s") from error
            except (EOFError, OSError) as error:
                self.close()
                raise UnreadableError("reading it ended the process that read") from error
        if isinstance(answer, str):
            raise UnreadableError(answer)
        return answer

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.stop()
            self._process = None


def serve(connection: "Connection[_Answer, FileToRead]", memory_bytes: int) -> None:
    """Answer each file with what it says, or with why it cannot be read, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable()  # libraries complain of broken files; what matters comes back as an answer
    _bound_memory(memory_bytes)
    while True:
        try:
            file = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_read(file))


def _read(file: FileToRead) -> _Answer:
    try:
        return read_file(file.body, file.name)
    except UnreadableError as error:
        return str(error)
    except MemoryError:
        return "reading it takes too much memory"
    except Exception as error:  # noqa: BLE001  a file that breaks the program must not end the run
        return f"reading it failed: {type(error).__name__}: {error}"


def _bound_memory(most_bytes: int) -> None:
    try:
        import resource  # noqa: PLC0415  Windows has no such thing; there the time alone is bounded
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
