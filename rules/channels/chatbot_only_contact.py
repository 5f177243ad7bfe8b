"""A service that answers by a program must name a way to a person too.

Why it matters: a program answers what it was made for. Whoever has another case, writes with mistakes, or
speaks another language goes round in circles, and there is nobody to ask.

How to fix it: give a telephone number, an address or hours beside the program, and let it hand people over.

Source: WCAG 2.2, success criterion 3.2.6 Consistent Help (a fully automated contact mechanism is one of
four, human ones are the first), https://www.w3.org/TR/WCAG22/#consistent-help; United Nations E-Government
Survey 2022, chapter 4.
"""

from collections.abc import Iterator

from auditor.deadends.judging import judge_closed
from auditor.examples import URL, closed_way
from auditor.outcome import Outcome
from auditor.rule import Dimension, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_CLOSED = "Only a program was found to ask (“{quote}”), and no way to a person"
_UNPROVEN = "A program answers (“{quote}”). That there is no way to a person is not proven yet: {gaps}"

SAID = Said(Subject.CHATBOT, "Ask our chatbot.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for it, and for any way to a person."""
    yield from judge_closed(service, Subject.CHATBOT, _CLOSED, _UNPROVEN)


RULE = Rule(
    title="Only a program answers questions",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.OLDER_PERSONS),
    scope=Scope.SERVICE,
    check=check,
    examples=closed_way(SAID),
)
