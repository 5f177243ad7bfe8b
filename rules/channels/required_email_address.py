"""A service that asks for an e-mail address must name a way for people without one.

Why it matters: an e-mail address needs a device, a password to remember and somebody to set it up. Older
people, people who read little and people who share a phone often have none, and cannot finish a form that
insists.

How to fix it: ask for an e-mail address or a telephone number or a postal address, let people choose, and
say where those without any can go.

Source: GOV.UK Design System, Phone numbers ("make sure you give users a choice about how they can be
contacted"), https://design-system.service.gov.uk/patterns/phone-numbers/; United Nations E-Government
Survey 2022, chapter 4 (leaving no one behind in the hybrid digital society). The forms to subscribe, to
comment or to write to an office are not meant.
"""

from collections.abc import Iterator
from dataclasses import replace

from auditor.deadends.judging import judge_said
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, Said, ServiceEvidence, Subject

SUBJECTS = (Subject.EMAIL_NEEDED, Subject.EMAIL_FIELD)
COUNTER = ChannelMention(Channel.COUNTER, Level.ACTIONABLE, "1 Mill Lane", "Visit 1 Mill Lane", "p", URL)
EMAIL = ChannelMention(Channel.EMAIL, Level.ACTIONABLE, "a@portal.example", "a@portal.example", "p", URL)
CONTACT = digest(page_id="contact")
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
        Example(
            "a field of a form",
            service(
                digest(said=(Said(Subject.EMAIL_FIELD, "E-mail", "input", URL),)), contact_pages=[CONTACT]
            ),
            Failed,
        ),
    ),
)
