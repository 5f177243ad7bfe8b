"""Fields that must be filled in must not be told from others by colour alone.

Why it matters: one man in twelve sees some colours alike, and whoever listens hears none. The form comes back
with errors that nobody could foresee.

How to fix it: write "required" beside each, or a star whose meaning is said above the form.

Source: WCAG 2.2, success criterion 1.4.1 Use of Color, https://www.w3.org/TR/WCAG22/#use-of-color, and its
failure F81, https://www.w3.org/WAI/WCAG22/Techniques/failures/F81. One in twelve: National Eye Institute,
https://www.nei.nih.gov/learn-about-eye-health/eye-conditions-and-diseases/color-blindness.
"""

from collections.abc import Iterator
from dataclasses import replace

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedField
from auditor.examples import page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.required_fields import forms_in
from auditor.rule import Dimension, Example, Group, Rule, Severity

_BY_COLOUR = "{count} fields that must be filled in are told from others by the colour of their labels alone"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the labels of fields that must be filled in with those of others, where nothing else tells."""
    for form in forms_in(page.named.fields) if page.named else ():
        if not form.others:
            continue
        if form.is_told_by_colour:
            first = form.required[0]
            at = Place(first.selector, first.snippet, first.landmark)
            number = len(form.required)
            yield Failed(_BY_COLOUR, at=at, elements=number, count=Count(number))
        else:
            yield Passed(len(form.required))


def _field(label: str, *, required: bool = False, colour: str = "red", weight: float = 400) -> NamedField:
    return NamedField(
        selector="input", snippet="<input>", role="textbox", kind="text", name=label, labels=(label,),
        required=required, label_colour=colour, label_weight=weight,
    )  # fmt: skip


def _fields(*fields: NamedField) -> PageEvidence:
    others = (_field("Floor", colour="black"), _field("Note", colour="black"))
    return page(named=Named(fields=(*fields, *others)))


_PAGE = (
    "<form><label {a}>Name <input {r}></label><label {a}>Street <input {r}></label>"
    "<label>Floor <input></label><label>Note <input></label></form>"
)
_RED = "style='color:#a00'"

RULE = Rule(
    title="Required fields are told by colour alone",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.COLOUR_VISION, Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("1.4.1",),
    needs=("named",),
    by_style=True,
    check=check,
    examples=(
        Example("no field must", _fields(_field("Name")), Inapplicable),
        Example("red labels", _fields(_field("Name", required=True), _field("Town", required=True)), Failed),
        Example("one field", _fields(_field("Name", required=True)), Passed),
        Example(
            "red, and with stars",
            _fields(_field("Name*", required=True), _field("Town*", required=True)),
            Passed,
        ),
        Example(
            "red, and bold",
            _fields(_field("Name", required=True, weight=700), _field("Town", required=True, weight=700)),
            Passed,
        ),
        Example(
            "another one is red too",
            _fields(_field("Name", required=True), _field("Town", required=True), _field("Door")),
            Passed,
        ),
        Example(
            "red for errors",
            _fields(*(replace(_field(name, required=True), invalid=True) for name in ("Name", "Town"))),
            Passed,
        ),
        Example(
            "red for another kind of field",
            _fields(*(replace(_field(name, required=True), kind="date") for name in ("Birth", "Start"))),
            Passed,
        ),
        Example("red in a page", _PAGE.format(a=_RED, r="required"), Failed),
        Example(
            "with stars that the style sheet draws",
            "<style>.r::after { content: '*' }</style>" + _PAGE.format(a=f"{_RED} class='r'", r="required"),
            Passed,
        ),
    ),
)
