"""What a service costs, as `audit.json` holds it and reports show it. No score counts any of it."""

from typing import Literal

from pydantic import Field

from auditor.result.model import ResultModel

type TransferKind = Literal[
    "page", "style", "script", "picture", "font", "media", "data", "document", "other"
]
type CutName = Literal["third_party", "fonts", "media", "compress", "resize", "webp"]

TOLD_NETWORKS = ("edge", "3g")  # a poor and a usual one, that sentences tell
PHONE = "mid"  # the phone that they are told with
CHEAP_PHONE = "cheap"


class KindBytes(ResultModel):
    """What a first visit transfers of one kind."""

    kind: TransferKind
    own_bytes: int = Field(description="from the portal's own hosts")
    other_bytes: int = Field(description="from third parties")
    files: int


class FileBytes(ResultModel):
    """A file, and what a first visit transfers of it on all pages together."""

    url: str
    kind: TransferKind
    bytes: int


class Seconds(ResultModel):
    """How long one waits for all pages of a service, one after another: an estimate (docs/cost.md)."""

    main_text: float = Field(description="until the main text of each is shown")
    usable: float = Field(description="until each answers to taps")
    complete: float = Field(description="until all of each is there")


class Wait(ResultModel):
    """A first and a return visit on a network, with a phone."""

    network: str = Field(description="id; auditor/cost/networks.toml has the networks and phones")
    device: str
    first: Seconds
    again: Seconds


class Cut(ResultModel):
    """Something to leave out or to make smaller. What several of these save does not add up."""

    what: CutName
    name: str | None = Field(description="the host, of a third party")
    files: int
    urls: list[str] = Field(description="those of these files that save most")
    saved_bytes: int = Field(description="of a first visit")
    saved_seconds: dict[str, float] = Field(
        description="until all is there, by network, on a mid-priced phone; empty where waits are null"
    )


class Price(ResultModel):
    """What a first visit costs in a country, as a part of a month's mobile data.

    From ITU's price baskets, as a third party read them out of ITU's workbook. Incomes are the gross national
    income per head that these imply.
    """

    country: str = Field(description="ISO 3166-1, two letters")
    name: str
    usd: float
    share_of_day: float = Field(description="of a day's mean income")
    share_of_month: float
    share_of_day_half_income: float = Field(
        description="of a day's income of somebody who has half of the mean: an assumption, no statistic"
    )
    times_in_basket: int | None = Field(description="how often 5 GB are enough for it")
    basket_usd: float = Field(description="5 GB a month, 2025")
    basket_share_of_month: float = Field(
        description="the Broadband Commission's target for 2025 was less than 0.02"
    )
    earlier_usd: float = Field(description="the same visit as a part of the basket of 2 GB, 2024")
    earlier_share_of_month: float = Field(description="of that basket as a whole")


class Cost(ResultModel):
    """What getting a service done costs: its pages one after another, shared files once."""

    pages: int = Field(description="pages and states of a journey that this is the sum of")
    unknown_pages: int = Field(description="of which it is not known what they transfer")
    by_journey: bool = Field(
        description="the pages are the start and the states of the journey; else all pages that were visited"
    )
    first_bytes: int = Field(description="a first visit, with an empty cache")
    first_requests: int
    again_bytes: int = Field(description="a visit a day later, by what RFC 9111 lets a browser keep")
    again_requests: int
    waits: list[Wait] | None = Field(
        description="from the poorest network to the best; null where there are more pages than one waits for"
    )
    kinds: list[KindBytes] = Field(description="of a first visit, the largest first")
    hosts: list[str] = Field(description="third parties, those that send most first")
    largest: list[FileBytes]
    cuts: list[Cut] = Field(description="what to do first, what saves most first")
    prices: list[Price] = Field(description="empty if no country is given, or no price of it is known")
    grams_co2e: float = Field(description="of a first visit, by Sustainable Web Design, version 4")


class PageCost(ResultModel):
    """What one page costs, opened by itself with an empty cache, and again a day later (docs/cost.md).

    Seconds are estimates, by network (auditor/cost/networks.toml), on a mid-priced phone; empty where nothing
    answered, or where there are too many requests to play the load again.
    """

    bytes_by_kind: dict[TransferKind, int] = Field(description="of a first visit")
    requests_by_kind: dict[TransferKind, int]
    other_bytes: int = Field(description="of these, from third parties")
    other_requests: int
    again_bytes: int = Field(description="of a visit a day later")
    again_requests: int
    main_text_s: dict[str, float] = Field(description="until the main text is shown")
    usable_s: dict[str, float] = Field(description="until it answers to taps")
    complete_s: dict[str, float] = Field(description="until all of it is there")
    again_complete_s: dict[str, float] = Field(description="the same, a day later")
