"""Text should have a contrast of 7 to 1 with its background, or 4.5 to 1 in large letters.

Why it matters: the contrast that is required makes up for the sight of many people of 80 years. Whoever
sees half as well as they, and uses no aid for it, needs this one; so does a cheap screen in the sun.

How to fix it: darken the text or lighten its background until 7 to 1 is reached: #595959 on white
has it, #767676 has not.

Source: WCAG 2.2, success criterion 1.4.6 Contrast (Enhanced), level AAA, which no standard here requires,
https://www.w3.org/TR/WCAG22/#contrast-enhanced. It asks for 7 to 1, and for 4.5 to 1 in text of at least 18
pt, or bold of at least 14 pt. Its explanation takes 4.5 to 1 to make up for 20/40 vision, typical at about 80
years, and 7 to 1 for 20/80, https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.axe_results import AxeResults, FaintText, FaintTexts
from auditor.examples import page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place, Ratio
from auditor.rule import Dimension, Example, Group, Rule, Severity

NAMED_TEXTS = 10


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Name texts between the contrast that is required and this one; less is axe/color-contrast's to tell."""
    faint = page.axe.faint if page.axe else None
    if faint is None:
        return
    named = faint.texts[:NAMED_TEXTS]
    for text in named:
        yield Failed(
            "The contrast of this text is {ratio}; {limit} can be read by more people",
            at=Place(text.target, text.html, text.landmark),
            ratio=Ratio(text.ratio),
            limit=Ratio(text.limit),
        )
    if more := faint.count - len(named):
        yield Failed(
            "Texts with less contrast than more people can read: {count}", elements=more, count=Count(more)
        )
    if enough := faint.known - faint.count:
        yield Passed(enough)


def _known(texts: int, *, faint: int) -> PageEvidence:
    described = tuple(FaintText("p", "<p>", 5.74, 7) for _ in range(faint))
    return page(axe=AxeResults("4.14.0", (), FaintTexts(texts, faint, described)))


def _text(colour: str, style: str = "") -> str:
    return f'<p style="color:{colour};background:#fff;{style}">Register a birth</p>'


RULE = Rule(
    title="Text has less contrast than more people could read",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.OLDER_PERSONS),
    criteria=("1.4.6",),
    act_rules=("09o5cg",),
    needs=("axe",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("all of three", _known(3, faint=0), Passed),
        Example("more than are named", _known(20, faint=11), Failed),
        Example("no text whose contrast is known", _known(0, faint=0), Inapplicable),
        Example("7.0 to 1", _text("#595959"), Passed),
        Example("6.9 to 1", _text("#5a5a5a"), Failed),
        Example("5.7 to 1 in large letters", _text("#666", "font-size:24px"), Passed),
        Example("4.48 to 1 in large letters", _text("#777", "font-size:24px"), Failed),
        Example(
            "5.7 to 1, a letter for a picture",
            '<button aria-label="Close" style="color:#666;background:#fff">X</button>',
            Passed,
        ),
        Example("4.48 to 1, which is another rule's to tell", _text("#777"), Inapplicable),
    ),
)
