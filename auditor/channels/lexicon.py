"""The words by which pages speak of channels, read from the folder words/, a file for each language.

Words are looked up by their first word, so that the cost of a page does not grow with
the number of languages. A phrase counts when it belongs to a language that the page is
in, or is written in another script than the Latin one: such a phrase cannot be
mistaken for a word of the page's language.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import Any

from auditor.channels.normal import clean, fold

EVERY_LANGUAGE = "every"

# Python's \w leaves out the vowel signs that Indic scripts write inside a word.
_WORD = re.compile(r"[\w\u0900-\u0963\u0970-\u0dff]+")
_LATIN = re.compile(r"[a-z]")
_PHRASE_CHARS = 200
_TOKENS_REMEMBERED = 2**16


class Concept(StrEnum):
    """What a phrase speaks of, as the files of words/ name it."""

    PHONE = "phone"
    SMS = "sms"
    USSD = "ussd"
    IVR = "ivr"
    MESSAGING = "messaging"
    EMAIL = "email"
    POST = "post"
    FORM = "form"
    COUNTER = "counter"
    CALL_BACK = "call_back"
    AGENT = "agent"
    KIOSK = "kiosk"
    LIBRARY = "library"
    COMMUNITY = "community"
    MOBILE_OFFICE = "mobile_office"
    HOME_VISIT = "home_visit"
    RELAY = "relay"
    TEXT_TELEPHONE = "text_telephone"
    SIGN_VIDEO = "sign_video"
    SIGN_INTERPRETER = "sign_interpreter"
    BROADCAST = "broadcast"
    REPRESENTATIVE = "representative"
    INTERPRETER = "interpreter"
    FAX = "fax"
    OTHER_NUMBER = "other_number"
    TOWARDS = "towards"
    PO_BOX = "po_box"
    STREET = "street"
    ADDRESS = "address"
    HOURS = "hours"
    FORM_FILE = "form_file"
    CONTACT = "contact"
    RESCUE = "rescue"
    CREDIT = "credit"
    DENIAL = "denial"
    ONLINE_ONLY = "online_only"
    NOT_ONLINE_ONLY = "not_online_only"
    APP_ONLY = "app_only"
    ID_ONLY = "id_only"
    CONDITION = "condition"
    OUTGOING = "outgoing"
    OUTGOING_AFTER = "outgoing_after"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found, and where it is in the text.

    `alone` tells that it speaks of a channel on its own, `offers` that it also says that one can use it:
    "by phone" does, "text message" does not.
    """

    concept: Concept
    start: int
    end: int
    alone: bool
    offers: bool = True


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`anywhere`: valid on pages of every language; `part_of_word`: a word that starts or ends so."""

    concept: Concept
    language: str
    text: str
    alone: bool
    offers: bool
    open_end: bool = False

    anywhere: bool = False
    part_of_word: bool = False


# An operator's phrases: language, concept, phrase.
type OwnWords = tuple[tuple[str, str, str], ...]
type _Placed = tuple[_Phrase, int, int]


@dataclass(frozen=True, slots=True)
class _Index:
    by_first_word: Mapping[str, tuple[_Phrase, ...]]
    by_part_of_word: tuple[_Phrase, ...]
    unspaced: tuple[_Phrase, ...]
    unspaced_mark: re.Pattern[str]


def covers(language: str) -> bool:
    """Tell whether the lexicon speaks a language, given as ISO 639-1 or a BCP 47 tag."""
    return primary(language) in languages()


def primary(tag: str) -> str:
    """Give the language of a BCP 47 tag: `pt` of `pt-BR`."""
    return re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]


@cache
def languages() -> frozenset[str]:
    """Give the languages that the lexicon speaks, as ISO 639-1."""
    return frozenset(data()["languages"]) - {EVERY_LANGUAGE}


@cache
def data() -> Mapping[str, Any]:
    """Read shapes.toml, and under `languages` the files of words/; their structure is in docs/channels.md."""
    folder = files("auditor.channels")
    words = sorted(folder.joinpath("words").iterdir(), key=lambda file: file.name)
    languages = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in words
        if file.name.endswith(".toml")
    }
    shapes = tomllib.loads(folder.joinpath("shapes.toml").read_text(encoding="utf-8"))
    return MappingProxyType({**shapes, "languages": languages})


def said_in(folded: str, part: str, spoken: Collection[str]) -> bool:
    """Tell whether folded text holds one of the words that the spoken languages list under `part`.

    `part` is "not", "either" or "parts", or one of those under `beside`; these are no phrases that speak
    of a channel.
    """
    return said_at(folded, part, spoken) is not None


def said_at(folded: str, part: str, spoken: Collection[str]) -> tuple[int, int] | None:
    """Give where folded text first holds one of the words that `said_in` looks for."""
    pattern = _said(part, frozenset(spoken))
    found = pattern.search(folded) if pattern else None
    return found.span() if found else None


@cache
def _said(part: str, spoken: frozenset[str]) -> re.Pattern[str] | None:
    """Compile the words of a part; whole words only, but where a language is written without spaces."""
    shapes = [
        _shape(fold(clean(written, _PHRASE_CHARS)), entry)
        for language, entry in sorted(data()["languages"].items())
        if language in spoken or language == EVERY_LANGUAGE
        for written in (*entry.get(part, ()), *entry.get("beside", {}).get(part, ()))
    ]
    return re.compile("|".join(shapes)) if shapes else None


def _shape(word: str, entry: Mapping[str, Any]) -> str:
    if not entry.get("spaced", True):
        return re.escape(word)
    before = "|".join(map(re.escape, entry.get("attached", ())))
    start = r"(?<!\w)" + (f"(?:{before})?" if before else "")
    return start + re.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?!\w)")


def find(folded: str, spoken: Collection[str], own: OwnWords = ()) -> tuple[Hit, ...]:
    """Find the phrases of the spoken languages in folded text, the longest at each place, in order.

    `own` are an operator's phrases, which count beside those of the lexicon.
    """
    index = _index(own)
    placed = [*_spaced(folded, own), *_unspaced(folded, index)]
    if not placed:
        return ()
    apart = _apart_from(frozenset(spoken))
    found = {
        Hit(phrase.concept, start, end, phrase.alone, phrase.offers)
        for phrase, start, end in placed
        if (phrase.anywhere and phrase.language not in apart) or phrase.language in spoken
    }
    return tuple(
        _longest(
            sorted(found, key=lambda hit: (hit.start, -hit.end, hit.concept, not hit.offers, not hit.alone))
        )
    )


@cache
def _apart_from(spoken: frozenset[str]) -> frozenset[str]:
    """Give the languages in whose script pages of these are written, too, and whose phrases mislead there."""
    entries = data()["languages"]
    apart = (entries[language].get("apart_from", ()) for language in spoken if language in entries)
    return frozenset(chain.from_iterable(apart)) - spoken


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Leave out what is part of a longer phrase: "par courrier" in "par courrier électronique"."""
    longest: Hit | None = None
    for hit in hits:
        if longest is None or hit.end > longest.end:
            longest = hit
        elif (hit.start, hit.end) != (longest.start, longest.end):
            continue
        yield hit


