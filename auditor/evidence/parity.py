"""Evidence of what a page shows in a wide window and not in a narrow one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WidePart:
    """An element of a page's own content whose text is seen on a desktop and nowhere in a narrow window.

    `words` begins its text; of its `letters` so many are of links. `contacts` are the addresses of its links
    to dial or write to that the narrow window does not have, `fields` counts its form controls. `may_open`
    tells that a button is near, or names it, in the narrow window.
    """

    selector: str
    snippet: str
    words: str
    letters: int
    linked_letters: int = 0
    contacts: tuple[str, ...] = ()
    fields: int = 0
    may_open: bool = False


@dataclass(frozen=True, slots=True)
class Parity:
    """The letters of a page's own text in a wide window, and the parts that a narrow one lacks."""

    letters: int
    lost: tuple[WidePart, ...] = ()
