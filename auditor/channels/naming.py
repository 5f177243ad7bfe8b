"""Names of languages in running text, as pages name those that are spoken at a counter or on a line."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import islice

from auditor.channels.normal import clean, fold

LANGUAGES_A_PLACE = 20
SHORTEST_NAME_CHARS = 4  # shorter ones in Latin letters are words of other languages too
_NAME_CHARS = 60


def languages_named(text: str) -> tuple[str, ...]:
    """Give the languages (ISO 639-1) that clean text names, each once, in its order."""
    found = (_codes()[name[0]] for name in _pattern().finditer(fold(text)))
    return tuple(islice(dict.fromkeys(found), LANGUAGES_A_PLACE))


@cache
def _codes() -> Mapping[str, str]:
    """Read the names that the links of a language switch have, which are those of running text, too."""
    table = files("auditor.translation").joinpath("languages.toml").read_text(encoding="utf-8")
    codes: dict[str, str] = {}
    for code, names in tomllib.loads(table)["names"].items():
        for name in names.split(";"):
            folded = fold(clean(name.strip(), _NAME_CHARS))
            if len(folded) >= SHORTEST_NAME_CHARS or not folded.isascii():
                codes.setdefault(folded, code)
    return codes


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_codes(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
