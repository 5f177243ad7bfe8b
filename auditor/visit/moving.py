"""Looks at what plays, moves and changes by itself on a page."""

import asyncio
from time import monotonic

from pydantic import TypeAdapter

from auditor.evidence.media import Changes, Media, Player
from auditor.visit.probe import ask
from auditor.visit.questions import MEDIA
from auditor.visit.view import View

CHANGES_LIMITS = {"texts": 20, "controls": 100, "textChars": 300}

DECODING_MOST_S = 1.0
DECODING_STEP_S = 0.1
WATCH_S = 1.2  # clocks and counters change each second
WATCH_MOST_S = 2.5  # where a text has changed: long enough to see a second change
WATCH_STEP_S = 0.25

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_CHANGES = TypeAdapter(Changes)


def is_awaited(media: Media | None) -> bool:
    """Whether more will be known of a recording that sounds alone, when its beginning is there."""
    return media is not None and any(map(_is_undecided, media.players))


async def see_media(view: View) -> Media:
    """Tell what recordings there are; waits a little for the beginning of what sounds alone.

    Raises:
        ValueError: if the page tampered with the answer.
    """
    deadline = monotonic() + DECODING_MOST_S
    while True:
        await asyncio.sleep(DECODING_STEP_S)
        seen: Media
        (seen,) = MEDIA.read(await ask(view, MEDIA.script, MEDIA.limits))
        if monotonic() >= deadline or not is_awaited(seen):
            return seen


def _is_undecided(player: Player) -> bool:
    sounds_alone = player.starts_alone and not player.muted and not player.failure
    return sounds_alone and not (player.is_loaded and (player.audio_bytes or player.tag == "audio"))


async def begin_to_watch(view: View) -> None:
    """Note from now on which texts change by themselves: the window's size changes no more."""
    await ask(view, "changes", CHANGES_LIMITS, begin=True)


async def see_changes(view: View) -> Changes:
    """Tell what has changed by itself since then; waits for no more than is needed to see it twice.

    Raises:
        pydantic.ValidationError: if the page tampered with the answer.
    """
    while True:
        seen = _CHANGES.validate_python(await ask(view, "changes", CHANGES_LIMITS, begin=False))
        left_s = (WATCH_MOST_S if seen.texts else WATCH_S) - seen.watched_s
        if not seen.watched_s or left_s <= 0 or any(text.times > 1 for text in seen.texts):
            return seen
        await asyncio.sleep(min(left_s, WATCH_STEP_S) if seen.texts else left_s)
