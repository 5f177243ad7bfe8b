"""The bench of channels compares levels and values as its README says, and keeps its halves apart."""

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from auditor.service import Channel, ChannelMention, Level
from bench.channel_labels import (
    Answer,
    Decision,
    Half,
    Piece,
    as_figures,
    beside,
    decide,
    read_pieces,
    score,
)
from bench.channels import LABELS
from bench.pairing import Share

PHONE, EMAIL, POST = Channel.PHONE, Channel.EMAIL, Channel.POST


def mention(
    channel: Channel, level: Level = Level.ACTIONABLE, value: str = "", text: str = ""
) -> ChannelMention:
    return ChannelMention(channel, level, value, text, "p", "https://portal.example/")


def piece(
    labels: Mapping[Channel, Answer], values: Mapping[Channel, str] | None = None, **more: Any
) -> Piece:
    sets = {name: frozenset(more.get(name, ())) for name in ("hard", "unscored")}
    return Piece("town/1", Half.TUNE, "GB", "en", "", labels, values or {}, **sets)


@pytest.mark.parametrize(
    ("written", "found", "right"),
    [
        pytest.param("(0561) 583047", mention(PHONE, value="+62561583047"), True, id="national zero"),
        pytest.param("00 90 212 410 06 00", mention(PHONE, value="+902124100600"), True, id="two zeros"),
        pytest.param("0561 583047", mention(PHONE, value="+62561583048"), False, id="other number"),
        pytest.param("0561 583047", mention(PHONE, text="Call 0561-583 047"), True, id="in the quotation"),
        pytest.param(
            "0561 583047", mention(PHONE, Level.MENTIONED, text="0561583047"), False, id="mentioned"
        ),
        pytest.param("0561 583047", mention(EMAIL, text="0561583047"), False, id="other channel"),
        pytest.param("6 rue de Courtry", mention(PHONE, value="6"), False, id="digits of an address"),
    ],
)
def test_what_is_usable_has_to_give_the_labelled_value(
    written: str, found: ChannelMention, right: bool
) -> None:
    [decision] = decide(piece({PHONE: Answer.USABLE}, {PHONE: written}), [found])

    assert decision.is_right is right


def test_a_value_that_is_only_mentioned_does_not_make_another_number_right() -> None:
    found = [mention(PHONE, value="+62561583048"), mention(PHONE, Level.MENTIONED, text="(0561) 583047")]

    [decision] = decide(piece({PHONE: Answer.USABLE}, {PHONE: "(0561) 583047"}), found)

    assert (decision.found, decision.is_right) == (Answer.USABLE, False)


def test_a_level_is_right_only_if_it_is_the_labelled_one() -> None:
    labelled = piece({PHONE: Answer.MENTIONED, EMAIL: Answer.USABLE}, hard=[POST])

    decisions = decide(labelled, [mention(PHONE), mention(EMAIL, Level.COMPLETE)])

    assert decisions == (
        Decision("town/1", PHONE, Answer.MENTIONED, Answer.USABLE),
        Decision("town/1", EMAIL, Answer.USABLE, Answer.USABLE),
        Decision("town/1", POST, Answer.ABSENT, Answer.ABSENT),
    )
    assert [decision.is_right for decision in decisions] == [False, True, True]


def test_what_is_unscored_is_no_decision_and_what_nothing_looks_like_is_counted_beside() -> None:
    labelled = piece({PHONE: Answer.USABLE}, hard=[EMAIL], unscored=[Channel.COUNTER])
    mentions = [mention(channel) for channel in (PHONE, EMAIL, Channel.COUNTER, Channel.FORM)]

    assert {decision.channel for decision in decide(labelled, mentions)} == {PHONE, EMAIL}
    assert beside(labelled, mentions) == {Channel.FORM}


def test_a_mention_of_what_is_absent_is_wrong_yet_right_on_use() -> None:
    [decision] = decide(piece({}, hard=[PHONE]), [mention(PHONE, Level.MENTIONED)])

    assert (decision.is_right, decision.is_right_on_use) == (False, True)


def test_precision_and_recall_are_of_what_is_usable() -> None:
    decisions = [
        Decision("1", PHONE, Answer.USABLE, Answer.USABLE),
        Decision("2", PHONE, Answer.USABLE, Answer.USABLE, holds_value=False),
        Decision("3", PHONE, Answer.USABLE, Answer.MENTIONED),
        Decision("4", PHONE, Answer.ABSENT, Answer.USABLE),
        Decision("5", PHONE, Answer.ABSENT, Answer.ABSENT),
        Decision("6", PHONE, Answer.MENTIONED, Answer.MENTIONED),
        Decision("7", PHONE, Answer.MENTIONED, Answer.USABLE),
        Decision("7", EMAIL, Answer.USABLE, Answer.USABLE),
    ]

    of_phone = score(PHONE, decisions, beside=2)

    assert (of_phone.right, of_phone.right_on_use) == (Share(3, 7), Share(3, 7))
    assert (of_phone.precision, of_phone.recall) == (Share(1, 4), Share(1, 3))
    assert as_figures(of_phone) == {
        "decisions": 7,
        "beside": 2,
        "right": 0.429,
        "right_interval": [0.158, 0.75],  # Wilson, 3 of 7
        "right_on_use": 0.429,
        "right_on_use_interval": [0.158, 0.75],
        "precision": 0.25,
        "precision_interval": [0.046, 0.699],  # 1 of 4
        "recall": 0.333,
        "recall_interval": [0.061, 0.792],
    }


def test_labels_are_as_many_and_as_mixed_as_promised() -> None:
    pieces = read_pieces(LABELS)
    hard = Counter(channel for each in pieces for channel in each.hard)

    assert len(pieces) >= 150
    assert len({each.country for each in pieces}) >= 8
    often = (PHONE, EMAIL, POST, Channel.COUNTER, Channel.FORM, Channel.SMS, Channel.USSD, Channel.MESSAGING)
    assert all(hard[channel] >= 30 for channel in often)
    assert all(each.labels.keys().isdisjoint(each.hard | each.unscored) for each in pieces)


def test_no_portal_of_the_second_set_is_in_the_first() -> None:
    portals = {
        half: {each.id.rpartition("/")[0] for each in read_pieces(LABELS) if each.half is half}
        for half in Half
    }

    assert portals[Half.KEPT].isdisjoint(portals[Half.TUNE] | portals[Half.HELD_OUT])


def test_of_each_two_portals_one_is_kept_for_the_end_by_a_seed() -> None:
    sizes: Counter[str] = Counter()
    halves: dict[str, Half] = {}
    for each in read_pieces(LABELS):
        if each.half is Half.KEPT:
            continue
        portal = each.id.rpartition("/")[0]
        sizes[portal] += 1
        assert halves.setdefault(portal, each.half) is each.half

    portals = sorted(sizes, key=lambda portal: (-sizes[portal], portal))
    draw = random.Random("half of the portals with channel labels")  # noqa: S311  a draw, no secret
    kept = {draw.choice(portals[start : start + 2]) for start in range(0, len(portals), 2)}

    assert {portal for portal, half in halves.items() if half is Half.HELD_OUT} == kept
