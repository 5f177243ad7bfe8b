"""A page should not reload or leave by itself, not even after a day.

Why it matters: people who are interrupted, who type slowly or who rest in between come back to another
page, and what they had filled in is gone.

How to fix it: remove the refresh from the page's head, and let people reload it.

Source: WCAG 2.2, success criteria 2.2.4 Interruptions and 3.2.5 Change on Request, level AAA,
https://www.w3.org/TR/WCAG22/#interruptions; W3C's ACT rule bisz58. How the delay is read: HTML Living
Standard, shared declarative refresh steps. What comes within 20 hours is told by axe/meta-refresh.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.media import Media
from auditor.examples import page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

EXCEPTED_S = 72_000  # 20 hours: from there on 2.2.1 bears it
HOUR_S = 3_600

# A whole number, of which a fraction is dropped; then nothing, or what parts it from an address.
_REFRESH = re.compile(r"[\t\n\f\r ]*+(?:(\d++)|(?=\.))[\d.]*+(?:[;,\t\n\f\r ]|$)", re.ASCII)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Read the delay of the first refresh that is valid: it is the one that counts."""
    for content in page.media.refreshes if page.media else ():
        if found := _REFRESH.match(content):
            delay_s = int((found[1] or "0")[:15])
            if delay_s > EXCEPTED_S:
                yield Failed(
                    "It reloads or leaves by itself after {hours} hours", hours=Count(delay_s // HOUR_S)
                )
            else:
                yield Passed() if delay_s == 0 else Inapplicable()
            return
    yield Inapplicable()


def _page(*refreshes: str) -> PageEvidence:
    return page(media=Media(refreshes=refreshes))


RULE = Rule(
    title="The page reloads by itself, though late",
    severity=Severity.MINOR,
    dimension=Dimension.ACCESS,
    groups=(Group.COGNITION, Group.LIMITED_MOVEMENT),
    act_rules=("bisz58",),
    advice=True,
    needs=("media",),
    check=check,
    examples=(
        Example("at once", _page("0; url=/start"), Passed),
        Example("after 20 hours, which axe/meta-refresh tells", _page("72000"), Inapplicable),
        Example("a second later", _page("72001; url=/start"), Failed),
        Example("the first counts", _page("0; url=/start", "90000"), Passed),
        Example("what is not valid does not count", _page("0: url=/start", "+5", "x", "", "90000"), Failed),
        Example("a fraction is dropped", _page(".5; url=/start"), Passed),
        Example("no refresh", _page(), Inapplicable),
        Example("a refresh in a page", '<meta http-equiv="Refresh" content="90000">', Failed),
    ),
)
