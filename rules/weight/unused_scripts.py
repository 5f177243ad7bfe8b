"""A page should not load scripts of which it runs next to nothing.

Why it matters: a script is paid for by the byte, and a cheap phone has to read all of it before it can run
any. Parts that nothing on the page calls make people wait for nothing.

How to fix it: import the parts of a library instead of all of it, and let the build drop what nobody calls.
Load the scripts of a widget when it is used.

Source: Lighthouse, audit "unused-javascript" (less than 20 KiB a script is passed over),
https://developer.chrome.com/docs/lighthouse/performance/unused-javascript. Counted are functions that had not
run when the page was at rest: those that answer a press are among them, as in that audit. To have the browser
note it slows visits down, so that it is asked for only where `coverage` in [crawl] of portal.toml is true.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.frugal import ScriptUse
from auditor.examples import page, response
from auditor.outcome import Failed, Outcome, Passed
from auditor.page.sparing import Sparing, arrived, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity

IGNORED_BYTES = 20 * 1_024  # see Source; of each script

_MESSAGE = (
    "Scripts of which much has not run when the page has loaded: {files}, of which that is {spared}. "
    "The largest is {largest}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Take of each script's bytes the part that has not run."""
    files = {response.url: response for response in arrived(page.responses) if response.kind == "script"}
    sparings = [
        Sparing(files[use.url], files[use.url].wire_bytes * (1 - use.used_chars / use.chars))
        for use in page.coverage or ()
        if use.url in files and use.chars
    ]
    large = [each for each in sparings if each.spared_bytes > IGNORED_BYTES]
    yield judged(_MESSAGE, large, page.responses, ignored_bytes=IGNORED_BYTES)


def _page(wire_bytes: int, chars: int, used_chars: int, kind: str = "script") -> PageEvidence:
    url = "https://portal.example/site.js"
    return page(
        responses=(response(wire_bytes, kind=kind, url=url),), coverage=(ScriptUse(url, chars, used_chars),)
    )


RULE = Rule(
    title="Script is mostly for other pages",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses", "coverage"),
    advice=True,
    check=check,
    examples=(
        Example("half of it, and a byte more than 20 KiB", _page(40_962, 100_000, 50_000), Failed),
        Example("half of it, 20 KiB", _page(40_960, 100_000, 50_000), Passed),
        Example("all of it has run", _page(400_000, 100_000, 100_000), Passed),
        Example("a script within a document", _page(400_000, 100_000, 0, "document"), Passed),
    ),
)
