"""Walks through a page by Tab, as somebody does who has no mouse.

It is the last look at a page: it may change it, and even lead away from it.
"""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from typing import Any

from playwright.async_api import Error
from pydantic import TypeAdapter

from auditor.keyboard import FocusStop, KeyboardWalk, WalkEnd
from auditor.visit.focus_loop import Sticky, look_at_loop
from auditor.visit.focus_pictures import compare_pictures
from auditor.visit.keys import Key, Keyboard
from auditor.visit.probe import call
from auditor.visit.view import PROBE_TIMEOUT_S

# Ours, so that a walk costs a quarter of a visit: past the menu, a page's links are much alike.
MAX_STOPS = 60
WALK_MOST_S = 12.0
KEYBOARD_LIMITS = {"nodes": 3_000, "textChars": 500}
SELF_MOVED_S = (
    0.06  # the pause between keys, of a person who is fast, where scripts move the focus by themselves
)
INNER_STOPS = 12  # of a control that holds several of its own, as a date's field does
FRAME_STOPS = 25
MAX_LOOPS = 3  # looked at; what is none may look like one

_STOP = TypeAdapter(FocusStop)


async def walk_by_keyboard(keyboard: Keyboard) -> KeyboardWalk:
    """Press Tab until the focus leaves the page, or within bounds.

    Raises:
        PageGoneError: if the page does not answer any more.
        ValueError: if it cannot be asked.
    """
    with keyboard.hearing():
        return await _Walk(keyboard).whole()


class _Walk:
    """One walk while it goes on. Elements go by the numbers that the probe gives them."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard
        self._stops: dict[int, FocusStop] = {}
        self._trail: list[int] = []
        self._pause_s = 0.0
        self._deadline = monotonic() + WALK_MOST_S

    async def whole(self) -> KeyboardWalk:
        document = self._keyboard.document
        walk = KeyboardWalk((), WalkEnd.GONE)
        try:
            await self._keyboard.run(call("keyboard", KEYBOARD_LIMITS), timeout_s=PROBE_TIMEOUT_S)
            walk = await self._walk()
            if walk.ended is not WalkEnd.GONE:
                self._stops |= await compare_pictures(self._keyboard, self._stops, self._deadline)
        except Error:
            if not self._keyboard.leads_to and self._keyboard.document == document:
                raise
            walk = replace(walk, ended=WalkEnd.GONE, led_to=self._keyboard.leads_to or self._keyboard.url)
        return replace(walk, stops=tuple(self._stops.values()))

    async def _walk(self) -> KeyboardWalk:
        for _ in range(MAX_LOOPS):
            ended = await self._forward()
            if ended is WalkEnd.GONE:
                return KeyboardWalk((), ended, led_to=self._keyboard.leads_to)
            unvisited = int(await self._ask("unvisited()"))
            if ended is not WalkEnd.LOOP:
                return KeyboardWalk((), ended, unvisited)
            loop = await look_at_loop(Sticky(self._keyboard, self._members(), SELF_MOVED_S))
            if loop is not None:
                return KeyboardWalk((), ended, unvisited, loop)
        return KeyboardWalk((), WalkEnd.STOPS, unvisited)

    def _members(self) -> list[int]:
        """Give what the focus has been on since it was last where it is now, in order."""
        *before, here = self._trail
        since = len(before) - before[::-1].index(here) if here in before else len(before)
        return list(dict.fromkeys([here, *before[since:]]))

    async def _forward(self) -> WalkEnd:
        """Go on to where the walk ends, or seems to go round in a circle."""
        same = 0
        while len(self._stops) < MAX_STOPS:
            if monotonic() > self._deadline:
                return WalkEnd.TIME
            here = await self._tab()
            if self._keyboard.leads_to:
                return WalkEnd.GONE
            if here is None:
                return WalkEnd.LEFT
            before = self._trail[-1] if self._trail else None
            is_new = here not in self._trail
            self._trail.append(here)
            same = same + 1 if here == before else 0
            if same > (FRAME_STOPS if self._is_frame(here) else INNER_STOPS):
                return WalkEnd.FRAME if self._is_frame(here) else WalkEnd.LOOP
            if not is_new and here != before:
                return WalkEnd.LOOP
        return WalkEnd.STOPS

    def _is_frame(self, number: int) -> bool:
        stop = self._stops.get(number)
        return stop is not None and stop.tag in ("iframe", "object", "embed", "frame")

    async def _tab(self) -> int | None:
        """Press Tab, and give where the focus comes to rest; None outside of the page."""
        self._keyboard.opened.clear()
        await self._keyboard.press(Key.TAB)
        await asyncio.sleep(self._pause_s)
        seen = await self._seen()
        came = seen["came"]
        if len(came) > 1 and not self._pause_s:
            self._pause_s = SELF_MOVED_S  # a script moves it: it is given the time that a person gives it
        if seen["number"] >= 0:
            return int(seen["number"])
        if came:
            return int(came[-1])  # a script took it away at once; the next Tab goes on from there
        await asyncio.sleep(SELF_MOVED_S)
        seen = await self._seen()
        return int(seen["number"]) if seen["number"] >= 0 else None

    async def _seen(self) -> dict[str, Any]:
        """Ask what has the focus, and keep it."""
        seen: dict[str, Any] = await self._ask("stop()")
        if seen["restyled"] and self._trail:
            last = self._trail[-1]
            if last in self._stops:
                self._stops[last] = replace(self._stops[last], restyled=_words(seen["restyled"]))
        if seen["described"] is not None:
            number = seen["number"] if seen["number"] >= 0 else seen["came"][-1]
            opened = tuple(dict.fromkeys(self._keyboard.opened))
            self._stops[number] = replace(_STOP.validate_python(seen["described"]), opened=opened)
        return seen

    async def _ask(self, what: str) -> Any:
        return await self._keyboard.run(f"keyboard.{what}", timeout_s=PROBE_TIMEOUT_S)


def _words(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(name for name in map(str, names) if re.fullmatch(r"[a-z-]{1,40}", name))
