"""Reads the catalogues of messages, one for each language that reports can be written in.

English is the source and has no catalogue. A catalogue is a gettext file, `LANGUAGE/LC_MESSAGES/auditor.po`
beside this module. A machine made it unless the line `X-Translation: checked` of its header says that a
native speaker stands by it (docs/languages.md).
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from auditor.errors import AuditorError
from auditor.locale.sentences import SENTENCE, Sentences

FOLDER = Path(__file__).parent
DOMAIN = "auditor"
SOURCE = "en"
CHECKED = '"X-Translation: checked\\n"\n'  # as a line of the header


class LanguageError(AuditorError):
    """There is no catalogue for a language, or it cannot be read."""


class Untranslated(str):
    """English words that a catalogue has no translation of, so that a page can say that they are English."""

    __slots__ = ()


class _Source(NullTranslations):
    """What a catalogue falls back to."""

    def gettext(self, message: str) -> str:
        return Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return Untranslated(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        del context
        return Untranslated(message)


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its messages. `name` is what the language calls itself."""

    code: str
    name: str
    is_right_to_left: bool = False
    is_machine_made: bool = False
    messages: NullTranslations = field(default_factory=NullTranslations)
    sentences: Sentences = field(default_factory=Sentences)

    @property
    def direction(self) -> str:
        """The direction of its script, as HTML has it."""
        return "rtl" if self.is_right_to_left else "ltr"


ENGLISH = Language(SOURCE, "English")


def languages() -> tuple[str, ...]:
    """Give the codes of all languages that reports can be written in, English first."""
    return (SOURCE, *sorted(file.parents[1].name for file in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


@cache
def language(code: str) -> Language:
    """Load a language.

    Raises:
        LanguageError: if there is no catalogue for it.
    """
    if code == SOURCE:
        return ENGLISH
    if code not in languages():
        raise LanguageError(f"reports are not there in {code!r}: choose from {', '.join(languages())}")
    return read_language(catalogue_file(code))


def catalogue_file(code: str) -> Path:
    """Say where the catalogue of a language is."""
    return FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_language(file: Path) -> Language:
    """Read a catalogue.

    Raises:
        LanguageError: if it cannot be read.
    """
    # Babel takes a moment to load, and reports in English do without it.
    from babel import Locale  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        text = file.read_text(encoding="utf-8")
        catalogue = read_po(io.StringIO(text), locale=file.parents[1].name, abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise LanguageError(f"the catalogue {file} cannot be read: {error}") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    messages = GNUTranslations(compiled)
    messages.add_fallback(_Source())
    locale = Locale.parse(file.parents[1].name)
    return Language(
        code=file.parents[1].name,
        name=locale.get_display_name() or file.parents[1].name,
        is_right_to_left=locale.character_order == "right-to-left",
        is_machine_made=CHECKED not in text,
        messages=messages,
        sentences=Sentences(_sentences(catalogue)),
    )


def _sentences(catalogue: Iterable[object]) -> dict[str, str]:
    """Give the translated sentences that texts are recognised by."""
    from babel.messages.catalog import Message  # noqa: PLC0415

    return {
        str(message.id): str(message.string)
        for message in catalogue
        if isinstance(message, Message)
        and message.context == SENTENCE
        and message.string
        and not message.fuzzy
    }
