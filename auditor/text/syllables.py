"""How many syllables a word has, in the languages whose formulas ask for it: German, Spanish, French.

A syllable is one vowel sound, so vowel sounds are counted: letters of one sound
(German "ei", French "eau") are one, two vowels that are spoken apart (Spanish "día")
are two. Hyphenation patterns (pyphen, and textstat through it) are no substitute: they
mark where a line may be broken, and leave out by design the syllables of one letter
("o-ficina") and those between two vowels ("a-é-reo"). On the words of
tests/test_text_syllables.py they lose more than one Spanish syllable in seven, which is
worth more than ten points on a readability scale.

Known to be counted wrongly: in German an "ie" that is two sounds (Familie) and vowels
that meet where a word was composed (beenden); in French an "-ent" that is a silent verb
ending (ils peuvent). The accuracy is measured by those tests.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_GERMAN_SOUND = re.compile(r"aa|a[iuy]|äu|ee|e[iuy]|ie|oo|[aeiouyäöü]")

# Written, but not spoken as a vowel of its own: the u of "qu" and, before e and i, of "gu".
_SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéèêíy])")

_SPANISH_FINAL_Y = re.compile(r"y$")
_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
# Between two open vowels, and on either side of a stressed í or ú beside an open one
# (Real Academia Española, Ortografía de la lengua española, 2010: hiatos).
_SPANISH_APART = re.compile(
    r"(?<=[aeoáéó])(?=[aeoáéóíú]|[iu][aeoáéó])"
    r"|(?<=[íú])(?=[aeoáéó])"
)

_FRENCH_SILENT_END = re.compile(r"es?$")
_FRENCH_VOWELS = re.compile(r"[aeiouyàâæéèêëîïôöœùûü]+")
# After é and before é, ï, ë; between two o; after a y between vowels; after an i that a
# group such as "vr" or "cl" keeps from gliding into the next vowel (fé-vri-er, cli-ent).
_FRENCH_APART = re.compile(
    r"(?<=é)(?=[aeiouèêô])"
    r"|(?<=[aeoé])(?=[éïë])"
    r"|(?<=o)(?=o)"
    r"|(?<=[aeou]y)(?=[aeiouéè])"
    r"|(?<=[bcdfgptv][lr]i)(?=[aeéèo])"
)


def _german(word: str) -> int:
    return len(_GERMAN_SOUND.findall(word.replace("qu", "q")))


def _spanish(word: str) -> int:
    spoken = _SPANISH_FINAL_Y.sub("i", _SILENT_U.sub("", word))
    return len(_SPANISH_VOWELS.findall(_SPANISH_APART.sub("-", spoken)))


def _french(word: str) -> int:
    spoken = _FRENCH_SILENT_END.sub("", _SILENT_U.sub("", word))
    return len(_FRENCH_VOWELS.findall(_FRENCH_APART.sub("-", spoken)))


_COUNTERS: dict[str, Callable[[str], int]] = {"de": _german, "es": _spanish, "fr": _french}

SYLLABLE_LANGUAGES = frozenset(_COUNTERS)


@lru_cache(maxsize=50_000)
def syllables(word: str, language: str) -> int:
    """Count the syllables of a word as it is spoken slowly; at least one.

    Raises:
        KeyError: if the language is none of `SYLLABLE_LANGUAGES`.
    """
    return max(1, _COUNTERS[language](word.lower()))
