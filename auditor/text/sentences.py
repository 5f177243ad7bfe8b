"""Sentences and words of a block of text, in any language that puts spaces between words.

Sentences are found by sentencex (Wikimedia), which knows the abbreviations and the
stops of some thirty languages (`؟`, `।`, `。` too) and falls back to a related
language for others. It prefers leaving two sentences joined to cutting one. What it
cuts wrongly in administrative texts is joined again here. Straight quotation marks are hidden
from it: they look alike at both ends, and it cuts nothing between two of them, even if the one
closes what the other does not open. How often it is right is in docs/readability.md.

A word is what stands between spaces and holds a letter: "don't", "l'école", "e-mail"
and "12-month" are one word each, as in Flesch's counting rules (How to Write Plain
English, 1979, chapter 2). Unlike there, bare numbers, addresses of pages, e-mail addresses and
pieces of code (`<b>`, `a=1`) are no words: a telephone number does not make a sentence hard.
"""

import re
import string
from collections.abc import Iterator
from functools import lru_cache

# Languages written without spaces between words (Unicode Standard Annex 29, section 4):
# their words cannot be counted without a dictionary.
UNSPACED_LANGUAGES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "zh"})

_QUOTE = '"'
_OPENING_QUOTE = re.compile(r'\s"\Z')  # at the end of a piece, it opens the next one

# Government Digital Service, "Sentence length: why 25 words is our limit", 2014; see docs/readability.md.
LIMIT_WORDS = 25

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_PUNCTUATION = string.punctuation + "«»‹›“”„‟‘’‚‛…–—•·¿¡،؛؟۔।॥。、！？：；（）「」『』′″"  # noqa: RUF001
_BETWEEN_WORDS = re.compile(r"[/|…–—]+")  # noqa: RUF001
_CODE = re.compile(r"[<>={}]")
_ADDRESS = re.compile(r"(?:https?://|www\.).+|[^@]+@[^@]+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/.*)?")

# Abbreviations of administrative texts after which sentencex 1.0 was seen to cut, by language.
_ABBREVIATIONS = {
    "de": r"[Ii]nkl|[Zz]zgl",
    "en": r"[Aa]pprox|[Pp]ara|[Tt]el",
    "es": r"D",
    "fr": r"Dr|M|[Aa]rt|[LR]|n",
    "it": r"D\.Lgs|S\.p\.A|[cn]",
}
_CUT_SHORT = {
    language: re.compile(rf"(?:^|[\s(«\"'’])(?:{known})\.$")  # noqa: RUF001
    for language, known in _ABBREVIATIONS.items()
}


def sentences(block_text: str, language: str) -> list[str]:
    """Cut a block's text into sentences; the end of the block ends the last one.

    Args:
        block_text: one block, white space folded.
        language: ISO 639-1; an unknown or empty one is cut by the common rules.
    """
    return list(_sentences(block_text, language))


@lru_cache(maxsize=1024)  # two rules read the same page, and pages share blocks
def _sentences(block_text: str, language: str) -> tuple[str, ...]:
    found: list[str] = []
    unfinished = ""
    for piece in _pieces(block_text, language):
        unfinished += piece
        if not _goes_on(piece.strip(), language):
            found.append(unfinished.strip())
            unfinished = ""
    found.append(unfinished.strip())
    return tuple(sentence for sentence in found if sentence)


def _pieces(block_text: str, language: str) -> Iterator[str]:
    from sentencex import segment  # noqa: PLC0415  a native module that only these rules need

    start = end = 0
    for piece in segment(language, block_text.replace(_QUOTE, " ")):
        end += len(piece)
        opening = _OPENING_QUOTE.search(block_text, start, end)
        cut = opening.start() if opening else end
        yield block_text[start:cut]
        start = cut
    yield block_text[start:]


def _goes_on(piece: str, language: str) -> bool:
    """Tell whether what was cut off is only a list number ("1.") or ends in an abbreviation."""
    if not any(char.isalpha() for char in piece):
        return True
    cut_short = _CUT_SHORT.get(language)
    return cut_short is not None and cut_short.search(piece) is not None


@lru_cache(maxsize=8_192)  # a page's texts: several questions are asked of their words
def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, without the punctuation around them."""
    found: list[str] = []
    has_code = _CODE.search(text) is not None
    for token in text.replace(_SOFT_HYPHEN, "").split():
        if token.isalpha():  # most are, and need no closer look
            found.append(token)
            continue
        if has_code and _CODE.search(token):
            continue
        bare = token.strip(_PUNCTUATION)
        if bare.isalpha():
            found.append(bare)
            continue
        if _may_be_address(bare) and _ADDRESS.fullmatch(bare):
            continue
        parts = (part.strip(_PUNCTUATION) for part in _BETWEEN_WORDS.split(bare))
        found += [part for part in parts if any(char.isalpha() for char in part)]
    return tuple(found)


def _may_be_address(bare: str) -> bool:
    """Tell whether a token holds what every address does, which most do not."""
    return "." in bare or "@" in bare or "/" in bare
