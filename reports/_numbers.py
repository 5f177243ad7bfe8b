"""How shares, counts, sizes and times are said."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime

from auditor.outcome import Bytes

_NOISE_DIGITS = 6  # of floating-point arithmetic
# Not strftime's: those follow the machine's locale, and the report is in English.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def percent(share: float) -> str:
    """Say a share between 0 and 1; 100 % is kept for the whole."""
    return f"{math.floor(round(share * 100, _NOISE_DIGITS))} %"


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many there are: `counted(1, "page")` is "1 page", `counted(2, "page")` is "2 pages"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def size(number_of_bytes: int) -> str:
    """Say a size in decimal kilobytes and megabytes."""
    return str(Bytes(number_of_bytes))


def moment(time: datetime) -> str:
    """Say a time in UTC, to the minute."""
    return f"{day(time)}, {_utc(time):%H:%M} UTC"


def day(time: datetime) -> str:
    """Say a date in UTC, such as 3 March 2026."""
    return date_words(_utc(time))


def date_words(given: date) -> str:
    """Say a date, such as 3 March 2026."""
    return f"{given.day} {_MONTHS[given.month - 1]} {given.year}"


def _utc(time: datetime) -> datetime:
    """Give a time in UTC; one without a zone is taken to be in UTC, whatever the machine's zone is."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def weighed(weights: Mapping[str, float]) -> str:
    """Name weights: "mobile 1, channels 3"."""
    return ", ".join(f"{name} {weight:g}" for name, weight in weights.items())
