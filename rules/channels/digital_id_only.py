"""A service that says it can be had only with a digital identity must name a way for those without one.

Why it matters: a digital identity takes papers, a telephone and often a card reader or a fingerprint. Some
850 million people have no official identity document at all, and migrants and refugees cannot get that of
the country that they live in. For them the service ends at this sentence.

How to fix it: offer another way to show who one is, such as at an office or with papers by post. Say so in
the same place, and give the address.

Source: World Bank, Identification for Development, Global Coverage Estimates, 2022 (just under 850 million
people without an official ID), as told at
https://thelivinglib.org/850-million-people-globally-dont-have-id-why-this-matters-and-what-we-can-do-about-it/.
United Nations E-Government Survey 2022, chapter 4. UN Local Online Service Index 2024, indicator #245,
rewards having a digital identity: what is found here is that nothing stands beside it.
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_only_way
from auditor.examples import one_way, only_way
from auditor.outcome import Outcome
from auditor.rule import Blocker, Dimension, Group, Rule, Scope, Severity
from auditor.service import ServiceEvidence, Way

SAID = only_way("You can apply only with a digital ID.", Way.DIGITAL_ID)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a sentence that allows this way only, and for any other way."""
    yield from judge_only_way(service, Way.DIGITAL_ID)


RULE = Rule(
    title="Service says that it can be had only with a digital identity",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_DIGITAL_ID, Group.NO_NATIONAL_ID, Group.SHARED_PHONE, Group.OLDER_PERSONS),
    scope=Scope.SERVICE,
    blocker=Blocker.QUOTED,
    check=check,
    examples=one_way(SAID),
)
