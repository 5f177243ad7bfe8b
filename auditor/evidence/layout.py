"""Evidence of how a page is laid out in one window, as frozen plain data. Lengths are CSS pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class WideElement:
    """An element that reaches past the right or left edge of the layout.

    `scrolls_inside` tells that an ancestor is its own scroll container or cuts it off;
    `two_dimensional` that it is a table, preformatted text, or a picture, map or video
    wider than the window, which WCAG 1.4.10 excepts; `data_table` that it is a table with headers, and so
    surely one of data; `stretched` that it is only as wide as its parent,
    which another element has pushed out. `name` is short: its id, or its element and classes.
    """

    selector: str
    snippet: str
    left_px: float
    right_px: float
    scrolls_inside: bool
    two_dimensional: bool
    stretched: bool = False
    data_table: bool = False
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.selector


@dataclass(frozen=True, slots=True)
class SmallText:
    """An element whose own text is small, and how many characters of it are to be seen."""

    selector: str
    snippet: str
    size_px: float
    characters: int


@dataclass(frozen=True, slots=True)
class WideTable:
    """A table of rows and columns that reaches past the window's edge, or past the box that it stands in.

    `data_table` tells that it has headers. `held` is what the nearest box that ends before it does with the
    rest: it scrolls, or cuts it off; "" where no box ends before the window. `out` begins the words of a cell
    that is wholly outside.
    """

    selector: str
    snippet: str
    left_px: float
    right_px: float
    data_table: bool
    held: Literal["scrolls", "cut", ""] = ""
    out: str = ""


@dataclass(frozen=True, slots=True)
class LineLength:
    """How many characters the longest line of a text holds, of one that has three lines or more.

    `ideographs` tells that most are Chinese, Japanese or Korean.
    """

    selector: str
    snippet: str
    characters: int
    ideographs: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The page as laid out at one viewport width.

    `text_sizes` gives, for each computed font size in px, how many visible characters have
    it; `small_texts` where most of those under 12 px are. `overflow_x` is what the window does with what is
    wider than itself (CSS `overflow-x`): it scrolls, unless that is "hidden" or "clip". Of the tables,
    `fitting_tables` need no more width than there is. `long_lines` are the longest lines, in windows wide
    enough for many characters.
    """

    width_px: int
    height_px: int
    scroll_width_px: int
    scroll_height_px: int
    text_sizes: Mapping[str, int]
    wide_elements: tuple[WideElement, ...] = ()
    overflow_x: str = "visible"
    small_texts: tuple[SmallText, ...] = ()
    wide_tables: tuple[WideTable, ...] = ()
    fitting_tables: int = 0
    long_lines: tuple[LineLength, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A moment, `at_s` after the page began to load, at which what was to be seen changed its place.

    `value` is the share of the window that moved, times how far it moved (the Layout Instability API's).
    `selector` is of what moved most, "" if that is gone.
    """

    at_s: float
    value: float
    selector: str = ""
    snippet: str = ""
