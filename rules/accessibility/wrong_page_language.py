"""The language that a page says it is in must be the one that most of its text is in.

Why it matters: a screen reader chooses its voice by it. French read by the rules of English cannot be
understood, and whoever is blind cannot see what is wrong.

How to fix it: write the language of the text into the first element of the page, such as
<html lang="fr">. A wrong one is often left over from a template.

Source: WCAG 2.2, success criterion 3.1.1 Language of Page, https://www.w3.org/TR/WCAG22/#language-of-page;
W3C's ACT rule ucwvc8, by which alternative texts count as well, and what names its own language does not.
How sure it is: auditor/text/claim.py.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import passages
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Share, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.claim import Tally, is_known, letters_in, other_language, page_tally
from auditor.text.language import primary_subtag
from auditor.text.language_names import language_name
from auditor.text.main_text import main_blocks

LEAST_LETTERS = 40  # some eight words: fewer do not make a page of which one could say that it passed
MAIN_LETTERS = 100

_OTHER = "The page says that it is in {said}, but {share} of its text is in {found}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the language of the page's texts, alternative texts among them, with the one that it names."""
    counted = page_tally(page)
    seen = page.passages
    if counted is None or seen is None or not counted.own + counted.other:
        yield Inapplicable()
        return
    claimed = primary_subtag(seen.marks[0].lang)
    if not is_known(claimed):
        yield Untested(f"the language “{claimed}” is not one that can be told by its words")
    elif counted.is_contradicted:
        yield _contradicted(page, claimed, counted)
    elif counted.own >= LEAST_LETTERS:
        yield Passed()
    else:
        yield Inapplicable()


def _contradicted(page: PageEvidence, claimed: str, counted: Tally) -> Outcome:
    """Fail it, unless the main text may be in the language that is named, and the rest is around it."""
    root = page.passages.marks[0] if page.passages else None
    outcome = CantTell if _main_text_may_be(page, claimed) else Failed
    message = f"{_OTHER}. Is that what it is mainly in?" if outcome is CantTell else _OTHER
    return outcome(
        message,
        at=Place("html", root.snippet if root else None),
        said=language_name(claimed),
        found=language_name(counted.language),
        share=Share(counted.other / (counted.own + counted.other)),
    )


def _main_text_may_be(page: PageEvidence, claimed: str) -> bool:
    text = " ".join(block.text for block in main_blocks(page))
    return letters_in(text) >= MAIN_LETTERS and not other_language(text, claimed)


_ENGLISH = "You can register a birth at any office. Bring your own papers and those of the child."
_FRENCH = "Vous pouvez déclarer une naissance dans chaque bureau. Apportez vos papiers et ceux de l'enfant."

RULE = Rule(
    title="The page is in another language than it says",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("3.1.1",),
    act_rules=("ucwvc8",),
    needs=("passages", "text"),
    check=check,
    examples=(
        Example("as it says", passages("en-GB", _ENGLISH), Passed),
        Example("another language", passages("en", _FRENCH), Failed),
        Example("more of another language", passages("en", _ENGLISH, _FRENCH, _FRENCH), Failed),
        Example("less of another language", passages("en", _ENGLISH, _ENGLISH, _FRENCH), Passed),
        Example("names", passages("en", "Jean Dupont", "Marie Lefèvre"), Inapplicable),
        Example(
            "text that only fills its place",
            passages("en", "Lorem ipsum dolor sit amet, consectetur."),
            Inapplicable,
        ),
        Example("no language named, which axe/html-has-lang tells", passages("", _ENGLISH), Inapplicable),
        Example("a language that cannot be told by its words", passages("gsw", _ENGLISH), Untested),
        Example(
            "only the alternative text of a picture",
            '<html lang="fr"><title>A</title><img alt="The town hall in the snow, seen from the river">',
            Failed,
        ),
        Example(
            "words that are hidden",
            f'<html lang="fr"><title>A</title><p hidden>{_ENGLISH}<p>{_FRENCH}',
            Passed,
        ),
        Example(
            "more in a part that names its own language",
            f'<html lang="fr"><title>A</title><p>{_FRENCH}<p lang="en">{_ENGLISH * 3}',
            Passed,
        ),
        Example(
            "only such a part is in the language of the page",
            f'<html lang="fr"><title>A</title><p>{_ENGLISH}<p lang="fr">{_FRENCH * 3}',
            CantTell,
        ),
        Example("code", f'<html lang="fr"><title>A</title><p>{_FRENCH}<pre>{_ENGLISH * 3}</pre>', Passed),
    ),
)
