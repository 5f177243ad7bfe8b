"""Pieces of public pages with the channels that a person reads in them, and how what is found compares.

fixtures/labels/channels/README.md says what is labelled how, and what counts as right. Pure.
"""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from auditor.service import Channel, ChannelMention, Level
from bench.pairing import Share


class Half(StrEnum):
    """Which part of the portals: the half to improve on, the one kept for the end, or the set after it."""

    TUNE = "tune"
    HELD_OUT = "held out"
    KEPT = "kept 2"


class Answer(StrEnum):
    """What is said of one channel of one piece: the three levels that are told apart."""

    ABSENT = "absent"
    MENTIONED = "mentioned"
    USABLE = "usable"


@dataclass(frozen=True)
class Piece:
    """A piece of a page, and its labels: `hard` channels are absent and look as if they were not.

    `values` are what a usable channel gives, as the piece writes it; not every usable one has one.
    """

    id: str
    half: Half
    country: str
    language: str
    html: str
    labels: Mapping[Channel, Answer]
    values: Mapping[Channel, str]
    hard: frozenset[Channel]
    unscored: frozenset[Channel]


@dataclass(frozen=True)
class Decision:
    """One channel of one piece. `holds_value` is true where no value is labelled."""

    piece: str
    channel: Channel
    labelled: Answer
    found: Answer
    holds_value: bool = True

    @property
    def is_right(self) -> bool:
        """Whether the level is the labelled one, and what is usable gives the labelled value."""
        return self.found is self.labelled and self.holds_value

    @property
    def is_right_on_use(self) -> bool:
        """Whether what can be used is told from what cannot, mentioned or absent."""
        if self.labelled is Answer.USABLE:
            return self.is_right
        return self.found is not Answer.USABLE


@dataclass(frozen=True)
class Score:
    """What came of one channel.

    `right` is of all three levels, `right_on_use` of usable or not. `beside` counts pieces in which
    the channel was found, and nothing looks like it.
    """

    right: Share
    right_on_use: Share
    precision: Share
    recall: Share
    beside: int


def read_pieces(folder: Path) -> tuple[Piece, ...]:
    """Read the labelled pieces of a folder."""
    files = sorted(folder.glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(_piece(json.loads(line)) for line in lines)


def _piece(row: Mapping[str, Any]) -> Piece:
    labels = {Channel(name): label for name, label in row["labels"].items()}
    return Piece(
        id=row["id"],
        half=Half(row["part"]),
        country=row["country"],
        language=row["language"],
        html=row["html"],
        labels={channel: _answer(Level(label["level"])) for channel, label in labels.items()},
        values={channel: label["value"] for channel, label in labels.items() if "value" in label},
        hard=frozenset(map(Channel, row["hard"])),
        unscored=frozenset(map(Channel, row["unscored"])),
    )


def as_page(piece: Piece) -> str:
    """Give the page that holds this piece and nothing else."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>'
    language = html.escape(piece.language)
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body><main>{piece.html}</main></body>'


def decide(piece: Piece, mentions: Sequence[ChannelMention]) -> tuple[Decision, ...]:
    """Compare what was found in a piece with its labels: of labelled channels, and of hard ones."""
    return tuple(
        Decision(piece.id, channel, labelled, found, _holds_value(piece, channel, labelled, mentions))
        for channel in Channel
        if (labelled := piece.labels.get(channel, Answer.ABSENT)) is not Answer.ABSENT
        or channel in piece.hard
        for found in (_found(channel, mentions),)
    )


def beside(piece: Piece, mentions: Iterable[ChannelMention]) -> frozenset[Channel]:
    """Give the channels that were found in a piece in which nothing looks like them."""
    return frozenset(mention.channel for mention in mentions) - {*piece.labels, *piece.hard, *piece.unscored}


def score(channel: Channel, decisions: Iterable[Decision], beside: int = 0) -> Score:
    """Sum up one channel; precision and recall are of what is usable, with its value."""
    own = [decision for decision in decisions if decision.channel is channel]
    usable = [decision for decision in own if decision.labelled is Answer.USABLE]
    claimed = [decision for decision in own if decision.found is Answer.USABLE]
    hits = sum(decision.is_right for decision in usable)
    return Score(
        right=Share(sum(decision.is_right for decision in own), len(own)),
        right_on_use=Share(sum(decision.is_right_on_use for decision in own), len(own)),
        precision=Share(hits, len(claimed)),
        recall=Share(hits, len(usable)),
        beside=beside,
    )


def as_figures(score: Score) -> dict[str, float | int | list[float] | None]:
    """Give a score in the form in which accuracy.json keeps it."""
    shares = {
        "right": score.right,
        "right_on_use": score.right_on_use,
        "precision": score.precision,
        "recall": score.recall,
    }
    figures: dict[str, float | int | list[float] | None] = {
        "decisions": score.right.of,
        "beside": score.beside,
    }
    for name, share in shares.items():
        figures[name] = None if share.value is None else round(share.value, 3)
        figures[f"{name}_interval"] = [round(bound, 3) for bound in share.interval]
    return figures


def _answer(level: Level) -> Answer:
    return Answer.USABLE if level.is_usable else Answer.MENTIONED


def _found(channel: Channel, mentions: Iterable[ChannelMention]) -> Answer:
    answers = {_answer(mention.level) for mention in mentions if mention.channel is channel}
    return next((answer for answer in (Answer.USABLE, Answer.MENTIONED) if answer in answers), Answer.ABSENT)


def _holds_value(
    piece: Piece, channel: Channel, labelled: Answer, mentions: Iterable[ChannelMention]
) -> bool:
    if labelled is not Answer.USABLE or channel not in piece.values:
        return True
    wanted = piece.values[channel]
    return any(
        _holds(mention, wanted)
        for mention in mentions
        if mention.channel is channel and mention.level.is_usable
    )


def _holds(mention: ChannelMention, wanted: str) -> bool:
    """Whether a mention has a value: its letters and digits, or a number without the zero before it."""
    letters = _letters(wanted)
    if letters in _letters(mention.value) or letters in _letters(mention.text):
        return True
    if any(character.isalpha() for character in wanted):
        return False
    digits = letters.lstrip("0")
    return bool(digits) and digits in _letters(mention.value)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
