"""What a service asks people to do and to read, as `audit.json` holds it and reports show it."""

from typing import Literal

from pydantic import Field

from auditor.result.model import ResultModel


class Asks(ResultModel):
    """A place where a page asks for something; `name` tells which document it is, "" for other things."""

    name: str
    text: str
    url: str


type SkillName = Literal["account", "upload", "scan", "app", "card", "sms_code"]


class Burden(ResultModel):
    """What a service asks of a person. Null is not assessed; what is not found may be asked all the same."""

    pages: int = Field(description="pages and states that differ in what they say")
    fields: int | None = Field(description="a group of radio buttons is one; a search of the site is none")
    required: int | None
    uploads: int | None
    documents: list[Asks] | None = Field(description="null where no page is in a language of known words")
    time_limits: list[Asks] | None
    codes: list[Asks] | None = Field(description="one-time codes, however they come")
    skills: dict[SkillName, list[Asks]] | None = Field(description="those that are asked for, with where")
    help: list[Asks] | None = Field(description="help that is offered")
    unknown_languages: list[str] = Field(
        description='of pages whose words were not read; "" if a language could not be told'
    )


class HardSentence(ResultModel):
    """A sentence of a service's texts that is hard to read by itself, why, and what helps."""

    text: str
    url: str
    words: int
    reason: str
    advice: str


class Reading(ResultModel):
    """How hard the running text of a service is, in its main language."""

    language: str | None = Field(description="ISO 639-1; null if it could not be told")
    years: float | None = Field(
        description="of schooling that it asks for, by the words of its pages; null without a grade"
    )
    low: float | None
    high: float | None
    formula: str | None
    limit_years: float = Field(description="what it may ask for: [readability] school_years of portal.toml")
    pages: int = Field(description="with running text, equal ones counted once")
    sentences: int
    words: int
    hardest: list[HardSentence] = Field(description="the hardest sentences over the limit by themselves")


class HardFormText(ResultModel):
    """A label, hint or error message of a service's forms that is hard by its words, why, and what helps."""

    kind: Literal["label", "hint", "error"]
    text: str
    url: str
    selector: str
    language: str | None = Field(description="ISO 639-1; null if it could not be told")
    reasons: list[str]
    advice: list[str]


class FormWords(ResultModel):
    """The words of a service's forms, each text counted once; too short for a grade, so judged by word."""

    labels: int
    hints: int
    errors: int = Field(description="error messages that were seen; a journey shows them")
    hard: int
    hardest: list[HardFormText] = Field(description="error messages first, then by the number of reasons")
    unlisted_languages: list[str] = Field(
        description='in which no words of offices are listed; "" if a language could not be told'
    )
