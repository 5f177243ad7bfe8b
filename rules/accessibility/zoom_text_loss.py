"""Text must still be there when the page is enlarged to 200 %.

Why it matters: people with low vision enlarge pages, and most older people do so now and then. What a box of
a fixed size then cuts off, or what stands on other text, they cannot read at all.

How to fix it: let the named box grow with its text (min-height in place of height, no overflow: hidden on
text). Let text wrap, and leave room for it instead of placing it by pixels.

Source: WCAG 2.2, success criterion 1.4.4 Resize Text, https://www.w3.org/TR/WCAG22/#resize-text, and its
failure F69 (text is clipped or obscured), https://www.w3.org/WAI/WCAG22/Techniques/failures/F69. ACT rule
59br37 (what CSS cuts off in a window of 1280 x 1024 at 200 %). The exception is a box as high as one line,
which takes a way to the rest, and is asked about. Enlarged is the whole page, as all browsers do it: a window
of 1280 x 1024 holds 640 x 512 CSS pixels. Enlarging letters alone cuts more, which the criterion, met by one
way to enlarge, does not count. Nor is text counted that was not to be seen whole before, or that slides in
and out. Text that is all gone, as a menu that has closed, is not counted either.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.resized import LostText, TextLoss
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.text_loss import Wording, outcomes_of_loss
from auditor.rule import Dimension, Example, Group, Rule, Severity

_WORDING = Wording(
    cut="Enlarged to 200 %, “{words}” is cut off by {by}",
    overlapped="Enlarged to 200 %, “{words}” overlaps with the text of {by}",
    shortened="Enlarged to 200 %, “{words}” is shortened. Can all of it be read elsewhere?",
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Tell which texts are cut off or overlap at 200 %, and were not at 100 %."""
    if page.zoomed is not None:
        yield from outcomes_of_loss(page.zoomed, _WORDING, gone_is_lost=False)


def _lost(**facts: bool) -> LostText:
    return LostText(
        "p", "<p>", "Open on Mondays", "cut down", "#box", "<div>", 2, 1, facts.pop("gone", False), **facts
    )


def _page(*lost: LostText, texts: int = 10) -> PageEvidence:
    return page(zoomed=TextLoss(texts, len(lost), lost))


_WORDS = (
    "Register a birth at the town hall within three days, and bring a paper that proves who you are, "
    "and one that says where you live."
)


def _box(css: str) -> str:
    return f'<div style="overflow:hidden;{css}">{_WORDS}</div>'


RULE = Rule(
    title="Text is lost when the page is enlarged",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.OLDER_PERSONS),
    criteria=("1.4.4",),
    act_rules=("59br37",),
    needs=("zoomed",),
    by_style=True,
    check=check,
    examples=(
        Example("no text", _page(texts=0), Inapplicable),
        Example("all there", _page(), Passed),
        Example("a box cuts off a text", _page(_lost()), Failed),
        Example("a text is gone, as in a menu that has closed", _page(_lost(gone=True)), Passed),
        Example("a text slides out", _page(_lost(moves=True)), Passed),
        Example("dots stand for the rest", _page(_lost(shortened=True)), CantTell),
        Example("a box one line high", _box("height:1.4em"), Failed),
        Example(
            "a button that only wider spacing would be too much for",
            '<div style="overflow:hidden;width:120px;height:20px">Register a birth</div>',
            Passed,
        ),
        Example(
            "a box as high as a line, in which no line is cut through",
            _box("height:1.4em;line-height:1.4"),
            CantTell,
        ),
        Example(
            "a font for signs behind that of the text",
            _box("height:1.4em;font-family:serif,'Segoe UI Symbol'"),
            Failed,
        ),
        Example("icons", _box("height:1.4em;font-family:'Material Symbols',serif"), Inapplicable),
        Example("a box at least one line high", _box("min-height:1.4em"), Passed),
        Example("one line that does not wrap", _box("white-space:nowrap"), Failed),
        Example("one line that ends in dots", _box("white-space:nowrap;text-overflow:ellipsis"), CantTell),
        Example(
            "one line that is cut off in any window", _box("white-space:nowrap;width:90px"), Inapplicable
        ),
        Example("one line that scrolls", _box("white-space:nowrap;overflow:auto"), Passed),
        Example(
            "a text for screen readers alone",
            f"<p>Births</p>{_box('position:absolute;width:1px;height:1px')}",
            Passed,
        ),
        Example(
            "a text placed where another grows to",
            f'<p style="position:absolute;top:0;margin:0;font:20px/1.3 serif">{_WORDS}</p>'
            '<p style="position:absolute;top:32px;margin:0">Births</p>',
            Failed,
        ),
        Example(
            "a menu open over the text",
            f'<p>{_WORDS * 3}</p><ul style="position:absolute;top:0;margin-left:50vw;background:#fff">'
            "<li>Births<li>Deaths<li>Moves</ul>",
            Passed,
        ),
    ),
)
