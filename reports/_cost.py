"""Puts what a service costs in the form in which the reports show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import Audit
from auditor.cost.networks import NETWORKS
from auditor.locale.speaking import gettext, retold
from auditor.reporting.cost_words import KINDS, costs_of, duration
from auditor.result.cost import CHEAP_PHONE, PHONE, Cost


@dataclass(frozen=True, slots=True)
class Bar:
    """A kind of file: what a first visit takes of it, and how long its bar is, in % of the longest."""

    name: str
    own_bytes: int
    other_bytes: int
    files: int
    own_length: float
    other_length: float


def bars(cost: Cost) -> list[Bar]:
    """Give a bar for each kind, the longest first."""
    longest = max((kind.own_bytes + kind.other_bytes for kind in cost.kinds), default=1)
    return [
        Bar(
            name=gettext(KINDS[kind.kind]),
            own_bytes=kind.own_bytes,
            other_bytes=kind.other_bytes,
            files=kind.files,
            own_length=round(100 * kind.own_bytes / longest, 2),
            other_length=round(100 * kind.other_bytes / longest, 2),
        )
        for kind in cost.kinds
    ]


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one waits on a network, in words: with the usual phone, and with a cheap one."""

    network: str
    usable: str
    usable_cheap: str
    complete: str
    again: str


def waits(cost: Cost) -> list[Wait]:
    """Give the waits on each network."""
    by_phone = {(wait.network, wait.device): wait for wait in cost.waits or []}
    return [
        Wait(
            retold(NETWORKS[network].name),
            duration(wait.first.usable),
            duration(by_phone[network, CHEAP_PHONE].first.usable),
            duration(wait.first.complete),
            duration(wait.again.usable),
        )
        for (network, device), wait in by_phone.items()
        if device == PHONE
    ]


@dataclass(frozen=True, slots=True)
class Dearest:
    """What the services of a portal take: a page of them in the mean, and the one that takes most."""

    page_bytes: int
    service: str
    cost: Cost


def dearest(audit: Audit) -> Dearest | None:
    """Sum up what a portal's services take; None if that is known of none."""
    costs = [(name, cost) for name, cost in costs_of(audit) if cost is not None]
    if not costs:
        return None
    name, most = max(costs, key=lambda each: each[1].first_bytes)
    return Dearest(_mean([cost.first_bytes / cost.pages for _, cost in costs]), name, most)


def _mean(values: Sequence[float]) -> int:
    return round(sum(values) / len(values))
