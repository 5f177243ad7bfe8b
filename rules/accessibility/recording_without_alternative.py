"""A recording must come with a text or a description that says what is heard and seen in it.

Why it matters: people who do not hear get nothing of a sound file, and people who do not see get
nothing of what a film only shows.

How to fix it: publish a transcript that tells speech, sounds and what is to be seen, and link it beside the
recording. For films, add a spoken description of what only the picture tells.

Source: WCAG 2.2, success criteria 1.2.1 Audio-only and Video-only, 1.2.3 Audio Description or Media
Alternative and 1.2.5 Audio Description, https://www.w3.org/TR/WCAG22/#time-based-media. Whether a text
says the same as a recording takes a person, so that this only asks. Captions are asked about by
axe/video-caption.
"""

from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.media import Media, Player
from auditor.examples import page, player
from auditor.locale.speaking import marked
from auditor.outcome import CantTell, Inapplicable, Outcome, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_SOUND = marked("Is there a text here that says all that is heard in this recording?")
_SILENT = marked(
    "Is there a text or a sound here that says what this silent film shows, or does it only decorate?"
)
_FILM = marked("Does speech say all that this film shows? If not, is there a spoken description, or a text?")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask about each recording that people can play, by what it holds."""
    asked = False
    for each in page.media.players if page.media else ():
        if (each.visible or each.starts_alone) and (each.src or each.tracks) and not _is_without_end(each):
            asked = True
            yield CantTell(_question(each), at=Place(each.selector, each.snippet))
    if not asked:
        yield Inapplicable()


def _is_without_end(player: Player) -> bool:
    """Tell what is live: the criteria speak of what is prerecorded."""
    return player.is_loaded and player.duration_s is None


def _question(player: Player) -> str:
    if player.tag == "audio" or (player.is_loaded and not player.has_picture):
        return _SOUND
    return _SILENT if player.is_loaded and (player.muted or player.audio_bytes == 0) else _FILM


def _page(**facts: Any) -> PageEvidence:
    return page(media=Media((player(**({"starts_alone": False, "has_controls": True} | facts)),)))


RULE = Rule(
    title="A recording may lack a text or a description",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.WITHOUT_HEARING, Group.LIMITED_HEARING, Group.COGNITION),
    criteria=("1.2.1", "1.2.3", "1.2.5"),
    act_rules=("e7aa44", "c3232f", "c5a4ea", "1ec09b", "ee13b5"),
    needs=("media",),
    check=check,
    examples=(
        Example("a film", _page(), CantTell),
        Example("a sound file", _page(tag="audio", has_picture=False), CantTell),
        Example("a silent film", _page(audio_bytes=0), CantTell),
        Example("a film that is not shown", _page(visible=False), Inapplicable),
        Example("a live film", _page(duration_s=None), Inapplicable),
        Example("an empty element", _page(src="", is_loaded=False), Inapplicable),
        Example("no recording", "<p>Text</p>", Inapplicable),
    ),
)
