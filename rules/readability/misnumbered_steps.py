"""Numbered steps should follow each other without a gap.

Why it matters: who does a thing for the first time goes by the numbers. Where step 4 follows step 2, people
look for what they missed, think that the page is broken, or leave out what was meant to be done.

How to fix it: number the steps in the order in which they are done, from 1, and put back what is missing. A
numbered list (<ol>) does it by itself.

Source: US government, Plain language guidelines, Organize the information: in the order in which people do
things, https://www.plainlanguage.gov/guidelines/organize/. GOV.UK, Content design: numbered steps for what is
done in an order, https://www.gov.uk/guidance/content-design/writing-for-gov-uk. The words for a step are in
auditor/text/steps.py; numbers without such a word are not looked at.
"""

from collections.abc import Iterator
from itertools import pairwise

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.main_text import main_blocks
from auditor.text.steps import Step, series

_MISSING = "“{after}” follows “{before}”: what lies between is missing"
_LATER = "“{after}” follows “{before}”: what lies between comes later"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at each series of steps, from step 1, for the first that does not follow the one before."""
    own = {block.landmark for block in main_blocks(page)}  # steps may be links or buttons, too
    found = series(block for block in page.text or () if block.landmark in own)
    known = [steps for steps in found if len(steps) > 1]
    if not known:
        yield Inapplicable()
    for steps in known:
        yield _outcome(steps)


def _outcome(steps: tuple[Step, ...]) -> Outcome:
    for before, after in pairwise(steps):
        if after.first <= before.last + 1:
            continue
        comes_later = any(before.last < step.first < after.first for step in steps)
        return Failed(
            _LATER if comes_later else _MISSING,
            at=Place(after.block.selector, after.block.text, after.block.landmark),
            before=before.block.text,
            after=after.block.text,
        )
    return Passed()


RULE = Rule(
    title="Numbered steps have a gap",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.WITHOUT_VISION),
    needs=("text",),
    advice=True,
    check=check,
    examples=(
        Example("in their order", text("Step 1", "Step 2: pay", "Step 3", tag="h2"), Passed),
        Example("a gap", text("Step 1", "Step 2: pay", "Step 4: collect", tag="h3"), Failed),
        Example("out of order", text("Step 1", "Step 3: pay", "Step 2", tag="p"), Failed),
        Example("two series", text("Step 1", "Step 2", "Step 1", "Step 2", "Step 3", tag="h2"), Passed),
        Example("two at once", text("Step 1", "Steps 2 and 3", "Step 4a", "Step 4b", tag="h2"), Passed),
        Example(
            "one of them is a link",
            "<html lang=en><title>T</title><main><p>How it works</p><h2>Step 1</h2><h2>Step 2: "
            "<a href='/'>pay online</a></h2><h2><button>Step 3</button></h2><h2>Step 4</h2></main>",
            Passed,
        ),
        Example("a step by itself", text("Step 3 of 5", "Step 5 comes next", tag="h1"), Inapplicable),
        Example("a sentence about a step", text("Step 1", "Step 2", "Step 4 is for firms.", tag="p"), Passed),
        Example("French", text("Étape 1 : le dossier", "Étape n° 3 : payer", lang="fr", tag="h2"), Failed),
        Example("Turkish", text("1. adim", "3. adim", lang="tr", tag="h2"), Failed),
        Example("Arabic", text("الخطوة 1", "الخطوة 2", lang="ar", tag="h2"), Passed),
        Example("other numbers", text("1. Apply", "3. Pay", tag="h2"), Inapplicable),
    ),
)
