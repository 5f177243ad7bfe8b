"""In which languages a portal says the same, and how else one may understand it, as `audit.json` holds it."""

from typing import Literal

from pydantic import Field

from auditor.result.model import ResultModel


class OtherWay(ResultModel):
    """Another way to understand what pages say, as they name it. No score counts it, and nobody tried it."""

    kind: Literal["easy", "signs", "aloud", "glossary"] = Field(
        description="a simpler version, one in a sign language, reading aloud, or a list that explains words"
    )
    text: str = Field(description="the words by which it is named")
    url: str | None = Field(description="where it is; null for a button, or the page itself")
    page: str = Field(description="id of the first page that names it")
    pages: int = Field(description="how many pages name it")
    own: bool = Field(
        description="named in the own text or title of one of them, not only in what is around it"
    )


type TranslationState = Literal[
    "real",
    "shorter",
    "partly",
    "untranslated",
    "other_page",
    "home_page",
    "untold",
    "widget",
    "none",
    "not_read",
]


class Translation(ResultModel):
    """What there is of a service in one language; docs/readability.md tells the states."""

    language: str
    state: TranslationState
    url: str | None = Field(description="where it is, or is said to be")
    page: str | None = Field(description="id of the page there, if it was read")
    written_in: str | None = Field(description="the language of most of its text, if that is another one")
    length: float | None = Field(
        description="its text as a share of the longest version's; null if too short"
    )
    widget: str | None = Field(description="what translates it by machine, if nothing else does")
    leads_home: str | None = Field(
        description="the first page that the link to this language leads to, although there is a version"
    )


class ServiceTranslations(ResultModel):
    """A service in the languages of the portal, in their order."""

    service: str | None = Field(description="its id; null for the first page of a portal without services")
    versions: list[Translation]


class Translations(ResultModel):
    """In which languages the services exist."""

    languages: list[str] = Field(description="official, announced, or written in; the official ones first")
    official: list[str]
    services: list[ServiceTranslations] = Field(
        description="a service that was found once in each language stands here once"
    )
    widgets: dict[str, int] = Field(description="pages with each widget that translates by machine")
