"""Evidence that was read from pictures of a page, and such pictures, as frozen plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from auditor.evidence.landmark import Landmark

type PageState = Literal["", "spaced", "zoomed", "focused", "scrolled"]


@dataclass(frozen=True, slots=True)
class PicturedText:
    """The contrast of one text, read from pictures of it with and without its letters.

    Over the `letter_px` pixels that letters cover: the contrast of the lowest and the highest 2 %
    and of the median, and the share of pixels under each of WCAG's limits ("4.5": 0.25). `unseen`
    says why nothing could be read; then all of these are zero. `target` is axe's selector.
    """

    target: str
    html: str
    words: str
    size_px: float
    weight: float
    has_shadow: bool
    landmark: Landmark = Landmark.NONE
    letter_px: int = 0
    lowest: float = 0
    median: float = 0
    highest: float = 0
    share_under: Mapping[str, float] = field(default_factory=dict)
    unseen: str = ""


@dataclass(frozen=True, slots=True)
class Pixels:
    """What pictures of a page told of texts whose contrast axe could not decide; `left` were not pictured."""

    texts: tuple[PicturedText, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class ElementPicture:
    """An element as it was seen in a window of a width, with a frame around it: WebP in base64.

    `target` is axe's selector. `state` tells in which way the page was then not as it was loaded: with the
    spacing of WCAG 1.4.12, enlarged to 200 %, with the focus on the element, or scrolled to its top or end.
    """

    target: str
    width_px: int
    data: str
    state: PageState = ""
