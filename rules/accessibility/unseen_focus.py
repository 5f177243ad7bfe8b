"""Whoever goes through a page by keyboard must see where they are.

Why it matters: without a mouse there is no pointer. If nothing on the screen shows which link or field is
meant, a press of Enter may send, delete or leave. Nobody can tell in advance what it will do.

How to fix it: do not remove the outline (outline: none) without something as plain in its place, such as
a frame or another background under :focus-visible. Bring into view what gets focus while it is out of view,
or keep it out of the order of focus while it is hidden.

Source: WCAG 2.2, success criterion 2.4.7 Focus Visible, https://www.w3.org/TR/WCAG22/#focus-visible. It is
told only where two pictures of the whole window, with the focus and without, do not differ by a pixel.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import FocusStop
from auditor.examples import stop, walk
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_WITH_AN_INSIDE = ("iframe", "frame", "object", "embed", "video", "audio")  # what shows focus is inside

_UNSEEN = "With the focus on this, the window looks the same as without: nobody sees that it is meant"
_OUT_OF_VIEW = "The focus comes to this while it cannot be seen, and nothing in the window tells of it"
_NOT_COMPARED = "No style tells that the focus is on this, or on any of {count} such. Can it be seen?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask of every element that got focus whether anything told of it."""
    if page.keyboard is None:
        return
    stops = [each for each in page.keyboard.stops if each.kept and each.tag not in _WITH_AN_INSIDE]
    shown = sum(1 for each in stops if each.is_shown_by_style or each.repainted)
    if shown:
        yield Passed(elements=shown)
    for each in stops:
        if each.repainted is False:
            yield Failed(_UNSEEN if each.seen else _OUT_OF_VIEW, at=_place(each))
    unknown = [each for each in stops if not each.is_shown_by_style and each.repainted is None]
    if unknown:
        count = len(unknown)
        yield CantTell(_NOT_COMPARED, at=_place(unknown[0]), elements=count, count=Count(count))


def _place(seen: FocusStop) -> Place:
    return Place(seen.spot.selector, seen.spot.snippet)


_PLAIN = "outline: none; border: 1px solid; background: #eee"

RULE = Rule(
    title="The focus cannot be seen",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.LOW_VISION, Group.COGNITION),
    criteria=("2.4.7",),
    act_rules=("oj04fd",),
    needs=("keyboard",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing takes the focus", walk(), Inapplicable),
        Example("an outline comes", walk(stop()), Passed),
        Example("pictures differ", walk(stop(restyled=(), repainted=True)), Passed),
        Example("pictures are the same", walk(stop(restyled=(), repainted=False)), Failed),
        Example("a text cursor comes", walk(stop("input", restyled=(), caret=True)), Passed),
        Example("no pictures were compared", walk(stop(restyled=())), CantTell),
        Example("a frame, which shows it inside", walk(stop("iframe", restyled=())), Inapplicable),
        Example("a link as browsers show it", '<a href="#top">Services</a>', Passed),
        Example("a link without its outline", '<a href="#top" style="outline: none">Services</a>', Failed),
        Example(
            "another background for the outline",
            f'<style>a {{ {_PLAIN} }} a:focus {{ background: #ff0 }}</style><a href="#top">Services</a>',
            Passed,
        ),
        Example(
            "an outline without any blue in it",
            '<style>a:focus { outline: 3px solid #fd0 }</style><a href="#top">Services</a>',
            Passed,
        ),
        Example(
            "an outline that the card cuts off which the link fills",
            "<style>a { display: block } a:focus { outline: 3px solid }</style>"
            '<div style="overflow: hidden"><a href="#top">Services</a></div>',
            Failed,
        ),
        Example(
            "an outline that is transparent",
            '<style>a:focus { outline: 2px solid transparent }</style><a href="#top">Services</a>',
            Failed,
        ),
        Example(
            "a mark before the link's list entry",
            '<style>a { outline: none } li:focus-within::before { content: "\u25b6" }</style>'
            '<ul><li><a href="#top">Services</a></ul>',
            Passed,
        ),
        Example(
            "something far away that a script changes",
            '<h1 id="top">Office</h1><div style="height: 200px"></div><div><div><div><div>'
            '<a href="#top" style="outline: none" '
            "onfocus=\"document.querySelector('h1').textContent = 'Services'\" "
            "onblur=\"document.querySelector('h1').textContent = 'Office'\">Services</a>"
            "</div></div></div></div>",
            Passed,
        ),
        Example(
            "a link that stays out of the window",
            '<p>Office</p><a href="#top" style="position: absolute; left: -9999px">Skip</a>',
            Failed,
        ),
        Example(
            "a link that comes into the window",
            "<style>a { position: absolute; left: -9999px } a:focus { left: 0 }</style>"
            '<a href="#top">Skip</a>',
            Passed,
        ),
        Example("a field", '<label>Name <input style="outline: none"></label>', Passed),
    ),
)
