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

from auditor.evidence.keyboard import FocusStop, KeyboardWalk, WalkEnd
from auditor.visit.focus_loop import Sticky, look_at_loop
from auditor.visit.focus_pictures import FocusPictures
from auditor.visit.keys import Key, Keyboard
from auditor.visit.operable import Operable
from auditor.visit.probe import call
from auditor.visit.state_pictures import Keep
from auditor.visit.view import PROBE_TIMEOUT_S

# Ours, so that a walk costs a quarter of a visit: each key makes the browser draw the page anew.
MAX_STOPS = 24
WALK_MOST_S = 12.0
ALL_MOST_S = 40.0  # with ways out of a circle, which took 27 s where all were tried; a visit has 90
# Elements are told apart by name, type, class, role, style attribute and what they stand in, links within
# the page from others: of those alike nothing is learnt.
KEYBOARD_LIMITS = {"nodes": 20_000, "textChars": 500, "sameLinks": 2, "sameControls": 2}
SELF_MOVED_S = (
    0.06  # the pause between keys, of a person who is fast, where scripts move the focus by themselves
)
MAX_OPENED = 5  # of what came up; each is waited for again
OPENED_S = 0.6  # within which what came up before has to do so again
LOOP_PAUSE_S = 0.15  # the same, where it is to be known for certain, and the machine may be busy
INNER_STOPS = 12  # of a control that holds several of its own, as a date's field does
FRAME_STOPS = 25
# Device Orientation and Motion, https://www.w3.org/TR/orientation-event/
MOTION = frozenset({"devicemotion", "deviceorientation", "deviceorientationabsolute"})
MAX_LOOPS = 3  # looked at; what is none may look like one

_STOP = TypeAdapter(FocusStop)


async def walk_by_keyboard(keyboard: Keyboard, keep: Keep | None = None) -> KeyboardWalk:
    """Press Tab until the focus leaves the page, or within bounds.

    Pictures of what fails are kept, if they are wanted.

    Raises:
        PageGoneError: if the page does not answer any more.
        TimeoutError: if it takes its time over each key.
        ValueError: if it cannot be asked.
    """
    async with keyboard.hearing(), asyncio.timeout(ALL_MOST_S):
        return await _Walk(keyboard, FocusPictures(keyboard, keep)).whole()


class _Walk:
    """One walk while it goes on. Elements go by the numbers that the probe gives them."""

    def __init__(self, keyboard: Keyboard, pictures: FocusPictures) -> None:
        self._keyboard = keyboard
        self._pictures = pictures
        self._stops: dict[int, FocusStop] = {}
        self._trail: list[int] = []
        self._begun_inside = False
        self._is_second = False
        self._pause_s = 0.0
        self._deadline = monotonic() + WALK_MOST_S

    async def whole(self) -> KeyboardWalk:
        document = self._keyboard.document
        walk = KeyboardWalk((), WalkEnd.GONE)
        operable = Operable(self._keyboard)
        try:
            await self._keyboard.prepare()
            begun = await self._keyboard.run(call("keyboard", KEYBOARD_LIMITS), timeout_s=PROBE_TIMEOUT_S)
            self._begun_inside = begun["inside"]
            if begun["hearsFocus"]:  # such scripts may move it, and quick keys would outrun them
                self._pause_s = SELF_MOVED_S
            clickables = await operable.begin()
            motion = sorted(MOTION & await self._keyboard.heard_by_window())
            walk = replace(await self._walk(), clickables=clickables, motion=tuple(motion))
            await self._come_again()
            self._stops |= await self._pictures.compare(self._stops, self._deadline)
            await self._pictures.show_pale(self._stops, self._deadline)
            walk = replace(walk, jumps=await operable.jumps(self._stops))
            if not self._keyboard.is_logged_in:  # nothing may be done in somebody's name
                walk = replace(walk, shortcuts=await operable.shortcuts())
        except Error:
            if self._keyboard.document == document:
                raise
            walk = replace(walk, ended=WalkEnd.GONE)
        return replace(walk, stops=tuple(self._stops.values()))

    async def _walk(self) -> KeyboardWalk:
        for _ in range(MAX_LOOPS):
            ended = await self._forward()
            passed = await self._ask("passed()")
            walk = KeyboardWalk((), ended, int(passed["unvisited"]), int(passed["leapt"]))
            if ended is not WalkEnd.LOOP:
                return walk
            loop = await look_at_loop(Sticky(self._keyboard, self._members(), LOOP_PAUSE_S))
            if loop is not None:
                return replace(walk, loop=loop)
        return replace(walk, ended=WalkEnd.STOPS)

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
            if here is None and self._begun_inside:
                self._begun_inside, self._is_second = (
                    False,
                    True,
                )  # what comes before that is still to be seen
                continue
            if here is None or (self._is_second and here in self._trail):
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
        self._note_opened()
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
        if self._trail:
            self._note_looks(self._trail[-1], seen["restyled"])
        if seen["described"] is not None:
            number = seen["number"] if seen["number"] >= 0 else seen["came"][-1]
            self._stops[number] = stop = _STOP.validate_python(seen["described"])
            await self._pictures.show_covered(number, stop)
            self._note_looks(number, seen["leapt"])
        return seen

    def _note_opened(self) -> None:
        """Keep what came up since the focus came to where it is: it may take its time."""
        if self._keyboard.opened and self._trail and self._trail[-1] in self._stops:
            last = self._trail[-1]
            opened = tuple(dict.fromkeys((*self._stops[last].opened, *self._keyboard.opened)))
            self._stops[last] = replace(self._stops[last], opened=opened)
        self._keyboard.opened.clear()

    async def _come_again(self) -> None:
        """Believe that something came up because of the focus only where it does so again.

        What took its time came up when the focus was further on already.
        """
        self._note_opened()
        numbers = list(self._stops)
        opened = [(number, stop.opened) for number, stop in self._stops.items() if stop.opened]
        for number, _ in opened:
            self._stops[number] = replace(self._stops[number], opened=())
        for number, expected in opened[:MAX_OPENED]:
            place = numbers.index(number)
            for suspect in numbers[max(0, place - 2) : place + 1][::-1]:
                if again := await self._opens_again(suspect, set(expected)):
                    self._stops[suspect] = replace(self._stops[suspect], opened=again)
                    break

    async def _opens_again(self, number: int, expected: set[str]) -> tuple[str, ...]:
        await self._ask("blur()")
        self._keyboard.opened.clear()
        await self._ask(f"focus({number})")
        await self._until_opened(expected)
        return tuple(sorted(expected & set(self._keyboard.opened)))

    async def _until_opened(self, expected: set[str]) -> None:
        for _ in range(round(OPENED_S / SELF_MOVED_S)):
            if expected <= set(self._keyboard.opened):
                return
            await asyncio.sleep(SELF_MOVED_S)

    def _note_looks(self, number: int, restyled: list[object]) -> None:
        """Keep how what had the focus differs without it."""
        if restyled and number in self._stops:
            self._stops[number] = replace(self._stops[number], restyled=_words(restyled))

    async def _ask(self, what: str) -> Any:
        return await self._keyboard.run(f"keyboard.{what}", timeout_s=PROBE_TIMEOUT_S)


def _words(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(name for name in map(str, names) if re.fullmatch(r"[a-z-]{1,40}", name))
