"""What a rule can say of one element, page, service or portal: EARL's five outcomes.

"We could not look" (`Untested`) and "a person has to look" (`CantTell`) are never
"nothing was wrong" (`Passed`), and "there was nothing to look at" (`Inapplicable`)
is none of them. Source: W3C, Evaluation and Report Language 1.0, OutcomeValue.

A message is a constant English template with named values, so that reports can
format numbers and translate texts. Values carry their unit in their type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Verdict(StrEnum):
    """EARL's outcome names, as they are written in `audit.json`."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


def _one_decimal(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit; `str()` gives the form that people read."""

    value: float
    unit: ClassVar[str]


class Bytes(Quantity):
    """Bytes, read as decimal kilobytes and megabytes."""

    __slots__ = ()
    unit = "bytes"

    def __str__(self) -> str:
        kilobyte, megabyte = 1_000, 1_000_000
        if self.value < kilobyte:
            return f"{self.value:.0f} bytes"
        if self.value < megabyte:
            return f"{self.value / kilobyte:.0f} kB"
        return f"{self.value / megabyte:.2f} MB"


class Seconds(Quantity):
    """Seconds."""

    __slots__ = ()
    unit = "seconds"

    def __str__(self) -> str:
        return f"{self.value:.1f} s"


class Pixels(Quantity):
    """CSS pixels, with a decimal where they are not whole: 23.9 is not the limit of 24."""

    __slots__ = ()
    unit = "CSS px"

    def __str__(self) -> str:
        return f"{_one_decimal(self.value)} px"


class Points(Quantity):
    """The size of letters in points, of which a CSS pixel has 0.75."""

    __slots__ = ()
    unit = "pt"

    def __str__(self) -> str:
        return f"{_one_decimal(self.value)} pt"


class Ratio(Quantity):
    """How many times one thing is another, such as a contrast: 4.5 to 1."""

    __slots__ = ()
    unit = "to 1"

    def __str__(self) -> str:
        return f"{self.value:g} to 1"


class Count(Quantity):
    """A whole number of things, which the template names."""

    __slots__ = ()
    unit = "count"

    def __str__(self) -> str:
        return f"{self.value:.0f}"


class Number(Quantity):
    """A number on a scale, which the template names (a readability score)."""

    __slots__ = ()
    unit = "scale"

    def __str__(self) -> str:
        return f"{self.value:.1f}"


class Share(Quantity):
    """A share between 0 and 1, read as a percentage."""

    __slots__ = ()
    unit = "share"

    def __str__(self) -> str:
        return f"{self.value * 100:.0f} %"


type Value = Quantity | str


def quantity_of(value: float, unit: str) -> Quantity:
    """Make a quantity of a number and the name of its unit; of a unit that is not known, a number."""
    return _OF_UNIT.get(unit, Number)(value)


_OF_UNIT: Mapping[str, type[Quantity]] = {
    kind.unit: kind for kind in (Bytes, Seconds, Pixels, Points, Ratio, Count, Number, Share)
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page a finding is: a CSS selector, the element's own markup or words, its landmark.

    `url` is set when the place is on another page than the one judged, as for a service.
    """

    selector: str | None = None
    snippet: str | None = None
    landmark: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """The requirement holds, for `elements` elements at once."""

    verdict: ClassVar[Verdict] = Verdict.PASSED
    elements: int = 1


@dataclass(frozen=True, slots=True)
class Inapplicable:
    """There is nothing here that the requirement speaks of."""

    verdict: ClassVar[Verdict] = Verdict.INAPPLICABLE


@dataclass(frozen=True, slots=True)
class Untested:
    """It could not be looked at; `reason` says why, to a person."""

    verdict: ClassVar[Verdict] = Verdict.UNTESTED
    reason: str


@dataclass(frozen=True, slots=True, init=False)
class Observation:
    """What `Failed` and `CantTell` share: a message with its values, a place, how many elements.

    Values are given by name; `message`, `at` and `elements` are taken.
    """

    verdict: ClassVar[Verdict]
    message: str
    values: Mapping[str, Value]
    place: Place
    elements: int

    def __init__(self, message: str, *, at: Place | None = None, elements: int = 1, **values: Value) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "place", at or Place())
        object.__setattr__(self, "elements", elements)
        str(self)  # a template that names a missing value is a defect of the rule: raise now

    def __str__(self) -> str:
        return self.message.format_map({name: str(value) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True, init=False)
class Failed(Observation):
    """The requirement does not hold at this place.

    `excess` is which part of each element is too much: of what has an amount, that over the limit.
    """

    verdict: ClassVar[Verdict] = Verdict.FAILED
    excess: float

    def __init__(self, message: str, *, at: Place | None = None, elements: int = 1, **values: Value) -> None:
        Observation.__init__(self, message, at=at, elements=elements, **values)
        object.__setattr__(self, "excess", 1.0)

    def by(self, excess: float) -> "Failed":
        """Say that each element fails by this part, and not whole."""
        if not 0 < excess <= 1:
            raise ValueError(f"{excess} is no part of an element")
        in_part = Failed(self.message, at=self.place, elements=self.elements, **self.values)
        object.__setattr__(in_part, "excess", excess)
        return in_part


def excess(amount: float, limit: float) -> float:
    """Give the part of an amount that is over a limit: half of it, at twice the limit."""
    return (amount - limit) / amount


class CantTell(Observation):
    """A person has to look at this place; the message is the question."""

    __slots__ = ()
    verdict = Verdict.CANT_TELL


type Outcome = Passed | Failed | CantTell | Inapplicable | Untested
