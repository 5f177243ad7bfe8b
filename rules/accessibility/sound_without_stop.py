"""Sound that starts by itself and lasts over 3 seconds must come with a way to stop it or turn it down.

Why it matters: blind people listen to the page through a screen reader. Sound drowns its voice, and
whoever does not hear the voice cannot find the button that would stop the sound.

How to fix it: remove the autoplay attribute and let people start the sound. If it has to start alone,
show the browser's own controls (the controls attribute) or a named button that stops it, at the top.

Source: WCAG 2.2, success criterion 1.4.2 Audio Control, https://www.w3.org/TR/WCAG22/#audio-control;
W3C's ACT rules 80f0bf and 4c31df. What plays without an audio or video element, or in a frame, is not
seen.
"""

import base64
import struct
from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.media import Control, Media
from auditor.examples import page, player
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.sound import early_sounds
from auditor.rule import Dimension, Example, Group, Rule, Severity

NAMED_CONTROLS = 5

_UNHEARD = (
    "It starts by itself and is not muted. Does it sound for more than 3 seconds, and can that be stopped?"
)
_PERHAPS = "Its sound starts by itself. Does one of these stop it or turn it down: {controls}?"
_NEVER = "Its sound starts by itself, and there is nothing to stop it or to turn it down"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for the browser's controls, or anything else to press, wherever a sound starts alone."""
    found = False
    for sound in early_sounds(page):
        found = True
        at = Place(sound.player.selector, sound.player.snippet)
        controls = page.media.controls if page.media else ()
        if sound.player.has_controls:
            yield Passed()
        elif not sound.is_certain:
            yield CantTell(_UNHEARD, at=at)
        elif controls:
            yield CantTell(_PERHAPS, at=at, controls=_names(controls))
        else:
            yield Failed(_NEVER, at=at)
    if not found:
        yield Inapplicable()


def _names(controls: tuple[Control, ...]) -> str:
    return ", ".join(control.name for control in controls[:NAMED_CONTROLS])


def _page(*controls: str, **facts: Any) -> PageEvidence:
    return page(media=Media((player(**facts),), controls=tuple(Control(name, "button") for name in controls)))


def _wave(seconds: float) -> str:
    """A sound of the lowest rate that browsers play, in a data URL."""
    rate = 3_000
    samples = (bytes([128] * 4 + [168] * 4) * int(rate * seconds))[: int(rate * seconds)]
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8)
    data = b"data" + struct.pack("<I", len(samples)) + samples
    sound = b"RIFF" + struct.pack("<I", 4 + len(form) + len(data)) + b"WAVE" + form + data
    return f"data:audio/wav;base64,{base64.b64encode(sound).decode()}"


RULE = Rule(
    title="Sound that starts by itself cannot be stopped",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("1.4.2",),
    act_rules=("80f0bf", "4c31df", "aaa1bf"),
    needs=("media",),
    check=check,
    examples=(
        Example("the browser's controls", _page(has_controls=True), Passed),
        Example("nothing to press", _page(), Failed),
        Example("a button that may stop it", _page("Mute"), CantTell),
        Example("3 seconds", _page(duration_s=3.0), Inapplicable),
        Example("over 3 seconds", _page(duration_s=3.1), Failed),
        Example("3 seconds, again and again", _page(duration_s=3.0, loops=True), Failed),
        Example("the last 3 of 60 seconds", _page(from_s=57.0), Inapplicable),
        Example("2 seconds from the middle", _page(from_s=8.0, to_s=10.0), Inapplicable),
        Example("without end", _page(duration_s=None), Failed),
        Example("muted", _page(muted=True), Inapplicable),
        Example("started by a person", _page(starts_alone=False), Inapplicable),
        Example("a video without sound", _page(audio_bytes=0), Inapplicable),
        Example("an audio file that is not decoded yet", _page(tag="audio", audio_bytes=0), Failed),
        Example("an audio file that begins with silence", _page(tag="audio", audio_bytes=60), CantTell),
        Example("next to no sound in its beginning", _page(audio_bytes=60), CantTell),
        Example("it did not load", _page(is_loaded=False, duration_s=None, audio_bytes=0), CantTell),
        Example("a sound in a page", f'<audio autoplay src="{_wave(3.1)}"></audio>', Failed),
        Example("a sound of 3 seconds in a page", f'<audio autoplay src="{_wave(3)}"></audio>', Inapplicable),
        Example("a sound with controls", f'<audio autoplay controls src="{_wave(3.1)}"></audio>', Passed),
        Example("nothing plays", "<p>Text</p>", Inapplicable),
    ),
)
