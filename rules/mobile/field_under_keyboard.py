"""A field must be in sight while somebody types into it, with a phone's keyboard up.

Why it matters: the keyboard takes a third of a phone's screen. If the field lies behind it, people type
blindly, do not see their mistakes, and leave. The same happens where nothing is left between a bar at the top
and one at the bottom.

How to fix it: let the page scroll, boxes that lie over it too (overflow: auto, max-height in dvh). Let bars
scroll away with the page while somebody types, and do not ask for a keyboard that lies over the page.

Source: the keyboard is Android's own on a small phone, 246 px high. That is its keys (205.6 dp) and the words
above them (40 dp): AOSP LatinIME, res/values/config.xml, as in
https://github.com/openboard-team/openboard/blob/master/app/src/main/res/values/config.xml. Where it lies over
the page, and where it makes the window smaller: CSS Viewport Module Level 1, interactive-widget,
https://www.w3.org/TR/css-viewport-1/; Chrome, viewport resize behavior,
https://developer.chrome.com/blog/viewport-resize-behavior. In Chrome before 108 it made the window smaller,
and since then it moves the page up, as Safari does. Fields are scrolled to in a window of 360 x 800 and in
one of 360 x 554. They get no focus, and what scripts do when they get it is not seen. Dialogs that are closed
when the page has loaded are not looked at.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.typed import TypedField, Typing
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Pixels, Place
from auditor.page.viewport import viewport_properties
from auditor.rule import Dimension, Example, Group, Rule, Severity

_UNDER = (
    "“{label}” stays under the keyboard, which the page has lie over it: it cannot be scrolled above "
    "{bottom} of {height}"
)
_COVERED = "With the keyboard up, the page is {left} high, and {by} lies over “{label}”"
_CUT_OFF = "With the keyboard up, the page is {left} high, and “{label}” cannot be scrolled into sight"
_IS_COVERED = (
    "Where the keyboard makes the page smaller, as in Chrome before 108, {by} lies over “{label}”. Is that "
    "so on an older phone?"
)
_IS_CUT_OFF = (
    "Where the keyboard makes the page smaller, as in Chrome before 108, “{label}” cannot be scrolled into "
    "sight. Is that so on an older phone?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare where fields can be seen with a keyboard and without; what is never seen is passed over."""
    typing = page.typing
    if typing is None or page.head is None:
        return
    widget = viewport_properties(page.head.viewport or "").get("interactive-widget", "")
    fields = [field for field in typing.fields if field.is_seen]
    if not fields:
        yield Inapplicable()
    for field in fields:
        yield _outcome(field, typing, widget)


def _outcome(field: TypedField, typing: Typing, widget: str) -> Outcome:
    left_px = typing.height_px - typing.keyboard_px
    at = Place(field.selector, field.snippet)
    if typing.overlays or widget == "overlays-content":
        if field.bottom_px <= left_px:
            return Passed()
        bottom, height = Pixels(round(field.bottom_px)), Pixels(typing.height_px)
        return Failed(_UNDER, at=at, label=field.label, bottom=bottom, height=height)
    if field.is_seen_above:
        return Passed()
    if widget == "resizes-content":
        message = _COVERED if field.by else _CUT_OFF
        return Failed(message, at=at, label=field.label, by=field.by, left=Pixels(left_px))
    return CantTell(_IS_COVERED if field.by else _IS_CUT_OFF, at=at, label=field.label, by=field.by)


def _page(viewport: str = "", *, overlays: bool = False, **facts: object) -> PageEvidence:
    known = {"is_seen": True, "bottom_px": 300.0, "is_seen_above": True}
    field = TypedField("input", "<input>", "Name", **(known | facts))  # type: ignore[arg-type]  # for brevity
    return page(
        head=head(viewport=f"width=device-width{viewport}"), typing=Typing(800, 246, overlays, (field,))
    )


_OVER, _SMALLER = ", interactive-widget=overlays-content", ", interactive-widget=resizes-content"
_BOX = "position:fixed;inset:0;overflow:hidden"
_FIELD = "<label>Name<input style='position:absolute;left:9px;bottom:9px'></label>"

RULE = Rule(
    title="Field is hidden while somebody types into it",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LOW_LITERACY, Group.COGNITION),
    needs=("typing", "head"),
    by_style=True,
    advice=True,
    check=check,
    examples=(
        Example("in sight", _page(), Passed),
        Example("under a keyboard that lies over the page", _page(_OVER, bottom_px=555.0), Failed),
        Example("above it", _page(_OVER, bottom_px=554.0), Passed),
        Example(
            "under one that a script asked to lie over it", _page(overlays=True, bottom_px=555.0), Failed
        ),
        Example("as low where the browser moves the page up", _page(bottom_px=555.0), Passed),
        Example("cut off where the page asks for less", _page(_SMALLER, is_seen_above=False), Failed),
        Example("under a bar where browsers do so", _page(is_seen_above=False, by="header"), CantTell),
        Example("never in sight", _page(is_seen=False, is_seen_above=False), Inapplicable),
        Example("no field", page(head=head(), typing=Typing(800, 246, overlays=False)), Inapplicable),
        Example("a field in the text", "<main><label>Name<input></label></main>", Passed),
        Example(
            "at the end of a box that is as high as the window and cut off",
            f"<div style='{_BOX}'><div style='height:780px;position:relative'>{_FIELD}</div></div>",
            Passed,
        ),
        Example(
            "between bars that take all of what is left",
            "<header style='position:fixed;top:0;left:0;right:0;height:330px;background:red'>A</header>"
            "<footer style='position:fixed;bottom:0;left:0;right:0;height:300px;background:red'>A</footer>"
            f"<main style='padding:400px 9px 900px'>{_FIELD.replace('position:absolute;', '')}</main>",
            CantTell,
        ),
    ),
)
