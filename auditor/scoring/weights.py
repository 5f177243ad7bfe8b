"""The weights of the score: data, versioned, explained in docs/scoring.md."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from auditor.rule import Pillar, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Everything in the score that is a choice.

    `shrinkage`, `exponent`, `chain`, `floor` (points), `least_coverage` (share) and `cap`
    (points) are the assumptions k, g, e, floor, least coverage and cap of docs/scoring.md.
    """

    version: str
    severity: Mapping[Severity, float]
    pillar: Mapping[Pillar, float]
    shrinkage: float
    exponent: float
    chain: float
    floor: float
    least_coverage: float
    cap: float


def reweighed(
    weights: Weights, pillars: Mapping[str, float | None], severities: Mapping[str, float | None]
) -> Weights:
    """Give weights in which those that are named, and not None, are others. The assumptions stay."""
    return replace(
        weights,
        pillar={pillar: pillars.get(pillar) or weight for pillar, weight in weights.pillar.items()},
        severity={name: severities.get(name) or weight for name, weight in weights.severity.items()},
    )


@cache
def standard_weights() -> Weights:
    """Return the weights that every published score uses."""
    data = tomllib.loads(files("auditor.scoring").joinpath("weights.toml").read_text(encoding="utf-8"))
    return Weights(
        version=data["version"],
        severity={Severity(name): float(weight) for name, weight in data["severity"].items()},
        pillar={Pillar(name): float(weight) for name, weight in data["pillar"].items()},
        **{name: float(value) for name, value in data["assumptions"].items()},
    )
