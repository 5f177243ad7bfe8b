"""Typefaces of a page's own must stay light, for every phone has some already.

Why it matters: until its typeface has come a page may show no words at all, and each weight
and slant is a file of its own. The words would be there at once in the phone's own letters.

How to fix it: use the phone's typefaces, or one family in two weights as WOFF2, cut down to
the letters that the language needs.

Source: HTTP Archive, Web Almanac 2025, chapter Page Weight, figure "Median mobile page weight by
content type", https://almanac.httparchive.org/en/2025/page-weight. On half of all mobile home pages
fonts take 122 KB or less (July 2025; the Archive's queries count 1,024 bytes to the KB). That a
public service should need no more is this project's choice. What WOFF2 spares was measured on 41
fonts of sixteen public sites: 60 % of a TrueType file (48 to 65 %) and 20 % of WOFF (19 to 27 %).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.evidence import PageEvidence, Response
from auditor.examples import page, response
from auditor.outcome import Bytes, Count, Failed, Inapplicable, Outcome, Passed, excess
from auditor.page.network import over_the_network, wire_bytes
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_BYTES = 122 * 1_024
SPARED = {"ttf": 0.6, "otf": 0.6, "woff": 0.2}  # see Source


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what fonts transfer with the limit, and tell what WOFF2 would spare."""
    carried = over_the_network(page.responses)
    fonts = [one for one in carried if one.kind == "font" and not one.redirect]
    size_bytes = wire_bytes(fonts)
    if all(response.failed for response in carried):
        yield Inapplicable()
    elif size_bytes <= LIMIT_BYTES:
        yield Passed()
    else:
        values = {"files": Count(len(fonts)), "size": Bytes(size_bytes), "limit": Bytes(LIMIT_BYTES)}
        message = "Fonts transfer {size} in {files} files, over {limit}"
        if spared_bytes := sum(_spared_bytes(one) for one in fonts):
            message += ". As WOFF2 they would be about {spared} lighter"
            values["spared"] = Bytes(spared_bytes)
        yield Failed(message, at=None, elements=1, **values).by(excess(size_bytes, LIMIT_BYTES))


def _spared_bytes(font: Response) -> float:
    """Say what WOFF2 takes off a font that came in an older format, and not packed by the server."""
    form = urlsplit(font.url).path.rpartition(".")[2].lower()
    return 0 if font.encoding or font.failed else font.wire_bytes * SPARED.get(form, 0)


def _fonts(*wire_bytes: int, form: str = "woff2") -> PageEvidence:
    fonts = (
        response(size, kind="font", url=f"https://portal.example/{number}.{form}")
        for number, size in enumerate(wire_bytes)
    )
    return page(responses=(response(20_000, kind="document"), *fonts))


RULE = Rule(
    title="Fonts are heavy",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("exactly at the limit", _fonts(100_000, 24_928), Passed),
        Example("one byte over", _fonts(100_000, 24_929), Failed),
        Example("two TrueType files", _fonts(100_000, 100_000, form="ttf"), Failed),
        Example("no fonts", _fonts(), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
