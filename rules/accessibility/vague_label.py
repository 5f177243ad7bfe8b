"""The label of a field must say what to fill in.

Why it matters: whoever hears a form has nothing but the labels. "Information", or the same word over two
fields, leaves people to guess, and a wrong guess costs the application.

How to fix it: name what is asked for ("First name", "Date of birth"). Where a form asks for the same thing
twice, say for whom or for what, in a legend or heading that everybody sees.

Source: WCAG 2.2, success criterion 2.4.6 Headings and Labels, https://www.w3.org/TR/WCAG22/#headings-and-labels,
and technique G131, https://www.w3.org/WAI/WCAG22/Techniques/general/G131. The words:
auditor/text/empty_words.toml.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedField
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import is_empty, plain
from auditor.text.language import languages_at

# Fields that anything can be written into: what belongs there only the label tells.
_WRITTEN = frozenset({
    "text", "textarea", "search", "email", "tel", "url", "number", "password", "date", "month", "week",
    "time", "datetime-local",
})  # fmt: skip

_EMPTY = "The label “{label}” does not say what to fill in"
_GROUPED = "Does the label “{label}” say what to fill in, together with “{group}”?"
_TWICE = (
    "Two fields one after the other have the same label, “{label}”, and nothing that is seen tells them apart"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for labels made of words that say nothing, and for fields with one label in one place."""
    fields = page.named.fields if page.named else ()
    twice = _told_apart_by_nothing(fields)
    for index, field in enumerate(fields):
        if _is_asked(field):
            yield _outcome(page, field, twice=index in twice)


def _is_asked(field: NamedField) -> bool:
    return field.kind in _WRITTEN and plain(_label(field)) != ""


def _outcome(page: PageEvidence, field: NamedField, *, twice: bool) -> Outcome:
    at = Place(field.selector, field.snippet, field.landmark)
    label = _label(field)
    if is_empty("label", label, languages_at(page, field.lang)):
        if field.group:
            return CantTell(_GROUPED, at=at, label=label, group=field.group)
        return Failed(_EMPTY, at=at, label=label)
    return Failed(_TWICE, at=at, label=label) if twice else Passed()


def _label(field: NamedField) -> str:
    return " ".join(field.labels)


def _told_apart_by_nothing(fields: Sequence[NamedField]) -> set[int]:
    """Give the later fields that have an earlier one's label, with nothing but fields and labels between."""
    found = set()
    before: dict[str, NamedField] = {}
    for index, field in enumerate(fields):
        if field.since or (index and field.form != fields[index - 1].form):
            before = {}
        if _is_asked(field):
            earlier = before.setdefault(plain(_label(field)), field)
            if earlier is not field and earlier.group == field.group:
                found.add(index)
    return found


def _fields(*fields: NamedField, lang: str = "en") -> PageEvidence:
    return page(named=Named(fields=fields), head=head(lang=lang), text=())


def _field(label: str, *, kind: str = "text", group: str = "", since: str = "") -> NamedField:
    return NamedField(
        selector="input", snippet="<input>", role="textbox", kind=kind, name=label,
        source="label", labels=(label,), group=group, since=since,
    )  # fmt: skip


RULE = Rule(
    title="Label does not say what to fill in",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION, Group.LOW_LITERACY),
    criteria=("2.4.6",),
    act_rules=("cc0f0a",),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("it says it", _fields(_field("First name:")), Passed),
        Example("it says nothing", _fields(_field("Info:")), Failed),
        Example("a choice may be of menus", _fields(_field("Menu", kind="select")), Inapplicable),
        Example("a group may say it", _fields(_field("Field", group="Rent in euros")), CantTell),
        Example("an amount", _fields(_field("Valor"), lang="pt"), Passed),
        Example("the same twice", _fields(_field("Name"), _field("Street"), _field("Name")), Failed),
        Example("the same below a heading", _fields(_field("Name"), _field("Name", since="Father")), Passed),
        Example(
            "the same in two groups", _fields(_field("Name", group="A"), _field("Name", group="B")), Passed
        ),
        Example(
            "the same below headings that are not seen",
            '<h2 style="position:absolute;left:-9999px">Mother</h2><label>Name <input></label>'
            '<h2 style="position:absolute;left:-9999px">Father</h2><label>Name <input></label>',
            Failed,
        ),
        Example(
            "the same below headings",
            "<h2>Mother</h2><label><b>Name</b> <input></label><h2>Father</h2><label>Name <input></label>",
            Passed,
        ),
        Example(
            "only the button beside it is seen",
            '<span id="a" hidden>Search</span><input aria-labelledby="b a"><button id="b">Go</button>',
            Failed,
        ),
        Example("its label is not seen", '<input aria-label="Info">', Inapplicable),
    ),
)
