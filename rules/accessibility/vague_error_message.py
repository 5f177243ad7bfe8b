"""A message about a field must say what is wrong with it.

Why it matters: "Invalid" sends people to guess. Who hears the form, or reads with effort, tries twice and
then gives up.

How to fix it: say what is expected and what was given, in text that the field names by aria-describedby:
"Write the date as 31.12.2026".

Source: WCAG 2.2, success criterion 3.3.1 Error Identification,
https://www.w3.org/TR/WCAG22/#error-identification, and W3C's ACT rule
https://www.w3.org/WAI/standards-guidelines/act/rules/36b590/. The words: auditor/text/empty_words.toml.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedField
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import is_empty, plain
from auditor.text.language import languages_at

_VAGUE = "The field “{label}” is marked as wrong, and the message says no more than “{said}”"
_NONE = "The field “{label}” is marked as wrong. Is it said what is wrong? No text is tied to it"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Read the messages of fields that are marked as wrong."""
    for field in page.named.fields if page.named else ():
        if field.invalid:
            yield _outcome(page, field)


def _outcome(page: PageEvidence, field: NamedField) -> Outcome:
    at = Place(field.selector, field.snippet, field.landmark)
    if not plain(field.described):
        return CantTell(_NONE, at=at, label=field.name)
    if is_empty("error", field.described, languages_at(page, field.lang)):
        return Failed(_VAGUE, at=at, label=field.name, said=field.described)
    return Passed()


def _field(described: str, *, invalid: bool = True) -> PageEvidence:
    field = NamedField(
        selector="input",
        snippet="<input>",
        role="textbox",
        kind="text",
        name="Age",
        invalid=invalid,
        described=described,
    )
    return page(named=Named(fields=(field,)), head=head(), text=())


RULE = Rule(
    title="Message does not say what is wrong",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.COGNITION, Group.LOW_LITERACY),
    criteria=("3.3.1",),
    act_rules=("36b590",),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("it says what", _field("Write your age in years, from 1 to 150"), Passed),
        Example("it says that", _field("Invalid value."), Failed),
        Example("nothing is tied to it", _field(""), CantTell),
        Example("nothing is wrong", _field("Invalid", invalid=False), Inapplicable),
        Example(
            "in a page",
            '<label>Age <input aria-invalid="true" aria-describedby="e"></label><span id="e">Error!</span>',
            Failed,
        ),
    ),
)
