"""What can be clicked must be reached and used by keyboard as well.

Why it matters: people who cannot hold a mouse still, and blind people, use Tab and Enter. A button that only
hears clicks does not exist for them: the menu stays closed, the form cannot be sent.

How to fix it: use a real <button> or <a href>. Where that cannot be, give the element tabindex="0", a role,
and let Enter and Space do what a click does.

Source: WCAG 2.2, success criterion 2.1.1 Keyboard, https://www.w3.org/TR/WCAG22/#keyboard, and its failures
F42 and F59, https://www.w3.org/WAI/WCAG22/Techniques/failures/F59. What may have another way by keyboard
is asked about: this project's choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import Clickable
from auditor.examples import spot, walk
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

# In a group of these, arrow keys may lead from one to the next.
_IN_GROUPS = frozenset({
    "option", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "radio", "treeitem",
})  # fmt: skip

_UNREACHABLE = "This hears clicks, and no key leads to it"
_PERHAPS = "This hears clicks, and Tab does not lead to it. Can all that it does be done by keyboard?"
_NOTHING = (
    "Tab came to nothing, though {count} controls are there to be used. Does a script take the key away?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask of what hears clicks and gets no focus whether there is another way."""
    if page.keyboard is None:
        return
    reached, unreached = len(page.keyboard.stops), page.keyboard.unvisited
    if reached:
        yield Passed(elements=reached)
    elif unreached:
        yield CantTell(_NOTHING, elements=unreached, count=Count(unreached))
    for each in page.keyboard.clickables:
        if not each.hears:
            continue
        at = Place(each.spot.selector, each.spot.snippet)
        yield Failed(_UNREACHABLE, at=at) if _is_certain(each) else CantTell(_PERHAPS, at=at)


def _is_certain(seen: Clickable) -> bool:
    """Whether it is plainly a control of its own, by its words or its role, and nothing does the same."""
    if seen.in_form or seen.has_twin or seen.role in _IN_GROUPS or not seen.spot.name:
        return False
    return bool(seen.role) or seen.pointer


def _clickable(name: str = "More", **facts: object) -> Clickable:
    seen = {"tag": "span", "role": "", "hears": True, "pointer": True} | facts
    return Clickable(spot(name), **seen)  # type: ignore[arg-type]  # each example names what it changes


_HAND = "cursor: pointer"

RULE = Rule(
    title="A control is out of the keyboard's reach",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("2.1.1",),
    needs=("keyboard",),
    check=check,
    examples=(
        Example("nothing hears clicks", walk(), Inapplicable),
        Example("Tab comes to nothing of what is there", walk(unvisited=2), CantTell),
        Example("a word that hears clicks", walk(clickables=(_clickable(),)), Failed),
        Example("it does not hear them itself", walk(clickables=(_clickable(hears=False),)), Inapplicable),
        Example("no hand shows over it", walk(clickables=(_clickable(pointer=False),)), CantTell),
        Example("a button by role", walk(clickables=(_clickable(pointer=False, role="button"),)), Failed),
        Example("a tab among tabs", walk(clickables=(_clickable(role="tab"),)), CantTell),
        Example("a magnifying glass in a form", walk(clickables=(_clickable(in_form=True),)), CantTell),
        Example("a link says the same", walk(clickables=(_clickable(has_twin=True),)), CantTell),
        Example(
            "a word with a script",
            f'<p><span id="more" style="{_HAND}">Show all offices</span></p><script>'
            "document.getElementById('more').addEventListener('click', () => { document.title = 'All'; });"
            "</script>",
            Failed,
        ),
        Example(
            "a link without an address",
            f'<a onclick="document.title = \'All\'" style="{_HAND}">Show all offices</a>',
            Failed,
        ),
        Example("a button", "<button onclick=\"document.title = 'All'\">Show all offices</button>", Passed),
        Example(
            "a card round its link",
            f'<div onclick="location = \'#births\'" style="{_HAND}"><a href="#births">Births</a></div>',
            Passed,
        ),
        Example(
            "a word that counts clicks and looks like text",
            '<p onclick="window.clicks = 1">Open on weekdays.</p>',
            CantTell,
        ),
    ),
)
