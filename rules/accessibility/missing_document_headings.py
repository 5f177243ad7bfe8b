"""The headings of a long document must be headings, and not lines that only look like ones.

Why it matters: with sight one leafs to the part that is needed. A screen reader does the same by headings,
and without them reads forty pages from the first line on.

How to fix it: give headings the styles "Heading 1" to "Heading 6" in the source, and export again with tags.

Source: W3C, Techniques for WCAG 2.2, PDF9, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF9; failure F2;
EN 301 549 V3.2.1, clause 10.1.3.1.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentFacts
from auditor.examples import document, structure
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

# Ours. A letter or a form has no parts; a page of text has some 500 words.
LONG_PAGES = 4
LONG_WORDS = 1_000
# Ours: so many short bold lines before text, and no heading at all, are no coincidence.
BOLD_LINES = 5
NAMED_LINES = 3


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for any heading in a document that is long enough to have some. What has no tags has none."""
    facts = page.document
    if facts is None or facts.headings is None or not _is_long(facts):
        return
    if facts.headings:
        yield Passed()
    elif len(facts.bold_lines) >= BOLD_LINES:
        yield Failed(
            "This document has no headings, but {count} bold lines that look like some, such as: {lines}",
            count=Count(len(facts.bold_lines)),
            lines="; ".join(facts.bold_lines[:NAMED_LINES]),
        )
    elif facts.words is not None:
        yield CantTell(
            "This document of {words} words has no headings. Has it parts?", words=Count(facts.words)
        )
    else:
        yield CantTell(
            "None of the tags on {pages} pages of this PDF is a heading. Has it parts?",
            pages=Count(facts.pages or 0),
        )


def _is_long(facts: DocumentFacts) -> bool:
    if facts.words is not None:
        return facts.words >= LONG_WORDS
    return facts.pages_with_text >= LONG_PAGES


_LINES = ("Who can apply", "What it costs", "Where to go", "What to bring", "How long it takes")


def _word(words: int, lines: int = 0, headings: tuple[int, ...] = ()) -> PageEvidence:
    return document("docx", words=words, headings=headings, bold_lines=_LINES[:lines])


def _pdf(pages: int, headings: tuple[int, ...] | None) -> PageEvidence:
    tags = None if headings is None else structure(pages=pages)
    return document(pages=pages, pages_read=pages, pages_with_text=pages, headings=headings, structure=tags)


RULE = Rule(
    title="Long document has no headings",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("document",),
    check=check,
    examples=(
        Example("headings", _word(1_000, headings=(1, 2)), Passed),
        Example("five bold lines for headings", _word(1_000, lines=5), Failed),
        Example("four bold lines", _word(1_000, lines=4), CantTell),
        Example("five bold lines in a short text", _word(999, lines=5), Inapplicable),
        Example("bold lines beside headings", _word(1_000, lines=5, headings=(1,)), Passed),
        Example("a PDF of four pages without headings", _pdf(4, ()), CantTell),
        Example("a PDF of three pages without headings", _pdf(3, ()), Inapplicable),
        Example("a PDF with headings", _pdf(4, (1,)), Passed),
        Example("a PDF without tags", _pdf(4, None), Inapplicable),
    ),
)
