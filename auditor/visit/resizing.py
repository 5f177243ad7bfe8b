"""Looks at a page in other windows, with other spacing and on paper."""

import asyncio

from pydantic import TypeAdapter

from auditor.evidence.printed import Printed
from auditor.evidence.resized import Held, TextLoss
from auditor.page.text_loss import lost_by_box
from auditor.visit.probe import ask
from auditor.visit.state_pictures import Keep, picture_in_state
from auditor.visit.view import PAPER, PHONE, SIDEWAYS, Size, View

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


class Texts:
    """Where a page's texts are to be seen in a desktop's window, and what becomes of them in other ways.

    They are noted once. Neither look brings the window back: what follows sets its own. Pictures of what
    is lost are kept, if they are wanted.
    """

    def __init__(self, view: View, keep: Keep | None) -> None:
        self._view = view
        self._keep = keep
        self._are_noted = False

    async def spaced(self) -> TextLoss:
        """Set the spacing of WCAG 1.4.12, tell what is lost, and take the spacing away again.

        Raises:
            ValueError: if the window cannot be resized, or the page tampered with the answer.
        """
        await self._note()
        lost = await self._lost(WINDOW, spaced=True, stays=self._keep is not None)
        if self._keep and lost.counted:
            targets = _first_lost(lost, gone_is_lost=True)
            try:
                await picture_in_state(self._view, self._keep, "spaced", WINDOW, targets)
            finally:
                await ask(self._view, "texts", TEXTS_LIMITS, compare=False)
        return lost

    async def zoomed(self) -> TextLoss:
        """Enlarge the page to 200 % as browsers do, which leaves it half the window's width and height.

        What scripts set right after a moment is not lost, so that what seems to be is looked at twice.

        Raises:
            ValueError: if the window cannot be resized, or the page tampered with the answer.
        """
        await self._note()
        await resize(self._view, ZOOMED)
        lost = await self._lost(ZOOMED)
        if lost.counted:
            await asyncio.sleep(RESIZED_S)
            lost = await self._lost(ZOOMED)
        if self._keep and lost.counted:
            targets = _first_lost(lost, gone_is_lost=False)
            await picture_in_state(self._view, self._keep, "zoomed", ZOOMED, targets)
        return lost

    async def _note(self) -> None:
        if not self._are_noted:
            await resize(self._view, WINDOW)
            await ask(self._view, "texts", TEXTS_LIMITS, width=WINDOW.width_px, compare=False)
            self._are_noted = True

    async def _lost(self, size: Size, *, spaced: bool = False, stays: bool = False) -> TextLoss:
        given = {"compare": True, "spaced": spaced, "stays": stays, "resizedMs": RESIZED_S * 1_000}
        seen = await ask(self._view, "texts", TEXTS_LIMITS, width=size.width_px, **given)
        return _TEXT_LOSS.validate_python(seen)


async def see_printed(view: View) -> Printed:
    """Lay the page out as it is printed, and tell which of the texts of a desktop's window are not.

    It stays so: what follows sets its own window.

    Raises:
        ValueError: if that cannot be done, or the page tampered with the answer.
    """
    await resize(view, WINDOW)
    await ask(view, "printed", PRINTED_LIMITS, compare=False)
    await resize(view, PAPER)
    return _PRINTED.validate_python(await ask(view, "printed", PRINTED_LIMITS, compare=True))


async def _held(view: View, size: Size) -> Held:
    await resize(view, size)
    seen = await ask(view, "held", HELD_LIMITS, width=size.width_px, height=size.height_px)
    return _HELD.validate_python(seen)


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
