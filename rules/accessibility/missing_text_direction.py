"""Text that is written from right to left should be laid out from right to left.

Why it matters: without it, Arabic or Hebrew sentences begin at the wrong edge, and full stops, brackets
and numbers land where they change what is read. People take longer and make more mistakes.

How to fix it: write dir="rtl" on the first element of the page, or on the passage, or dir="auto" on
what people type.

Source: WCAG 2.2, technique H56 Using the dir attribute to resolve problems with nested directional
runs, https://www.w3.org/WAI/WCAG22/Techniques/html/H56. That is one way to meet 1.3.2; whether the
meaning really suffers takes a reader, so that it is advice.
"""

import unicodedata
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_LETTERS = 20  # a name or a link to the page in another language reads the same either way
LEAST_SHARE = 0.8
QUOTED_CHARS = 120
_RIGHT_TO_LEFT = frozenset({"R", "AL"})  # Unicode's bidirectional classes of Hebrew and of Arabic letters


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the direction of each passage's letters with the one that the browser gives it."""
    seen = page.passages
    written = [
        passage
        for passage in (seen.passages if seen else ())
        if passage.direction and _is_right_to_left(passage.text)
    ]
    wrong = [passage for passage in written if passage.direction == "ltr"]
    for passage in wrong:
        at = Place(passage.selector, passage.text[:QUOTED_CHARS])
        yield Failed("The text is written from right to left and laid out from left to right", at=at)
    if len(written) > len(wrong):
        yield Passed(len(written) - len(wrong))
    elif not written:
        yield Inapplicable()


def _is_right_to_left(text: str) -> bool:
    classes = [unicodedata.bidirectional(char) for char in text if char.isalpha()]
    return len(classes) >= LEAST_LETTERS and (
        sum(each in _RIGHT_TO_LEFT for each in classes) >= LEAST_SHARE * len(classes)
    )


_ARABIC = "البطاقة مجانية لكل من يسكن في المدينة."

RULE = Rule(
    title="Text from right to left is laid out from left to right",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY),
    advice=True,
    needs=("passages",),
    check=check,
    examples=(
        Example("laid out as it is written", f'<p lang="ar" dir="rtl">{_ARABIC}', Passed),
        Example("left to the text itself", f'<p lang="ar" dir="auto">{_ARABIC}', Passed),
        Example("by a style", f'<p lang="ar" style="direction:rtl">{_ARABIC}', Passed),
        Example("laid out as English is", f'<p lang="ar">{_ARABIC}', Failed),
        Example("the name of a language", '<p><a href="/ar" lang="ar">العربية</a>', Inapplicable),
        Example("English", "<p>The card is free for whoever lives in town.", Inapplicable),
    ),
)
