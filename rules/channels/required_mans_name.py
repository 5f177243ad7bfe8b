"""A form must not insist on the name of a father or husband.

Why it matters: a woman whose husband left, a child whose father is unknown, and whoever fled from a violent
man cannot send the form. Or they must bring that man in again. Men are not asked for their wives.

How to fix it: ask for a parent, guardian or next of kin of one's own choice, or let the field be left
empty.

Source: World Bank, Refugee women face complex barriers to proving identity,
https://blogs.worldbank.org/en/dev4peace/refugee-women-face-complex-barriers-proving-identity. L. Hanmer and
M. Elefante, Achieving Universal Access to ID: Gender-based Legal Barriers Against Women, World Bank, 2019,
http://hdl.handle.net/10986/32474. UNHCR and UNICEF, Background note on sex discrimination in birth
registration, https://reliefweb.int/report/world/background-note-sex-discrimination-birth-registration.
"""

from collections.abc import Iterator

from auditor.deadends.fields import label_says, leaves_a_way, own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language import languages_at

_REQUIRED = "The form cannot be sent without “{label}”"
_MARKED = "“{label}” is marked as required. Can people who do not know it or cannot give it send the form?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for fields of this kind that must be filled in."""
    for field in own_entries(page):
        if field.kind == "text" and label_says("mans_name", field, page):
            yield _outcome(field, page)


def _outcome(field: Entry, page: PageEvidence) -> Outcome:
    open_to_others = label_says("womans_too", field, page) or leaves_a_way(
        "one_name", f"{field.label} {field.hint}", languages_at(page, field.lang)
    )
    if not field.required or open_to_others:
        return Passed()
    if field.enforced:
        return Failed(_REQUIRED, at=place_of(field), label=field.label)
    return CantTell(_MARKED, at=place_of(field), label=field.label)


def _page(label: str, lang: str = "en", **facts: object) -> PageEvidence:
    return form(entry(label, **facts), lang=lang)


RULE = Rule(
    title="Form insists on the name of a father or husband",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WOMEN,),
    needs=("entries", "head", "text"),
    check=check,
    examples=(
        Example("the father's", _page("Father's name *"), Failed),
        Example("the father's or husband's", _page("Father's/Husband's Name"), Failed),
        Example("or the mother's", _page("Name of father or mother"), Passed),
        Example("or a guardian's", _page("Name of father / guardian"), Passed),
        Example("can be left empty", _page("Father's name", required=False), Passed),
        Example("if there is one", _page("Father's name (if any)"), Passed),
        Example("marked, and the browser does not insist", _page("Father's name", enforced=False), CantTell),
        Example("in Spanish", _page("Nombre del padre", "es"), Failed),
        Example("a family name called the father's", _page("Apellido paterno", "es"), Inapplicable),
        Example("in Arabic", _page("اسم الأب", "ar"), Failed),
        Example("in Hindi", _page("पिता का नाम", "hi"), Failed),
        Example("in Hindi, or the mother's", _page("पिता का नाम / माता का नाम", "hi"), Passed),
        Example("a father's occupation", _page("Father's occupation"), Inapplicable),
        Example("in a page", "<form><label>Husband's name<input required></label></form>", Failed),
    ),
)
