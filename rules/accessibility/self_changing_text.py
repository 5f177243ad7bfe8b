"""Text that changes by itself must come with a way to pause it, stop it or hide it.

Why it matters: who reads slowly does not get to the end before the text is another one. People with limited
attention cannot read what stands beside it. A screen reader may start again at each change.

How to fix it: let people ask for the news, or add a named button that pauses the changes or hides them.

Source: WCAG 2.2, success criterion 2.2.2 Pause, Stop, Hide,
https://www.w3.org/TR/WCAG22/#pause-stop-hide; W3C's ACT rule efbfc7. A page is watched for 1.2 to 2.5
seconds: what changes less often is not seen.
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.evidence.media import Changes, Control, TextChange
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Seconds
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_TIMES = 2  # once may be the end of a page's loading
NAMED_CONTROLS = 5

_CHANGES = "The text changes by itself ({times} times in {watched}), such as from “{before}” to “{after}”"
# A clock or countdown is essential where it tells how much time is left, and harmless where nobody minds it.
_CLOCK = re.compile(r"\b\d{1,2}\s*[:h.]\s*\d{2}\b|\b\d+\s*[smhd]\b", re.IGNORECASE)
_CLOCK_ROLES = frozenset({"timer", "progressbar", "meter"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for texts that were replaced again and again, and for anything to press that may stop them."""
    seen = page.changes
    if not seen or not seen.watched_s:  # nothing can change: there are no scripts
        yield Inapplicable()
        return
    changing = [text for text in seen.texts if text.times >= LEAST_TIMES]
    if not changing:
        yield Passed()
    elif not _has_other_text(page, changing):
        yield Inapplicable()
    else:
        for text in changing:
            yield _judge(text, seen)


def _has_other_text(page: PageEvidence, changing: list[TextChange]) -> bool:
    """Tell whether something else stands on the page, which the changes may keep from being read."""
    own = {text.after for text in changing} | {text.before for text in changing}
    return any(
        block.text not in own and any(char.isalpha() for char in block.text) for block in page.text or ()
    )


def _judge(text: TextChange, seen: Changes) -> Outcome:
    at = Place(text.selector, text.snippet)
    told: dict[str, Any] = {
        "times": Count(text.times), "watched": Seconds(seen.watched_s), "before": text.before,
        "after": text.after,
    }  # fmt: skip
    if text.role in _CLOCK_ROLES or _CLOCK.search(text.before) or _CLOCK.search(text.after):
        return CantTell(f"{_CHANGES}. Is that a clock that people need?", at=at, **told)
    if seen.controls:
        names = ", ".join(control.name for control in seen.controls[:NAMED_CONTROLS])
        return CantTell(
            f"{_CHANGES}. Does one of these stop it: {{controls}}?", at=at, controls=names, **told
        )
    return Failed(f"{_CHANGES}, and there is nothing to stop it", at=at, **told)


_OTHER = TextBlock("The office is open.", "p", Landmark.MAIN, "en", "p")


def _page(change: TextChange, *controls: str, alone: bool = False) -> PageEvidence:
    block = TextBlock(change.after, "b", Landmark.MAIN, "en", "#n")
    return page(
        changes=Changes(2, (change,), tuple(Control(name, "button") for name in controls)),
        text=(block,) if alone else (block, _OTHER),
    )


def _change(
    times: int, before: str = "417 visitors", after: str = "902 visitors", role: str = ""
) -> TextChange:
    return TextChange("#n", '<b id="n">', times, before, after, role)


def _counting(button: str = "") -> str:
    script = "let n = 0; setInterval(() => { document.getElementById('n').innerText = n += 7; }, 100);"
    return f"<p>The office is open.</p><p>Visitors: <b id=n>1</b></p>{button}<script>{script}</script>"


RULE = Rule(
    title="Text changes by itself and cannot be stopped",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.WITHOUT_VISION),
    criteria=("2.2.2",),
    act_rules=("efbfc7",),
    needs=("changes", "text"),
    check=check,
    examples=(
        Example("changed twice", _page(_change(2)), Failed),
        Example("changed once", _page(_change(1)), Passed),
        Example("nothing else on the page", _page(_change(2), alone=True), Inapplicable),
        Example("a button that may stop it", _page(_change(2), "Pause"), CantTell),
        Example("the time", _page(_change(2, "10:59:58", "10:59:59")), CantTell),
        Example("a timer by its role", _page(_change(2, "9 left", "8 left", role="timer")), CantTell),
        Example("a counter", _counting(), Failed),
        Example("a counter and a button", _counting("<button>Stop</button>"), CantTell),
        Example("a script that changes nothing", "<p>Text</p><script>let n = 0;</script>", Passed),
    ),
)
