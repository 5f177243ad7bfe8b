"""Evidence of where fields are when somebody types into them on a phone, as frozen plain data.

Lengths are CSS pixels from the window's upper left corner.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field for text, after the page was scrolled to have it in the middle of the window.

    `is_seen` tells that it can be touched in its middle in a phone's whole window; `bottom_px` is its lower
    edge after it was scrolled as far up as it goes there. `is_seen_above` tells the first of the part of
    the window that a keyboard leaves, if the page is laid out for that part alone; `by` is what lies over
    it then, "" if it is outside.
    """

    selector: str
    snippet: str
    label: str
    is_seen: bool
    bottom_px: float
    is_seen_above: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Typing:
    """What a keyboard of `keyboard_px` leaves of a window of `height_px`, and what is to be seen there.

    `overlays` tells that a script asked for a keyboard that lies over the page, and lets nothing move.
    """

    height_px: int
    keyboard_px: int
    overlays: bool
    fields: tuple[TypedField, ...] = ()
