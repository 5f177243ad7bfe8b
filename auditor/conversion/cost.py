"""Turns what a service's pages transfer into its cost in the public Audit."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from auditor.audit import Audit, Scored
from auditor.cost.carbon import grams_co2e
from auditor.cost.carried import Carried, unpack
from auditor.cost.cuts import Cut, cuts
from auditor.cost.money import HALF_INCOME, Country
from auditor.cost.networks import DEVICES, NETWORKS
from auditor.cost.page import PageCost, kind_of
from auditor.cost.service import Transfer, transfers
from auditor.cost.timing import Timing
from auditor.cost.waiting import again_sizes, first_sizes, waited
from auditor.result.cost import (
    PHONE,
    TOLD_NETWORKS,
    Cost,
    FileBytes,
    KindBytes,
    Price,
    Seconds,
    TransferKind,
    Wait,
)
from auditor.result.cost import Cut as CutResult
from auditor.result.cost import PageCost as PageCostResult
from auditor.service import PageDigest

MOST_FILES = 5
MOST_HOSTS = 20
MOST_CUT_URLS = 3
# Ours: nobody opens more to get one thing done, and each page takes a hundredth of a second to estimate.
MOST_WAITED_FOR = 25


@dataclass(frozen=True, slots=True)
class Way:
    """The pages that one opens to get a service done; `unknown` counts those that were not recorded."""

    pages: tuple[PageDigest, ...]
    unknown: int
    by_journey: bool


def cost_of(way: Way, country: Country | None) -> Cost | None:
    """Add up what a service costs; None if nothing is known of any of its pages."""
    if not way.pages:
        return None
    pages = [unpack(page.carried) for page in way.pages]
    moved = list(transfers(page.responses for page in pages))
    is_timed = way.by_journey or len(pages) <= MOST_WAITED_FOR
    first_bytes = sum(each.first_bytes for each in moved)
    return Cost(
        pages=len(way.pages),
        unknown_pages=way.unknown,
        by_journey=way.by_journey,
        first_bytes=first_bytes,
        first_requests=sum(each.first_bytes > 0 for each in moved),
        again_bytes=sum(each.again_bytes for each in moved),
        again_requests=sum(each.again_bytes > 0 for each in moved),
        waits=_waits(pages, moved) if is_timed else None,
        kinds=_kinds(moved),
        hosts=_hosts(moved),
        largest=_largest(moved),
        cuts=[
            _cut(cut, _saved_seconds(cut, pages, moved) if is_timed else {})
            for cut in cuts(moved, _fitting(pages))
        ],
        prices=[] if country is None else [price_of(first_bytes, country)],
        grams_co2e=round(grams_co2e(first_bytes), 4),
    )


def page_cost_of(cost: PageCost | None) -> PageCostResult | None:
    """Write down what one page costs; None if that is not known."""
    return None if cost is None else PageCostResult.model_validate(asdict(cost))


def with_countries(audit: Audit, countries: Sequence[Country]) -> Audit:
    """Give an audit with the prices of these countries in the place of its own country's."""

    def priced[S: Scored](scored: S) -> S:
        if scored.cost is None:
            return scored
        prices = [price_of(scored.cost.first_bytes, each) for each in countries]
        return scored.model_copy(update={"cost": scored.cost.model_copy(update={"prices": prices})})

    services = [priced(service) for service in audit.services]
    return audit.model_copy(update={"portal": priced(audit.portal), "services": services})


def price_of(size_bytes: int, country: Country) -> Price:
    """Say what so many bytes cost in a country."""
    basket = country.basket
    share_of_day = basket.share_of_day_of(size_bytes)
    return Price(
        country=country.iso2,
        name=country.name,
        usd=_figures(basket.usd_of(size_bytes)),
        share_of_day=_figures(share_of_day),
        share_of_month=_figures(basket.share_of_month_of(size_bytes)),
        share_of_day_half_income=_figures(share_of_day / HALF_INCOME),
        times_in_basket=basket.times(size_bytes),
        basket_usd=basket.usd,
        basket_share_of_month=_figures(basket.share_of_month),
        earlier_usd=_figures(country.earlier.usd_of(size_bytes)),
        earlier_share_of_month=_figures(country.earlier.share_of_month),
    )


