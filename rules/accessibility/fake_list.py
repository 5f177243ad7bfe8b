"""Lines that look like a list must be marked as one.

Why it matters: a screen reader says "list, five items" and lets people go from one to the next, or past all.
Of lines that only begin with a dash it says the dashes, and nobody knows how many are to come.

How to fix it: make it a list (ul and li), and let the style sheet draw the dots or dashes.

Source: WCAG 2.2, success criterion 1.3.1 Info and Relationships,
https://www.w3.org/TR/WCAG22/#info-and-relationships, and technique H48,
https://www.w3.org/WAI/WCAG22/Techniques/html/H48.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from auditor.evidence import PageEvidence, TextBlock
from auditor.examples import page, text
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

ITEMS = 3  # two lines with dashes may be two speakers, or a note and another
ITEM_CHARS = 300  # a longer one is a paragraph

# Marks that nobody puts before a line but for a list; dashes and stars may begin speech or a footnote.
_BULLET = re.compile(r"([•●▪■►▸‣∙◦○◆➢➤✓✔·])\s*\S")
_DASH = re.compile(r"([-–—*])\s+\S")  # noqa: RUF001  dashes of several lengths are what is looked for
_IN_LIST = re.compile(r"(?:^|> )li\b")  # of a selector
_NO_LINES = frozenset(
    {"li", "dt", "dd", "td", "th", "pre", "code", "button", "option", "label", "figcaption"}
)

_FAKE = "{count} lines begin with “{mark}” and are no list in the code"
_MAYBE = "Are the {count} lines that begin with “{mark}” a list?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for lines one after the other that begin with the same mark, and count what is marked as lists."""
    blocks = page.text or ()
    for mark, run in groupby(blocks, _mark):
        lines = list(run)
        if mark and len(lines) >= ITEMS:
            yield _outcome(mark, lines)
    if listed := sum(block.tag == "li" for block in blocks):
        yield Passed(listed)


def _mark(block: TextBlock) -> str:
    if block.tag in _NO_LINES or _IN_LIST.search(block.selector) or len(block.text) > ITEM_CHARS:
        return ""
    found = _BULLET.match(block.text) or _DASH.match(block.text)
    return found[1] if found else ""


def _outcome(mark: str, lines: Sequence[TextBlock]) -> Outcome:
    first = lines[0]
    at = Place(first.selector, first.text, first.landmark)
    if _BULLET.match(first.text):
        return Failed(_FAKE, at=at, elements=len(lines), count=Count(len(lines)), mark=mark)
    return CantTell(_MAYBE, at=at, elements=len(lines), count=Count(len(lines)), mark=mark)


def _lines(*lines: str, tag: str = "p") -> PageEvidence:
    return page(text=text(*lines, tag=tag).text)


RULE = Rule(
    title="Lines look like a list and are none in the code",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION,),
    criteria=("1.3.1",),
    needs=("text",),
    check=check,
    examples=(
        Example("a list", "<ul><li>Identity card<li>Two photographs<li>Proof of address</ul>", Passed),
        Example("dots by hand", _lines("• Identity card", "• Two photographs", "• Proof of address"), Failed),
        Example("two lines", _lines("• Identity card", "• Two photographs"), Inapplicable),
        Example(
            "not one after the other", _lines("• A card", "• A photo", "Or:", "• A passport"), Inapplicable
        ),
        Example("dashes", _lines("- Identity card", "- Two photographs", "- Proof of address"), CantTell),
        Example("numbers below zero", _lines("-5 degrees", "-3 degrees", "-1 degree"), Inapplicable),
        Example("dots within a list", _lines("• A", "• B", "• C", tag="li"), Passed),
        Example(
            "dots in paragraphs of a list",
            "<ul><li><p>• Identity card<li><p>• Two photographs<li><p>• Proof of address</ul>",
            Inapplicable,
        ),
        Example(
            "in one paragraph", "<p>• Identity card<br>• Two photographs<br>• Proof of address</p>", Failed
        ),
    ),
)
