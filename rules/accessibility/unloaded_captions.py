"""Captions that a video offers must be there.

Why it matters: people who do not hear switch the captions on, and nothing comes.

How to fix it: correct the address in the src attribute of the track element. Check that the file is WebVTT
and comes from the same site, or with the header that allows others to read it.

Source: WCAG 2.2, success criterion 1.2.2 Captions (Prerecorded),
https://www.w3.org/TR/WCAG22/#captions-prerecorded; HTML Living Standard, section 4.8.11.11 Timed text
tracks. Only captions that are switched on from the start are tried (the default attribute).
"""

from collections.abc import Iterator
from typing import Any, Literal

from auditor.evidence import PageEvidence
from auditor.evidence.media import Media, TextTrack
from auditor.examples import page, player
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_KINDS = frozenset({"captions", "subtitles"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for videos of whose captions none arrived."""
    loaded = 0
    failed = False
    for each in page.media.players if page.media else ():
        states = {track.state for track in each.tracks if track.kind in _KINDS}
        if each.tag == "video" and each.visible and states == {"failed"}:
            failed = True
            yield Failed("Its captions did not load", at=Place(each.selector, each.snippet))
        loaded += "loaded" in states
    if loaded:
        yield Passed(loaded)
    elif not failed:
        yield Inapplicable()


def _film(
    *states: Literal["unread", "loaded", "failed"], kind: str = "captions", **facts: Any
) -> PageEvidence:
    tracks = tuple(TextTrack(kind, "en", state) for state in states)
    return page(media=Media((player(tracks=tracks, **facts),)))


_GONE = '<track kind="captions" srclang="en" label="English" src="/gone.vtt" default>'

RULE = Rule(
    title="The captions of a video do not load",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_HEARING, Group.LIMITED_HEARING),
    criteria=("1.2.2",),
    needs=("media",),
    check=check,
    examples=(
        Example("they loaded", _film("loaded"), Passed),
        Example("they did not load", _film("failed"), Failed),
        Example("others loaded", _film("failed", "loaded"), Passed),
        Example("others were not tried", _film("failed", "unread"), Inapplicable),
        Example("chapters did not load", _film("failed", kind="chapters"), Inapplicable),
        Example("a video that is not shown", _film("failed", visible=False), Inapplicable),
        Example("a file that is not there", f'<video controls src="/tour.mp4">{_GONE}</video>', Failed),
        Example("no video", "<p>Text</p>", Inapplicable),
    ),
)