def _figures(value: float) -> float:
    return float(f"{value:.4g}")


def _kinds(moved: Iterable[Transfer]) -> list[KindBytes]:
    counted: dict[TransferKind, list[Transfer]] = {}
    for each in moved:
        if each.first_bytes:
            counted.setdefault(kind_of(each.response), []).append(each)
    kinds = [
        KindBytes(
            kind=kind,
            own_bytes=sum(each.first_bytes for each in group if not each.response.third_party),
            other_bytes=sum(each.first_bytes for each in group if each.response.third_party),
            files=len(group),
        )
        for kind, group in counted.items()
    ]
    return sorted(kinds, key=lambda each: (-each.own_bytes - each.other_bytes, each.kind))


def _hosts(moved: Iterable[Transfer]) -> list[str]:
    sizes: dict[str, int] = {}
    for each in moved:
        if each.response.third_party:
            sizes[each.host] = sizes.get(each.host, 0) + each.first_bytes
    return sorted(sizes, key=lambda host: (-sizes[host], host))[:MOST_HOSTS]


def _largest(moved: Iterable[Transfer]) -> list[FileBytes]:
    sizes: dict[tuple[str, TransferKind], int] = {}
    for each in moved:
        key = each.response.url, kind_of(each.response)
        sizes[key] = sizes.get(key, 0) + each.first_bytes
    largest = sorted(sizes.items(), key=lambda each: (-each[1], each[0]))[:MOST_FILES]
    return [FileBytes(url=url, kind=kind, bytes=size) for (url, kind), size in largest if size]


def _waits(pages: Sequence[Carried], moved: Sequence[Transfer]) -> list[Wait]:
    first, again = first_sizes(moved), again_sizes(moved)
    return [
        Wait(
            network=network.id,
            device=device.id,
            first=_seconds(waited(pages, first, network, device)),
            again=_seconds(waited(pages, again, network, device)),
        )
        for network in NETWORKS.values()
        for device in DEVICES.values()
    ]


def _fitting(pages: Iterable[Carried]) -> dict[str, float]:
    """Say which part pictures need that have too many pixels, where they are shown largest."""
    parts: dict[str, float] = {}
    for page in pages:
        for url, part in page.fitting.items():
            parts[url] = max(part, parts.get(url, 0))
    return parts


def _seconds(timing: Timing) -> Seconds:
    return Seconds(
        main_text=round(timing.main_text_s, 2),
        usable=round(timing.usable_s, 2),
        complete=round(timing.complete_s, 2),
    )


def _saved_seconds(cut: Cut, pages: Sequence[Carried], moved: Sequence[Transfer]) -> dict[str, float]:
    """Estimate what a cut saves on the networks that are told, of the pages that have any of it."""
    sizes, phone = first_sizes(moved), DEVICES[PHONE]
    concerned = [number for number, of_page in sizes.items() if cut.left_bytes.keys() & of_page.keys()]
    pages = [pages[number] for number in concerned]
    sizes = {place: sizes[number] for place, number in enumerate(concerned)}
    saved = {}
    for name in TOLD_NETWORKS:
        now = waited(pages, sizes, NETWORKS[name], phone)
        then = waited(pages, sizes, NETWORKS[name], phone, cut.left_bytes)
        saved[name] = round(max(0, now.complete_s - then.complete_s), 2)
    return saved


def _cut(cut: Cut, saved_seconds: dict[str, float]) -> CutResult:
    return CutResult(
        what=cut.what.value,
        name=cut.name or None,
        files=len(cut.left_bytes),
        urls=list(cut.left_bytes)[:MOST_CUT_URLS],
        saved_bytes=cut.saved_bytes,
        saved_seconds=saved_seconds,
    )
