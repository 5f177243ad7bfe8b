"""Video and sound must wait until somebody asks for them.

Why it matters: half a minute of video is as heavy as all pages of a service together. Who
came for a form pays for a film about the town hall, whether they watch it or not.

How to fix it: take `autoplay` off, write `preload="none"` on audio and video, and show a
picture (`poster`) that starts them when it is pressed.

Source: WHATWG, HTML, 4.8.11.5, https://html.spec.whatwg.org/multipage/media.html#attr-media-preload:
with `none` nothing is fetched before the recording is started.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.network import over_the_network
from auditor.page.sparing import Sparing, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Add up what recordings transfer while nobody has started them."""
    carried = over_the_network(page.responses)
    sparings = [Sparing(one, one.wire_bytes) for one in carried if one.kind == "media"]
    yield judged(
        "{spared} of video or sound arrive before anybody asks for it. The largest part is {largest}",
        sparings,
        carried,
    )


def _page(media_bytes: int) -> PageEvidence:
    own = response(20_000, kind="document")
    return page(responses=(own, response(media_bytes, kind="media", status=206)))


RULE = Rule(
    title="Video or sound is fetched before anybody asks",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("the beginning of a film", _page(4_097), Failed),
        Example("no more than what its length is read from", _page(4_096), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
