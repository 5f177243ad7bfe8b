"""Texts that are lost in another layout: what is told of each box, and what is left out."""

import pytest

from auditor.evidence.resized import LostText, TextLoss
from auditor.outcome import CantTell, Failed, Inapplicable, Passed, Place
from auditor.page.text_loss import Wording, outcomes_of_loss

CUT = "“{words}” is cut off by {by}"
WORDING = Wording(cut=CUT, overlapped="“{words}” overlaps with {by}", shortened="“{words}” is shortened")


def lost(words: str, by: str = "#box", how: str = "cut down", **facts: bool) -> LostText:
    known = {"gone": False} | facts
    return LostText(f"#{words}", f"<p id={words}>", words, how, by, "<div>", 2, 1, **known)  # type: ignore[arg-type]


def test_one_outcome_tells_of_all_texts_that_a_box_cuts_off() -> None:
    loss = TextLoss(10, 3, (lost("one"), lost("two"), lost("three", by="")))

    assert list(outcomes_of_loss(loss, WORDING, gone_is_lost=False)) == [
        Passed(7),
        Failed(CUT, at=Place("#three", "<p id=three>"), words="three", by="the edge of the window"),
        Failed(CUT, at=Place("#one", "<p id=one>"), elements=2, words="one", by="#box"),
    ]


@pytest.mark.parametrize(("gone_is_lost", "found"), [(False, [Passed]), (True, [Passed, Failed])])
def test_what_is_gone_as_a_whole_counts_where_no_menu_can_have_closed(
    found: list[type], *, gone_is_lost: bool
) -> None:
    loss = TextLoss(10, 1, (lost("one", gone=True),))

    assert [type(one) for one in outcomes_of_loss(loss, WORDING, gone_is_lost=gone_is_lost)] == found


def test_slides_are_left_out_and_dots_are_a_question() -> None:
    loss = TextLoss(10, 2, (lost("one", moves=True), lost("two", shortened=True)))

    assert [type(one) for one in outcomes_of_loss(loss, WORDING, gone_is_lost=True)] == [Passed, CantTell]


def test_a_page_without_texts_that_were_seen_whole_is_not_asked() -> None:
    assert list(outcomes_of_loss(TextLoss(0, 0, ()), WORDING, gone_is_lost=True)) == [Inapplicable()]
