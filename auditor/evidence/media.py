"""What plays, moves or changes by itself on a page, as a visit saw it. A part of the evidence.

Times are seconds, lengths CSS pixels. What an element is called and where it stands is kept to be
shown; whether anything of it is a fault is for the rules to say.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Control:
    """Something to press, seen and named: a button, or a link or switch that scripts act on."""

    name: str
    selector: str


@dataclass(frozen=True, slots=True)
class TextTrack:
    """A track element of a recording. `state` is "unread" as long as nobody has switched it on."""

    kind: str
    lang: str
    state: Literal["unread", "loading", "loaded", "failed"]


@dataclass(frozen=True, slots=True)
class Player:
    """An audio or video element.

    `starts_alone` is its autoplay attribute, `has_controls` that the browser shows its own controls.
    `duration_s` is None for what has no end or is not known; `from_s` and `to_s` are the part that the
    address names (Media Fragments URI 1.0: `#t=8,10`). `is_loaded` tells that its beginning could be
    decoded; `audio_bytes` are the compressed bytes of sound in that beginning, None if the browser does
    not tell them. `failure` is what the browser said when it could not be loaded.
    """

    tag: Literal["audio", "video"]
    src: str
    selector: str
    snippet: str
    starts_alone: bool
    muted: bool
    has_controls: bool
    loops: bool
    visible: bool
    is_loaded: bool
    duration_s: float | None
    from_s: float
    to_s: float | None
    audio_bytes: int | None
    has_picture: bool
    tracks: tuple[TextTrack, ...] = ()
    failure: str = ""

    @property
    def lasts_s(self) -> float | None:
        """How long it plays when it is left alone; None if that has no end or is not known."""
        end = self.duration_s if self.to_s is None else self.to_s
        if self.loops or end is None:
            return None
        return max(0, min(end, self.duration_s or end) - self.from_s)


@dataclass(frozen=True, slots=True)
class Motion:
    """An animation of a visible element, by CSS or by script, that goes on for long or without end.

    `properties` are those that it changes. One round takes `round_s`, and `total_s` is how long all of
    them last, None if they never end; `steps` is how many keyframes a round has.
    """

    selector: str
    snippet: str
    properties: tuple[str, ...]
    round_s: float
    total_s: float | None
    steps: int
    width_px: float
    height_px: float


@dataclass(frozen=True, slots=True)
class Motions:
    """What moves for long, and what there is to press where something does."""

    motions: tuple[Motion, ...] = ()
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """The recordings. `refreshes` holds the content of each `<meta http-equiv="refresh">`, in order.

    `controls` are what there is to press where a recording starts alone.
    """

    players: tuple[Player, ...] = ()
    refreshes: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class TextChange:
    """A visible element whose text was replaced by another while nobody did anything.

    `times` tells how often, `before` and `after` are the first text seen and the last one. `role` is its
    role attribute.
    """

    selector: str
    snippet: str
    times: int
    before: str
    after: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed by itself while the page was watched for `watched_s`, and what there is to press."""

    watched_s: float
    texts: tuple[TextChange, ...] = ()
    controls: tuple[Control, ...] = ()
