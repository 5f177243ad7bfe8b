"""Compares pictures of what has the focus and of the same without, where no style told of a difference."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from auditor.keyboard import FocusStop
from auditor.visit.browser import DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX
from auditor.visit.keys import Box, Keyboard
from auditor.visit.view import PROBE_TIMEOUT_S

MAX_KINDS = 6  # of elements, told apart by name and class: those of a kind look alike
MAX_WHOLE = 3  # pictures of the whole window cost most
MARGIN_PX = 40
STYLED_S = 0.1  # for scripts that show the focus a moment later

_WITHOUT_PICTURE = frozenset(
    {"iframe", "object", "embed", "frame", "video", "audio"}
)  # their own inside shows it


async def compare_pictures(
    keyboard: Keyboard, stops: Mapping[int, FocusStop], deadline: float
) -> dict[int, FocusStop]:
    """Look, of each kind of elements, at one that no style changed for; gives these with what was seen."""
    kinds: dict[tuple[str, str], int] = {}
    for number, stop in stops.items():
        if stop.kept and not (stop.is_shown_by_style or stop.tag in _WITHOUT_PICTURE):
            kinds.setdefault(_kind(stop), number)
    compared: dict[int, FocusStop] = {}
    wholes = 0
    for number in list(kinds.values())[:MAX_KINDS]:
        if monotonic() > deadline or wholes == MAX_WHOLE:
            break
        repainted = await _repainted(keyboard, number, whole=False)
        if repainted is False:
            wholes += 1
            repainted = await _repainted(keyboard, number, whole=True)
        compared[number] = replace(stops[number], repainted=repainted)
    return compared


def _kind(stop: FocusStop) -> tuple[str, str]:
    classes = re.search(r"\sclass=\"([^\"]*)\"", stop.spot.snippet.partition(">")[0])
    return stop.tag, classes[1] if classes else ""


async def _repainted(keyboard: Keyboard, number: int, *, whole: bool) -> bool | None:
    """Tell whether any pixel differs; None if the element does not take the focus from a script."""

    async def ask(what: str) -> Any:
        return await keyboard.run(f"keyboard.{what}", timeout_s=PROBE_TIMEOUT_S)

    if not await ask(f"focus({number})"):
        return None
    await asyncio.sleep(STYLED_S)
    box = None if whole else _part(await ask(f"box({number})"))
    with_focus = await keyboard.picture(box)
    if not await ask("blur()"):
        return None
    await asyncio.sleep(STYLED_S)
    return await keyboard.picture(box) != with_focus


def _part(seen: Mapping[str, float]) -> Box | None:
    """Give the part of the window round an element, None if it is outside of it."""
    left = max(0.0, seen["left"] - MARGIN_PX)
    top = max(0.0, seen["top"] - MARGIN_PX)
    right = min(float(DESKTOP_WIDTH_PX), seen["left"] + seen["width"] + MARGIN_PX)
    bottom = min(float(DESKTOP_HEIGHT_PX), seen["top"] + seen["height"] + MARGIN_PX)
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None
