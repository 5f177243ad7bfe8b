"""Pictures can be sent in a format that takes a quarter less.

Why it matters: pictures are most of what a page weighs. The same picture in a newer format
costs less data and looks no worse.

How to fix it: save photographs as WebP or AVIF, drawings as WebP or SVG; most systems for web
sites do so by a setting. Browsers that know neither get the old file through `<picture>`.

Source: Google, WebP: lossy pictures are 25 to 34 % smaller than JPEG of the same quality,
lossless ones 26 % smaller than PNG, https://developers.google.com/speed/webp. Counted are
the lower figures; what one file gains depends on how well it was saved.
"""

from collections.abc import Iterator

from auditor.cost.smaller import spared_as_webp
from auditor.evidence import PageEvidence
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.sparing import Sparing, arrived, is_own, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Estimate what WebP would take off the portal's own JPEG and PNG pictures."""
    sparings = [
        Sparing(one, spared)
        for one in arrived(page.responses)
        if is_own(one) and (spared := spared_as_webp(one))
    ]
    yield judged(
        "Pictures sent as JPEG or PNG: {files}. As WebP the page would be about {spared} lighter, "
        "{largest} above all",
        sparings,
        page.responses,
    )


def _page(mime_type: str, body_bytes: int = 100_000) -> PageEvidence:
    return page(responses=(response(body_bytes, mime_type=mime_type),))


RULE = Rule(
    title="Pictures are in an old format",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("a photograph as JPEG", _page("image/jpeg"), Failed),
        Example("a large drawing as PNG", _page("image/png"), Failed),
        Example("as WebP", _page("image/webp"), Passed),
        Example("a small icon as PNG", _page("image/png", 4_095), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
