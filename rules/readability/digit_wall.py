"""A long number should be written in groups of a few digits.

Why it matters: nobody keeps nine digits in mind at a glance. People who dial a number, copy it or say it on
the telephone lose their place in an unbroken row. People with dyscalculia lose it most of all.

How to fix it: put a space after every two to four digits of telephone and account numbers (020 7946 0140),
and mark thousands as the language does (1,250,000).

Source: GOV.UK style guide, Numbers and Telephone numbers,
https://www.gov.uk/guidance/style-guide/a-to-z#telephone-numbers; ITU-T Recommendation E.123 (spaces between
the groups of a telephone number). That eight digits are long is our choice, after G. A. Miller, The magical
number seven, plus or minus two, 1956.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.main_text import main_blocks

LONG_DIGITS = 8
_DIGITS = re.compile(r"\d\d")  # which all of the following hold, and most texts do not
# Both look for their first character first: what stands before each one takes longer to see.
# Not in an address, an e-mail address, a file's name or a code that has letters too (an IBAN).
_ROW = re.compile(r"(?=[+\d])(?<![\w@./:#=?&-])\+?(\d{8,})(?![\w@/=&]|[.-]\w)")
_GROUPED = re.compile(r"(?=[+\d])(?<![\w@./-])\+?\d{1,5}(?:[ \u00a0\u202f.,()-]{1,2}\d{2,5}){1,6}(?![\w@/])")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for rows of digits in the main text; numbers as long in groups are as they should be."""
    grouped = walls = 0
    for block in main_blocks(page):
        if _DIGITS.search(block.text) is None:
            continue
        grouped += sum(
            sum(map(str.isdigit, match[0])) >= LONG_DIGITS for match in _GROUPED.finditer(block.text)
        )
        for match in _ROW.finditer(block.text):
            walls += 1
            yield Failed(
                "“{number}” is a row of {digits} digits without a space",
                at=Place(block.selector, block.text, block.landmark),
                number=match[0],
                digits=Count(len(match[1])),
            )
    if grouped:
        yield Passed(elements=grouped)
    elif not walls:
        yield Inapplicable()


RULE = Rule(
    title="Long number is not in groups",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_VISION, Group.OLDER_PERSONS),
    needs=("text",),
    advice=True,
    check=check,
    examples=(
        Example("in groups", text("Call 020 7946 0140 before noon."), Passed),
        Example("eight digits in a row", text("Call 79460140 before noon."), Failed),
        Example("seven digits in a row", text("Call 7946014 before noon."), Inapplicable),
        Example("with the country", text("Call +442079460140 before noon."), Failed),
        Example("an IBAN", text("Pay to DE02120300000000202051 by noon."), Inapplicable),
        Example("in an address", text("See https://city.example/form/20250304 first."), Inapplicable),
        Example("a file's name", text("Open 20250304_form.pdf or form-20250304.pdf first."), Inapplicable),
        Example("no number", text("Call us before noon."), Inapplicable),
    ),
)
