"""A service that costs something must be payable without a bank card.

Why it matters: 1.4 billion adults have no account with a bank, and more have no card for payments on the
web. For them a service that refuses cash is a service for others.

How to fix it: take cash at an office, shop or post office, or mobile money, and say so beside the price.

Source: World Bank, Global Findex Database 2021 (1.4 billion adults without an account), as told at
https://exampur.com/current-affairs/english/global-findex-database-2021/. United Nations E-Government Survey
2022, chapter 4 (affordability).
"""

from collections.abc import Iterator

from auditor.deadends.judging import first_said, place_of
from auditor.examples import URL, digest, service
from auditor.outcome import Failed, Inapplicable, Outcome
from auditor.rule import Blocker, Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_SAID = "The page says: “{quote}”, and names no way to pay without a bank card"

CARD = Said(Subject.CARD_ONLY, "Card payments only.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for sentences that refuse cash or want a card; another way on the same page takes them back."""
    said = first_said(service, (Subject.CARD_ONLY,))
    yield Failed(_SAID, at=place_of(said), quote=said.text) if said else Inapplicable()


RULE = Rule(
    title="Service can only be paid by card",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.NO_BANK_CARD,),
    scope=Scope.SERVICE,
    blocker=Blocker.QUOTED,
    check=check,
    examples=(
        Example("by card only", service(digest(said=(CARD,))), Failed),
        Example("nothing is said", service(digest()), Inapplicable),
    ),
)
