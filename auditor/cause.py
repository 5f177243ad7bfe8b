"""Findings with one origin share a cause: fixed once, gone everywhere.

A cause is named by the rule, the element's markup without what changes from page to
page (texts, numbers, generated ids, addresses), and the landmark that it stands in.
Order, position and repetition never enter, so that the name stays when a page grows.
"""

import hashlib
import re
from functools import lru_cache

VERSION = 1  # part of every id: ids of another version are not comparable

# What a page can say is unbounded; a visit cuts snippets at this length already.
_READ_CHARS = 1_000
_NORMAL_CHARS = 400

# Nothing has to follow what these repeat, so they never go back: time grows with the length
# alone. A quotation mark that is never closed reaches to the end.
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:[^>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*)")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]+)))?")
_DIGITS = re.compile(r"\d+")
# An id counts as generated if it has a digit, is hexadecimal, or begins or ends in a sign (React's ":ra:").
_GENERATED = re.compile(r"\d|^[a-f]{6,}$|^[\W_]|[\W_]$")
# Attributes whose values say which component an element is, not which page it is on.
_TELLING = frozenset({"class", "type", "role", "name", "lang", "rel", "content", "style", "method"})
_NAMING = frozenset({"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"})
# What is inside these is the page and no component: it changes with every edit.
_PAGES = frozenset({"html", "body"})
# Where a style or a refresh leads says which page it is on, and which host serves it.
_ADDRESS = re.compile(r"\burl\([^)]*\)?|\burl\s*=\s*\S*|https?://[^\s;)]*", re.IGNORECASE)
# A part of a name that a build made, as in `css-1x2y3z` and `data-v-7ba5bd90`: letters between digits.
_HASH = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]{5})[A-Za-z]*\d+[A-Za-z]+\d[A-Za-z0-9]*")
# Words by which templates mark a place in a list, or the page one is on.
_PLACES = frozenset({"active", "current", "even", "first", "last", "odd", "selected"})


def cause_id(rule: str, snippet: str | None, landmark: str) -> str:
    """Name the cause of a finding, such as `c1-3f2a9c81d04b`."""
    parts = (rule, normalise(snippet or ""), landmark)
    return f"c{VERSION}-{hashlib.sha256('\0'.join(parts).encode(errors='replace')).hexdigest()[:12]}"


def normalise(snippet: str) -> str:
    """Reduce markup to what is the same wherever the component stands.

    Tags keep their names and their telling attributes, sorted; of the others only the
    names stay. Text between tags goes. What is inside the element is read only if all of
    it is there, each kind of tag once: where a snippet was cut depends on its texts. A
    snippet that is no markup is a quotation: its words stay, without case and numbers.
    """
    return _normal(snippet[:_READ_CHARS])


@lru_cache(maxsize=4096)
def _normal(snippet: str) -> str:
    snippet = snippet.strip()
    outer = _TAG.match(snippet)
    if outer is None:
        return _DIGITS.sub("#", " ".join(snippet.casefold().split()))[:_NORMAL_CHARS]
    name = outer[1].casefold()
    is_whole = name not in _PAGES and snippet.casefold().endswith(f"</{name}>")
    tags = _TAG.findall(snippet) if is_whole else [outer.groups()]
    return "".join(dict.fromkeys(_normal_tag(*tag) for tag in tags))[:_NORMAL_CHARS]


def _normal_tag(name: str, attributes: str) -> str:
    kept = sorted(_normal_attribute(*match) for match in _ATTRIBUTE.findall(attributes))
    return f"<{' '.join([name.lower(), *filter(None, kept)])}>"


def _normal_attribute(name: str, double: str, single: str, bare: str) -> str:
    name, value = name.lower(), double or single or bare
    if name in _TELLING:
        value = _HASH.sub("#", value) if name == "class" else _ADDRESS.sub("", value)
        words = sorted(_DIGITS.sub("#", word) for word in value.split() if word not in _PLACES)
        return f'{name}="{" ".join(words)}"' if words else ""
    if name in _NAMING:
        words = sorted(word for word in value.split() if not _GENERATED.search(word))
        return f'{name}="{" ".join(words)}"' if words else ""
    return _DIGITS.sub("#", _HASH.sub("#", name))
