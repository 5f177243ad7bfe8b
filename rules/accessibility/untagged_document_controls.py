"""Each link and field of a tagged PDF must be tagged itself.

Why it matters: a screen reader knows a tagged PDF by its tags. A link that these do not know is read as text.
Who cannot see the blue of it does not learn that it leads to the form. A field that they do not know is
passed over.

How to fix it: make links and fields in the source and export with tags. Or tag them in Adobe Acrobat Pro:
Accessibility Tags, Find, Unmarked Links or Unmarked Annotations, Tag Element.

Source: W3C, Techniques for WCAG 2.2, PDF11 and PDF12, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF11;
ISO 14289-1 (PDF/UA-1), 7.18.4 and 7.18.5; EN 301 549 V3.2.1, clauses 10.1.3.1 and 10.4.1.2.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentControls
from auditor.examples import document, structure
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import on_pages, some_of
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look whether tags speak of each link and field, on the pages that they speak of.

    A link in the head or foot of pages is no content there, and mostly leads where another one leads.
    """
    facts = page.document
    controls = facts.controls if facts is not None else None
    if facts is None or controls is None or facts.structure is None or not facts.structure.marked:
        return
    links, fields = range(controls.links), range(controls.fields)
    wrong = len(controls.untagged_links) + len(controls.unsure_links) + len(controls.untagged_fields)
    if sound := controls.links + controls.fields - wrong:
        yield Passed(sound)
    yield from some_of(
        Failed,
        "{count} of {all} links in this PDF have no tag: a screen reader reads them as text{pages}",
        controls.untagged_links,
        links,
        pages=on_pages(controls.untagged_links),
    )
    yield from some_of(
        Failed,
        "{count} of {all} fields in this PDF have no tag: a screen reader passes over them{pages}",
        controls.untagged_fields,
        fields,
        pages=on_pages(controls.untagged_fields),
    )
    yield from some_of(
        CantTell,
        "{count} of {all} links in this PDF are tagged in part: the words and not the link, or as something "
        "else{pages}. Does a screen reader tell that they are links, and follow them?",
        controls.unsure_links,
        links,
        pages=on_pages(controls.unsure_links),
    )


def _with(*, marked: bool = True, **found: object) -> PageEvidence:
    return document(controls=DocumentControls(**found), structure=structure(marked=marked))  # type: ignore[arg-type]


RULE = Rule(
    title="Link or field of a tagged PDF has no tag",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1", "4.1.2"),
    needs=("document",),
    check=check,
    examples=(
        Example("tagged", _with(links=2, fields=2), Passed),
        Example("one link of two not tagged", _with(links=2, untagged_links=(1,)), Failed),
        Example("one field of two not tagged", _with(fields=2, untagged_fields=(1,)), Failed),
        Example("a link tagged as something else", _with(links=1, unsure_links=(1,)), CantTell),
        Example("neither", _with(), Inapplicable),
        Example(
            "tags that are not to be used", _with(links=1, untagged_links=(1,), marked=False), Inapplicable
        ),
        Example("no tags", document(structure=None), Inapplicable),
    ),
)
