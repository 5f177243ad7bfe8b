"""How fast a host is asked: few things at once, a pause between them, longer when it says so.

A request here is a page's visit or a file fetched by us; what a page loads by itself
is not paced, as it is not for a person. A host that goes on failing or refusing is left
alone for the rest of the run.
"""

import asyncio
import contextlib
import ipaddress
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The W3C Link Checker's default, and the least that it allows ("checklink --sleep").
DEFAULT_DELAY_S = 1.0
# Ours: as much as one person with two windows. A slow host is so never asked for more, whatever
# the number of cores here.
DEFAULT_AT_ONCE = 2
# Ours: a host that asks for longer pauses than this cannot be audited in one sitting.
MAX_PAUSE_S = 300.0
# Ours: the first pause when a host says "too many" without saying how long; it doubles each time,
# up to the second.
BACK_OFF_S = 5.0
MAX_BACK_OFF_S = 60.0
TRIES = 3  # ours: as often is one page or file asked for, where the host says "not now"
FAILURES_IN_A_ROW = 9  # ours: three pages, each tried three times

NOT_NOW = frozenset({429, 503})  # the two that Retry-After belongs to; RFC 6585 and RFC 9110, 15.6.4
# A gateway whose server is gone: RFC 9110, 15.6.3 and 15.6.5.
_BROKEN = frozenset({502, 504})
# "Not for you". They count only while a host has let nothing be seen: behind an open door
# a closed one is its own affair.
_NOT_FOR_US = frozenset({401, 403, 407, 451})


@dataclass
class _Host:
    delay_s: float
    places: asyncio.Semaphore | None  # None: as many at once as there are tabs
    free_at: float = 0.0  # on the pacer's clock
    failures: int = 0  # in a row
    has_answered: bool = False
    refused: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pacer:
    """Keeps the pauses of all hosts.

    `delay_s` and `at_once` None are the defaults: a second and two at a time, and neither
    bound on the operator's own network. The clock (in seconds), the sleep and the time of
    day can be given, so that tests need not wait.
    """

    def __init__(
        self,
        delay_s: float | None = None,
        at_once: int | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._delay_s = delay_s
        self._at_once = at_once
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._hosts: dict[str, _Host] = {}

    @contextlib.asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked, and keep one of its places while asking."""
        async with self._state(host).places or contextlib.nullcontext():
            await self.wait(host)
            yield

    async def wait(self, host: str) -> None:
        """Return when the host may be asked; those who wait for one host take turns."""
        state = self._state(host)
        async with state.turn:
            while (pause_s := state.free_at - self._clock()) > 0:
                await self._sleep(pause_s)
            state.free_at = self._clock() + state.delay_s

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keep at least this pause, as robots.txt's Crawl-delay asks."""
        state = self._state(host)
        if delay_s > MAX_PAUSE_S:
            state.refused = f"{host} asks for {delay_s:.0f} s between requests, over {MAX_PAUSE_S:.0f} s"
        state.delay_s = max(state.delay_s, delay_s)

    def delay_s(self, host: str) -> float:
        """Tell the pause that is kept between two requests."""
        return self._state(host).delay_s

    def note(self, host: str, status: int, retry_after: str | None = None) -> None:
        """Learn from an answer: 429 and 503 make the pauses longer, and too many failures mean no.

        `retry_after` is the header as it came.
        """
        state = self._state(host)
        if status in NOT_NOW:
            self._pause(host, status, retry_after_s(retry_after, self._now()))
        elif status not in _BROKEN and (state.has_answered or status not in _NOT_FOR_US):
            state.has_answered = True
            state.failures = 0
            return
        self._count(host, f"status {status}")

    def note_silence(self, host: str, reason: str) -> None:
        """Learn that nothing answered at all, and why."""
        self._count(host, reason)

    def refused(self, host: str) -> str:
        """Say why a host is asked no more; "" as long as it is."""
        return self._state(host).refused

    def refusals(self) -> list[str]:
        """Say of each host that is asked no more why that is."""
        return sorted(state.refused for state in self._hosts.values() if state.refused)

    def _pause(self, host: str, status: int, asked_s: float | None) -> None:
        state = self._state(host)
        pause_s = min(BACK_OFF_S * 2**state.failures, MAX_BACK_OFF_S) if asked_s is None else asked_s
        state.free_at = max(state.free_at, self._clock() + min(pause_s, MAX_PAUSE_S))
        if pause_s > MAX_PAUSE_S:
            state.refused = (
                f"{host} answered {status}: come back in {pause_s:.0f} s, over {MAX_PAUSE_S:.0f} s"
            )

    def _count(self, host: str, what: str) -> None:
        state = self._state(host)
        state.failures += 1
        if state.failures >= FAILURES_IN_A_ROW and not state.refused:
            times = f"{state.failures} times in a row"
            state.refused = f"{host} failed or refused {times} and was left alone; the last: {what}"

    def _state(self, host: str) -> _Host:
        if host not in self._hosts:
            free = is_own_network(host)
            delay_s = 0.0 if free else DEFAULT_DELAY_S
            at_once = self._at_once or (None if free else DEFAULT_AT_ONCE)
            self._hosts[host] = _Host(
                delay_s if self._delay_s is None else self._delay_s,
                None if at_once is None else asyncio.Semaphore(at_once),
            )
        return self._hosts[host]


def retry_after_s(header: str | None, now: datetime) -> float | None:
    """Read a Retry-After header, seconds or a date (RFC 9110, 10.2.3); None if it is missing or neither."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def is_own_network(host: str) -> bool:
    """Tell by its name whether a host is this machine or one beside it, which nobody else depends on.

    That is loopback, a private address, or a name without a dot, as test servers in
    containers have: on the public internet no such name is a host's.
    """
    name = host.strip("[]").removesuffix(".").lower()
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return "." not in name or name.endswith(".localhost")  # RFC 6761, 6.3
