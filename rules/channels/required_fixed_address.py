"""A service that asks for a permanent address must say what people without one do.

Why it matters: people without a home, travellers, and people who fled live nowhere for long. What they need
most (papers, benefits, a doctor) is what they then cannot ask for.

How to fix it: take the address of a shelter, office or friend, or the place where somebody mostly stays,
and say so in the same place.

Source: United Nations E-Government Survey 2022, chapter 4 (leaving no one behind). A law may demand the
address, so nothing fails here: a person has to look.
"""

from collections.abc import Iterator

from auditor.deadends.judging import first_said, place_of
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Inapplicable, Outcome
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_ASK = "The page says: “{quote}”. What do people without a permanent address do?"

FIXED = Said(Subject.FIXED_ADDRESS_NEEDED, "You must have a permanent address.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for sentences that demand it."""
    said = first_said(service, (Subject.FIXED_ADDRESS_NEEDED,))
    yield CantTell(_ASK, at=place_of(said), quote=said.text) if said else Inapplicable()


RULE = Rule(
    title="Service asks for a permanent address",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_FIXED_ADDRESS,),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("it is demanded", service(digest(said=(FIXED,))), CantTell),
        Example("nothing is said", service(digest()), Inapplicable),
    ),
)
