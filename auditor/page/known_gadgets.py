"""The puzzles and things to drag that are known by their makers' names: facts/gadgets.toml. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class KnownPuzzle:
    """A maker's puzzle: how its markup is known, and what it asks for."""

    name: str
    selector: str
    asks: Literal["nothing", "sight or hearing", "sight", "dragging"]
    source: str


@dataclass(frozen=True, slots=True)
class KnownDragged:
    """Something that is dragged: how it is known, and what does the same by a press."""

    name: str
    selector: str
    by_press: str
    source: str


@dataclass(frozen=True, slots=True)
class KnownGadgets:
    """All of them, by their keys."""

    puzzle: Mapping[str, KnownPuzzle]
    dragged: Mapping[str, KnownDragged]


@cache
def known_gadgets() -> KnownGadgets:
    """Give what the file holds."""
    written = files("auditor").joinpath("facts", "gadgets.toml").read_text(encoding="utf-8")
    return TypeAdapter(KnownGadgets).validate_python(tomllib.loads(written))
