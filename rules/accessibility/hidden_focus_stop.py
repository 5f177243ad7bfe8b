"""What is hidden from screen readers must not get the focus, behind an open dialog least of all.

Why it matters: a blind person presses Tab and hears nothing: the focus is on a link that the screen reader
was told to leave out. They cannot know what Enter would do, nor how to get back into the dialog.

How to fix it: open dialogs by <dialog> and showModal(), which keeps the focus in; or set the inert attribute
on the page behind them, instead of aria-hidden alone.

Source: WCAG 2.2, success criterion 4.1.2 Name, Role, Value, https://www.w3.org/TR/WCAG22/#name-role-value, as
read by ACT rule 6cfa84, https://www.w3.org/WAI/standards-guidelines/act/rules/6cfa84/. axe fails this where
no dialog is open; where one is, a script may keep the focus in it, so that this asks the keyboard.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import FocusStop, KeyboardWalk, WalkEnd
from auditor.evidence.markup import HiddenControl, Markup
from auditor.examples import page, stop
from auditor.outcome import Failed, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for stops of the keyboard among the controls that are hidden behind a dialog."""
    if page.keyboard is None or page.markup is None or not page.markup.behind_dialog:
        return
    reached = {each.spot.selector for each in page.keyboard.stops if each.kept}
    for control in page.markup.behind_dialog:
        if control.selector in reached:
            yield Failed(
                "The Tab key leads out of the open dialog to this, which is hidden from screen readers",
                at=Place(control.selector, control.snippet, control.landmark),
            )
        elif page.keyboard.ended in (WalkEnd.LEFT, WalkEnd.LOOP):
            yield Passed()


def _walked(*stops: FocusStop) -> PageEvidence:
    hidden = HiddenControl(selector="#menu", snippet='<a id="menu" href="/">')
    return page(markup=Markup(behind_dialog=(hidden,)), keyboard=KeyboardWalk(stops, WalkEnd.LEFT))


_DIALOG = (
    '<div role="dialog" aria-modal="true" aria-label="Cookies">We count visits. <button>Close</button></div>'
)


RULE = Rule(
    title="The focus leaves an open box for what screen readers cannot tell",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("4.1.2",),
    act_rules=("6cfa84",),
    needs=("markup", "keyboard"),
    check=check,
    examples=(
        Example("the dialog keeps the focus", _walked(stop("#close")), Passed),
        Example("the focus comes to what is hidden", _walked(stop("#close"), stop("#menu")), Failed),
        Example("it does not stay there", _walked(stop("#close"), stop("#menu", kept=False)), Passed),
        Example(
            "a page hidden behind a dialog",
            f'<main aria-hidden="true"><a href="/">Start</a></main>{_DIALOG}',
            Failed,
        ),
    ),
)
