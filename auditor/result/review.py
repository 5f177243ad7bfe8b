"""What people said of an audit, as `audit.json` holds it and reports show it."""

from datetime import date as Day  # noqa: N812  a field is called date
from typing import Literal

from pydantic import Field

from auditor.result.model import ResultModel


class Signed(ResultModel):
    """Who says so, why, when, and the last day on which it counts."""

    reviewer: str
    reason: str
    date: Day
    expires: Day


class Answer(Signed):
    """A person's answer about a finding, in place of the program's."""

    outcome: Literal["passed", "failed"]
    before: Literal["failed", "cantTell"] | None = Field(
        description="what the program had said; null for a finding that a person added"
    )

    @property
    def deed(self) -> str:
        """What the person did, in a word."""
        if self.before is None:
            return "added"
        if self.before == "cantTell":
            return f"answered: {self.outcome}"
        return "confirmed" if self.outcome == "failed" else "overturned"


class Reply(ResultModel):
    """What the portal's owner has to say of a finding."""

    by: str
    date: Day
    text: str


class Said(Signed):
    """One entry of the reviewed file, and whether it counts in this audit."""

    kind: Literal["answer", "finding", "criterion"]
    about: str = Field(description="the rule and cause, the place, or the success criterion")
    outcome: Literal["passed", "failed"]
    state: Literal["counts", "expired", "unmet", "contradicted"] = Field(
        description="unmet: nothing in this run is what it is about; contradicted: its criterion has failures"
    )
    findings: int = Field(description="how many findings it is about")


class Review(ResultModel):
    """All that people said of this portal's findings, counted or not."""

    entries: list[Said]
