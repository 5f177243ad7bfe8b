"""What moves by itself for more than 5 seconds must come with a way to pause, stop or hide it.

Why it matters: people with limited attention cannot read beside something that moves, and some get
dizzy or sick.

How to fix it: let the movement end within 5 seconds, or add a button that stops it. For those who asked
their system for less motion, switch it off with the media query prefers-reduced-motion.

Source: WCAG 2.2, success criterion 2.2.2 Pause, Stop, Hide, which excepts what is essential, as a sign that
something is loading, https://www.w3.org/TR/WCAG22/#pause-stop-hide. Animations by CSS and by the browser's
animation interface are seen, and so are videos that start alone. What scripts draw frame by frame is not
seen, nor are animated pictures.
"""

from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.media import Control, Media, Motion, Motions, Player
from auditor.examples import page, player
from auditor.outcome import CantTell, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

LONG_S = 5
LEAST_AREA_PX = (
    24 * 24
)  # smaller than a button: a pulsing dot is no reading matter, and seldom in the way of it
NAMED_CONTROLS = 5

# What moves an element or makes it come and go; of colours alone nobody loses the line.
_MOVING = frozenset({
    "transform", "translate", "rotate", "scale", "left", "right", "top", "bottom", "margin", "marginLeft",
    "marginRight", "marginTop", "marginBottom", "width", "height", "offsetDistance", "backgroundPosition",
    "backgroundPositionX", "backgroundPositionY", "opacity", "visibility", "display", "clipPath",
})  # fmt: skip

_MOVES = "It moves by itself for more than 5 seconds. "
_NEVER = "Can it be stopped, or is it essential?"
_PERHAPS = "Does one of these stop it: {controls}?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for animations and silent films that go on, and ask whether they can be stopped."""
    if page.motions is None or page.media is None:
        return
    films = [player for player in page.media.players if _is_moving_film(player)]
    moving = [motion for motion in page.motions.motions if _moves(motion)]
    controls = page.motions.controls or page.media.controls
    places = dict.fromkeys(
        [(film.selector, film.snippet) for film in films]
        + [(motion.selector, motion.snippet) for motion in moving]
    )
    for selector, snippet in places:
        names = ", ".join(control.name for control in controls[:NAMED_CONTROLS])
        at = Place(selector, snippet)
        yield (
            CantTell(_MOVES + _PERHAPS, at=at, controls=names) if names else CantTell(_MOVES + _NEVER, at=at)
        )
    stoppable = sum(player.starts_alone and player.has_controls for player in page.media.players)
    if stoppable:
        yield Passed(stoppable)
    elif not places:
        yield Inapplicable()


def _is_moving_film(player: Player) -> bool:
    lasts_s = player.lasts_s
    return (
        player.tag == "video"
        and player.starts_alone
        and player.visible
        and not player.has_controls
        and not player.failure
        and (lasts_s is None or lasts_s > LONG_S)
    )


def _moves(motion: Motion) -> bool:
    is_long = motion.total_s is None or motion.total_s > LONG_S
    is_large = motion.width_px * motion.height_px >= LEAST_AREA_PX
    return is_long and is_large and not _MOVING.isdisjoint(motion.properties)


def _page(*controls: str, **facts: Any) -> PageEvidence:
    known: dict[str, Any] = {"round_s": 8.0, "total_s": None, "width_px": 300.0, "height_px": 60.0} | facts
    motion = Motion("#news", '<p id="news">', ("transform",), steps=2, **known)
    pressed = tuple(Control(name, "button") for name in controls)
    return page(motions=Motions((motion,), pressed), media=Media())


def _film(**facts: Any) -> PageEvidence:
    return page(motions=Motions(), media=Media((player(**({"muted": True} | facts)),)))


_STYLE = (
    "<style>@keyframes go {{ to {{ {what} }} }} p {{ animation: go {how} }}</style><p>The office moves.</p>"
)

RULE = Rule(
    title="Something moves by itself and cannot be stopped",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY),
    criteria=("2.2.2",),
    needs=("motions", "media"),
    by_style=True,
    check=check,
    examples=(
        Example("without end", _page(), CantTell),
        Example("without end, beside a button", _page("Pause"), CantTell),
        Example("5 seconds", _page(total_s=5.0), Inapplicable),
        Example("over 5 seconds", _page(total_s=5.1), CantTell),
        Example("as large as a button", _page(width_px=24, height_px=24), CantTell),
        Example("smaller than a button", _page(width_px=24, height_px=23.9), Inapplicable),
        Example("a film without sound", _film(), CantTell),
        Example("a film with the browser's controls", _film(has_controls=True), Passed),
        Example("a film of 5 seconds", _film(duration_s=5), Inapplicable),
        Example("a style without end", _STYLE.format(what="margin-left: 40px", how="8s infinite"), CantTell),
        Example("a style that ends", _STYLE.format(what="margin-left: 40px", how="4s"), Inapplicable),
        Example(
            "a style of colours alone", _STYLE.format(what="color: #555", how="8s infinite"), Inapplicable
        ),
    ),
)
