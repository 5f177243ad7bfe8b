"""A service must be reachable from a basic phone: by text message or by a USSD code.

Why it matters: in 2022, 46 percent of people owned no smartphone. A text message or a code such as
*384*96# works on any phone and uses no data.

How to fix it: offer the most asked things (status, appointment, balance) by text message or USSD,
and print the number or code and its price on the page.

Source: GSMA, The State of Mobile Internet Connectivity 2023 (54 percent of people own a
smartphone). United Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid
digital society). UN Local Online Service Index 2024, indicator #270a (live support by a person:
chat, WhatsApp, text message; code after a third-party extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_channel
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence

ACTIONABLE = ChannelMention(Channel.USSD, Level.ACTIONABLE, "*384*96#", "Dial *384*96#", "p", URL)
SMS = ChannelMention(Channel.SMS, Level.ACTIONABLE, "60011", "Text HELP to 60011", "p", URL)
MENTIONED = ChannelMention(Channel.SMS, Level.MENTIONED, "", "We also answer a text message", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a text message number or a USSD code on the service's pages and their contact pages."""
    yield from judge_channel(service, (Channel.SMS, Channel.USSD), "text message number or USSD code")


RULE = Rule(
    title="Service cannot be reached from a basic phone",
    severity=Severity.MODERATE,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.BASIC_PHONE, Group.PREPAID_DATA, Group.NO_INTERNET),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("a USSD code on the service's own page", service(digest(ACTIONABLE)), Passed),
        Example(
            "a USSD code on the contact page only",
            service(digest(), contact_pages=[digest(ACTIONABLE, page_id="contact")]),
            Passed,
        ),
        Example("a text message number", service(digest(SMS)), Passed),
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
