"""Public texts that say the same in many languages, at three levels of difficulty.

- stories for children who learn to read (Storybooks Norge: 46 stories, MIT and CC BY);
- news and encyclopedia, 1,000 sentences (Universal Dependencies' PUD treebanks, CC BY-SA 3.0);
- the Universal Declaration of Human Rights, 30 articles.

`texts(folder)` reads clones of the repositories that lie in one folder, bare or not. Sentences and
stories have their halves as in bench/graded.py, the same in each language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from bench.graded import Half, Source, clone_in, half_of

STORIES = ("global-asp/storybooks-norge", "dde184a2fdc84565a04ffbcf922748941f2147b3")
DECLARATION = ("eric-muller/udhr", "f93dd614154c47fc4b85ec03d8d6f1abe97869ef")
_XML = "{http://efele.net/udhr}"

# How the sources call the languages that we know by their ISO 639-1 codes.
TREEBANKS = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "en": "English", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ko": "Korean",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "zh": "Chinese",
}  # fmt: skip
STORIED = {
    "ar": "ar", "da": "da", "de": "de", "en": "en", "es": "es", "fr": "fr", "hi": "hi", "hu": "hu",
    "it": "it", "nl": "nl", "no": "nb", "pl": "pl", "pt": "pt", "ru": "ru", "sv": "sv", "sw": "sw",
    "tr": "tr",
}  # fmt: skip
DECLARED = {
    "ar": "arb", "cs": "ces", "da": "dan", "de": "deu_1996", "en": "eng", "es": "spa", "fi": "fin",
    "fr": "fra", "hi": "hin", "id": "ind", "it": "ita", "ko": "kor", "nl": "nld", "no": "nob", "pl": "pol",
    "pt": "por_PT", "ru": "rus", "sv": "swe", "sw": "swh", "tr": "tur", "uz": "uzn_latn", "vi": "vie",
    "zh": "cmn_hans",
}  # fmt: skip

type Parts = Mapping[str, tuple[str, ...]]  # of a text, by what tells them in every language


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts in one language: its parts, each as blocks."""

    corpus: str
    language: str
    parts: Parts

    def blocks(self, half: Half | None = None) -> list[str]:
        """Give the blocks of one half, or of all."""
        chosen = (name for name in self.parts if half is None or half_of(self.corpus, name) is half)
        return [block for name in chosen for block in self.parts[name]]


def texts(folder: Path) -> Iterator[Text]:
    """Read what lies in the folder."""
    for language, name in TREEBANKS.items():
        if clone := clone_in(folder, f"UniversalDependencies/UD_{name}-PUD"):
            yield Text("news", language, _sentences(Source(clone).text(f"{language}_pud-ud-test.conllu")))
    if clone := clone_in(folder, STORIES[0]):
        for language, code in STORIED.items():
            files = Source(clone, STORIES[1]).texts(f"stories/{code}")
            parts = {Path(path).parent.name: _story(text) for path, text in sorted(files.items())}
            yield Text("stories", language, {name: story for name, story in parts.items() if story})
    if clone := clone_in(folder, DECLARATION[0]):
        for language, key in DECLARED.items():
            document = Source(clone, DECLARATION[1]).stored(f"data/udhr/udhr_{key}.xml")
            yield Text("declaration", language, _articles(document))


def _sentences(treebank: str) -> Parts:
    found = {}
    for block in treebank.split("\n\n"):
        name = re.search(r"^# sent_id = (.*)$", block, re.MULTILINE)
        text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if name and text:
            found[name[1].strip()] = (text[1].strip(),)
    return found


def _story(page: str) -> tuple[str, ...]:
    blocks = html.fromstring(page).xpath("//div[contains(@class, 'level') and contains(@class, ' def')]")
    folded = (" ".join(block.text_content().split()) for block in blocks)
    return tuple(block for block in folded if block)


def _articles(document: bytes) -> Parts:
    articles = etree.fromstring(document).iter(f"{_XML}article")
    return {
        article.get("number"): tuple(para.text for para in article.iter(f"{_XML}para") if para.text)
        for article in articles
    }
