"""A service must name an e-mail address that people can write to.

Why it matters: people who do not hear well or do not speak cannot use a telephone. A message can be
written at their own pace, with help, and kept as proof.

How to fix it: print an address that is read, as a `mailto:` link, and say when an answer can be
expected. A contact form alone keeps no copy for the sender.

Source: EN 301 549 V3.2.1, clause 4.2 (usage without or with limited hearing, without vocal
capability). UN Local Online Service Index 2024, indicator #214 (contact details; code after a
third-party extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(
    Channel.EMAIL, Level.ACTIONABLE, "help@portal.example", "Write to help@portal.example", "p", URL
)
MENTIONED = ChannelMention(Channel.EMAIL, Level.MENTIONED, "", "Contact us by email", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for an e-mail address on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.EMAIL,), "e-mail address")


RULE = Rule(
    title="Service names no e-mail address",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_HEARING, Group.LIMITED_HEARING, Group.SPEECH),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("an address on the service's own page", service(digest(ACTIONABLE)), Passed),
        Example(
            "an address on the contact page only",
            service(digest(), contact_pages=[digest(ACTIONABLE, page_id="contact")]),
            Passed,
        ),
        Example(
            "words without an address",
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
