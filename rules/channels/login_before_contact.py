"""People must be able to reach an office without logging in.

Why it matters: who cannot log in is who most needs to ask. If the way to ask lies behind the login, the
question how to get in can be put to nobody.

How to fix it: give a telephone number, an address or a form that needs no account, on the page that says
how to log in.

Source: WCAG 2.2, success criterion 3.2.6 Consistent Help, names what help is (human contact details, a
human contact mechanism), https://www.w3.org/TR/WCAG22/#consistent-help; that it has to be there without a
login is our judgement. UN Local Online Service Index 2024, indicator #288 (a helpdesk for people who have
difficulty with online services; code after a third-party extraction of the UN's slides).
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

_CLOSED = "The page says: “{quote}”, and no other way to a person was found"
_UNPROVEN = "The page says: “{quote}”. That there is no other way to a person is not proven yet: {gaps}"

PHONE = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", URL)
SAID = Said(Subject.LOGIN_TO_CONTACT, "Log in to contact us.", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for it, and for any way to a person."""
    said = first_said_of_contact(service, Subject.LOGIN_TO_CONTACT)
    if said is None:
        yield Inapplicable()
    elif first_channel(service, PEOPLE) is not None:
        yield Passed()
    elif gaps := gaps_of(service):
        yield CantTell(_UNPROVEN, at=place_of(said), quote=said.text, gaps="; ".join(gaps))
    else:
        yield Failed(_CLOSED, at=place_of(said), quote=said.text)


RULE = Rule(
    title="Office can only be reached after logging in",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_DIGITAL_ID, Group.OLDER_PERSONS, Group.LOW_LITERACY),
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
