"""A service that asks for an e-mail address must name a way for people without one.

Why it matters: an e-mail address needs a device, a password to remember and somebody to set it up. Older
people, people who read little and people who share a phone often have none, and cannot finish a form that
insists.

How to fix it: ask for an e-mail address or a telephone number or a postal address, let people choose, and
say where those without any can go.

Source: GOV.UK Design System, Phone numbers ("make sure you give users a choice about how they can be
contacted"), https://design-system.service.gov.uk/patterns/phone-numbers/. United Nations E-Government Survey
2022, chapter 4 (leaving no one behind in the hybrid digital society). The forms to subscribe, to comment or
to write to an office are not meant.
"""

from collections.abc import Iterator

from auditor.deadends.judging import judge_said
from auditor.examples import URL, demanded, digest, service, with_another_way
from auditor.outcome import Failed, Outcome
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

SUBJECTS = (Subject.EMAIL_NEEDED, Subject.EMAIL_FIELD)
SAID = Said(Subject.EMAIL_NEEDED, "You need an e-mail address to apply.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for what demands it, and for another way."""
    yield from judge_said(service, SUBJECTS, "an e-mail address")


RULE = Rule(
    title="Service insists on an e-mail address",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.SHARED_PHONE, Group.OLDER_PERSONS, Group.LOW_LITERACY),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        *demanded(SAID),
        with_another_way(SAID),
        Example(
            "a field of a form",
            service(
                digest(said=(Said(Subject.EMAIL_FIELD, "E-mail", "input", URL),)),
                contact_pages=[digest(page_id="contact")],
            ),
            Failed,
        ),
    ),
)
