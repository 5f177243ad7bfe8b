"""Totals that portals share: from the pillars that were measured on all of them.

The arithmetic is the whole total's (see `auditor.scoring.score`), over fewer pillars.
Where all pillars were measured everywhere it gives the portal's own total.
"""

from collections.abc import Collection, Mapping, Sequence

from auditor.rule import Pillar
from auditor.scoring.score import UNKNOWN, Blocked, Range, ServiceScore, capped, geometric, score_portal
from auditor.scoring.weights import Weights, standard_weights


def comparable_total(
    services: Sequence[Mapping[Pillar, Range | None]],
    pillars: Collection[Pillar],
    weights: Weights | None = None,
    blocked: Sequence[Blocked] = (),
) -> Range:
    """Give a portal's total from these pillars of its services, and no others.

    Each service is the weighted geometric mean of the pillars, the portal the mean of
    its services. A pillar that a service lacks may be anything from 0 to 100; then the
    total is a range without a value. `blocked` says of each service whether it is; none is,
    if it is left out.

    Raises:
        ValueError: if there is no service or no pillar, of which there is no mean.
    """
    if not services or not pillars:
        raise ValueError("a total needs at least one service and one pillar")
    chosen = weights or standard_weights()
    totals = [
        capped(_service_total(service, pillars, chosen), state, chosen)
        for service, state in zip(services, blocked or [Blocked.NO] * len(services), strict=True)
    ]
    portal = score_portal([ServiceScore(total, dict.fromkeys(Pillar)) for total in totals], chosen)
    assert portal.total is not None  # noqa: S101  every service has a total
    return portal.total


def _service_total(
    service: Mapping[Pillar, Range | None], pillars: Collection[Pillar], weights: Weights
) -> Range:
    known = {pillar: service.get(pillar) or UNKNOWN for pillar in pillars}
    values = {pillar: points.value for pillar, points in known.items() if points.value is not None}
    return Range(
        value=geometric(values, weights) if len(values) == len(known) else None,
        low=geometric({pillar: points.low for pillar, points in known.items()}, weights),
        high=geometric({pillar: points.high for pillar, points in known.items()}, weights),
    )
