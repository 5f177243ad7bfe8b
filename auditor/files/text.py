"""Words out of files that strangers made: cut, and free of what no text holds."""

import re

MAX_CHARS = 300  # of a title, a name, an alternative

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


def clean(words: object) -> str:
    """Fold white space and control characters, and cut; "" for what is no text."""
    try:
        text = str(words)
    except ValueError:  # an encoding that is none
        return ""
    text = text[: 10 * MAX_CHARS].encode("utf-8", "replace").decode("utf-8")
    return _SPACE.sub(" ", text).strip()[:MAX_CHARS]
