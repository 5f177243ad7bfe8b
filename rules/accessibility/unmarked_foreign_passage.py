"""A passage in another language than the text around it must say so.

Why it matters: a screen reader goes on in the voice of the page's language. People who listen understand
nothing of a warning or an offer that was written for them.

How to fix it: put the passage's language on the element that holds it, such as <p lang="en">, or
translate it. What is left over from a template or a plug-in is best translated.

Source: WCAG 2.2, success criterion 3.1.2 Language of Parts, which excepts proper names, technical terms and
words that belong to the text around them, https://www.w3.org/TR/WCAG22/#language-of-parts. A passage fails
from 100 letters on, some three lines on a phone, if the language around it has less than one chance in a
million. From 40 letters on it is asked about. How sure that is: auditor/text/claim.py.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.passages import Passage, Passages
from auditor.examples import passages
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.claim import letters_in, likelihood, other_language, page_tally, tally
from auditor.text.language import primary_subtag
from auditor.text.language_names import language_name

ASKED_LETTERS = 40
ASKED_LIKELIHOOD = 1e-4
SURE_LETTERS = 100
SURE_LIKELIHOOD = 1e-6
QUOTED_CHARS = 120

_FOREIGN = "It is in {found}, and nothing says so in a text in {said}: “{text}”"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for passages that cannot be in the language that is said of them."""
    seen = page.passages
    if seen is None:
        return
    believed = {number for number in range(len(seen.marks)) if _is_believed(page, seen, number)}
    held = 0
    found = False
    for passage in seen.passages:
        if passage.is_name or passage.mark not in believed or letters_in(passage.text) < ASKED_LETTERS:
            continue
        outcome = _judge(passage, primary_subtag(seen.marks[passage.mark].lang))
        if outcome is None:
            held += 1
        else:
            found = True
            yield outcome
    if held:
        yield Passed(held)
    elif not found:
        yield Inapplicable()


def _is_believed(page: PageEvidence, seen: Passages, number: int) -> bool:
    """Tell whether what a mark says holds on the whole: if not, wrong-page-language or -passage- tells it."""
    claimed = primary_subtag(seen.marks[number].lang)
    if not claimed:
        return False
    if number == 0:
        counted = page_tally(page)
        return counted is not None and not counted.is_contradicted
    own = [passage.text for passage in seen.passages if passage.mark == number]
    return bool(own) and not tally(own, claimed).is_contradicted


def _judge(passage: Passage, claimed: str) -> Outcome | None:
    found = other_language(passage.text, claimed)
    chance = likelihood(passage.text, claimed) if found else None
    if chance is None or chance > ASKED_LIKELIHOOD:
        return None
    values = {
        "found": language_name(found), "said": language_name(claimed), "text": passage.text[:QUOTED_CHARS],
    }  # fmt: skip
    at = Place(passage.selector, passage.text[:QUOTED_CHARS])
    if letters_in(passage.text) >= SURE_LETTERS and chance <= SURE_LIKELIHOOD:
        return Failed(_FOREIGN, at=at, elements=1, **values)
    return CantTell(f"{_FOREIGN}. Is that a name or a term?", at=at, elements=1, **values)


_ENGLISH = "You can register a birth at any office. Bring your own papers and those of the child, please."
_LONG = f"{_ENGLISH} It is free, and it takes ten minutes."
_FRENCH = "Vous pouvez déclarer une naissance dans chaque bureau. Apportez vos papiers et ceux de l'enfant."

RULE = Rule(
    title="A passage in another language is not marked",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("3.1.2",),
    needs=("passages",),
    check=check,
    examples=(
        Example("all in one language", passages("fr", _FRENCH, _FRENCH), Passed),
        Example("a long passage in another", passages("fr", _FRENCH, _FRENCH, _LONG), Failed),
        Example("a short passage in another", passages("fr", _FRENCH, _FRENCH, _ENGLISH[:60]), CantTell),
        Example("a few words of another", passages("fr", _FRENCH, _FRENCH, _ENGLISH[:38]), Passed),
        Example("the page as a whole, which wrong-page-language tells", passages("fr", _LONG), Inapplicable),
        Example("no language named, which axe/html-has-lang tells", passages("", _LONG), Inapplicable),
        Example(
            "a passage that is marked",
            f'<html lang="fr"><title>A</title><p>{_FRENCH}<p>{_FRENCH}<p lang="en">{_LONG}',
            Passed,
        ),
    ),
)
