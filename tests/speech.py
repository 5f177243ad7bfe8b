"""A language for tests: every message is put in brackets and accented, so that what escaped is seen."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from auditor.catalogues import template, text_of
from auditor.locale.catalogue import CHECKED, DOMAIN, Language, read_language

OPEN, CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
_KEPT = re.compile(r"%\(\w+\)s|%%|\{\w*\}|</?[a-z0-9]+[^>]*>")
_ACCENTED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def spoken_oddly(message: str) -> str:
    """Put a message into brackets, and accents on its vowels; placeholders and markup stay."""
    kept = _KEPT.findall(message)
    words = [part.translate(_ACCENTED) for part in _KEPT.split(message)]
    woven = "".join(word + more for word, more in zip(words, [*kept, ""], strict=True))
    return f"{OPEN}{woven}{CLOSE}"


def written_catalogue(folder: Path, code: str = "fr", say: object = spoken_oddly) -> Path:
    """Write a checked catalogue of all messages; `say` makes a translation of a message, "" for none."""
    assert callable(say)
    catalogue = Catalog(locale=code, domain=DOMAIN, charset="utf-8")
    for message in template():
        if message.id:
            catalogue.add(message.id, _said(message, catalogue.num_plurals, say), context=message.context)
    file = folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = text_of(catalogue).replace('"MIME-Version', f'{CHECKED}"MIME-Version', 1)
    file.write_text(text, encoding="utf-8")
    return file


def _said(message: Message, forms: int, say: object) -> str | tuple[str, ...]:
    assert callable(say)
    if isinstance(message.id, (tuple, list)):
        return tuple(str(say(message.id[-1])) for _ in range(forms))
    return str(say(message.id))


def odd_language(folder: Path, code: str = "fr") -> Language:
    """Give the language for tests, with the numbers and the direction of another."""
    return read_language(written_catalogue(folder, code))
