"""Says in words what a service costs."""

import json
from collections.abc import Iterator
from typing import Literal

from auditor.audit import Audit
from auditor.cost.money import SOURCE, TARGET_SHARE
from auditor.cost.networks import DEVICES, NETWORKS
from auditor.outcome import Bytes
from auditor.result.cost import PHONE, TOLD_NETWORKS, Cost, Cut, KindBytes, Price, TransferKind

KINDS: dict[TransferKind, str] = {
    "page": "pages",
    "style": "style sheets",
    "script": "scripts",
    "picture": "pictures",
    "font": "fonts",
    "media": "sound and video",
    "data": "data for scripts",
    "document": "documents to read",
    "other": "other",
}


def summed_up(cost: Cost) -> str:
    """Say in one sentence what a first visit takes in data, time and, where it is known, money."""
    complete = _waits(cost, PHONE, "complete")
    times = f": {', '.join(complete)}" if complete else ""
    prices = [
        f"; it costs {percent(price.share_of_day)} of a day's mean income in {price.name}"
        for price in cost.prices[:1]
    ]
    return f"takes {Bytes(cost.first_bytes)}{times}{''.join(prices)}"


def again(cost: Cost) -> str:
    """Say what a visit a day later takes."""
    return f"a day later {Bytes(cost.again_bytes)}"


def waited(cost: Cost) -> str:
    """Say how long one waits with each phone on a usual and on a poor network, "" where that is not known."""
    told = [
        f"{' and '.join(usable)} with {device.name}"
        for device in DEVICES.values()
        if (usable := _waits(cost, device.id, "usable"))
    ]
    return f"Until its pages can be used one waits {', '.join(told)}" if told else ""


def _waits(cost: Cost, device: str, moment: Literal["usable", "complete"]) -> list[str]:
    waits = {wait.network: wait for wait in cost.waits or [] if wait.device == device}
    return [
        f"{duration(getattr(waits[name].first, moment))} on {NETWORKS[name].name}"
        for name in reversed(TOLD_NETWORKS)
        if name in waits
    ]


def counted(cost: Cost) -> str:
    """Say of what that is the sum, and what is not known."""
    if cost.by_journey:
        pages = f"its journey of {_many(cost.pages, 'page or state', 'pages and states')}"
    else:
        pages = "its page" if cost.pages == 1 else f"all its {cost.pages} pages that were visited"
    unknown = f"; what {cost.unknown_pages} more take is not known" if cost.unknown_pages else ""
    return f"{pages}, {_many(cost.first_requests, 'request')}{unknown}"


def priced(price: Price) -> str:
    """Say what a first visit costs in a country."""
    times = price.times_in_basket
    often = "" if times is None else f"; 5 GB are enough for it {_many(times, 'time')}"
    by_income = [percent(price.share_of_day), percent(price.share_of_day_half_income)]
    if len(set(by_income)) == 1:
        return (
            f"{by_income[0]} of a day's mean income, or, as an assumption, of half of it "
            f"({dollars(price.usd)}){often}"
        )
    return (
        f"{by_income[0]} of a day's mean income ({dollars(price.usd)}), "
        f"{by_income[1]} for somebody who has half of it, as an assumption{often}"
    )


def data(price: Price) -> str:
    """Say what data costs in a country, beside the target for it."""
    meets = "within" if price.basket_share_of_month < TARGET_SHARE else "over"
    share, target = percent(price.basket_share_of_month), percent(TARGET_SHARE)
    return (
        f"5 GB of mobile data cost {dollars(price.basket_usd)} a month (2025), {share} of a month's mean "
        f"income: {meets} the Broadband Commission's target of less than {target}. "
        f"2 GB were {percent(price.earlier_share_of_month)} of it in 2024"
    )


def countries_of(audit: Audit) -> list[Price]:
    """Give one price for each country that an audit has prices of."""
    return next((cost.prices for _, cost in costs_of(audit) if cost is not None), [])


