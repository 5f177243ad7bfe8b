"""What the fields of a page's own forms ask for, by their labels and options. Pure.

The lists are data: fields.toml, beside this file.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import Literal

from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.evidence.landmark import Landmark
from auditor.outcome import Place
from auditor.service import Said, Subject
from auditor.text.empty_words import plain
from auditor.text.language import languages_at
from auditor.text.purposes import own_words
from auditor.text.required import says
from auditor.text.sentences import UNSPACED_LANGUAGES

type Asked = Literal["family", "second_family", "given", "full", "phone", "email"]
type Words = Literal["nationality", "mans_name", "womans_too", "national_id"]
type Way = Literal["other_id", "one_name", "as_in_document"]
type Option = Literal["gendered", "professional", "placeholder", "stateless"]

_LISTS = tomllib.loads(files("auditor.deadends").joinpath("fields.toml").read_text(encoding="utf-8"))
MOST_OF_A_FORM = 4
# A name, an address, a subject, a message and a consent make no service; nor do an address and a list. Ours.
SERVICE_FIELDS = 6
FEW_FIELDS = 3
_WRITTEN = frozenset({"text", "email", "tel", "number"})
_CARD = frozenset({"cc-number", "cc-csc", "cc-exp"})  # HTML, autofill field names
_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")  # noqa: RUF001  of Chinese too
_OWN_PLACES = frozenset({Landmark.MAIN, Landmark.NONE})
_TOKENS: dict[Asked, frozenset[str]] = {
    "family": frozenset({"family-name"}),
    "given": frozenset({"given-name"}),
    "full": frozenset({"name"}),
    "phone": frozenset({"tel", "tel-national", "tel-local"}),
    "email": frozenset({"email"}),
}


def own_entries(page: PageEvidence) -> Iterator[Entry]:
    """Give the controls of a page's own forms, without those in its menus, footers and dialogs."""
    return (entry for entry in page.entries or () if entry.landmark in _OWN_PLACES)


def own_forms(page: PageEvidence) -> list[list[Entry]]:
    """Give the controls of each of a page's own forms, in the order of the page."""
    forms: dict[str, list[Entry]] = {}
    for entry in own_entries(page):
        if entry.form:
            forms.setdefault(entry.form, []).append(entry)
    return list(forms.values())


def place_of(entry: Entry) -> Place:
    """Tell where a control is."""
    return Place(entry.selector, entry.snippet, entry.landmark)


def asks_for(kind: Asked, entry: Entry, page: PageEvidence) -> bool:
    """Tell whether a field asks for one thing and no other, of the person who fills it in."""
    token = next(reversed(entry.autocomplete.split()), "")
    if token in _TOKENS.get(kind, ()):
        return True
    languages = languages_at(page, entry.lang)
    words = plain(_BRACKETS.sub(" ", entry.label)).split()
    own = {word for language in languages for word in own_words(language)}
    name = " ".join(word for word in words if word not in own and not says("required", word))
    return any(name in _phrases("whole", kind, language) for language in languages)


def label_says(kind: Words, entry: Entry, page: PageEvidence) -> bool:
    """Tell whether the label of a field has words of a kind."""
    return _holds("within", kind, entry.label, languages_at(page, entry.lang))


def leaves_a_way(way: Way, text: str, languages: Collection[str]) -> bool:
    """Tell whether a label, hint or option leaves a way round what a field asks for."""
    return _holds("around", way, text, languages)


def option_is(kind: Option, option: str) -> bool:
    """Tell whether an option, as a whole, is one of a kind, in any language."""
    return plain(option) in _everywhere(kind)


def option_says(kind: Option, option: str) -> bool:
    """Tell whether an option has words of a kind in it, in any language."""
    return _holds("options", kind, option, _LISTS["options"][kind])


def asked_in_forms(page: PageEvidence) -> Iterator[Said]:
    """Give the fields without which a form cannot be sent, and which some people cannot fill in."""
    entries = [entry for entry in own_entries(page) if entry.form]
    for form in dict.fromkeys(entry.form for entry in entries):
        fields = [entry for entry in entries if entry.form == form]
        yield from islice(chain(_demands(fields, page), _steps(fields, page.url)), MOST_OF_A_FORM)


def _demands(fields: Sequence[Entry], page: PageEvidence) -> Iterator[Said]:
    for field in fields:
        if field.kind not in _WRITTEN:
            continue
        if (field.kind == "email" or asks_for("email", field, page)) and not _is_message(fields):
            yield Said(Subject.EMAIL_FIELD, field.label, field.selector, page.url, not field.required)
        if label_says("national_id", field, page):
            other = _leaves_other_papers(fields, languages_at(page, field.lang))
            yield Said(
                Subject.NATIONAL_ID_FIELD, field.label, field.selector, page.url, other or not field.required
            )


def _leaves_other_papers(fields: Sequence[Entry], languages: Collection[str]) -> bool:
    texts = (text for each in fields for text in (each.label, each.hint, *each.options))
    return any(leaves_a_way("other_id", text, languages) for text in texts)


def _steps(fields: Sequence[Entry], url: str) -> Iterator[Said]:
    """Give the fields that show that something must be paid or handed in here."""
    for field in fields:
        if _CARD.intersection(field.autocomplete.split()):
            yield Said(Subject.CARD_FIELD, field.label, field.selector, url)
        if field.kind == "file" and field.required:
            yield Said(Subject.UPLOAD_FIELD, field.label, field.selector, url)


def _is_message(fields: Sequence[Entry]) -> bool:
    """Tell forms to subscribe, to write to an office or to comment from those by which a service is had."""
    messages = any(field.kind == "textarea" for field in fields)
    return len(fields) < (SERVICE_FIELDS if messages else FEW_FIELDS)


def _holds(part: str, kind: str, text: str, languages: Collection[str]) -> bool:
    padded = f" {plain(text)} "
    return any(
        phrase in padded if language in UNSPACED_LANGUAGES else f" {phrase} " in padded
        for language in languages
        for phrase in _phrases(part, kind, language)
    )


@cache
def _phrases(part: str, kind: str, language: str) -> frozenset[str]:
    return frozenset(map(plain, _LISTS[part][kind].get(language, "").splitlines())) - {""}


@cache
def _everywhere(kind: Option) -> frozenset[str]:
    return frozenset(
        phrase for language in _LISTS["options"][kind] for phrase in _phrases("options", kind, language)
    )
