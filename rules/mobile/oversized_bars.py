"""Bars that stay in the window must leave most of a phone's screen to the text.

Why it matters: a header that follows down the page, a row of buttons at the bottom and a chat button take the
same lines from each screen. On a small phone, and above all on one held sideways, two or three lines of text
are left between them. Whoever reads slowly loses the place at each push.

How to fix it: let bars scroll away with the page where the screen is low (position: static within @media
(max-height: 500px)). Make the bars one line high, and let the menu open on demand.

Source: Coalition for Better Ads, Better Ads Standards, Large Sticky Ads (mobile: what sticks and takes more
than 30 % of the screen is what people bear least), https://www.betterads.org/mobile-large-sticky-ad/. Half of
the screen of a phone held sideways is our assumption, as no source gives a figure. W3C, technique C34, Using
media queries to un-fix sticky headers, https://www.w3.org/WAI/WCAG22/Techniques/css/C34. Looked at are
windows of 360 x 800 and 800 x 360; a bar that only the second one has is not found.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.screen import Screen, StayingBox
from auditor.examples import page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Share, excess
from auditor.page.staying import bars_of, is_sideways, notices_of, place_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_SHARE = 0.3  # Better Ads Standards, see Source
SIDEWAYS_LIMIT_SHARE = 0.5  # our assumption

_UPRIGHT = "On a phone, bars that stay take {share} of the screen, over {limit}: {parts}"
_SIDEWAYS = "On a phone held sideways, bars that stay take {share} of the screen, over {limit}: {parts}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Take for each way to hold the phone the screen that is filled most."""
    screens = page.screens or ()
    notices = notices_of(screens)
    for sideways, limit, message in ((False, LIMIT_SHARE, _UPRIGHT), (True, SIDEWAYS_LIMIT_SHARE, _SIDEWAYS)):
        seen = [bars_of(screen, notices) for screen in screens if is_sideways(screen) is sideways]
        fullest = max(seen, key=_share, default=[])
        if not fullest:
            yield Inapplicable()
        elif _share(fullest) > limit:
            largest = sorted(fullest, key=lambda bar: bar.share, reverse=True)
            yield Failed(
                message,
                at=place_of(largest[0]),
                share=Share(_share(fullest)),
                limit=Share(limit),
                parts=", ".join(bar.selector for bar in largest[:3]),
            ).by(excess(_share(fullest), limit))
        else:
            yield Passed()


def _share(bars: list[StayingBox]) -> float:
    return sum(bar.share for bar in bars)


def _bar(share: float, selector: str = "header", **facts: object) -> StayingBox:
    known = {"words": "Town hall", "position": "fixed", "dialog": False, "text_chars": 9}
    edges = {"left_px": 0, "top_px": 0, "right_px": 360, "bottom_px": 800 * share}
    return StayingBox(selector, f"<{selector}>", share=share, **(known | edges | facts))  # type: ignore[arg-type]  # for brevity


def _page(*bars: StayingBox, sideways: bool = False) -> PageEvidence:
    held = Screen(800, 360, 0, 500, bars) if sideways else Screen(360, 800, 400, 500, bars)
    return page(screens=(Screen(360, 800, 0, 500), held))


_TEXT = "<p>The town hall is open on weekdays.</p>" * 60
_STICKY = "position:sticky;top:0;background:#fff"

RULE = Rule(
    title="Bars take too much of a phone's screen",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LOW_VISION, Group.COGNITION),
    needs=("screens",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing stays", _page(), Inapplicable),
        Example("30 % of the screen", _page(_bar(0.3)), Passed),
        Example("more than 30 %, by two bars", _page(_bar(0.2), _bar(0.11, "footer")), Failed),
        Example("half of a screen held sideways", _page(_bar(0.5), sideways=True), Passed),
        Example("more than half of it", _page(_bar(0.51), sideways=True), Failed),
        Example("the page itself", _page(_bar(1, "main", text_chars=400)), Inapplicable),
        Example(
            "a header of five lines that follows down the page",
            f'<header style="height:200px;{_STICKY}">Town hall</header>{_TEXT}',
            Failed,
        ),
        Example("one of a line", f'<header style="height:50px;{_STICKY}">Town hall</header>{_TEXT}', Passed),
        Example(
            "one that scrolls away", f'<header style="height:500px">Town hall</header>{_TEXT}', Inapplicable
        ),
    ),
)
