"""A heading should say what stands below it.

Why it matters: people look down the headings for the part that answers their question, and screen readers
list them alone. "General" and "Information" could stand above everything, so that all of it has to be read.

How to fix it: name what is below in the reader's words. It is best named as what they want to do or as their
question: "Who can apply" instead of "General information".

Source: US government, Plain language guidelines, Add useful headings,
https://www.plainlanguage.gov/guidelines/organize/add-useful-headings/ (a topic
heading as vague as "General" helps nobody). The words are listed in auditor/text/empty_words.toml.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import is_empty
from auditor.text.language import languages_at
from auditor.text.main_text import main_blocks

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the headings of the main text with what says nothing in the languages that they may be in."""
    telling = 0
    headings = [block for block in main_blocks(page) if block.tag in _HEADINGS]
    for block in headings:
        if not is_empty("heading", block.text, languages_at(page, block.lang)):
            telling += 1
            continue
        yield Failed(
            "“{words}” could stand above anything",
            at=Place(block.selector, block.text, block.landmark),
            words=block.text,
        )
    if telling:
        yield Passed(elements=telling)
    elif not headings:
        yield Inapplicable()


RULE = Rule(
    title="Heading does not say what is below it",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.WITHOUT_VISION, Group.LOW_LITERACY),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("it says what is below", text("Who can apply", tag="h2"), Passed),
        Example("it says nothing", text("General information", tag="h2"), Failed),
        Example("such a word with others", text("Information for parents", tag="h2"), Passed),
        Example("Spanish", text("Información general:", lang="es", tag="h2"), Failed),
        Example("a word of another language", text("Varie", lang="en", tag="h2"), Passed),
        Example("no heading", text("Information", tag="p"), Inapplicable),
    ),
)
