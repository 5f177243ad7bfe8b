"""A PDF with text must carry tags that tell headings, lists, tables and the order of reading.

Why it matters: a screen reader knows a PDF by its tags. Without them it guesses: columns run into each other,
a table is a row of numbers, and nobody can jump from heading to heading. On a phone the text cannot be
laid out anew.

How to fix it: export the PDF from its source with tags. In Word, choose Save as PDF, Options, "Document
structure tags for accessibility"; in LibreOffice, Export as PDF, "Tagged PDF". Or offer the same as a web
page.

Source: W3C, Techniques for WCAG 2.2, PDF3, PDF9 and PDF20, https://www.w3.org/WAI/WCAG22/Techniques/#pdf;
EN 301 549 V3.2.1, clause 10.1.3.1.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import Structure, UntaggedText
from auditor.examples import document, structure
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import pages_named
from auditor.rule import Dimension, Example, Group, Rule, Severity

# Ours. Three lines are no page number, watermark or ornament; a few words are not asked about.
SURE_LETTERS = 200
ASKED_LETTERS = 40


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask for tags, and whether they speak of each page with text. A scan has no text to tag."""
    facts = page.document
    if facts is None or facts.format != "pdf" or not facts.pages_with_text:
        return
    tags = facts.structure
    if tags is None or not tags.pages:
        yield Failed("This PDF has no tags: a screen reader has to guess its headings, tables and order")
    elif not tags.marked:
        yield CantTell("This PDF has tags but does not say that they are to be used. Are they right?")
    elif tags.untagged_pages:
        yield CantTell(
            "On {count} of {pages} pages of this PDF no text has tags: {named}. Is all of it decoration?",
            count=Count(len(tags.untagged_pages)),
            pages=Count(facts.pages_read),
            named=pages_named(tags.untagged_pages),
        )
    elif missed := [text for text in tags.untagged_texts or () if text.letters >= ASKED_LETTERS]:
        yield _missed(tags, missed)
    else:
        yield Passed()


def _missed(tags: Structure, texts: Sequence[UntaggedText]) -> Outcome:
    """Tell of text on pages that have tags, which speak of other text only."""
    sure = [text for text in texts if text.letters >= SURE_LETTERS]
    message = "On {count} of {pages} pages with tags text has no tag: “{words}”, on page {named}"
    return (Failed if sure else CantTell)(
        message if sure else f"{message}. Is all of it decoration?",
        count=Count(len(sure or texts)),
        pages=Count(tags.pages),
        words=(sure or texts)[0].words,
        named=pages_named(text.page for text in sure or texts),
    )


def _missing(letters: int) -> PageEvidence:
    text = UntaggedText(1, "Bring the papers of both parents", letters)
    return document(structure=structure(untagged_texts=(text,)))


RULE = Rule(
    title="PDF has no structure for screen readers",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("document",),
    check=check,
    examples=(
        Example("tags that speak of its page", document(), Passed),
        Example("no tags", document(structure=None), Failed),
        Example("tags that speak of no page", document(structure=structure(pages=0)), Failed),
        Example("tags not said to be used", document(structure=structure(marked=False)), CantTell),
        Example(
            "a page added without tags",
            document(pages=2, pages_read=2, structure=structure(untagged_pages=(2,))),
            CantTell,
        ),
        Example("three lines without tags beside others with tags", _missing(200), Failed),
        Example("a line without tags", _missing(199), CantTell),
        Example("a few words without tags", _missing(39), Passed),
        Example("a scan", document(structure=None, pages_with_text=0, pictured_pages=(1,)), Inapplicable),
        Example("a Word file", document("docx"), Inapplicable),
    ),
)
