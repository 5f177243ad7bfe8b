"""How fast a host is asked: a pause between requests, longer when it says so, none once it refuses.

A request here is a page's visit or a file fetched by us; what a page loads by itself
is not paced, as it is not for a person.
"""

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The W3C Link Checker's default, and the least that it allows ("checklink --sleep").
DEFAULT_DELAY_S = 1.0
# Ours: a host that asks for longer pauses than this cannot be audited in one sitting.
MAX_PAUSE_S = 300.0
# Ours: the first pause when a host says "too many" without saying how long; it doubles each time.
BACK_OFF_S = 5.0
REFUSALS_IN_A_ROW = 5

_REFUSALS = frozenset({429, 503})  # the two that Retry-After belongs to; RFC 6585 and RFC 9110, 15.6.4


@dataclass
class _Host:
    delay_s: float
    free_at: float = 0.0  # on the pacer's clock
    refusals: int = 0
    refused: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pacer:
    """Keeps the pauses of all hosts.

    `delay_s` None is the default: a second, and nothing on loopback. The clock (in
    seconds), the sleep and the time of day can be given, so that tests need not wait.
    """

    def __init__(
        self,
        delay_s: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._delay_s = delay_s
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._hosts: dict[str, _Host] = {}

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

    def note(self, host: str, status: int, retry_after: str | None = None) -> None:
        """Learn from an answer: 429 and 503 make the pauses longer and in the end mean no.

        `retry_after` is the header as it came.
        """
        state = self._state(host)
        if status not in _REFUSALS:
            state.refusals = 0
            return
        state.refusals += 1
        asked_s = retry_after_s(retry_after, self._now())
        pause_s = BACK_OFF_S * 2 ** (state.refusals - 1) if asked_s is None else asked_s
        state.free_at = max(state.free_at, self._clock() + min(pause_s, MAX_PAUSE_S))
        if pause_s > MAX_PAUSE_S:
            state.refused = (
                f"{host} answered {status}: come back in {pause_s:.0f} s, over {MAX_PAUSE_S:.0f} s"
            )
        elif state.refusals >= REFUSALS_IN_A_ROW:
            state.refused = f"{host} refused {state.refusals} requests in a row, lastly with status {status}"

    def refused(self, host: str) -> str:
        """Say why a host is asked no more; "" as long as it is."""
        return self._state(host).refused

    def _state(self, host: str) -> _Host:
        if host not in self._hosts:
            default_s = 0.0 if is_loopback(host) else DEFAULT_DELAY_S
            self._hosts[host] = _Host(default_s if self._delay_s is None else self._delay_s)
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


def is_loopback(host: str) -> bool:
    """Tell whether a host name is this machine's own (RFC 6761, 6.3, and the loopback addresses)."""
    name = host.strip("[]").removesuffix(".").lower()
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
