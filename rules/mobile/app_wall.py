"""A page must not be covered by an invitation to get an app.

Why it matters: an app costs data to fetch and room to keep, needs an account with a shop and a phone that
is not too old. Who meets the invitation instead of the page, and cannot or will not follow it, may take the
service for closed.

How to fix it: show the page, and put the app into a line of it, or into a strip at the edge that needs no
answer.

Source: Google, Avoid intrusive interstitials and dialogs, which names what covers the content on arriving
from a search, https://developers.google.com/search/docs/appearance/avoid-intrusive-interstitials. Invitations
are known by their links to shops of apps. That they cover a page where they are on top of more than half of
the screen is our choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.screen import Screen, StayingBox
from auditor.examples import page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Share
from auditor.page.staying import COVERS, leads_to_app, notices_of, place_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

_COVERED = "On arrival, {share} of a phone's screen is covered by an invitation to get an app: “{words}”"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for links to shops of apps in what lies over the page."""
    screens = page.screens or ()
    to_apps = [box for screen in screens[:1] for box in screen.boxes if leads_to_app(box)]
    walls = [box for box in notices_of(screens) if leads_to_app(box) and box.share > COVERS]
    for box in walls:
        yield Failed(_COVERED, at=place_of(box), share=Share(box.share), words=box.words)
    if not walls:
        yield Passed() if to_apps else Inapplicable()


def _page(share: float, link: str) -> PageEvidence:
    box = StayingBox(
        "#app", "<div>", "Get our app", "fixed", False, 0, 0, 360, 800 * share, share, 11, 2, (link,)
    )
    return page(screens=(Screen(360, 800, 0, 2_000, (box,)),))


_GOOGLE, _APPLE = "https://play.google.com/store/apps/details?id=town", "https://apps.apple.com/app/id1"

RULE = Rule(
    title="Invitation to an app covers the page",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.PREPAID_DATA, Group.SHARED_PHONE, Group.LOW_LITERACY),
    needs=("screens",),
    by_style=True,
    check=check,
    examples=(
        Example("half of the screen", _page(0.5, _GOOGLE), Passed),
        Example("more than half of it", _page(0.51, _GOOGLE), Failed),
        Example("in another shop", _page(0.51, _APPLE), Failed),
        Example("no shop", _page(0.51, "https://portal.example/app"), Inapplicable),
        Example(
            "over a page",
            "<p>The town hall is open on weekdays.</p>" * 10
            + f'<div style="position:fixed;inset:0;background:#fff"><a href="{_APPLE}">Get our app</a></div>',
            Failed,
        ),
    ),
)
