"""Finds other ways to understand a page: it names them by links, buttons and titles. Pure.

Whether they say the same, and whether they are easier, is for a person to tell: they are shown and never
counted. The words are data: words.toml, beside this file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from auditor.evidence import Link, PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.once import once_a_page
from auditor.service import OtherWay, WayToUnderstand
from auditor.statement.words import folded

MAX_WAYS = 20  # of one page
NAME_CHARS = 80  # a longer text is a sentence about something
GLOSSARY_WORDS = 3  # beside the name: "Glossary of planning terms"
SIMPLE = "simple"  # the variant subtag of IANA's registry for simplified forms: `de-simple`

# A phrase ends with a word, but not where the script has nothing between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")

_OWN = (Landmark.MAIN, Landmark.NONE)
_HEADINGS = frozenset({"h1"})
_ORDER = (WayToUnderstand.EASY, WayToUnderstand.SIGNS, WayToUnderstand.GLOSSARY, WayToUnderstand.ALOUD)


@once_a_page
def ways_to_understand(page: PageEvidence) -> tuple[OtherWay, ...]:
    """Give the other ways to understand a page that it names, each once; those in its own text first."""
    found = [*_itself(page), *_linked(page), *_by_buttons(page), *_by_readers(page)]
    once: dict[tuple[WayToUnderstand, str, str], OtherWay] = {}
    for way in sorted(found, key=lambda way: not way.own):
        once.setdefault((way.kind, way.url, "" if way.url else way.text), way)
    return tuple(once.values())[:MAX_WAYS]


def simpler_versions(page: PageEvidence) -> tuple[OtherWay, ...]:
    """Give what makes a simpler version of this page likely: its own name, or a link in its own text.

    What stands in menus and footers leads to a simpler version of something else, such as of the portal as a
    whole. WCAG 2.2, 3.1.5 accepts a simpler version; whether this is one, and of this text, takes a person.
    """
    return tuple(way for way in ways_to_understand(page) if way.kind is WayToUnderstand.EASY and way.own)


@lru_cache(maxsize=4_096)  # menus stand on every page
def way_named(text: str) -> WayToUnderstand | None:
    """Tell which way to understand a link, button or title names; None if it names none."""
    words = folded(text)
    if not words or len(text) > NAME_CHARS or _any_way().search(words) is None:
        return None
    for kind in _ORDER:
        if found := _pattern(kind).search(words):
            beside = (words[: found.start()] + words[found.end() :]).split()
            if _is_name(kind, beside):
                return kind
    return None


def _is_name(kind: WayToUnderstand, beside: list[str]) -> bool:
    match kind:
        case WayToUnderstand.ALOUD:
            return not beside
        case WayToUnderstand.GLOSSARY:
            return len(beside) <= GLOSSARY_WORDS
        case WayToUnderstand.SIGNS:
            return _about_signs().isdisjoint(beside)
    return True


def _itself(page: PageEvidence) -> Iterator[OtherWay]:
    """Tell whether a page is itself a simpler version, or one of the others, by its title or heading."""
    if page.head and SIMPLE in page.head.lang.lower().split("-"):
        yield OtherWay(WayToUnderstand.EASY, page.head.lang, "", own=True)
    headings = [block.text for block in page.text or () if block.tag in _HEADINGS and block.landmark in _OWN]
    title = page.head.title if page.head else ""
    for text in (*headings[:1], title):
        kind = way_named(text)
        if kind is not None and kind is not WayToUnderstand.ALOUD:
            yield OtherWay(kind, text, "", own=True)
            return


def _linked(page: PageEvidence) -> Iterator[OtherWay]:
    for link in page.links or ():
        if not _leads_on(link):
            continue
        simple = SIMPLE in link.hreflang.lower().split("-")
        if kind := WayToUnderstand.EASY if simple else way_named(link.text):
            is_button = link.href.endswith("#")  # a script does what it says
            yield OtherWay(kind, link.text, "" if is_button else link.href, own=link.landmark in _OWN)
    for tag, address in page.head.alternates.items() if page.head else ():
        if SIMPLE in tag.lower().split("-"):
            yield OtherWay(WayToUnderstand.EASY, tag, address, own=True)


def _leads_on(link: Link) -> bool:
    return link.href.partition(":")[0] in {"http", "https"}


def _by_buttons(page: PageEvidence) -> Iterator[OtherWay]:
    for words in page.furniture.buttons if page.furniture else ():
        if kind := way_named(words):
            yield OtherWay(kind, words, "")


def _by_readers(page: PageEvidence) -> Iterator[OtherWay]:
    hosts = {_host(one.url) for one in page.responses or () if one.kind == "script"}
    for domain, name in _readers().items():
        if any(host == domain or host.endswith(f".{domain}") for host in hosts):
            yield OtherWay(WayToUnderstand.ALOUD, name, "")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("auditor.understanding").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _phrases(kind: WayToUnderstand) -> tuple[str, ...]:
    lists: Mapping[str, str] = _data()[kind.value]
    phrases = {folded(each) for one in lists.values() for each in one.split(";")}
    return tuple(sorted((re.escape(each) for each in phrases if each), key=len, reverse=True))


@cache
def _pattern(kind: WayToUnderstand) -> re.Pattern[str]:
    return re.compile("|".join(each if _UNSPACED.search(each) else rf"\b{each}\b" for each in _phrases(kind)))


@cache
def _any_way() -> re.Pattern[str]:
    """Give a pattern that finds any phrase of any kind: most links name none, and are read once."""
    phrases = [phrase for kind in _ORDER for phrase in _phrases(kind)]
    unspaced = [phrase for phrase in phrases if _UNSPACED.search(phrase)]
    spaced = "|".join(phrase for phrase in phrases if phrase not in unspaced)
    return re.compile("|".join([rf"\b(?:{spaced})\b", *unspaced]))


@cache
def _about_signs() -> frozenset[str]:
    return frozenset(folded(_data()["not_signs"]["words"]).split())


@cache
def _readers() -> dict[str, str]:
    return {script: each["name"] for each in _data()["reader"] for script in each["scripts"]}
