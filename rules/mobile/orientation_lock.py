"""A page must be usable however the phone is held, upright or sideways.

Why it matters: a phone that is fixed to a wheelchair cannot be turned. A page that shows its text
on its side, or only asks to turn the phone, is closed to whoever cannot turn it.

How to fix it: take out the CSS that turns the page or hides it for one orientation, and let the
layout adapt to the width that there is.

Source: WCAG 2.2, success criterion 1.3.4 Orientation, https://www.w3.org/TR/WCAG22/#orientation. Its failures
F97 (the page is locked) and F100 (a message asks to turn the device),
https://www.w3.org/WAI/WCAG22/Techniques/failures/F100. ACT rule b33eff (a quarter turn), of which axe-core's
css-orientation-lock allows a difference of 2 degrees.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.resized import Held
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_QUARTER_DEG = 90
_TOLERANCE_DEG = 2
_MESSAGE_CHARS = 300  # as long as a request to turn the phone may be, in two languages: our choice
_TIMES_AS_MUCH = 5  # the text that the page shows when it is held the other way: our choice

_SIDES = ("upright", "sideways")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what is shown upright with what is shown sideways."""
    if page.held is None or len(page.held) < len(_SIDES):
        return
    upright, sideways, *again = page.held
    if not upright.text_chars and not sideways.text_chars:
        yield Inapplicable()
    elif _is_turned(upright, sideways):
        yield _turned(upright, sideways)
    elif _is_message(sideways, instead_of=upright):
        yield _message(sideways, upright, side=1)
    elif _is_message(upright, instead_of=sideways) and all(_is_same(upright, later) for later in again):
        yield _message(upright, sideways, side=0)
    else:
        yield Passed()


def _is_turned(upright: Held, sideways: Held) -> bool:
    if upright.turned_deg is None or sideways.turned_deg is None:
        return False
    between = abs(upright.turned_deg - sideways.turned_deg) % 360
    return any(abs(between - turn) <= _TOLERANCE_DEG for turn in (_QUARTER_DEG, 3 * _QUARTER_DEG))


def _turned(upright: Held, sideways: Held) -> Outcome:
    side = int(_lean(sideways.turned_deg or 0) > _lean(upright.turned_deg or 0))
    return Failed("On a phone held {side}, the page lies on its side", at=Place("html"), side=_SIDES[side])


def _lean(turned_deg: float) -> float:
    """Tell how far a line of text is from level, whichever way up."""
    return min(turned_deg % 180, -turned_deg % 180)


def _is_message(held: Held, *, instead_of: Held) -> bool:
    """Tell that nothing is shown but a few words that lead nowhere, where otherwise there is a page."""
    return (
        held.controls == 0
        and held.text_chars <= _MESSAGE_CHARS
        and instead_of.text_chars >= _MESSAGE_CHARS
        and instead_of.text_chars >= held.text_chars * _TIMES_AS_MUCH
    )


def _is_same(held: Held, later: Held) -> bool:
    return (held.selector, held.words) == (later.selector, later.words)


def _message(held: Held, other: Held, *, side: int) -> Outcome:
    place = Place(held.selector, held.snippet or held.words)
    if not held.text_chars:
        return CantTell(
            "On a phone held {side} no text is to be seen, and held {other_side} {count} letters. "
            "Does the page ask to turn the phone?",
            at=place,
            side=_SIDES[side],
            other_side=_SIDES[1 - side],
            count=Count(other.text_chars),
        )
    return Failed(
        "On a phone held {side}, all that the page shows is: “{words}”",
        at=place,
        side=_SIDES[side],
        words=held.words,
    )


def _held(
    text_chars: int = 2_000, *, controls: int = 20, turned_deg: float = 0, words: str = "Births"
) -> Held:
    return Held(360, 800, turned_deg if text_chars else None, text_chars, controls, words, "body", "")


def _page(*held: Held) -> PageEvidence:
    return page(held=held)


_ASKS = _held(60, controls=0, words="Please turn your phone")
_TEXT = "<main><h1>Births</h1><p>" + "Register a birth at the town hall within three days. " * 12 + "</main>"


def _styled(css: str, body: str = _TEXT) -> str:
    return f"<style>{css}</style>{body}"


_VEIL = "#turn{position:fixed;inset:0;background:#fff;display:none}"
_VEILED = f'{_TEXT}<div id="turn">Please turn your phone</div>'


RULE = Rule(
    title="Page is only usable with the phone held one way",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.LOW_VISION),
    criteria=("1.3.4",),
    act_rules=("b33eff",),
    needs=("held",),
    by_style=True,
    check=check,
    examples=(
        Example("the same both ways", _page(_held(), _held(), _held()), Passed),
        Example("a quarter turn", _page(_held(), _held(turned_deg=-90), _held()), Failed),
        Example("two degrees off a quarter turn", _page(_held(), _held(turned_deg=88), _held()), Failed),
        Example("three degrees off", _page(_held(), _held(turned_deg=87), _held()), Passed),
        Example("upside down, which phones right", _page(_held(), _held(turned_deg=180), _held()), Passed),
        Example("turned both ways alike", _page(*[_held(turned_deg=90)] * 3), Passed),
        Example("a message instead of the page", _page(_held(), _ASKS, _held()), Failed),
        Example("a message that was gone later", _page(_ASKS, _held(), _held()), Passed),
        Example("a message that came again", _page(_ASKS, _held(), _ASKS), Failed),
        Example("a question with buttons", _page(_held(), _held(60, controls=2), _held()), Passed),
        Example("a picture instead of the page", _page(_held(), _held(0, controls=0), _held()), CantTell),
        Example("a short page", _page(*[_held(60, controls=0)] * 3), Passed),
        Example("no text", _page(*[_held(0, controls=0)] * 3), Inapplicable),
        Example("a page as others", _TEXT, Passed),
        Example(
            "turned by CSS when it is held upright",
            _styled("@media (orientation: portrait) { html { rotate: 90deg } }"),
            Failed,
        ),
        Example(
            "its only column turned when it is held sideways",
            _styled("@media (orientation: landscape) { main { transform: rotate(-90deg) } }"),
            Failed,
        ),
        Example(
            "covered by a request to turn the phone",
            _styled(_VEIL + "@media (orientation: landscape) { #turn { display: block } }", _VEILED),
            Failed,
        ),
        Example("such a request that is never shown", _styled(_VEIL, _VEILED), Passed),
        Example(
            "hidden, but for a request",
            _styled(
                "@media (orientation: landscape) { main { display: none } }", f"{_TEXT}<b>Turn the phone</b>"
            ),
            Failed,
        ),
    ),
)
