"""How it shows that an element has the focus, and what lies over it, as a walk by keyboard saw it. Pure."""

from auditor.evidence.keyboard import FocusStop

LIMIT_RATIO = 3  # WCAG 2.2, 1.4.11

FEWEST_POINTS = 9  # that have to be covered, so that a corner in view is not taken for all of it
SMALLEST_PX = 8  # what is smaller is hidden on purpose, and is another rule's

_MARKS = frozenset({"outline", "box-shadow"})


def is_covered(stop: FocusStop) -> bool:
    """Whether something lay over all of an element when the focus came to it."""
    return (
        not stop.seen
        and stop.cover is not None
        and stop.points >= FEWEST_POINTS
        and min(stop.width_px, stop.height_px) >= SMALLEST_PX
    )


def is_known_by_marks(stop: FocusStop) -> bool:
    """Whether nothing else than lines of the author's tells that an element has the focus."""
    changed = frozenset(stop.restyled)
    is_in_view = stop.kept and stop.seen > 0
    return (
        is_in_view and not stop.caret and bool(changed) and changed <= _MARKS and changed <= set(stop.marks)
    )


def marks_of(stop: FocusStop) -> list[float | None]:
    """Give the contrast of each line that came, None of one where it cannot be told."""
    return [stop.marks[name] for name in stop.restyled]


def highest_mark(stop: FocusStop) -> float:
    """Give the highest contrast of the lines that came, of those where it is known; 0 where it is of none."""
    return max((ratio for ratio in marks_of(stop) if ratio is not None), default=0)
