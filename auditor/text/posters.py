"""Words for pictures that are mostly text, and for logotypes, which may be text. Pure.

The lists are data: posters.toml, beside this file. File names mix languages, so that all are looked for.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from auditor.text.empty_words import plain

type Kind = Literal["poster", "logo"]

_LISTS = tomllib.loads(files("auditor.text").joinpath("posters.toml").read_text(encoding="utf-8"))


def speaks_of(kind: Kind, text: str) -> bool:
    """Tell whether a word of a text begins like one of a kind's."""
    return any(word.startswith(_parts(kind)) for word in plain(text.replace("_", " ")).split())


@cache
def _parts(kind: Kind) -> tuple[str, ...]:
    return tuple({plain(part) for line in _LISTS[kind].values() for part in line.split()})
