"""How far a score may lie from that of all pages, where only a sample of them was visited.

Stratified by template, with the correction for a finite population. Source: W. G. Cochran,
Sampling Techniques, 3rd edition (Wiley, 1977), 5.3 and 5.4 (variance of a stratified mean,
effective degrees of freedom), 5A.12 (collapsed strata), and chapter 6 (ratios). The
doubt about what was not decided is another one (`Range.low` and `high`), kept apart.

Of a service, a pillar is the power mean of its pages, so the mean of powers is what is
estimated; the logarithm of the total is a weighted sum of the logarithms of such means,
and its error is, to the first order, that of the mean of a *linear form*, one for each page.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from auditor.rule import Pillar
from auditor.scoring.score import geometric
from auditor.scoring.weights import Weights

LEAST_PAGES = 5  # ours: of fewer visited pages, how much pages differ cannot be told
LEVEL = 0.95

# Student's t, two-sided 95 %, for 1 to 30 degrees of freedom. Source: any table, such as
# Cochran's, inside the back cover; the tests compute it anew.
_T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
_Z = 1.959964  # its limit


@dataclass(frozen=True, slots=True)
class SampledPage:
    """A visited page: its template, and the points of those pillars that apply to it."""

    template: str
    points: Mapping[Pillar, float]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A service's total as estimated for all its pages.

    `error` is the standard error of its logarithm, `freedom` its degrees of freedom;
    `population` counts the pages of the templates that were visited at all.
    """

    value: float
    error: float
    freedom: float
    pages: int
    population: int


@dataclass(frozen=True, slots=True)
class _Stratum:
    pages: tuple[SampledPage, ...]
    size: int


def sampled_total(pages: Sequence[SampledPage], sizes: Mapping[str, int], weights: Weights) -> Sampled | None:
    """Estimate a service's total for all its pages.

    `sizes` gives how many pages of each template there are, at least those visited. None
    where a pillar applies to no page, for then there is no total.
    """
    strata = _strata(pages, sizes)
    population = sum(stratum.size for stratum in strata)
    means = {pillar: _mean_power(strata, pillar, weights.chain) for pillar in Pillar}
    if not pages or any(mean is None for mean in means.values()):
        return None
    known = {pillar: mean for pillar, mean in means.items() if mean is not None}
    whole = math.fsum(weights.pillar.values())
    points = {pillar: math.pow(mean, 1 / weights.chain) for pillar, mean in known.items()}
    slopes = {  # of the logarithm of the total; a pillar at the floor does not move it
        pillar: weights.pillar[pillar] / (whole * weights.chain * mean)
        for pillar, mean in known.items()
        if points[pillar] > weights.floor
    }
    error, freedom = _error(strata, population, known, slopes, weights.chain)
    return Sampled(geometric(points, weights), error, freedom, len(pages), population)


def interval(services: Sequence[Sampled]) -> tuple[float, float]:
    """Give the range, at the level of 95 %, of the mean of these services' totals, in points.

    Their errors are independent, for they were drawn apart. With one service the range is
    made of its logarithm, so that it never passes 0.
    """
    if len(services) == 1:
        [one] = services
        half = student(one.freedom) * one.error
        return one.value * math.exp(-half), min(100.0, one.value * math.exp(half))
    value = fmean(each.value for each in services)
    parts = [(each.value * each.error / len(services)) ** 2 for each in services]
    half = student(_satterthwaite(zip(parts, (each.freedom for each in services), strict=True))) * math.sqrt(
        math.fsum(parts)
    )
    return max(0.0, value - half), min(100.0, value + half)


def student(freedom: float) -> float:
    """Give Student's t of 95 %, two-sided; between whole degrees of freedom, of the lower one."""
    if freedom < len(_T) + 1:
        return _T[max(1, math.floor(freedom)) - 1]
    # Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5
    return _Z + (_Z**3 + _Z) / (4 * freedom) + (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * freedom**2)


def _strata(pages: Sequence[SampledPage], sizes: Mapping[str, int]) -> list[_Stratum]:
    """Put pages of one template together; templates with one visited page of several are collapsed.

    Of one page nothing can be told of how much pages differ. If that leaves one such page, it
    joins the largest stratum.
    """
    members: dict[str, list[SampledPage]] = defaultdict(list)
    for page in pages:
        members[page.template].append(page)
    whole = {name: max(sizes.get(name, 0), len(own)) for name, own in members.items()}
    lonely = [name for name, own in members.items() if len(own) == 1 and whole[name] > 1]
    strata = [_Stratum(tuple(own), whole[name]) for name, own in members.items() if name not in lonely]
    if lonely:
        collapsed = _Stratum(
            tuple(page for name in lonely for page in members[name]), sum(whole[name] for name in lonely)
        )
        if len(lonely) == 1 and strata:
            largest = max(strata, key=lambda stratum: stratum.size)
            strata.remove(largest)
            collapsed = _Stratum(largest.pages + collapsed.pages, largest.size + collapsed.size)
        strata.append(collapsed)
    return strata


def _mean_power(strata: Iterable[_Stratum], pillar: Pillar, exponent: float) -> float | None:
    """Estimate the mean of the pages' powers, over the pages that the pillar applies to."""
    total = whole = 0.0
    for stratum in strata:
        own = [math.pow(page.points[pillar], exponent) for page in stratum.pages if pillar in page.points]
        total += stratum.size * math.fsum(own) / len(stratum.pages)
        whole += stratum.size * len(own) / len(stratum.pages)
    return total / whole if whole else None


def _error(
    strata: Sequence[_Stratum],
    population: int,
    means: Mapping[Pillar, float],
    slopes: Mapping[Pillar, float],
    exponent: float,
) -> tuple[float, float]:
    """Give the standard error of the mean of the linear forms, and its degrees of freedom."""
    applies = {
        pillar: math.fsum(
            stratum.size * sum(pillar in page.points for page in stratum.pages) / len(stratum.pages)
            for stratum in strata
        )
        / population
        for pillar in means
    }
    parts = []
    for stratum in strata:
        n = len(stratum.pages)
        if n == stratum.size:
            continue
        forms = [
            math.fsum(
                slope * (math.pow(page.points[pillar], exponent) - means[pillar]) / applies[pillar]
                for pillar, slope in slopes.items()
                if pillar in page.points
            )
            for page in stratum.pages
        ]
        spread = variance(forms) if n > 1 else 0.0
        share = stratum.size / population
        parts.append((share**2 * (1 - n / stratum.size) * spread / n, n - 1))
    return math.sqrt(math.fsum(part for part, _ in parts)), _satterthwaite(parts)


def _satterthwaite(parts: Iterable[tuple[float, float]]) -> float:
    """Give the effective degrees of freedom of a sum of estimated variances; many, if it is 0."""
    parts = [(part, freedom) for part, freedom in parts if part > 0 and freedom > 0]
    spread = math.fsum(part**2 / freedom for part, freedom in parts)
    return math.fsum(part for part, _ in parts) ** 2 / spread if spread else math.inf
