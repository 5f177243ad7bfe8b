"""The language that a document says it is in must be the one that most of its text is in.

Why it matters: a screen reader chooses its voice by it. French read by the rules of English cannot be
understood, and whoever is blind cannot see what is wrong.

How to fix it: set the language of the text in the source (in Word: select all, Review, Language, Set Proofing
Language) and export again. A wrong one is often left over from a template.

Source: W3C, Techniques for WCAG 2.2, PDF16 and PDF19, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF16;
EN 301 549 V3.2.1, clauses 10.3.1.1 and 10.3.1.2. How sure it is: auditor/text/claim.py.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentText
from auditor.examples import document
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Share, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.claim import is_known, letters_in, other_language
from auditor.text.language import primary_subtag
from auditor.text.language_names import language_name

LEAST_LETTERS = 100  # some twenty words: fewer may be names
# Ours. Less than this share of a text is quotations, names and what a program takes for another language.
ASKED_SHARE = 0.1
SURE_SHARE = 0.5

_OTHER = "This document says of {share} of its text that it is in {said}, but it is in {found}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the language of the text with the one that itself, its tags or the file names for it."""
    facts = page.document
    texts = [text for text in (facts.texts if facts is not None else ()) if text.language]
    letters = sum(text.letters for text in texts)
    if letters < LEAST_LETTERS:
        return
    others = [(text, found) for text in texts for found in [_others(text)] if found]
    share = sum(text.letters * len(found) / (1 + len(text.later)) for text, found in others) / letters
    if share >= ASKED_SHARE:
        text, (found, *_) = others[0]
        sure = share > SURE_SHARE
        yield (Failed if sure else CantTell)(
            _OTHER if sure else f"{_OTHER}. Is it?",
            share=Share(share),
            said=language_name(primary_subtag(text.language)),
            found=language_name(found),
        )
    elif is_known(primary_subtag(texts[0].language)):
        yield Passed()
    else:
        yield Untested(f"the language “{texts[0].language}” is not one that can be told by its words")


def _others(text: DocumentText) -> list[str]:
    """Give the languages of those passages of a text that cannot be in the one that is named for it."""
    passages = [each for each in (text.words, *text.later) if letters_in(each) >= LEAST_LETTERS]
    found = (other_language(each, primary_subtag(text.language)) for each in passages)
    return [each for each in found if each]


_ENGLISH = "You can register a birth at any office. Bring your own papers and those of the child, " * 2
_FRENCH = "Vous pouvez déclarer une naissance dans chaque bureau. Apportez vos papiers et ceux de l'enfant. "


def _with(*texts: tuple[str, str, int]) -> PageEvidence:
    return document(texts=tuple(DocumentText(*text) for text in texts))


def _long(words: str, *later: str) -> PageEvidence:
    passages = tuple(each * 2 for each in later)
    return document(texts=(DocumentText("en", words * 2, 4_000, passages),))


RULE = Rule(
    title="The document is in another language than it says",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("3.1.1", "3.1.2"),
    needs=("document",),
    check=check,
    examples=(
        Example("as it says", _with(("en-GB", _ENGLISH, 500)), Passed),
        Example("another language", _with(("en-US", _FRENCH * 2, 500)), Failed),
        Example("parts that say so", _with(("fr-FR", _FRENCH * 2, 500), ("en-US", _ENGLISH, 50)), Passed),
        Example(
            "half of it another one", _with(("fr", _FRENCH * 2, 500), ("en", _FRENCH * 2, 500)), CantTell
        ),
        Example("more than half", _with(("en", _FRENCH * 2, 501), ("fr", _FRENCH * 2, 500)), Failed),
        Example("a tenth of it", _with(("fr", _FRENCH * 2, 900), ("en", _FRENCH * 2, 100)), CantTell),
        Example("less", _with(("fr", _FRENCH * 2, 901), ("en", _FRENCH * 2, 99)), Passed),
        Example("a first page in another one", _long(_FRENCH, _ENGLISH, _ENGLISH, _ENGLISH), CantTell),
        Example("a first half in another one", _long(_FRENCH, _FRENCH, _ENGLISH, _ENGLISH), CantTell),
        Example("three quarters in another one", _long(_FRENCH, _ENGLISH, _FRENCH, _FRENCH), Failed),
        Example("little text", _with(("en", _FRENCH * 2, 99)), Inapplicable),
        Example("names", _with(("en", "Jean Dupont", 500)), Passed),
        Example("a language that cannot be told", _with(("tlh", _ENGLISH, 500)), Untested),
        Example("no language named", _with(("", _FRENCH * 2, 500)), Inapplicable),
        Example("no text", document(), Inapplicable),
    ),
)
