"""What of a service to leave out or to make smaller first, and what that saves. Pure.

Each cut is told on its own: two of them may be about the same bytes, so what they save does not add up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.cost.service import Transfer
from auditor.evidence import Response

MOST_CUTS = 6
LEAST_SHARE = 0.02  # of a service's bytes; ours: less is not worth a line

# What gzip (level 6) leaves of texts of this size and more, of 2,652 files of 16 public sites that we have:
# in the median 0.20 of HTML, 0.26 of style sheets, 0.33 of scripts and JSON, 0.43 of SVG. The most of these.
PACKED_SHARE = 0.43
LEAST_TEXT_BYTES = 1_400  # what a packet carries: a shorter answer arrives no sooner
_TEXTS = ("javascript", "json", "xml", "svg")


class What(StrEnum):
    """What is done: answers are left out or, where they are texts, compressed."""

    THIRD_PARTY = "third_party"
    FONTS = "fonts"
    MEDIA = "media"
    COMPRESS = "compress"


@dataclass(frozen=True, slots=True)
class Cut:
    """Something to do. `name` is the host of a third party, "" for others.

    `left_bytes` says by address what is left of each answer, `saved_bytes` what a first visit saves.
    """

    what: What
    name: str
    left_bytes: Mapping[str, int]
    saved_bytes: int


def cuts(moved: Iterable[Transfer]) -> list[Cut]:
    """Give the largest cuts, those that save most first."""
    moved = list(moved)
    total = sum(each.first_bytes for each in moved)
    found = [*_third_parties(moved), *_kinds(moved)]
    worth = [cut for cut in found if cut.saved_bytes > LEAST_SHARE * total]
    return sorted(worth, key=lambda cut: (-cut.saved_bytes, cut.what, cut.name))[:MOST_CUTS]


def packed_bytes(response: Response) -> int | None:
    """Estimate what a text that came uncompressed would weigh; None of what gzip would not make smaller."""
    is_text = response.mime_type.startswith("text/") or any(kind in response.mime_type for kind in _TEXTS)
    if not is_text or response.encoding or response.body_bytes < LEAST_TEXT_BYTES:
        return None
    saved = (1 - PACKED_SHARE) * response.body_bytes
    return max(0, round(response.wire_bytes - saved))


def _third_parties(moved: Sequence[Transfer]) -> Iterator[Cut]:
    theirs = [each for each in moved if each.response.third_party]
    for host in sorted({each.host for each in theirs}):
        out = _with_what_they_ask_for({each.response.url for each in theirs if each.host == host}, theirs)
        yield _cut(What.THIRD_PARTY, host, (each for each in theirs if each.response.url in out), lambda _: 0)


def _with_what_they_ask_for(urls: set[str], theirs: Iterable[Transfer]) -> set[str]:
    """Add what these files ask other third parties for: the portal's own files are wanted anyway."""
    asked_by: dict[str, set[str]] = {}
    for each in theirs:
        asked_by.setdefault(each.response.initiator, set()).add(each.response.url)
    out, new = set(urls), urls
    while new:
        new = set[str]().union(*(asked_by.get(url, ()) for url in new)) - out
        out |= new
    return out


def _kinds(moved: Sequence[Transfer]) -> Iterator[Cut]:
    yield _cut(What.FONTS, "", (each for each in moved if each.response.kind == "font"), lambda _: 0)
    yield _cut(What.MEDIA, "", (each for each in moved if each.response.kind == "media"), lambda _: 0)
    plain = (each for each in moved if packed_bytes(each.response) is not None)
    yield _cut(What.COMPRESS, "", plain, lambda response: packed_bytes(response) or 0)


def _cut(what: What, name: str, moved: Iterable[Transfer], left_bytes: Callable[[Response], int]) -> Cut:
    left, saved = dict[str, int](), 0
    for each in moved:
        left[each.response.url] = left_bytes(each.response)
        saved += max(0, each.first_bytes - left[each.response.url])
    return Cut(what, name, left, saved)
