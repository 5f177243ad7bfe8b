"""Text in a normal form: what looks the same to a reader is the same to a pattern.

Pages write digits in many scripts, hide direction marks between them, and hold
whatever a hostile author put there. All searching is done in `clean` text, and words
are compared in `fold`ed text of the same length.
"""

import re
import unicodedata
from functools import lru_cache

# Superscripts are footnote marks: NFKC would glue them to the number before them. NUL,
# other controls and lone surrogates would break what stores or shows a quotation.
_BLANK = re.compile(r"[\x00-\x1f\x7f-\x9f\u00b9\u00b2\u00b3\u2070-\u2079\ud800-\udfff]+")
# Soft hyphens, joiners and direction marks; Arabic vowel marks and the stretching stroke.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u064b-\u065f\u0640]+")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_ONE_LETTER = dict(zip("أإآٱىیکё’‘ʻʼ`´", "ااااييكе''''''", strict=True))  # noqa: RUF001  variants of one letter
_VARIANT = re.compile(f"[{''.join(_ONE_LETTER)}]")  # most texts have few: str.translate looks up every letter
_REMEMBERED = 4_096  # texts: several readers ask for the same, and menus and footers come again on every page


@lru_cache(maxsize=_REMEMBERED)
def clean(text: str, limit: int) -> str:
    """Cut to `limit` characters, make characters compatible (NFKC) and digits ASCII, drop what is unseen."""
    text = text[:limit]
    if text.isascii():
        return text if text.isprintable() else _BLANK.sub(" ", text)
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", _BLANK.sub(" ", text)))
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)


@lru_cache(maxsize=_REMEMBERED)
def fold(cleaned: str) -> str:
    """Give clean text in lower case, variants of a letter as one letter."""
    folded = cleaned.replace("İ", "I").lower()  # its lower case alone has another length
    return folded if folded.isascii() else _VARIANT.sub(_one_letter, folded)


def _one_letter(variant: re.Match[str]) -> str:
    return _ONE_LETTER[variant[0]]
