"""The text of a PDF as its tags speak of it: in which languages, in which order, and what they leave out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from auditor.evidence.document_facts import DocumentText, StepBack, UntaggedText
from auditor.files.ink import PageInk, Piece
from auditor.files.place import Box
from auditor.files.tags import Tags

MAX_LANGUAGES = 20
MAX_TEXTS = 50
MAX_STEPS = 20
SAMPLE_CHARS = 1_000
MAX_SAMPLES = 4  # of a text in one language: of two languages in a document one may come first
NAMED_CHARS = 60
LEAST_LETTERS = 3  # in a row: fewer are no word, as a number or a bullet
# Ours. Letters nearer to each other than this share of their size are of one word. Browsers draw letters one
# by one, with up to 0.16 between what is seen of them; spaces between words are a quarter or more.
GAP = 0.2
# Ours. A block is read after another in one column if most of the narrower lies above the other.
COLUMN_SHARE = 0.5
ROUNDING_PT = 1
NOTE_SIZE = 0.9  # ours, of the size that most letters have: notes and captions are smaller

_WORD = re.compile(rf"[^\W\d_]{{{LEAST_LETTERS}}}")


class _Block(NamedTuple):
    """What one mark stands for, as one sees it."""

    mark: tuple[int, int]
    box: Box
    text: str
    size: float


def texts_of(ink: Sequence[PageInk], tags: Tags, language: str) -> tuple[DocumentText, ...]:
    """Give the text that tags speak of by the language that is named nearest to it, most text first."""
    found: dict[str, list[Piece]] = {}
    spoken_of = set(tags.marks)
    for at, page in enumerate(ink, 1):
        for piece in page.pieces:
            if not piece.is_artifact and piece.mark is not None and (at, piece.mark) in spoken_of:
                said = piece.language or tags.languages.get((at, piece.mark)) or language
                found.setdefault(said, []).append(piece)
    counted = {said: sum(map(_letters, pieces)) for said, pieces in found.items()}
    return tuple(
        _text(said, found[said], letters)
        for said, letters in sorted(counted.items(), key=lambda each: -each[1])[:MAX_LANGUAGES]
    )


def _text(language: str, pieces: Sequence[Piece], letters: int) -> DocumentText:
    number = max(1, min(letters // SAMPLE_CHARS, MAX_SAMPLES))
    starts = (at * len(pieces) // number for at in range(number))
    first, *later = (_joined(pieces[start:])[:SAMPLE_CHARS] for start in starts)
    return DocumentText(language, first, letters, tuple(later))


def untagged_texts(ink: Sequence[PageInk], tags: Tags) -> tuple[UntaggedText, ...]:
    """Give what no tag speaks of, page by page, without what stands on several pages as heads and feet do."""
    spoken_of = set(tags.marks)
    left = {
        at: [
            piece
            for piece in page.pieces
            if not piece.is_artifact and not piece.is_hidden and (at, piece.mark) not in spoken_of
        ]
        for at, page in enumerate(ink, 1)
        if at in tags.pages
    }
    pages_with = Counter(text for pieces in left.values() for text in {piece.text for piece in pieces})
    texts = ((at, [piece for piece in pieces if pages_with[piece.text] == 1]) for at, pieces in left.items())
    return tuple(
        UntaggedText(at, _joined(pieces)[:NAMED_CHARS], sum(map(_letters, pieces)))
        for at, pieces in texts
        if _WORD.search(_joined(pieces))
    )[:MAX_TEXTS]


def steps_back(ink: Sequence[PageInk], tags: Tags) -> tuple[StepBack, ...]:
    """Find text that is tagged right after text that stands below it, in the same column.

    What is next to the text or smaller, as notes, may stand anywhere. So may cells of tables.
    """
    sizes = [piece.size for page in ink for piece in page.pieces for _ in range(_letters(piece))]
    least_size = median(sizes) * NOTE_SIZE if sizes else 0
    steps = (
        StepBack(first.mark[0], first.text[:NAMED_CHARS], second.text[:NAMED_CHARS])
        for first, second in pairwise(_blocks(ink, tags))
        if first.mark[0] == second.mark[0]
        and _is_back(first.box, second.box)
        and min(first.size, second.size) >= least_size
        and not {first.mark, second.mark} <= tags.table_marks
    )
    return tuple(steps)[:MAX_STEPS]


def _blocks(ink: Sequence[PageInk], tags: Tags) -> Iterator[_Block]:
    """Go through what tags speak of in their order, past what holds no word or may be read anywhere."""
    for page, mark in dict.fromkeys(tags.marks):
        if page > len(ink) or (page, mark) in tags.apart_marks:
            continue
        pieces = [piece for piece in ink[page - 1].by_mark.get(mark, ()) if not piece.is_hidden]
        text = _joined(pieces)
        if _WORD.search(text):
            yield _Block((page, mark), _around(pieces), text, max(piece.size for piece in pieces))


def _is_back(first: Box, second: Box) -> bool:
    overlap = min(first.right, second.right) - max(first.left, second.left)
    narrower = min(first.right - first.left, second.right - second.left)
    return second.bottom >= first.top - ROUNDING_PT and overlap > COLUMN_SHARE * narrower


def _around(pieces: Iterable[Piece]) -> Box:
    left, bottom, right, top = zip(*(piece.box for piece in pieces), strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


def _letters(piece: Piece) -> int:
    return sum(map(str.isalpha, piece.text))


def _joined(pieces: Sequence[Piece]) -> str:
    """Put pieces together, with spaces where they are seen: programs may draw letters one by one."""
    text = ""
    before: Piece | None = None
    for piece in pieces:
        if len(text) > SAMPLE_CHARS:
            break
        text += piece.text if before is None or _is_next(before, piece) else f" {piece.text}"
        before = piece
    return " ".join(text.split())


def _is_next(first: Piece, second: Piece) -> bool:
    same_line = min(first.box.top, second.box.top) > max(first.box.bottom, second.box.bottom)
    return same_line and abs(second.box.left - first.box.right) < GAP * max(first.size, second.size)
