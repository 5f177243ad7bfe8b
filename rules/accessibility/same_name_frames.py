"""Frames with the same name must show the same thing.

Why it matters: a screen reader lists the frames of a page by their names. Two called "Map" of which one is a
calendar send people into the wrong one.

How to fix it: give each frame a title that says what it shows.

Source: WCAG 2.2, success criterion 4.1.2 Name, Role, Value,
https://www.w3.org/TR/WCAG22/#name-role-value, and
W3C's ACT rule https://www.w3.org/WAI/standards-guidelines/act/rules/4b1c6c/.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedFrame
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import is_empty, plain
from auditor.text.language import languages_at

# Share of words that two frames' contents have in common. Copies of one page, with another path or
# date in them, share most; pages of different content share what menus they have.
SAME = 0.5

_OTHER = "Frames called “{name}” show different things: “{first}” and “{second}”"
_MAYBE = "Do the frames called “{name}” show the same thing: {first} and {second}?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what frames of one name show."""
    alike: dict[str, list[NamedFrame]] = {}
    for frame in page.named.frames if page.named else ():
        if plain(frame.name):
            alike.setdefault(plain(frame.name), []).append(frame)
    for frames in alike.values():
        if len(frames) > 1:
            yield _outcome(page, frames)


def _outcome(page: PageEvidence, frames: Sequence[NamedFrame]) -> Outcome:
    name = frames[0].name
    if is_empty("changing", name, languages_at(page, frames[0].lang)):
        return Passed(len(frames))
    doubtful = None
    for first, second in combinations(frames, 2):
        at = Place(second.selector, second.snippet, second.landmark)
        if _show_other_things(first, second):
            return Failed(_OTHER, at=at, name=name, first=first.title or "", second=second.title or "")
        if not _show_the_same(first, second):
            doubtful = CantTell(_MAYBE, at=at, name=name, first=first.href, second=second.href)
    return doubtful or Passed(len(frames))


def _show_the_same(first: NamedFrame, second: NamedFrame) -> bool:
    if first.href and _address(first) == _address(second):
        return True
    return bool(first.shown) and plain(first.shown or "") == plain(second.shown or "")


def _address(frame: NamedFrame) -> str:
    return frame.href.partition("#")[0].removesuffix("/")


def _show_other_things(first: NamedFrame, second: NamedFrame) -> bool:
    """Tell whether what two frames show can be read, and neither its title nor its text is alike."""
    if _show_the_same(first, second):
        return False
    if not (first.title and second.title and first.shown and second.shown):
        return False
    one, other = set(plain(first.shown).split()), set(plain(second.shown).split())
    return plain(first.title) != plain(second.title) and len(one & other) < SAME * len(one | other)


def _frames(*frames: NamedFrame) -> PageEvidence:
    return page(named=Named(frames=frames), head=head(), text=())


def _frame(title: str | None, shown: str | None, *, name: str = "Map", href: str = "") -> NamedFrame:
    return NamedFrame(
        selector="iframe", snippet="<iframe>", name=name, href=href or f"/{title}", title=title, shown=shown
    )


RULE = Rule(
    title="Frames with the same name show different things",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION,),
    criteria=("4.1.2",),
    act_rules=("4b1c6c",),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example(
            "the same address", _frames(_frame("A", "a", href="/x"), _frame("B", "b", href="/x/#b")), Passed
        ),
        Example(
            "copies", _frames(_frame("Offices", "Our offices"), _frame("Offices 2", "our offices.")), Passed
        ),
        Example(
            "other things", _frames(_frame("Offices", "Our offices"), _frame("Days", "May 2026")), Failed
        ),
        Example("half alike", _frames(_frame("A", "bus map"), _frame("B", "bus map times more")), CantTell),
        Example("less than half alike", _frames(_frame("A", "bus map"), _frame("B", "bus a b")), Failed),
        Example(
            "what they show cannot be read", _frames(_frame(None, None), _frame("Days", "May")), CantTell
        ),
        Example(
            "advertising changes",
            _frames(_frame("Shop", "Buy", name="Advertising"), _frame("Car", "Drive", name="Advertising")),
            Passed,
        ),
        Example("other names", _frames(_frame("A", "a"), _frame("B", "b", name="Days")), Inapplicable),
        Example(
            "in a page, one in another frame",
            '<iframe title="Map" srcdoc="<title>Offices</title><p>Our offices"></iframe>'
            '<iframe title="Outer" srcdoc="<title>Outer</title><iframe title=\'Map\' '
            "srcdoc='<title>Days</title><p>May 2026'></iframe>\"></iframe>",
            Failed,
        ),
    ),
)
