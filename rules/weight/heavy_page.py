"""A page must be light enough for people who pay for data by the megabyte.

Why it matters: many people read on prepaid data. A page of several megabytes costs money
before it says anything, and a service of ten such pages may cost more than is left.

How to fix it: send pictures in the size in which they are shown and in a compressed
format, drop scripts and fonts that the task does not need, and let no video start by itself.

Source: HTTP Archive, Web Almanac 2025, chapter Page Weight, figure "Page weight
distribution by device": a quarter of all mobile pages weigh 1,127 KB or less (July 2025;
its query counts 1,024 bytes to the KB), https://almanac.httparchive.org/en/2025/page-weight.
That a public service should be as light as the lightest quarter is this project's choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import page, response, responses
from auditor.outcome import Bytes, Failed, Inapplicable, Outcome, Passed, excess
from auditor.page.network import over_the_network, wire_bytes
from auditor.page.standing import PAGE_BYTES
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_BYTES = PAGE_BYTES.p25


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what a first visit transfers with the limit."""
    carried = over_the_network(page.responses)
    size_bytes = wire_bytes(carried)
    if all(response.failed for response in carried):
        yield Inapplicable()
    elif size_bytes > LIMIT_BYTES:
        yield Failed(
            "The page transfers {size}, over {limit}: more than {share} of the web's mobile pages",
            size=Bytes(size_bytes),
            limit=Bytes(LIMIT_BYTES),
            share=PAGE_BYTES.surpassed(size_bytes),
        ).by(excess(size_bytes, LIMIT_BYTES))
    else:
        yield Passed()


RULE = Rule(
    title="Page is too heavy for prepaid data",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    check=check,
    examples=(
        Example("exactly at the limit", responses(1_000_000, 154_048), Passed),
        Example("one byte over", responses(1_000_000, 154_049), Failed),
        Example(
            "one byte over, because of an answer that broke off",
            page(responses=(response(1_154_048), response(1, failed="net::ERR_CONNECTION_RESET"))),
            Failed,
        ),
        Example("nothing answered", page(responses=(response(0, failed="net::ERR_FAILED"),)), Inapplicable),
        Example("no responses", responses(), Inapplicable),
    ),
)
