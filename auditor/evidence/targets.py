"""What there is to press on a page and how large it is, as a visit measured it: a part of the evidence."""

from dataclasses import dataclass
from typing import Literal

from auditor.evidence.landmark import Landmark


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that can be pressed, with what takes a press for it: a link's picture, a tick box's label.

    `room_px` is how wide a circle around its middle may be before it meets another target that does something
    else, or the like circle of a small one; None where that is 24 or more. `near` is what it meets. `beside`
    tells what is written in its lines outside of targets: words, or signs alone, as between steps of a path.
    `as_browser_draws` tells that no style sheet has changed its size, `has_twin` that another link to
    the same place is large enough or has room enough, `in_map` that it stands in a map or a drawing.
    """

    selector: str
    snippet: str
    width_px: float
    height_px: float
    room_px: float | None = None
    near: str = ""
    beside: Literal["words", "signs", ""] = ""
    as_browser_draws: bool = False
    has_twin: bool = False
    in_map: bool = False
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The targets in sight at one size of the window.

    `crowded` are smaller than 24 x 24 px and have less room than 24 px. `below` are smaller than 44 x 44 px,
    stand in no text, are not as browsers draw them, and have no link to the same place of that size beside
    them. Of both a bounded number is described. `content_top_px` is where the page's main text begins, or its
    first heading where no main part is marked; `before_content` counts the targets before it.
    """

    count: int
    crowded: tuple[Target, ...] = ()
    crowded_count: int = 0
    below: tuple[Target, ...] = ()
    below_count: int = 0
    content_top_px: float | None = None
    before_content: int = 0
