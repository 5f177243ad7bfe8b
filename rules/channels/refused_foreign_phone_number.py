"""A required field for a telephone number must take numbers of other countries.

Why it matters: migrants, refugees, seafarers and people who moved away keep the number that their family
knows. A field that takes ten digits of one country lets none of them finish the form, whatever they type.

How to fix it: take up to 15 digits, a plus sign, spaces, hyphens and brackets; store the number as it came,
or offer every country's code beside it. Do not set maxlength below 20.

Source: ITU-T Recommendation E.164 (at most 15 digits after the plus), as told at
https://www.twilio.com/docs/glossary/what-e164; GOV.UK Design System, Phone numbers ("be able to accommodate
country and area codes"), https://design-system.service.gov.uk/patterns/phone-numbers/. The numbers that are
tried belong to six countries, in five spellings each; a field fails only if it takes none.
"""

from collections.abc import Iterator

from auditor.deadends.fields import asks_for, own_entries, place_of
from auditor.deadends.patterns import takes
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

# Of each country a mobile number in the form that libphonenumber gives as an example.
NUMBERS = {
    "GB": ("44", "7400123456"),
    "IN": ("91", "8123456789"),
    "KE": ("254", "712123456"),
    "SY": ("963", "944567890"),
    "UA": ("380", "501234567"),
    "VE": ("58", "4121234567"),
}
TEXT_KINDS = frozenset({"text", "tel", "number"})
# Widgets that put a list of all countries' codes into or before the field: intl-tel-input, react-phone-input.
WIDGETS = ("iti", "intl-tel-input", "phoneinput", "react-tel-input", "phone-input")
CODES = 3  # options that begin with a plus and digits, from which on a list is one of countries' codes

_REFUSED = "The field “{label}” takes no telephone number of another country: {why}"
_OPTIONAL = (
    "The field “{label}” takes no telephone number of another country: {why}. It need not be filled in. Is "
    "somebody who leaves it empty reached in another way?"
)
_ONE_CODE = "The list beside the field for a telephone number offers one country only: {code}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Try telephone numbers of other countries on what the markup of a field takes."""
    codes = [each for each in own_entries(page) if _is_list_of_codes(each)]
    for each in own_entries(page):
        if each.kind in TEXT_KINDS and asks_for("phone", each, page):
            yield _outcome(each, codes, page.country)


def _outcome(field: Entry, codes: list[Entry], country: str | None) -> Outcome:
    beside = next((each for each in codes if each.form == field.form), None)
    if beside is not None:
        if len(beside.options) == 1 and field.required:
            return Failed(_ONE_CODE, at=place_of(beside), code=beside.options[0])
        return Passed()
    if any(widget in field.around.lower().split() or widget in field.snippet.lower() for widget in WIDGETS):
        return Passed()
    if not field.enforced or _takes_any(field, country):
        return Passed()
    why = _why(field)
    if field.required:
        return Failed(_REFUSED, at=place_of(field), label=field.label, why=why)
    return CantTell(_OPTIONAL, at=place_of(field), label=field.label, why=why)


def _is_list_of_codes(field: Entry) -> bool:
    if field.kind != "select":
        return False
    said = [one.strip() for one in (*field.options, *field.values)]
    return "tel-country-code" in field.autocomplete or (
        sum(one.startswith("+") and one[1:2].isdigit() for one in said) >= min(CODES, len(field.options)) > 0
    )


def _takes_any(field: Entry, country: str | None) -> bool:
    return any(
        _takes(field, spelling)
        for home, (code, number) in NUMBERS.items()
        if home != country
        for spelling in _spellings(code, number)
    )


def _spellings(code: str, number: str) -> tuple[str, ...]:
    return (
        *(f"+{code}{number}", f"00{code}{number}", f"{code}{number}"),
        *(f"+{code} {number}", f"+{code}-{number[:3]}-{number[3:]}"),
    )


def _takes(field: Entry, number: str) -> bool:
    if field.kind == "number":
        return number.isdigit()
    if field.max_length is not None and len(number) > field.max_length:
        return False
    return not field.pattern_works or takes(field.pattern, number) is not False


def _why(field: Entry) -> str:
    if field.pattern_works and field.max_length is not None:
        return f"its pattern is {field.pattern}, of at most {field.max_length} characters"
    return (
        f"its pattern is {field.pattern}" if field.pattern_works else f"at most {field.max_length} characters"
    )


def _field(label: str = "Telephone number", **facts: object) -> Entry:
    return entry(label, **({"kind": "tel"} | facts))


_CODES = Entry(
    kind="select", label="Code", selector="select", snippet="<select>", form="form",
    options=("+44 UK", "+91 India", "+254 Kenya"),
)  # fmt: skip

RULE = Rule(
    title="Field takes no telephone number of another country",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SECOND_LANGUAGE, Group.NO_NATIONAL_ID),
    needs=("entries", "head", "text"),
    check=check,
    examples=(
        Example("anything goes", form(_field()), Passed),
        Example("ten digits", form(_field(pattern="[0-9]{10}")), Failed),
        Example("at most ten characters", form(_field(max_length=10)), Failed),
        Example("twelve characters, enough for some without the plus", form(_field(max_length=12)), Passed),
        Example("digits, so that 00 can be written for the plus", form(_field(pattern="[0-9]+")), Passed),
        Example("a plus and digits", form(_field(pattern=r"\+?[0-9 \-]{6,20}")), Passed),
        Example("one country's code", form(_field(pattern=r"(\+34)?[6-9]\d{8}")), Failed),
        Example(
            "the only sample that it takes is of the portal's own country",
            form(_field(pattern=r"\+44\d{10}"), country="GB"),
            Failed,
        ),
        Example("a pattern that looks ahead is not judged", form(_field(pattern=r"(?=\d{10}).*")), Passed),
        Example(
            "a pattern that browsers do not take", form(_field(pattern="[0-9", pattern_works=False)), Passed
        ),
        Example(
            "the form switches the browser's check off",
            form(_field(pattern="[0-9]{10}", enforced=False)),
            Passed,
        ),
        Example(
            "ten digits, and no need to answer", form(_field(pattern="[0-9]{10}", required=False)), CantTell
        ),
        Example("ten digits after a list of codes", form(_CODES, _field(pattern="[0-9]{10}")), Passed),
        Example(
            "a list of one code",
            form(
                Entry(
                    kind="select",
                    label="Code",
                    selector="select",
                    snippet="<select>",
                    form="form",
                    options=("+34",),
                ),
                _field(),
            ),
            Failed,
        ),
        Example(
            "a widget that offers countries", form(_field(pattern="[0-9]{10}", around="iti form")), Passed
        ),
        Example("a fax number", form(_field("Fax number", pattern="[0-9]{10}")), Inapplicable),
        Example(
            "ten digits in a page",
            "<form><label>Mobile number <input type=tel pattern='[0-9]{10}' required></label></form>",
            Failed,
        ),
        Example(
            "in a form that checks by itself",
            "<form novalidate><label>Mobile <input type=tel pattern='[0-9]{10}' required></label></form>",
            Passed,
        ),
        Example(
            "a pattern that would keep a browser busy for hours",
            "<form><label>Mobile number <input type=tel pattern='(([0-9 ]+)+)+x?' required></label></form>",
            Passed,
        ),
        Example(
            "in a footer",
            "<main>Births</main><footer><form><label>Mobile <input type=tel pattern='[0-9]{10}' required>"
            "</label></form></footer>",
            Inapplicable,
        ),
    ),
)
