"""What a service costs must be said before the page where it is paid.

Why it matters: who counts every coin has to know the price before spending data, time and fares on a form.
At the last page the choice is to pay or to have lost all that.

How to fix it: name the fee, who need not pay it, and how it can be paid, on the first page of the service.

Source: Regulation (EU) 2018/1724, articles 9 and 10 (information on procedures, fees among it),
https://eur-lex.europa.eu/eli/reg/2018/1724/oj. UN Local Online Service Index 2024, indicator #222 (how a
service is had; code after a third-party extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.channels.judging import gaps_of
from auditor.deadends.judging import first_said, pages_before, place_of, unread_words
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_UNSAID = "A card is asked for here (“{field}”), and no other page of the service says what it costs"
_UNPROVEN = (
    "A card is asked for here (“{field}”). Do the other pages of the service say what it costs? {gaps}"
)

CARD = digest(page_id="step", said=(Said(Subject.CARD_FIELD, "Card number", "input", URL),))
TOLD = Said(Subject.FEE, "The fee is 12.", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for such a field, and for any word of it on the pages without one."""
    demanded = first_said(service, (Subject.CARD_FIELD,))
    before = pages_before(service, Subject.CARD_FIELD)
    if demanded is None or not before:
        yield Inapplicable()
    elif any(said.subject is Subject.FEE for page in before for said in page.said):
        yield Passed()
    elif gaps := [*unread_words(before), *gaps_of(service)]:
        yield CantTell(_UNPROVEN, at=place_of(demanded), field=demanded.text, gaps="; ".join(gaps))
    else:
        yield Failed(_UNSAID, at=place_of(demanded), field=demanded.text)


RULE = Rule(
    title="Fee is not said before it is to be paid",
    severity=Severity.MODERATE,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.NO_BANK_CARD),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example(
            "a word of it on the first page",
            service(digest(said=(TOLD,)), CARD, contact_pages=[CONTACT]),
            Passed,
        ),
        Example("no word of it on the first page", service(digest(), CARD, contact_pages=[CONTACT]), Failed),
        Example("no word, and a contact page was not read", service(digest(), CARD), CantTell),
        Example(
            "no word, in a language whose words are not known",
            service(digest(language="fi"), CARD, contact_pages=[CONTACT]),
            CantTell,
        ),
        Example(
            "a word of it beside the field only",
            service(digest(), digest(page_id="step", said=(CARD.said[0], TOLD)), contact_pages=[CONTACT]),
            Failed,
        ),
        Example("the field stands on the only page", service(CARD, contact_pages=[CONTACT]), Inapplicable),
        Example("no such field", service(digest(said=(TOLD,)), contact_pages=[CONTACT]), Inapplicable),
    ),
)
