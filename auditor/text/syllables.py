"""How many syllables a word has, in the languages whose formulas ask for it.

A syllable is one vowel sound, so vowel sounds are counted: letters of one sound
(German "ei", French "eau") are one, two vowels that are spoken apart (Spanish "día")
are two. In Russian and Turkish each vowel letter is a syllable; in Polish each but an i before
another vowel, which only softens. Hyphenation patterns (pyphen, and textstat through it) are no
substitute: they mark where a line may be broken, and leave out by design the syllables of one letter
("o-ficina") and those between two vowels ("a-é-reo"). On the words of
tests/test_text_syllables.py they lose more than one Spanish syllable in seven, which is
worth more than ten points on a readability scale.

Known to be counted wrongly: in German an "ie" that is two sounds (Familie) and vowels
that meet where a word was composed (beenden); in French an "-ent" that is a silent verb
ending (ils peuvent); in Dutch an "eu" or "ie" of two sounds (museum); in Polish an "i" that
is heard in borrowed words (historia). The accuracy is measured by those tests.
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

_PORTUGUESE_SOUND = re.compile(r"[aeiouáéíóúâêôãõàü]")
_PORTUGUESE_GLIDE = re.compile(r"(?<=q)u(?=[aeioáéíóâêôãõ])|(?<=g)u(?=[aeioáéíóâêôãõ])")
_PORTUGUESE_NASAL = re.compile(r"ã[oei]|õe")
# An unstressed end such as "-ia" glides after a stress that is written (fa-mí-lia), and not without (di-a).
_PORTUGUESE_GLIDING_END = re.compile(r"(?<=[^aeiou])[iue](?=[aoe]s?$)")
_PORTUGUESE_STRESS = re.compile(r"[áéíóúâêô].*[iue][aoe]s?$")
# "ra-i-nha", "a-in-da", "ju-iz": i and u stand alone before nh, and before an l, m, n, r or z that
# closes the syllable.
_PORTUGUESE_APART = re.compile(r"(?<=[aeou])(?=[iu](?:nh|[lmnrz](?![aeiouáéíóúâêôãõh])))")
_PORTUGUESE_DIPHTHONG = re.compile(r"[aeoáéóâêô][iu]|ui|iu|ao(?=s?$)")

_DUTCH_SOUND = re.compile(
    r"aai|ooi|oei|eeu|ieu|eau|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ij|ei|ëi|[aeiouyáàâéèêëíïóôöúûü]"
)
_POLISH_SOUND = re.compile(r"[aąeęioóuy]")
# An i before a vowel only softens; "au" and "eu" begin words of Greek and Latin, and are one there.
_POLISH_SILENT = re.compile(r"i(?=[aąeęoóu])|(?<=^[ae])u")
_RUSSIAN_SOUND = re.compile(r"[аеёиоуыэюя]")
_TURKISH_SOUND = re.compile(r"[aeıioöuüâîû]")  # noqa: RUF001


def _german(word: str) -> int:
    return len(_GERMAN_SOUND.findall(word.replace("qu", "q")))


def _spanish(word: str) -> int:
    spoken = _SPANISH_FINAL_Y.sub("i", _SILENT_U.sub("", word))
    return len(_SPANISH_VOWELS.findall(_SPANISH_APART.sub("-", spoken)))


def _french(word: str) -> int:
    spoken = _FRENCH_SILENT_END.sub("", _SILENT_U.sub("", word))
    return len(_FRENCH_VOWELS.findall(_FRENCH_APART.sub("-", spoken)))


def _portuguese(word: str) -> int:
    spoken = _PORTUGUESE_NASAL.sub("ã", _PORTUGUESE_GLIDE.sub("", word))
    if _PORTUGUESE_STRESS.search(spoken):
        spoken = _PORTUGUESE_GLIDING_END.sub("", spoken)
    spoken = _PORTUGUESE_DIPHTHONG.sub("a", _PORTUGUESE_APART.sub("-", spoken))
    return len(_PORTUGUESE_SOUND.findall(spoken))


def _dutch(word: str) -> int:
    return len(_DUTCH_SOUND.findall(word))


def _polish(word: str) -> int:
    return len(_POLISH_SOUND.findall(_POLISH_SILENT.sub("", word)))


def _russian(word: str) -> int:
    return len(_RUSSIAN_SOUND.findall(word))


def _turkish(word: str) -> int:
    return len(_TURKISH_SOUND.findall(word))


_COUNTERS: dict[str, Callable[[str], int]] = {
    "de": _german,
    "es": _spanish,
    "fr": _french,
    "nl": _dutch,
    "pl": _polish,
    "pt": _portuguese,
    "ru": _russian,
    "tr": _turkish,
}

SYLLABLE_LANGUAGES = frozenset(_COUNTERS)


@lru_cache(maxsize=50_000)
def syllables(word: str, language: str) -> int:
    """Count the syllables of a word as it is spoken slowly; at least one.

    Raises:
        KeyError: if the language is none of `SYLLABLE_LANGUAGES`.
    """
    return max(1, _COUNTERS[language](word.lower()))
