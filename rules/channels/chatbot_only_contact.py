"""A service that answers by a program must name a way to a person too.

Why it matters: a program answers what it was made for. Whoever has another case, writes with mistakes, or
speaks another language goes round in circles, and there is nobody to ask.

How to fix it: give a telephone number, an address or hours beside the program, and let it hand people over.

Source: WCAG 2.2, success criterion 3.2.6 Consistent Help (a fully automated contact mechanism is one of
four, human ones are the first), https://www.w3.org/TR/WCAG22/#consistent-help; United Nations E-Government
Survey 2022, chapter 4.
"""

from collections.abc import Iterator

from auditor.channels.judging import gaps_of
from auditor.deadends.judging import first_channel, first_said_of_contact, place_of
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, Said, ServiceEvidence, Subject

# Ways to people; a form to print reaches nobody by itself.
PEOPLE = (
    *(Channel.PHONE, Channel.SMS, Channel.USSD, Channel.MESSAGING),
    *(Channel.EMAIL, Channel.POST, Channel.COUNTER),
)

_CLOSED = "Only a program was found to ask (“{quote}”), and no way to a person"
_UNPROVEN = "A program answers (“{quote}”). That there is no way to a person is not proven yet: {gaps}"

PHONE = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", URL)
SAID = Said(Subject.CHATBOT, "Ask our chatbot.", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for it, and for any way to a person."""
    said = first_said_of_contact(service, Subject.CHATBOT)
    if said is None:
        yield Inapplicable()
    elif first_channel(service, PEOPLE) is not None:
        yield Passed()
    elif gaps := gaps_of(service):
        yield CantTell(_UNPROVEN, at=place_of(said), quote=said.text, gaps="; ".join(gaps))
    else:
        yield Failed(_CLOSED, at=place_of(said), quote=said.text)


RULE = Rule(
    title="Only a program answers questions",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE, Group.OLDER_PERSONS),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("nothing else is named", service(digest(said=(SAID,)), contact_pages=[CONTACT]), Failed),
        Example(
            "a telephone number is named",
            service(digest(PHONE, said=(SAID,)), contact_pages=[CONTACT]),
            Passed,
        ),
        Example(
            "a telephone number stands on the contact page",
            service(digest(said=(SAID,)), contact_pages=[digest(PHONE, page_id="contact")]),
            Passed,
        ),
        Example(
            "it stands on the contact page",
            service(digest(), contact_pages=[digest(page_id="contact", said=(SAID,))]),
            Failed,
        ),
        Example("no contact page was read", service(digest(said=(SAID,))), CantTell),
        Example("nothing is said", service(digest(), contact_pages=[CONTACT]), Inapplicable),
    ),
)
