"""Looks whether focus that goes round in a circle can be led out of it, by keys that everybody tries."""

import asyncio
import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from auditor.evidence.keyboard import FocusLoop, Spot
from auditor.visit.keys import Key, Keyboard, Stroke
from auditor.visit.view import PROBE_TIMEOUT_S

MAX_ROUND = 14  # keys to go once round; a longer circle was gone round already
MAX_NAMED = 5
MAX_LINKS = 2

_MODIFIERS = {"alt": 1, "option": 1, "ctrl": 2, "control": 2, "strg": 2, "cmd": 4, "command": 4, "shift": 8}
_NAMED = re.compile(
    r"\b((?:(?:alt|option|ctrl|control|strg|cmd|command|shift)\s?\+\s?)+)([a-z0-9]|f\d\d?|esc(?:ape)?)\b",
    re.IGNORECASE,
)
_SPOT = TypeAdapter(Spot)


@dataclass(frozen=True, slots=True)
class Sticky:
    """Elements that the focus seems not to leave. Between keys there is a pause, for scripts to act in."""

    keyboard: Keyboard
    members: list[int]
    pause_s: float

    async def press(self, key: Key | Stroke) -> int:
        """Press a key, and give where the focus is after a while; -1 outside of the page."""
        await self.keyboard.press(key)
        await asyncio.sleep(self.pause_s)
        return int(await self.ask("at()"))

    async def leaves(self, key: Key | Stroke) -> bool:
        """Tell whether a key, pressed again and again, leads out."""
        for _ in range(min(len(self.members) + 2, MAX_ROUND)):
            if await self.press(key) not in self.members:
                return True
        return False

    async def leaves_by(self, key: Key | Stroke) -> bool:
        """Tell whether a key leads out, or lets Tab do so."""
        return await self.press(key) not in self.members or await self.leaves(Key.TAB)

    async def ask(self, what: str) -> Any:
        """Ask the probe."""
        return await self.keyboard.run(f"keyboard.{what}", timeout_s=PROBE_TIMEOUT_S)


async def look_at_loop(seeming: Sticky) -> FocusLoop | None:
    """Try to get out; gives None if Tab does so by itself after all.

    Raises:
        PageGoneError: if the page does not answer any more.
    """
    rests = [await seeming.press(Key.TAB) for _ in range(min(len(seeming.members) + 2, MAX_ROUND))]
    if not set(rests) <= set(seeming.members):
        return None
    # Between quick keys the focus is also on what a script then takes it from.
    round_long = len(seeming.members) > MAX_ROUND
    members = seeming.members if round_long else list(dict.fromkeys(rests))
    sticky = replace(seeming, members=members)
    spots = tuple([_SPOT.validate_python(await sticky.ask(f"spot({member})")) for member in members[:20]])
    loop = FocusLoop(
        spots,
        int(await sticky.ask(f"others({members})")),
        overlay=bool(await sticky.ask(f"overlay({members})")),
        begins_page=bool(await sticky.ask(f"isFirst({members})")),
    )
    return await _with_way_out(sticky, loop)


async def _with_way_out(sticky: Sticky, loop: FocusLoop) -> FocusLoop:
    if await sticky.leaves(Key.BACK_TAB):
        return replace(loop, left_by="Shift+Tab")
    if await sticky.leaves_by(Key.ESCAPE):
        return replace(loop, left_by="Escape")
    for key in (Key.RIGHT, Key.DOWN):
        here = int(await sticky.ask("at()"))
        if here >= 0 and not await sticky.ask(f"isFormField({here})") and await sticky.leaves_by(key):
            return replace(loop, left_by="arrow keys")
    named = named_keys(await sticky.ask("text()"))
    if not named:
        await _follow_links(sticky)
        named = named_keys(await sticky.ask("text()"))
    loop = replace(loop, named_keys=tuple(named))
    for name, stroke in named.items():
        if await sticky.leaves_by(stroke):
            return replace(loop, left_by_named=name)
    return loop


async def _follow_links(sticky: Sticky) -> None:
    """Follow the links within the page that are in the circle: they may tell how to get out of it."""
    links = [member for member in sticky.members if await sticky.ask(f"isInPageLink({member})")]
    for link in links[:MAX_LINKS]:
        await _go_to(sticky, link)
        if int(await sticky.ask("at()")) == link:
            await sticky.press(Key.ENTER)


async def _go_to(sticky: Sticky, member: int) -> None:
    for _ in range(MAX_ROUND):
        if await sticky.press(Key.TAB) == member:
            return


def named_keys(text: object) -> dict[str, Stroke]:
    """Find the combinations of keys that a text names, such as Ctrl+M."""
    found: dict[str, Stroke] = {}
    for held, key in _NAMED.findall(str(text)):
        modifiers = sum({_MODIFIERS[name.lower()] for name in re.findall(r"[a-z]+", held, re.IGNORECASE)})
        found.setdefault(f"{held}{key}", _stroke(key, modifiers))
        if len(found) == MAX_NAMED:
            break
    return found


def _stroke(key: str, modifiers: int) -> Stroke:
    if len(key) == 1:
        return Stroke(key.lower(), ord(key.upper()), modifiers=modifiers)
    if key.lower().startswith("esc"):
        return Stroke("Escape", 27, modifiers=modifiers)
    return Stroke(key.upper(), 111 + int(key[1:]), modifiers=modifiers)  # F1 is 112
