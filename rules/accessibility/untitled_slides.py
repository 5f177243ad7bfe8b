"""Each slide of a presentation should have a title.

Why it matters: a screen reader lists slides by their titles, as headings of a text. Without them it says
"slide 17", and the one with the opening hours is found by hearing all of them.

How to fix it: write a title into the place for it on each slide (in PowerPoint: Review, Check Accessibility,
Missing slide title). A title that is not to be seen may be moved off the slide or hidden in the selection
pane.

Source: Microsoft, Make your PowerPoint presentations accessible,
https://support.microsoft.com/en-us/office/title-a-slide-e5ea2f5a-7c59-4c69-a88c-1ea4b24d1bc2. No criterion of
WCAG asks for titles of slides, so it is advice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import document
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import pages_named
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_SLIDES = 2


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for slides whose place for a title is empty, or missing."""
    facts = page.document
    untitled = facts.untitled_slides if facts is not None else None
    if facts is None or untitled is None or not facts.pages or facts.pages < LEAST_SLIDES:
        return
    if untitled:
        yield Failed(
            "Slides without a title: {named} ({count} of {all})",
            elements=len(untitled),
            named=pages_named(untitled),
            count=Count(len(untitled)),
            all=Count(facts.pages),
        )
    else:
        yield Passed()


def _slides(*untitled: int, pages: int = 3) -> PageEvidence:
    return document("pptx", pages=pages, untitled_slides=untitled)


RULE = Rule(
    title="Slide has no title",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION,),
    advice=True,
    needs=("document",),
    check=check,
    examples=(
        Example("titles", _slides(), Passed),
        Example("one without", _slides(2), Failed),
        Example("a single slide", _slides(1, pages=1), Inapplicable),
        Example("a PDF", document(), Inapplicable),
    ),
)
