"""How hard single words of a form are: its labels, hints and error messages. Pure.

They are too short for a grade, so that they are judged by their words: words of offices, long ones,
abbreviations and codes that nobody explains, laws, capitals, two negatives, and names that say nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.named import NamedField
from auditor.locale.speaking import finished
from auditor.service import FormText
from auditor.text.abbreviations import Explanations, abbreviations_in
from auditor.text.block_keys import key_of
from auditor.text.citations import citations_in
from auditor.text.claim import family
from auditor.text.empty_words import is_empty
from auditor.text.jargon import jargon_in
from auditor.text.language import page_language, primary_subtag
from auditor.text.main_text import main_blocks
from auditor.text.negations import double_negative_in
from auditor.text.sentences import LIMIT_WORDS, sentences, words

type Kind = Literal["label", "hint", "error", "answer"]

MAX_TEXTS = 150  # of a page: its longest forms have fewer
MAX_CHARS = 300
_NAMED = 3  # words that a reason names

# From so many letters on a word is one of the longest hundredth in news: measured, docs/readability.md.
LONG_WORD_LETTERS: Mapping[str, int] = {
    "ar": 11, "cs": 14, "da": 17, "de": 18, "en": 13, "es": 14, "fi": 20, "fr": 14, "hi": 8, "id": 14,
    "it": 15, "ko": 10, "nb": 18, "nl": 17, "nn": 18, "no": 18, "pl": 16, "pt": 14, "ru": 16, "sv": 17,
    "tr": 16,
}  # fmt: skip

_NO_MESSAGES = frozenset({"label", "legend", "h1", "h2", "h3", "h4", "h5", "h6"})
_OWN = frozenset({Landmark.MAIN, Landmark.NONE})
# What programs call a thing: "ERR_401", "first_name", "0x80004005", "SQLSTATE[23000]". A number with a
# unit, the code on a paper and "A4" are none of these.
_CODE = re.compile(
    r"\b[^\W\d_]+(?:_[^\W_]+)+\b|\b0x[0-9a-f]{4,}\b|\b[^\W\d_]{2,}\[\w+\]|"
    r"\b[^\W\d_]+(?:Exception|Error)\b|\b(?:HTTP|ERR|ERROR)[- ]?\d{3,}\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED_WORDS, _SHOUTED_LETTERS = 2, 8  # ours: one word in capitals may be an abbreviation or a name
_STARS = re.compile(r"^[\s*:]+|[\s*:]+$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands; `block` is the key of an answer's block."""

    selector: str
    lang: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class _Around:
    """What judging a text of a form needs of its page."""

    language: str
    jargon: Mapping[str, Mapping[str, str]]
    explanations: Explanations
    is_shouted: bool  # most labels are in capitals, so that these tell no abbreviation


def form_texts(page: PageEvidence) -> tuple[FormText, ...]:
    """Judge the labels, hints and error messages of a page's own forms, each text once.

    Of the answer to a form that was sent empty, all short texts are given as an "answer": which of them the
    form had before, only other pages tell.
    """
    found: dict[tuple[Kind, str], _Place] = {}
    for field in page.named.fields if page.named else ():
        if field.landmark in _OWN and field.role != "searchbox":
            for kind, text in _texts_of(field):
                if any(map(str.isalpha, text)):
                    place = _Place(field.selector, field.lang)
                    found.setdefault((kind, _STARS.sub("", text)[:MAX_CHARS]), place)
    if not found:
        return ()
    if page.of_empty_form:
        labels = [text for kind, text in found if kind != "error"]
        buttons = page.furniture.buttons if page.furniture else ()
        asked = sorted({*labels, *buttons}, key=len, reverse=True)
        for block in main_blocks(page):
            if (
                len(block.text) <= MAX_CHARS
                and block.tag not in _NO_MESSAGES
                and _says_more(block.text, asked)
            ):
                place = _Place(block.selector, block.lang, key_of(block.text))
                found.setdefault(("answer", _without_label(block.text, asked)), place)
    own = page_language(page)
    explanations = Explanations(" ".join(block.text for block in page.text or ()))
    labels = [text for kind, text in found if kind == "label"]
    shouted = 2 * sum(map(str.isupper, labels)) >= len(labels) > 0

    def around(lang: str) -> _Around:
        return _Around(_language_at(page, own, lang), page.jargon, explanations, shouted)

    return tuple(
        _judged(kind, text, place, around(place.lang))
        for (kind, text), place in list(found.items())[:MAX_TEXTS]
    )


