"""A page must arrive within ten seconds on the slow networks that people have.

Why it matters: after ten seconds people turn to other things, and those with the poorest
reception are those with no other way to the office. Each network is asked on its own, so
that a page fit for 3G and not for EDGE is seen as just that.

How to fix it: send fewer bytes, take what the page cannot be shown without from few
servers, and spare redirects: each costs a whole round trip before anything is seen.

Source: Jakob Nielsen, Response Times: The 3 Important Limits (ten seconds is about the
limit for keeping someone's attention on the dialogue),
https://www.nngroup.com/articles/response-times-3-important-limits/. The networks are
profiles of WebPageTest:
https://github.com/catchpoint/WebPageTest/blob/master/www/settings/connectivity.ini.sample.
"""

from collections.abc import Iterator

from auditor.cost.networks import NETWORKS
from auditor.evidence import PageEvidence
from auditor.examples import page, response, responses
from auditor.network import load_seconds, over_the_network
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Seconds
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_S = 10  # Nielsen, see Source
ASKED = tuple(NETWORKS[each] for each in ("edge", "slow-3g", "3g"))


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Estimate the time on each network and compare it with the limit."""
    carried = over_the_network(page.responses)
    if all(response.failed for response in carried):
        yield Inapplicable()
        return
    for network in ASKED:
        seconds = load_seconds(carried, network)
        if seconds > LIMIT_S:
            yield Failed(
                "On {network} the page takes about {time}, over {limit}",
                network=network.name,
                time=Seconds(seconds),
                limit=Seconds(LIMIT_S),
            )
        else:
            yield Passed()


def _document(wire_bytes: int) -> PageEvidence:
    return page(responses=(response(wire_bytes, kind="document"),))


RULE = Rule(
    title="Page is slow on slow networks",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    check=check,
    examples=(
        # EDGE: 4 round trips of 0.84 s leave 6.64 s, which carry 199,200 bytes at 240 kbit/s
        Example("ten seconds on EDGE", _document(199_200), Passed),
        Example("one byte more", _document(199_201), Failed),
        Example(
            "a redirect costs the round trip that was left",
            page(responses=(response(0, kind="document", redirect=True), response(199_200, kind="document"))),
            Failed,
        ),
        Example("no responses", responses(), Inapplicable),
    ),
)
