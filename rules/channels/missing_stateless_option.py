"""A list of nationalities must have a place for people who have none.

Why it matters: millions of people are no country's citizens. Who cannot say so cannot finish the form, or has
to name a country that does not know them. That can be held against them later.

How to fix it: add "Stateless" to the list (ICAO Doc 9303 has the code XXA for it), near its top, in the
words of the page's language.

Source: Convention relating to the Status of Stateless Persons, 1954, article 1 (who is stateless). The code
XXA stands for such a person in ICAO Doc 9303, as told at
https://belastingdienst.nl/codeboek_sagitta/huidig/html/tabel-codeboek%2C%20onderdeel%20single%20window-m02.html.
That a list of 100 countries or more is meant to hold all of them is our judgement.
"""

from collections.abc import Iterator

from auditor.deadends.fields import label_says, option_says, own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language import languages_at

ALL_COUNTRIES = 100  # options from which on a list is one of all countries: ours
MOST_READ = 300  # options that a visit reads of a list
CODES = frozenset({"XXA", "XA"})  # stateless, in three letters and in the two that some systems take

# Languages whose word for it is in the list: auditor/deadends/fields.toml, [options.stateless].
COVERED = frozenset(
    {"en", "fr", "es", "pt", "it", "de", "nl", "ru", "pl", "tr", "id", "sw", "ar", "zh", "hi"}
)

_LACKS = "The list “{label}” has {count} options, and none for people without a nationality"
_UNKNOWN = (
    "The list “{label}” has {count} options. Is there one for people without a nationality? The word for it "
    "in this language is not known"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for people without a nationality in long lists of nationalities."""
    for field in own_entries(page):
        if (
            field.kind == "select"
            and len(field.options) >= ALL_COUNTRIES
            and label_says("nationality", field, page)
        ):
            yield _outcome(field, page)


def _outcome(field: Entry, page: PageEvidence) -> Outcome:
    if any(option_says("stateless", option) for option in field.options) or CODES.intersection(field.values):
        return Passed()
    at, count = place_of(field), Count(len(field.options))
    languages = languages_at(page, field.lang)
    if not languages or languages - COVERED or len(field.options) >= MOST_READ:
        return CantTell(_UNKNOWN, at=at, label=field.label, count=count)
    return Failed(_LACKS, at=at, label=field.label, count=count)


def _page(
    count: int,
    *more: str,
    label: str = "Nationality",
    lang: str = "en",
    page_lang: str = "",
    values: str = "",
) -> PageEvidence:
    options = (*(f"Country {number}" for number in range(count)), *more)
    listed = entry(label, kind="select", lang=lang, options=options, values=(values, *options[1:]))
    return form(listed, lang=page_lang or lang)


RULE = Rule(
    title="List of nationalities leaves out people without one",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_NATIONAL_ID,),
    needs=("entries", "head", "text"),
    check=check,
    examples=(
        Example("100 countries", _page(100), Failed),
        Example("99 countries", _page(99), Inapplicable),
        Example("with stateless", _page(100, "Stateless"), Passed),
        Example("in longer words", _page(100, "Stateless person (1954 Convention)"), Passed),
        Example("by its code", _page(100, values="XXA"), Passed),
        Example("in Spanish, with", _page(100, "Apátrida", label="Nacionalidad", lang="es"), Passed),
        Example("in Arabic, without", _page(100, label="الجنسية", lang="ar"), Failed),
        Example("in Chinese, in longer words", _page(100, "无国籍人士", label="国籍", lang="zh"), Passed),
        Example("in Finnish, labelled in English", _page(100, lang="fi", page_lang="en"), CantTell),
        Example("as many as a visit reads", _page(300), CantTell),
        Example("in Arabic, with", _page(100, "عديم الجنسية", label="الجنسية", lang="ar"), Passed),
        Example("countries to live in", _page(100, label="Country of residence"), Inapplicable),
        Example(
            "in a page",
            "<form><label>Nationality <select>" + "<option>Land" * 120 + "</select></label></form>",
            Failed,
        ),
        Example(
            "with stateless in a page",
            "<form><label>Nationality <select>"
            + "<option>Land" * 120
            + "<option>Stateless</select></label></form>",
            Passed,
        ),
    ),
)
