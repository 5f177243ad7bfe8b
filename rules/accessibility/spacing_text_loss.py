"""Text must still be there when a reader puts more space between lines, letters and words.

Why it matters: people with dyslexia or low vision spread text out so that letters and lines do not
run into each other. What a box of a fixed size then cuts off, or what is pushed out of the window,
they cannot read at all.

How to fix it: let the named box grow with its text (min-height in place of height, no overflow: hidden on
text), and let text and menus wrap.

Source: WCAG 2.2, success criterion 1.4.12 Text Spacing (lines 1.5 times the font's size apart, letters
0.12 times, words 0.16 times, paragraphs twice), https://www.w3.org/TR/WCAG22/#text-spacing, and its
failure F104, https://www.w3.org/WAI/WCAG22/Techniques/failures/F104. Letters and words are left as they are
on pages written in letters that join or in ideographs, as the criterion says. The window is 1280 x
1024. Text that was not to be seen whole before, or that slides in and out, is not counted. A style
attribute that keeps spacing from being set is axe's to judge (avoid-inline-spacing).
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.resized import LostText, TextLoss
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.text_loss import Wording, outcomes_of_loss
from auditor.rule import Dimension, Example, Group, Rule, Severity

_WORDING = Wording(
    cut="With more space between lines and letters, “{words}” is cut off by {by}",
    overlapped="With more space between lines and letters, “{words}” overlaps with the text of {by}",
    shortened="With more space between letters, “{words}” is shortened. Can all of it be read elsewhere?",
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Tell which texts are cut off or overlap with the spacing of the criterion, and were not before."""
    if page.spaced is not None:
        yield from outcomes_of_loss(page.spaced, _WORDING, gone_is_lost=True)


def _lost(**facts: bool) -> LostText:
    return LostText(
        "p", "<p>", "Open on Mondays", "cut across", "", "", 1, 1, facts.pop("gone", False), **facts
    )


def _page(*lost: LostText, texts: int = 10) -> PageEvidence:
    return page(spaced=TextLoss(texts, len(lost), lost))


def _button(css: str, words: str = "Register a birth") -> str:
    return f'<a href="/" style="display:inline-block;overflow:hidden;{css}">{words}</a>'


_LINES = (
    "Register a birth at the town hall<br>within three days,<br>and bring a paper<br>that says who you are."
)


RULE = Rule(
    title="Text is lost when its letters and lines are spread out",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.COGNITION),
    criteria=("1.4.12",),
    needs=("spaced",),
    by_style=True,
    check=check,
    examples=(
        Example("no text", _page(texts=0), Inapplicable),
        Example("all there", _page(), Passed),
        Example("the end of a menu is pushed out of the window", _page(_lost()), Failed),
        Example("all of an entry is pushed out of the window", _page(_lost(gone=True)), Failed),
        Example("a text slides out", _page(_lost(moves=True)), Passed),
        Example("dots stand for the rest", _page(_lost(shortened=True)), CantTell),
        Example("a button as wide as its words", _button("width:120px;height:20px"), Failed),
        Example("a button that grows", _button("min-width:120px;min-height:20px"), Passed),
        Example(
            "four lines in as much room", f'<div style="height:76px;overflow:hidden">{_LINES}</div>', Failed
        ),
        Example(
            "four lines with room to grow",
            f'<div style="height:100px;overflow:hidden">{_LINES}</div>',
            Passed,
        ),
        Example("letters that join", _button("width:150px;height:24px", "تسجيل المواليد الجدد"), Passed),
    ),
)
