"""A process of this program that answers one question at a time, and can be ended when it hangs."""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_SPAWN = multiprocessing.get_context("spawn")  # forking a program that has threads is unsafe


class Process[Question, Answer]:
    """One process and our end of the pipe to it.

    `serve` is called there with its end of the pipe and with what else is given. It answers each
    question that it receives, until the pipe ends.
    """

    def __init__(self, serve: Callable[..., None], *given: Any, name: str) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=serve, args=(theirs, *given), name=name, daemon=True)
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()  # so that ours ends when the process does

    def ask(self, question: Question, timeout_s: float) -> Answer:
        """Send a question and wait for the answer, in a thread.

        Raises:
            TimeoutError: if no answer came in time.
            EOFError: or OSError, if the process is gone.
        """
        self._connection.send(question)
        if not self._connection.poll(timeout_s):
            raise TimeoutError
        answer: Answer = self._connection.recv()
        return answer

    def stop(self) -> None:
        """End the process at once: it keeps nothing that could be lost."""
        self._process.kill()
        self._process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that starts now inherit, where systems inherit it, that Ctrl-C is not its business."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
