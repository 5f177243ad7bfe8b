"""How long one waits for a service: for each of its pages, one after another. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from auditor.cost.carried import Carried
from auditor.cost.line import Line
from auditor.cost.networks import Device, Network
from auditor.cost.service import Transfer
from auditor.cost.timing import Timing, play

type Sizes = Mapping[int, Mapping[str, int]]  # bytes by page and address

_NOTHING: Mapping[str, int] = {}


def first_sizes(moved: Iterable[Transfer]) -> Sizes:
    """Say what each answer transfers on a first visit; of one that a page has twice, what comes first."""
    return _sizes(moved, "first_bytes")


def again_sizes(moved: Iterable[Transfer]) -> Sizes:
    """Say what each answer transfers on a return visit."""
    return _sizes(moved, "again_bytes")


def waited(
    pages: Sequence[Carried],
    sizes: Sizes,
    network: Network,
    device: Device,
    left_bytes: Mapping[str, int] = _NOTHING,
) -> Timing:
    """Add up the seconds of all pages; `left_bytes` says what is left of answers, 0 of those left out."""
    without = {url for url, size in left_bytes.items() if not size}
    timings = [
        play(plan, Line(network), device.cpu_factor)
        for number, page in enumerate(pages)
        if (plan := page.plan(_with(sizes.get(number, _NOTHING), left_bytes), without))
    ]
    return Timing(
        sum(each.main_text_s for each in timings),
        sum(each.usable_s for each in timings),
        sum(each.complete_s for each in timings),
    )


def _with(sizes: Mapping[str, int], left_bytes: Mapping[str, int]) -> Mapping[str, int]:
    return {url: min(size, left_bytes.get(url, size)) for url, size in sizes.items()}


def _sizes(moved: Iterable[Transfer], visit: str) -> Sizes:
    bytes_of = attrgetter(visit)
    return {
        number: {each.response.url: bytes_of(each) for each in reversed(list(group))}
        for number, group in groupby(moved, key=attrgetter("page"))
    }
