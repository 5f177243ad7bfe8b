"""Evidence of a walk through a page by keyboard, as frozen plain data: what was pressed, what was seen.

The page stood in a window 1280 px wide. Positions are CSS pixels from the window's upper left corner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class WalkEnd(StrEnum):
    """Why no more keys were pressed to get on."""

    LEFT = "left"  # the focus left the page at its end
    LOOP = "loop"  # it came again to where it was, and not by way of the page's end
    FRAME = "frame"  # it stayed in a frame, into which the walk does not see
    GONE = "gone"  # another document came by itself
    STOPS = "stops"  # as many elements were seen as are looked at
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Spot:
    """An element of a page. `name` are the words that it is known by, as far as they are told cheaply."""

    selector: str
    snippet: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What lies over an element. `position` is CSS's; `opaque` tells that nothing shows through it."""

    spot: Spot
    position: str
    opaque: bool


@dataclass(frozen=True, slots=True)
class FocusStop:
    """An element that got focus by Tab, and how it then looked.

    Of `points` in the part of it that the window showed, `seen` showed it; at the others lay `cover`.
    `restyled` are the CSS properties that differed on it, or beside it, once the focus had gone on.
    `repainted` tells whether any pixel of the window differed between with and without focus, None where
    that was not looked at. `marks` gives, for an "outline" and a "box-shadow" that it had, the highest
    contrast with what was beside it, None where that cannot be told; the browser's own ring is left out.
    `caret` tells that a text cursor shows where one types. `kept` is false where the focus was on nothing a
    moment later. `opened` is what came up each time that the focus came to it:
    "window", "dialog", or "page", which is another in the place of this one. `back` tells what the way to
    it from the stop before goes back over: "code", where it stands before that in the document, and "sight",
    where a flexible box or a grid shows it before that.
    """

    spot: Spot
    tag: str
    role: str
    left_px: float
    top_px: float
    width_px: float
    height_px: float
    points: int = 0
    seen: int = 0
    cover: Cover | None = None
    restyled: tuple[str, ...] = ()
    repainted: bool | None = None
    marks: Mapping[str, float | None] = field(default_factory=dict)
    caret: bool = False
    kept: bool = True
    opened: tuple[str, ...] = ()
    back: tuple[str, ...] = ()

    @property
    def is_shown_by_style(self) -> bool:
        """Whether something changed by style in view: what changes out of it is seen by nobody."""
        return self.seen > 0 and (self.caret or bool(self.restyled))


@dataclass(frozen=True, slots=True)
class FocusLoop:
    """Elements that Tab did not lead out of, though there are others.

    `others` counts those beside them. `overlay` tells that they stand in a dialog or a box fixed to the
    window, `begins_page` that the page's first is among them. `left_by` is the key that led out of it at
    last, "" if none of those did that everybody tries: Shift+Tab, Escape, arrows. `named_keys` are
    combinations that the page's text names; `left_by_named` is the one of them that led out.
    """

    members: tuple[Spot, ...]
    others: int
    overlay: bool = False
    begins_page: bool = False
    left_by: str = ""
    named_keys: tuple[str, ...] = ()
    left_by_named: str = ""


@dataclass(frozen=True, slots=True)
class Clickable:
    """An element that no key leads to, and that hears a click or is marked as a control.

    `hears` tells that it hears clicks itself, `pointer` that the mouse pointer is a hand over it. `in_form`
    tells that it stands in a form, whose fields Enter sends; `has_twin` that something of the same words can
    get focus.
    """

    spot: Spot
    tag: str
    role: str
    hears: bool
    pointer: bool
    in_form: bool = False
    has_twin: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to a place in the page, among the first of its stops, and what came of following it.

    `exists` tells that there is such a place. `arrived` tells that after Enter, or after one Tab more, the
    focus was there or further on, or on nothing, so that Tab goes on from there. `next` is what had it.
    """

    spot: Spot
    exists: bool
    arrived: bool
    next: str = ""


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """What printable keys did without the focus on anything: those to which the page changed at once.

    `tried` counts the keys. `focused` are those that moved the focus, `rewrote` those that changed what the
    page says. `controls` are the words on its controls, hidden ones too.
    """

    tried: int
    focused: tuple[str, ...] = ()
    rewrote: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyboardWalk:
    """What came of pressing Tab from where the focus was at first.

    `stops` are the elements in their order, each once. `leapt` counts elements like these that the walk
    passed over, as the rest of a menu. `unvisited` counts those that take part in the order by their markup
    and were not come to. `clickables` answer to a click and cannot get focus. `shortcuts` are None where no
    keys were tried. `motion` are the events of a device that is moved or turned which the window hears.
    """

    stops: tuple[FocusStop, ...]
    ended: WalkEnd
    unvisited: int = 0
    leapt: int = 0
    loop: FocusLoop | None = None
    clickables: tuple[Clickable, ...] = ()
    jumps: tuple[Jump, ...] = ()
    shortcuts: Shortcuts | None = None
    motion: tuple[str, ...] = ()
