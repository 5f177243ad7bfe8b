"""Evidence of what a page shows in other windows, and with other spacing."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Held:
    """What a phone shows while it is held one way, upright or sideways.

    `turned_deg` tells how far CSS turns the page's text, None where no text is to be seen. Where
    one element covers the whole window, `text_chars`, `controls`, `words` and `selector` tell what
    is in it, else what is in the page. `snippet` is that element's markup, "" for the page.
    """

    width_px: int
    height_px: int
    turned_deg: float | None
    text_chars: int
    controls: int
    words: str
    selector: str
    snippet: str


@dataclass(frozen=True, slots=True)
class LostText:
    """A text that was to be seen whole, and is no longer once the page is laid out in another way.

    `how` tells whether a box cuts it off, above or below ("down") or at a side ("across"), or
    whether it overlaps with another text. `by` is that box, or what holds the other text; "" is the
    window. Of its `lines`, `hidden_lines` are hidden for more than half; `gone` tells that all of them
    are, and wholly. `shortened` tells that the page puts dots in the place of what is cut; `moves`, that
    it stands in a row of slides, or in what is moved.
    """

    selector: str
    snippet: str
    words: str
    how: Literal["cut down", "cut across", "overlapped"]
    by: str
    by_snippet: str
    lines: int
    hidden_lines: int
    gone: bool
    shortened: bool = False
    moves: bool = False


@dataclass(frozen=True, slots=True)
class TextLoss:
    """What becomes of the texts of a page that is laid out in another way.

    `texts` that were to be seen whole were looked at again; `counted` of them are lost, of which a
    bounded number is described.
    """

    texts: int
    counted: int
    lost: tuple[LostText, ...]
