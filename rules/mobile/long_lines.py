"""Lines of text should hold no more than 80 characters.

Why it matters: at the end of a long line the eye has to find the beginning of the next one. People with low
vision, with dyslexia or with little practice in reading take the same line twice, or lose one.

How to fix it: give the column of text a greatest width by its letters (max-width: 70ch), and let it stay
narrower than the window.

Source: WCAG 2.2, success criterion 1.4.8 Visual Presentation (level AAA: 80 characters at most, 40 in
Chinese, Japanese and Korean), https://www.w3.org/TR/WCAG22/#visual-presentation. Looked at are texts of
three lines or more, our choice, in a window of 1280 px and on a phone held sideways, 800 px. Upright, a
phone has no room for more than 80.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.layout import Layout, LineLength
from auditor.examples import layout, page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Pixels, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_CHARACTERS, LIMIT_IDEOGRAPHS = 80, 40  # WCAG 1.4.8

_TOO_LONG = "In a window of {window}, lines of this text hold {characters} characters, over {limit}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Take the longest lines of each window."""
    for seen in (page.desktop, page.sideways):
        if seen is not None:
            yield _judge(seen)


def _judge(seen: Layout) -> Outcome:
    longest = max(seen.long_lines, key=lambda text: text.characters / _limit(text), default=None)
    if longest is None:
        return Inapplicable()
    if longest.characters <= _limit(longest):
        return Passed()
    return Failed(
        _TOO_LONG,
        at=Place(longest.selector, longest.snippet),
        window=Pixels(seen.width_px),
        characters=Count(longest.characters),
        limit=Count(_limit(longest)),
    )


def _limit(text: LineLength) -> int:
    return LIMIT_IDEOGRAPHS if text.ideographs else LIMIT_CHARACTERS


def _page(characters: int, *, ideographs: bool = False) -> PageEvidence:
    text = LineLength("p", "<p>", characters, ideographs)
    return page(desktop=layout(1280, long_lines=(text,)))


_TEXT = "Bring the form and a photo with you to the desk. " * 12

RULE = Rule(
    title="Lines of text are long",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.COGNITION, Group.LOW_LITERACY),
    needs=("desktop",),
    uses=("sideways",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("80 characters", _page(80), Passed),
        Example("81 characters", _page(81), Failed),
        Example("40 ideographs", _page(40, ideographs=True), Passed),
        Example("41 ideographs", _page(41, ideographs=True), Failed),
        Example("no text of three lines", page(desktop=layout(1280)), Inapplicable),
        Example("as wide as the window", f"<p>{_TEXT}</p>", Failed),
        Example("in a column", f"<p style='max-width:60ch'>{_TEXT}</p>", Passed),
        Example("one line", "<p>Bring the form and a photo with you.</p>", Inapplicable),
    ),
)
