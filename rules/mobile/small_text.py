"""Most of a page's text must be large enough to read on a phone.

Why it matters: text under 12 pixels makes people pinch and push to read it. Older
persons and people with low vision are the first to give up.

How to fix it: set text in sizes relative to the browser's own (1rem is 16 pixels unless a
person chose another size). Set nothing under 12 pixels that has to be read.

Source: Lighthouse 12.8.1, audit "Document uses legible font sizes" (at least 60 % of the
text at 12 px or more), https://unpkg.com/lighthouse@12.8.1/core/audits/seo/font-size.js.
A page that does not take the screen's width is shown smaller still; missing-viewport
tells that.
"""

from collections.abc import Iterator, Mapping, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.layout import SmallText
from auditor.examples import layout, page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Pixels, Share, excess
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEGIBLE_PX = 12  # Lighthouse, see Source
LIMIT_SHARE = 0.6  # Lighthouse, see Source

_TOO_SMALL = "Only {share} of the text is {size} or larger, under {limit}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the share of legible characters with the limit."""
    sizes = page.phone.text_sizes if page.phone else {}
    characters = sum(sizes.values())
    if not characters:
        yield Inapplicable()
        return
    share = sum(count for size, count in sizes.items() if float(size) >= LEGIBLE_PX) / characters
    if share < LIMIT_SHARE:
        too_small = _too_small(page.phone.small_texts if page.phone else (), Share(share))
        yield too_small.by(excess(1 - share, 1 - LIMIT_SHARE))
    else:
        yield Passed()


def _too_small(small: Sequence[SmallText], share: Share) -> Failed:
    """Name where most of the small text stands; it is one fault of the page's style, wherever that is."""
    size, limit = Pixels(LEGIBLE_PX), Share(LIMIT_SHARE)
    if not small:
        return Failed(_TOO_SMALL, share=share, size=size, limit=limit)
    parts = ", ".join(text.selector for text in small)
    return Failed(
        _TOO_SMALL + ". Most of the rest: {parts}", share=share, size=size, limit=limit, parts=parts
    )


def _text(characters_by_size: Mapping[str, int]) -> PageEvidence:
    return page(phone=layout(360, text_sizes=characters_by_size))


RULE = Rule(
    title="Text is too small for a phone",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.LOW_VISION, Group.OLDER_PERSONS, Group.SMALL_SCREEN),
    needs=("phone",),
    by_style=True,
    check=check,
    examples=(
        Example("60 % at 12 pixels", _text({"12": 600, "10": 400}), Passed),
        Example("one character less", _text({"12": 599, "10": 401}), Failed),
        Example("a tenth of a pixel too small", _text({"11.9": 1_000}), Failed),
        Example("no text", _text({}), Inapplicable),
        Example("text of 12 pixels", '<p style="font-size:12px">Text', Passed),
        Example("text of 11 pixels", '<p style="font-size:11px">Text', Failed),
    ),
)
