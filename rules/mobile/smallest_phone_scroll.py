"""A page should fit a window 240 pixels wide without scrolling sideways.

Why it matters: the phones with buttons that poor households share, some with a browser, have screens 240
pixels wide. On them a page is pushed to and fro with four small keys, a bit at a time.

How to fix it: let the named element shrink or wrap: widths in percent, max-width: 100 %, flex-wrap: wrap,
overflow-wrap: anywhere for long words and addresses.

Source: KaiOS, Design guide, UI Component, of its phones with screens of 240 x 320 pixels,
https://developer.kaiostech.com/docs/design-guide/ui-component. No standard asks for less than 320 pixels
(WCAG 1.4.10), so that this is advice. A page that does not fit these is told of by `horizontal-scroll` alone.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.layout import WideElement
from auditor.examples import layout, page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.wide_layout import judge_beside
from auditor.rule import Dimension, Example, Group, Rule, Severity

_TOO_WIDE = (
    "In a window of {window}, that of the smallest phones, the page is {width} wide. "
    "What sticks out most: {parts}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the content's width with that of the window."""
    if page.narrow is not None and page.smallest is not None:
        yield judge_beside(page.narrow, page.smallest, _TOO_WIDE)


def _page(
    smallest_px: int, *, narrow_px: int = 320, two_dimensional: bool = False, overflow_x: str = "visible"
) -> PageEvidence:
    wide = WideElement("nav", "<nav>", 0, smallest_px, scrolls_inside=False, two_dimensional=two_dimensional)
    smallest = layout(240, scroll_width_px=smallest_px, wide_elements=(wide,), overflow_x=overflow_x)
    return page(narrow=layout(320, scroll_width_px=narrow_px), smallest=smallest)


RULE = Rule(
    title="Page scrolls sideways on the smallest phones",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.BASIC_PHONE, Group.SMALL_SCREEN, Group.SHARED_PHONE),
    needs=("narrow", "smallest"),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("fits", _page(240), Passed),
        Example("one pixel of rounding", _page(241), Passed),
        Example("two pixels too wide", _page(242), Failed),
        Example("a wide map", _page(400, two_dimensional=True), Passed),
        Example("cut off instead of scrolled", _page(400, overflow_x="hidden"), Passed),
        Example("too wide for 320 pixels too", _page(400, narrow_px=400), Inapplicable),
        Example("a box 250 px wide", '<div style="width:250px">Text</div>', Failed),
        Example("a box as wide as the window", "<div>Text</div>", Passed),
    ),
)
