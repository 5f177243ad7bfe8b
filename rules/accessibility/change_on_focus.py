"""Nothing may happen merely because the focus comes to something.

Why it matters: whoever looks for the right link with the Tab key, or has it read out, has not chosen
anything yet. If another page or window comes up by itself, they lose their place, and blind people do not
even notice why.

How to fix it: do what a control is for when it is pressed (click, change, submit), not when it gets the
focus. Do not take the focus away from what has just got it.

Source: WCAG 2.2, success criterion 3.2.1 On Focus, https://www.w3.org/TR/WCAG22/#on-focus, and its failure
F55, focus that a script takes away as soon as it is received,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F55.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import FocusStop
from auditor.examples import stop, walk
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_LED_ON = "When the focus comes to this, the page goes on to another by itself"
_WINDOW = "When the focus comes to this, another window is opened by itself"
_DIALOG = "When the focus comes to this, a message comes up. Does it tell only what has to be done here?"
_TAKEN = "The focus is taken away from this as soon as it comes to it, and goes to nothing"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what came up while the focus was on each element, and where the walk ended."""
    if page.keyboard is None:
        return
    quiet = 0
    for each in page.keyboard.stops:
        if "page" in each.opened:
            yield Failed(_LED_ON, at=_place(each))
        elif "window" in each.opened:
            yield Failed(_WINDOW, at=_place(each))
        elif not each.kept:
            yield Failed(_TAKEN, at=_place(each))
        elif each.opened:
            yield CantTell(_DIALOG, at=_place(each))
        else:
            quiet += 1
    if quiet:
        yield Passed(elements=quiet)


def _place(seen: FocusStop) -> Place:
    return Place(seen.spot.selector, seen.spot.snippet)


RULE = Rule(
    title="Something happens by mere focus",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION, Group.COGNITION),
    criteria=("3.2.1",),
    needs=("keyboard",),
    check=check,
    examples=(
        Example("nothing takes the focus", walk(), Inapplicable),
        Example("nothing else happens", walk(stop()), Passed),
        Example("a window", walk(stop(opened=("window",))), Failed),
        Example("a message", walk(stop(opened=("dialog",))), CantTell),
        Example("another page", walk(stop(opened=("page",))), Failed),
        Example(
            "a button that opens a window",
            "<button onfocus=\"window.open('/help')\">Help</button>",
            Failed,
        ),
        Example(
            "a field that leads away",
            "<label>Place <input onfocus=\"location = '/places'\"></label> <a href='#'>Two</a>",
            Failed,
        ),
        Example("a link that lets go of the focus", '<a href="#" onfocus="this.blur()">Services</a>', Failed),
        Example("a link", '<a href="#">Services</a>', Passed),
    ),
)
