"""What a page shows on a desktop must be there on a phone too.

Why it matters: for most people with little money the phone is the only computer. They never learn of what the
style sheet hides in narrow windows to make room: the documents to bring or a number to call. Nothing tells
them that it is missing.

How to fix it: let the part wrap below the others in place of hiding it (`display: none` within a media
query). Or put it behind a button with a name, as with `details`.

Source: WCAG 2.2, success criterion 1.4.10 Reflow (at 320 CSS pixels, without loss of information or
functionality), https://www.w3.org/TR/WCAG22/#reflow; what a button brings back is not lost, says
Understanding 1.4.10, https://www.w3.org/WAI/WCAG22/Understanding/reflow. Compared are the texts of the
page's own content, without its header, menus and footer, in windows of 320 and 1280 pixels. How much of a
text is more than an ornament is our choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.parity import Parity, WidePart
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

# In letters, our choices: what is surely a text, and what may be an ornament or a longer word for the same.
_TEXT_LETTERS = 100
_ORNAMENT_LETTERS = 20

_LOST = "In a narrow window this is not to be seen, and no button brings it: “{words}”"
_LOST_NEEDED = "In a narrow window {what} is not to be seen, and no button brings it: “{words}”"
_PERHAPS = "In a narrow window this is not to be seen. Is it to be had there in another way? “{words}”"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at each part that the narrow window lacks, and that no button may bring."""
    if page.parity is None:
        return
    found = False
    for part in page.parity.lost:
        if not part.may_open and (outcome := _judge(part)):
            found = True
            yield outcome
    if not found:
        yield Passed() if page.parity.letters else Inapplicable()


def _judge(part: WidePart) -> Outcome | None:
    at, words = Place(part.selector, part.snippet), part.words
    if part.contacts or part.fields:
        what = "a way to reach the office" if part.contacts else "a form"
        return Failed(_LOST_NEEDED, at=at, what=what, words=words)
    if part.letters < _ORNAMENT_LETTERS:
        return None
    if part.letters < _TEXT_LETTERS or part.linked_letters * 2 > part.letters:
        return CantTell(_PERHAPS, at=at, words=words)
    return Failed(_LOST, at=at, words=words)


def _lacking(letters: int, **facts: object) -> PageEvidence:
    part = WidePart("#part", "<div>", "Bring your papers", letters, **facts)  # type: ignore[arg-type]  # for brevity
    return page(parity=Parity(2_000, (part,)))


_WORDS = "Bring the form, a photo and a paper that proves where you live to the desk of the town hall. " * 3
_NARROW = "<style>@media (max-width: 700px) { .wide { display: none } }</style>"


def _hidden(inside: str, beside: str = "") -> str:
    text = "<p>The town hall is open on weekdays.</p>"
    return f'{_NARROW}<main>{text}{beside}<div class="wide">{inside}</div></main>'


RULE = Rule(
    title="Content is missing on a phone",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LOW_VISION),
    criteria=("1.4.10",),
    needs=("parity",),
    by_style=True,
    check=check,
    examples=(
        Example("all is there", page(parity=Parity(2_000)), Passed),
        Example("no text", page(parity=Parity(0)), Inapplicable),
        Example("100 letters are missing", _lacking(100), Failed),
        Example("99 letters are missing", _lacking(99), CantTell),
        Example("20 letters are missing", _lacking(20), CantTell),
        Example("a word is missing", _lacking(19), Passed),
        Example("links are missing", _lacking(100, linked_letters=51), CantTell),
        Example("a number to call is missing", _lacking(12, contacts=("tel:112",)), Failed),
        Example("a field is missing", _lacking(12, fields=1), Failed),
        Example("a button may open it", _lacking(100, may_open=True), Passed),
        Example("a paragraph that narrow windows hide", _hidden(f"<p>{_WORDS}</p>"), Failed),
        Example("behind a button", _hidden(f"<p>{_WORDS}</p>", "<button>What to bring</button>"), Passed),
        Example(
            "the same text in another place for phones",
            _hidden(f"<p>{_WORDS}</p>", f"<section><p>{_WORDS}</p></section>"),
            Passed,
        ),
    ),
)
