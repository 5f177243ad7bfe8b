"""A service must not bind a telephone number to one person or account.

Why it matters: in many families several people share a phone, and its number stands in the name of one of
them, most often a man. If each account needs a number of its own, the others cannot open any.

How to fix it: let one number serve several accounts, or send the code in another way (by e-mail, by post, at
an office). Say so in the same place.

Source: GSMA, Access to Mobile Services and Proof of Identity 2020 (SIM cards are registered to those with
papers),
https://docslib.org/doc/5710484/access-to-mobile-services-and-proof-of-identity-2020-the-undisputed-linkages;
ITU, Mobile phone ownership,
https://itu.foleon.com/itu/measuring-digital-development/mobile-phone-ownership/.
"""

from collections.abc import Iterator

from auditor.deadends.judging import judge_said
from auditor.examples import URL, demanded
from auditor.outcome import Outcome
from auditor.rule import Blocker, Dimension, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

SUBJECTS = (Subject.OWN_NUMBER,)
SAID = Said(Subject.OWN_NUMBER, "A mobile number can only be used once.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for what demands it, and for another way."""
    yield from judge_said(service, SUBJECTS, "a telephone number of their own")


RULE = Rule(
    title="Service wants a telephone number that nobody else uses",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SHARED_PHONE, Group.WOMEN, Group.NO_NATIONAL_ID),
    scope=Scope.SERVICE,
    blocker=Blocker.QUOTED,
    check=check,
    examples=demanded(SAID),
)
