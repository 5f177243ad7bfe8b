"""A form that asks for the number of a national identity card must let people without one pass.

Why it matters: migrants, refugees and stateless people live in the country and have no such number; some
850 million people have no official identity document at all. They cannot send the form, whatever they are
entitled to.

How to fix it: offer other papers beside it (passport, residence permit, the card of a refugee) or "I have
no such number", and say what to do then.

Source: World Bank, Identification for Development, Global Coverage Estimates, 2022, as told at
https://thelivinglib.org/850-million-people-globally-dont-have-id-why-this-matters-and-what-we-can-do-about-it/.
United Nations E-Government Survey 2022, chapter 4. The words by which such numbers are called:
auditor/deadends/fields.toml. Numbers that foreigners get too, such as that of the taxes, are not meant.
"""

from collections.abc import Iterator

from auditor.deadends.judging import judge_said
from auditor.examples import URL, demanded, with_another_way
from auditor.outcome import Outcome
from auditor.rule import Dimension, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

SUBJECTS = (Subject.NATIONAL_ID_FIELD,)
SAID = Said(Subject.NATIONAL_ID_FIELD, "National identity number", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for what demands it, and for another way."""
    yield from judge_said(service, SUBJECTS, "such a number")


RULE = Rule(
    title="Form insists on the number of a national identity card",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_NATIONAL_ID,),
    scope=Scope.SERVICE,
    check=check,
    examples=(*demanded(SAID), with_another_way(SAID)),
)
