"""A form must not ask for everything on one page.

Why it matters: on a phone a field with its question takes a tenth of the screen. Who fills in thirty of them
loses the place, meets the mistakes of the first at the very end, and whoever is interrupted begins again.

How to fix it: ask one thing, or a few that belong together, on each page, keep the answers, and let people go
back. Leave out what the office knows or does not need.

Source: GOV.UK Service Manual, Form structure (start with one thing per page),
https://www.gov.uk/service-manual/design/form-structure. The limit of 20 fields is this project's: two
screens and a half of a phone. Radio buttons of one question are one, and boxes to tick are not counted, as
they may be a list.
"""

from collections.abc import Iterator

from auditor.deadends.fields import own_forms
from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.examples import entry, form
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place, excess
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_FIELDS = 20  # see Source


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Count what each form of the page asks for."""
    asked = [[field for field in fields if field.kind != "checkbox"] for fields in own_forms(page)]
    if not any(asked):
        yield Inapplicable()
    for fields in filter(None, asked):
        if len(fields) > LIMIT_FIELDS:
            yield Failed(
                "The form asks for {count} things on one page, over {limit}",
                at=Place(fields[0].form),
                count=Count(len(fields)),
                limit=Count(LIMIT_FIELDS),
            ).by(excess(len(fields), LIMIT_FIELDS))
        else:
            yield Passed()


def _form(fields: int, kind: str = "text", **facts: object) -> PageEvidence:
    return form(*(entry("Name", kind=kind, **facts) for _ in range(fields)))


RULE = Rule(
    title="Form is too long for a phone",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.SMALL_SCREEN, Group.LOW_LITERACY, Group.COGNITION, Group.LIMITED_MOVEMENT),
    needs=("entries",),
    advice=True,
    check=check,
    examples=(
        Example("twenty fields", _form(20), Passed),
        Example("twenty-one", _form(21), Failed),
        Example("twenty-one boxes to tick", _form(21, "checkbox"), Inapplicable),
        Example("twenty-one in a footer", _form(21, landmark=Landmark.CONTENTINFO), Inapplicable),
        Example("twenty-one of no form", _form(21, form=""), Inapplicable),
        Example(
            "as a page has it",
            f"<main><form>{'<label>Name<input></label>' * 21}</form></main>",
            Failed,
        ),
    ),
)
