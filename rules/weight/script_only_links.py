"""The links of a page must be there without scripts.

Why it matters: a cheap phone's old browser may not understand a script, and on a weak connection one file of
many is lost. A menu that scripts write is then not there: the page is read, and leads nowhere.

How to fix it: let the server send menus and lists of links as plain links, and let scripts only fold them.

Source: Government Digital Service, Why we use progressive enhancement to build GOV.UK,
https://technology.blog.gov.uk/2016/09/19/why-we-use-progressive-enhancement-to-build-gov-uk/. The shares are
those of script-only-text, choices of this project. Links to another place of the same page do not count, nor
do those that only start a script. Of addresses that a script completes the words decide.
"""

from collections.abc import Iterator

from auditor.evidence import Link, PageEvidence
from auditor.examples import URL, link, page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Share, Untested
from auditor.page.unscripted import LIMIT_SHARE, MOST_SHARE, TOO_DEEP, unscripted
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_LINKS = 5  # a choice: of fewer no share can be told
NAMED_LINKS = 3

_LEFT = "Without scripts only {share} of the page's {links} links are there"
_LESS = _LEFT + ", under {limit}; missing are: {names}"
_SOME = _LEFT + ". Do people get on without these: {names}?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the share of the links that the first response holds with the limits."""
    left = unscripted(page)
    if left is None:
        yield Untested(TOO_DEEP)
        return
    share = left.links.share
    if share is None or left.links.every < LEAST_LINKS:
        yield Inapplicable()
        return
    if share >= MOST_SHARE:
        yield Passed()
        return
    first = left.missing_links[0]
    at, links = Place(first.selector, landmark=first.landmark), Count(left.links.every)
    names = ", ".join(each.text or each.href for each in left.missing_links[:NAMED_LINKS])
    if share < LIMIT_SHARE and not left.leads_to:
        limit = Share(LIMIT_SHARE)
        yield Failed(_LESS, at=at, share=Share(share), links=links, limit=limit, names=names).by(1 - share)
    else:
        yield CantTell(_SOME, at=at, share=Share(share), links=links, names=names)


def _page(sent: int) -> PageEvidence:
    """Ten links, of which so many were sent."""
    links: tuple[Link, ...] = tuple(link(f"{URL}{place}", f"Fees {place}") for place in range(10))
    markup = "".join(f"<a href='/{place}'>Fees {place}</a>" for place in range(sent))
    return page(text=(), links=links, served_html=markup)


RULE = Rule(
    title="Links are there with scripts only",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.BASIC_PHONE, Group.SLOW_NETWORK, Group.PREPAID_DATA),
    needs=("served_html", "text", "links"),
    uses=("entries",),
    check=check,
    examples=(
        Example("nine of ten", _page(9), Passed),
        Example("eight of ten", _page(8), CantTell),
        Example("half of them", _page(5), CantTell),
        Example("less than half", _page(4), Failed),
        Example(
            "four links, none sent",
            page(text=(), served_html="", links=tuple(link(f"{URL}{place}") for place in range(4))),
            Inapplicable,
        ),
        Example(
            "a menu that a script writes",
            "<nav></nav><script>document.querySelector('nav').innerHTML = "
            "[1, 2, 3, 4, 5].map((place) => `<a href='/${place}'>Fees ${place}</a>`).join(' ')</script>",
            Failed,
        ),
    ),
)
