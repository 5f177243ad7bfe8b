"""The focus should go through a page in the order in which it is read.

Why it matters: people who go by Tab follow the focus as others follow lines. Where it jumps back over what
they saw already, those who see a part of the screen only, enlarged, lose it. Those who hear the page then
meet an answer before its question.

How to fix it: put elements into the code in the order in which they are shown, and leave out tabindex
values over 0. Where a layout changes the order (order, row-reverse, places in a grid), do so only with
parts that may be read in any order.

Source: WCAG 2.2, success criterion 2.4.3 Focus Order, https://www.w3.org/TR/WCAG22/#focus-order, its failure
F44 (tabindex) and technique C27 (the order of the code is that of what is seen). Whether an order still makes
sense is for a person to say, so nothing fails here.
"""

from collections.abc import Iterator
from itertools import pairwise

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import FocusStop
from auditor.examples import stop, walk
from auditor.outcome import CantTell, Count, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_BACK_IN_CODE = (
    "From “{before}” the focus goes back to “{after}”, which stands before it in the code; {count} such "
    "steps on this page. Does the order make sense?"
)
_BACK_IN_SIGHT = (
    "From “{before}” the focus goes back to “{after}”, which is shown before it; {count} such steps on this "
    "page. Does the order make sense?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask about the first step back in the code and the first in sight, each for all of its kind."""
    if page.keyboard is None:
        return
    steps = [(one, other) for one, other in pairwise(page.keyboard.stops) if other.kept]
    for kind, message in (("code", _BACK_IN_CODE), ("sight", _BACK_IN_SIGHT)):
        if back := [pair for pair in steps if kind in pair[1].back]:
            before, after = back[0]
            yield CantTell(
                message,
                at=Place(after.spot.selector, after.spot.snippet),
                elements=len(back),
                before=_name(before),
                after=_name(after),
                count=Count(len(back)),
            )
    if onward := sum(not other.back for _, other in steps):
        yield Passed(elements=onward)


def _name(seen: FocusStop) -> str:
    return seen.spot.name or seen.spot.selector


_THREE = '<a href="#a">Births</a> <a href="#b">Rubbish</a> <a href="#c">Taxes</a>'


def _laid_out(style: str, *, inner: str = _THREE, attributes: str = "") -> str:
    return f'<div style="{style}" {attributes}>{inner}</div>'


RULE = Rule(
    title="The focus may go back over what was read",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("2.4.3",),
    needs=("keyboard",),
    by_style=True,
    check=check,
    examples=(
        Example("one stop", walk(stop()), Inapplicable),
        Example("onward", walk(stop(), stop("a#b")), Passed),
        Example("back in the code", walk(stop(), stop("a#b", back=("code",))), CantTell),
        Example("back in sight", walk(stop(), stop("a#b", back=("sight",))), CantTell),
        Example("taken away at once", walk(stop(), stop("a#b", back=("code",), kept=False)), Inapplicable),
        Example("a row", _laid_out("display: flex"), Passed),
        Example("a row turned round", _laid_out("display: flex; flex-direction: row-reverse"), CantTell),
        Example(
            "a row from right to left", _laid_out("display: flex", attributes='lang="ar" dir="rtl"'), Passed
        ),
        Example(
            "the last one shown above",
            _laid_out("display: grid", inner=_THREE.replace('"#c"', '"#c" style="order: -1"')),
            CantTell,
        ),
        Example(
            "the second of two columns",
            _laid_out("display: grid; grid-template-rows: repeat(2, auto); grid-auto-flow: column"),
            Passed,
        ),
        Example(
            "the last one, placed by itself above the others",
            _laid_out(
                "display: flex; flex-direction: column; position: relative; padding-top: 2em",
                inner=_THREE.replace('"#c"', '"#c" style="position: absolute; top: 0"'),
            ),
            Passed,
        ),
        Example("a number in the code", _THREE.replace('"#c"', '"#c" tabindex="1"'), CantTell),
    ),
)
