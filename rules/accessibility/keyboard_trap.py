"""Wherever the keyboard leads, the keyboard must lead out again.

Why it matters: somebody who has no use for a mouse, because of a tremor or blindness, gets stuck: the rest of
the page cannot be reached. Often all that is left is to close the window and lose what was filled in.

How to fix it: remove the script that catches the Tab key or puts the focus back when it leaves. Where focus
has to stay, as in a dialog, let Escape and a button close it.

Source: WCAG 2.2, success criterion 2.1.2 No Keyboard Trap, https://www.w3.org/TR/WCAG22/#no-keyboard-trap. If
more than unmodified arrow or Tab keys or other standard exit methods is needed, the user is told the way. By
this project's choice, a circle of several elements at the very beginning of a page is asked about. The reason
is that Shift+Tab may lead from there to the browser's own bar.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import FocusLoop, WalkEnd
from auditor.examples import spot, stop, walk
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Place
from auditor.rule import Blocker, Dimension, Example, Group, Rule, Severity

_WITH_AN_INSIDE = ("video", "audio", "object", "embed", "iframe")  # the walk sees none of their own controls

_HELD = (
    "The focus cannot leave this by keyboard: Tab, Shift+Tab and Escape lead back to it, and no other way "
    "out is told"
)
_CIRCLE = (
    "The focus goes round {count} elements from here and cannot leave them by keyboard: Tab, Shift+Tab and "
    "Escape stay among them, and no other way out is told"
)
_DIALOG = (
    "The focus stays in this dialog or fixed box, and Escape does not close it. Can it be closed by keyboard?"
)
_WHOLE_PAGE = (
    "The focus goes round in the page and never leaves it. Can the browser's own bar be reached from here?"
)
_BACK_ONLY = (
    "Tab leads no further than this, only Shift+Tab leads away. Is there more, and can it be reached?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at a circle that Tab did not leave, and at what did."""
    loop = page.keyboard.loop if page.keyboard else None
    if loop is None or loop.left_by in ("Escape", "arrow keys") or loop.left_by_named:
        return
    first = loop.members[0]
    at = Place(first.selector, first.snippet)
    is_alone = len(loop.members) == 1
    if is_alone and _has_an_inside(first.snippet):
        return
    if loop.left_by:
        yield CantTell(_BACK_ONLY, at=at)
    elif loop.overlay:
        yield CantTell(_DIALOG, at=at)
    elif is_alone:
        yield Failed(_HELD, at=at)
    elif loop.begins_page or not loop.others:
        yield CantTell(_WHOLE_PAGE, at=at)
    else:
        yield Failed(_CIRCLE, at=at, count=Count(len(loop.members)))


def _has_an_inside(snippet: str) -> bool:
    return snippet.lower().startswith(tuple(f"<{tag}" for tag in _WITH_AN_INSIDE))


def _loop(*members: str, others: int = 3, **facts: object) -> PageEvidence:
    loop = FocusLoop(tuple(map(spot, members)), others, **facts)  # type: ignore[arg-type]  # each example names what it changes
    return walk(*map(stop, members), ended=WalkEnd.LOOP, unvisited=others, loop=loop)


_BACK = "setTimeout(() => this.focus(), 10)"

RULE = Rule(
    title="The keyboard gets stuck",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("2.1.2",),
    act_rules=("80af7b", "a1b64e", "ebe86a"),
    needs=("keyboard",),
    blocker=Blocker.OBSERVED,
    check=check,
    examples=(
        Example("the focus leaves the page at its end", walk(stop()), Inapplicable),
        Example("nothing takes the focus", walk(), Inapplicable),
        Example("a field that takes every Tab", _loop("textarea"), Failed),
        Example("a field that Escape leads out of", _loop("textarea", left_by="Escape"), Inapplicable),
        Example("a field that only Shift+Tab leads out of", _loop("textarea", left_by="Shift+Tab"), CantTell),
        Example("a film, whose own buttons are not seen", _loop("video"), Inapplicable),
        Example("two buttons that pass the focus to each other", _loop("button", "a"), Failed),
        Example("two that do so where the page begins", _loop("button", "a", begins_page=True), CantTell),
        Example("all that there is", _loop("button", "a", others=0), CantTell),
        Example("a dialog without a way out by Escape", _loop("button", "a", overlay=True), CantTell),
        Example("a way out that the page names", _loop("textarea", left_by_named="Ctrl+M"), Inapplicable),
        Example(
            "a button that calls the focus back",
            f'<a href="#">One</a><button onblur="{_BACK}">Two</button><a href="#">Three</a>',
            Failed,
        ),
        Example(
            "a field that writes tabs, and gives the next one free after Escape",
            '<a href="#">One</a><textarea aria-label="Code" onkeydown="'
            "if (event.key === 'Escape') this.free = true; if (event.key === 'Tab' &amp;&amp; !this.free) "
            'event.preventDefault()"></textarea><a href="#">Three</a>',
            Inapplicable,
        ),
        Example(
            "a field that gives the next one free after what the page tells",
            '<p>Ctrl+M leads on from the field.</p><textarea aria-label=Code onkeydown="'
            "if (event.ctrlKey &amp;&amp; event.key === 'm') this.free = true; "
            "if (event.key === 'Tab' &amp;&amp; !this.free) event.preventDefault()\"></textarea>"
            "<a href=#>Three</a>",
            Inapplicable,
        ),
        Example("a page of links", '<a href="#">One</a> <a href="#">Two</a>', Inapplicable),
    ),
)
