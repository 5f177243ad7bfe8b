"""What has the focus must not be hidden by what the page itself lays over it.

Why it matters: bars that stay at the edge of the window, and notices on cookies, cover what lies beneath.
Whoever goes on by keyboard then presses Enter on something that they cannot see.

How to fix it: give the page room beneath the bar (scroll-padding-top and scroll-padding-bottom as high as
the bar). Or let the notice take its own place in the page instead of lying over it.

Source: WCAG 2.2, success criterion 2.4.11 Focus Not Obscured (Minimum),
https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum. Nine points of each of an element's boxes are
looked at.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import Cover
from auditor.examples import spot, stop, walk
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.focus import is_covered
from auditor.rule import Dimension, Example, Group, Rule, Severity

_STAY = ("fixed", "sticky")  # what keeps its place in the window while the page is scrolled

_COVERED = "When the focus comes to this, it is wholly covered by {cover}"
_PERHAPS = "When the focus comes to this, {cover} lies over all of it. Can it be seen through, or moved away?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what lay over each element that got focus."""
    if page.keyboard is None:
        return
    free = 0
    for each in page.keyboard.stops:
        if each.seen:
            free += 1
        elif each.cover is not None and is_covered(each):
            stays = each.cover.position in _STAY and each.cover.opaque
            kind, message = (Failed, _COVERED) if stays else (CantTell, _PERHAPS)
            at = Place(each.spot.selector, each.spot.snippet)
            yield kind(message, at=at, cover=each.cover.spot.selector)
    if free:
        yield Passed(elements=free)


def _under(position: str, *, opaque: bool = True, **facts: object) -> PageEvidence:
    cover = Cover(spot("header"), position, opaque)
    return walk(stop(**({"seen": 0, "cover": cover} | facts)))  # type: ignore[arg-type]  # each example names what it changes


_BAR = "position: fixed; bottom: 0; left: 0; right: 0; height: 90vh; background: #fff"

RULE = Rule(
    title="The focus is hidden by what lies over it",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.LOW_VISION, Group.COGNITION),
    criteria=("2.4.11",),
    needs=("keyboard",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing takes the focus", walk(), Inapplicable),
        Example("nothing lies over it", walk(stop()), Passed),
        Example("a bar lies over it", _under("fixed"), Failed),
        Example("one point is seen", _under("fixed", seen=1), Passed),
        Example("something else lies over it", _under("absolute"), CantTell),
        Example("a bar that one can look through", _under("fixed", opaque=False), CantTell),
        Example("it is out of the window", walk(stop(points=0, seen=0)), Inapplicable),
        Example("it is 7 px high", _under("fixed", height_px=7), Inapplicable),
        Example("it is 8 px high", _under("fixed", height_px=8), Failed),
        Example(
            "a notice over the lower part of the window",
            f'<p style="height: 60vh">Office</p><a href="#">Services</a><div style="{_BAR}">Cookies</div>',
            Failed,
        ),
    ),
)
