"""A page must need few requests, because each one waits for a slow network.

Why it matters: on a phone with weak reception every request waits before its first byte
comes, and each is one more that may fail. A page in many pieces stays half empty, or has
to be loaded and paid for again.

How to fix it: join small scripts and style sheets, and load pictures below the first screen
only when they are reached. Remove trackers, widgets and fonts that the task does not need.

Source: HTTP Archive, Web Almanac 2025, chapter Page Weight, figure "Distribution of request
volume by device type", https://almanac.httparchive.org/en/2025/page-weight. A quarter of
all mobile pages make 42 requests or fewer (July 2025). That a public service should need no
more than the lightest quarter is this project's choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import page, response, responses
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, excess
from auditor.page.network import over_the_network
from auditor.page.standing import REQUESTS
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_REQUESTS = REQUESTS.p25


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the number of requests, redirects and failed ones included, with the limit."""
    carried = over_the_network(page.responses)
    if all(response.failed for response in carried):
        yield Inapplicable()
    elif len(carried) > LIMIT_REQUESTS:
        yield Failed(
            "The page makes {requests} requests, over {limit}: more than {share} of the web's mobile pages",
            requests=Count(len(carried)),
            limit=Count(LIMIT_REQUESTS),
            share=REQUESTS.surpassed(len(carried)),
        ).by(excess(len(carried), LIMIT_REQUESTS))
    else:
        yield Passed()


RULE = Rule(
    title="Page needs too many requests",
    severity=Severity.MODERATE,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    check=check,
    examples=(
        Example("exactly at the limit", responses(*[1_000] * 42), Passed),
        Example("one request over", responses(*[1_000] * 43), Failed),
        Example(
            "one over, because a request failed",
            page(responses=(*[response()] * 42, response(0, failed="net::ERR_FAILED"))),
            Failed,
        ),
        Example(
            "a picture inside the page is no request",
            page(responses=(*[response()] * 42, response(url="data:image/gif;base64,R0lGODlh"))),
            Passed,
        ),
        Example("no responses", responses(), Inapplicable),
    ),
)
