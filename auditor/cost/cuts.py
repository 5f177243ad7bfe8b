"""What of a service to leave out or to make smaller first, and what that saves. Pure.

Each cut is told on its own: two of them may be about the same bytes, so what they save does not add up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from auditor.cost.service import Transfer
from auditor.cost.smaller import LEAST_PICTURE_BYTES, spared_as_webp, spared_by_packing
from auditor.evidence import Response

MOST_CUTS = 6
LEAST_SHARE = 0.02  # of a service's bytes; ours: less is not worth a line


class What(StrEnum):
    """What is done: answers are left out, or sent smaller."""

    THIRD_PARTY = "third_party"
    FONTS = "fonts"
    MEDIA = "media"
    COMPRESS = "compress"
    RESIZE = "resize"
    WEBP = "webp"


@dataclass(frozen=True, slots=True)
class Cut:
    """Something to do. `name` is the host of a third party, "" for others.

    `left_bytes` says by address what is left of each answer, those first that save most, `saved_bytes` what a
    first visit saves.
    """

    what: What
    name: str
    left_bytes: Mapping[str, int]
    saved_bytes: int


def cuts(moved: Iterable[Transfer], fitting: Mapping[str, float]) -> list[Cut]:
    """Give the largest cuts, those that save most first; `fitting` are the parts that pictures need."""
    moved = list(moved)
    total = sum(each.first_bytes for each in moved)
    found = [*_third_parties(moved), *_kinds(moved), *_made_smaller(moved, fitting)]
    worth = [cut for cut in found if cut.saved_bytes > LEAST_SHARE * total]
    return sorted(worth, key=lambda cut: (-cut.saved_bytes, cut.what, cut.name))[:MOST_CUTS]


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


def _made_smaller(moved: Sequence[Transfer], fitting: Mapping[str, float]) -> Iterator[Cut]:
    def spared_by_fitting(response: Response) -> float:
        spared = response.wire_bytes * (1 - fitting.get(response.url, 1))
        return spared if spared >= LEAST_PICTURE_BYTES else 0

    by: dict[What, Callable[[Response], float]] = {
        What.COMPRESS: spared_by_packing,
        What.WEBP: spared_as_webp,
        What.RESIZE: spared_by_fitting,
    }
    for what, spared in by.items():
        gain = (
            each for each in moved if spared(each.response) and _can_be_sent_otherwise(each.response, what)
        )
        yield _cut(what, "", gain, partial(_left, spared))


def _can_be_sent_otherwise(response: Response, what: What) -> bool:
    """Tell whether the portal can do it: how others pack their files is not its to say, as in the rules."""
    return not response.failed and (what is What.RESIZE or not response.third_party)


def _left(spared: Callable[[Response], float], response: Response) -> int:
    return max(1, round(response.wire_bytes - spared(response)))


def _cut(what: What, name: str, moved: Iterable[Transfer], left_bytes: Callable[[Response], int]) -> Cut:
    left, saved = dict[str, int](), Counter[str]()
    for each in moved:
        url = each.response.url
        left[url] = left_bytes(each.response)
        saved[url] += max(0, each.first_bytes - left[url])
    return Cut(what, name, {url: left[url] for url, _ in saved.most_common()}, saved.total())
