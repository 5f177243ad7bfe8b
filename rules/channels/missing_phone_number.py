"""A service must name a telephone number that people can call.

Why it matters: in 2024, 2.6 billion people were offline. A call needs no internet, no account and
no reading. It is the way to a person for whoever is stuck in an online form.

How to fix it: print a number on the page of the service, with the hours at which it is answered, as
a `tel:` link. Make it free or local if you can, and say what it costs.

Source: United Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid
digital society). ITU, Measuring digital development: Facts and Figures 2024 (2.6 billion people
offline, 32 percent of the world; 27 percent online in low-income countries). UN Local Online
Service Index 2024, indicator #214 (contact details; code after a third-party extraction of the UN's
slides). The same index, indicator #288 (a helpdesk number for people who have difficulty with
online services).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", URL)
MENTIONED = ChannelMention(Channel.PHONE, Level.MENTIONED, "", "You can also apply by phone", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a number to call on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.PHONE,), "phone number")


RULE = Rule(
    title="Service names no phone number",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.OLDER_PERSONS, Group.LOW_LITERACY),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("a number on the service's own page", service(digest(ACTIONABLE)), Passed),
        Example(
            "a number on the contact page only",
            service(digest(), contact_pages=[digest(ACTIONABLE, page_id="contact")]),
            Passed,
        ),
        Example(
            "words without a number",
            service(digest(MENTIONED), contact_pages=[digest(page_id="contact")]),
            CantTell,
        ),
        Example("nothing on the service's page, no contact page", service(digest()), CantTell),
        Example(
            "nothing on the service's page nor on its contact page",
            service(digest(), contact_pages=[digest(page_id="contact")]),
            Failed,
        ),
    ),
)
