"""The name of a control must hold the words that are seen on it.

Why it matters: people who steer by voice say what they see: "click send message". If the control is called
"submit form" in the code, nothing happens, and nothing tells why.

How to fix it: leave aria-label out, or begin it with the visible words: "Send message to the registry".

Source: WCAG 2.2, success criterion 2.5.3 Label in Name, https://www.w3.org/TR/WCAG22/#label-in-name, its
failure F96, https://www.w3.org/WAI/WCAG22/Techniques/failures/F96, and W3C's ACT rule
https://www.w3.org/WAI/standards-guidelines/act/rules/2ee8b8/.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, Relabelled
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.label_in_name import Held, holds

# Roles of parts that may hold other controls, whose words are not their own label.
_HOLD_OTHERS = frozenset({"gridcell", "treeitem"})

_MISSING = "The control that shows “{shown}” is called “{name}” in the code"
_MAYBE = _MISSING + ". Would a person who says what is seen be understood?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what controls show with the names that ARIA attributes give them."""
    for control in page.named.relabelled if page.named else ():
        yield _outcome(control)


def _outcome(control: Relabelled) -> Outcome:
    held = holds(control.name, control.shown)
    at = Place(control.selector, control.snippet, control.landmark)
    if held is Held.YES:
        return Passed()
    if held is Held.NO and control.role not in _HOLD_OTHERS:
        return Failed(_MISSING, at=at, shown=control.shown, name=control.name)
    return CantTell(_MAYBE, at=at, shown=control.shown, name=control.name)


def _control(shown: str, name: str, role: str = "button") -> PageEvidence:
    control = Relabelled(selector="button", snippet="<button>", role=role, name=name, shown=shown)
    return page(named=Named(relabelled=(control,)))


RULE = Rule(
    title="Name of a control lacks the words that are seen on it",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LIMITED_MOVEMENT, Group.LOW_VISION, Group.COGNITION),
    criteria=("2.5.3",),
    act_rules=("2ee8b8",),
    needs=("named",),
    check=check,
    examples=(
        Example("the name goes on", _control("Next page…", "Next page of the list"), Passed),
        Example("another name", _control("Send message", "Submit the form"), Failed),
        Example("words between", _control("Download specification", "Download gadget specification"), Failed),
        Example("half a word", _control("Discover Italy", "Discover It"), Failed),
        Example("what is in parentheses does not count", _control("Date (DD-MM-YYYY)", "Date"), Passed),
        Example("nor does it in the name", _control("Date of birth", "Date (of a) of birth"), Passed),
        Example("braces are no parentheses", _control("Name of region", "Go to {Name of region}"), Passed),
        Example("a letter for a picture", _control("X", "Close"), Passed),
        Example("an abbreviation", _control("EN", "English"), CantTell),
        Example("without a space", _control("log in", "Login"), CantTell),
        Example(
            "a whole card",
            _control("Births register one within five days at the town hall", "Births"),
            CantTell,
        ),
        Example("with its branches", _control("Births Register Copies", "Births", "treeitem"), CantTell),
        Example("in a page", '<button aria-label="Submit"><b>Send</b> message</button>', Failed),
        Example(
            "what is hidden is not seen",
            '<a href="/a" aria-label="Births">Births<span style="display:none"> and more</span></a>',
            Passed,
        ),
        Example("a symbol", '<button aria-label="Menu">☰</button>', Passed),
        Example(
            "the name of an icon whose font did not arrive",
            '<button aria-label="Find" style="font-family:\'Material Icons\'">search</button>',
            Inapplicable,
        ),
        Example("no other name", "<button>Send</button>", Inapplicable),
    ),
)
