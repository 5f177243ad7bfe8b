"""Lays a page out for what a keyboard leaves of a phone's window, and looks for its fields there."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from auditor.evidence.typed import TypedField, Typing
from auditor.visit.probe import ask
from auditor.visit.resizing import resize
from auditor.visit.view import DESKTOP, PHONE, Size, View

# Keys of 205.6 dp and words of 40 above them: Android's own keyboard on a small phone that is held upright
# (AOSP LatinIME, res/values/config.xml).
KEYBOARD_PX = 246
TYPING_LIMITS = {"fields": 30, "depth": 100, "textChars": 100, "snippetChars": 300}

UPRIGHT = Size(PHONE.width_px, PHONE.height_px)
ABOVE = Size(PHONE.width_px, PHONE.height_px - KEYBOARD_PX)


@dataclass(frozen=True, slots=True)
class _Seen:
    selector: str
    snippet: str
    label: str
    is_seen: bool
    bottom_px: float
    by: str


@dataclass(frozen=True, slots=True)
class _Told:
    overlays: bool
    fields: tuple[_Seen, ...]


# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_TOLD = TypeAdapter(_Told)


async def see_typing(view: View, entries: Any) -> Typing:
    """Tell where the fields for text are with a keyboard and without; without fields nothing is resized.

    Raises:
        ValueError: if the window cannot be resized, or the page tampered with the answer.
    """
    if not entries:
        return Typing(UPRIGHT.height_px, KEYBOARD_PX, overlays=False)
    try:
        whole, above = await _told(view, UPRIGHT), await _told(view, ABOVE)
    finally:
        await view.resize(DESKTOP)
    then = {each.selector: each for each in above.fields}
    return Typing(
        UPRIGHT.height_px,
        KEYBOARD_PX,
        whole.overlays,
        tuple(
            TypedField(
                each.selector,
                each.snippet,
                each.label,
                each.is_seen,
                each.bottom_px,
                is_seen_above=then[each.selector].is_seen,
                by=then[each.selector].by,
            )
            for each in whole.fields
            if each.selector in then
        ),
    )


async def _told(view: View, size: Size) -> _Told:
    await resize(view, size)
    return _TOLD.validate_python(await ask(view, "typing", TYPING_LIMITS))
