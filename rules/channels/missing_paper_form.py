"""A service must offer a form that can be printed and filled in by hand.

Why it matters: a printed form can be filled in at the kitchen table, with the help of a neighbour,
without a data plan. It can be taken to an office or a post box.

How to fix it: link the form as a PDF or text document from the page of the service, and name it a
form in the link. Say where to send or hand it in.

Source: Regulation (EU) 2018/1724, Article 2 (information on online and offline procedures). United
Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid digital society).
ITU, Measuring digital development: Facts and Figures 2024 (2.6 billion people offline, 32 percent
of the world; 27 percent online in low-income countries).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, only_way, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(
    Channel.FORM, Level.ACTIONABLE, "https://portal.example/form.pdf", "Application form (PDF)", "p", URL
)
MENTIONED = ChannelMention(Channel.FORM, Level.MENTIONED, "", "Print the form and sign it", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a document that is a form on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.FORM,), "printable form", sure=False)


RULE = Rule(
    title="Service offers no form to print",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.OLDER_PERSONS, Group.PREPAID_DATA),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("a form on the service's own page", service(digest(ACTIONABLE)), Passed),
        Example(
            "a form on the contact page only",
            service(digest(), contact_pages=[digest(ACTIONABLE, page_id="contact")]),
            Passed,
        ),
        Example(
            "words without a file",
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
