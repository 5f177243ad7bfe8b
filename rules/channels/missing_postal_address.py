"""A service must name an address that letters can be sent to.

Why it matters: a letter needs neither internet nor telephone, and it is how many people send papers
and keep proof that they did.

How to fix it: print the postal address or post office box with its postcode, and say whether papers
may be sent there.

Source: Regulation (EU) 2018/1724, Article 2 (information on online and offline procedures). United
Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid digital society).
UN Local Online Service Index 2024, indicator #214 (contact details; code after a third-party
extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, only_way, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(
    Channel.POST, Level.ACTIONABLE, "PO Box 40, Aldermere", "PO Box 40, Aldermere", "p", URL
)
MENTIONED = ChannelMention(Channel.POST, Level.MENTIONED, "", "You can also apply by post", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a postal address on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.POST,), "postal address", sure=False)


RULE = Rule(
    title="Service names no postal address",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.OLDER_PERSONS),
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
            "nothing on the service's page nor on its contact page: it is overlooked too often to fail",
            service(digest(), contact_pages=[digest(page_id="contact")]),
            CantTell,
        ),
        Example(
            "nothing, and the service's page says that it is done online only",
            service(
                digest(only_ways=(only_way("Apply online only"),)), contact_pages=[digest(page_id="contact")]
            ),
            Failed,
        ),
    ),
)
