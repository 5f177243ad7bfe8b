"""The tags of a PDF should go through its text in the order in which it is read.

Why it matters: a screen reader reads a PDF in the order of its tags, whatever the page looks like. A heading
that comes after the text below it leaves a listener with rules for something that was not named yet.

How to fix it: put text boxes into the flow of the text in the source ("In line with text") and export again.
Or move the tags in Adobe Acrobat Pro: Accessibility Tags, drag a tag to its place.

Source: W3C, Techniques for WCAG 2.2, PDF3, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF3;
success criterion 1.3.2 Meaningful Sequence; EN 301 549 V3.2.1, clause 10.1.3.2. Whether an order still
makes sense is for a person to say, so nothing fails here.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import StepBack
from auditor.examples import document, structure
from auditor.outcome import CantTell, Count, Inapplicable, Outcome, Passed, Untested
from auditor.page.document_findings import pages_named
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for text that tags put after text below it, in one column; not for cells, notes and captions."""
    facts = page.document
    tags = facts.structure if facts is not None else None
    if facts is None or tags is None or not tags.marked or not facts.pages_with_text:
        return
    steps = tags.steps_back
    if steps is None:
        yield Untested("where the text of this PDF stands was not read")
        return
    if not steps:
        yield Passed()
        return
    yield CantTell(
        "The tags of this PDF go back up the page, on page {pages} ({count} in all): “{below}” is read "
        "before “{above}”, which stands above it. Does the order make sense?",
        elements=len(steps),
        count=Count(len(steps)),
        pages=pages_named(step.page for step in steps),
        below=steps[0].below,
        above=steps[0].above,
    )


_STEP = StepBack(2, "The accounts were approved by all", "Accounts of the year")

RULE = Rule(
    title="Text of a PDF may be read in the wrong order",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("1.3.2",),
    needs=("document",),
    check=check,
    examples=(
        Example("down the page", document(), Passed),
        Example("a heading after its text", document(structure=structure(steps_back=(_STEP,))), CantTell),
        Example(
            "tags that are not to be used",
            document(structure=structure(marked=False, steps_back=(_STEP,))),
            Inapplicable,
        ),
        Example("places that were not read", document(structure=structure(steps_back=None)), Untested),
        Example("a scan", document(pages_with_text=0), Inapplicable),
        Example("no tags", document(structure=None), Inapplicable),
        Example("a Word file", document("docx"), Inapplicable),
    ),
)
