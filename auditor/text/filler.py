"""Filler text: "Lorem ipsum" that stands where the real text is still missing.

Nobody is meant to read it, so that it says nothing of how a page reads, nor in which
language it is. It is known by its words, and by being Latin.
"""

import re
from functools import lru_cache

from auditor.text.detection import CONFIDENT, MIN_CHARS, detect

LATIN = "la"

_LOREM = re.compile(r"\blorem\s+i+psum\b", re.IGNORECASE)
# Words of the usual fillers (Cicero's De finibus, cut up) that no language of a portal shares.
_MARKS = re.compile(
    r"\b(?=[acdeilmnpqrsuv])"  # what they begin with: so most of a text is passed over at once
    r"(?:lorem|ipsum|consectetur|adipisci(?:ng)?|adipisicing|eiusmod|incididunt|voluptat\w*|quisqu?\w*|"
    r"pellentesque|vestibulum|curabitur|phasellus|vulputate|sagittis|ullamcorper|dapibus|exercitationem|"
    r"dolore[ms]|veniam|nostrud|reprehenderit|cupidatat|laborum|molestiae|perferendis)\b",
    re.IGNORECASE,
)
_SAMPLE_CHARS = 500


@lru_cache(maxsize=8_192)  # a page's texts: several questions are asked of each, and pages share them
def is_filler(text: str) -> bool:
    """Tell whether a block of text only fills its place."""
    if _MARKS.search(text) is None:
        return False
    if _LOREM.search(text):
        return True
    if len(text) < MIN_CHARS:
        return False
    language, probability = detect(text[:_SAMPLE_CHARS])
    return language == LATIN and probability >= CONFIDENT
