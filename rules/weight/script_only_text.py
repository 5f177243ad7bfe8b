"""What a page says must be there without scripts.

Why it matters: a cheap phone's old browser may not understand a script, and on a weak connection one file of
many is lost. Then people have what the server sent: a page that scripts write is blank for them, though its
megabytes were paid for.

How to fix it: let the server send the text (most frameworks can render on the server or when the site is
built). Let scripts only add to it.

Source: Government Digital Service, How many people are missing out on JavaScript enhancement? (1.1 % of
visitors, most of whom had not turned scripts off),
https://gds.blog.gov.uk/2013/10/21/how-many-people-are-missing-out-on-javascript-enhancement/; Why we use
progressive enhancement to build GOV.UK,
https://technology.blog.gov.uk/2016/09/19/why-we-use-progressive-enhancement-to-build-gov-uk/. The shares are
this project's choices. With less than half of its text a page is another page, and a tenth may be dates and
counters. It lies under weight because the first response is what arrives before all else is paid for.
"""

from collections.abc import Iterator
from dataclasses import replace

from auditor.evidence import PageEvidence
from auditor.examples import text as page_of_text
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Share, Untested
from auditor.page.unscripted import LIMIT_SHARE, MOST_SHARE, TOO_DEEP, unscripted
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_CHARS = 200  # a choice: a few sentences; of less no share can be told
QUOTED_CHARS = 120

_LEFT = "Without scripts only {share} of the page's own text is there"
_LESS = _LEFT + ", under {limit}; this is missing: “{quote}”"
_SOME = _LEFT + ". Do people get on without what is missing: “{quote}”?"
_ELSEWHERE = _LEFT + "; people are sent to {address}. Do they find there what they need?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the share of the page's own text that the first response holds with the limits."""
    left = unscripted(page)
    if left is None:
        yield Untested(TOO_DEEP)
        return
    share = left.text.share
    if share is None or left.text.every < LEAST_CHARS:
        yield Inapplicable()
    elif share >= MOST_SHARE:
        yield Passed()
    elif left.leads_to:
        yield CantTell(_ELSEWHERE, share=Share(share), address=left.leads_to)
    else:
        lost = left.missing[0]
        quote = lost.text[:QUOTED_CHARS]
        at = Place(lost.selector, quote, lost.landmark)
        if share < LIMIT_SHARE:
            failed = Failed(_LESS, at=at, share=Share(share), limit=Share(LIMIT_SHARE), quote=quote)
            yield failed.by(1 - share)
        else:
            yield CantTell(_SOME, at=at, share=Share(share), quote=quote)


_WORDS = "Bring your identity card and one photograph to the counter. "


def _sent(markup: str, *shown: str) -> PageEvidence:
    return replace(page_of_text(*shown), served_html=markup, links=())


_TWENTY = tuple(" ".join(f"{number:02}{place:03}" for place in range(10)) for number in range(20))
_FIVE = _TWENTY[:5]  # as long as the least

RULE = Rule(
    title="Text is there with scripts only",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.BASIC_PHONE, Group.SLOW_NETWORK, Group.PREPAID_DATA),
    needs=("served_html", "text"),
    uses=("links", "entries"),
    check=check,
    examples=(
        Example("half of it", _sent("".join(_TWENTY[:10]), *_TWENTY), CantTell),
        Example("less than half", _sent("".join(_TWENTY[:9]), *_TWENTY), Failed),
        Example("nine tenths", _sent("".join(_TWENTY[:18]), *_TWENTY), Passed),
        Example("less than nine tenths", _sent("".join(_TWENTY[:17]), *_TWENTY), CantTell),
        Example("in noscript", _sent(f"<noscript><p>{''.join(_FIVE)}</noscript>", *_FIVE), Passed),
        Example("in a script", _sent(f"<script>x = `{''.join(_FIVE)}`</script>", *_FIVE), Failed),
        Example(
            "another page for people without scripts",
            _sent('<noscript><meta http-equiv="refresh" content="0; url=/basic"></noscript>', *_FIVE),
            CantTell,
        ),
        Example("a page of few words", _sent("", _WORDS), Inapplicable),
        Example(
            "written by a script",
            f"<main></main><script>document.querySelector('main').innerHTML = `<p>{_WORDS * 5}`</script>",
            Failed,
        ),
        Example(
            "a number that a script writes",
            f"<main><p>{_WORDS * 5}<b id=o></b> counters are open.</main><script>o.innerHTML = 7</script>",
            Passed,
        ),
    ),
)
