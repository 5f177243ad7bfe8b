"""Reads the viewport meta element as Chromium does."""

import re
from collections.abc import Mapping

_SEPARATORS = re.compile(r"[\s,;]+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")


def viewport_properties(viewport: str) -> Mapping[str, str]:
    """Give the properties and their values in lower case; the last of equal ones decides."""
    words = _SEPARATORS.split(viewport.lower().replace("=", " = "))
    threes = zip(words, words[1:], words[2:], strict=False)
    return {name: value for name, sign, value in threes if sign == "="}


def leading_number(text: str | None) -> float | None:
    """Read the number that a value begins with; None where it begins with none."""
    match = _NUMBER.match(text or "")
    return float(match.group()) if match else None
