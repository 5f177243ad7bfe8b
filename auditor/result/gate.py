"""What `auditor ci` made of an audit, as `audit.json` holds it and reports show it."""

from datetime import date
from typing import Literal

from pydantic import Field

from auditor.result.model import ResultModel

type Against = Literal["baseline", "audit", "nothing"]
type FaultState = Literal["new", "expired", "unstable", "new_rule", "warned", "known", "suppressed"]
FAILING: tuple[FaultState, ...] = ("new", "expired")


class GateFault(ResultModel):
    """Failures of one cause, and what the gate makes of them."""

    cause: str
    service: str | None = Field(description="whose fault it is, if it is one of a service as a whole")
    rule: str
    pillar: Literal["accessibility", "readability", "weight", "mobile", "channels"]
    severity: Literal["critical", "serious", "moderate", "minor"]
    state: FaultState = Field(
        description="new and expired fail the build; unstable was not seen on a second load; new_rule is "
        "found by what the baseline's version did not ask; warned is new and does not fail; known is in "
        "the baseline"
    )
    why: str = Field(description="why it does not fail the build, in words; empty if it does, or is known")
    title: str
    message: str = Field(description="of its first finding")
    snippet: str | None
    selector: str | None
    url: str | None
    source: str | None = Field(description="the file that the page is made from, if portal.toml tells it")
    pages: list[str] = Field(description="ids of the pages that it is on")
    urls: list[str] = Field(description="addresses of the first of them")
    elements: int
    pages_before: int | None = Field(description="how many pages it was on; null if it was not known")


class GateKnown(ResultModel):
    """A fault of the baseline that was not found now."""

    cause: str
    rule: str
    service: str | None
    where: str = Field(description="path of the first page that it was on")
    what: str


class GateScore(ResultModel):
    """A service's score, or the portal's, before and now. Null is not known."""

    service: str | None = Field(description="its id; null for the portal")
    name: str
    before: float | None
    now: float | None


class GateSuppression(ResultModel):
    """Failures that somebody answers for until a day."""

    what: str
    reason: str
    owner: str
    expires: date
    state: Literal["used", "unused", "expired"] = Field(
        description="expired ones fail the build while there is something that they are about"
    )
    findings: int
    kept_in: Literal["portal.toml", "baseline"]


class Gate(ResultModel):
    """The verdict on a build."""

    passed: bool
    reasons: list[str] = Field(description="why it failed; empty if it passed")
    against: Against = Field(description="what it was compared with: a baseline, another audit, or nothing")
    newer: list[str] = Field(description="versions that differ from the baseline's, in words")
    faults: list[GateFault] = Field(description="what fails the build first")
    fixed: list[GateKnown] = Field(description="known faults that are no longer found where they were")
    not_seen: list[GateKnown] = Field(description="known faults whose place was not looked at this time")
    scores: list[GateScore]
    suppressions: list[GateSuppression]
    advice: list[str] = Field(description="bars that can be raised, and what else there is to do")
