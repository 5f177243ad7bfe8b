"""A service must say where people can go in person.

Why it matters: whoever has no internet, cannot read the pages or has no papers that a scanner takes
needs a person across a counter. 2.6 billion people were offline in 2024.

How to fix it: give the street address of an office, library or service centre where the service can
be had, with its opening hours. Put both on the page of the service.

Source: United Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid
digital society). ITU, Measuring digital development: Facts and Figures 2024 (2.6 billion people
offline, 32 percent of the world; 27 percent online in low-income countries). Regulation (EU)
2018/1724, Article 2 (information on online and offline procedures). UN Local Online Service Index
2024, indicator #214 (contact details; code after a third-party extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, only_way, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(
    Channel.COUNTER, Level.ACTIONABLE, "1 Market Square, Aldermere", "Visit us at 1 Market Square", "p", URL
)
MENTIONED = ChannelMention(Channel.COUNTER, Level.MENTIONED, "", "You can also come in person", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for an office with an address on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.COUNTER,), "office open to the public", sure=False)


RULE = Rule(
    title="Service names no office to go to",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.OLDER_PERSONS, Group.LOW_LITERACY),
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
