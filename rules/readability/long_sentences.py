"""A sentence should have no more than 25 words.

Why it matters: the longer a sentence, the more of it a reader has to keep in mind until
it makes sense. People who read slowly, in a second language or with little schooling
lose the thread first, and with it what they were to do.

How to fix it: say one thing in a sentence. Cut it in two at "and", "which" or "if", and
turn several conditions into a list.

Source: Government Digital Service, "Sentence length: why 25 words is our limit", 4 August
2014, insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit. It
speaks of English; how far it holds for other languages is in docs/readability.md.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.main_text import main_blocks
from auditor.text.prose import Sentence, prose
from auditor.text.sentences import LIMIT_WORDS, UNSPACED_LANGUAGES


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Count the words of each sentence in the page's main text."""
    if not main_blocks(page):
        yield Inapplicable()
        return
    found = prose(page)
    if found.language in UNSPACED_LANGUAGES:
        yield Untested("its language puts no spaces between words, so they cannot be counted")
    elif not found.sentences:
        yield Inapplicable()
    elif not found.language:
        yield Untested("the language of its text could not be told")
    else:
        yield from _judge(found.sentences)


def _judge(sentences: tuple[Sentence, ...]) -> Iterator[Outcome]:
    long = [sentence for sentence in sentences if len(sentence.words) > LIMIT_WORDS]
    for sentence in long:
        yield Failed(
            "The sentence has {words} words, over {limit}",
            at=Place(sentence.block.selector, sentence.text, sentence.block.landmark),
            words=Count(len(sentence.words)),
            limit=Count(LIMIT_WORDS),
        )
    if len(long) < len(sentences):
        yield Passed(elements=len(sentences) - len(long))


_WORDS = (
    "If you want to park near us and you do not have a pass yet "
    "you may ask for one by post or at the town hall"
)


def _sentence(words: int) -> str:
    return f"{' '.join(_WORDS.split()[:words])}."


RULE = Rule(
    title="Sentence is too long",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.OLDER_PERSONS),
    needs=("text", "head"),
    check=check,
    examples=(
        Example("a sentence of exactly 25 words", text(_sentence(25)), Passed),
        Example("a sentence of 26 words", text(_sentence(26)), Failed),
        Example("one long sentence among short ones", text(_sentence(12), _sentence(26)), Failed),
        Example(
            "sentences in the main part of a real page",
            f"<html lang=en><title>Parking</title><main><h1>Parking</h1><p>{_sentence(25)}</p></main></html>",
            Passed,
        ),
        Example("only a heading, however long", text(_WORDS, tag="h1"), Inapplicable),
        Example("Chinese has no spaces to count words by", text("请把表格寄到市政府。", lang="zh"), Untested),
        Example("no language declared, and too short to tell it", text(_sentence(9), lang=""), Untested),
    ),
)
