"""Findings with one origin share a cause: fixed once, gone everywhere.

A cause is named by the rule, the element's markup without what changes from page to
page (texts, numbers, generated ids, addresses), and the landmark that it stands in.
Order and position never enter, so that the name stays when a page grows.
"""

import hashlib
import re
from functools import lru_cache

VERSION = 1  # part of every id: ids of another version are not comparable

_TAG = re.compile(r"<\s*([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_DIGITS = re.compile(r"\d+")
_GENERATED = re.compile(r"\d|^[a-f]{6,}$|[_:][a-zA-Z]{0,3}[_:]?$")
# Attributes whose values say which component an element is, not which page it is on.
_TELLING = frozenset({"class", "type", "role", "name", "lang", "rel", "content", "style", "method"})
_NAMING = frozenset({"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"})
_NORMAL_CHARS = 400


def cause_id(rule: str, snippet: str | None, landmark: str) -> str:
    """Name the cause of a finding, such as `c1-3f2a9c81d04b`."""
    parts = (rule, normalise(snippet or ""), landmark)
    return f"c{VERSION}-{hashlib.sha256('\0'.join(parts).encode(errors='replace')).hexdigest()[:12]}"


@lru_cache(maxsize=4096)
def normalise(snippet: str) -> str:
    """Reduce markup to what is the same wherever the component stands.

    Tags keep their names and their telling attributes, sorted; of the others only the
    names stay. Text between tags goes. A snippet without tags is a quotation: its words
    stay, without case and numbers.
    """
    tags = _TAG.findall(snippet)
    if not tags:
        return _DIGITS.sub("#", " ".join(snippet.casefold().split()))[:_NORMAL_CHARS]
    return "".join(_normal_tag(name, attributes) for name, attributes in tags)[:_NORMAL_CHARS]


def _normal_tag(name: str, attributes: str) -> str:
    kept = sorted(_normal_attribute(*match) for match in _ATTRIBUTE.findall(attributes))
    return f"<{' '.join([name.lower(), *filter(None, kept)])}>"


def _normal_attribute(name: str, double: str, single: str, bare: str) -> str:
    name, value = name.lower(), double or single or bare
    if name in _TELLING:
        words = sorted(_DIGITS.sub("#", word) for word in value.split())
        return f'{name}="{" ".join(words)}"'
    if name in _NAMING:
        words = sorted(word for word in value.split() if not _GENERATED.search(word))
        return f'{name}="{" ".join(words)}"' if words else ""
    return _DIGITS.sub("#", name)
