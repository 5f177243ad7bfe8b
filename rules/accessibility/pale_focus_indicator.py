"""The frame that an author draws around what has the focus must stand out from what is beside it.

Why it matters: people with low vision who go through a page by keyboard lose their place when its only sign
is a pale line on pale ground.

How to fix it: give the outline or shadow under :focus-visible a colour with at least 3 to 1 to the ground
around it. Or leave the browser's own outline as it is. Two lines, dark and light, serve on any ground.

Source: WCAG 2.2, success criterion 1.4.11 Non-text Contrast, https://www.w3.org/TR/WCAG22/#non-text-contrast.
By W3C's explanation a focus indicator styled by the author needs 3 to 1 to adjacent colours. The browser's
own is excepted, and a text cursor does as well. How much a change of colour differs from the colour before is
not asked, https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast.html. It is told only where nothing
else changes on the element or beside it.
"""

from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import FocusStop
from auditor.examples import stop, walk
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Ratio
from auditor.page.focus import LIMIT_RATIO, highest_mark, is_known_by_marks, marks_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

_PALE = "With the focus on this, only a line comes around it, of {ratio} to what is beside it, under {limit}"
_UNKNOWN = (
    "Does the line that comes around this with the focus stand out, by {limit}? What is beside it is not "
    "one plain colour, here and at {count} such in all"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the lines that came with the focus, of elements on which nothing else did, with the limit."""
    if page.keyboard is None:
        return
    marked = [each for each in page.keyboard.stops if is_known_by_marks(each)]
    enough = [each for each in marked if highest_mark(each) >= LIMIT_RATIO]
    if enough:
        yield Passed(elements=len(enough))
    rest = [each for each in marked if highest_mark(each) < LIMIT_RATIO]
    unknown = [each for each in rest if None in marks_of(each)]
    for each in rest:
        if each not in unknown:
            yield Failed(_PALE, at=_place(each), ratio=Ratio(highest_mark(each)), limit=Ratio(LIMIT_RATIO))
    if unknown:
        count = len(unknown)
        limit = Ratio(LIMIT_RATIO)
        yield CantTell(_UNKNOWN, at=_place(unknown[0]), elements=count, count=Count(count), limit=limit)


def _place(seen: FocusStop) -> Place:
    return Place(seen.spot.selector, seen.spot.snippet)


def _outlined(ratio: float | None, **facts: Any) -> PageEvidence:
    return walk(stop(**({"marks": {"outline": ratio}} | facts)))


def _page(focused: str, *, link: str = "", around: str = "") -> str:
    return (
        f"<style>body {{ {around} }} a {{ outline: none; {link} }} a:focus {{ {focused} }}</style>"
        '<p><a href="#top">Services</a></p>'
    )


RULE = Rule(
    title="The frame around what has the focus is too pale",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.LIMITED_MOVEMENT, Group.OLDER_PERSONS),
    criteria=("1.4.11",),
    needs=("keyboard",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing takes the focus", walk(), Inapplicable),
        Example("the browser's own ring", walk(stop()), Inapplicable),
        Example("exactly at the limit", _outlined(3), Passed),
        Example("a little less", _outlined(2.99), Failed),
        Example("on a picture", _outlined(None), CantTell),
        Example(
            "pale, and another background comes",
            _outlined(2, restyled=("background-color", "outline")),
            Inapplicable,
        ),
        Example("pale, where one types", _outlined(2, caret=True), Inapplicable),
        Example("pale, where nobody sees it", _outlined(2, seen=0), Inapplicable),
        Example("pale, and it is there without focus too", _outlined(2, restyled=()), Inapplicable),
        Example(
            "a pale outline and a dark shadow",
            _outlined(None, restyled=("box-shadow", "outline"), marks={"outline": 1.5, "box-shadow": 7}),
            Passed,
        ),
        Example("the ring as browsers draw it", '<a href="#top">Services</a>', Inapplicable),
        Example("yellow on white, 1.07 to 1", _page("outline: 3px solid #ff0"), Failed),
        Example("green on white, 5.1 to 1", _page("outline: 3px solid #008000"), Passed),
        Example("the grey of 2.3 to 1", _page("outline: 2px solid #aaa"), Failed),
        Example(
            "yellow on dark blue", _page("outline: 3px solid #ff0", around="background: #003366"), Passed
        ),
        Example(
            "yellow on white around a blue button",
            _page("outline: 3px solid #ff0", link="background: #003366; color: #fff"),
            Failed,
        ),
        Example(
            "yellow, inside a blue button",
            _page("outline: 3px solid #ff0; outline-offset: -4px", link="background: #003366; color: #fff"),
            Passed,
        ),
        Example("a pale shadow", _page("box-shadow: 0 0 0 4px rgba(13, 110, 253, .25)"), Failed),
        Example("a soft shadow of a pale colour", _page("box-shadow: 0 0 6px #aaf"), Failed),
        Example("a soft shadow of a dark colour", _page("box-shadow: 0 0 6px #003366"), CantTell),
        Example(
            "a white line and a dark one",
            _page("outline: 2px solid #fff; box-shadow: 0 0 0 4px #222"),
            Passed,
        ),
        Example(
            "a pale line, and another background",
            _page("outline: 2px solid #aaa; background: #eee"),
            Inapplicable,
        ),
        Example(
            "a pale line, and a mark before its list entry",
            "<style>a { outline: none } a:focus { outline: 2px solid #aaa } "
            'li:focus-within::before { content: "\u25b6" }</style><ul><li><a href="#top">Services</a></ul>',
            Inapplicable,
        ),
        Example(
            "on a gradient",
            _page("outline: 2px solid #aaa", around="background: linear-gradient(#fff, #333)"),
            CantTell,
        ),
        Example(
            "a white line and a dark one on a gradient",
            _page(
                "outline: 2px solid #fff; box-shadow: 0 0 0 4px #222",
                around="background: linear-gradient(#fff, #333)",
            ),
            Passed,
        ),
        Example(
            "over a picture",
            "<style>a { position: relative } a:focus { outline: 2px solid #aaa } "
            "svg { position: absolute; left: 0; top: 0 }</style>"
            '<svg width="300" height="100"><rect width="300" height="100"/></svg><a href="#top">Services</a>',
            CantTell,
        ),
        Example(
            "a field, which has a cursor",
            "<style>input:focus { outline: 2px solid #ccc }</style><label>Name <input></label>",
            Inapplicable,
        ),
    ),
)
