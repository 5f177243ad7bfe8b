"""A page must be light enough for people who pay for data by the megabyte, on the networks that they have.

Why it matters: many people read on prepaid data. A page of several megabytes costs money
before it says anything, and a service of ten such pages may cost more than is left. On EDGE
a megabyte is more than half a minute, in which the phone's line carries nothing else.

How to fix it: send pictures in the size in which they are shown and in a compressed format. Drop scripts
and fonts that the task does not need, and let no video start by itself.

Source: what a network carries in ten seconds, for three of them: 300 kB on EDGE, 500 kB on slow 3G, 2 MB
on 3G. The networks are profiles of WebPageTest,
https://github.com/WPO-Foundation/webpagetest/blob/master/www/settings/connectivity.ini.sample; ten
seconds are about the limit of keeping attention: Jakob Nielsen, Response Times: The 3 Important Limits,
https://www.nngroup.com/articles/response-times-3-important-limits/. For comparison: Alex Russell gives a
page 500 KiB, 350 of them scripts, on three quarters of phones and connections
(https://infrequently.org/2022/12/performance-baseline-2023/). For the web's mobile pages, see HTTP
Archive, Web Almanac 2025, chapter Page Weight, figure "Page weight distribution by device",
https://almanac.httparchive.org/en/2025/page-weight. A tenth of them weigh 516 KB or less, half of them
2,164 KB (KB of 1,024 bytes).
"""

from collections.abc import Iterator

from auditor.cost.networks import NETWORKS, SLOW_NETWORKS
from auditor.evidence import PageEvidence
from auditor.examples import page, response, responses
from auditor.outcome import Bytes, Failed, Inapplicable, Outcome, Passed, Seconds, excess
from auditor.page.network import over_the_network, wire_bytes
from auditor.page.standing import PAGE_BYTES
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_S = 10  # Nielsen, see Source
LIMITS_BYTES = [NETWORKS[name].carries_bytes(LIMIT_S) for name in SLOW_NETWORKS]
POOREST = NETWORKS[SLOW_NETWORKS[0]]

_OVER = "The page transfers {size}, which takes {time} on {network}, over {limit}"
_HEAVIER = _OVER + "; it is heavier than {share} of the web's mobile pages"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what a first visit transfers with what each network carries: an element for each of them.

    A page is one finding, that fails by the mean of the networks on which it is too heavy.
    """
    carried = over_the_network(page.responses)
    size_bytes = wire_bytes(carried)
    if all(response.failed for response in carried):
        yield Inapplicable()
        return
    parts_over = [excess(size_bytes, limit) for limit in LIMITS_BYTES if size_bytes > limit]
    if parts_over:
        share = PAGE_BYTES.surpassed(size_bytes)
        yield Failed(
            _HEAVIER if share.value else _OVER,
            at=None,
            elements=len(parts_over),
            size=Bytes(size_bytes),
            time=Seconds(size_bytes / POOREST.carries_bytes(1)),
            network=POOREST.name,
            limit=Seconds(LIMIT_S),
            share=share,
        ).by(sum(parts_over) / len(parts_over))
    if len(parts_over) < len(LIMITS_BYTES):
        yield Passed(len(LIMITS_BYTES) - len(parts_over))


RULE = Rule(
    title="Page is too heavy for prepaid data",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    check=check,
    examples=(
        Example("as much as EDGE carries in ten seconds", responses(200_000, 100_000), Passed),
        Example("one byte over", responses(200_000, 100_001), Failed),
        Example(
            "one byte over, because of an answer that broke off",
            page(responses=(response(300_000), response(1, failed="net::ERR_CONNECTION_RESET"))),
            Failed,
        ),
        Example("more than 3G carries", responses(2_000_001), Failed),
        Example("nothing answered", page(responses=(response(0, failed="net::ERR_FAILED"),)), Inapplicable),
        Example("no responses", responses(), Inapplicable),
    ),
)
