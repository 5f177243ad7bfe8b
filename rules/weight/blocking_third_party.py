"""A page must show its text without waiting for another company's server.

Why it matters: until a style sheet or script in the page's head has answered, browsers show nothing. That
other server may be down, slow, or blocked in a country. The office's page then stays blank for half a minute
though it was delivered long ago, and people with poor reception give up first.

How to fix it: serve the file from the portal's own host, or load it so that nothing waits for it. For that,
give scripts `async` or `defer`, and fonts `font-display: swap` in an own style sheet. Or do without the file.

Source: HTML, render-blocking mechanism,
https://html.spec.whatwg.org/multipage/dom.html#render-blocking-mechanism; what waited is told by the browser
(Chrome DevTools Protocol, Network.RenderBlockingBehavior); Harry Roberts, Performance and Resilience:
Stress-Testing Third Parties,
https://csswizardry.com/2017/07/performance-and-resilience-stress-testing-third-parties/. Hosts that share the
last two parts of their names with the page's count as the portal's own: a choice in its favour. It is advice,
because slow-load counts what the other server costs in time, and heavy-page what it sends. And no single
visit shows that it may be down.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from auditor.evidence import PageEvidence, Response
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.network import NAMED_HOSTS, over_the_network
from auditor.rule import Dimension, Example, Group, Rule, Severity

_BLOCKING = "blocking"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Name the foreign hosts for which the page's first picture waited."""
    waited = [one for one in over_the_network(page.responses) if one.blocking == _BLOCKING]
    site = _site(page.final_url or page.url)
    foreign = [one for one in waited if one.third_party and _site(one.url) != site]
    hosts = list(dict.fromkeys(_host(one.url) for one in foreign))
    if hosts:
        yield Failed(
            "Nothing is shown until there is an answer from {hosts}: {names}",
            hosts=_listed(hosts),
            names=_listed([_file_name(one) for one in foreign]),
        )
    elif waited:
        yield Passed()
    else:
        yield Inapplicable()


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _site(url: str) -> str:
    host = _host(url)
    return host if host.replace(".", "").isdigit() else ".".join(host.split(".")[-2:])


def _file_name(asked: Response) -> str:
    return urlsplit(asked.url).path.rpartition("/")[2] or _host(asked.url)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:NAMED_HOSTS]) + (", …" if len(names) > NAMED_HOSTS else "")


def _asked(url: str, **facts: str) -> Response:
    asked: dict[str, Any] = {"kind": "stylesheet", "third_party": True, "blocking": _BLOCKING}
    return response(url=url, **(asked | facts))


_OWN = response(url="https://portal.example/site.css", kind="stylesheet", blocking="blocking")

RULE = Rule(
    title="Page stays blank while another company's server does not answer",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.SLOW_NETWORK, Group.PREPAID_DATA),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("a foreign style sheet", page(responses=(_OWN, _asked("https://fonts.test/css"))), Failed),
        Example(
            "a foreign script that did not arrive",
            page(responses=(_asked("https://cdn.test/a.js", kind="script", failed="net::ERR_FAILED"),)),
            Failed,
        ),
        Example(
            "a foreign script that nothing waits for",
            page(responses=(_OWN, _asked("https://cdn.test/a.js", blocking="nonblocking"))),
            Passed,
        ),
        Example("its own", page(responses=(_OWN,)), Passed),
        Example(
            "another host of the portal's site",
            page(responses=(_asked("https://s.portal.example/a.css"),)),
            Passed,
        ),
        Example("nothing that is waited for", page(responses=(response(),)), Inapplicable),
        Example(
            "a style sheet of another server in the page's head",
            '<html lang="en"><head><title>Fees</title><link rel="stylesheet" href="http://localhost:9/fonts.css">'
            "</head><body><p>Fees</p></body></html>",
            Failed,
        ),
    ),
)
