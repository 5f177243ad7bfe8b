"""Evidence of what keeps its place in a window while the page is scrolled, as frozen plain data.

Lengths are CSS pixels from the window's upper left corner.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StayingBox:
    """A bar, banner, button or dialog that stays in the window; of several in each other the outermost.

    `position` is CSS's. `share` is of how much of the window it is on top, by points of a grid. `words`
    begins its text of `text_chars`, `controls` counts what can be pressed in it, `links` are absolute.
    """

    selector: str
    snippet: str
    words: str
    position: str
    dialog: bool
    left_px: float
    top_px: float
    right_px: float
    bottom_px: float
    share: float
    text_chars: int = 0
    controls: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoveredElement:
    """A control or a text that lies wholly under a box that stays in the window; `by` is its selector."""

    selector: str
    snippet: str
    words: str
    by: str
    control: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """What stays in a window, scrolled down by `scrolled_px`, and `text_chars` of the page's visible text.

    `covered` is told only at the page's top and bottom, where scrolling on does not bring it out.
    """

    width_px: int
    height_px: int
    scrolled_px: int = 0
    text_chars: int = 0
    boxes: tuple[StayingBox, ...] = ()
    covered: tuple[CoveredElement, ...] = ()
