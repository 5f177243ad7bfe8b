"""Pictures far down a page must wait until somebody gets there.

Why it matters: most visits end near the top. Who finds the telephone number on the first
screen pays for all pictures of the long page below it.

How to fix it: write `loading="lazy"` on pictures that are not on the first screen.

Source: WHATWG, HTML, 4.8.3, https://html.spec.whatwg.org/multipage/embedded-content.html#attr-img-loading.
How far ahead a lazy picture is fetched anyway, on a slow connection: 2,500 px in Chrome, Google,
Browser-level image lazy loading for the web, https://web.dev/articles/browser-level-image-lazy-loading.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.images import Images, SeenImage
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.sparing import Sparing, arrived, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity

FIRST_SCREEN_PX = 800  # the phone of a visit
AHEAD_PX = 2_500  # see Source
IGNORED_BYTES = 12 * 1_024  # ours: the crest in a footer


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Add up pictures that were fetched at once though a browser would have let them wait."""
    seen = page.images
    if seen is None:
        return
    near = {_file(one) for one in seen.images if one.top_px <= FIRST_SCREEN_PX + AHEAD_PX}
    far = {_file(one) for one in seen.images if not one.is_lazy} - near
    sparings = [Sparing(one, one.wire_bytes) for one in arrived(page.responses) if one.url in far]
    yield judged(
        "Pictures far below the first screen that are fetched at once: {files}, {spared} in all. "
        "The largest is {largest}",
        sparings,
        page.responses,
        ignored_bytes=IGNORED_BYTES,
    )


def _file(image: SeenImage) -> str:
    return image.src.partition("#")[0]


def _page(*tops_px: float, is_lazy: bool = False) -> PageEvidence:
    src = "https://portal.example/fair.jpg"
    images = tuple(
        SeenImage("img", '<img src="fair.jpg">', src, 720, 360, 360, 180, top, is_lazy, False)
        for top in tops_px
    )
    return page(images=Images(2, images), responses=(response(60_000, url=src, mime_type="image/jpeg"),))


RULE = Rule(
    title="Pictures are fetched long before they are reached",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("images", "responses"),
    by_style=True,
    advice=True,
    check=check,
    examples=(
        Example("further down than a browser looks ahead", _page(3_301), Failed),
        Example("within what it looks ahead", _page(3_300), Passed),
        Example("far down, and lazy", _page(3_301, is_lazy=True), Passed),
        Example("far down, and on the first screen too", _page(3_301, 0), Passed),
        Example("nothing answered", page(images=Images(2), responses=()), Inapplicable),
    ),
)