def _spaced(folded: str, own: OwnWords) -> Iterator[_Placed]:
    if not any(_phrases_at(word, own) for word in _WORD.findall(folded)):
        return
    for word in _WORD.finditer(folded):
        for phrase in _phrases_at(word[0], own):
            if phrase.part_of_word:
                yield phrase, word.start(), word.end()
            elif folded.startswith(phrase.text, word.start()):
                end = word.start() + len(phrase.text)
                if phrase.open_end or not _WORD.match(folded, end) or not _WORD.match(folded, end - 1):
                    yield phrase, word.start(), end


def _unspaced(folded: str, index: _Index) -> Iterator[_Placed]:
    if folded.isascii() or not index.unspaced_mark.search(folded):
        return
    for phrase in index.unspaced:
        start = folded.find(phrase.text)
        while start >= 0:
            yield phrase, start, start + len(phrase.text)
            start = folded.find(phrase.text, start + len(phrase.text))


@lru_cache(maxsize=_TOKENS_REMEMBERED)
def _phrases_at(token: str, own: OwnWords) -> tuple[_Phrase, ...]:
    index = _index(own)
    parts = tuple(
        phrase
        for phrase in index.by_part_of_word
        if (token.startswith if phrase.open_end else token.endswith)(phrase.text)
    )
    return index.by_first_word.get(token, ()) + parts


@lru_cache(maxsize=8)
def _index(own: OwnWords) -> _Index:
    by_first_word: defaultdict[str, list[_Phrase]] = defaultdict(list)
    by_part_of_word: list[_Phrase] = []
    unspaced: list[_Phrase] = []
    for phrase, spaced in chain(_phrases(), _own_phrases(own)):
        first = _WORD.match(phrase.text)
        if first is None or not spaced:
            unspaced.append(phrase)
        elif phrase.part_of_word:
            by_part_of_word.append(phrase)
        else:
            by_first_word[first[0]].append(phrase)
    marks = {character for phrase in unspaced for character in phrase.text if not character.isascii()}
    return _Index(
        {word: tuple(phrases) for word, phrases in by_first_word.items()},
        tuple(by_part_of_word),
        tuple(unspaced),
        re.compile(f"[{re.escape(''.join(sorted(marks)))}]"),
    )


def _phrases() -> Iterator[tuple[_Phrase, bool]]:
    for language, entry in data()["languages"].items():
        for part in ("words", "nouns", "labels"):
            for concept, written in entry.get(part, {}).items():
                for form in _forms(written, entry.get("attached", ())):
                    yield _phrase(Concept(concept), language, form, part), entry.get("spaced", True)


def _own_phrases(own: OwnWords) -> Iterator[tuple[_Phrase, bool]]:
    for language, concept, written in own:
        entry = data()["languages"].get(language, {})
        for form in _forms((written,), entry.get("attached", ())):
            yield _phrase(Concept(concept), language, form, "words"), entry.get("spaced", True)


def _phrase(concept: Concept, language: str, form: str, part: str) -> _Phrase:
    text = form.strip("*")
    return _Phrase(
        concept,
        language,
        text,
        alone=part != "labels",
        offers=part == "words",
        open_end=form.endswith("*"),
        anywhere=language == EVERY_LANGUAGE or not _LATIN.search(text),
        part_of_word="*" in form and " " not in form,
    )


def _forms(written: Collection[str], attached: Collection[str]) -> Iterator[str]:
    for text in written:
        form = fold(clean(text, _PHRASE_CHARS))
        yield form
        for prefix in attached:
            yield prefix + form
