"""A paragraph should have no more than 150 words.

Why it matters: a grey block of text makes people turn away before they read it. On a telephone, 150 words
fill more than the screen, and who loses the line has to begin anew.

How to fix it: give each thought a paragraph of its own, and turn steps and conditions into a list. Above
each part, put a heading that says what follows.

Source: US government, Plain language guidelines, Write short paragraphs (no more than 150 words),
https://www.plainlanguage.gov/guidelines/concise/write-short-paragraphs/. It speaks of English; languages that
join words say more in as many, and the one figure is used for all.
"""

from collections import Counter
from collections.abc import Iterator

from auditor.evidence import PageEvidence, TextBlock
from auditor.examples import text
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.prose import prose_by_language
from auditor.text.sentences import UNSPACED_LANGUAGES

LIMIT_WORDS = 150
_BEGINNING_CHARS = 200


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Count the words in the sentences of each paragraph of the main text."""
    words: Counter[TextBlock] = Counter()
    for prose in prose_by_language(page):
        if prose.language in UNSPACED_LANGUAGES:
            yield Untested("its language puts no spaces between words, so they cannot be counted")
            continue
        for sentence in prose.sentences:
            words[sentence.block] += len(sentence.words)
    long = [block for block, count in words.items() if count > LIMIT_WORDS]
    for block in long:
        yield Failed(
            "The paragraph has {words} words, over {limit}",
            at=Place(block.selector, block.text[:_BEGINNING_CHARS], block.landmark),
            words=Count(words[block]),
            limit=Count(LIMIT_WORDS),
        )
    if len(long) < len(words):
        yield Passed(elements=len(words) - len(long))
    elif not words:
        yield Inapplicable()


_TEN_WORDS = "Bring the form and a photo to the front desk. "

RULE = Rule(
    title="Paragraph is too long",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.SMALL_SCREEN),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("150 words", text(_TEN_WORDS * 15), Passed),
        Example(
            "151 words",
            text(_TEN_WORDS * 14 + "Please bring the form and a photo to the front desk."),
            Failed,
        ),
        Example("a long one among short ones", text(_TEN_WORDS * 3, _TEN_WORDS * 20), Failed),
        Example("the same words in two paragraphs", text(_TEN_WORDS * 10, _TEN_WORDS * 10), Passed),
        Example("Chinese has no spaces to count words by", text("请把表格寄到市政府。", lang="zh"), Untested),
        Example("only a heading", text("Parking", tag="h1"), Inapplicable),
    ),
)
