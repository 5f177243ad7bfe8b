"""Whether texts can be in the language that is said of them: what is counted as whose."""

import pytest

from auditor.text.claim import Tally, other_language, tally
from auditor.text.filler import is_filler

ENGLISH = "You can register a birth at any office of the city."
FRENCH = "Vous pouvez déclarer une naissance dans chaque bureau."
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit."
LATIN = "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae."


@pytest.mark.parametrize(
    ("text", "claimed", "expected"),
    [(FRENCH, "en", "fr"), (FRENCH, "fr", ""), (FRENCH, "xx", ""), (LATIN, "en", ""), (LOREM, "en", "")],
    ids=["another", "its own", "one that is not known", "Latin", "filler"],
)
def test_the_language_of_a_text_that_cannot_be_in_the_claimed_one(
    text: str, claimed: str, expected: str
) -> None:
    assert other_language(text, claimed) == expected


def test_letters_are_counted_by_language_and_those_of_filler_text_are_not() -> None:
    assert tally([ENGLISH, FRENCH, LOREM], "en") == Tally(
        own=sum(map(str.isalpha, ENGLISH)), other=sum(map(str.isalpha, FRENCH)), language="fr"
    )


@pytest.mark.parametrize("word", ["lorem", "adipiscing", "voluptatem", "Curabitur"])
def test_filler_text_is_known_by_any_of_its_words(word: str) -> None:
    latin = "sed ut perspiciatis unde omnis iste natus error sit"

    assert is_filler(f"{latin} {word} {latin}")
    assert not is_filler(f"{latin} {latin}")
