"""A document must hold its text as text, and not as pictures of paper.

Why it matters: a scan is a photograph. A screen reader finds nothing in it, it cannot be enlarged without a
blur, searched, copied into a translator, or laid out for a phone.

How to fix it: publish the file that the paper was printed from. Where there is none, have a program recognise
the text (OCR), correct it, and add tags.

Source: W3C, Techniques for WCAG 2.2, PDF7, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF7;
EN 301 549 V3.2.1, clauses 10.1.1.1 and 10.1.4.5.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentFigure
from auditor.examples import document, structure
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import pages_named
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for pages that show large pictures and no text at all."""
    facts = page.document
    if facts is None or facts.format != "pdf":
        return
    pictured = facts.pictured_pages
    if facts.pages_with_text:
        if pictured:
            yield CantTell(
                "{count} of {pages} pages of this PDF are pictures without text: {named}. Do they show text?",
                count=Count(len(pictured)),
                pages=Count(facts.pages_read),
                named=pages_named(pictured),
            )
        else:
            yield Passed()
    elif not pictured:
        return
    elif any(figure.alternative for figure in facts.figures or ()):
        yield CantTell("This PDF holds pictures only, with text alternatives. Do they say all that is shown?")
    else:
        yield Failed(
            "This PDF holds no text but pictures, on {count} of its pages: a screen reader finds nothing",
            count=Count(len(pictured)),
        )


RULE = Rule(
    title="Document is pictures without text",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("1.1.1", "1.4.5"),
    needs=("document",),
    check=check,
    examples=(
        Example("text", document(), Passed),
        Example("a scan", document(pages_with_text=0, pictured_pages=(1,)), Failed),
        Example(
            "a picture with a text alternative",
            document(
                pages_with_text=0, pictured_pages=(1,), figures=(DocumentFigure("Map of polling places"),)
            ),
            CantTell,
        ),
        Example(
            "a scan behind a page of text",
            document(pages=2, pages_read=2, pictured_pages=(2,), structure=structure(pages=2)),
            CantTell,
        ),
        Example("an empty page", document(pages_with_text=0), Inapplicable),
        Example("a Word file", document("docx"), Inapplicable),
    ),
)
