"""A page should fit a phone that is held sideways.

Why it matters: people hold a phone sideways to have larger letters, and some cannot turn it, as it is fixed
to a wheelchair. If the page then takes itself for one on a desk, they push each line to and fro.

How to fix it: let the layout follow the width of the window, and set fixed widths of containers only above
the width that they need.

Source: WCAG 2.2, Understanding 1.3.4 Orientation (content is to work either way),
https://www.w3.org/WAI/WCAG22/Understanding/orientation. That nothing scrolls sideways is asked for at
320 pixels alone (1.4.10), so that this, at 800 x 360, is advice. A page that does not fit 320 pixels
is told of by `horizontal-scroll` alone.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.layout import WideElement
from auditor.examples import layout, page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.wide_layout import judge_beside
from auditor.rule import Dimension, Example, Group, Rule, Severity

_TOO_WIDE = (
    "On a phone held sideways, in a window of {window}, the page is {width} wide. "
    "What sticks out most: {parts}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the content's width with that of the window."""
    if page.narrow is not None and page.sideways is not None:
        yield judge_beside(page.narrow, page.sideways, _TOO_WIDE)


def _page(sideways_px: int, *, narrow_px: int = 320) -> PageEvidence:
    wide = WideElement("nav", "<nav>", 0, sideways_px, scrolls_inside=False, two_dimensional=False)
    sideways = layout(800, scroll_width_px=sideways_px, wide_elements=(wide,))
    return page(narrow=layout(320, scroll_width_px=narrow_px), sideways=sideways)


RULE = Rule(
    title="Page scrolls sideways on a phone held sideways",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LIMITED_MOVEMENT, Group.LOW_VISION),
    needs=("narrow", "sideways"),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("fits", _page(801), Passed),
        Example("two pixels too wide", _page(802), Failed),
        Example("too wide for 320 pixels too", _page(802, narrow_px=802), Inapplicable),
        Example(
            "fixed as soon as there are 700 px",
            "<style>@media (min-width: 700px) { div { width: 960px } }</style><div>Text</div>",
            Failed,
        ),
    ),
)
