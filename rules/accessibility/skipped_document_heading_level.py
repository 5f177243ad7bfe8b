"""The headings of a document should not skip a level on their way down.

Why it matters: who jumps from heading to heading by ear takes the levels for the outline. After a heading of
level 2, one of level 4 sounds as if a part were missing, and many go back to look for it.

How to fix it: give each heading the style of the level that comes next, "Heading 3" under "Heading 2", and
change how a style looks rather than choose another one.

Source: W3C, Techniques for WCAG 2.2, PDF9, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF9, and G141;
ISO 14289-1 (PDF/UA-1), 7.4.2, demands it of PDFs. No success criterion does.
"""

from collections.abc import Iterator
from itertools import pairwise

from auditor.evidence import PageEvidence
from auditor.examples import document
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare each heading with the one before it. Headings without a level (H) say nothing."""
    facts = page.document
    levels = [level for level in (facts.headings if facts is not None else None) or () if level]
    steps = list(pairwise(levels))
    skips = [(above, below) for above, below in steps if below > above + 1]
    if skips:
        above, below = skips[0]
        yield Failed(
            "{count} of {all} headings skip a level, the first from level {above} to {below}",
            elements=len(skips),
            count=Count(len(skips)),
            all=Count(len(levels)),
            above=Count(above),
            below=Count(below),
        )
    elif steps:
        yield Passed()


RULE = Rule(
    title="Heading in a document skips a level",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.COGNITION),
    advice=True,
    needs=("document",),
    check=check,
    examples=(
        Example("one level down", document(headings=(1, 2, 3)), Passed),
        Example("two levels down", document(headings=(1, 2, 4)), Failed),
        Example("two levels up", document(headings=(1, 2, 3, 1)), Passed),
        Example("a start at level 2", document(headings=(2, 3)), Passed),
        Example("headings without a level between", document(headings=(1, 0, 3)), Failed),
        Example("one without a level before the next", document(headings=(1, 0, 2)), Passed),
        Example("in a Word file", document("docx", headings=(1, 3)), Failed),
        Example("one heading", document(headings=(3,)), Inapplicable),
        Example("no headings", document(headings=()), Inapplicable),
        Example("no tags", document(headings=None), Inapplicable),
    ),
)
