"""Which recordings of a page sound as soon as it opens, without being asked to. Pure.

A browser that never heard of a site before, as an audit's, holds such sound back; one in which a person has
played something there before lets it sound. So it is told by what the page asks for, and not by
what plays.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.evidence import PageEvidence
from auditor.evidence.media import Player

SHORT_S = 3  # WCAG 2.2, 1.4.2: audio that plays automatically for more than 3 seconds
# In the first tenths of a second: Chromium 156 decoded 5,000 to 11,000 bytes of speech and of music in five
# recordings, and 60 of a track that holds silence.
SOUND_BYTES = 1_000


@dataclass(frozen=True, slots=True)
class EarlySound:
    """A recording that starts alone and is not muted; `is_certain` tells that it sounds for long."""

    player: Player
    is_certain: bool


def early_sounds(page: PageEvidence) -> Iterator[EarlySound]:
    """Give the recordings that may sound alone for more than 3 seconds."""
    for player in page.media.players if page.media else ():
        if not player.starts_alone or player.muted:
            continue
        lasts_s = player.lasts_s
        if lasts_s is not None and lasts_s <= SHORT_S:
            continue
        if player.tag == "video" and player.is_loaded and player.audio_bytes == 0:
            continue
        yield EarlySound(player, _sounds(player))


def _sounds(player: Player) -> bool:
    """Tell whether it has sound for certain; an audio file may be left undecoded until it is played."""
    if not player.is_loaded or player.audio_bytes is None:
        return False
    return player.audio_bytes >= SOUND_BYTES or (player.tag == "audio" and not player.audio_bytes)
