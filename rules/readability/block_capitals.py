"""Sentences and longer headings should not be written in capital letters.

Why it matters: readers know words by their shape, and in capitals all words are the same box. People with
dyslexia and low vision read them slowest, some screen readers spell them letter by letter, and to everybody
it looks like shouting.

How to fix it: write sentences as usual, with a capital at the beginning and for names. What matters can be
bold, or come first. Take away text-transform: uppercase from the style sheet, if that makes the capitals.

Source: British Dyslexia Association, Dyslexia style guide (2023): avoid capital letters for continuous text,
https://www.bdadyslexia.org.uk/advice/employers/creating-a-dyslexia-friendly-workplace/dyslexia-friendly-style-guide;
GOV.UK style guide, Capitalisation: no block capitals for large amounts of text,
https://www.gov.uk/guidance/style-guide/a-to-z#capitalisation. That it begins with six words is our choice.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import page, text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.main_text import main_blocks

MIN_WORDS = 6
_QUOTED_CHARS = 200
_WORD = re.compile(r"[^\W\d_]+")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for runs of words in capitals, as written or as the style sheet shows them."""
    usual = 0
    for block in main_blocks(page):
        words = _WORD.findall(block.text)
        if len(words) < MIN_WORDS or not any(map(_has_cases, words)):
            continue
        place = Place(block.selector, block.text[:_QUOTED_CHARS], block.landmark)
        if block.in_capitals:
            yield Failed(
                "The style sheet shows this in capital letters: “{words}”", at=place, words=_cut(block.text)
            )
        elif sum(map(str.isupper, words)) >= MIN_WORDS and (run := _longest_run(block)):
            yield Failed("This is written in capital letters: “{words}”", at=place, words=_cut(run))
        else:
            usual += 1
    if usual:
        yield Passed(elements=usual)


def _has_cases(word: str) -> bool:
    return word.lower() != word.upper()


def _longest_run(block: TextBlock) -> str:
    """Give the longest run of words in capitals, if it is long enough; a letter alone belongs to any run."""
    best, run = "", []
    count = 0
    for match in (*_WORD.finditer(block.text), None):
        if match is not None and match[0].isupper():
            run.append(match)
            count += len(match[0]) > 1
            continue
        if count >= MIN_WORDS and len(found := block.text[run[0].start() : run[-1].end()]) > len(best):
            best = found
        run, count = [], 0
    return best


def _cut(words: str) -> str:
    return words if len(words) <= _QUOTED_CHARS else f"{words[:_QUOTED_CHARS]}…"


_USUAL = "Bring your form and a photo to the desk."

RULE = Rule(
    title="Text is in capital letters",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_VISION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE),
    needs=("text",),
    advice=True,
    check=check,
    examples=(
        Example("as usual", text(_USUAL), Passed),
        Example("six words in capitals", text("BRING YOUR FORM TO THE DESK."), Failed),
        Example("five words in capitals", text("BRING YOUR FORM TO US in the morning."), Passed),
        Example(
            "in the middle of a paragraph", text(f"{_USUAL} WE ARE CLOSED ON ALL MONDAYS. Call us."), Failed
        ),
        Example(
            "names of offices between others", text("The UN, the EU, NATO and the OECD are asked."), Passed
        ),
        Example(
            "a script without capitals",
            text("أحضر النموذج وصورة إلى مكتب الاستقبال", lang="ar"),
            Inapplicable,
        ),
        Example("Greek", text("φέρτε το έντυπό σας στο γραφείο".upper(), lang="el"), Failed),
        Example(
            "capitals by the style sheet",
            f"<main><p style='text-transform:uppercase'>{_USUAL}</p></main>",
            Failed,
        ),
        Example(
            "capitals that the style sheet takes back",
            f"<main style='text-transform:uppercase'><p style='text-transform:none'>{_USUAL}</p></main>",
            Passed,
        ),
        Example("a short heading", text("OPENING HOURS", tag="h2"), Inapplicable),
        Example(
            "in a menu",
            page(text=(TextBlock("ALL THE SERVICES OF THE CITY", "p", Landmark.NAVIGATION, "en", "p"),)),
            Inapplicable,
        ),
    ),
)
