"""The processes that judge: started, asked, and replaced when a page hangs or kills one."""

import asyncio
from types import TracebackType
from typing import Self

from auditor.machine.processes import Process
from auditor.run.plan import Plan
from auditor.run.worker import (
    Answer,
    JudgedPage,
    Outline,
    PageToJudge,
    PageToOutline,
    PageToSketch,
    SketchedPage,
    Task,
    serve,
)

# Judging a page takes about 0.1 s, and a process two seconds to start; whoever needs as long
# as this hangs, for example in a pattern that a page was made to feed.
JUDGE_TIMEOUT_S = 120.0


type _Process = Process[Task, Answer | str]


class JudgingError(Exception):
    """A page could not be judged; the message says why, to a person."""


class Judges:
    """Processes that each judge, sketch or outline one page at a time. Use as an async context manager."""

    def __init__(self, plan: Plan, *, timeout_s: float = JUDGE_TIMEOUT_S) -> None:
        self._plan = plan
        self._timeout_s = timeout_s
        self._running: set[_Process] = set()
        self._idle: asyncio.Queue[_Process] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        for _ in range(max(1, self._plan.concurrency // 4)):  # visiting costs more than judging
            self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running:
            process.stop()

    async def judge(self, page: PageToJudge) -> JudgedPage:
        """Have a page judged by the next process that is free.

        Raises:
            JudgingError: if it breaks, hangs or kills the process.
        """
        answer = await self._do(page, "judging")
        assert isinstance(answer, JudgedPage)  # noqa: S101  tells the type checker what `Judge.do` gives
        return answer

    async def sketch(self, page: PageToSketch) -> SketchedPage:
        """Have a page sketched by the next process that is free.

        Raises:
            JudgingError: if it breaks, hangs or kills the process.
        """
        answer = await self._do(page, "reading")
        assert isinstance(answer, SketchedPage)  # noqa: S101
        return answer

    async def outline(self, served_html: str) -> bytes:
        """Have a page's skeleton made by the next process that is free.

        Raises:
            JudgingError: if it breaks, hangs or kills the process.
        """
        answer = await self._do(PageToOutline(served_html), "reading")
        assert isinstance(answer, Outline)  # noqa: S101
        return answer.skeleton

    async def _do(self, task: Task, doing: str) -> Answer:
        process = await self._idle.get()
        try:
            answer = await asyncio.to_thread(process.ask, task, self._timeout_s)
        except TimeoutError as error:
            self._replace(process)
            raise JudgingError(f"{doing} it took longer than {self._timeout_s:g} s") from error
        except (EOFError, OSError) as error:
            self._replace(process)
            raise JudgingError(f"{doing} it ended the process that judged") from error
        self._idle.put_nowait(process)
        if isinstance(answer, str):
            raise JudgingError(f"{doing} it failed: {answer}")
        return answer

    def _start(self) -> None:
        process: _Process = Process(
            serve, self._plan.settings, self._plan.listed is None, name="auditor-judge"
        )
        self._running.add(process)
        self._idle.put_nowait(process)

    def _replace(self, process: _Process) -> None:
        process.stop()
        self._running.discard(process)
        self._start()
