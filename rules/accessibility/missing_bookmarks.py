"""A PDF of more than twenty pages should have bookmarks.

Why it matters: bookmarks stand beside the pages as a table of contents that never goes away. On a small
screen, with the page enlarged, or by keyboard, scrolling through thirty pages finds nothing.

How to fix it: make bookmarks from the headings when exporting (in Word: Save as PDF, Options, "Create
bookmarks using: Headings"; in LibreOffice: Export as PDF, "Export outlines").

Source: W3C, Techniques for WCAG 2.2, PDF2, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF2, which is one
way to navigate; the limit is that of Adobe Acrobat's accessibility checker, 21 pages.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import document
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_PAGES = 21  # Adobe Acrobat: documents with 21 or more pages


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for any bookmark in a long PDF."""
    facts = page.document
    if facts is None or facts.bookmarks is None or (facts.pages or 0) < LEAST_PAGES:
        return
    if facts.bookmarks:
        yield Passed()
    else:
        yield Failed("This PDF of {pages} pages has no bookmarks", pages=Count(facts.pages or 0))


RULE = Rule(
    title="Long PDF has no bookmarks",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.LOW_VISION, Group.COGNITION, Group.SMALL_SCREEN, Group.LIMITED_MOVEMENT),
    advice=True,
    needs=("document",),
    check=check,
    examples=(
        Example("21 pages with bookmarks", document(pages=21, bookmarks=3), Passed),
        Example("21 pages without", document(pages=21), Failed),
        Example("20 pages without", document(pages=20), Inapplicable),
        Example("a Word file", document("docx", pages=21), Inapplicable),
    ),
)
