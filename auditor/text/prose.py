"""The running text of a page, sentence by sentence: what readability is measured on.

Readability formulas were made on running text, and are counted without titles and
headings (Flesch, How to Write Plain English, 1979, chapter 2). Pages hold much that is
none: labels, table cells of a word, lists of names, cards whose parts run together.
Which blocks are taken for prose is this program's own choice, kept on the careful side.

A page's text is cut once: rules share the answer of `prose_by_language`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.once import once_a_page
from auditor.text.claim import family
from auditor.text.detection import detect
from auditor.text.filler import LATIN
from auditor.text.language import PAGE_LETTERS, SAMPLE_CHARS, page_language, primary_subtag
from auditor.text.main_text import main_blocks
from auditor.text.reading import MIN_SENTENCE_WORDS
from auditor.text.sentences import sentences, words

# Elements that hold sentences by their meaning; others (div, span) have to show a full stop.
_PARAGRAPHS = frozenset({"blockquote", "dd", "li", "p", "td"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LABELS = frozenset({"address", "caption", "dt", "figcaption", "label", "legend", "summary", "th"})
_ENDS = (".", "!", "?", ":", ";", "…", "؟", "۔", "।", "॥")  # noqa: RUF001
_CLOSING = "\"'»›”’)] "  # noqa: RUF001

MIN_UNENDED_WORDS = 8  # a list item without a full stop that is long enough to be read as a sentence

# How sure the words of one block must be of another language than the page's. So sure, none of 12,668
# blocks of 100 characters in 24 languages was taken for another: docs/readability.md.
_CERTAIN = 0.999


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its words, and the block that it stands in."""

    text: str
    words: tuple[str, ...]
    block: TextBlock


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences of a page's main text in one language ("" if it cannot be told)."""

    language: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """How many words there are in all sentences."""
        return sum(len(sentence.words) for sentence in self.sentences)


@once_a_page
def prose_by_language(page: PageEvidence) -> tuple[Prose, ...]:
    """Read the sentences of a page's main text, each language by itself, the page's own first.

    A block is of the page's language unless it is marked as neither that nor the one that the page
    declares, or its words are certain to be of another.
    """
    own = page_language(page)
    found: dict[str, list[Sentence]] = defaultdict(list, {own: []})
    for block in main_blocks(page):
        if _is_prose(block):
            language = _language_at(block, page, own)
            found[language] += _sentences_of(block, language)
    return tuple(Prose(language, tuple(cut)) for language, cut in found.items())


def prose_known(page: PageEvidence, is_known: Callable[[str], bool]) -> tuple[list[Prose], list[str]]:
    """Give the prose of a page in languages that are known to a rule, and name its other languages."""
    found = [each for each in prose_by_language(page) if each.sentences]
    known = [each for each in found if is_known(each.language)]
    return known, [each.language for each in found if not is_known(each.language)]


def prose(page: PageEvidence) -> Prose:
    """Read the sentences of a page's main text that are in its own language."""
    return prose_by_language(page)[0]


def _language_at(block: TextBlock, page: PageEvidence, own: str) -> str:
    marked = primary_subtag(block.lang)
    declared = primary_subtag(page.head.lang) if page.head else ""
    if own and len(block.text) >= PAGE_LETTERS:
        language, probability = detect(block.text[:SAMPLE_CHARS])
        if language in family(own):
            return own
        if probability >= _CERTAIN and language != LATIN:
            return language
    return own if marked in {"", declared, *family(own)} else marked


def _sentences_of(block: TextBlock, language: str) -> Iterator[Sentence]:
    for text in sentences(block.text, language):
        found = words(text)
        if len(found) >= MIN_SENTENCE_WORDS:
            yield Sentence(text, found, block)


def _is_prose(block: TextBlock) -> bool:
    if block.tag in _HEADINGS | _LABELS:
        return False
    if block.text.rstrip(_CLOSING).endswith(_ENDS):
        return True
    return block.tag in _PARAGRAPHS and len(words(block.text)) >= MIN_UNENDED_WORDS
