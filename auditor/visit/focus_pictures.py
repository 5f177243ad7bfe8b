"""Compares pictures of what has the focus and of the same without, where no style told of a difference."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from auditor.evidence.keyboard import FocusStop
from auditor.visit.keys import Keyboard
from auditor.visit.view import PROBE_TIMEOUT_S

MAX_KINDS = 3  # of elements, told apart by name and class: those of a kind look alike, and pictures are dear
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
    for number in list(kinds.values())[:MAX_KINDS]:
        if monotonic() > deadline:
            break
        compared[number] = replace(stops[number], repainted=await _repainted(keyboard, number))
    return compared


def _kind(stop: FocusStop) -> tuple[str, str]:
    classes = re.search(r"\sclass=\"([^\"]*)\"", stop.spot.snippet.partition(">")[0])
    return stop.tag, classes[1] if classes else ""


async def _repainted(keyboard: Keyboard, number: int) -> bool | None:
    """Tell whether any pixel differs; None if the element does not take the focus from a script."""

    async def ask(what: str) -> Any:
        return await keyboard.run(f"keyboard.{what}", timeout_s=PROBE_TIMEOUT_S)

    if not await ask(f"focus({number})"):
        return None
    await asyncio.sleep(STYLED_S)
    with_focus = await keyboard.picture()
    if not await ask("blur()"):
        return None
    await asyncio.sleep(STYLED_S)
    return await keyboard.picture() != with_focus
