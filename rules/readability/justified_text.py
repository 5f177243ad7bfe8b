"""Paragraphs should begin at one edge and be neither justified nor centred.

Why it matters: justified lines have gaps of all sizes between words, which run down the page as rivers;
each centred line begins somewhere else. People with dyslexia or low vision lose the line, and so does whoever
reads slowly.

How to fix it: take text-align: justify and text-align: center away from paragraphs in the style sheet. Short
headings and captions may be centred.

Source: WCAG 2.2, success criterion 1.4.8 Visual Presentation (level AAA: text is not justified),
https://www.w3.org/TR/WCAG22/#visual-presentation; British Dyslexia Association, Dyslexia style guide (2023):
left-aligned, without justification. From which length on is our choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.main_text import main_blocks

MIN_CHARS = 200  # some three lines on a desktop's screen
_QUOTED_CHARS = 200


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look how paragraphs of some length are set."""
    long = [block for block in main_blocks(page) if len(block.text) >= MIN_CHARS]
    usual = sum(not block.align for block in long)
    for block in long:
        place = Place(block.selector, block.text[:_QUOTED_CHARS], block.landmark)
        if block.align == "justify":
            yield Failed("The paragraph is justified: “{words}…”", at=place, words=block.text[:60])
        elif block.align == "center":
            yield Failed("The paragraph is centred: “{words}…”", at=place, words=block.text[:60])
    if usual:
        yield Passed(elements=usual)
    elif not long:
        yield Inapplicable()


_LONG = "Bring the form and a photo with you to the desk. " * 5

RULE = Rule(
    title="Paragraph is justified or centred",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_VISION, Group.LOW_LITERACY),
    needs=("text",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("set as usual", f"<main><p>{_LONG}</p></main>", Passed),
        Example("justified", f"<main style='text-align:justify'><p>{_LONG}</p></main>", Failed),
        Example("centred", f"<main><p style='text-align:center'>{_LONG}</p></main>", Failed),
        Example("centred by an old element", f"<main><center><p>{_LONG}</p></center></main>", Failed),
        Example(
            "short and centred", "<main><p style='text-align:center'>Call us first.</p></main>", Inapplicable
        ),
        Example("no text", text(), Inapplicable),
    ),
)
