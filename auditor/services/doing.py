"""What tells that something is got done on a page, and not only told of. Pure.

A page is taken at its headings and links: "Pay your council tax", "How to apply", "What you
need", "Apply online". No single one of them is enough, because pages that only inform have
one or the other too. The words are data: `doing` in words.toml.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.services import words

SIGNS = 2
# Chosen: where fewer headings than one in so many say so, the page is about other things.
PARTS_PER_SIGN = 9


class Part(StrEnum):
    """What a part of a page tells of something that is got done; the keys of `doing_parts`."""

    ACT = "act"
    NEED = "need"
    WHO = "who"
    COST = "cost"
    TIME = "time"


DECISIVE = frozenset({Part.ACT, Part.NEED})  # fees and deadlines alone may be those of a rule


@dataclass(frozen=True, slots=True)
class Doing:
    """The signs on one page.

    `parts` are those that it has; `telling` counts the headings that say so, of all
    `headings`, and `acts` those that name what one does. `is_task`: its name says what one
    does; `is_deed`: it names what one gets or makes. `called`: a link leads to a form
    elsewhere or to one on paper; `asked`: it has fields to fill in that other pages have not.
    """

    parts: frozenset[Part]
    telling: int
    acts: int
    headings: int
    is_task: bool
    is_deed: bool
    called: bool
    asked: bool

    @property
    def is_sure(self) -> bool:
        """Tell whether the page is for getting something done: two different signs, one of them decisive."""
        named = self.is_task or self.is_deed
        others = named + self.called + self.asked
        if len(self.parts) + (self.acts > 1) + others < SIGNS:
            return False
        if not (named or self.called) and self.headings > PARTS_PER_SIGN * self.telling:
            return False
        return self.is_task or bool(self.parts & DECISIVE) or (named and self.called)

    @property
    def is_none(self) -> bool:
        """Tell whether there is no sign at all."""
        return not (self.telling or self.is_task or self.is_deed or self.called or self.asked)


def doing_of(names: Iterable[str], headings: Sequence[str], calls: Iterable[str], *, asked: bool) -> Doing:
    """Read the signs on a page.

    Args:
        names: its heading, and the words of the links that lead to it.
        headings: those of its parts.
        calls: the words of its links to forms elsewhere and to documents.
        asked: whether it has fields that other pages have not.
    """
    heading, *links = names
    parts = [frozenset(_parts(text)) for text in headings]
    return Doing(
        parts=frozenset().union(*parts),
        telling=sum(map(bool, parts)),
        acts=sum(Part.ACT in of_one for of_one in parts),
        headings=len(headings),
        is_task=words.says_task(heading) or any(map(words.says_task, links)),
        is_deed=words.has_deed(heading),
        called=any(words.says_task(call) or words.begins_with_deed(call) for call in calls),
        asked=asked,
    )


def _parts(heading: str) -> Iterator[Part]:
    yield from (Part(name) for name in words.parts_of(heading))
    if words.asks_how(heading) or words.says_task(heading) or words.says_deed(heading):
        yield Part.ACT
