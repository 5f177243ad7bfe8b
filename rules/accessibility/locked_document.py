"""A document must not be protected from the programs that read it out.

Why it matters: a PDF can forbid that its text be taken out, even by a screen reader. Then it opens, and
for who cannot see it stays silent.

How to fix it: export it without protection, or allow "text access for screen reader devices" in its security
settings. What protects from changes does not need this.

Source: PDF Association, Matterhorn Protocol 1.1, failure condition 26-002, https://pdfa.org/resource/the-matterhorn-protocol/;
ISO 32000-1, table 22, bit 10; EN 301 549 V3.2.1, clause 10.4.1.2.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import document
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at the permissions of a document that is protected."""
    facts = page.document
    if facts is None or facts.allows_reading is None:
        return
    if facts.allows_reading:
        yield Passed()
    else:
        yield Failed("The protection of this document forbids that assistive technology read its text")


RULE = Rule(
    title="Document is locked to screen readers",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("1.1.1", "4.1.2"),
    needs=("document",),
    check=check,
    examples=(
        Example("protected from changes only", document(allows_reading=True), Passed),
        Example("protected from being read out", document(allows_reading=False), Failed),
        Example("not protected", document(), Inapplicable),
    ),
)
