"""Looks at a page in other windows, with other spacing and on paper."""

import asyncio

from pydantic import TypeAdapter

from auditor.evidence.printed import Printed
from auditor.evidence.resized import Held, TextLoss
from auditor.page.text_loss import lost_by_box
from auditor.visit.probe import ask
from auditor.visit.state_pictures import Keep, picture_in_state
from auditor.visit.view import DESKTOP, PAPER, PHONE, SIDEWAYS, Size, View

# What WCAG 1.4.10 takes for a window, and what is left of it in CSS pixels at 200 %.
WINDOW = Size(1280, 1024)
ZOOMED = Size(640, 512)
RESIZED_S = 0.5  # until scripts have answered a new size, which many put off by up to 300 ms

HELD_LIMITS = {"nodes": 5_000, "depth": 100, "words": 200, "textChars": 500}
TEXTS_LIMITS = {
    "nodes": 10_000,
    "depth": 200,
    "lines": 20_000,
    "pairs": 200_000,
    "lost": 40,
    "words": 100,
    "textChars": 300,
}
PRINTED_LIMITS = {
    "nodes": 10_000, "depth": 100, "parts": 20, "contacts": 10, "step": 10, "words": 160, "textChars": 300,
}  # fmt: skip

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_HELD = TypeAdapter(Held)
_TEXT_LOSS = TypeAdapter(TextLoss)
_PRINTED = TypeAdapter(Printed)


async def see_held(view: View) -> tuple[Held, ...]:
    """Hold the phone that the page was laid out for sideways, and again upright if there is a doubt.

    A page that shows next to nothing may only not have been ready: what was passing is then gone.

    Raises:
        ValueError: if the window cannot be resized, or the page tampered with the answer.
    """
    upright, sideways = await _held(view, PHONE), await _held(view, SIDEWAYS)
    return (upright, sideways) if upright.controls else (upright, sideways, await _held(view, PHONE))


async def see_spaced(view: View, keep: Keep | None) -> TextLoss:
    """Set the spacing of WCAG 1.4.12, tell what is lost, and take the spacing away again.

    Pictures of what is lost are kept, if they are wanted.

    Raises:
        ValueError: if the window cannot be resized, or the page tampered with the answer.
    """
    await _remember_texts(view)
    lost = await _lost_texts(view, WINDOW, spaced=True, stays=keep is not None)
    if keep and lost.counted:
        try:
            await picture_in_state(view, keep, "spaced", WINDOW, _first_lost(lost, gone_is_lost=True))
        finally:
            await ask(view, "texts", TEXTS_LIMITS, compare=False)
    return lost


async def see_zoomed(view: View, keep: Keep | None) -> TextLoss:
    """Enlarge the page to 200 % as browsers do, which leaves it half the window's width and height.

    What scripts set right after a moment is not lost, so that what seems to be is looked at twice.
    Pictures of what is lost are kept, if they are wanted.

    Raises:
        ValueError: if the window cannot be resized, or the page tampered with the answer.
    """
    await _remember_texts(view)
    try:
        await resize(view, ZOOMED)
        lost = await _lost_texts(view, ZOOMED)
        if lost.counted:
            await asyncio.sleep(RESIZED_S)
            lost = await _lost_texts(view, ZOOMED)
        if keep and lost.counted:
            await picture_in_state(view, keep, "zoomed", ZOOMED, _first_lost(lost, gone_is_lost=False))
        return lost
    finally:
        await view.resize(DESKTOP)


async def see_printed(view: View) -> Printed:
    """Lay the page out as it is printed, and tell which of its texts are not.

    Raises:
        ValueError: if that cannot be done, or the page tampered with the answer.
    """
    await ask(view, "printed", PRINTED_LIMITS, compare=False)
    try:
        await resize(view, PAPER)
        return _PRINTED.validate_python(await ask(view, "printed", PRINTED_LIMITS, compare=True))
    finally:
        await view.resize(DESKTOP)


async def _held(view: View, size: Size) -> Held:
    await resize(view, size)
    seen = await ask(view, "held", HELD_LIMITS, width=size.width_px, height=size.height_px)
    return _HELD.validate_python(seen)


async def _remember_texts(view: View) -> None:
    """Note which texts are to be seen, unless that was done."""
    await resize(view, WINDOW)
    await ask(view, "texts", TEXTS_LIMITS, width=WINDOW.width_px, compare=False)


async def _lost_texts(view: View, size: Size, *, spaced: bool = False, stays: bool = False) -> TextLoss:
    seen = await ask(
        view,
        "texts",
        TEXTS_LIMITS,
        width=size.width_px,
        compare=True,
        spaced=spaced,
        stays=stays,
        resizedMs=RESIZED_S * 1_000,
    )
    return _TEXT_LOSS.validate_python(seen)


def _first_lost(loss: TextLoss, *, gone_is_lost: bool) -> list[str]:
    """Name the texts that findings name: the first that each box cuts off, and first what is surely lost."""
    first = [texts[0] for texts in lost_by_box(loss, gone_is_lost=gone_is_lost)]
    return [text.selector for text in sorted(first, key=lambda text: text.shortened)]


async def resize(view: View, size: Size) -> None:
    """Lay the page out for a size.

    Raises:
        ValueError: if that cannot be done.
    """
    if reason := await view.resize(size):
        raise ValueError(reason)
