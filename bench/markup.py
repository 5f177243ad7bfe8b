"""Writing HTML as nested calls, and counting what was written."""

import re
from html import escape

_VOID = frozenset({"img", "input", "link", "meta"})


def tag(name: str, /, *children: str, **attributes: str | int | None) -> str:
    """Write an element; children are HTML, attribute values are plain text and None leaves one out.

    `class_` and `for_` stand for Python's own words, other underscores for hyphens.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>" + ("" if name in _VOID else f"{''.join(children)}</{name}>")


def count_nodes(html: str) -> int:
    """Count the elements in HTML."""
    return len(re.findall(r"<[a-z]", html))


def elements(html: str) -> list[str]:
    """Return each element with all that is in it; only for HTML that closes what it opens."""
    found: list[str] = []
    opened: list[int] = []
    for mark in re.finditer(r"<(/?)([a-z][a-z0-9]*)[^>]*>", html):
        closing, name = mark.groups()
        if closing:
            found.append(html[opened.pop() : mark.end()])
        elif name in _VOID:
            found.append(mark[0])
        else:
            opened.append(mark.start())
    return found


def texts(html: str) -> list[str]:
    """Return the pieces of text between tags, without those of white space only."""
    return [text for piece in re.findall(r">([^<]+)", html) if (text := piece.strip())]
