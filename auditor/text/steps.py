"""Steps that a text numbers by word and number: "Step 2", "Paso n.º 3". Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.evidence import TextBlock

# What languages call a step, looked for in all of them: no other word for the public looks like one of these
# with a number behind it. "I" without a dot is Turkish.
_WORDS = (
    "step|étape|etape|paso|passo|schritt|stap|krok|крок|steg|trinn?|vaihe|шаг|ad[ıi]m|βήμα|pasul|lépés|"  # noqa: RUF001
    "hatua|langkah|qadam|қадам|bước|(?:ال)?خطوة|चरण|कदम"
)
# "Steps 2 and 3" are two steps; of "Step 2 of 5" the latter number hides a gap, and accuses nobody.
_STEP = re.compile(
    rf"^(?:{_WORDS})\w{{0,3}}\s*(?:n[.°º]*|no\.?|nr\.?|#)?\s*(?P<first>\d{{1,2}})[a-z]?\b"
    r"(?:\s*(?:[-/&+]|\w{1,3}\b)\s*(?P<last>\d{1,2})\b)?"
    rf"|^(?P<before>\d{{1,2}})\s*[.ª]\s*(?:{_WORDS})\b",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS = (".", "!", "?", "؟", "।")
_TITLE_WORDS = 12  # ours: what is longer is a sentence about a step, and not its name


@dataclass(frozen=True, slots=True)
class Step:
    """A step, or several at once, by their first and last number, and the block that names them."""

    first: int
    last: int
    block: TextBlock


def series(blocks: Iterable[TextBlock]) -> Iterator[tuple[Step, ...]]:
    """Give the steps of a text by series, each of which begins with step 1; others are left out."""
    found: list[Step] = []
    for block in blocks:
        step = _step(block)
        if step is None or (step.first != 1 and not found):
            continue
        if step.first == 1 and found and found[-1].first > 1:
            yield tuple(found)
            found = []
        found.append(step)
    if found:
        yield tuple(found)


def _step(block: TextBlock) -> Step | None:
    match = _STEP.match(block.text)
    if match is None:
        return None
    is_title = len(block.text.split()) <= _TITLE_WORDS and not block.text.endswith(_ENDS)
    if not is_title and block.tag not in _HEADINGS:
        return None
    first = int(match["first"] or match["before"])
    return Step(first, max(first, int(match["last"] or first)), block)
