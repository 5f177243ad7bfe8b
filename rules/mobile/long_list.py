"""A list of very many entries must be searched by typing.

Why it matters: a phone shows some ten entries of a list at once, and nothing to type into. Whoever looks for
one of 200 countries pushes the list on twenty times, misses the entry, and begins again.

How to fix it: let people type: a text field that offers what matches (<input list>, or a tested combo box).
Or ask otherwise, such as a year as four digits instead of a list of 120 years.

Source: U.S. Web Design System, select, "more than 15 options: consider a combo box",
https://designsystem.digital.gov/components/select/. The limit of 100 is this project's: ten
screens of a phone.
"""

from collections.abc import Iterator

from auditor.deadends.fields import own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.examples import entry, form
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_OPTIONS = 100  # see Source


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Count the entries of each list."""
    for field in own_entries(page):
        if field.kind != "select":
            continue
        if field.option_count > LIMIT_OPTIONS:
            yield Failed(
                "“{label}” is a list of {count} entries without a way to type, over {limit}",
                at=place_of(field),
                label=field.label,
                count=Count(field.option_count),
                limit=Count(LIMIT_OPTIONS),
            )
        else:
            yield Passed()


def _list(options: int) -> PageEvidence:
    return form(entry("Country", kind="select", option_count=options))


RULE = Rule(
    title="List is too long to be scrolled through on a phone",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.SMALL_SCREEN, Group.LIMITED_MOVEMENT, Group.LOW_LITERACY, Group.BASIC_PHONE),
    needs=("entries",),
    advice=True,
    check=check,
    examples=(
        Example("a hundred entries", _list(100), Passed),
        Example("a hundred and one", _list(101), Failed),
        Example("no list", form(entry("Name")), Inapplicable),
        Example(
            "three hundred and one, in groups", f"<main><select><optgroup label=A>{'<option>A' * 301}", Failed
        ),
        Example("a few", "<main><select><option>A<option>B</select>", Passed),
        Example(
            "one that can be searched by typing",
            f"<main><input list=all><datalist id=all>{'<option>A' * 301}</datalist>",
            Inapplicable,
        ),
    ),
)
