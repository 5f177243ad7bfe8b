"""Politeness: the pauses between requests, without sleeping in the tests."""

import asyncio
from datetime import UTC, datetime

import pytest

from auditor.crawl.politeness import Pacer, is_loopback, retry_after_s

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
HOST = "portal.example"


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def clock(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def pacer_of(time: Time, delay_s: float | None = None) -> Pacer:
    return Pacer(delay_s, clock=time.clock, sleep=time.sleep, now=lambda: NOON)


def starts(pacer: Pacer, time: Time, *hosts: str) -> list[float]:
    """Ask for each host in turn; give the seconds after the beginning at which each may start."""

    async def ask() -> list[float]:
        begun, at = time.now_s, []
        for host in hosts:
            await pacer.wait(host)
            at.append(time.now_s - begun)
        return at

    return asyncio.run(ask())


class TestPauses:
    def test_are_a_second_by_default(self, time: Time) -> None:
        assert starts(pacer_of(time), time, HOST, HOST, HOST) == [0, 1, 2]

    def test_are_none_on_loopback(self, time: Time) -> None:
        assert starts(pacer_of(time), time, "127.0.0.1", "127.0.0.1", "localhost", "localhost") == [
            0,
            0,
            0,
            0,
        ]

    def test_are_as_told_on_loopback_too(self, time: Time) -> None:
        assert starts(pacer_of(time, 0.5), time, "127.0.0.1", "127.0.0.1") == [0, 0.5]

    def test_are_kept_for_each_host_by_itself(self, time: Time) -> None:
        assert starts(pacer_of(time), time, HOST, "forms.example", HOST) == [0, 0, 1]

    def test_are_kept_by_several_tabs_together(self, time: Time) -> None:
        pacer = pacer_of(time)
        at: list[float] = []

        async def tab() -> None:
            await pacer.wait(HOST)
            at.append(time.now_s - 100)

        async def tabs() -> None:
            await asyncio.gather(tab(), tab(), tab())

        asyncio.run(tabs())
        assert at == [0, 1, 2]

    def test_grow_to_the_crawl_delay_but_never_shrink_to_it(self, time: Time) -> None:
        pacer = pacer_of(time)
        pacer.slow_down(HOST, 10)
        pacer.slow_down(HOST, 0.1)
        assert starts(pacer, time, HOST, HOST) == [0, 10]

    @pytest.mark.parametrize(
        ("delay_s", "reason"),
        [(300, ""), (301, "portal.example asks for 301 s between requests, over 300 s")],
    )
    def test_of_more_than_five_minutes_end_the_asking(self, time: Time, delay_s: float, reason: str) -> None:
        pacer = pacer_of(time)
        pacer.slow_down(HOST, delay_s)
        assert pacer.refused(HOST) == reason


class TestRefusals:
    def test_double_the_pause(self, time: Time) -> None:
        pacer = pacer_of(time, 0)
        at = []
        for _ in range(3):
            pacer.note(HOST, 429)
            at += starts(pacer, time, HOST)
        assert at == [5, 10, 20]

    def test_pause_for_as_long_as_they_say(self, time: Time) -> None:
        pacer = pacer_of(time, 0)
        pacer.note(HOST, 503, "30")
        assert starts(pacer, time, HOST) == [30]

    def test_hold_back_those_who_wait_already(self, time: Time) -> None:
        pacer = pacer_of(time, 1)
        begun = time.now_s

        async def ask() -> None:
            await pacer.wait(HOST)
            waiting = asyncio.create_task(pacer.wait(HOST))
            pacer.note(HOST, 429, "60")
            await waiting

        asyncio.run(ask())
        assert time.now_s - begun == 60

    @pytest.mark.parametrize(
        ("refusals", "reason"),
        [(4, ""), (5, "portal.example refused 5 requests in a row, lastly with status 503")],
    )
    def test_in_a_row_end_the_asking(self, time: Time, refusals: int, reason: str) -> None:
        pacer = pacer_of(time)
        for _ in range(refusals):
            pacer.note(HOST, 503)
        assert pacer.refused(HOST) == reason
        assert pacer.refused("forms.example") == ""

    def test_are_forgotten_after_any_other_answer(self, time: Time) -> None:
        pacer = pacer_of(time)
        for status in (429, 429, 429, 429, 404, 429):
            pacer.note(HOST, status)
        assert pacer.refused(HOST) == ""

    @pytest.mark.parametrize(
        ("retry_after", "reason"),
        [
            ("300", ""),
            ("301", "portal.example answered 429: come back in 301 s, over 300 s"),
            ("9" * 400, "portal.example answered 429: come back in inf s, over 300 s"),
        ],
    )
    def test_for_more_than_five_minutes_end_the_asking(
        self, time: Time, retry_after: str, reason: str
    ) -> None:
        pacer = pacer_of(time)
        pacer.note(HOST, 429, retry_after)
        assert pacer.refused(HOST) == reason


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Jun 2025 12:01:00 GMT", 60),
        ("Sun, 01 Jun 2025 12:01:00 -0000", 60),
        ("Sun, 01 Jun 2025 11:00:00 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header, NOON) == seconds


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True), ("Portal.localhost", True), ("localhost.", True), ("127.0.0.1", True),
        ("127.9.9.9", True), ("::1", True), ("[::1]", True),
        ("localhost.example", False), ("10.0.0.1", False), ("portal.example", False), ("", False),
    ],
)  # fmt: skip
def test_loopback_is_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
