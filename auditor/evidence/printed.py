"""Evidence of what a page keeps when it is printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LostPart:
    """An element of a page's own text that is seen on the screen and not on paper.

    `cut` tells that it is printed in part: a box that would have to be scrolled ends before it does.
    `words` begins its text, `letters` counts what is lost of it; `steps` counts the items of numbered lists
    in it, `contacts` are the addresses of its links to dial or write to, `postal` tells that it holds an
    `address` element. What is printed elsewhere on the page too is neither a step nor a contact here.
    """

    selector: str
    snippet: str
    words: str
    letters: int
    cut: bool = False
    steps: int = 0
    contacts: tuple[str, ...] = ()
    postal: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What becomes of a page's own text on paper: its letters, those of them lost, and the parts lost."""

    letters: int
    lost_letters: int
    lost: tuple[LostPart, ...] = ()
