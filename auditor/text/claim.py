"""Whether a text can be in the language that is said of it.

Asked is not which language a text is in, which short texts do not tell, but how likely it is for the
one that is claimed. Measured on 29,400 interface texts in 86 languages and on 9,100 texts of 15 portals
(Spanish, English, French, Italian): of the texts with 20 to 400 letters, a thousandth or less was only
given to the claimed language where the text was in fact in another one, but for one name in Tagalog; of
those with 10 to 19 letters it happened in 3 of 16,300.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from auditor.evidence import PageEvidence
from auditor.evidence.once import once_a_page
from auditor.text.detection import detect, likelihoods
from auditor.text.filler import LATIN, is_filler
from auditor.text.language import SAMPLE_CHARS, primary_subtag

SURE_LETTERS = 20
UNLIKELY = 1e-3
# A shorter text is believed to be in another language only if that is one that the page has elsewhere.
LEAST_LETTERS = 10
UNLIKELY_WHEN_SHORT = 10**-2.5
LIKELY = 1e-2

# Languages so near to each other that the detector gives the text of one to the other.
_RELATIVES = (
    frozenset({"no", "nb", "nn"}), frozenset({"hr", "bs", "sr", "sh"}), frozenset({"id", "ms"}),
    frozenset({"tl", "fil"}), frozenset({"fa", "prs"}), frozenset({"he", "iw"}), frozenset({"ro", "mo"}),
)  # fmt: skip


_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


@lru_cache(maxsize=4_096)  # several questions are asked of a page's texts
def letters_in(text: str) -> int:
    """Count the letters of a text: not every script has spaces between words."""
    letters = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    if text.isascii():
        return letters
    return letters + sum(map(str.isalpha, "".join(_NOT_ASCII.findall(text))))


def is_known(language: str) -> bool:
    """Whether the detector knows a language or one of its nearest relatives."""
    return likelihood("", language) is not None


def family(language: str) -> frozenset[str]:
    """Give a language and its nearest relatives, which the detector takes for each other."""
    return next((each for each in _RELATIVES if language in each), frozenset({language}))


def likelihood(text: str, language: str) -> float | None:
    """Tell how likely a text is in a language or one of its nearest relatives; None if it is not known."""
    known = likelihoods(text[:SAMPLE_CHARS])
    relatives = family(language)
    if not relatives & known.keys():
        return None
    return sum(known.get(each, 0) for each in relatives)


def other_language(text: str, claimed: str, elsewhere: Collection[str] = ()) -> str:
    """Give the language that a text is in if it cannot be the one that is claimed, else "".

    `elsewhere` are the languages that the page has in other places.
    """
    letters = letters_in(text)
    if letters < (LEAST_LETTERS if elsewhere else SURE_LETTERS):
        return ""
    likeliest, _ = detect(text[:SAMPLE_CHARS])
    if likeliest in {LATIN, *family(claimed)} or is_filler(text):
        return ""
    probability = likelihood(text, claimed)
    if probability is None:
        return ""
    if letters >= SURE_LETTERS:
        return likeliest if probability <= UNLIKELY else ""
    return likeliest if probability <= UNLIKELY_WHEN_SHORT and likeliest in elsewhere else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many letters of some texts may be in the claimed language, and how many are in another one."""

    own: int
    other: int
    language: str

    @property
    def is_contradicted(self) -> bool:
        """Whether more is in one other language than may be in the claimed one."""
        return self.other > self.own


def tally(texts: Iterable[str], claimed: str, elsewhere: Collection[str] = ()) -> Tally:
    """Count by language what stands in texts that are claimed to be in one. In doubt it is the claimed one.

    What is too short to be told alone is told together.
    """
    others: Counter[str] = Counter()
    unclear = []
    own = 0
    for text in texts:
        if is_filler(text):
            continue
        if language := other_language(text, claimed, elsewhere):
            others[language] += letters_in(text)
        elif letters_in(text) < SURE_LETTERS or not _is_likely(text, claimed):
            unclear.append(text)
        else:
            own += letters_in(text)
    together = " ".join(unclear)
    language = other_language(together, claimed, elsewhere)
    if language:
        others[language] += letters_in(together)
    else:
        own += letters_in(together)
    ((language, other),) = others.most_common(1) or [("", 0)]
    return Tally(own, other, language)


def _is_likely(text: str, language: str) -> bool:
    likeliest, probability = detect(text[:SAMPLE_CHARS])
    if likeliest in family(language) and probability >= LIKELY:
        return True
    return (likelihood(text, language) or 0) >= LIKELY


@once_a_page
def page_tally(page: PageEvidence) -> Tally | None:
    """Count by language what stands on a page outside of parts that name theirs; None if nothing is claimed.

    After W3C's ACT rule ucwvc8: words in an element with a lang attribute do not decide on the page's.
    """
    seen = page.passages
    claimed = primary_subtag(seen.marks[0].lang) if seen and seen.marks else ""
    if not seen or not claimed:
        return None
    elsewhere = {primary_subtag(mark.lang) for mark in seen.marks[1:]}
    return tally((passage.text for passage in seen.passages if passage.mark == 0), claimed, elsewhere)
