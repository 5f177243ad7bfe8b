"""A notice that lies over a page must leave most of a phone's screen to the page.

Why it matters: who follows a link on a phone and meets a wall of words on cookies does not know whether the
page is the right one. Whoever reads badly, or in a second language, turns back.

How to fix it: ask in one sentence with two buttons, in a strip at the bottom, and put the rest behind a
link. Ask for nothing that the page does not need: without cookies that follow people, no consent has to be
asked for.

Source: Google, Avoid intrusive interstitials and dialogs (what covers the content after arriving; notices
that the law demands are excepted, and so this is advice),
https://developers.google.com/search/docs/appearance/avoid-intrusive-interstitials. The limit: Coalition for
Better Ads, Large Sticky Ads, 30 % of a phone's screen, https://www.betterads.org/mobile-large-sticky-ad/.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.screen import Screen, StayingBox
from auditor.examples import page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Share
from auditor.page.staying import COVERS, leads_to_app, notices_of, place_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_SHARE = 0.3  # Better Ads Standards, see Source

_TOO_LARGE = "On arrival, this lies over {share} of a phone's screen, over {limit}: “{words}”"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at each notice; the one of an app that covers the page is another rule's."""
    notices = [
        box for box in notices_of(page.screens or ()) if not (leads_to_app(box) and box.share > COVERS)
    ]
    for box in notices:
        if box.share > LIMIT_SHARE:
            share, limit = Share(box.share), Share(LIMIT_SHARE)
            yield Failed(_TOO_LARGE, at=place_of(box), share=share, limit=limit, words=box.words)
        else:
            yield Passed()
    if not notices:
        yield Inapplicable()


def _page(
    share: float,
    words: str = "This site uses cookies",
    *,
    links: tuple[str, ...] = (),
    dialog: bool = False,
) -> PageEvidence:
    box = StayingBox("#notice", "<div>", words, "fixed", dialog, 0, 0, 360, 800 * share, share, 30, 2, links)
    return page(screens=(Screen(360, 800, 0, 2_000, (box,)),))


_TEXT = "<p>The town hall is open on weekdays.</p>" * 10
_STORE = "https://play.google.com/store/apps/details?id=town"

RULE = Rule(
    title="Notice covers much of a phone's screen",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.COGNITION, Group.LOW_LITERACY),
    needs=("screens",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("30 % of the screen", _page(0.3), Passed),
        Example("more than 30 %", _page(0.31), Failed),
        Example("a bar with other words", _page(0.31, "Town hall"), Inapplicable),
        Example("a dialog with other words", _page(0.31, "New hours", dialog=True), Failed),
        Example("other words over no more than half", _page(0.5, "New hours"), Inapplicable),
        Example("other words over half of the screen", _page(0.51, "New hours"), Failed),
        Example("an app over half of the screen", _page(0.51, links=(_STORE,)), Inapplicable),
        Example(
            "a dialog over most of the page",
            f'{_TEXT}<p role="dialog" style="position:fixed;inset:100px 0 0;background:#fff">New hours</p>',
            Failed,
        ),
        Example(
            "a strip on cookies",
            f'{_TEXT}<div style="position:fixed;inset:auto 0 0;height:60px;background:#fff">Cookies</div>',
            Passed,
        ),
    ),
)
