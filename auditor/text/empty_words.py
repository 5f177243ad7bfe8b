"""Names that say nothing of what they name: "read more" for a link, "untitled" for a page. Pure.

The lists are data: empty_words.toml, beside this file. A name is compared as a whole, without case,
accents, punctuation or arrows.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from importlib.resources import files

# Accents of Latin, Greek and Cyrillic letters, and the points of Hebrew and Arabic, which many leave out.
# The marks of Indian and Thai scripts are vowels: without them words fall together.
_CROSSED = str.maketrans("łı", "li")  # letters with a stroke or without a dot, which Unicode takes for whole
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_NO_LETTER = re.compile(r"[^\w ]|_")
_ALL = "all"  # what is written alike in every language


@lru_cache(maxsize=8_192)  # several rules compare the same texts, and pages share them
def plain(text: str) -> str:
    """Bring a name to the form in which names are compared: "Más información »" is "mas informacion"."""
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_CROSSED)
    return " ".join(_NO_LETTER.sub(_blank, decomposed).split())


def _blank(found: re.Match[str]) -> str:
    return found[0] if unicodedata.category(found[0]).startswith("M") else " "


def says_nothing_of_a_link(name: str, languages: Iterable[str]) -> bool:
    """Tell whether a link's name says nothing of where it leads: "more", "click here", "PDF"."""
    return is_empty("link", name, languages) or is_empty("format", name, languages)


def points(name: str, languages: Iterable[str]) -> bool:
    """Tell whether a name only points at a thing: "this page"."""
    words = plain(name).split()
    return len(words) == 2 and any(  # noqa: PLR2004  one that points, one that is pointed at
        words[0] in _words("pointing", language) and words[1] in _words("pointed", language)
        for language in languages
    )


def words_of_links(languages: Collection[str]) -> frozenset[str]:
    """Give the words that names of links which say nothing are made of."""
    names = (
        name for kind in ("link", "format") for each in (*languages, _ALL) for name in _names(kind, each)
    )
    return frozenset(word for name in names for word in name.split())


def is_empty(kind: str, name: str, languages: Iterable[str]) -> bool:
    """Tell whether a name is one of a list's, in one of these languages."""
    name = plain(name)
    return any(name in _names(kind, language) for language in (*languages, _ALL))


_LISTS = tomllib.loads(files("auditor.text").joinpath("empty_words.toml").read_text(encoding="utf-8"))


@cache
def _names(kind: str, language: str) -> frozenset[str]:
    return frozenset(plain(line) for line in _LISTS[kind].get(language, "").splitlines()) - {""}


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    return frozenset(plain(_LISTS[kind].get(language, "")).split())
