"""A field must bring up the keyboard that its answer is typed with.

Why it matters: on a phone the keyboard covers half of the screen and shows letters unless the page asks for
another. Whoever types slowly then hunts for each digit of a number, or for the @, behind a key for signs.

How to fix it: give telephone numbers type="tel" and e-mail addresses type="email"; keep type="text" for
other digits, such as codes, and add inputmode="numeric". type="number" is for amounts: it drops the first 0.

Source: HTML, input modalities,
https://html.spec.whatwg.org/multipage/interaction.html#input-modalities:-the-inputmode-attribute;
GOV.UK Design System, text input, "Numbers", https://design-system.service.gov.uk/components/text-input/, and
telephone numbers, https://design-system.service.gov.uk/patterns/phone-numbers/. What labels ask for:
auditor/deadends/fields.toml. No criterion of WCAG asks for it. Whether a field tells browsers what to fill in
is asked by missing-input-purpose.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from auditor.deadends.fields import asks_for, own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

type _Typed = Literal["phone", "email", "digits", "date"]

# Which input types and inputmodes bring what each is typed with; a date's parts are digits and signs.
_FITTING: Mapping[_Typed, frozenset[str]] = {
    "phone": frozenset({"tel", "numeric"}),
    "email": frozenset({"email"}),
    "digits": frozenset({"numeric", "decimal", "tel", "number"}),
    "date": frozenset({"numeric", "decimal", "tel", "date"}),
}
_NEEDED: Mapping[_Typed, str] = {
    "phone": 'digits are wanted, which type="tel" brings',
    "email": 'an @ is wanted, which type="email" brings',
    "digits": 'digits are wanted, which inputmode="numeric" brings',
    "date": 'digits are wanted, which inputmode="numeric" or type="date" bring',
}
_ONLY_DIGITS = re.compile(r"\^?(?:\\d|\[0-9\]|\[\\d\])(?:\{[\d, ]+\}|[*+])?\$?")
# "dd/mm/yyyy" in the languages whose letters of it are Latin: day d, j, g, t; month m; year y, a, j.
_DATE = re.compile(r"(?<![a-z])[djgt]{1,2}[-/. ]m{1,2}[-/. ][yaj]{2,4}(?![a-z])", re.IGNORECASE)
_PICKED = re.compile(r"date-?picker|flatpickr|pikaday|calendar", re.IGNORECASE)

_LETTERS = "“{label}” brings up the keyboard for letters; {needed}"
_AMOUNT = (
    "“{label}” takes a telephone number as an amount, by which its first 0 is lost and no + can be typed"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the keyboard that a field asks for with what its label, hint or pattern says is typed."""
    for field in own_entries(page):
        if field.inputmode == "none" or field.kind not in {"text", "email", "tel", "number"}:
            continue
        typed = _typed_in(field, page)
        if typed is not None:
            yield _outcome(field, typed)


def _typed_in(field: Entry, page: PageEvidence) -> _Typed | None:
    if field.kind == "email" or asks_for("email", field, page):
        return "email"
    if field.kind == "tel" or asks_for("phone", field, page):
        return "phone"
    if field.pattern and _ONLY_DIGITS.fullmatch(field.pattern):
        return "digits"
    is_date = _DATE.search(f"{field.label} {field.hint}") is not None
    return "date" if is_date and not _PICKED.search(f"{field.snippet} {field.around}") else None


def _outcome(field: Entry, typed: _Typed) -> Outcome:
    if typed == "phone" and field.kind == "number":
        return Failed(_AMOUNT, at=place_of(field), label=field.label)
    if (field.inputmode or field.kind) in _FITTING[typed]:
        return Passed()
    return Failed(_LETTERS, at=place_of(field), label=field.label, needed=_NEEDED[typed])


def _field(label: str, kind: str = "text", **facts: str) -> PageEvidence:
    return form(entry(label, kind=kind, **facts))


RULE = Rule(
    title="Field brings up a keyboard that does not fit",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.SMALL_SCREEN, Group.LIMITED_MOVEMENT, Group.LOW_LITERACY, Group.OLDER_PERSONS),
    needs=("entries", "head", "text"),
    advice=True,
    check=check,
    examples=(
        Example("a telephone number", _field("Telephone", "tel"), Passed),
        Example("a telephone number by letters", _field("Telephone"), Failed),
        Example("told by its token alone", _field("Where can we call you?", autocomplete="home tel"), Failed),
        Example("a telephone number by digits", _field("Telephone", inputmode="tel"), Passed),
        Example("a telephone number as an amount", _field("Telephone", "number"), Failed),
        Example("an e-mail address", _field("Your e-mail", "email"), Passed),
        Example("an e-mail address without an @ at hand", _field("Your e-mail"), Failed),
        Example("an e-mail address, by digits", _field("E-mail", "email", inputmode="numeric"), Failed),
        Example("a code of digits", _field("Code", pattern="[0-9]{6}"), Failed),
        Example(
            "a code of digits, by digits", _field("Code", pattern="[0-9]{6}", inputmode="numeric"), Passed
        ),
        Example("a code with letters", _field("Code", pattern="[0-9A-F]{6}"), Inapplicable),
        Example("a date by letters", _field("Date of birth", hint="dd/mm/yyyy"), Failed),
        Example("a date in French", _field("Né le (jj/mm/aaaa)", inputmode="numeric"), Passed),
        Example(
            "a date that a script offers", _field("From (dd.mm.yyyy)", around="datepicker"), Inapplicable
        ),
        Example("something else", _field("Subject"), Inapplicable),
        Example(
            "a field that a calendar fills in",
            "<main><label>Day (dd.mm.yyyy) <input readonly></label></main>",
            Inapplicable,
        ),
        Example("by its markup", "<main><label>Telephone <input inputmode=TEL></label></main>", Passed),
    ),
)
