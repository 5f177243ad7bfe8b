"""The hosts that are known to watch visitors: facts/trackers.toml. Pure."""

import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    written = files("auditor").joinpath("facts", "trackers.toml").read_text(encoding="utf-8")
    read = tomllib.loads(written)
    return frozenset(read["trackers"]), frozenset(read["consent_banners"])


def is_tracker(url: str) -> bool:
    """Tell whether an address is of a host that watches visitors, advertises or brings such scripts."""
    return _is_of(url, _known()[0])


def is_consent_banner(url: str) -> bool:
    """Tell whether an address is of a host of consent banners."""
    return _is_of(url, _known()[1])


def _is_of(url: str, known: frozenset[str]) -> bool:
    labels = (urlsplit(url).hostname or "").split(".")
    return any(".".join(labels[start:]) in known for start in range(len(labels)))
