"""What a part of a page is marked as must be the language that it is in.

Why it matters: a screen reader changes its voice for the part. With the wrong voice, people who listen
hear garbled words.

How to fix it: correct the lang attribute of the named element, or remove it where the part is in the
language of the page.

Source: WCAG 2.2, success criterion 3.1.2 Language of Parts,
https://www.w3.org/TR/WCAG22/#language-of-parts; W3C's ACT rule off6ek. Texts under 10 letters are not
judged. How sure it is: auditor/text/claim.py.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.claim import LEAST_LETTERS, tally
from auditor.text.language import primary_subtag
from auditor.text.language_names import language_name

QUOTED_CHARS = 120


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the language of what stands under each lang attribute with the one that it names."""
    seen = page.passages
    texts: dict[int, list[str]] = {}
    for passage in seen.passages if seen else ():
        if passage.mark:
            texts.setdefault(passage.mark, []).append(passage.text)
    marks = seen.marks if seen else ()
    held = 0
    failed = False
    for number, own in texts.items():
        claimed = primary_subtag(marks[number].lang)
        elsewhere = {primary_subtag(mark.lang) for mark in marks} - {claimed, ""}
        counted = tally(own, claimed, elsewhere)
        if claimed and counted.is_contradicted:
            failed = True
            yield Failed(
                "It is marked as {said} and is in {found}: “{text}”",
                at=Place(marks[number].selector, marks[number].snippet),
                said=language_name(claimed),
                found=language_name(counted.language),
                text=" ".join(own)[:QUOTED_CHARS],
            )
        elif claimed and counted.own >= LEAST_LETTERS:
            held += 1
    if held:
        yield Passed(held)
    elif not failed:
        yield Inapplicable()


_ENGLISH = "You can register a birth at any office."
_FRENCH = "Vous pouvez déclarer une naissance dans chaque bureau."


def _part(lang: str, text: str) -> str:
    return f'<p>The office is open on weekdays. <span lang="{lang}">{text}</span></p>'


RULE = Rule(
    title="A passage is in another language than it is marked as",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("3.1.2",),
    act_rules=("off6ek",),
    needs=("passages",),
    check=check,
    examples=(
        Example("as marked", _part("cy", "Mae'r swyddfa ar agor bob dydd o'r wythnos"), Passed),
        Example("another language", _part("fr", "Mae'r swyddfa ar agor bob dydd o'r wythnos"), Failed),
        Example(
            "another language, told by a label",
            '<button lang="fr" aria-label="Listen to this page read aloud">▶</button>',
            Failed,
        ),
        Example("short, in a language that the page has", _part("de", "The office is open"), Failed),
        Example("short, in a language that the page does not have", _part("de", "Le bureau est là"), Passed),
        Example("a name", _part("fr", "Brown"), Inapplicable),
        Example("words of two languages", _part("fr", "Paul put dire comment on tape"), Passed),
        Example(
            "text that only fills its place",
            _part("fr", "Lorem ipsum dolor sit amet, consectetur."),
            Inapplicable,
        ),
        Example("mostly as marked", f'<div lang="fr"><p>{_FRENCH}<p>{_FRENCH}<p>{_ENGLISH}</div>', Passed),
        Example("each in its own", f'<div lang="fr">{_FRENCH}<p lang="en">{_ENGLISH}</div>', Passed),
        Example("nothing but the page is marked", f"<p>{_FRENCH}", Inapplicable),
    ),
)