def told_kind(kind: KindBytes) -> str:
    """Say what a kind takes, and which part of it comes from third parties."""
    theirs = f", {Bytes(kind.other_bytes)} of it from third parties" if kind.other_bytes else ""
    return f"{KINDS[kind.kind]} {Bytes(kind.own_bytes + kind.other_bytes)}{theirs}"


def to_do(cut: Cut) -> str:
    """Say what a cut is."""
    files = _many(cut.files, "file")
    match cut.what:
        case "third_party":
            return f"Do without {cut.name} ({files})"
        case "fonts":
            return f"Use the phone's own typefaces instead of {files} of fonts"
        case "media":
            return f"Let sound and video wait until they are asked for ({files})"
        case "resize":
            return f"Send pictures with as many pixels as are shown ({files})"
        case "webp":
            return f"Send pictures as WebP ({files})"
        case "compress":
            return f"Compress texts that are sent as they are ({files})"


def costs_of(audit: Audit) -> Iterator[tuple[str, Cost | None]]:
    """Give the name and the cost of each service, or of the portal where it has none."""
    if audit.services:
        yield from ((service.name, service.cost) for service in audit.services)
    else:
        yield audit.portal.name, audit.portal.cost


def gain(cut: Cut) -> str:
    """Say what a cut saves."""
    seconds = [
        f"{duration(cut.saved_seconds[name])} on {NETWORKS[name].name}"
        for name in reversed(TOLD_NETWORKS)
        if cut.saved_seconds.get(name)
    ]
    return ", ".join([str(Bytes(cut.saved_bytes)), *seconds])


def lines_of(audit: Audit) -> Iterator[str]:
    """Say what each service of an audit costs, or the portal where it has none."""
    for name, cost in costs_of(audit):
        yield from _lines(name, cost)
    for price in countries_of(audit):
        yield f"In {price.name} {data(price)}."
    yield f"Prices: {SOURCE}. Nothing of this is part of a score. How it is reckoned: docs/cost.md."


def json_lines_of(audit: Audit) -> Iterator[str]:
    """Give a line of JSON for each service, or the whole portal: its name, and its cost if that is known."""
    for name, cost in costs_of(audit):
        yield json.dumps({"name": name, "cost": cost and cost.model_dump(mode="json")}, ensure_ascii=False)


def _lines(name: str, cost: Cost | None) -> Iterator[str]:
    if cost is None:
        yield f"“{name}”: what it takes is not known"
        return
    yield f"“{name}” {summed_up(cost)}"
    yield f"  that is {counted(cost)}; {again(cost)}"
    if wait := waited(cost):
        yield f"  {wait} (estimated)"
    for price in cost.prices:
        yield f"  {price.name}: {priced(price)}"
    yield f"  where they go: {'; '.join(map(told_kind, cost.kinds))}"
    for number, cut in enumerate(cost.cuts, 1):
        yield f"  cut {number}: {to_do(cut)}: saves {gain(cut)}"
    yield f"  CO2: {cost.grams_co2e:.2g} g, by Sustainable Web Design 4"


def percent(share: float) -> str:
    """Say a share, however small, with two figures."""
    return "less than 0.001 %" if 0 < share < 0.00001 else f"{_plain(100 * share)} %"  # noqa: PLR2004  as it says


def duration(seconds: float) -> str:
    """Say a time: tenths of a second below ten of them, minutes from the first on."""
    if seconds < 9.95:  # noqa: PLR2004  ten, when it is rounded
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def dollars(usd: float) -> str:
    """Say US dollars, with two figures where they are less than one."""
    return f"US$ {usd:,.2f}" if usd >= 1 else f"US$ {_plain(usd)}"


def _plain(value: float) -> str:
    """Write a number with two figures, and all those before the point."""
    return f"{value:,.0f}" if value >= 10 else f"{float(f'{value:.2g}'):f}".rstrip("0").rstrip(".")  # noqa: PLR2004


def _many(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
