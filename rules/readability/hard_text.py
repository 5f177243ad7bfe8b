"""A page's text should be readable after nine years of school.

Why it matters: one adult in four reads at the lowest levels, where only short and simple
texts are understood. Who cannot read a page cannot tell what is asked of them, and pays
for it in time, in money or by giving up a right.

How to fix it: use the words that people use, keep sentences to one thought, explain each
term of law once, and try the text on readers. If it cannot be simpler, add a summary that is.

Source: WCAG 2.2, success criterion 3.1.5 Reading Level (lower secondary education: nine
years of school). OECD, Survey of Adult Skills 2023: 26 % of adults at level 1 of literacy
or below. The formula and limit of each language, with sources and doubts, are in
docs/readability.md.
"""

from collections.abc import Iterator
from itertools import cycle, islice

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Number, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.formulas import MIN_WORDS, Easier, Formula, count, formula_for
from auditor.text.main_text import main_blocks
from auditor.text.prose import Prose, prose

_MESSAGES = {
    Easier.LOWER: "The text needs school grade {value} to read, over {limit}, by {formula}",
    Easier.HIGHER: "The text has a reading ease of {value}, under {limit}, by {formula}",
}


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Grade the sentences of the page's main text by the formula of its language."""
    if not main_blocks(page):
        yield Inapplicable()
        return
    found = prose(page)
    formula = formula_for(found.language)
    if found.language and formula is None:
        yield Untested(f"no readability formula is held valid for its language, {found.language}")
    elif found.words < MIN_WORDS:
        yield Inapplicable()
    elif formula is None:
        yield Untested("the language of its text could not be told")
    else:
        yield _grade(found, formula)


def _grade(found: Prose, formula: Formula) -> Outcome:
    counts = count([sentence.words for sentence in found.sentences], found.language)
    value = round(formula.compute(counts), 1)  # as shown, so that no message says "9.0, over 9.0"
    if formula.within_limit(value):
        return Passed()
    longest = max(found.sentences, key=lambda sentence: len(sentence.words))
    return Failed(
        _MESSAGES[formula.easier],
        at=Place(longest.block.selector, longest.text, longest.block.landmark),
        value=Number(value),
        limit=Number(formula.limit),
        formula=formula.name,
    )


_FOUR_LETTERS = (
    "They will send your form back when they have read what your bank said that they must know from this"
)
_FIVE_LETTERS = (
    "These forms would reach every clerk after their staff could check which bills still state where"
)


def _english(five_letter_words: int, words: int = MIN_WORDS) -> str:
    """Write sentences of 20 words of four letters, but for so many of five at the start.

    The Automated Readability Index of 100 such words is 7.41, and 0.0471 more for each
    longer word: 9.0 with 34 of them, 9.1 with 35.
    """
    chosen = [*islice(cycle(_FIVE_LETTERS.split()), five_letter_words)]
    chosen += islice(cycle(_FOUR_LETTERS.split()), words - five_letter_words)
    sentences = (chosen[start : start + 20] for start in range(0, words, 20))
    return " ".join(f"{' '.join(sentence)}." for sentence in sentences)


_SWAHILI = "Unaweza kuomba kadi ya kuegesha gari ikiwa unapata shida kutembea. " * 10

RULE = Rule(
    title="Text is hard to read",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.OLDER_PERSONS),
    needs=("text", "head"),
    check=check,
    examples=(
        Example("exactly nine years of school", text(_english(34)), Passed),
        Example("a tenth over nine years of school", text(_english(35)), Failed),
        Example(
            "the same in a real page",
            f"<html lang=en><title>Bills</title><main><h1>Bills</h1><p>{_english(35)}</p></main></html>",
            Failed,
        ),
        Example("hard words, but too few to grade", text(_english(99, words=99)), Inapplicable),
        Example("a language without a valid formula", text(_SWAHILI, lang="sw"), Untested),
        Example("few words of such a language", text("Omba kadi ya kuegesha gari.", lang="sw"), Untested),
        Example("a language without spaces between words", text("请把表格寄到市政府。", lang="zh"), Untested),
    ),
)
