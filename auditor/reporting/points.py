"""How a score is said, in the terminal and in reports: in whole points, as exactly as it is known."""

import math
from dataclasses import dataclass

from auditor.audit import Score
from auditor.locale.speaking import gettext, marked

NOT_MEASURABLE = marked("Not measurable")
_NOISE_DIGITS = 6  # of floating-point arithmetic; a range of 70 to 70.0000001 is none


@dataclass(frozen=True, slots=True)
class Reading:
    """A score in whole points, as it is shown.

    The range is rounded outwards, so that it never looks narrower than it is. 0 and
    100 are kept for what is exactly that: 99.6 reads 99, because something failed.
    """

    value: int | None  # None beside a range: a part that the value needs was not measured
    low: int | None  # low and high are None together: nothing is known
    high: int | None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return gettext(NOT_MEASURABLE)
        if not self.ranged:
            return str(self.low)
        if self.value is None:
            return gettext("{low} to {high}", low=self.low, high=self.high)
        return gettext("{value} ({low} to {high})", value=self.value, low=self.low, high=self.high)

    @property
    def measured(self) -> bool:
        """Whether anything is known at all."""
        return self.low is not None

    @property
    def ranged(self) -> bool:
        """Whether there is a range to draw."""
        return self.low != self.high

    def is_above(self, other: "Reading") -> bool:
        """Whether this is higher for certain: its range lies above the other's."""
        return self.low is not None and other.high is not None and self.low > other.high

    def overlaps(self, other: "Reading") -> bool:
        """Whether the two cannot be told apart: their ranges share a point, or one is not known."""
        return not self.is_above(other) and not other.is_above(self)


def reading(score: Score | None) -> Reading:
    """Round a score for the reader; nothing at all is not measurable."""
    if score is None:
        return Reading(None, None, None)
    low = score.value if score.low is None else score.low
    high = score.value if score.high is None else score.high
    if low is None or high is None:
        return Reading(None, None, None)
    value = None if score.value is None else whole(score.value)
    if _noiseless(high - low) == 0:
        return Reading(value, whole(low), whole(high))
    return Reading(value, math.floor(_noiseless(low)), math.ceil(_noiseless(high)))


def whole(points: float) -> int:
    """Round points to a whole number, as they are shown."""
    known = _noiseless(points)
    return int(known) if known in {0, 100} else min(max(math.floor(known + 0.5), 1), 99)


def _noiseless(points: float) -> float:
    return round(points, _NOISE_DIGITS)
