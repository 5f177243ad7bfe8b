"""What bytes cost in money, by country. Pure.

Prices are ITU's data-only mobile-broadband baskets, of December 2025: the cheapest plan of the largest
operator with at least so much data a month, in US dollars and as a share of the monthly gross national income
per head. `baskets.csv` has what a third party read out of ITU's workbook. Its licence is ITU's, CC BY-NC-SA
3.0 IGO (NOTICE): whoever may not use it can take it away, and no price is told. docs/cost.md says what is
assumed.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.locale.speaking import finished

SOURCE = finished(
    "ITU price baskets 2025 (CC BY-NC-SA 3.0 IGO), as a third party read them out of ITU's workbook"
)
TABLE = "baskets.csv"
BASKET_BYTES = 5_000_000_000
EARLIER_BASKET_BYTES = 2_000_000_000
# Broadband Commission for Sustainable Development, Advocacy Target 2: entry-level broadband for less
# than this share of monthly gross national income per head, by 2025
TARGET_SHARE = 0.02
HALF_INCOME = 0.5  # ours, and no country's statistic: somebody who has half of the mean income
_DAYS_A_MONTH = 365 / 12


@dataclass(frozen=True, slots=True)
class Basket:
    """A month's mobile data: its price, and that as a share of a month's mean income."""

    size_bytes: int
    usd: float
    share_of_month: float

    @property
    def month_income_usd(self) -> float:
        """The mean income of a month that price and share imply."""
        return self.usd / self.share_of_month

    def usd_of(self, size_bytes: float) -> float:
        """Give the price of so many bytes, as a part of the basket's."""
        return self.usd * size_bytes / self.size_bytes

    def share_of_month_of(self, size_bytes: float) -> float:
        """Give that price as a share of a month's mean income."""
        return self.share_of_month * size_bytes / self.size_bytes

    def share_of_day_of(self, size_bytes: float) -> float:
        """Give that price as a share of a day's mean income, a year having 365 days of income."""
        return self.share_of_month_of(size_bytes) * _DAYS_A_MONTH

    def times(self, size_bytes: float) -> int | None:
        """Say how many times so many bytes fit into the basket; None where nothing is transferred."""
        return int(self.size_bytes / size_bytes) if size_bytes else None


@dataclass(frozen=True, slots=True)
class Country:
    """A country's baskets: `basket` of 2025, `earlier` the smaller one of 2024."""

    iso2: str
    iso3: str
    name: str
    basket: Basket
    earlier: Basket


def country_named(code: str) -> Country | None:
    """Find a country by its ISO 3166-1 code, of two letters or three; None if there is no price for it."""
    return _countries().get(code.upper())


@cache
def _countries() -> Mapping[str, Country]:
    table = files("auditor.cost").joinpath(TABLE)
    if not table.is_file():
        return {}
    countries = map(_country, csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    return {code: country for country in countries for code in (country.iso2, country.iso3)}


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        iso2=row["iso2"],
        iso3=row["iso3"],
        name=row["name"],
        basket=_basket(row, "basket_5gb_2025", BASKET_BYTES),
        earlier=_basket(row, "basket_2gb_2024", EARLIER_BASKET_BYTES),
    )


def _basket(row: Mapping[str, str], name: str, size_bytes: int) -> Basket:
    return Basket(size_bytes, float(row[f"{name}_usd"]), float(row[f"{name}_percent"]) / 100)
