"""A page must get by with few scripts, because a cheap phone is slow to run them.

Why it matters: a picture has only to arrive, a script has to be read and run as well. On a
cheap phone that takes seconds in which the page is there and answers no touch.

How to fix it: leave out scripts that the task does not need, and load those of a widget when
it is used. Let the browser do what it can by itself: menus, tabs, fields and their checks.

Source: Alex Russell, The Performance Inequality Gap, 2023,
https://infrequently.org/2022/12/performance-baseline-2023/. A page that is usable within five
seconds on three quarters of phones and connections has at most 300 to 350 KiB of JavaScript,
compressed. How much other pages send: HTTP Archive, Web Almanac 2025, chapter Page Weight,
figure "JavaScript size distribution by device",
https://almanac.httparchive.org/en/2025/page-weight.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import page, response
from auditor.outcome import Bytes, Failed, Inapplicable, Outcome, Passed, excess
from auditor.page.network import over_the_network, wire_bytes
from auditor.page.standing import SCRIPT_BYTES
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_BYTES = 350 * 1_024  # the upper end of Russell's budget


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what all scripts transfer with the limit."""
    carried = over_the_network(page.responses)
    size_bytes = wire_bytes(one for one in carried if one.kind == "script")
    if all(response.failed for response in carried):
        yield Inapplicable()
    elif size_bytes > LIMIT_BYTES:
        yield Failed(
            "Scripts transfer {size}, over {limit}: more than on {share} of the web's mobile pages",
            size=Bytes(size_bytes),
            limit=Bytes(LIMIT_BYTES),
            share=SCRIPT_BYTES.surpassed(size_bytes),
        ).by(excess(size_bytes, LIMIT_BYTES))
    else:
        yield Passed()


def _scripts(*wire_bytes: int) -> PageEvidence:
    scripts = (response(size, kind="script") for size in wire_bytes)
    return page(responses=(response(20_000, kind="document"), *scripts))


RULE = Rule(
    title="Scripts are too heavy for a cheap phone",
    severity=Severity.MODERATE,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("exactly at the limit", _scripts(300_000, 58_400), Passed),
        Example("one byte over", _scripts(300_000, 58_401), Failed),
        Example("no scripts", _scripts(), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
