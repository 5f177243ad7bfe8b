"""What a page has that asks for more than reading and pressing, as a visit saw it: a part of the evidence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Puzzle:
    """A puzzle that tells people from programs (CAPTCHA).

    `maker` is its key in facts/gadgets.toml, or "image" for a picture of one's own with a field for what it
    shows. `name` is the picture's alternative text. `passwords` is how many fields for passwords its form
    has, `new_passwords` how many of them are for one that is chosen anew. `recordings` counts the recordings
    in its form; `controls` are the words, names and addresses of what else is there to press or follow.
    """

    maker: str
    selector: str
    snippet: str
    landmark: str = ""
    name: str = ""
    passwords: int = 0
    new_passwords: int = 0
    recordings: int = 0
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dragged:
    """Something that is dragged, by its key in facts/gadgets.toml, the first of its `count`.

    `by_press` is how many of them have something in sight that does the same by a press.
    """

    kind: str
    selector: str
    snippet: str
    landmark: str = ""
    count: int = 1
    by_press: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gadgets:
    """The puzzles that are in sight, and what is dragged."""

    puzzles: tuple[Puzzle, ...] = ()
    dragged: tuple[Dragged, ...] = ()
