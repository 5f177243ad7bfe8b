"""Bars that stay in the window must not lie over what stands at the top or the end of the page.

Why it matters: what is under a bar in the middle of a page comes out when it is pushed on. At the end of the
page nothing more can be pushed. The last line, a button to send or the address in the footer stays under the
bar, and a thumb cannot get to it.

How to fix it: give the page as much room at its end (padding-bottom on the body) as the bar at the bottom is
high. At its top, give it as much as the header is high.

Source: WCAG 2.2, success criterion 2.4.11 Focus Not Obscured, of which Understanding says why (for those who
use a keyboard), https://www.w3.org/WAI/WCAG22/Understanding/focus-not-obscured-minimum. Here it is asked for
touch and for text, in a window of 360 x 800 at the top and at the end of the page. Nine points of each
element are looked at. What lies under a notice on cookies or a dialog comes out once that is answered, and is
not counted.
"""

from collections.abc import Iterator
from itertools import groupby

from auditor.evidence import PageEvidence
from auditor.evidence.screen import CoveredElement, Screen, StayingBox
from auditor.examples import page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.staying import bars_of, covered_by_bars, notices_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

_TOP = "At the top of the page, {by} lies over “{words}” on a phone, and no scrolling brings it out"
_END = "At the end of the page, {by} lies over “{words}” on a phone, and no scrolling brings it out"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what is under bars where the page cannot be scrolled on."""
    screens = page.screens or ()
    notices = notices_of(screens)
    stays = any(bars_of(screen, notices) for screen in screens)
    found = False
    for screen in screens:
        for by, elements in groupby(covered_by_bars(screen, screens), key=lambda element: element.by):
            found = True
            first, *others = elements
            yield Failed(
                _END if screen.scrolled_px else _TOP,
                at=Place(first.selector, first.snippet),
                elements=1 + len(others),
                by=by,
                words=first.words,
            )
    if not found:
        yield Passed() if stays else Inapplicable()


def _page(*covered: CoveredElement, scrolled_px: int = 900, share: float = 0.1) -> PageEvidence:
    bar = StayingBox("#bar", "<div>", "Menu", "fixed", False, 0, 720, 360, 800, share, 4, 3)
    top = Screen(360, 800, 0, 2_000, (bar,))
    return page(screens=(top, Screen(360, 800, scrolled_px, 2_000, (bar,), covered)))


_LINK = CoveredElement("a", "<a>", "Send", "#bar", control=True)
_BAR = '<div style="position:fixed;bottom:0;left:0;right:0;height:60px;background:#fff">Menu</div>'
_TEXT = "<p>The town hall is open on weekdays.</p>" * 60

RULE = Rule(
    title="Bar lies over the beginning or the end of the page",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LIMITED_MOVEMENT),
    needs=("screens",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing is under the bar", _page(), Passed),
        Example("a link at the end", _page(_LINK), Failed),
        Example("a link at the top", _page(_LINK, scrolled_px=0), Failed),
        Example("a link under a notice", _page(_LINK, share=0.6), Inapplicable),
        Example("nothing stays", page(screens=(Screen(360, 800),)), Inapplicable),
        Example(
            "a button at the end under a bar",
            f"<body style='margin:0'>{_TEXT}<button style='display:block'>Send</button>{_BAR}",
            Failed,
        ),
        Example(
            "a button above room for the bar",
            f"<body style='margin:0 0 60px'>{_TEXT}<button style='display:block'>Send</button>{_BAR}",
            Passed,
        ),
    ),
)
