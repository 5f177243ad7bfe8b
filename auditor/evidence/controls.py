"""How controls of forms, and signs on buttons and links, are drawn, as a visit read it from styles.

A part of the evidence.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A control in sight that can be used and that is not drawn as browsers draw it.

    `kind` tells a field, in which one types or chooses, from a choice: a checkbox, radio button or switch.
    A "button" or "link" is one without words, of a drawing or a letter of a font of signs: that is its shape.
    `ratio` is the highest contrast that what draws its shape has with what is beside it, 0 where nothing is
    drawn; `drawn` names what draws it. `unsure` says why more may draw it than could be read: "picture",
    "faded", "overlap" or "shadow". `hint` is what else tells that it is there: "words" in it, a "label",
    other "text" beside it, or an "icon" or button.
    """

    selector: str
    snippet: str
    kind: Literal["field", "choice", "button", "link"]
    ratio: float
    drawn: tuple[str, ...] = ()
    unsure: str = ""
    hint: str = ""
    landmark: str = "none"
