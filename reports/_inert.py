"""Text of a portal in Markdown: it is read, and does nothing.

Every sign that Markdown, HTML or GitHub's own additions (`@name`, `#12`, addresses that become
links) could take for markup is written as a numeric reference, which all of them show as the sign.
Source: CommonMark 0.31.2, 2.5 (references are never structure); GitHub Flavored Markdown, 6.9.
"""

import re

from . import _text

# ASCII punctuation, but for what is harmless inside a line: , ; % and spaces; and the dot, by which addresses
# become links.
_SIGNS = re.compile(r"[!\"#$&'()*+\-./:<=>?@\[\\\]^_`{|}~]")
_WORDS_AT_WORK = re.compile(r"[@#](?=\w)")
NOTHING = "\N{ZERO WIDTH SPACE}"  # between a sign and a name, so that nobody is called and nothing is linked


def words(text: str, limit_chars: int) -> str:
    """Write a text of a portal into a line of Markdown."""
    line = " ".join(_text.brief(text, limit_chars).split())
    return _referenced(_WORDS_AT_WORK.sub(lambda sign: f"{sign[0]}{NOTHING}", line))


def code(text: str, limit_chars: int) -> str:
    """Write markup or a selector into a line of Markdown, as code."""
    line = " ".join(_text.brief(text, limit_chars).split())
    return f"<code>{_referenced(line)}</code>" if line else ""


def _referenced(line: str) -> str:
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", line)
