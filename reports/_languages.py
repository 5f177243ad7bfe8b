"""Says in words in which languages the services exist: from the audit alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.audit import Audit
from auditor.locale.speaking import gettext, marked, percent
from auditor.result.translations import Translation, Translations, TranslationState

from ._text import named_language

_WORDS: dict[TranslationState, tuple[str, str]] = {
    "real": (marked("yes"), marked("a page of its own, in that language")),
    "shorter": (
        marked("shorter"),
        marked("a page of its own, with less than half of the text of the longest version"),
    ),
    "partly": (marked("in part"), marked("a page of its own, most of whose text is in another language")),
    "untranslated": (
        marked("not translated"),
        marked("an address of its own, where the text is in another language"),
    ),
    "other_page": (marked("another page"), marked("the link leads to what is the version of another page")),
    "home_page": (marked("first page"), marked("the link leads to the first page, and not to the service")),
    "untold": (marked("not sure"), marked("there is a page, and what it is could not be told")),
    "widget": (marked("by machine"), marked("a widget translates it, and nothing else")),
    "none": (marked("none"), marked("no version was found, and every page that was found was read")),
    "not_read": (
        marked("not read"),
        marked("its page was not read, or not all pages were, or only a script leads there"),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A language."""

    name: str
    official: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What there is of a service in a language; `note` says more, `address` is where it is."""

    words: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A service, "" for the portal's first page."""

    service: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """Services by languages, and what the words in it mean."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: tuple[tuple[str, str], ...]
    widgets: Mapping[str, int]


def translations(audit: Audit) -> LanguageTable:
    """Lay out in which languages services exist."""
    told = audit.portal.translations or Translations(languages=[], official=[], services=[], widgets={})
    used = {version.state for row in told.services for version in row.versions}
    return LanguageTable(
        columns=tuple(Column(named_language(each), each in told.official) for each in told.languages),
        rows=tuple(Row(row.service or "", tuple(map(_cell, row.versions))) for row in told.services),
        key=tuple(
            (gettext(words), gettext(meaning)) for state, (words, meaning) in _WORDS.items() if state in used
        ),
        widgets=told.widgets,
    )


def _cell(version: Translation) -> Cell:
    note = ""
    if version.leads_home:
        note = gettext("the link to it leads to the first page")
    elif version.state == "shorter" and version.length is not None:
        note = percent(version.length)
    elif version.state in {"partly", "untranslated"} and version.written_in:
        note = gettext("in {language}", language=named_language(version.written_in))
    elif version.widget:
        note = version.widget
    return Cell(gettext(_WORDS[version.state][0]), note, version.url or "")
