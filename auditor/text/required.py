"""Words by which forms say that a field must be filled in, or need not be. Pure.

The lists are data: required.toml, beside this file. Pages mix languages, so that all are looked for.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from auditor.text.empty_words import plain

type Kind = Literal["required", "optional", "field"]

_LISTS = tomllib.loads(files("auditor.text").joinpath("required.toml").read_text(encoding="utf-8"))


def says(kind: Kind, text: str) -> bool:
    """Tell whether a text has a word of a kind in it."""
    found = plain(text)  # no part has a space in it
    return any(part in found for part in _parts(kind))


def explains(text: str) -> bool:
    """Tell whether a text says which fields must be filled in: by a star, or all of them."""
    return (says("required", text) or says("optional", text)) and ("*" in text or says("field", text))


@cache
def _parts(kind: Kind) -> frozenset[str]:
    return frozenset(plain(each) for line in _LISTS[kind].values() for each in line.split())
