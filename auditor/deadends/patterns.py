"""Asks of the pattern that a page wrote whether it takes an answer, in time that grows with the answer alone.

A page's patterns are untrusted: one of a few signs can keep a browser, or Python's own engine, busy
for hours. Rust's engine, which comes with pydantic, is linear, and refuses what it cannot do so (looking
ahead or back). Patterns that it refuses are not judged.
"""

import re
from functools import lru_cache
from math import prod

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema

PATTERN_CHARS = 500
MOST_REPEATED = 1_000  # of repetitions within repetitions, by which the engine's machine grows

# JavaScript means ASCII by these, Rust means Unicode. Both take a class within a class.
_CLASSES = {"d": "[0-9]", "D": "[^0-9]", "w": "[A-Za-z0-9_]", "W": "[^A-Za-z0-9_]"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TIMES = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_OTHERWISE = re.compile(r"\[:|\(\?[^:]")  # a class of POSIX in Rust; flags, names of groups


def takes(pattern: str, answer: str) -> bool | None:
    """Tell whether a pattern takes an answer as a whole, as HTML asks it; None if that cannot be told."""
    engine = _engine(pattern)
    if engine is None:
        return None
    try:
        engine.validate_python(answer)
    except ValidationError:
        return False
    return True


@lru_cache(maxsize=512)
def _engine(pattern: str) -> SchemaValidator | None:
    times = [max(1, int((most or least)[:9])) for least, most in _TIMES.findall(pattern)]
    if len(pattern) > PATTERN_CHARS or prod(times) > MOST_REPEATED or _OTHERWISE.search(pattern):
        return None
    written = _ESCAPED.sub(lambda found: _CLASSES.get(found[1], found[0]), pattern)
    try:
        return SchemaValidator(core_schema.str_schema(pattern=f"^(?:{written})$", regex_engine="rust-regex"))
    except SchemaError:
        return None
