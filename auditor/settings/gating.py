"""[ci] of portal.toml: what makes `auditor ci` fail. docs/ci.md tells all of it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from auditor.reporting.marks import Marked, PathGlob, Text
from auditor.toml.table import Table

PROVEN = "proven"  # in [ci] gate: the rules of auditor/gate/precision.toml
BASELINE = "inclusion-baseline.toml"
FORMATS = ("html", "json", "markdown")

type FailOn = Literal["new-blocker", "new-critical", "any-new"]
type Path = Annotated[str, Field(pattern=r"^[^\x00-\x1f]+$", max_length=500)]


class Suppression(Marked):
    """Failures that somebody answers for until a day: those that all the marks given here are true of."""

    reason: Annotated[Text, Field(description="why, in words")]
    owner: Annotated[Text, Field(description="who answers for it: a name, a team, a mail address")]
    expires: Annotated[date, Field(description="the last day on which it holds, such as 2027-03-31")]


class CiSettings(Table):
    """What fails a build, and what is only told. None is no bound."""

    gate: Annotated[
        tuple[Text, ...],
        Field(
            strict=False,
            description='a list of "proven", pillars, and ids or globs of rules, such as '
            '["proven", "mobile", "axe/*"]',
        ),
    ] = (PROVEN,)
    fail_on: Annotated[FailOn, Field(description='"new-blocker", "new-critical" or "any-new"')] = "any-new"
    min_score: Annotated[
        float | None, Field(ge=0, le=100, strict=False, description="points from 0 to 100")
    ] = None
    max_pages: Annotated[
        int | None, Field(ge=1, le=100_000, description="a whole number from 1 to 100000")
    ] = None
    max_seconds: Annotated[
        float | None, Field(gt=0, le=86_400, strict=False, description="seconds above 0, up to 86400")
    ] = None
    page_kb: Annotated[
        float | None, Field(gt=0, le=1_000_000, strict=False, description="kilobytes above 0, up to 1000000")
    ] = None
    baseline: Annotated[Path, Field(description='a file such as "inclusion-baseline.toml"')] = BASELINE
    formats: Annotated[
        tuple[Text, ...],
        Field(strict=False, min_length=1, description='a list of formats, such as ["markdown", "sarif"]'),
    ] = FORMATS
    sources: Annotated[
        dict[PathGlob, Path],
        Field(
            description="a table that gives, for globs of paths, the file that they are made from, such as "
            '{ "/births/**" = "content/{path}.md" }',
        ),
    ] = Field(default_factory=dict)
    suppressions: Annotated[
        tuple[Suppression, ...],
        Field(
            strict=False,
            alias="suppression",
            description="a [[ci.suppression]] table for each, with rule, cause, page or selector",
        ),
    ] = ()

    @field_validator("sources")
    @classmethod
    def _stays_inside(cls, value: dict[str, str]) -> dict[str, str]:
        for file in value.values():
            if file.startswith("/") or ".." in file.split("/") or ":" in file or "\\" in file:
                raise ValueError("it leads out of the repository")
        return value
