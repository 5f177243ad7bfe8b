"""A service with a minimum age should say what those under it do.

Why it matters: a girl of sixteen without parents, or a boy who keeps the household, reads that the service is
not for them. They do not read that a parent, guardian or youth office can ask for it.

How to fix it: say beside the age who can apply for a child, with which papers, and where a child without
parents can turn.

Source: Convention on the Rights of the Child, 1989, articles 3 and 12 (the child's interests, and being
heard); United Nations E-Government Survey 2022, chapter 4 (youth). No standard demands it: it is advice.
"""

from collections.abc import Iterator

from auditor.deadends.judging import first_said, place_of
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_ASK = "The page says: “{quote}”. Is it said what younger people, their parents or guardians do?"

AGE = Said(Subject.LEAST_AGE, "You must be at least 18 years old.", "p", URL)
PARENT = Said(Subject.GUARDIAN, "A parent can apply for a child.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a minimum age, and for any word of parents, guardians or children."""
    said = first_said(service, (Subject.LEAST_AGE,))
    if said is None:
        yield Inapplicable()
    elif first_said(service, (Subject.GUARDIAN,)) is not None:
        yield Passed()
    else:
        yield CantTell(_ASK, at=place_of(said), quote=said.text)


RULE = Rule(
    title="Minimum age is not explained",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.SECOND_LANGUAGE, Group.LOW_LITERACY),
    scope=Scope.SERVICE,
    advice=True,
    check=check,
    examples=(
        Example("no word of younger people", service(digest(said=(AGE,))), CantTell),
        Example("parents are spoken of", service(digest(said=(AGE, PARENT))), Passed),
        Example("no minimum age", service(digest(said=(PARENT,))), Inapplicable),
    ),
)
