"""Tells the blocks of a page's own text by short keys, so that others can see what repeats. Pure.

The keys of a page are one string, which takes a tenth of the space of many.
"""

import hashlib
from collections.abc import Iterable

from auditor.evidence import TextBlock

MAX_KEYS = 500  # of a page; what a longer one repeats stands at its beginning or is little of it
_KEY_BYTES = 6  # of a portal with a million different blocks, two have one key with a chance of 1 in 500
_KEY_CHARS = 2 * _KEY_BYTES


def block_keys(blocks: Iterable[TextBlock]) -> str:
    """Give the keys of blocks, one behind the other, in their order."""
    return "".join(key_of(block.text) for block in blocks)[: MAX_KEYS * _KEY_CHARS]


def split(keys: str) -> list[str]:
    """Give the single keys."""
    return [keys[start : start + _KEY_CHARS] for start in range(0, len(keys), _KEY_CHARS)]


def key_of(text: str) -> str:
    """Give the key of one text; its case counts, its numbers do too."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=_KEY_BYTES).hexdigest()
