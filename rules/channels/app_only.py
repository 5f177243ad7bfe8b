"""A service that says it can be had only with an app must name another way for those who cannot.

Why it matters: an app needs a smartphone of one's own that is new enough, a store account, and data to
download it. In 2022, 46 percent of people owned no smartphone; whoever shares a phone, or cannot hold one,
is shut out too.

How to fix it: offer the same on the web, at an office, by telephone or by post. Say so in the same place, and
give the address or the number.

Source: GSMA, The State of Mobile Internet Connectivity 2023 (54 percent of people own a smartphone). United
Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid digital society).
"""

from collections.abc import Iterator

from auditor.channels.judging import judge_only_way
from auditor.examples import one_way, only_way
from auditor.outcome import Outcome
from auditor.rule import Blocker, Dimension, Group, Rule, Scope, Severity
from auditor.service import ServiceEvidence, Way

SAID = only_way("You can apply only with the app.", Way.APP)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for a sentence that allows this way only, and for any other way."""
    yield from judge_only_way(service, Way.APP)


RULE = Rule(
    title="Service says that it can be had only with an app",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(
        *(Group.BASIC_PHONE, Group.SHARED_PHONE, Group.NO_INTERNET),
        *(Group.PREPAID_DATA, Group.OLDER_PERSONS),
    ),
    scope=Scope.SERVICE,
    blocker=Blocker.QUOTED,
    check=check,
    examples=one_way(SAID),
)
