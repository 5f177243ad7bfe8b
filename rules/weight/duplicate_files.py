"""A page must not fetch the same file twice.

Why it matters: the second copy says nothing new and costs as much as the first.

How to fix it: refer to each library, style and picture by one address only, without a
changing part such as `?v=` that differs from place to place.

Source: two files are taken for one only where they are of one type and of the same size to the byte. They
also have to be called alike or to have the same hash as their `ETag` (RFC 9110, 8.8.3,
https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3). Other copies are not seen.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.evidence import PageEvidence, Response
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed
from auditor.page.sparing import IGNORED_BYTES, Sparing, arrived, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity

FILES = frozenset({"stylesheet", "script", "image", "font"})
_HASH = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)  # MD5 and longer


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for files that came under several addresses."""
    alike: defaultdict[tuple[str, str, int], dict[str, Response]] = defaultdict(dict)
    for one in arrived(page.responses):
        if one.kind in FILES and one.body_bytes > IGNORED_BYTES:
            alike[_content(one), one.kind, one.body_bytes].setdefault(one.url.partition("#")[0], one)
    sparings = [
        Sparing(copy, copy.wire_bytes) for copies in alike.values() for copy in list(copies.values())[1:]
    ]
    yield judged(
        "Files that the page has already from another address: {files}, {spared} in all. "
        "The largest is {largest}",
        sparings,
        page.responses,
    )


def _content(response: Response) -> str:
    """Name what a file holds: by its hash where that is sent, else by its own name."""
    if found := _HASH.search(response.etag):
        return found[0].lower()
    return urlsplit(response.url).path.rpartition("/")[2]


def _page(one: str, other: str, *etags: str, other_bytes: int = 30_000) -> PageEvidence:
    first, second = etags or ("", "")
    return page(
        responses=(
            response(30_000, kind="script", url=one, etag=first),
            response(other_bytes, kind="script", url=other, etag=second),
        )
    )


_ONE, _OTHER = "https://portal.example/a/jquery.js", "https://portal.example/b/jquery.js?v=2"
_HASHES = ('"9e107d9d372bb6826bd81d3542a419d6"', '"e4d909c290d0fb1ca068ffaddf22cbd0"')

RULE = Rule(
    title="The same file is fetched twice",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("one name, one size, two folders", _page(_ONE, _OTHER), Failed),
        Example("another size", _page(_ONE, _OTHER, other_bytes=30_001), Passed),
        Example("one hash, two names", _page(_ONE, f"{_OTHER}.js", _HASHES[0], _HASHES[0]), Failed),
        Example("two hashes", _page(_ONE, _OTHER, *_HASHES), Passed),
        Example("one address", _page(_ONE, _ONE), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
