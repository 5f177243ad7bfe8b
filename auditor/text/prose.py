"""The running text of a page, sentence by sentence: what readability is measured on.

Readability formulas were made on running text, and are counted without titles and
headings (Flesch, How to Write Plain English, 1979, chapter 2). Pages hold much that is
none: labels, table cells of a word, lists of names, cards whose parts run together.
Which blocks are taken for prose is this program's own choice, kept on the careful side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.evidence import PageEvidence, TextBlock
from auditor.text.language import page_language, primary_subtag
from auditor.text.main_text import main_blocks
from auditor.text.once import once_a_page
from auditor.text.sentences import sentences, words

# Elements that hold sentences by their meaning; others (div, span) have to show a full stop.
_PARAGRAPHS = frozenset({"blockquote", "dd", "li", "p", "td"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LABELS = frozenset({"address", "caption", "dt", "figcaption", "label", "legend", "summary", "th"})
_ENDS = (".", "!", "?", ":", ";", "…", "؟", "۔", "।", "॥")  # noqa: RUF001
_CLOSING = "\"'»›”’)] "  # noqa: RUF001

MIN_SENTENCE_WORDS = 3  # "Yes.", "Fig. 2." and "Page 1 of 3." are no sentences
MIN_UNENDED_WORDS = 8  # a list item without a full stop that is long enough to be read as a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its words, and the block that it stands in."""

    text: str
    words: tuple[str, ...]
    block: TextBlock


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences of a page's main text, and the language that they are in ("" if unknown)."""

    language: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """How many words there are in all sentences."""
        return sum(len(sentence.words) for sentence in self.sentences)


@once_a_page
def prose(page: PageEvidence) -> Prose:
    """Read the sentences of a page's main text.

    Blocks marked as neither in this language nor in the page's declared one are left
    out: the sentences are judged by the language of the page.
    """
    language = page_language(page)
    languages = {"", language, primary_subtag(page.head.lang) if page.head else ""}
    own = (block for block in main_blocks(page) if primary_subtag(block.lang) in languages)
    return Prose(language, tuple(sentence for block in own for sentence in _sentences_of(block, language)))


def _sentences_of(block: TextBlock, language: str) -> Iterator[Sentence]:
    if not _is_prose(block):
        return
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
