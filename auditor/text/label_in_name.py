"""Whether the name of a control holds the words that are seen on it, as WCAG 2.5.3 asks. Pure.

After W3C's ACT rule 2ee8b8: case, punctuation and what stands in parentheses do not count, and the
words have to stand in the name one after the other.
"""

import re
import unicodedata
from enum import StrEnum

SIGN_CHARS = 1  # a single letter stands for a picture: "x" for "close"
SHORT_CHARS = 3  # a label as short may be an abbreviation: "EN" for "English"
LABEL_WORDS = 8  # what is longer is no label but a whole card

_EAST_ASIA = 0x2E80  # from here on scripts that put no spaces between words
_PARENTHESES = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_]+")
_CUT = re.compile(r"(?:…|\.\.\.)\s*$")


class Held(StrEnum):
    """Whether a name holds what is seen; MAYBE where a person has to say what the label is."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


def holds(name: str, shown: str) -> Held:
    """Tell whether a name holds the words that are seen."""
    label, words = _words(_PARENTHESES.sub(" ", shown)), _words(name)
    squeezed, all_words = "".join(label), "".join(words)
    without = _words(_PARENTHESES.sub(" ", name))
    if len(squeezed) <= SIGN_CHARS or _stand_in(words, label) or _stand_in(without, label):
        return Held.YES
    doubtful = (
        squeezed in all_words  # "NextPage" is heard as "next page"
        or len(squeezed) <= SHORT_CHARS
        or len(label) > LABEL_WORDS
        or not any(char.isalpha() for char in squeezed)
        or _CUT.search(shown) is not None
        or any(ord(char) >= _EAST_ASIA for char in squeezed)
    )
    return Held.MAYBE if doubtful else Held.NO


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _stand_in(words: list[str], label: list[str]) -> bool:
    return any(words[start : start + len(label)] == label for start in range(len(words) - len(label) + 1))
