"""What the content of a PDF's page draws: whether text, how much of it pictures, and under which tags.

The content is a program of drawing operators (ISO 32000-1, 7.8.2 and 9.4). Only those that
matter here are looked for, by a pattern, as a page may hold a million others. What letters are
meant is not asked: fonts may number them as they like.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

# Ours. Spaces, of which programs leave some on each page with a picture, are one or two glyphs.
LEAST_GLYPHS = 3

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*+\)"
_NAME = rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]+"
_TOKEN = re.compile(
    rb"(?P<string>" + _STRING + rb")"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*+)>"
    rb"|(?P<tag>" + _NAME + rb")\s*(?:<<(?P<inline>(?:[^<>]|<(?!<)[^<>]*>)*+)>>|(?P<named>" + _NAME + rb"))"
    rb"\s*BDC\b"
    rb"|(?P<drawn>" + _NAME + rb")\s+Do\b"
    rb"|\b(?P<operator>BDC|BMC|EMC|Tj|TJ|BI)\b|(?P<quote>['\"])",
    re.DOTALL,
)
_MCID = re.compile(rb"/MCID\s+(\d{1,9})\b")
_OCTAL = re.compile(rb"\\([0-7]{1,3})")
_IMAGE_ENDS = re.compile(rb"\sEI(?=\s|$)")


# What marks a piece of content: a number that tags refer to, or the name under which the page keeps it.
type Tag = int | bytes


@dataclass(slots=True)
class Marks:
    """What one stream of content draws.

    `texts` are the marks that hold text, `drawn` the names of the pictures and groups that it calls
    for, each with the marks that it stands in, `calls` how often it does, `shows` how often it shows
    text, `glyphs` the different bytes that its text is written with.
    """

    glyphs: set[int] = field(default_factory=set)
    texts: set[Tag] = field(default_factory=set)
    drawn: dict[bytes, set[Tag]] = field(default_factory=dict)
    calls: Counter[bytes] = field(default_factory=Counter)
    shows: int = 0

    @property
    def has_text(self) -> bool:
        """Whether it shows more than blanks."""
        return len(self.glyphs) >= LEAST_GLYPHS


def marks_of(content: bytes) -> Marks:
    """Read a stream of content."""
    marks = Marks()
    shown: set[int] = set()
    open_tags: list[Tag | None] = []
    for token in _tokens(content):
        kind = token.lastgroup
        if kind == "string":
            shown.update(_literal(token["string"]))
        elif kind == "hex":
            shown.update(_hexadecimal(token["hex"]))
        elif kind == "drawn":
            marks.calls[token["drawn"]] += 1
            marks.drawn.setdefault(token["drawn"], set()).update(tag for tag in open_tags if tag is not None)
        elif token["tag"]:
            open_tags.append(_tag(token))
            shown = set()
        else:
            operator = token["operator"] or b"'"
            if operator in (b"BMC", b"BDC"):
                open_tags.append(None)
            elif operator == b"EMC":
                if open_tags:
                    open_tags.pop()
            elif shown:
                marks.shows += 1
                _show(marks, shown, open_tags)
            shown = set()
    return marks


def _tokens(content: bytes) -> Iterator[re.Match[bytes]]:
    """Find what matters, past the data of pictures that stand in the content itself."""
    at = 0
    while token := _TOKEN.search(content, at):
        at = token.end()
        if token["operator"] != b"BI":
            yield token
        elif end := _IMAGE_ENDS.search(content, at):
            at = end.end()
        else:
            return


def _tag(token: re.Match[bytes]) -> Tag | None:
    """Give the number of marked content, or the name under which the page keeps it."""
    if token["named"]:
        return token["named"]
    number = _MCID.search(token["inline"] or b"")
    return int(number[1]) if number else None


def _show(marks: Marks, shown: set[int], open_tags: list[Tag | None]) -> None:
    marks.glyphs |= shown
    if len(shown) < LEAST_GLYPHS:
        return
    marks.texts.update(tag for tag in open_tags if tag is not None)


def _literal(string: bytes) -> bytes:
    if b"\\" in string:
        string = _OCTAL.sub(lambda code: bytes([int(code[1], 8) & 0xFF]), string)
    return string[1:-1].translate(None, b"\\ \t\r\n\x00")


def _hexadecimal(digits: bytes) -> bytes:
    digits = digits.translate(None, b" \t\r\n\x0c\x00")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).replace(b"\x00", b"")
