"""A tagged PDF should say that the Tab key goes through its links and fields in the order of its tags.

Why it matters: who fills in a form by keyboard goes from field to field by Tab. Where the file does not say
in which order, each program chooses one, such as that in which the fields were drawn. That may lead from the
name to the signature and back to the address.

How to fix it: in Adobe Acrobat Pro, choose all pages, Page Properties, Tab Order, "Use Document Structure".
Word writes it by itself when it saves as PDF; programs that put files together afterwards may take it out.

Source: W3C, Techniques for WCAG 2.2, PDF3, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF3;
ISO 14289-1 (PDF/UA-1), 7.18.3. Programs may choose a good order by themselves, so it is advice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentControls
from auditor.examples import document, structure
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import pages_named
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_CONTROLS = 2  # one has no order


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for pages with links or fields that do not name the order of the tags."""
    facts = page.document
    controls = facts.controls if facts is not None else None
    if facts is None or controls is None or facts.structure is None or not facts.structure.marked:
        return
    if controls.links + controls.fields < LEAST_CONTROLS:
        return
    if controls.unordered_pages:
        yield Failed(
            "Pages with links or fields that do not say that Tab goes through them in the order of the tags: "
            "{named} ({count} in all)",
            count=Count(len(controls.unordered_pages)),
            named=pages_named(controls.unordered_pages),
        )
    else:
        yield Passed()


def _with(*unordered: int, links: int = 2, marked: bool = True) -> PageEvidence:
    controls = DocumentControls(links=links, unordered_pages=unordered)
    return document(controls=controls, structure=structure(marked=marked))


RULE = Rule(
    title="PDF does not say in which order Tab goes through it",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION),
    criteria=("2.4.3",),
    advice=True,
    needs=("document",),
    check=check,
    examples=(
        Example("in the order of the tags", _with(), Passed),
        Example("a page that does not say it", _with(3), Failed),
        Example("a single link", _with(3, links=1), Inapplicable),
        Example("no links or fields", _with(links=0), Inapplicable),
        Example("tags that are not to be used", _with(3, marked=False), Inapplicable),
        Example("no tags", document(structure=None), Inapplicable),
    ),
)
