"""A form must let people pass who have one name, or one family name.

Why it matters: in Indonesia, Myanmar, Afghanistan and the south of India many people have a single name,
and in most countries people have one family name. A form that insists on both parts makes them invent one,
which then stands in no paper of theirs.

How to fix it: ask for the whole name in one field. If the parts are needed, let the second be left empty,
or put a tick box "I have one name only" beside it.

Source: W3C, Personal names around the world (do not require that people supply a family name),
https://www.w3.org/International/questions/qa-personal-names. GOV.UK Design System, Names ("Not everyone's
name fits the first-name, last-name format"), https://design-system.service.gov.uk/patterns/names/.
"""

from collections.abc import Iterator

from auditor.deadends.fields import Asked, asks_for, leaves_a_way, own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language import languages_at

_BOTH = "The form refuses people with one name: “{first}” and “{second}” must both be filled in"
_BOTH_FAMILY = "The form refuses people with one family name: “{first}” and “{second}” must both be filled in"
_MARKED = "“{first}” and “{second}” are marked as required. Can people with one name send the form?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for two parts of a name in one form that must both be filled in, and for a way round."""
    fields = [each for each in own_entries(page) if each.form]
    for place in dict.fromkeys(each.form for each in fields):
        parts = [each for each in fields if each.form == place]
        given = _first("given", parts, page)
        family = _first("family", parts, page)
        second = _first("second_family", parts, page)
        if given and family:
            yield _outcome(_BOTH, given, family, parts, page)
        if family and second:
            yield _outcome(_BOTH_FAMILY, family, second, parts, page)


def _first(part: Asked, fields: list[Entry], page: PageEvidence) -> Entry | None:
    texts = (each for each in fields if each.kind == "text")
    return next((each for each in texts if asks_for(part, each, page)), None)


def _outcome(message: str, first: Entry, second: Entry, parts: list[Entry], page: PageEvidence) -> Outcome:
    if not (first.required and second.required):
        return Passed()
    languages = languages_at(page, second.lang)
    said = " ".join(
        f"{each.label} {each.hint}" for each in parts if each in (first, second) or _is_switch(each)
    )
    if leaves_a_way("one_name", said, languages):
        return Passed()
    if first.enforced and second.enforced:
        return Failed(message, at=place_of(second), first=first.label, second=second.label)
    return CantTell(_MARKED, at=place_of(second), first=first.label, second=second.label)


def _is_switch(field: Entry) -> bool:
    return field.kind in ("checkbox", "radio")


_FIRST = entry("First name")

RULE = Rule(
    title="Form refuses people with one name",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.SECOND_LANGUAGE, Group.NO_NATIONAL_ID),
    needs=("entries", "head", "text"),
    check=check,
    examples=(
        Example("both are required", form(_FIRST, entry("Last name *")), Failed),
        Example(
            "in French", form(entry("Votre nom"), entry("Votre prénom (obligatoire)"), lang="fr"), Failed
        ),
        Example("one is required", form(_FIRST, entry("Last name", required=False)), Passed),
        Example("one field for all", form(entry("Full name")), Inapplicable),
        Example(
            "a tick box for those with one name",
            form(_FIRST, entry("Last name"), entry("I have one name only", kind="checkbox", required=False)),
            Passed,
        ),
        Example(
            "a hint for those with one name",
            form(_FIRST, entry("Last name", hint="If you have only one name, write it here again")),
            Passed,
        ),
        Example(
            "marked, and the browser does not insist",
            form(entry("First name", enforced=False), entry("Last name", enforced=False)),
            CantTell,
        ),
        Example(
            "two family names",
            form(entry("Primer apellido"), entry("Segundo apellido"), lang="es"),
            Failed,
        ),
        Example(
            "a second family name that can be left out",
            form(entry("Primer apellido"), entry("Segundo apellido", required=False), lang="es"),
            Passed,
        ),
        Example("in two forms", form(_FIRST, entry("Last name", form="form:nth-of-type(2)")), Inapplicable),
        Example("of a company", form(entry("Company name"), entry("Last name")), Inapplicable),
        Example(
            "both are required in a page",
            "<form><label>First name<input required></label><label>Surname<input required></label></form>",
            Failed,
        ),
        Example(
            "a tick box in a page",
            "<form><label>First name<input required></label><label>Surname<input required></label>"
            "<label><input type=checkbox> I do not have a last name</label></form>",
            Passed,
        ),
    ),
)
