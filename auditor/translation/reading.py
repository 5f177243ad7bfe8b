"""Reads what a page says of its languages, and in which ones its text is. Pure."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from auditor.evidence import Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.service import LanguageVersion
from auditor.settings import LANGUAGES
from auditor.text.claim import letters_in
from auditor.text.detection import detect
from auditor.text.filler import LATIN
from auditor.text.language import primary_subtag
from auditor.text.main_text import main_blocks
from auditor.translation.names import language_named

MAX_VERSIONS = 40  # the European Union has 24 official languages
SURE = 0.999  # as in auditor/text/prose.py: from here on a passage is believed to be in another language
PIECE_LETTERS = 150
MAX_PIECES = 8  # detection costs 0.3 ms a piece, and more tell nothing new

# Letters that stand for as many of an alphabet, so that a translation is as long as its original. Measured on
# the Universal Declaration of Human Rights: with these, 20 languages have 0.64 to 1.22 of English's letters.
_HEAVY = re.compile(r"[\u4e00-\u9fff\uac00-\ud7a3\u3400-\u4dbf]")
_HEAVY_WEIGHT = 3
_KANA = re.compile(r"[\u3040-\u30ff]")
_KANA_WEIGHT = 2


def announced_versions(page: PageEvidence) -> tuple[LanguageVersion, ...]:
    """Give the versions in other languages, and its own, that a page names by its head and by links.

    Of several links to one language the first counts. Links in the page's own text count only if they are
    marked: a list of leaflets names languages too. A button that names a language gives no address.
    """
    found: dict[tuple[str, bool], str] = {}
    for link in page.links or ():
        if (language := _announced(link)) and not _is_translated(link.href):
            found.setdefault((language, True), link.href)
    for words in page.furniture.buttons if page.furniture else ():
        if language := language_named(words):
            found.setdefault((language, True), "")
    for tag, address in page.head.alternates.items() if page.head else ():
        if (language := primary_subtag(tag)) in LANGUAGES:
            found.setdefault((language, False), address)
    return tuple(LanguageVersion(language, address, linked) for (language, linked), address in found.items())[
        :MAX_VERSIONS
    ]


def _announced(link: Link) -> str:
    if link.hreflang and (code := primary_subtag(link.hreflang)) in LANGUAGES:
        return code
    if link.landmark is Landmark.MAIN and not link.lang:
        return ""
    return language_named(link.text, link.href, link.lang)


def spoken_letters(page: PageEvidence) -> Mapping[str, int]:
    """Count the letters of a page's own text by the languages that they are in for sure."""
    found: Counter[str] = Counter()
    for piece in _pieces(main_blocks(page)):
        language, probability = detect(piece)
        if probability >= SURE and language != LATIN:
            found[language] += letters_in(piece)
    return dict(found.most_common())


def _pieces(blocks: tuple[TextBlock, ...]) -> Iterator[str]:
    """Put blocks together until a piece is long enough to tell its language."""
    piece: list[str] = []
    given, letters = 0, 0
    for block in blocks:
        if not (more := letters_in(block.text)):
            continue  # a table of figures is in no language
        piece.append(block.text)
        letters += more
        if letters >= PIECE_LETTERS:
            yield " ".join(piece)
            piece, given, letters = [], given + 1, 0
        if given == MAX_PIECES:
            return
    if piece:
        yield " ".join(piece)


def text_length(page: PageEvidence) -> int:
    """Measure a page's own text in letters, such that a translation has about as many as its original."""
    length = 0
    for block in main_blocks(page):
        heavy, kana = len(_HEAVY.findall(block.text)), len(_KANA.findall(block.text))
        length += letters_in(block.text) + (_HEAVY_WEIGHT - 1) * heavy + (_KANA_WEIGHT - 1) * kana
    return length


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget that translates by machine, and what it is known by; see widgets.toml."""

    name: str
    scripts: tuple[str, ...]
    plugins: frozenset[str]
    markup: tuple[str, ...]
    links: tuple[str, ...]


def translators(page: PageEvidence) -> tuple[str, ...]:
    """Name the widgets on a page that translate it by machine."""
    scripts = [one.url for one in page.responses or () if one.kind == "script"]
    links = [link.href for link in page.links or ()]
    markup = page.dom or ""
    return tuple(
        widget.name
        for widget in _widgets()
        if any(_loads(widget, script) for script in scripts)
        or any(_leads(widget, link) for link in links)
        or any(sign in markup for sign in widget.markup)
    )


def _loads(widget: Widget, script: str) -> bool:
    path = _path(script)
    folders = path.split("/")
    plugin = folders[folders.index("plugins") + 1 :][:1] if "plugins" in folders else []
    return any(_begins(path, known) for known in widget.scripts) or not widget.plugins.isdisjoint(plugin)


def _leads(widget: Widget, link: str) -> bool:
    """Tell whether a link leads to the page as the widget's makers translate it."""
    path = _path(link)
    return any(
        path.partition("/")[0].endswith(known) if known.startswith(".") else _begins(path, known)
        for known in widget.links
    )


def _is_translated(link: str) -> bool:
    return any(_leads(widget, link) for widget in _widgets())


def _begins(path: str, known: str) -> bool:
    return path == known or path.startswith(known if known.endswith("/") else f"{known}/")


def _path(address: str) -> str:
    """Give the host and path of an address, "" if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{parts.path}"


@cache
def _widgets() -> tuple[Widget, ...]:
    text = files("auditor.translation").joinpath("widgets.toml").read_text(encoding="utf-8")
    return tuple(
        Widget(
            name=each["name"],
            scripts=tuple(each.get("scripts", ())),
            plugins=frozenset(each.get("plugins", ())),
            markup=tuple(each.get("markup", ())),
            links=tuple(each.get("links", ())),
        )
        for each in tomllib.loads(text)["widget"]
    )
