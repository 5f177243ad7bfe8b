"""What links call languages. Pure; the words are data: languages.toml, beside this file."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlsplit

from auditor.settings import LANGUAGES
from auditor.statement.words import folded
from auditor.text.language import primary_subtag

MAX_WORDS = 6  # a longer text is a sentence, and no link of a switch
CODE_CHARS = 2

# Names of parameters by which addresses tell the language of a page.
_PARAMETERS = frozenset({
    "lang", "language", "langue", "locale", "hl", "setlang", "set_lang", "lg", "idioma", "lingua",
    "sprache", "sprog", "l", "lng", "ui_locales",
})  # fmt: skip
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_ENDING = re.compile(r".+[-_.]([a-z]{2})(?:\.[a-z]{2,5})?", re.IGNORECASE)
_FIRST_PAGE = re.compile(
    r"(?:index|default|home|accueil|inicio|startseite)(?:[-_.][a-z]{2}(?:[-_][a-z]{2})?)?(?:\.\w{2,5})?",
    re.IGNORECASE,
)
_FILE_CODE = re.compile(r"([a-z]{2})\.(?:html?|php|aspx?|jsp|do)", re.IGNORECASE)


def language_named(text: str, address: str = "", marked: str = "") -> str:
    """Give the language that a link names and nothing more, as ISO 639-1; "" if it names none.

    A code alone ("FR") counts where the link's markup or its address says the same.

    Args:
        text: the link's words.
        address: where it leads.
        marked: its hreflang or lang attribute, if it has one.
    """
    tokens = folded(text).replace("*", " ").split()
    if not 0 < len(tokens) <= MAX_WORDS:
        return ""
    named, rest = _names_in(tokens)
    if len(named) == 1 and all(len(token) <= CODE_CHARS or token in _beside() for token in rest):
        return next(iter(named))
    codes = {token for token in rest if token in LANGUAGES}
    is_code = len(rest) == 1 or [len(token) for token in rest] == [CODE_CHARS, CODE_CHARS]  # "FR", "fr-CA"
    if named or not is_code or rest[0] not in codes:
        return ""
    code = rest[0]
    if primary_subtag(marked) == code:
        return code
    return code if code not in _words("beside_codes") and code in codes_in(address) else ""


def codes_in(address: str) -> frozenset[str]:
    """Give the codes of languages that an address holds: as folder, ending, parameter or host."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return frozenset()
    folders = [name for name in parts.path.split("/") if name]
    found = [_CODE.fullmatch(name) for name in (*folders, host.partition(".")[0])]
    found += [pattern.fullmatch(name) for name in folders[-1:] for pattern in (_ENDING, _FILE_CODE)]
    found += [
        _CODE.fullmatch(value) for name, value in parse_qsl(parts.query) if name.casefold() in _PARAMETERS
    ]
    return frozenset(code for each in found if each and (code := each[1].lower()) in LANGUAGES)


def without_codes(address: str) -> tuple[str, ...]:
    """Give what names a page but for its language: the parts of its path and query that are no code.

    `https://city.example/fr/index.html?lang=fr` has none: it is a first page.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return (address,)
    names = [name for name in parts.path.split("/") if name]
    if names and (_FIRST_PAGE.fullmatch(names[-1]) or _FILE_CODE.fullmatch(names[-1])):
        names.pop()
    kept = [name for name in names if not _is_code(name)]
    asked = [
        f"{name}={value}" for name, value in parse_qsl(parts.query) if name.casefold() not in _PARAMETERS
    ]
    return (*kept, *asked)


def _is_code(name: str) -> bool:
    found = _CODE.fullmatch(name)
    return found is not None and found[1].lower() in LANGUAGES


def _names_in(tokens: list[str]) -> tuple[frozenset[str], list[str]]:
    """Give the languages named in a text, and the words that are left."""
    named: set[str] = set()
    rest: list[str] = []
    place = 0
    while place < len(tokens):
        for length in range(_longest(), 0, -1):
            if code := _names().get(" ".join(tokens[place : place + length])):
                named.add(code)
                place += length
                break
        else:
            rest.append(tokens[place])
            place += 1
    return frozenset(named), rest


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("auditor.translation").joinpath("languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _names() -> dict[str, str]:
    return {
        folded(name): code
        for code, names in _data()["names"].items()
        for name in names.split(";")
        if folded(name)
    }


@cache
def _longest() -> int:
    return max(len(name.split()) for name in _names())


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(folded(_data()[kind]["words"]).split())


def _beside() -> frozenset[str]:
    return _words("beside")
