"""A name must stand on something that can have one: a control, an image, a landmark, not on mere text.

Why it matters: most screen readers pass over a name on a plain part of a page and read the text that is in
it. Whoever wrote the name meant to say more, or something better, and most listeners never hear it.

How to fix it: write the words into the text. Or give the part the element or the role that it is, such as
role="group", role="img" or <nav>, and keep the name there.

Source: WAI-ARIA 1.2, section 5.2.8.6 Roles which cannot be named (Name prohibited),
https://www.w3.org/TR/wai-aria-1.2/#namefromprohibited, as asked by ACT rule kb1m8s,
https://www.w3.org/WAI/standards-guidelines/act/rules/kb1m8s/. No success criterion asks for it, as long as
there is text to read; where there is none, axe's aria-prohibited-attr fails it.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.axe_results import AxeNode, AxeRule
from auditor.examples import axe
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_ASKED_BY_AXE = "aria-prohibited-attr"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Take what axe leaves open: names that are prohibited on elements with text in them."""
    for rule in page.axe.rules if page.axe else ():
        if rule.id != _ASKED_BY_AXE:
            continue
        for node in rule.incomplete:
            yield Failed(
                "Few screen readers read a name on this: it is none of the parts of a page that can have one",
                at=Place(node.target, node.html, node.landmark),
            )
        if (more := rule.undecided - len(rule.incomplete)) > 0:
            yield Failed(
                "Names that few screen readers read, counted but not listed: {count}",
                elements=more,
                count=Count(more),
            )
        if rule.passed:
            yield Passed(rule.passed)


def _asked(*, undecided: int = 0, passed: int = 0) -> PageEvidence:
    node = AxeNode(
        "div", '<div aria-label="Fees">60 €</div>', "Fix any of the following:\n  It is prohibited"
    )
    listed = (node,) if undecided else ()
    return axe(AxeRule(_ASKED_BY_AXE, passed=passed, undecided=undecided, incomplete=listed))


RULE = Rule(
    title="A name for screen readers stands where it is not read",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION),
    act_rules=("kb1m8s",),
    advice=True,
    needs=("axe",),
    check=check,
    examples=(
        Example("none but allowed names", _asked(passed=1), Passed),
        Example("a name on text", _asked(undecided=1), Failed),
        Example("more than are listed", _asked(undecided=2), Failed),
        Example("no names", _asked(), Inapplicable),
        Example("a name on a plain part with text", '<div aria-label="Fees">60 €</div>', Failed),
        Example("a name on a group", '<div role="group" aria-label="Fees">60 €</div>', Passed),
    ),
)
