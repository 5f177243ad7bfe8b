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
from dataclasses import replace

from auditor.deadends.judging import judge_said
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, Said, ServiceEvidence, Subject

SUBJECTS = (Subject.NATIONAL_ID_FIELD,)
COUNTER = ChannelMention(Channel.COUNTER, Level.ACTIONABLE, "1 Mill Lane", "Visit 1 Mill Lane", "p", URL)
EMAIL = ChannelMention(Channel.EMAIL, Level.ACTIONABLE, "a@portal.example", "a@portal.example", "p", URL)
CONTACT = digest(page_id="contact")
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
    examples=(
        Example("nothing else is named", service(digest(said=(SAID,)), contact_pages=[CONTACT]), Failed),
        Example(
            "an e-mail address is no other way",
            service(digest(EMAIL, said=(SAID,)), contact_pages=[CONTACT]),
            Failed,
        ),
        Example(
            "an office is named", service(digest(COUNTER, said=(SAID,)), contact_pages=[CONTACT]), CantTell
        ),
        Example("no contact page was read", service(digest(said=(SAID,))), CantTell),
        Example("on a page about contact", service(digest(said=(SAID,), contact=True)), Inapplicable),
        Example(
            "another way is left beside it",
            service(digest(said=(replace(SAID, other_way=True),)), contact_pages=[CONTACT]),
            Passed,
        ),
        Example("nothing is said", service(digest(), contact_pages=[CONTACT]), Inapplicable),
    ),
)
