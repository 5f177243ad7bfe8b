"""Pictures must not be larger than they are shown.

Why it matters: a phone that shows a picture as wide as itself needs no more pixels than it
has. What is sent beyond them is paid for and thrown away, and with photographs straight from
a camera it is most of the page.

How to fix it: keep each picture in several widths and let the phone choose, by `srcset` and
`sizes`; most systems for web sites make these files by themselves.

Source: WHATWG, HTML, 4.8.4.2, https://html.spec.whatwg.org/multipage/images.html#adaptive-images. As in
Lighthouse's audit uses-responsive-images, bytes are taken to grow with the number of pixels. Under 4 KiB too
much (12 KiB where there is a choice of sizes) nothing is said, as there,
https://github.com/GoogleChrome/lighthouse/blob/main/core/audits/byte-efficiency/uses-responsive-images.js.
The bytes of PNG and GIF, which keep drawings, are taken to grow with the width alone. Of twelve pictures that
were made smaller by hand, photographs lost about as much as foretold (66 to 89 % against 72 to 84), and
drawings less. A tenth more in width than is needed is let be, by our choice.
"""

from collections.abc import Iterator

from auditor.cost.smaller import fitting_part, largest_drawn
from auditor.evidence import PageEvidence, Response
from auditor.evidence.images import Images, SeenImage
from auditor.examples import page, response
from auditor.outcome import Bytes, Count, Failed, Inapplicable, Outcome, Passed, Pixels, Place
from auditor.page.sparing import IGNORED_BYTES, arrived, named
from auditor.rule import Dimension, Example, Group, Rule, Severity

IGNORED_WITH_CHOICE_BYTES = 12 * 1_024


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the pixels of each file with those of the screen that it fills where it is largest."""
    seen = page.images
    if seen is None:
        return
    files = {one.url.partition("#")[0]: one for one in arrived(page.responses)}
    largest = largest_drawn(seen, files)
    if not largest:
        yield Inapplicable()
    for src, image in largest.items():
        yield _judged(image, files[src], seen.pixel_ratio)


def _judged(image: SeenImage, file: Response, pixel_ratio: float) -> Outcome:
    shrinks_to = fitting_part(image, file.mime_type, pixel_ratio)
    spared_bytes = file.wire_bytes * (1 - shrinks_to)
    if spared_bytes < (IGNORED_WITH_CHOICE_BYTES if image.has_choice else IGNORED_BYTES):
        return Passed()
    return Failed(
        "{name} is {width} pixels wide and shown over {shown}, for which {needed} pixels do: "
        "{spared} of its {size} could be spared",
        at=Place(image.selector, image.snippet),
        name=named(file),
        width=Count(image.file_width_px),
        shown=Pixels(image.drawn_width_px),
        needed=Count(image.drawn_width_px * pixel_ratio),
        spared=Bytes(spared_bytes),
        size=Bytes(file.wire_bytes),
    ).by(1 - shrinks_to)


def _page(
    file_width_px: float, *, wire_bytes: int = 100_000, choice: bool = False, drawing: bool = False
) -> PageEvidence:
    src = "https://portal.example/town-hall.jpg"
    image = SeenImage(
        "img", '<img src="town-hall.jpg">', src, file_width_px, file_width_px / 2, 360, 180, 0, False, choice
    )
    mime_type = "image/svg+xml" if drawing else "image/jpeg"
    return page(images=Images(2, (image,)), responses=(response(wire_bytes, url=src, mime_type=mime_type),))


RULE = Rule(
    title="Picture is larger than it is shown",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("images", "responses"),
    by_style=True,
    advice=True,
    check=check,
    examples=(
        Example("twice as wide as the screen's pixels", _page(1_440), Failed),
        Example("a tenth wider than the screen's pixels", _page(792), Passed),
        Example("as wide as the screen's pixels", _page(720), Passed),
        Example("narrower than the screen's pixels", _page(360), Passed),
        Example("twice as wide, and small all the same", _page(1_440, wire_bytes=5_000), Passed),
        Example("the nearest of several sizes", _page(760, choice=True), Passed),
        Example("a drawing", _page(1_440, drawing=True), Inapplicable),
        Example("no pictures", page(images=Images(2), responses=()), Inapplicable),
    ),
)
