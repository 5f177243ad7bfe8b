"""Scrolls a page on a phone, and looks at what stays in the window."""

from pydantic import TypeAdapter

from auditor.evidence.screen import Screen
from auditor.page.staying import covered_by_bars
from auditor.visit.probe import ask
from auditor.visit.resizing import RESIZED_S, resize
from auditor.visit.state_pictures import Keep, picture_in_window
from auditor.visit.view import PHONE, Size, View

# Rows 25 px apart on a phone held upright, which tells shares of its window to 3 %. A point takes some 30 µs.
SCREEN_LIMITS = {
    "columns": 5, "rows": 32, "boxes": 10, "nodes": 3_000, "covered": 20, "depth": 100, "links": 20,
    "words": 200, "textChars": 300,
}  # fmt: skip
SCROLLED_S = 0.3  # until scripts have answered, which show or hide bars then

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_SCREEN = TypeAdapter(Screen)

# As a phone's: no page is made smaller there to fit, and it takes fewer pixels to draw.
UPRIGHT = Size(PHONE.width_px, PHONE.height_px)
SIDEWAYS = Size(PHONE.height_px, PHONE.width_px)


async def see_screens(view: View, keep: Keep | None) -> tuple[Screen, ...]:
    """Tell what stays in a phone's window at the top, the middle and the end, and in one held sideways.

    Where nothing stays in the middle of the page, nothing else is looked at. Pictures of what lies under
    a bar are kept, if they are wanted.

    Raises:
        ValueError: if the window cannot be resized, or the page tampered with the answer.
    """
    try:
        await resize(view, UPRIGHT)
        middle = await _screen(view, 0.5, RESIZED_S)
        if not middle.boxes:
            return (middle,)
        top = await _screen(view, 0, SCROLLED_S, edge="top")
        await _picture_covered(view, keep, top, (top, middle))
        end = await _screen(view, 1, SCROLLED_S, edge="bottom")
        await _picture_covered(view, keep, end, (top, middle, end))
        await resize(view, SIDEWAYS)
        return top, middle, end, await _screen(view, 0.5, RESIZED_S)
    finally:
        await ask(view, "screen", SCREEN_LIMITS, scroll=0)


async def _picture_covered(
    view: View, keep: Keep | None, screen: Screen, screens: tuple[Screen, ...]
) -> None:
    """Picture the first that each bar lies over, as findings name it, where the page is scrolled now."""
    covered = {element.by: element.selector for element in reversed(covered_by_bars(screen, screens))}
    if keep and covered:
        await picture_in_window(view, keep, UPRIGHT, list(covered.values()), screen.scrolled_px)


async def _screen(view: View, share: float, pause_s: float, edge: str = "") -> Screen:
    """Scroll so far down, give scripts the time to answer, and look."""
    seen = await ask(view, "screen", SCREEN_LIMITS, scroll=share, pauseMs=pause_s * 1_000, edge=edge)
    return _SCREEN.validate_python(seen)
