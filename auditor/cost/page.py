"""What one page transfers and how long it takes, opened by itself, first and a day later. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.cost.networks import DEVICES, NETWORKS
from auditor.cost.service import RETURN_AFTER_S, transfers
from auditor.cost.timing import estimate
from auditor.evidence import PageEvidence, Response
from auditor.result.cost import PHONE, TransferKind

# Ours: it takes a fifth of a second to play the load of such a page on all networks.
MOST_PLAYED = 200
_DIGITS = 2

_KINDS: Mapping[str, TransferKind] = {
    "document": "page",
    "stylesheet": "style",
    "script": "script",
    "image": "picture",
    "font": "font",
    "media": "media",
    "xhr": "data",
    "fetch": "data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCost:
    """A page's first visit, with an empty cache, and a return visit.

    `other_bytes` and `other_requests` are those of a first visit that third parties answered. Times are
    estimated seconds by network, on a mid-priced phone; empty where nothing answered, or too much did.
    """

    bytes_by_kind: Mapping[TransferKind, int]
    requests_by_kind: Mapping[TransferKind, int]
    other_bytes: int
    other_requests: int
    again_bytes: int
    again_requests: int
    main_text_s: Mapping[str, float] = field(default_factory=dict)
    usable_s: Mapping[str, float] = field(default_factory=dict)
    complete_s: Mapping[str, float] = field(default_factory=dict)
    again_complete_s: Mapping[str, float] = field(default_factory=dict)


def kind_of(response: Response) -> TransferKind:
    """Say what an answer is, as people call it."""
    if response.kind == "document" and response.mime_type and "html" not in response.mime_type:
        return "document"
    return _KINDS.get(response.kind, "other")


def page_cost(page: PageEvidence, carried: Sequence[Response]) -> PageCost | None:
    """Add up what a network carried for a page; None if that was nothing."""
    if not carried:
        return None
    moved = list(transfers([carried]))
    first = [each for each in moved if each.first_bytes]
    by_kind: dict[TransferKind, list[int]] = {}
    for each in first:
        by_kind.setdefault(kind_of(each.response), []).append(each.first_bytes)
    others = [each.first_bytes for each in first if each.response.third_party]
    again = [each.again_bytes for each in moved if each.again_bytes]
    return PageCost(
        bytes_by_kind={kind: sum(sizes) for kind, sizes in by_kind.items()},
        requests_by_kind={kind: len(sizes) for kind, sizes in by_kind.items()},
        other_bytes=sum(others),
        other_requests=len(others),
        again_bytes=sum(again),
        again_requests=len(again),
        **(_times(page) if len(carried) <= MOST_PLAYED else {}),
    )


def _times(page: PageEvidence) -> dict[str, dict[str, float]]:
    times: dict[str, dict[str, float]] = {}
    for network in NETWORKS.values():
        first = estimate(page, network, DEVICES[PHONE])
        again = estimate(page, network, DEVICES[PHONE], again_after_s=RETURN_AFTER_S)
        if first is None or again is None:
            return {}
        for name, seconds in (
            ("main_text_s", first.main_text_s),
            ("usable_s", first.usable_s),
            ("complete_s", first.complete_s),
            ("again_complete_s", again.complete_s),
        ):
            times.setdefault(name, {})[network.id] = round(seconds, _DIGITS)
    return times
