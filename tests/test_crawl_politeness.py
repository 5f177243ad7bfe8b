"""Politeness: the pauses between requests, without sleeping in the tests."""

import asyncio
from datetime import UTC, datetime

import pytest

from auditor.crawl.politeness import Pacer, is_own_network, retry_after_s

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


def pacer_of(time: Time, delay_s: float | None = None, at_once: int | None = None) -> Pacer:
    return Pacer(delay_s, at_once, clock=time.clock, sleep=time.sleep, now=lambda: NOON)


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

    def test_are_none_on_the_operators_own_network(self, time: Time) -> None:
        assert starts(pacer_of(time), time, "127.0.0.1", "127.0.0.1", "10.0.0.8", "10.0.0.8") == [0, 0, 0, 0]

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


async def most_at_once(pacer: Pacer, host: str, tabs: int) -> int:
    """Have many tabs ask a host at once; tell how many were let in before one of them was done."""
    inside = 0
    done = asyncio.Event()

    async def ask() -> None:
        nonlocal inside
        async with pacer.turn(host):
            inside += 1
            await done.wait()

    async with asyncio.TaskGroup() as group:
        for _ in range(tabs):
            group.create_task(ask())
        for _ in range(10 * tabs):  # enough turns of the event loop for all who may enter
            await asyncio.sleep(0)
        entered = inside
        done.set()
    assert inside == tabs
    return entered


class TestPlaces:
    @pytest.mark.parametrize(
        ("host", "given", "expected"),
        [
            pytest.param(HOST, None, 2, id="two by default"),
            pytest.param(HOST, 3, 3, id="as told"),
            pytest.param("127.0.0.1", None, 5, id="as many as there are tabs on the own network"),
            pytest.param("127.0.0.1", 1, 1, id="as told there too"),
        ],
    )
    def test_are_few(self, time: Time, host: str, given: int | None, expected: int) -> None:
        assert asyncio.run(most_at_once(pacer_of(time, 0, given), host, 5)) == expected


class TestRefusals:
    @pytest.mark.parametrize("status", [429, 503])
    def test_double_the_pause_up_to_a_minute(self, time: Time, status: int) -> None:
        pacer = pacer_of(time, 0)
        at = []
        for _ in range(6):
            pacer.note(HOST, status)
            at += starts(pacer, time, HOST)
        assert at == [5, 10, 20, 40, 60, 60]

    def test_pause_for_as_long_as_they_say(self, time: Time) -> None:
        pacer = pacer_of(time, 0)
        pacer.note(HOST, 503, "30")
        assert starts(pacer, time, HOST) == [30]

    def test_pause_until_the_date_that_they_say(self, time: Time) -> None:
        pacer = pacer_of(time, 0)
        pacer.note(HOST, 429, "Sun, 01 Jun 2025 12:00:45 GMT")  # it is noon
        assert starts(pacer, time, HOST) == [45]

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


class TestCircuitBreaker:
    """Nine failures in a row, and a host is left alone."""

    def reason(self, last: str) -> str:
        return f"portal.example failed or refused 9 times in a row and was left alone; the last: {last}"

    @pytest.mark.parametrize("status", [429, 503, 502, 504, 401, 403])
    def test_counts_answers_that_say_no(self, time: Time, status: int) -> None:
        pacer = pacer_of(time)
        for _ in range(8):
            pacer.note(HOST, status)
        assert pacer.refused(HOST) == ""
        pacer.note(HOST, status)
        assert pacer.refused(HOST) == self.reason(f"status {status}")
        assert pacer.refused("forms.example") == ""
        assert pacer.refusals() == [self.reason(f"status {status}")]

    def test_counts_silence(self, time: Time) -> None:
        pacer = pacer_of(time)
        for _ in range(8):
            pacer.note_silence(HOST, "the host refuses connections")
        assert pacer.refused(HOST) == ""
        pacer.note_silence(HOST, "the host does not answer")
        assert pacer.refused(HOST) == self.reason("the host does not answer")

    @pytest.mark.parametrize("status", [200, 301, 404, 410, 500])
    def test_begins_anew_after_any_other_answer(self, time: Time, status: int) -> None:
        """A page that is missing, or breaks its program, says nothing about the host."""
        pacer = pacer_of(time)
        for _ in range(8):
            pacer.note(HOST, 503)
        pacer.note(HOST, status)
        pacer.note(HOST, 503)
        assert pacer.refused(HOST) == ""

    @pytest.mark.parametrize("status", [401, 403])
    def test_does_not_count_closed_doors_once_one_was_open(self, time: Time, status: int) -> None:
        pacer = pacer_of(time)
        pacer.note(HOST, 200)
        for _ in range(20):
            pacer.note(HOST, status)
        assert pacer.refused(HOST) == ""

    def test_keeps_its_first_reason(self, time: Time) -> None:
        pacer = pacer_of(time)
        pacer.slow_down(HOST, 301)
        for _ in range(9):
            pacer.note(HOST, 503)
        assert pacer.refused(HOST) == "portal.example asks for 301 s between requests, over 300 s"


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
        ("localhost", True), ("portal.localhost", True), ("localhost.", True), ("127.0.0.1", True),
        ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("10.0.0.1", True), ("192.168.1.9", True),
        ("172.16.0.1", True), ("fd00::1", True), ("staging", True), ("Staging.", True),
        ("localhost.example", False), ("portal.example", False), ("172.32.0.1", False), ("8.8.8.8", False),
        ("portal.local.example", False), ("2606:4700:4700::1111", False),
    ],
)  # fmt: skip
def test_the_own_network_is_told_by_name(host: str, expected: bool) -> None:
    assert is_own_network(host) is expected
