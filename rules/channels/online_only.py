"""A service that says it can be had online only must name another way for those who cannot.

Why it matters: 2.6 billion people were offline in 2024, and more are online only on a borrowed
phone or prepaid data. For them the service ends at this sentence.

How to fix it: offer the service at an office, by telephone or by post as well. Say so in the same place, and
give the number or the address.

Source: ITU, Measuring digital development: Facts and Figures 2024 (2.6 billion people offline, 32
percent of the world; 27 percent online in low-income countries). United Nations E-Government
Survey 2022, chapter 4 (leaving no one behind in the hybrid digital society). Regulation (EU)
2018/1724, Article 2 (information on online and offline procedures).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_only_way
from auditor.examples import URL, digest, only_way, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome
from auditor.rule import Blocker, Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Level, ServiceEvidence, Way

SAID = only_way("This service is available online only.")
PHONE = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", URL)
EMAIL = ChannelMention(Channel.EMAIL, Level.ACTIONABLE, "a@portal.example", "a@portal.example", "p", URL)
IN_PERSON = ChannelMention(Channel.COUNTER, Level.MENTIONED, "", "You can also apply in person", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a sentence that allows the web only, and for any other way."""
    yield from judge_only_way(service, Way.ONLINE)


RULE = Rule(
    title="Service says that it can be had online only",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(
        *(Group.NO_INTERNET, Group.BASIC_PHONE, Group.SHARED_PHONE),
        *(Group.OLDER_PERSONS, Group.LOW_LITERACY),
    ),
    scope=Scope.SERVICE,
    blocker=Blocker.QUOTED,
    check=check,
    examples=(
        Example(
            "online only, and nothing else on its pages nor on its contact page",
            service(digest(only_ways=(SAID,)), contact_pages=[CONTACT]),
            Failed,
        ),
        Example(
            "only with an app, which is another rule's question",
            service(
                digest(only_ways=(only_way("You can apply only with the app", Way.APP),)),
                contact_pages=[CONTACT],
            ),
            Inapplicable,
        ),
        Example(
            "an e-mail address is no way for those without internet",
            service(digest(EMAIL, only_ways=(SAID,)), contact_pages=[CONTACT]),
            Failed,
        ),
        Example(
            "online only, and a telephone number beside it",
            service(digest(PHONE, only_ways=(SAID,)), contact_pages=[CONTACT]),
            CantTell,
        ),
        Example(
            "online only, and in words another way",
            service(digest(IN_PERSON, only_ways=(SAID,)), contact_pages=[CONTACT]),
            CantTell,
        ),
        Example(
            "online only, and a telephone number on the contact page",
            service(digest(only_ways=(SAID,)), contact_pages=[digest(PHONE, page_id="contact")]),
            CantTell,
        ),
        Example("online only, and no contact page was read", service(digest(only_ways=(SAID,))), CantTell),
        Example("its pages do not say so", service(digest(), contact_pages=[CONTACT]), Inapplicable),
    ),
)
