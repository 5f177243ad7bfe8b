"""A page's text should be readable after nine years of school.

Why it matters: one adult in four reads at the lowest levels, where only short and simple texts are
understood. Who cannot read a page cannot tell what is asked of them. They pay for it in time, in money or by
giving up a right.

How to fix it: use the words that people use, keep sentences to one thought, explain each
term of law once, and try the text on readers. If it cannot be simpler, add a summary that is.

Source: WCAG 2.2, success criterion 3.1.5 Reading Level (lower secondary education: nine years of school).
OECD, Survey of Adult Skills 2023: 26 % of adults at level 1 of literacy or below. The formula of each
language, how its values become years of schooling and how sure they are is in docs/readability.md. The file
portal.toml may ask for less than nine years. Where a simpler version is named in the text, as 3.1.5 accepts,
nobody but a person can say that it is one.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.examples import link, text
from auditor.outcome import CantTell, Failed, Inapplicable, Number, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.main_text import main_blocks
from auditor.text.prose import Prose
from auditor.text.read_text import graded_prose
from auditor.text.reading import GRADED_LANGUAGES, Grade, is_enough
from auditor.understanding.reading import simpler_versions

_OVER = "The text asks for {years} years of school ({low} to {high}), over {limit}, by {formula}"
_PERHAPS = (
    "The text seems to ask for {years} years of school, over {limit}, but {low} to {high} are possible, "
    "by {formula}: try it on readers"
)
_SIMPLER = (
    "The text asks for {years} years of school ({low} to {high}), over {limit}, by {formula}. A simpler "
    "version is named: “{name}”. Does it say the same?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Grade the sentences of the page's main text, each language by its own formula."""
    if not main_blocks(page):
        yield Inapplicable()
        return
    own, *others = graded_prose(page)
    simpler = next((way.text for way in simpler_versions(page)), "")
    yield _judge(*own, page.school_years, simpler)
    for other, grade in others:
        if grade is not None:
            yield _judge(other, grade, page.school_years, simpler)


def _judge(found: Prose, grade: Grade | None, limit_years: float, simpler: str) -> Outcome:
    if found.language and found.language not in GRADED_LANGUAGES:
        return Untested(f"no readability formula is held valid for its language, {found.language}")
    if not _is_enough(found):
        return Inapplicable()
    if grade is None:
        return Untested("the language of its text could not be told")
    return _compared(grade, found, limit_years, simpler)


def _compared(grade: Grade, found: Prose, limit_years: float, simpler: str) -> Outcome:
    # As shown, so that no message says "9.0, over 9.0".
    years, low, high = (round(each, 1) for each in (grade.years, grade.low, grade.high))
    if years <= limit_years:
        return Passed()
    longest = max(found.sentences, key=lambda sentence: len(sentence.words))
    at = Place(longest.block.selector, longest.text, longest.block.landmark)
    values: dict[str, Number | str] = {
        "years": Number(years), "low": Number(low), "high": Number(high), "limit": Number(limit_years),
        "formula": grade.formula,
    }  # fmt: skip
    if low <= limit_years:
        return CantTell(_PERHAPS, at=at, elements=1, **values)
    if simpler:
        return CantTell(_SIMPLER, at=at, elements=1, name=simpler, **values)
    return Failed(_OVER, at=at, elements=1, **values)


def _is_enough(found: Prose) -> bool:
    return is_enough([sentence.words for sentence in found.sentences])


_SHORT_WORDS = "They will send your form back when they have read what your bank said that they must know"
_LONG_WORD = "certificate"


def _english(long_words: int, words: int = 120) -> str:
    """Write equal sentences of 20 words, so many of them of more than six letters: RIX is their number.

    By Anderson's table a RIX of 3.0 is grade 8, of 4.5 grade 10, of 6.2 grade 12.
    """
    sentence = [*[_LONG_WORD] * long_words, *islice(cycle(_SHORT_WORDS.split()), 20 - long_words)]
    chosen = list(islice(cycle(sentence), words))
    return " ".join(f"{' '.join(chosen[start : start + 20])}." for start in range(0, words, 20))


_SWAHILI = "Unaweza kuomba kadi ya kuegesha gari ikiwa unapata shida kutembea. " * 10

RULE = Rule(
    title="Text is hard to read",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.OLDER_PERSONS),
    needs=("text", "head"),
    uses=("links",),
    check=check,
    examples=(
        Example("eight years of school", text(_english(3)), Passed),
        Example("ten years of school, but nine are possible", text(_english(4)), CantTell),
        Example("twelve years of school", text(_english(6)), Failed),
        Example(
            "twelve years of school, with a simpler version",
            replace(text(_english(6)), links=(link("https://portal.example/easy", "Easy read version"),)),
            CantTell,
        ),
        Example(
            "twelve years of school, with a simpler version of something in the menu",
            replace(
                text(_english(6)),
                links=(link("https://portal.example/easy", "Easy read version", Landmark.NAVIGATION),),
            ),
            Failed,
        ),
        Example(
            "the same in a real page",
            f"<html lang=en><title>Bills</title><main><h1>Bills</h1><p>{_english(6)}</p></main></html>",
            Failed,
        ),
        Example("hard words, but too few to grade", text(_english(6, words=99)), Inapplicable),
        Example("a list without marks", text(_english(6, words=200).replace(".", "")), Inapplicable),
        Example("a language without a valid formula", text(_SWAHILI, lang="sw"), Untested),
        Example("few words of such a language", text("Omba kadi ya kuegesha gari.", lang="sw"), Untested),
        Example("a language without spaces between words", text("请把表格寄到市政府。", lang="zh"), Untested),
    ),
)
