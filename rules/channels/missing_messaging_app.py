"""A service should be reachable by a messaging app that people already use.

Why it matters: a chat with a person can be written or spoken, and leaves time to answer. It spares
those who do not hear or speak a telephone call.

How to fix it: link an account that people of the office answer (`https://wa.me/` and the number,
for example), and say at what hours. A share button or a news channel is none.

Source: UN Local Online Service Index 2024, indicator #270a (live support by a person: chat,
WhatsApp, text message; code after a third-party extraction of the UN's slides). EN 301 549 V3.2.1,
clause 4.2 (usage without or with limited hearing, without vocal capability).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(
    Channel.MESSAGING, Level.ACTIONABLE, "whatsapp:+442079460140", "Chat with us on WhatsApp", "p", URL
)
MENTIONED = ChannelMention(Channel.MESSAGING, Level.MENTIONED, "", "We are on WhatsApp", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a messaging account on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.MESSAGING,), "messaging account")


RULE = Rule(
    title="Service cannot be reached by a messaging app",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_HEARING, Group.SPEECH),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("an account on the service's own page", service(digest(ACTIONABLE)), Passed),
        Example(
            "an account on the contact page only",
            service(digest(), contact_pages=[digest(ACTIONABLE, page_id="contact")]),
            Passed,
        ),
        Example(
            "words without an account",
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
