"""A service must not ask women for the consent of a husband or guardian.

Why it matters: a woman who left her husband, whose husband is away, or who wants to decide by herself is
sent home.

How to fix it: take away the demand. Where a law still has it, say so, and say to whom a woman without that
consent can turn.

Source: World Bank, Refugee women face complex barriers to proving identity,
https://blogs.worldbank.org/en/dev4peace/refugee-women-face-complex-barriers-proving-identity. L. Hanmer and
M. Elefante, Achieving Universal Access to ID: Gender-based Legal Barriers Against Women, World Bank, 2019,
http://hdl.handle.net/10986/32474.
"""

from collections.abc import Iterator

from auditor.deadends.judging import first_said, place_of
from auditor.examples import URL, digest, service
from auditor.outcome import Failed, Inapplicable, Outcome
from auditor.rule import Blocker, Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_SAID = "The page asks women for the consent of a man: “{quote}”"

CONSENT = Said(Subject.MANS_CONSENT, "The written consent of her husband is required.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for sentences that demand it."""
    said = first_said(service, (Subject.MANS_CONSENT,))
    yield Failed(_SAID, at=place_of(said), quote=said.text) if said else Inapplicable()


RULE = Rule(
    title="Service asks women for a man's consent",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.WOMEN,),
    scope=Scope.SERVICE,
    blocker=Blocker.QUOTED,
    check=check,
    examples=(
        Example("it is demanded", service(digest(said=(CONSENT,))), Failed),
        Example("nothing is said", service(digest()), Inapplicable),
    ),
)
