"""Says how far a score may lie from that of all pages, or why that cannot be said. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor import audit as result
from auditor.locale.speaking import finished
from auditor.rule import Pillar
from auditor.scoring.sampling import LEAST_PAGES, Sampled, SampledPage, interval, sampled_total
from auditor.scoring.score import Blocked, ScoredRule, ServiceScore, Tallies, pillar_of_unit
from auditor.scoring.weights import Weights

POINTS_DIGITS = 2
FULL = finished("every page that was found was visited")
NOT_DRAWN = finished(
    "pages were visited in the order in which they were found and not drawn (--sample draws them), "
    "so how far they stand for the others cannot be told"
)


@dataclass(frozen=True, slots=True)
class SeenService:
    """A service as a sample saw it: its visited pages, and how many it has of each template."""

    score: ServiceScore
    pages: Sequence[SampledPage]
    sizes: Mapping[str, int]

    @property
    def population(self) -> int:
        """Count the pages of the templates that were visited."""
        names = {page.template for page in self.pages}
        return max(len(self.pages), sum(self.sizes.get(name, 0) for name in names))


def seen_page(template: str, unit: Tallies, rules: Mapping[str, ScoredRule], weights: Weights) -> SampledPage:
    """Give what a sample needs of a visited page."""
    points = {pillar: pillar_of_unit(pillar, unit, rules, weights) for pillar in Pillar}
    return SampledPage(
        template,
        {
            pillar: measured.estimate
            for pillar, measured in points.items()
            if measured is not None and measured.estimate is not None
        },
    )


def sampling_of(
    value: float | None, services: Sequence[SeenService], weights: Weights, *, drawn: bool, waiting: int
) -> result.Sampling:
    """Give the range of a service's score, or of the mean over services.

    `drawn` tells that the pages are a sample, `waiting` how many were found and not visited.
    """
    pages = sum(len(service.pages) for service in services)
    population = sum(service.population for service in services)
    reason = _why_none(value, services, drawn=drawn, waiting=waiting)
    estimates = [] if reason else [_estimated(service, weights) for service in services if service.pages]
    known = [estimate for estimate in estimates if estimate is not None]
    if reason or value is None or len(known) < len(estimates):
        why = reason or finished("a pillar applies to none of its pages")
        return result.Sampling(low=None, high=None, pages=pages, population=population, reason=why)
    low, high = interval(known)
    return result.Sampling(
        low=round(min(low, value), POINTS_DIGITS),
        high=round(max(high, value), POINTS_DIGITS),
        pages=pages,
        population=population,
        reason=None,
    )


def _why_none(
    value: float | None, services: Sequence[SeenService], *, drawn: bool, waiting: int
) -> str | None:
    if not drawn:
        return NOT_DRAWN if waiting else FULL
    if value is None:
        return finished("the score has no value")
    if all(len(service.pages) >= service.population for service in services):
        return finished("all its pages were visited")
    if sum(len(service.pages) for service in services) < LEAST_PAGES:
        return finished(f"of fewer than {LEAST_PAGES} visited pages, how much pages differ cannot be told")
    if any(len(service.pages) == 1 < service.population for service in services):
        return finished(
            "of a service one page of several was visited, so how much its pages differ cannot be told"
        )
    return None


def _estimated(service: SeenService, weights: Weights) -> Sampled | None:
    estimate = sampled_total(service.pages, service.sizes, weights)
    if estimate is None or service.score.blocked is not Blocked.YES or estimate.value <= weights.cap:
        return estimate
    return replace(estimate, value=weights.cap, error=0.0)
