"""Takes pictures of a phone's screen where something does not fit it, with a frame around what does not."""

import asyncio
from base64 import b64decode
from collections.abc import Sequence
from io import BytesIO

from PIL import Image
from pydantic import TypeAdapter

from auditor.evidence.layout import Layout
from auditor.evidence.pictured import ElementPicture
from auditor.evidence.screen import Screen
from auditor.page.staying import COVERS, is_sideways
from auditor.page.wide_layout import fits, pushing
from auditor.visit.pictures import Box, framed
from auditor.visit.probe import ask
from auditor.visit.resizing import resize
from auditor.visit.scrolled import SIDEWAYS, UPRIGHT
from auditor.visit.view import NARROW, Clip, Size, View

WIDE = 2  # elements that are pictured: each costs about 50 ms
LARGE_SHARE = 0.3  # of the window, from which on what stays in it is worth a picture
MARGIN_PX = 60  # above an element, to see where it stands
MOST_HEIGHT_PX = 480
INSET_PX = 6  # for a frame, which is drawn just outside of what it is around

_BOXES = TypeAdapter(tuple[Box | None, ...])


async def take_phone_pictures(
    view: View, phone: Layout | None, narrow: Layout | None, screens: Sequence[Screen] | None
) -> tuple[ElementPicture, ...]:
    """Picture what sticks out of the page, and what takes much of the screen.

    The page is as wide as a phone's screen; what sticks out of 320 pixels alone is shown there. It begins as
    the look at screens ended, held sideways.

    Raises:
        ValueError: if no picture can be taken.
        pydantic.ValidationError: if what comes back has another shape.
    """
    sideways = await _pictured(view, SIDEWAYS, _largest(screens or (), sideways=True), whole=True)
    upright = await _pictured(view, UPRIGHT, _largest(screens or (), sideways=False), whole=True)
    size = NARROW if phone is not None and fits(phone) else UPRIGHT
    wide = await _pictured(view, size, _wide(narrow), whole=False)
    return (*wide, *upright, *sideways)


def _wide(narrow: Layout | None) -> list[str]:
    if narrow is None:
        return []
    tables = [table.selector for table in narrow.wide_tables if table.held != "scrolls"]
    elements = [] if fits(narrow) else [element.selector for element in pushing(narrow)]
    return list(dict.fromkeys([*elements[:WIDE], *tables[:WIDE]]))


def _largest(screens: Sequence[Screen], *, sideways: bool) -> list[str]:
    """Name the largest box of the first screen held so, if it is large."""
    first = next((screen for screen in screens if is_sideways(screen) is sideways), None)
    least = COVERS if sideways else LARGE_SHARE
    return [box.selector for box in first.boxes[:1] if box.share > least] if first else []


async def _pictured(view: View, size: Size, targets: Sequence[str], *, whole: bool) -> list[ElementPicture]:
    """Picture each element in a window of a size: the window as a `whole`, or the part where it stands."""
    if not targets:
        return []
    await resize(view, size)
    answer = await ask(view, "pictures", {"wanted": [{"target": target} for target in targets]})
    taken: list[ElementPicture] = []
    for target, box in zip(targets, _BOXES.validate_python(answer), strict=True):
        if box is None:
            continue
        top = 0 if whole else max(0, box[1] - MARGIN_PX)
        bottom = size.height_px if whole else min(box[3] + MARGIN_PX, top + MOST_HEIGHT_PX)
        clip = Clip(0, top, size.width_px, bottom - top)
        picture = await view.picture(clip, kept=True)
        data = await asyncio.to_thread(_frame, picture, clip, box)
        taken.append(ElementPicture(target, size.width_px, data))
    return taken


def _frame(picture: str, clip: Clip, box: Box) -> str:
    """Frame what is in sight of an element; at the right edge, if it reaches past it, the frame is open."""
    region = (0, int(clip.y), int(clip.width), int(clip.y + clip.height))
    left, top, right, bottom = box
    in_sight = (
        max(left, INSET_PX),
        max(top, region[1] + INSET_PX),
        right if right > region[2] else min(right, region[2] - INSET_PX),
        min(bottom, region[3] - INSET_PX),
    )
    with Image.open(BytesIO(b64decode(picture)), formats=["PNG"]) as image:
        return framed(image.convert("RGB"), clip, region, in_sight)
