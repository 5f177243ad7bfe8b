"""What is to be read should stay where it is while the page loads.

Why it matters: a picture or a banner that comes late pushes the text away under the eyes, and the button
away under the thumb. On a slow connection that goes on for half a minute. Who reads slowly loses the line,
and whose hand is not steady presses what has come in its place.

How to fix it: give pictures, frames and embedded parts their size (width and height attributes, or
aspect-ratio), and keep the room for what comes late. Put notices over the page or at its end, not before its
text.

Source: Google, Cumulative Layout Shift, which is good up to 0.1 and poor over 0.25,
https://web.dev/articles/cls: the largest sum over moments less than 1 s apart, of 5 s at most. It was noted
from the first moment until the page was at rest, without scrolling, on a fast line, so that people may meet
more. Of the same page loaded again it is not always the same, so that this is advice. Of 12 real pages and 2
made ones, it was 0 or 0.16 on one, and within 0.02 on the others.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.layout import Shift
from auditor.examples import page
from auditor.outcome import Failed, Outcome, Passed, Place, Share
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT = 0.1  # Google, see Source
WINDOW_S = 5.0
APART_S = 1.0

_MOVED = "While the page loads, it moves under the reader's eyes: its layout shift is {shift}, over {limit}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the worst of a row of shifts with the limit, and name what moved most in it."""
    if page.shifts is None:
        return
    worst = max(_rows(page.shifts), key=_value, default=[])
    if _value(worst) > LIMIT:
        most = max(worst, key=lambda shift: shift.value)
        at = Place(most.selector or None, most.snippet or None)
        yield Failed(_MOVED, at=at, shift=Share(_value(worst)), limit=Share(LIMIT))
    else:
        yield Passed()


def _rows(shifts: Sequence[Shift]) -> list[list[Shift]]:
    rows: list[list[Shift]] = []
    for shift in sorted(shifts, key=lambda one: one.at_s):
        if rows and shift.at_s - rows[-1][-1].at_s < APART_S and shift.at_s - rows[-1][0].at_s < WINDOW_S:
            rows[-1].append(shift)
        else:
            rows.append([shift])
    return rows


def _value(row: Sequence[Shift]) -> float:
    return sum(shift.value for shift in row)


def _page(*shifts: tuple[float, float]) -> PageEvidence:
    return page(shifts=tuple(Shift(at_s, value, "main", "<main>") for at_s, value in shifts))


_TEXT = "<p>The town hall is open on weekdays.</p>" * 30

RULE = Rule(
    title="Page moves while it loads",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.SLOW_NETWORK, Group.LIMITED_MOVEMENT, Group.COGNITION, Group.LOW_LITERACY),
    needs=("shifts",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("nothing moves", _page(), Passed),
        Example("at the limit", _page((0.2, 0.1)), Passed),
        Example("over it", _page((0.2, 0.11)), Failed),
        Example("over it by two moments in a row", _page((0.2, 0.06), (1.1, 0.06)), Failed),
        Example("two moments far apart", _page((0.2, 0.06), (1.2, 0.06)), Passed),
        Example(
            "a row that goes on for over 5 s",
            _page(*((0.9 * step, 0.016) for step in range(12))),
            Passed,
        ),
        Example("a page of text", _TEXT, Passed),
        Example(
            "a banner that comes late",
            f"<div id=late></div>{_TEXT}<script>new PerformanceObserver(() => "
            "{ document.getElementById('late').style.height = '400px' })"
            ".observe({ type: 'paint', buffered: true })</script>",
            Failed,
        ),
    ),
)
