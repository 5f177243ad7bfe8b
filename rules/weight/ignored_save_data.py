"""A heavy page should send less to people who have asked their browser to save data.

Why it matters: who pays for each megabyte switches on their phone's data saver. The browser then tells every
page so. A page that does not listen sends the film and the large pictures all the same.

How to fix it: where a request says "Save-Data: on", leave out films, large pictures and fonts, and answer
with "Vary: Save-Data". Or ask in a script (navigator.connection.saveData) or a style sheet (@media
(prefers-reduced-data: reduce)). Better still, send little to everybody.

Source: WICG, Save Data API, https://wicg.github.io/savedata/; CSS Media Queries Level 5,
https://www.w3.org/TR/mediaqueries-5/#prefers-reduced-data. Heavy, by our choice, is what weighs more than a
quarter of the web's mobile pages (HTTP Archive, Web Almanac 2025, chapter Page Weight). Of a lighter page
nothing is asked. Scripts and style sheets are searched for these words, and what they do about it is not
tried. A script may call it otherwise, or ask for it and send everything.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence, Response
from auditor.evidence.frugal import Saving, SavingSign
from auditor.examples import page, response
from auditor.outcome import Bytes, CantTell, Count, Failed, Inapplicable, Outcome, Passed
from auditor.page.network import over_the_network, wire_bytes
from auditor.page.saving import ASKED_BY_STYLE, READ_BY_SCRIPT
from auditor.page.standing import PAGE_BYTES
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_BYTES = PAGE_BYTES.p25  # see Source

_IN_MARKUP = re.compile(f"{READ_BY_SCRIPT}|{ASKED_BY_STYLE}")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for a sign in headers, files and the page's own markup."""
    saving, carried = page.saving, over_the_network(page.responses)
    if saving is None:
        return
    size_bytes = wire_bytes(carried)
    if saving.signs or _varies(carried) or _IN_MARKUP.search(page.served_html or ""):
        yield Passed()
    elif size_bytes <= LIMIT_BYTES:
        yield Inapplicable()
    elif saving.unread:
        yield CantTell(
            "The page transfers {size}. Does it send less to people who save data? {unread} of its "
            "{files} scripts and style sheets could not be searched",
            size=Bytes(size_bytes),
            unread=Count(saving.unread),
            files=Count(saving.files),
        )
    else:
        yield Failed(
            "The page transfers {size}, and nothing that came with it asks whether somebody saves data: no "
            "header, and none of {files} scripts and style sheets",
            size=Bytes(size_bytes),
            files=Count(saving.files),
        )


def _varies(carried: tuple[Response, ...]) -> bool:
    return any("save-data" in one.vary.lower() for one in carried)


def _page(
    size_bytes: int, *, vary: str = "", html: str = "", unread: int = 0, sign: str = ""
) -> PageEvidence:
    signs = (SavingSign("https://portal.example/a.js", sign),) if sign else ()
    return page(
        responses=(response(size_bytes, kind="document", vary=vary),),
        served_html=html,
        saving=Saving(signs, files=3, unread=unread),
    )


_HEAVY = LIMIT_BYTES + 1

RULE = Rule(
    title="Heavy page does not heed data savers",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA,),
    needs=("responses", "saving"),
    uses=("served_html",),
    advice=True,
    check=check,
    examples=(
        Example("heavy, without a sign", _page(_HEAVY), Failed),
        Example("as heavy as may be", _page(LIMIT_BYTES), Inapplicable),
        Example("light, with a sign", _page(LIMIT_BYTES, sign="saveData"), Passed),
        Example("a script asks for it", _page(_HEAVY, sign="saveData"), Passed),
        Example("answers vary by it", _page(_HEAVY, vary="Accept-Encoding, Save-Data"), Passed),
        Example("answers vary by something else", _page(_HEAVY, vary="Accept-Encoding"), Failed),
        Example(
            "a script in the markup asks for it",
            _page(_HEAVY, html="<script>if (navigator.connection?.saveData) still()</script>"),
            Passed,
        ),
        Example(
            "a script has a way to save its data",
            _page(_HEAVY, html="<script>form.saveData()</script>"),
            Failed,
        ),
        Example(
            "a style sheet in the markup asks for it",
            _page(_HEAVY, html="<style>@media (prefers-reduced-data: reduce) {}</style>"),
            Passed,
        ),
        Example("a file could not be searched", _page(_HEAVY, unread=1), CantTell),
    ),
)
