"""Looks at what plays, moves and changes by itself on a page."""

import asyncio
from time import monotonic

from pydantic import TypeAdapter

from auditor.media import Changes, Media, Motions, Player
from auditor.visit.probe import ask
from auditor.visit.view import View

MEDIA_LIMITS = {"players": 30, "controls": 100, "textChars": 300}
# What moves for up to 5 s may (WCAG 2.2.2).
MOTION_LIMITS = {"motions": 50, "controls": 100, "textChars": 300, "longS": 5}
CHANGES_LIMITS = {"texts": 20, "controls": 100, "textChars": 300}

DECODING_MOST_S = 1.0
DECODING_STEP_S = 0.1
WATCH_S = 1.2  # clocks and counters change each second
WATCH_MOST_S = 2.5  # where a text has changed: long enough to see a second change
WATCH_STEP_S = 0.25

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_MEDIA = TypeAdapter(Media)
_MOTIONS = TypeAdapter(Motions)
_CHANGES = TypeAdapter(Changes)


async def see_motions(view: View) -> Motions:
    """Tell which animations go on for long; to be asked before anything brings the page to rest.

    Raises:
        pydantic.ValidationError: if the page tampered with the answer.
    """
    return _MOTIONS.validate_python(await ask(view, "motions", MOTION_LIMITS))


async def see_media(view: View) -> Media:
    """Tell what recordings there are; waits a little for the beginning of what sounds alone.

    Raises:
        pydantic.ValidationError: if the page tampered with the answer.
    """
    deadline = monotonic() + DECODING_MOST_S
    while True:
        seen = _MEDIA.validate_python(await ask(view, "media", MEDIA_LIMITS))
        if monotonic() >= deadline or not any(map(_is_awaited, seen.players)):
            return seen
        await asyncio.sleep(DECODING_STEP_S)


def _is_awaited(player: Player) -> bool:
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
        await asyncio.sleep(min(left_s, WATCH_STEP_S))