def _texts_of(field: NamedField) -> Iterator[tuple[Kind, str]]:
    if field.group:
        yield "label", field.group
    yield "label", " ".join(field.labels) or field.name
    if field.placeholder and field.placeholder != field.name:
        yield "hint", field.placeholder
    for message in field.messages:
        yield ("error" if field.invalid else "hint"), message


def _says_more(text: str, asked: Sequence[str]) -> bool:
    """Tell whether there is anything in a text but what a form asks: all of it may stand in one block."""
    for each in filter(None, asked):
        text = text.replace(each, " ")
    return any(map(str.isalpha, text))


def _without_label(text: str, labels: Sequence[str]) -> str:
    """Give what an answer says behind a field's label, which often stands in one block with it."""
    label = next((each for each in labels if text.startswith(each)), "")
    return _STARS.sub("", text.removeprefix(label)) or text


def _language_at(page: PageEvidence, own: str, lang: str) -> str:
    marked = primary_subtag(lang)
    declared = primary_subtag(page.head.lang) if page.head else ""
    return own if marked in {"", declared, *family(own)} else marked


def _judged(kind: Kind, text: str, place: _Place, around: _Around) -> FormText:
    found = list(_reasons(kind, text, around))
    return FormText(
        kind=kind,
        text=text,
        selector=place.selector,
        language=around.language,
        reasons=tuple(reason for reason, _ in found),
        advice=tuple(dict.fromkeys(advice for _, advice in found)),
        block=place.block,
    )


def _reasons(kind: Kind, text: str, around: _Around) -> Iterator[tuple[str, str]]:
    """Say what is hard in a text of a form, and what to do."""
    language = around.language
    asks = "error" if kind == "answer" else kind
    if asks != "hint" and is_empty(asks, text, [language]):
        yield _SAYS_NOTHING[asks]
    office = jargon_in(text, language, around.jargon)
    for each in office[:_NAMED]:
        yield finished(f"office word: “{each.found}”"), finished(f"instead of “{each.found}”: {each.plainer}")
    said_plainly = {word for each in office for word in each.found.casefold().split()}
    if long := _long_words(text, language, said_plainly):
        yield (
            finished(f"long words: {_listed(long)}"),
            finished("say the long words in short ones, or explain them"),
        )
    short = () if around.is_shouted and text.isupper() else abbreviations_in(text, language)
    if unexplained := [each for each in short if not around.explanations.explain(each)]:
        yield finished(f"not spelled out: {_listed(unexplained)}"), finished("write abbreviations out")
    if citations := citations_in(text, language):
        yield finished(f"laws: {_listed(citations)}"), finished("say what the law asks for, and link the law")
    if kind != "hint" and (codes := _CODE.findall(text)):
        yield (
            finished(f"words of programs: {_listed(codes)}"),
            finished("leave out what only programmers understand"),
        )
    if _is_shouted(text):
        yield finished("in capital letters"), finished("write it in small letters")
    if negative := double_negative_in(text, language):
        yield finished(f"two negatives: “{negative.words}”"), negative.plainer
    if (longest := max((len(words(each)) for each in sentences(text, language)), default=0)) > LIMIT_WORDS:
        yield (
            finished(f"a sentence of {longest} words"),
            finished("cut it in two, or say the conditions in a list above the field"),
        )


_SAYS_NOTHING = {
    "label": ("it does not say what to fill in", "name what is asked for: “Date of birth”"),
    "error": ("it does not say what is wrong", "say what to write, and how: “Write the date as 31.12.2026”"),
}


def _long_words(text: str, language: str, said_plainly: set[str]) -> list[str]:
    least = LONG_WORD_LETTERS.get(language)
    if least is None:
        return []
    return [
        word
        for word in dict.fromkeys(words(text))
        if sum(map(str.isalpha, word)) >= least
        and "_" not in word
        and "-" not in word
        and said_plainly.isdisjoint(word.casefold().split())
    ]


def _is_shouted(text: str) -> bool:
    found = _WORD.findall(text)
    return (
        len(found) >= _SHOUTED_WORDS
        and sum(map(len, found)) >= _SHOUTED_LETTERS
        and all(word.isupper() and word != word.lower() for word in found)
    )


def _listed(found: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"“{each}”" for each in dict.fromkeys(found[:_NAMED]))
