"""Takes pictures of elements while a page is enlarged, spaced, scrolled or gone through by keyboard."""

import asyncio
import contextlib
from base64 import b64decode
from collections.abc import Callable, Sequence
from io import BytesIO

from PIL import Image
from pydantic import TypeAdapter

from auditor.evidence.pictured import ElementPicture, PageState
from auditor.visit.pictures import MOST_WIDTH_PX, Box, framed, region_of
from auditor.visit.probe import ask
from auditor.visit.view import Clip, Size, View

PICTURES_A_STATE = 2  # each costs about 50 ms
INSET_PX = 6  # for a frame, which is drawn just outside of what it is around
AROUND_COVERED_PX = 240  # to see what lies over an element

type Keep = Callable[[ElementPicture], None]

_BOXES = TypeAdapter(tuple[Box | None, ...])


async def picture_in_state(
    view: View, keep: Keep, state: PageState, size: Size, targets: Sequence[str]
) -> None:
    """Picture the first of some elements, in the window of a size that is set; none if that cannot be."""
    with contextlib.suppress(ValueError):
        for target, box in await _boxes(view, targets):
            left, top, right, bottom = region = region_of(box, size.width_px)
            clip = Clip(left, top, right - left, bottom - top, size.height_px)
            picture = await view.picture(clip, kept=True)
            data = await asyncio.to_thread(_cut, picture, clip, region, box)
            keep(ElementPicture(target, size.width_px, data, state))


async def picture_in_window(
    view: View, keep: Keep, size: Size, targets: Sequence[str], scrolled_px: int
) -> None:
    """Picture elements in a window that is scrolled down, and what lies over them; none if that cannot be."""
    with contextlib.suppress(ValueError):
        if found := await _boxes(view, targets):
            window = await view.screenshot()
            for target, (left, top, right, bottom) in found:
                box = (left, top - scrolled_px, right, bottom - scrolled_px)
                data = await asyncio.to_thread(cut_window, window, box, size, AROUND_COVERED_PX)
                keep(ElementPicture(target, size.width_px, data, "scrolled"))


async def _boxes(view: View, targets: Sequence[str]) -> list[tuple[str, Box]]:
    """Tell where on the page the first of some elements are, of those that show."""
    wanted = list(dict.fromkeys(targets))[:PICTURES_A_STATE]
    answer = await ask(view, "pictures", {"wanted": [{"target": target} for target in wanted]})
    boxes = _BOXES.validate_python(answer)
    return [(target, box) for target, box in zip(wanted, boxes, strict=True) if box is not None]


def _cut(picture: str, clip: Clip, region: Box, box: Box) -> str:
    with Image.open(BytesIO(b64decode(picture)), formats=["PNG"]) as image:
        return framed(image.convert("RGB"), clip, region, box)


def cut_window(window: str, box: Box, size: Size, around_px: int) -> str:
    """Cut out of a picture of the window what is around an element, with a frame around what is in sight."""
    most_x, most_y = size.width_px - INSET_PX, size.height_px - INSET_PX
    left, top, right, bottom = box
    in_sight = (
        min(max(left, INSET_PX), most_x),
        min(max(top, INSET_PX), most_y),
        max(min(right, most_x), INSET_PX),
        max(min(bottom, most_y), INSET_PX),
    )
    x, y = max(0, in_sight[0] - around_px), max(0, in_sight[1] - around_px)
    x_end = min(in_sight[2] + around_px, x + MOST_WIDTH_PX, size.width_px)
    region = (x, y, x_end, min(in_sight[3] + around_px, size.height_px))
    with Image.open(BytesIO(b64decode(window)), formats=["PNG", "WEBP"]) as image:
        return framed(image.convert("RGB"), Clip(0, 0, size.width_px, size.height_px), region, in_sight)
