"""A date in English should name its month, because 03/04/2025 is two days.

Why it matters: in Britain, India and Kenya 03/04/2025 is the third of April, in the United States the fourth
of March. Migrants and others who learnt one order miss the day of their appointment by a month.

How to fix it: write the month as a word: 3 April 2025.

Source: W3C Internationalization, Date formats, https://www.w3.org/International/questions/qa-date-format;
GOV.UK style guide, Dates, https://www.gov.uk/guidance/style-guide/a-to-z#dates. Asked of English alone: it
is read in countries of both orders.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language import page_language
from auditor.text.main_text import main_blocks

_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/-])")
_NUMBERS = re.compile(r"\d[/-]\d")  # which a date holds, and most texts do not
_MONTHS = 12
_EXAMPLE = re.compile(r"\b(?:for example|e\.?g\.?|such as|like|format)\W*$", re.IGNORECASE)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for dates in numbers that are another day when read in the other order.

    A day over 12 anywhere on the page shows in which order the page's dates are meant. An example of
    how to write a date is nobody's appointment.
    """
    if page_language(page) != "en":
        yield Inapplicable()
        return
    dates = [
        (match, block)
        for block in main_blocks(page)
        if _NUMBERS.search(block.text)
        for match in _DATE.finditer(block.text)
        if not _EXAMPLE.search(block.text[: match.start()])
    ]
    pairs = [(int(match[1]), int(match[3])) for match, _ in dates]
    is_ordered = any(max(pair) > _MONTHS for pair in pairs)
    clear = 0
    for (match, block), (first, second) in zip(dates, pairs, strict=True):
        if is_ordered or first == second:
            clear += 1
            continue
        yield Failed(
            "“{date}” is another day where the month comes first, or last",
            at=Place(block.selector, block.text, block.landmark),
            date=match[0],
        )
    if clear:
        yield Passed(elements=clear)
    elif not dates:
        yield Inapplicable()


RULE = Rule(
    title="Date can be read as two days",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.SECOND_LANGUAGE, Group.COGNITION),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("third of April or fourth of March", text("Apply by 03/04/2025 at the town hall."), Failed),
        Example("the same day in either order", text("Apply by 04/04/2025 at the town hall."), Passed),
        Example("a day over 12", text("Apply by 13/04/2025 at the town hall."), Passed),
        Example("another date shows the order", text("From 03/04/2025 to 30/04/2025 at the hall."), Passed),
        Example("an example", text("Your date of birth, for example 9/11/1958, is asked for."), Inapplicable),
        Example("the month as a word", text("Apply by 3 April 2025 at the town hall."), Inapplicable),
        Example(
            "a fraction and an address", text("Half is 1/2, and 24/7 is always; see 1/2/3."), Inapplicable
        ),
        Example("Italian, with one order only", text("Entro il 03/04/2025.", lang="it"), Inapplicable),
    ),
)
