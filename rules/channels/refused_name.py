"""A field for a name must take the names that people have.

Why it matters: O'Brien, Jean-Luc, de la Cruz, Nuñez and the Korean family name O are what stands in
people's papers. A field that refuses such a name keeps its bearer from the service, or makes them give a
name that no paper shows.

How to fix it: take away the pattern and the least length. Take apostrophes, hyphens, spaces, accents and
single letters, and every script. Or say how to write a name of another script, such as in Latin letters as in
the passport.

Source: W3C, Personal names around the world, https://www.w3.org/International/questions/qa-personal-names;
GOV.UK Design System, Names ("Support all the characters users may need to enter"),
https://design-system.service.gov.uk/patterns/names/.
"""

from collections.abc import Iterator, Mapping

from auditor.deadends.fields import asks_for, leaves_a_way, own_entries, place_of
from auditor.deadends.patterns import takes
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language import languages_at

# Names of the Latin script as people bear them, by what a field asks for. Each has one thing that fields
# refuse: an apostrophe, a hyphen, a space, an accent, few letters.
LATIN: Mapping[str, tuple[str, ...]] = {
    "family": ("O'Brien", "Smith-Jones", "de la Cruz", "Nuñez", "O"),
    "second_family": ("de la Cruz", "Nuñez"),
    "given": ("Anne-Marie", "Mary Ann", "José"),
    "full": ("Siobhan O'Brien", "Jean-Luc Nuñez", "U Nu"),
}
ACCENTED = frozenset({"Nuñez", "José", "Jean-Luc Nuñez"})
PLAIN = "Smith"  # a field that takes not even this takes another script alone, or no names
# Of six letters, so that no least length is mistaken for a refused script.
SCRIPTS = {"Arabic": "محمدين", "Chinese": "欧阳修文山水", "Cyrillic": "Иванов", "Devanagari": "रामकृष्णन"}

_REFUSED = "The field “{label}” refuses names such as {names}"
_LATIN_ONLY = (
    "The field “{label}” takes Latin letters only. Does the form say how to write a name of another script?"
)
_NO_LATIN = "The field “{label}” refuses Latin letters. Can people with a foreign name get past it?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Try names on what the markup of a field takes."""
    for field in own_entries(page):
        if field.kind in ("text", "textarea"):
            kind = next((kind for kind in LATIN if asks_for(kind, field, page)), None)  # type: ignore[arg-type]
            if kind is not None:
                yield _outcome(field, LATIN[kind], page)


def _outcome(field: Entry, names: tuple[str, ...], page: PageEvidence) -> Outcome:
    if not field.enforced:
        return Passed()
    at = place_of(field)
    as_in_document = leaves_a_way(
        "as_in_document", f"{field.label} {field.hint}", languages_at(page, field.lang)
    )
    if not _takes(field, PLAIN):
        return Passed() if as_in_document else CantTell(_NO_LATIN, at=at, label=field.label)
    refused = [name for name in names if not _takes(field, name)]
    if as_in_document:
        refused = [name for name in refused if name not in ACCENTED]
    if refused:
        said = ", ".join(f"“{name}”" for name in refused)
        return Failed(_REFUSED, at=at, label=field.label, names=said)
    if not as_in_document and not any(_takes(field, name) for name in SCRIPTS.values()):
        return CantTell(_LATIN_ONLY, at=at, label=field.label)
    return Passed()


def _takes(field: Entry, name: str) -> bool:
    if field.min_length is not None and len(name) < field.min_length:
        return False
    return not field.pattern_works or takes(field.pattern, name) is not False


def _page(label: str = "Last name", *, lang: str = "en", **facts: object) -> PageEvidence:
    return form(entry(label, **facts), lang=lang)


RULE = Rule(
    title="Field refuses names that people have",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SECOND_LANGUAGE, Group.NO_NATIONAL_ID),
    needs=("entries", "head", "text"),
    check=check,
    examples=(
        Example("anything goes", _page(), Passed),
        Example("plain letters", _page(pattern="[A-Za-z]+"), Failed),
        Example("plain letters and spaces", _page("Surname", pattern=r"[A-Za-z\s]+"), Failed),
        Example("any letters, marks and spaces", _page(pattern=r"[\p{L}\p{M}' \-]+"), Passed),
        Example(
            "Latin letters with all that goes with them",
            _page(pattern=r"[A-Za-z\u00C0-\u024F' \-]+"),
            CantTell,
        ),
        Example(
            "the same, as in the passport",
            _page(pattern=r"[A-Za-z' \-]+", hint="As shown in your passport"),
            Passed,
        ),
        Example("no digits", _page(pattern=r"[^0-9]*"), Passed),
        Example("at least two letters", _page(min_length=2), Failed),
        Example("at least two letters of a given name", _page("First name", min_length=2), Passed),
        Example("at least five letters of a whole name", _page("Full name", min_length=5), Failed),
        Example("in Spanish", _page("Apellidos *", lang="es", pattern="[A-Za-zÑñ ]{2,}"), Failed),
        Example(
            "Arabic letters only", _page("الاسم الكامل", lang="ar", pattern=r"[\u0600-\u06FF\s]+"), CantTell
        ),
        Example(
            "Arabic letters, and it says so",
            _page("الاسم الكامل بالعربية", lang="ar", pattern=r"[\u0600-\u06FF\s]+"),
            Inapplicable,
        ),
        Example("a pattern that looks ahead is not judged", _page(pattern="(?=[a-z]).*"), Passed),
        Example("the form switches the browser's check off", _page(pattern="[a-z]+", enforced=False), Passed),
        Example("a company's name", _page("Company name", pattern="[A-Za-z]+"), Inapplicable),
        Example("a user name", _page("User name", pattern="[A-Za-z]+"), Inapplicable),
        Example(
            "plain letters in a page",
            "<form><label>Last name * <input pattern='[A-Za-z ]+' required></label></form>",
            Failed,
        ),
        Example(
            "a pattern that browsers do not take",
            "<form><label>Last name <input pattern='[A-Za-z-]+' required></label></form>",
            Passed,
        ),
    ),
)
