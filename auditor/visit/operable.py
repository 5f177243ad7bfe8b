"""Looks for what a walk by keyboard does not come to, and for what links in the page and single keys do."""

import asyncio
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from auditor.evidence.keyboard import Clickable, Jump, Shortcuts, Spot
from auditor.visit.keys import Key, Keyboard
from auditor.visit.probe import call
from auditor.visit.view import PROBE_TIMEOUT_S

OPERABLE_LIMITS = {"nodes": 5_000, "clickables": 12}
JUMPED_S = 0.06  # for scripts that move the focus to where a link leads
MAX_JUMPS = 2
FIRST_STOPS = 4  # among which people look for a link to the content

_CLICKABLES = TypeAdapter(tuple[Clickable, ...])
_SHORTCUTS = TypeAdapter(Shortcuts)
_SPOT = TypeAdapter(Spot)


class Operable:
    """The page, asked about what can be done there; `begin` comes before the walk, which changes the page."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard

    async def begin(self) -> tuple[Clickable, ...]:
        """Find what hears clicks and gets no focus."""
        found = await self._keyboard.run(call("operable", OPERABLE_LIMITS), timeout_s=PROBE_TIMEOUT_S)
        hears: list[bool] = list(found)
        if not hears:
            return ()
        for place, by_markup in enumerate(hears):
            if not by_markup:
                heard = await self._keyboard.heard_by(f"operable.clickable({place})")
                hears[place] = not heard.isdisjoint(
                    {"click", "mousedown", "mouseup", "pointerdown", "pointerup"}
                )
        told = ", ".join("true" if each else "false" for each in hears)
        return _CLICKABLES.validate_python(await self._ask(f"described([{told}])"))

    async def jumps(self, first_stops: Iterable[int]) -> tuple[Jump, ...]:
        """Follow the links to places in the page that are among the first stops."""
        jumps: list[Jump] = []
        links: list[int] = await self._ask(f"jumps({list(first_stops)[:FIRST_STOPS]})")
        for number in links:
            if len(jumps) == MAX_JUMPS:
                break
            if not await self._keyboard.run(f"keyboard.focus({number})", timeout_s=PROBE_TIMEOUT_S):
                continue
            await self._keyboard.press(Key.ENTER)
            await asyncio.sleep(JUMPED_S)
            seen = await self._ask(f"jumped({number})")
            if not seen["arrived"]:
                await self._keyboard.press(Key.TAB)
                await asyncio.sleep(JUMPED_S)
                seen = await self._ask(f"jumped({number})")
            spot = _SPOT.validate_python(seen["spot"])
            jumps.append(Jump(spot, bool(seen["exists"]), bool(seen["arrived"]), str(seen["next"])[:500]))
        return tuple(jumps)

    async def shortcuts(self) -> Shortcuts:
        """Tell the page of printable keys, as if they were pressed while the focus is on nothing."""
        return _SHORTCUTS.validate_python(await self._ask("shortcuts()"))

    async def _ask(self, what: str) -> Any:
        return await self._keyboard.run(f"operable.{what}", timeout_s=PROBE_TIMEOUT_S)
