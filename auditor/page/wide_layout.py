"""What rules share that ask whether a page fits a window: which elements reach out of it. Pure."""

from collections.abc import Sequence

from auditor.evidence.layout import Layout, WideElement
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Pixels, Place

ROUNDING_PX = 1  # browsers round widths of fractions of a pixel up
NAMED_ELEMENTS = 3  # the widest, which hide the others

CUTS_OFF = ("hidden", "clip")


def fits(layout: Layout) -> bool:
    """Whether nothing is wider than the window."""
    return layout.scroll_width_px <= layout.width_px + ROUNDING_PX


def sticking_out(layout: Layout) -> list[WideElement]:
    """Give the elements that make the page as wide as it is."""
    return [element for element in layout.wide_elements if not element.scrolls_inside]


def flowing(layout: Layout) -> list[WideElement]:
    """Give those that could be narrower: no tables, maps, pictures and the like."""
    return [element for element in sticking_out(layout) if not element.two_dimensional]


def pushing(layout: Layout) -> list[WideElement]:
    """Give those that are wide by themselves, if there are any: others are stretched by them."""
    found = sticking_out(layout)
    return [element for element in found if not element.stretched] or found


def judge_beside(narrow: Layout, other: Layout, message: str) -> Outcome:
    """Judge a window that no criterion names, where the page fits 320 px: one that does not is told of there.

    `message` has `window`, `width` and `parts`.
    """
    if not fits(narrow):
        return Inapplicable()
    found = [element for element in pushing(other) if not element.two_dimensional]
    if fits(other) or other.overflow_x in CUTS_OFF or not found:
        return Passed()
    return Failed(
        message,
        at=place_of(other, found),
        window=Pixels(other.width_px),
        width=Pixels(other.scroll_width_px),
        parts=names_of(other, found),
    )


def names_of(layout: Layout, elements: Sequence[WideElement]) -> str:
    """Name the widest."""
    return ", ".join(map(str, _widest(layout, elements)[:NAMED_ELEMENTS]))


def place_of(layout: Layout, elements: Sequence[WideElement]) -> Place:
    """Tell where the widest is; nowhere if there is none."""
    widest = _widest(layout, elements)[:1]
    return Place(widest[0].selector, widest[0].snippet) if widest else Place()


def _widest(layout: Layout, elements: Sequence[WideElement]) -> list[WideElement]:
    return sorted(elements, key=lambda element: min(layout.width_px - element.right_px, element.left_px))
