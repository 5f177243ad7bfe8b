"""Values out of a PDF, taken for what they are hoped to be, or for nothing."""

import pikepdf

from auditor.files.text import clean


def words(value: object) -> str:
    """Give a text; "" for what is none."""
    return clean(value) if isinstance(value, pikepdf.String) else ""


def number(value: object) -> int | None:
    """Give a whole number; None for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def is_true(value: object) -> bool:
    """Whether a value is the boolean "true"."""
    return value is True
