"""Judges what becomes of texts when a page is laid out in another way: an outcome for each box that cuts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.evidence.resized import LostText, TextLoss
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place

WINDOW = "the edge of the window"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a text: templates with `words`, and `by` but for the last."""

    cut: str
    overlapped: str
    shortened: str


def outcomes_of_loss(loss: TextLoss, wording: Wording, *, gone_is_lost: bool) -> Iterator[Outcome]:
    """Tell what is lost, box by box.

    Texts in rows of slides are left out: they are brought in again by a button or by time. So are
    texts that are gone as a whole, unless `gone_is_lost`: a layout for smaller windows puts menus
    where they open on demand.
    """
    if not loss.texts:
        yield Inapplicable()
        return
    if loss.texts > loss.counted:
        yield Passed(loss.texts - loss.counted)
    for texts in lost_by_box(loss, gone_is_lost=gone_is_lost):
        yield _outcome(texts, wording)


def lost_by_box(loss: TextLoss, *, gone_is_lost: bool) -> Iterator[tuple[LostText, ...]]:
    """Give the texts that are lost, those that one box cuts off together; see `outcomes_of_loss`."""
    lost = [text for text in loss.lost if not text.moves and (gone_is_lost or not text.gone)]
    for _, texts in groupby(sorted(lost, key=_box), key=_box):
        yield tuple(texts)


def _box(text: LostText) -> tuple[str, str, bool]:
    return text.how, text.by, text.shortened


def _outcome(texts: Iterable[LostText], wording: Wording) -> Outcome:
    first, *others = texts
    place = Place(first.selector, first.snippet)
    by = first.by or WINDOW
    elements = 1 + len(others)
    if first.how == "overlapped":
        return Failed(wording.overlapped, at=place, elements=elements, words=first.words, by=by)
    if first.shortened:
        return CantTell(wording.shortened, at=place, elements=elements, words=first.words)
    return Failed(wording.cut, at=place, elements=elements, words=first.words, by=by)
