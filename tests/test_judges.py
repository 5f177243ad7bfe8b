"""The processes that judge: what hangs, breaks or kills one costs its own page; none is left behind."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from auditor.crawl.scope import page_id
from auditor.evidence import from_json, to_json
from auditor.judge import judgement_from_json
from auditor.run.judges import Judges, JudgingError
from auditor.run.plan import Plan
from auditor.run.worker import JudgedPage, PageToJudge
from auditor.service import digest_from_json
from auditor.settings import read_settings, with_crawl
from auditor.store.records import unpacked
from tests.fakes import SITE, seen

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")

PAGE = seen("/births/", "/births/form", "/contact", wire_bytes=5_000_000)
TO_JUDGE = PageToJudge(to_json(PAGE), page_id(PAGE.url), depth=2, visit_order=7)
BROKEN = PageToJudge(b'{"url": 1}', "broken", depth=0, visit_order=0)


def judged[T](work: Callable[[Judges], Awaitable[T]], *, crawl: bool = True) -> T:
    settings = with_crawl(read_settings(f"{SITE}/"), concurrency=2)
    plan = Plan(settings, None if crawl else (PAGE.url,))

    async def run() -> T:
        async with Judges(plan) as judges:
            return await work(judges)

    return asyncio.run(run())


def process_of(judges: Judges) -> int:
    (process,) = judges._running
    return int(process._process.pid or 0)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_page_comes_back_judged_with_where_it_leads() -> None:
    page = judged(lambda judges: judges.judge(TO_JUDGE))
    assert from_json(unpacked(page.evidence)) == PAGE
    assert judgement_from_json(unpacked(page.judgement)).tallies["heavy-page"].failed == 3
    assert digest_from_json(unpacked(page.digest)).page_id == page_id(PAGE.url)
    assert [(found.url, found.depth, found.parent_order) for found in page.found] == [
        (f"{SITE}/contact", 3, 7), (f"{SITE}/births/form", 3, 7),
    ]  # fmt: skip


def test_of_a_list_of_pages_nothing_is_followed() -> None:
    assert judged(lambda judges: judges.judge(TO_JUDGE), crawl=False).found == ()


def test_a_page_that_cannot_be_judged_is_told_and_the_next_is_judged() -> None:
    async def work(judges: Judges) -> tuple[int, int]:
        before = process_of(judges)
        with pytest.raises(JudgingError, match=r"^judging it failed: ValidationError: "):
            await judges.judge(BROKEN)
        assert isinstance(await judges.judge(TO_JUDGE), JudgedPage)
        return before, process_of(judges)

    before, after = judged(work)
    assert before == after, "the process goes on"


@posix_only
@pytest.mark.parametrize(
    ("disturb", "expected"),
    [
        (signal.SIGSTOP, "judging it took longer than 1 s"),
        (signal.SIGKILL, "judging it ended the process that judged"),
    ],
    ids=["hangs", "is killed"],
)
def test_a_process_that_is_lost_is_replaced(disturb: signal.Signals, expected: str) -> None:
    async def work(judges: Judges) -> int:
        await judges.judge(TO_JUDGE)
        lost = process_of(judges)
        os.kill(lost, disturb)
        patience_s = judges._timeout_s
        if disturb == signal.SIGSTOP:
            judges._timeout_s = 1  # for this page alone: a process takes longer to start
        with pytest.raises(JudgingError, match=f"^{expected}$"):
            await judges.judge(TO_JUDGE)
        judges._timeout_s = patience_s
        assert isinstance(await judges.judge(TO_JUDGE), JudgedPage)
        return lost

    assert not is_there(judged(work))


@posix_only
def test_ctrl_c_is_not_their_business_and_they_end_with_the_program() -> None:
    async def work(judges: Judges) -> int:
        await judges.judge(TO_JUDGE)
        os.kill(process_of(judges), signal.SIGINT)
        await judges.judge(TO_JUDGE)
        return process_of(judges)

    assert not is_there(judged(work))


def test_a_page_keeps_its_process_to_itself() -> None:
    """More pages than processes: each waits for its turn, and gets its own answer."""
    pages = [PageToJudge(TO_JUDGE.evidence, f"page-{number}", 0, number) for number in range(4)]

    async def work(judges: Judges) -> list[JudgedPage]:
        return await asyncio.gather(*map(judges.judge, pages))

    ids = [digest_from_json(unpacked(page.digest)).page_id for page in judged(work)]
    assert ids == [page.page_id for page in pages]


def test_they_start_wherever_the_program_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(judged(lambda judges: judges.judge(TO_JUDGE)), JudgedPage)
