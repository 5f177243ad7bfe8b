"""A page should not load style sheets of which it uses next to nothing.

Why it matters: nothing is shown before a page's style sheets are there. Where most of one is for parts that
the page does not have, people wait and pay for nothing. On a poor connection they wait for some seconds.

How to fix it: build the style sheet from the parts of the framework that the portal uses (its sources, or a
tool such as PurgeCSS). Load what a single page needs on that page. One sheet for the whole portal, which
browsers may keep for long, is paid for once.

Source: Lighthouse, audit "unused-css-rules" (less than 10 KiB a sheet is passed over),
https://developer.chrome.com/docs/lighthouse/performance/unused-css-rules. A rule counts as used if its
selector names no element, class or id that the page lacks when it has loaded. So less is told than is unused,
and what scripts add later is not known. Sheets written into the page are not looked at, nor are most of other
hosts, which the browser does not let anybody read.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.frugal import Sheets, SheetUse
from auditor.examples import page, response
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.page.sparing import Sparing, arrived, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity

IGNORED_BYTES = 10 * 1_024  # see Source; of each sheet

_MESSAGE = (
    "Style sheets of which the page uses little: {files}, of which {spared} are for what it does not have. "
    "The largest is {largest}"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Take of each sheet's bytes the part that its unused rules have of its text."""
    sheets = page.sheets
    if sheets is None:
        return
    if sheets.is_cut:
        yield CantTell(
            "The page has too many elements or style rules for them to be compared. How many are used?"
        )
        return
    files = {response.url: response for response in arrived(page.responses)}
    uses = {sheet.url.partition("#")[0]: sheet for sheet in sheets.sheets if sheet.chars}
    sparings = [
        Sparing(files[url], files[url].wire_bytes * (1 - sheet.used_chars / sheet.chars))
        for url, sheet in uses.items()
        if url in files
    ]
    large = [each for each in sparings if each.spared_bytes > IGNORED_BYTES]
    yield judged(_MESSAGE, large, page.responses, ignored_bytes=IGNORED_BYTES)


def _page(wire_bytes: int, chars: int, used_chars: int, *, is_cut: bool = False) -> PageEvidence:
    url = "https://portal.example/site.css"
    use = SheetUse(url, 100, 10, chars, used_chars)
    return page(
        responses=(response(wire_bytes, kind="stylesheet", url=url),), sheets=Sheets((use,), is_cut=is_cut)
    )


RULE = Rule(
    title="Style sheet is mostly for other pages",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses", "sheets"),
    advice=True,
    check=check,
    examples=(
        Example("a tenth is used, and more than 10 KiB are not", _page(11_380, 90_000, 9_000), Failed),
        Example("10 KiB are not used", _page(10_240 * 2, 90_000, 45_000), Passed),
        Example("all of it is used", _page(50_000, 90_000, 90_000), Passed),
        Example("more rules than are compared", _page(50_000, 90_000, 9_000, is_cut=True), CantTell),
    ),
)
