"""A load that is slowed down by the browser itself, when that is asked for, and timed.

Chromium delays each answer by the network's round trip and shares its rate among all of a tab's requests;
it does not delay the opening of connections (Network.emulateNetworkConditions). The page's thread stops at
intervals, so that it takes as many times longer as a phone's (Emulation.setCPUThrottlingRate).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import TypeAdapter

from auditor.evidence.timed import Timed
from auditor.visit.browser import Throttle
from auditor.visit.probe import times
from auditor.visit.view import PROBE_TIMEOUT_S, View

SLOWED_SETTLE_MOST_S = 120.0  # what a page asks for after it has loaded takes long on a slow line
_NONE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}

type Send = Callable[..., Awaitable[Any]]


async def slow_down(send: Send, throttle: Throttle) -> None:
    """Begin a first visit, with nothing in the cache."""
    await send("Network.setCacheDisabled", cacheDisabled=True)  # which empties the tab's own memory
    await send("Network.clearBrowserCache")
    await send("Network.setCacheDisabled", cacheDisabled=False)
    await send("Emulation.setCPUThrottlingRate", rate=throttle.device.cpu_factor)
    if network := throttle.network:
        await send(
            "Network.emulateNetworkConditions",
            offline=False,
            latency=1_000 * network.round_trip_s,
            downloadThroughput=network.down_bits_per_s / 8,
            uploadThroughput=network.up_bits_per_s / 8,
        )


async def speed_up(send: Send) -> None:
    """Go on as fast as the machine: what is looked at next was not asked to be slow."""
    await send("Emulation.setCPUThrottlingRate", rate=1)
    await send("Network.emulateNetworkConditions", **_NONE)


async def read_times(view: View, throttle: Throttle) -> Timed:
    """Ask when what was there.

    Raises:
        TimeoutError: if there is no answer in time.
        PageGoneError: if there will never be one.
        ValueError: if it has another shape.
    """
    told = await view.run(times(), timeout_s=PROBE_TIMEOUT_S)
    network = throttle.network.id if throttle.network else ""
    return _TIMED.validate_python({**told, "network": network, "device": throttle.device.id})


_TIMED = TypeAdapter(Timed)
