"""What is done by moving a device must also be done by a control, and the moving can be turned off.

Why it matters: a phone that is fixed to a wheelchair cannot be shaken or tilted, and hands that shake set
things off that nobody wanted.

How to fix it: offer a button that does the same, and a setting by which the page stops listening to how the
device moves.

Source: WCAG 2.2, success criterion 2.5.4 Motion Actuation, https://www.w3.org/TR/WCAG22/#motion-actuation.
That a page listens does not say what it does: scripts that count visitors listen, too.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import walk
from auditor.outcome import CantTell, Inapplicable, Outcome
from auditor.rule import Dimension, Example, Group, Rule, Severity

_ASKED = (
    "The page listens to how the device is moved or turned ({events}). If it does something then, is there a "
    "control for the same, and can the listening be turned off?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask once a page about what hears motion."""
    if page.keyboard and page.keyboard.motion:
        yield CantTell(_ASKED, events=", ".join(page.keyboard.motion))


RULE = Rule(
    title="Something is done by moving the device alone",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT,),
    criteria=("2.5.4",),
    needs=("keyboard",),
    check=check,
    examples=(
        Example("it does not listen", walk(), Inapplicable),
        Example("it listens", walk(motion=("devicemotion",)), CantTell),
        Example(
            "it listens in a page",
            "<p>Shake to undo.</p><script>addEventListener('devicemotion', () => document.title = 'Undone')"
            "</script>",
            CantTell,
        ),
    ),
)
