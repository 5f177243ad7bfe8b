"""How shares, counts, sizes and times are said."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from auditor.locale import speaking
from auditor.locale.speaking import date_words, gettext
from auditor.outcome import Bytes

from ._words import PILLAR_NAMES, SEVERITIES

_NOISE_DIGITS = 6  # of floating-point arithmetic


def percent(share: float) -> str:
    """Say a share between 0 and 1; 100 % is kept for the whole."""
    return speaking.percent(math.floor(round(share * 100, _NOISE_DIGITS)) / 100)


def counted(number: int, one: str, many: str = "") -> str:
    """Say in English how many there are: `counted(1, "page")` is "1 page", `counted(2, "page")` "2 pages"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def size(number_of_bytes: int) -> str:
    """Say a size in decimal kilobytes and megabytes."""
    return speaking.quantity(Bytes(number_of_bytes))


def moment(time: datetime) -> str:
    """Say a time in UTC, to the minute."""
    return gettext("{day}, {time} UTC", day=day(time), time=f"{_utc(time):%H:%M}")


def day(time: datetime) -> str:
    """Say a date in UTC, such as 3 March 2026."""
    return date_words(_utc(time))


def _utc(time: datetime) -> datetime:
    """Give a time in UTC; one without a zone is taken to be in UTC, whatever the machine's zone is."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def weighed(weights: Mapping[str, float]) -> str:
    """Name weights: "mobile 1, channels 3"."""
    names = PILLAR_NAMES | SEVERITIES
    return ", ".join(f"{gettext(names.get(name, name))} {weight:g}" for name, weight in weights.items())
