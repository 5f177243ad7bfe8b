"""Citations of laws in a text, by language. Pure. The patterns are data: citations.toml, beside this file."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_LISTS: Mapping[str, str] = tomllib.loads(
    files("auditor.text").joinpath("citations.toml").read_text(encoding="utf-8")
)


def has_list(language: str) -> bool:
    """Tell whether it is known how laws are cited in a language."""
    return language in _LISTS


def citations_in(text: str, language: str) -> tuple[str, ...]:
    """Give the citations in a text, in their order."""
    return tuple(match[0] for match in _pattern(language).finditer(text)) if has_list(language) else ()


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(_LISTS[language], re.IGNORECASE)
