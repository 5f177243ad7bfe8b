"""A service's own pages must say how to reach the people who do it, not only the footer of every page.

Why it matters: who is stuck in the middle of a task looks there for help. A number in the footer of every
page, or on a general contact page, leads to a switchboard that may not know the service. Whoever pays for
each minute, or has to travel, is sent on from one office to the next.

How to fix it: name the office in charge on the page of the service, with its number or address and its hours.
Say too whether the task can be done there.

Source: Regulation (EU) 2018/1724, Article 2 and Article 10 (the competent authority and its contact,
for each procedure). CPSV-AP 3.2, PublicService: hasContactPoint, hasChannel. UN Local Online Service
Index 2024, indicator #214 (contact details; code after a third-party extraction of the UN's slides).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_own_contact
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence, Where


def _call(where: Where = Where.OWN, level: Level = Level.ACTIONABLE) -> ChannelMention:
    return ChannelMention(Channel.PHONE, level, "+442079460140", "Call 020 7946 0140", "p", URL, where=where)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a way to reach the office in the text of the service's own pages."""
    yield from judge_own_contact(service)


RULE = Rule(
    title="Service's own pages do not say whom to ask",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.OLDER_PERSONS, Group.COGNITION),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("in the text of its page", service(digest(_call())), Passed),
        Example("in an aside of its page", service(digest(_call(Where.ASIDE))), Passed),
        Example("in the footer alone", service(digest(_call(Where.FOOTER))), Failed),
        Example("in the header alone", service(digest(_call(Where.HEADER))), Failed),
        Example(
            "on the contact page alone",
            service(digest(), contact_pages=[digest(_call(), page_id="contact")]),
            Failed,
        ),
        Example(
            "in words, and a number in the footer",
            service(digest(_call(level=Level.MENTIONED), _call(Where.FOOTER))),
            CantTell,
        ),
        Example(
            "in the footer, of a page in a language without a word list",
            service(digest(_call(Where.FOOTER), language="fi")),
            CantTell,
        ),
        Example("nowhere, which other rules tell", service(digest()), Inapplicable),
    ),
)
