"""Finds the sentences in which a page says that something can be had in one way only.

"This service is online only", "only with the app", "solo con SPID". What is quoted here
may end a service for somebody, so a sentence counts only if it says nothing else: no
condition ("online only if …"), no denial ("not only online"), no other way beside it
("online only or by phone"), no side matter ("appointments are online only"), no
question, and not on a page of news. See docs/channels.md.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from auditor.channels import lexicon
from auditor.channels.denial import sentence_of
from auditor.channels.finding import FORM_TAGS
from auditor.channels.kinds import BY_CONCEPT
from auditor.channels.lexicon import Concept, Hit
from auditor.channels.normal import fold
from auditor.channels.reading import QUOTE_CHARS, Reading, read_all, spoken
from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.service import OnlyWay, Way

STATEMENTS_A_PAGE = 5
NEGATION_CHARS = 15  # chosen, not measured: "is not available online only"

_WAYS = {Concept.ONLINE_ONLY: Way.ONLINE, Concept.APP_ONLY: Way.APP, Concept.ID_ONLY: Way.DIGITAL_ID}
_OWN_TEXT = frozenset({Landmark.MAIN, Landmark.NONE})
_QUESTION = ("?", "؟", "？")  # noqa: RUF001  of several scripts
_NEWS_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:NewsArticle|BlogPosting|Article|Event)"')
_NEWS_PATH = re.compile(
    r"/(?:news|press|blog|events?|actualites?|noticias|notizie|novedades|noticia|aktuelles|presse"
    r"|akhbar|novosti|habari|berita|yangiliklar)(?:/|$)"
)


def find_only_ways(page: PageEvidence, language: str = "") -> tuple[OnlyWay, ...]:
    """Give the sentences of a page that allow one way only, each once, in the order of the page.

    `language` is the language that the text was found to be in.
    """
    if is_news(page):
        return ()
    tag = page.head.lang if page.head else ""
    found = (
        each
        for reading in read_all(page.text or (), tag, language, own=page.channel_words)
        if reading.block.landmark in _OWN_TEXT and reading.block.tag not in FORM_TAGS
        for each in _stated(reading, spoken(reading.block.lang, tag, language), page.url)
    )
    return tuple(islice(dict.fromkeys(found), STATEMENTS_A_PAGE))


def is_news(page: PageEvidence) -> bool:
    """Tell whether a page is news or a post, by its address or its structured data."""
    scripts = page.head.structured_data if page.head else ()
    try:
        path = urlsplit(page.final_url or page.url).path.lower()
    except ValueError:
        path = ""
    return bool(_NEWS_PATH.search(path)) or any(map(_NEWS_TYPE.search, scripts))


def _stated(reading: Reading, languages: frozenset[str], url: str) -> Iterator[OnlyWay]:
    for hit in reading.hits:
        if hit.concept in _WAYS and _says_nothing_else(reading, hit, languages):
            yield OnlyWay(_WAYS[hit.concept], _quote(reading, hit), reading.block.selector, url)


def _says_nothing_else(reading: Reading, hit: Hit, languages: frozenset[str]) -> bool:
    start, end = sentence_of(reading.text, hit)
    sentence = fold(reading.text[start:end])
    before = fold(reading.text[max(start, hit.start - NEGATION_CHARS) : hit.start])
    others = [other for other in reading.hits if start <= other.start < end and other != hit]
    beside = any(other.concept in BY_CONCEPT and other not in reading.denied for other in others)
    return not (
        reading.text[start : end + 1].rstrip().endswith(_QUESTION)
        or any(other.concept in (Concept.CONDITION, Concept.NOT_ONLINE_ONLY) for other in others)
        or lexicon.said_in(before, "not", languages)
        or lexicon.said_in(sentence, "parts", languages)
        or (beside and lexicon.said_in(sentence, "either", languages))
    )


def _quote(reading: Reading, hit: Hit) -> str:
    """Quote the sentence whole, or the text around the hit where that is too long."""
    start, end = sentence_of(reading.text, hit)
    return reading.text[start:end].strip() if end - start <= QUOTE_CHARS else reading.quote(hit.start)
