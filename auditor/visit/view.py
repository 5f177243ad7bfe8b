"""A loaded page as probes see it, whichever driver shows it, and the sizes that it is laid out for."""

from dataclasses import dataclass
from typing import Any, Protocol

from auditor.visit.browser import (
    DESKTOP_HEIGHT_PX,
    DESKTOP_WIDTH_PX,
    NARROW_WIDTH_PX,
    PHONE_HEIGHT_PX,
    PHONE_WIDTH_PX,
)

PROBE_TIMEOUT_S = 20


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of a page, in CSS pixels from its upper left corner, and the height of the window it is in."""

    x: float
    y: float
    width: float
    height: float
    window_px: int = DESKTOP_HEIGHT_PX


@dataclass(frozen=True, slots=True)
class Size:
    """What a page is laid out for; `paper` tells that it is to be printed."""

    width_px: int
    height_px: int
    mobile: bool = False
    paper: bool = False


PHONE = Size(PHONE_WIDTH_PX, PHONE_HEIGHT_PX, mobile=True)
SIDEWAYS = Size(PHONE_HEIGHT_PX, PHONE_WIDTH_PX, mobile=True)
SMALLEST = Size(240, 320, mobile=True)  # of phones that open web pages, as those with KaiOS
NARROW = Size(NARROW_WIDTH_PX, PHONE_HEIGHT_PX)
DESKTOP = Size(DESKTOP_WIDTH_PX, DESKTOP_HEIGHT_PX)
PAPER = Size(718, 1047, paper=True)  # ISO A4 less the browser's margins of 1 cm, at 96 px an inch


class View(Protocol):
    """A loaded page, as a driver shows it to the probes. Drivers' own errors may come out of it."""

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the probes' world; axe is there if it was asked for.

        Raises:
            TimeoutError: if there is no answer in time.
            PageGoneError: if there will never be one.
            ValueError: if it threw.
        """
        ...

    async def resize(self, size: Size) -> str:
        """Lay the page out for a size; say why that cannot be done, "" if it was.

        Raises:
            TimeoutError: if there is no answer in time.
            PageGoneError: if there will never be one.
        """
        ...

    async def picture(self, clip: Clip, *, kept: bool = False) -> str:
        """Give a picture of a part of the page, in view or not, as PNG in base64, a pixel for a CSS pixel.

        One that is to be kept does not show what must stay secret.

        Raises:
            TimeoutError: if there is no answer in time.
            PageGoneError: if there will never be one.
            ValueError: if the driver cannot take one.
        """
        ...

    async def screenshot(self) -> str:
        """Give a picture of what is in view, as WebP in base64.

        Raises:
            TimeoutError: if there is no answer in time.
            PageGoneError: if there will never be one.
            ValueError: if the driver cannot take one.
        """
        ...
