"""Sound should start when a person asks for it, even where it could be stopped.

Why it matters: people who use a screen reader have to find the control while the sound talks over its voice.
People with limited attention lose what they read. In a waiting room, everybody listens.

How to fix it: remove the autoplay attribute from the audio or video element, or mute it.

Source: WCAG 2.2, technique G171 Playing sounds only on user request,
https://www.w3.org/WAI/WCAG22/Techniques/general/G171; W3C's ACT rule aaa1bf. Where nothing stops the
sound, sound-without-stop tells it.
"""

from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.media import Media
from auditor.examples import page, player
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.sound import early_sounds
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for sound that starts alone beside controls that stop it."""
    early = tuple(early_sounds(page))
    stoppable = [sound.player for sound in early if sound.is_certain and sound.player.has_controls]
    for each in stoppable:
        yield Failed("Its sound starts by itself when the page opens", at=Place(each.selector, each.snippet))
    if silent := len(page.media.players if page.media else ()) - len(early):
        yield Passed(silent)
    elif not stoppable:
        yield Inapplicable()


def _page(**facts: Any) -> PageEvidence:
    return page(media=Media((player(**({"has_controls": True} | facts)),)))


RULE = Rule(
    title="Sound starts by itself",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.COGNITION),
    act_rules=("aaa1bf",),
    advice=True,
    needs=("media",),
    check=check,
    examples=(
        Example("over 3 seconds, with controls", _page(duration_s=3.1), Failed),
        Example("3 seconds, with controls", _page(duration_s=3), Passed),
        Example("muted", _page(muted=True), Passed),
        Example("without controls, which sound-without-stop tells", _page(has_controls=False), Inapplicable),
        Example("nothing plays", "<p>Text</p>", Inapplicable),
    ),
)
