"""[weights] of portal.toml: how an operator weighs, shown beside the standard score, never instead of it."""

from typing import Annotated

from pydantic import Field

from auditor.toml.table import Table

_WEIGHT = "a number above 0 and up to 100"

type _Weight = Annotated[float | None, Field(gt=0, le=100, allow_inf_nan=False, description=_WEIGHT)]


class PillarWeights(Table):
    """How much each pillar counts in a total; what is left out keeps its standard weight."""

    accessibility: Annotated[_Weight, Field(description=_WEIGHT)] = None
    readability: Annotated[_Weight, Field(description=_WEIGHT)] = None
    weight: Annotated[_Weight, Field(description=_WEIGHT)] = None
    mobile: Annotated[_Weight, Field(description=_WEIGHT)] = None
    channels: Annotated[_Weight, Field(description=_WEIGHT)] = None


class SeverityWeights(Table):
    """How much a rule counts by its severity; what is left out keeps its standard weight."""

    critical: Annotated[_Weight, Field(description=_WEIGHT)] = None
    serious: Annotated[_Weight, Field(description=_WEIGHT)] = None
    moderate: Annotated[_Weight, Field(description=_WEIGHT)] = None
    minor: Annotated[_Weight, Field(description=_WEIGHT)] = None


class WeightsSettings(Table):
    """An operator's own weights."""

    pillar: Annotated[PillarWeights, Field(description="a [weights.pillar] table")] = PillarWeights()
    severity: Annotated[SeverityWeights, Field(description="a [weights.severity] table")] = SeverityWeights()
