"""People must be able to reach an office without logging in.

Why it matters: who cannot log in is who most needs to ask. If the way to ask lies behind the login, the
question how to get in can be put to nobody.

How to fix it: give a telephone number, an address or a form that needs no account, on the page that says
how to log in.

Source: WCAG 2.2, success criterion 3.2.6 Consistent Help, names what help is (human contact details, a
human contact mechanism), https://www.w3.org/TR/WCAG22/#consistent-help. That it has to be there without a
login is our judgement. UN Local Online Service Index 2024, indicator #288 (a helpdesk for people who have
difficulty with online services; code after a third-party extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.deadends.judging import judge_closed
from auditor.examples import URL, closed_way
from auditor.outcome import Outcome
from auditor.rule import Dimension, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_CLOSED = "The page says: “{quote}”, and no other way to a person was found"
_UNPROVEN = "The page says: “{quote}”. That there is no other way to a person is not proven yet: {gaps}"

SAID = Said(Subject.LOGIN_TO_CONTACT, "Log in to contact us.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for it, and for any way to a person."""
    yield from judge_closed(service, Subject.LOGIN_TO_CONTACT, _CLOSED, _UNPROVEN)


RULE = Rule(
    title="Office can only be reached after logging in",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_DIGITAL_ID, Group.OLDER_PERSONS, Group.LOW_LITERACY),
    scope=Scope.SERVICE,
    check=check,
    examples=closed_way(SAID),
)
