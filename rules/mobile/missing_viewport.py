"""A page must take the width of the screen that it is read on.

Why it matters: without a viewport that follows the screen, a phone lays the page out as wide as a desk's
monitor and shrinks it. Its text is too small to read, and whoever zooms in has to push each line to and fro.
Each tap is answered late, too: the browser waits a third of a second to see whether a second tap asks to
zoom. Whoever is not sure taps again.

How to fix it: put <meta name="viewport" content="width=device-width, initial-scale=1">
into the head of every page, and lay the page out so that it fits.

Source: W3C, CSS Viewport Module Level 1 (without a viewport, phones lay pages out at 980 to 1024 pixels; how
the meta element is read), https://www.w3.org/TR/css-viewport-1/. Lighthouse, audit "viewport" (a scale under
1 fails too), https://developer.chrome.com/docs/lighthouse/best-practices/viewport. Chrome, 300ms tap delay,
gone away (by the same meta element), https://developer.chrome.com/blog/300ms-tap-delay-gone-away.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import head, page
from auditor.outcome import Failed, Outcome, Passed, Place
from auditor.page.viewport import leading_number, viewport_properties
from auditor.rule import Dimension, Example, Group, Rule, Severity

_FULL_SCALE = 1


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Read the viewport as browsers do: the last of equal properties decides."""
    if page.head is None:
        return
    viewport = page.head.viewport
    if viewport is None:
        yield Failed("The page does not say that it fits small screens: it has no viewport", at=Place("head"))
    elif _follows_the_screen(viewport):
        yield Passed()
    else:
        yield Failed(
            "The viewport is {viewport}, not the width of the screen",
            at=Place("meta[name=viewport]", viewport),
            viewport=viewport or "empty",
        )


def _follows_the_screen(viewport: str) -> bool:
    properties = viewport_properties(viewport)
    scale = leading_number(properties.get("initial-scale"))
    if properties.get("width") == "device-width":
        return scale is None or scale >= _FULL_SCALE
    return "width" not in properties and scale is not None and scale >= _FULL_SCALE


def _with(viewport: str | None) -> PageEvidence:
    return page(head=head(viewport=viewport))


RULE = Rule(
    title="Page does not take the width of the screen",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LOW_VISION),
    needs=("head",),
    check=check,
    examples=(
        Example("width of the device", _with("width=device-width, initial-scale=1"), Passed),
        Example("semicolon and capitals", _with("Initial-Scale=1.0; WIDTH = Device-Width"), Passed),
        Example("full scale alone", _with("initial-scale=1"), Passed),
        Example("half scale shows twice the width", _with("width=device-width, initial-scale=0.5"), Failed),
        Example("width in pixels", _with("width=980"), Failed),
        Example("a later width decides", _with("width=device-width, width=980"), Failed),
        Example("colon for equals sign", _with("width:device-width"), Failed),
        Example("only a word on zoom", _with("user-scalable=yes"), Failed),
        Example("empty", _with(""), Failed),
        Example("no viewport", _with(None), Failed),
        Example("a whole page without one", "<!doctype html><html lang=en><title>A</title><p>Text", Failed),
    ),
)
