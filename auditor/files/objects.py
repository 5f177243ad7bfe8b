"""Values out of a PDF, taken for what they are hoped to be, or for nothing."""

import pikepdf

from auditor.files.place import Box
from auditor.files.text import clean


def words(value: object) -> str:
    """Give a text; "" for what is none."""
    return clean(value) if isinstance(value, pikepdf.String) else ""


def number(value: object) -> int | None:
    """Give a whole number; None for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def is_true(value: object) -> bool:
    """Whether a value is the boolean "true"."""
    return value is True


def box_of(rectangle: object) -> Box | None:
    """Give a rectangle, whichever corners it is told by; None for what is none, or has no area."""
    if not isinstance(rectangle, pikepdf.Array) or len(rectangle) != 4:  # noqa: PLR2004  two corners
        return None
    try:
        left, bottom, right, top = (float(side) for side in rectangle)
    except (TypeError, ValueError):
        return None
    box = Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return box if box.right - box.left > 1 and box.top - box.bottom > 1 else None
