"""Pages, styles and scripts must be sent compressed.

Why it matters: most text shrinks to a third or less when the server packs it, and every phone
unpacks it at once. Sent as it is, people pay three times for the same words.

How to fix it: switch on gzip or Brotli in the web server for HTML, CSS, JavaScript, JSON and
SVG. It is a setting of a few lines, and no page has to be changed.

Source: RFC 9110, HTTP Semantics, 8.4 (Content-Encoding),
https://www.rfc-editor.org/rfc/rfc9110#section-8.4. How much is spared is the median of what
`gzip -6` takes off 1,208 text files of sixteen public sites that are exported as files. That
is 80 % for HTML, 74 % for CSS, 70 % for JavaScript, 68 % for JSON and 58 % for SVG. A tenth
of the files spare less than 65, 57, 59, 57 and 50 %.
"""

from collections.abc import Iterator
from typing import Any

from auditor.cost.smaller import spared_by_packing
from auditor.evidence import PageEvidence
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.sparing import Sparing, arrived, is_own, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for text of the portal's own hosts that came as it is."""
    sparings = [
        Sparing(one, spared)
        for one in arrived(page.responses)
        if is_own(one) and (spared := spared_by_packing(one))
    ]
    yield judged(
        "Text files sent uncompressed: {files}. Packed, the page would be about {spared} lighter, "
        "{largest} above all",
        sparings,
        page.responses,
    )


def _page(encoding: str, body_bytes: int = 10_000, wire_bytes: int = 10_300, **more: Any) -> PageEvidence:
    facts: dict[str, Any] = {"mime_type": "text/css", "encoding": encoding, "body_bytes": body_bytes} | more
    return page(responses=(response(wire_bytes, kind="stylesheet", **facts),))


RULE = Rule(
    title="Text is sent uncompressed",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("a style sheet as it is", _page(""), Failed),
        Example("a packed one", _page("gzip", wire_bytes=2_900), Passed),
        Example("a short one", _page("", body_bytes=5_000, wire_bytes=5_300), Passed),
        Example("another host's", _page("", third_party=True), Passed),
        Example("an error page", _page("", status=404), Inapplicable),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
