"""Globs over addresses: how portal.toml says which pages belong to a service or to the crawl.

`*` stands for any characters within one segment of a path, `**` as a whole segment
for any number of segments, none included: `/births/**` is `/births`, `/births/` and all
below. A glob that begins with a scheme speaks of the whole address, any other of the
path alone. `?` stands for itself: it begins the query, within which `*` stands for
anything; a glob without it admits every query.

Matching takes time in proportion to glob and address, whatever they hold, because the
addresses come from the pages under audit.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

ANY_SEGMENTS = "**"


def matches(glob: str, url: str) -> bool:
    """Tell whether a canonical address is one that a glob, made absolute by the settings, stands for."""
    parts = urlsplit(url)
    where, asks, query = glob.partition("?")
    address = parts.path if where.startswith("/") else f"{parts.scheme}://{parts.netloc}{parts.path}"
    return _segments_match(where.split("/"), address.split("/")) and (not asks or _like(query, parts.query))


def matches_any(globs: Iterable[str], url: str) -> bool:
    """Tell whether one of the globs stands for the address."""
    return any(matches(glob, url) for glob in globs)


def _segments_match(globs: list[str], segments: list[str]) -> bool:
    """Walk the segments once, keeping every position in the glob that they can have led to."""
    reached = _past_any_segments({0}, globs)
    for segment in segments:
        stepped = {
            at if globs[at] == ANY_SEGMENTS else at + 1
            for at in reached
            if at < len(globs) and (globs[at] == ANY_SEGMENTS or _like(globs[at], segment))
        }
        reached = _past_any_segments(stepped, globs)
    return len(globs) in reached


def _past_any_segments(reached: set[int], globs: list[str]) -> set[int]:
    for at in range(len(globs)):
        if at in reached and globs[at] == ANY_SEGMENTS:
            reached.add(at + 1)
    return reached


def _like(glob: str, text: str) -> bool:
    """Match one segment: the parts between stars, in order, each as far left as it will go."""
    first, *others = glob.split("*")
    if not others:
        return text == glob
    *inner, last = others
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in inner:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
