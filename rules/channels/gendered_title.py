"""A form must not make people choose between Mr and Mrs.

Why it matters: some people are neither a man nor a woman, or do not want an office to know whether they are
married. They cannot send the form without saying something untrue.

How to fix it: do not ask for a title. If letters need one, use a text field that can be left empty, or an
option such as "No title".

Source: GOV.UK Design System, Names ("Avoid asking users for their title … you're asking them to potentially
reveal their gender and marital status"), https://design-system.service.gov.uk/patterns/names/.
"""

from collections.abc import Iterator

from auditor.deadends.fields import option_is, own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

SEVERAL = 2  # titles that tell a gender, by which a list of titles is known

_COMPULSORY = "One of these must be chosen, and each tells a gender: {options}"
_OF_PEOPLE_WITH_A_RANK = (
    "One of these must be chosen; those that tell no gender are of a profession or rank: {options}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for lists and radio buttons of titles, and for one that anybody can choose."""
    for field in own_entries(page):
        if field.kind in ("select", "radio"):
            yield from _outcomes(field)


def _outcomes(field: Entry) -> Iterator[Outcome]:
    named = [
        option
        for option, value in zip(field.options, field.values, strict=False)
        if not _is_empty(option, value)
    ]
    gendered = [option for option in named if option_is("gendered", option)]
    if len(gendered) < SEVERAL:
        return
    ranks = [option for option in named if option_is("professional", option)]
    cannot_be_left = field.kind == "select" and len(named) == len(field.options)
    if len(gendered) + len(ranks) < len(named) or not (field.required or cannot_be_left):
        yield Passed()
        return
    message = _OF_PEOPLE_WITH_A_RANK if ranks else _COMPULSORY
    yield Failed(message, at=place_of(field), options=", ".join(named))


def _is_empty(option: str, value: str) -> bool:
    return not option.strip(" -._…") or option_is("placeholder", option) or not value.strip()


def _page(*options: str, kind: str = "select", label: str = "Title", required: bool = True) -> PageEvidence:
    return form(entry(label, kind=kind, required=required, options=options, values=options))


RULE = Rule(
    title="Form makes people choose a title that tells their gender",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.WOMEN,),
    needs=("entries",),
    check=check,
    examples=(
        Example("Mr or Mrs", _page("Mr", "Mrs", "Miss", "Ms"), Failed),
        Example("with ranks", _page("- Select -", "Mr.", "Mrs.", "Dr.", "Prof."), Failed),
        Example("with one that tells nothing", _page("Mr", "Mrs", "Mx"), Passed),
        Example("with none", _page("Herr", "Frau", "Keine Angabe", kind="radio"), Passed),
        Example("in German", _page("Herr", "Frau", kind="radio", label="Anrede"), Failed),
        Example("in Arabic", _page("السيد", "السيدة", "الآنسة"), Failed),
        Example("need not be chosen", _page("", "Mr", "Mrs", required=False), Passed),
        Example("cannot be left, whatever is marked", _page("Mr", "Mrs", required=False), Failed),
        Example("radio buttons that can be left", _page("M.", "Mme", kind="radio", required=False), Passed),
        Example("sexes", _page("Male", "Female"), Inapplicable),
        Example("a Sunday", _page("Sun", "Mon"), Inapplicable),
        Example(
            "a list in a page",
            "<form><label>Title <select required><option value=''>Choose<option>Mr<option>Mrs<option>Miss"
            "</select></label></form>",
            Failed,
        ),
        Example(
            "radio buttons in a page",
            "<form><fieldset><legend>Civilité</legend>"
            "<label><input type=radio name=t required value=1>Madame</label>"
            "<label><input type=radio name=t value=2>Monsieur</label></fieldset></form>",
            Failed,
        ),
        Example("a text field in a page", "<form><label>Title <input></label></form>", Inapplicable),
    ),
)
