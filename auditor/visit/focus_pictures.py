"""Takes pictures of what has the focus: to compare them with the same without, and to show what failed."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from pydantic import TypeAdapter, ValidationError

from auditor.evidence.keyboard import FocusStop
from auditor.evidence.pictured import ElementPicture
from auditor.page.focus import LIMIT_RATIO, highest_mark, is_covered, is_known_by_marks
from auditor.visit.keys import Keyboard
from auditor.visit.pictures import MARGIN_PX, Box
from auditor.visit.state_pictures import AROUND_COVERED_PX, PICTURES_A_STATE, Keep, cut_window
from auditor.visit.view import DESKTOP, PROBE_TIMEOUT_S

MAX_KINDS = 3  # of elements, told apart by name and class: those of a kind look alike, and pictures are dear
RING_PX = 8  # as wide as most rings, with their distance
STYLED_S = 0.1  # for scripts that show the focus a moment later

_WITHOUT_PICTURE = frozenset(
    {"iframe", "object", "embed", "frame", "video", "audio"}
)  # their own inside shows it
_BOX = TypeAdapter(Box)


class FocusPictures:
    """Pictures of one walk: `keep`, if they are wanted, is given some of those that show a failure."""

    def __init__(self, keyboard: Keyboard, keep: Keep | None) -> None:
        self._keyboard = keyboard
        self._keep = keep
        self._shown: set[int] = set()

    async def show_covered(self, number: int, stop: FocusStop) -> None:
        """Keep what is seen of an element that has the focus now and lies under something."""
        if self._keep and is_covered(stop) and len(self._shown) < PICTURES_A_STATE:
            await self._show(number, stop, await self._keyboard.picture())

    async def show_pale(self, stops: Mapping[int, FocusStop], deadline: float) -> None:
        """Keep pictures of elements that only a pale line shows to have the focus."""
        pale = [
            number
            for number, stop in stops.items()
            if is_known_by_marks(stop) and highest_mark(stop) < LIMIT_RATIO
        ]
        for number in pale[:PICTURES_A_STATE] if self._keep else ():
            if monotonic() < deadline and await self._ask(f"focus({number})"):
                await asyncio.sleep(STYLED_S)
                await self._show(number, stops[number], await self._keyboard.picture())

    async def compare(self, stops: Mapping[int, FocusStop], deadline: float) -> dict[int, FocusStop]:
        """Look, of each kind of elements, at one that no style changed for; gives these and what was seen."""
        kinds: dict[tuple[str, str], int] = {}
        for number, stop in stops.items():
            if stop.kept and not (stop.is_shown_by_style or stop.tag in _WITHOUT_PICTURE):
                kinds.setdefault(_kind(stop), number)
        compared: dict[int, FocusStop] = {}
        for number in list(kinds.values())[:MAX_KINDS]:
            if monotonic() > deadline:
                break
            compared[number] = replace(stops[number], repainted=await self._repainted(number, stops[number]))
        return compared

    async def _repainted(self, number: int, stop: FocusStop) -> bool | None:
        """Tell whether any pixel differs; None if the element does not take the focus from a script."""
        if not await self._ask(f"focus({number})"):
            return None
        await asyncio.sleep(STYLED_S)
        with_focus = await self._keyboard.picture()
        if not await self._ask("blur()"):
            return None
        await asyncio.sleep(STYLED_S)
        is_repainted = await self._keyboard.picture() != with_focus
        if not is_repainted:
            await self._show(number, stop, with_focus)
        return is_repainted

    async def _show(self, number: int, stop: FocusStop, window: str) -> None:
        """Keep the part of a picture of the window that an element is in, if it is in any."""
        if self._keep is None or number in self._shown:
            return
        try:
            box = _BOX.validate_python(await self._ask(f"box({number})"))
        except ValidationError:
            return
        if box[0] < DESKTOP.width_px and box[1] < DESKTOP.height_px and min(box[2:]) > 0:
            around_px = AROUND_COVERED_PX if is_covered(stop) else MARGIN_PX
            data = await asyncio.to_thread(cut_window, window, _apart(box), DESKTOP, around_px)
            self._shown.add(number)
            self._keep(ElementPicture(stop.spot.selector, DESKTOP.width_px, data, "focused"))

    async def _ask(self, what: str) -> Any:
        return await self._keyboard.run(f"keyboard.{what}", timeout_s=PROBE_TIMEOUT_S)


def _apart(box: Box) -> Box:
    """Give room between an element and the frame around it, where the ring is that tells of the focus."""
    left, top, right, bottom = box
    return left - RING_PX, top - RING_PX, right + RING_PX, bottom + RING_PX


def _kind(stop: FocusStop) -> tuple[str, str]:
    classes = re.search(r"\sclass=\"([^\"]*)\"", stop.spot.snippet.partition(">")[0])
    return stop.tag, classes[1] if classes else ""
