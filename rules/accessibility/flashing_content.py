"""Nothing large may flash more than three times in a second.

Why it matters: flashes can set off seizures in people with photosensitive epilepsy, who cannot look
away in time.

How to fix it: let it flash three times a second at most, or fade slowly, or leave the flashing out.

Source: WCAG 2.2, success criterion 2.3.1 Three Flashes or Below Threshold,
https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold: more than three flashes a second, on
more than 25 % of 10 degrees of the visual field. That is 21,824 CSS pixels (341 x 256 in a window of
1024 x 768, a quarter of it). Animations by CSS and by the browser's animation interface are seen.
Whether their brightness changes enough takes a person, and videos, animated pictures and drawings by
script are not measured at all.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.media import Motion, Motions
from auditor.examples import page
from auditor.outcome import CantTell, Inapplicable, Number, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

FLASHES = 3
LEAST_AREA_PX = 341 * 256 / 4

_BRIGHTNESS = frozenset(
    {"opacity", "visibility", "display", "color", "backgroundColor", "background", "filter"}
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Count how often each animation changes to and fro in a second."""
    motions = page.motions.motions if page.motions else ()
    flashing = [motion for motion in motions if _flashes(motion)]
    for motion in flashing:
        yield CantTell(
            "It changes up to {times} times in a second. Does it flash, from bright to dark?",
            at=Place(motion.selector, motion.snippet),
            times=Number(_times_a_second(motion)),
        )
    if len(motions) > len(flashing):
        yield Passed(len(motions) - len(flashing))
    elif not flashing:
        yield Inapplicable()


def _times_a_second(motion: Motion) -> float:
    """Tell how often it may get bright and dark: a pair of changes is one flash, a round is at least one."""
    return max(1, motion.steps // 2) / motion.round_s if motion.round_s else 0


def _flashes(motion: Motion) -> bool:
    return (
        _times_a_second(motion) > FLASHES
        and motion.width_px * motion.height_px >= LEAST_AREA_PX
        and not _BRIGHTNESS.isdisjoint(motion.properties)
    )


def _page(round_s: float, *, steps: int = 2, area_px: float = 30_000, what: str = "opacity") -> PageEvidence:
    motion = Motion("#alert", '<p id="alert">', (what,), round_s, None, steps, area_px / 100, 100)
    return page(motions=Motions((motion,)))


RULE = Rule(
    title="Something large may flash",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.PHOTOSENSITIVE,),
    criteria=("2.3.1",),
    needs=("motions",),
    by_style=True,
    check=check,
    examples=(
        Example("three times a second", _page(1 / 3), Passed),
        Example("more often", _page(0.3), CantTell),
        Example("four times in the rounds of a second", _page(1, steps=8), CantTell),
        Example("often, and small", _page(0.3, area_px=LEAST_AREA_PX - 1), Passed),
        Example("often, and only moved", _page(0.3, what="transform"), Passed),
        Example("nothing moves", page(motions=Motions()), Inapplicable),
    ),
)
