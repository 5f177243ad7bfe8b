"""Who comes back must not pay for the same pictures, styles and scripts again.

Why it matters: an application is looked after more than once. Files that a phone may not
keep are paid for anew with each visit, though nothing in them has changed.

How to fix it: let the server send `Cache-Control: max-age` of a week or more with pictures,
fonts, styles and scripts (change a file's name when it changes). Let it also send an `ETag`
or `Last-Modified`, so that what is unchanged need not be sent again.

Source: RFC 9111, HTTP Caching, https://www.rfc-editor.org/rfc/rfc9111: what is fresh is used
again (4.2), what has a validator is asked about (4.3), everything else is sent anew. A visit
on the next day is this project's choice.
"""

from collections.abc import Iterator
from typing import Any

from auditor.cost.caching import bytes_again
from auditor.cost.service import RETURN_AFTER_S
from auditor.evidence import PageEvidence, Response
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.sparing import Sparing, arrived, is_own, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity

FILES = frozenset({"stylesheet", "script", "image", "font", "media"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for files of the portal's own hosts that come whole again on the next day."""
    sparings = [Sparing(one, one.wire_bytes) for one in arrived(page.responses) if _is_sent_anew(one)]
    yield judged(
        "Files sent again to those who come back the next day: {files}, {spared} in all. "
        "The largest is {largest}",
        sparings,
        page.responses,
    )


def _is_sent_anew(response: Response) -> bool:
    is_file = response.kind in FILES and is_own(response)
    return is_file and bytes_again(response, RETURN_AFTER_S) == response.wire_bytes > 0


def _page(**facts: Any) -> PageEvidence:
    return page(responses=(response(40_000, kind="script", **facts),))


RULE = Rule(
    title="Files are paid for again on every visit",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("nothing is said of keeping it", _page(), Failed),
        Example("it must not be kept", _page(cache_control="no-store", etag='"a"'), Failed),
        Example("it is kept for an hour", _page(cache_control="max-age=3600"), Failed),
        Example("it is kept for two days", _page(cache_control="max-age=172800"), Passed),
        Example("it is asked about", _page(cache_control="no-cache", etag='"a"'), Passed),
        Example("another host's", _page(third_party=True), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
