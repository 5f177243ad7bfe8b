"""What is done by dragging must also be done by pressing.

Why it matters: whoever has a tremor, or points with the head or eyes, can press a button, but cannot hold it
down and move on.

How to fix it: give buttons that do the same: arrows beside a map and a carousel, "up" and "down" beside the
items of a list.

Source: WCAG 2.2, success criterion 2.5.7 Dragging Movements, https://www.w3.org/TR/WCAG22/#dragging-movements,
and technique G219, https://www.w3.org/WAI/WCAG22/Techniques/general/G219. What is dragged, and by what it is
known: auditor/facts/gadgets.toml.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.gadgets import Dragged, Gadgets
from auditor.examples import page
from auditor.outcome import CantTell, Count, Inapplicable, Outcome, Passed, Place
from auditor.page.known_gadgets import known_gadgets
from auditor.rule import Dimension, Example, Group, Rule, Severity

_ONE = "Can {what} here be moved without dragging, by pressing alone? Nothing to press for that was seen"
_SEVERAL = (
    "Can {what} here ({count} of them) be moved without dragging, by pressing alone? Nothing to press for "
    "that was seen"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask once for each kind of thing that is dragged and has nothing beside it to press."""
    for dragged in page.gadgets.dragged if page.gadgets else ():
        if left := dragged.count - dragged.by_press:
            yield _asked(dragged, left)
        if dragged.by_press:
            yield Passed(dragged.by_press)


def _asked(dragged: Dragged, left: int) -> Outcome:
    known = known_gadgets().dragged.get(dragged.kind)
    what = known.name if known else dragged.kind
    at = Place(dragged.selector, dragged.snippet, dragged.landmark)
    if left == 1:
        return CantTell(_ONE, at=at, what=what)
    return CantTell(_SEVERAL, at=at, elements=left, what=what, count=Count(left))


def _dragged(count: int = 1, by_press: int = 0) -> PageEvidence:
    carousel = Dragged(kind="carousel", selector="div", snippet="<div>", count=count, by_press=by_press)
    return page(gadgets=Gadgets(dragged=(carousel,)))


_ITEMS = "<ul class='ui-sortable'><li>Births<li>Deaths</ul>"

RULE = Rule(
    title="Something is done by dragging alone",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.OLDER_PERSONS),
    criteria=("2.5.7",),
    needs=("gadgets",),
    check=check,
    examples=(
        Example("nothing is dragged", page(gadgets=Gadgets()), Inapplicable),
        Example("nothing to press", _dragged(), CantTell),
        Example("two of three without", _dragged(count=3, by_press=1), CantTell),
        Example("each has something to press", _dragged(count=2, by_press=2), Passed),
        Example("a list to sort in a page", _ITEMS, CantTell),
        Example("with buttons", _ITEMS.replace("Deaths", "Deaths <button>Up</button>"), Passed),
        Example("a dialog that can be moved", "<div class='ui-dialog ui-draggable'>Map</div>", Inapplicable),
    ),
)
