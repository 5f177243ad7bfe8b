"""A service that costs something must be payable without a bank card.

Why it matters: in 2021, 24 of 100 adults had no account, neither with a bank nor for mobile money, and more
have no card for payments on the web. For them a service that refuses cash is a service for others.

How to fix it: take cash at an office, shop or post office, or mobile money, and say so beside the price.

Source: World Bank, The Global Findex Database 2021, executive summary (76 percent of adults had an account
at a bank or another regulated institution, mobile money among them),
https://www.worldbank.org/en/publication/globalfindex. United Nations E-Government Survey 2022, chapter 4
(affordability).
"""

from collections.abc import Iterator
from dataclasses import replace

from auditor.deadends.judging import judge_said_or_ask
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, Said, ServiceEvidence, Subject

_ASK = "The page says: “{quote}”. How do people without a bank card or account pay?"

CARD = Said(Subject.CARD_ONLY, "Card payments only.", "p", URL)
NO_CASH = Said(Subject.NO_CASH, "We do not accept cash.", "p", URL)
COUNTER = ChannelMention(Channel.COUNTER, Level.ACTIONABLE, "1 Mill Lane", "Visit 1 Mill Lane", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for sentences that want a card or refuse cash, and for another way."""
    yield from judge_said_or_ask(service, Subject.CARD_ONLY, Subject.NO_CASH, "a bank card", _ASK)


RULE = Rule(
    title="Service can only be paid by card",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.NO_BANK_CARD,),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("nothing else is named", service(digest(said=(CARD,)), contact_pages=[CONTACT]), Failed),
        Example(
            "an office is named, which may take cash",
            service(digest(COUNTER, said=(CARD,)), contact_pages=[CONTACT]),
            CantTell,
        ),
        Example("no contact page was read", service(digest(said=(CARD,))), CantTell),
        Example("no cash", service(digest(said=(NO_CASH,)), contact_pages=[CONTACT]), CantTell),
        Example(
            "another way to pay is left",
            service(digest(said=(replace(CARD, other_way=True),)), contact_pages=[CONTACT]),
            Passed,
        ),
        Example("nothing is said", service(digest(), contact_pages=[CONTACT]), Inapplicable),
    ),
)
