"""What a page is about must begin on the first screen of a phone.

Why it matters: on a phone with keys each link before the text is a press, and each screen of 320 pixels many.
People who see nothing but banners and menus after the page has loaded think that it is the wrong page.

How to fix it: fold menus up behind a button on narrow screens, make banners low, and put the heading and the
first sentence before pictures, news and search.

Source: KaiOS developers, design for 240 x 320 px and a D-pad, https://developer.kaiostech.com/docs/; the
limit is the height of this project's phone, 800 px. A skip link spares the presses, but not the screens.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.targets import Targets
from auditor.examples import page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Pixels
from auditor.rule import Dimension, Example, Group, Rule, Severity

SCREEN_PX = 800  # see Source
SMALL_SCREEN_PX = 320  # of a phone with keys


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare where the main part's text or the first heading begins with the height of the screen."""
    targets = page.targets
    if targets is None or targets.content_top_px is None:
        return
    if targets.content_top_px < SCREEN_PX:
        yield Passed()
        return
    yield Failed(
        "On a phone the page's own text begins {top} down, below the first screen of {limit}: {screens} "
        "screens of {small} are scrolled through, and {links} links and buttons come before",
        top=Pixels(targets.content_top_px),
        limit=Pixels(SCREEN_PX),
        screens=Count(int(targets.content_top_px // SMALL_SCREEN_PX)),
        small=Pixels(SMALL_SCREEN_PX),
        links=Count(targets.before_content),
    )


def _begins(at_px: float | None) -> PageEvidence:
    return page(targets=Targets(count=9, content_top_px=at_px, before_content=9))


_MENU = f"<nav>{'<a href=/a style=display:block;height:40px>A</a>' * 20}</nav>"

RULE = Rule(
    title="Page's own text begins below the first screen",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.BASIC_PHONE, Group.SMALL_SCREEN, Group.LOW_LITERACY),
    needs=("targets",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("one pixel before", _begins(799), Passed),
        Example("at the end of the first screen", _begins(800), Failed),
        Example("nobody says where it begins", _begins(None), Inapplicable),
        Example("after a long menu", f"{_MENU}<main><p>Register a birth", Failed),
        Example("before a long menu", f"<main><p>Register a birth</main>{_MENU}", Passed),
        Example("a heading above the main part", f"<h1>Births</h1>{_MENU}<main><p>Register a birth", Passed),
    ),
)
