"""Scrolls a page on a phone, and looks at what stays in the window."""

import asyncio

from pydantic import TypeAdapter

from auditor.evidence.screen import Screen
from auditor.visit.probe import ask
from auditor.visit.resizing import RESIZED_S, resize
from auditor.visit.view import DESKTOP, PHONE, SIDEWAYS, View

# Rows 20 px apart on a phone held upright, which tells shares of its window to 3 %. A point takes some 30 µs.
SCREEN_LIMITS = {
    "columns": 6, "rows": 40, "boxes": 10, "nodes": 3_000, "covered": 20, "depth": 100, "links": 20,
    "words": 200, "textChars": 300,
}  # fmt: skip
SCROLLED_S = 0.3  # until scripts have answered, which show or hide bars then

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_SCREEN = TypeAdapter(Screen)

# Where a page is looked at: the phone's window, the share of the way down, the edge that this is.
_PLACES = ((PHONE, 0, "top"), (PHONE, 0.5, ""), (PHONE, 1, "bottom"), (SIDEWAYS, 0, ""), (SIDEWAYS, 0.5, ""))


async def see_screens(view: View) -> tuple[Screen, ...]:
    """Tell what stays in a phone's window, at the top, the middle and the end, and on one held sideways.

    Raises:
        ValueError: if the window cannot be resized, or the page tampered with the answer.
    """
    seen: list[Screen] = []
    held = DESKTOP
    try:
        for size, share, edge in _PLACES:
            if size != held:
                await resize(view, size)
                await asyncio.sleep(RESIZED_S)
                held = size
            await ask(view, "screen", SCREEN_LIMITS, scroll=share)
            await asyncio.sleep(SCROLLED_S)
            seen.append(_SCREEN.validate_python(await ask(view, "screen", SCREEN_LIMITS, edge=edge)))
    finally:
        await ask(view, "screen", SCREEN_LIMITS, scroll=0)
        await view.resize(DESKTOP)
    return tuple(seen)
