"""Ways other than the web, and who can get a service done, as `audit.json` holds it and reports show it."""

from datetime import date as Day  # noqa: N812  a field is called date
from typing import Literal

from pydantic import Field

from auditor.result.model import ResultModel


class ChannelEvidence(ResultModel):
    """Words of a page that tell of a channel. `value` is what one would dial or write to."""

    value: str
    text: str
    url: str
    selector: str
    kind: str | None = Field(
        default=None,
        description="which variant of the channel: the kiosk of an agent, the call-back of a phone",
    )
    where: Literal["own", "aside", "header", "navigation", "footer", "declared", "repeated"] = Field(
        default="own",
        description="where on the page; declared is structured data about the organisation, repeated what "
        "stands on most pages of the portal, though in no header or footer",
    )
    purpose: Literal["task", "ask", "unsaid"] = Field(
        default="unsaid", description="whether the task itself can be done there, or only asked about"
    )
    cost: Literal["free", "standard", "shared", "premium", "unknown"] = Field(
        default="unknown", description="of a number, by its range or by words beside it"
    )
    cost_text: str | None = Field(default=None, description="the page's words on the cost")
    hours: str | None = Field(default=None, description="the page's words on when it is open")
    languages: list[str] = Field(default=[], description="named beside it, ISO 639-1")
    bring: str | None = Field(default=None, description="the page's words on what to bring or have ready")


class Try(ResultModel):
    """What came of it when a person tried a channel, as they wrote it down."""

    date: Day
    answered: bool
    value: str = Field(description="the number or address that was tried, empty if it was not noted")
    minutes: float | None = Field(description="until the answer")
    language: str | None
    by: str
    note: str


class ChannelFound(ResultModel):
    """What the pages tell of a way other than the web; the auditor never tries it, people may have."""

    level: Literal["absent", "mentioned", "actionable", "complete"] | None = Field(
        description="null where it was not found and could not be looked for in all places"
    )
    evidence: list[ChannelEvidence]
    tries: list[Try] = Field(default=[], description="by people, from tries.toml; the newest first")


class WhoCanEvidence(ResultModel):
    """Words of a page that an answer rests on; the channel is null where they speak of none.

    Where it is the whole page, they are its heading, and the selector is empty.
    """

    channel: str | None
    text: str
    url: str
    selector: str


class WhoCan(ResultModel):
    """Whether somebody can get a service done, as far as its pages say. Nobody tried."""

    person: Literal["no_internet", "basic_phone", "no_digital_id", "no_data", "deaf", "other_language"]
    answer: Literal["yes", "partly", "no", "not_said"] = Field(
        description="no needs a sentence that allows one way only; silence is not_said"
    )
    reason: str
    evidence: list[WhoCanEvidence]
