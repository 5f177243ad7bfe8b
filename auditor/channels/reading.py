"""A block of text made ready: cleaned, its phrases found, its denials understood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.channels import lexicon
from auditor.channels.denial import Span, denied_hits, online_only_spans
from auditor.channels.found import Spot
from auditor.channels.lexicon import Concept, Hit, OwnWords
from auditor.channels.normal import clean, fold
from auditor.evidence import TextBlock
from auditor.evidence.landmark import Landmark

# Bounds against hostile pages, far over what a paragraph holds.
BLOCKS = 5_000
PAGE_CHARS = 400_000
BLOCK_CHARS = 4_000
HITS_A_BLOCK = 100

QUOTE_CHARS = 160
_CODE_TAGS = frozenset({"code", "pre", "samp", "kbd"})
LONGEST_WORD_CHARS = 25  # a quotation begins with a word, if there is one to begin with
BLOCKS_REMEMBERED = 2_048  # the header, menu and footer of a portal come back on every page


@dataclass(frozen=True, slots=True)
class Reading:
    """A block with its clean text and the phrases in it; positions are in `text`.

    `denied` are the hits that the text takes back, `online_only` its sentences that allow no channel,
    `number` the block's place among those of its page.
    """

    block: TextBlock
    text: str
    hits: tuple[Hit, ...]
    denied: frozenset[Hit]
    online_only: tuple[Span, ...]
    number: int = 0

    def spot(self, start: int = 0) -> Spot:
        """Where on the page a place in the block is."""
        return Spot.of(self.block.selector, self.block.landmark, self.number, start)

    def standing(self, *concepts: Concept) -> list[Hit]:
        """Give the hits of these concepts that the text does not take back."""
        return [hit for hit in self.hits if hit.concept in concepts and self.stands(hit)]

    def stands(self, hit: Hit) -> bool:
        """Tell that the text does not take this hit back."""
        return hit not in self.denied and not self.is_online_only(hit.start)

    def is_online_only(self, position: int) -> bool:
        """Tell whether a position is in a sentence that allows no other channel."""
        return any(start <= position < end for start, end in self.online_only)

    def quote(self, position: int = 0) -> str:
        """Quote the text around a position."""
        start = max(0, min(position - QUOTE_CHARS // 2, len(self.text) - QUOTE_CHARS))
        end = start + QUOTE_CHARS
        if start and (blank := self.text.find(" ", start, min(start + LONGEST_WORD_CHARS, position))) >= 0:
            start = blank
        return self.text[start:end].strip()


def read_all(blocks: Sequence[TextBlock], *tags: str, own: OwnWords = ()) -> Iterator[Reading]:
    """Make the blocks of a page ready, whose languages are thought to be these; without its banners."""
    chars_left = PAGE_CHARS
    number = 0
    for block in blocks[:BLOCKS]:
        if block.landmark is not Landmark.OVERLAY and chars_left > 0 and not _is_code(block):
            reading = read(block, spoken(block.lang, *tags), own, number)
            chars_left -= len(reading.text)
            number += 1
            yield reading


def _is_code(block: TextBlock) -> bool:
    """Tell whether a block shows markup to its reader, as pages for programmers do."""
    return "</" in block.text or "<br" in block.text or block.tag in _CODE_TAGS


@lru_cache(maxsize=256)
def spoken(*tags: str) -> frozenset[str]:
    """Give those of these languages (BCP 47) that the lexicon speaks; all, if it speaks none of them."""
    known = frozenset(map(lexicon.primary, tags)) & lexicon.languages()
    return known or lexicon.languages()


def read(block: TextBlock, languages: frozenset[str], own: OwnWords = (), number: int = 0) -> Reading:
    """Make a block ready, with the phrases of these languages and the operator's own."""
    return Reading(block, *_prepared(block.text[:BLOCK_CHARS], languages, own), number)


@lru_cache(maxsize=BLOCKS_REMEMBERED)
def _prepared(
    raw: str, languages: frozenset[str], own: OwnWords
) -> tuple[str, tuple[Hit, ...], frozenset[Hit], tuple[Span, ...]]:
    text = clean(raw, BLOCK_CHARS)
    hits = lexicon.find(fold(text), languages, own)[:HITS_A_BLOCK]
    if not hits:
        return text, (), frozenset(), ()
    return text, hits, denied_hits(text, hits), online_only_spans(text, hits)
