"""A form must say which of its fields must be filled in, in words or by a mark that it explains.

Why it matters: a star is known to those who fill in forms every day. Others leave fields empty, and get the
form back with errors; people who give up are those who need the service most.

How to fix it: write "(required)" into the labels, or say above the form what the star means. If only few
fields may be left empty, write "(optional)" into theirs.

Source: WCAG 2.2, success criterion 3.3.2 Labels or Instructions,
https://www.w3.org/TR/WCAG22/#labels-or-instructions, and techniques G83 and H90,
https://www.w3.org/WAI/WCAG22/Techniques/html/H90. The words: auditor/text/required.toml.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedField
from auditor.examples import page, text
from auditor.outcome import CantTell, Count, Inapplicable, Outcome, Passed, Place
from auditor.page.required_fields import forms_in
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.required import explains

FIELDS = 3  # who sees one or two fields, as of a login, knows that they are to be filled in
EXPLANATION_CHARS = 400
MOST_NAMED = 3

_STARS = (
    "Do people know that these {count} fields must be filled in? They are marked with a star, and no text "
    "says what it means: {fields}"
)
_SILENT = (
    "Do people know that these {count} fields must be filled in, and others need not be? Nothing that is "
    "seen says so: {fields}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for stars that nothing explains, and for fields that must be filled in and are not marked."""
    if page.named is None:
        return
    forms = list(forms_in(page.named.fields))
    is_asked = any(len(form.required) + len(form.others) >= FIELDS for form in forms)
    explained = is_asked and _is_explained(page)
    for form in forms:
        silent = form.silent if form.others and not form.is_told_by_colour else ()
        if explained or len(form.required) + len(form.others) < FIELDS:
            yield Passed(len(form.required))
        elif form.stars:
            yield _asked(_STARS, form.stars)
        elif silent:
            yield _asked(_SILENT, silent)
        else:
            yield Passed(len(form.required))


def _is_explained(page: PageEvidence) -> bool:
    return any(explains(block.text) for block in page.text or () if len(block.text) <= EXPLANATION_CHARS)


def _asked(message: str, fields: Sequence[NamedField]) -> Outcome:
    first = fields[0]
    at = Place(first.selector, first.snippet, first.landmark)
    named = " | ".join(" ".join(field.labels) for field in fields[:MOST_NAMED])
    return CantTell(message, at=at, elements=len(fields), count=Count(len(fields)), fields=named)


def _fields(*labels: str, said: str = "Your application", others: int = 1) -> PageEvidence:
    def field(label: str, *, required: bool) -> NamedField:
        return NamedField(
            selector="input", snippet="<input>", role="textbox", kind="text", name=label, labels=(label,),
            required=required,
        )  # fmt: skip

    required = tuple(field(label, required=True) for label in labels)
    optional = tuple(field("Note", required=False) for _ in range(others))
    return page(named=Named(fields=(*required, *optional)), text=text(said).text)


_THREE = ("Name *", "Street *", "Town *")

RULE = Rule(
    title="Form does not say what must be filled in",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.OLDER_PERSONS),
    criteria=("3.3.2",),
    needs=("named", "text"),
    check=check,
    examples=(
        Example("no field must", _fields(others=3), Inapplicable),
        Example("stars that nothing explains", _fields(*_THREE), CantTell),
        Example("stars with words", _fields(*_THREE, said="* required"), Passed),
        Example("in another language", _fields(*_THREE, said="Los campos con * son obligatorios."), Passed),
        Example("words about something else", _fields(*_THREE, said="A passport is required."), CantTell),
        Example("words in the labels", _fields("Name (required)", "Town (required)"), Passed),
        Example("no mark, and others need not be", _fields("Name", "Town"), CantTell),
        Example("no mark, and all must be", _fields("Name", "Town", "Street", others=0), Passed),
        Example("two fields", _fields("Name *", others=1), Passed),
        Example(
            "stars that the style sheet draws",
            "<style>.r::after { content: ' *' }</style><form><label class='r'>Name <input required></label>"
            "<label class='r'>Town <input required></label><label>Floor <input></label></form>",
            CantTell,
        ),
        Example(
            "a star behind the field",
            "<p>Fields with a * are mandatory.</p><form><label>Name <input required></label>*"
            "<label>Town <input></label><label>Floor <input></label></form>",
            Passed,
        ),
    ),
)
