"""The texts of a page with the languages that are said of them, as a visit read them. A part of the evidence.

Unlike the blocks of `text`, these end where a lang attribute begins, and hold what only a screen reader
says as well: alternative texts, labels and hints.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LanguageMark:
    """An element with a lang attribute, shown or not; the first is the root, whose `lang` may be empty."""

    lang: str
    selector: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the number of the nearest mark around it.

    `is_name` tells that it is an alternative text or label and not seen. `direction` is the one that
    the browser gives a text with letters written from right to left, "" for others.
    """

    text: str
    mark: int
    selector: str
    tag: str
    is_name: bool = False
    direction: Literal["ltr", "rtl", ""] = ""


@dataclass(frozen=True, slots=True)
class Passages:
    """All that can be read on a page, seen or heard, in the order of the page; names come last."""

    marks: tuple[LanguageMark, ...]
    passages: tuple[Passage, ...]
