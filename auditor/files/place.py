"""Rectangles on the pages of a PDF, in points from the lower left corner."""

import math
from typing import NamedTuple

type Matrix = tuple[float, float, float, float, float, float]

HERE: Matrix = (1, 0, 0, 1, 0, 0)


def scale_of(matrix: Matrix) -> float:
    """Tell how many times as high a matrix makes what stands upright."""
    return math.hypot(matrix[2], matrix[3])


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def has_middle_in(self, other: "Box") -> bool:
        """Whether its middle lies within another."""
        across, up = (self.left + self.right) / 2, (self.bottom + self.top) / 2
        return other.left <= across <= other.right and other.bottom <= up <= other.top

    def moved(self, matrix: Matrix) -> "Box":
        """Give the rectangle around what a matrix makes of it (ISO 32000-1, 8.3.4)."""
        a, b, c, d, e, f = matrix
        corners = [(x, y) for x in (self.left, self.right) for y in (self.bottom, self.top)]
        across = [a * x + c * y + e for x, y in corners]
        up = [b * x + d * y + f for x, y in corners]
        return Box(min(across), min(up), max(across), max(up))


NOWHERE = Box(0, 0, 0, 0)
