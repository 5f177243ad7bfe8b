"""Says in words what a service costs."""

import json
from collections.abc import Iterator
from typing import Literal

from auditor.audit import Audit
from auditor.cost.money import SOURCE, TARGET_SHARE
from auditor.cost.networks import DEVICES, NETWORKS
from auditor.locale import speaking
from auditor.locale.speaking import decimal, gettext, listed, marked, ngettext, quantity, retold
from auditor.outcome import Bytes, Seconds
from auditor.result.cost import PHONE, TOLD_NETWORKS, Cost, Cut, KindBytes, Price, TransferKind

LEAST_SHARE = 0.00001  # smaller ones are told as less than that
KINDS: dict[TransferKind, str] = {
    "page": marked("pages"),
    "style": marked("style sheets"),
    "script": marked("scripts"),
    "picture": marked("pictures"),
    "font": marked("fonts"),
    "media": marked("sound and video"),
    "data": marked("data for scripts"),
    "document": marked("documents to read"),
    "other": marked("other"),
}


def summed_up(cost: Cost) -> str:
    """Say in one sentence what a first visit takes in data, time and, where it is known, money."""
    taken = gettext("takes {size}", size=Bytes(cost.first_bytes))
    if complete := _waits(cost, PHONE, "complete"):
        taken = gettext("{taken}: {times}", taken=taken, times=", ".join(complete))
    for price in cost.prices[:1]:
        taken = gettext(
            "{taken}; it costs {share} of a day's mean income in {country}",
            taken=taken,
            share=percent(price.share_of_day),
            country=price.name,
        )
    return taken


def again(cost: Cost) -> str:
    """Say what a visit a day later takes."""
    return gettext("a day later {size}", size=Bytes(cost.again_bytes))


def waited(cost: Cost) -> str:
    """Say how long one waits with each phone on a usual and on a poor network, "" where that is not known."""
    told = [
        gettext("{times} with {phone}", times=listed(usable), phone=retold(device.name))
        for device in DEVICES.values()
        if (usable := _waits(cost, device.id, "usable"))
    ]
    if not told:
        return ""
    first, *others = told
    said = [gettext("Until its pages can be used one waits {times}", times=first)]
    return ". ".join(said + [gettext("It takes {times}", times=times) for times in others])


def _waits(cost: Cost, device: str, moment: Literal["usable", "complete"]) -> list[str]:
    waits = {wait.network: wait for wait in cost.waits or [] if wait.device == device}
    return [
        _on_network(getattr(waits[name].first, moment), name)
        for name in reversed(TOLD_NETWORKS)
        if name in waits
    ]


def _on_network(seconds: float, network: str) -> str:
    return gettext("{time} on {network}", time=duration(seconds), network=retold(NETWORKS[network].name))


def counted(cost: Cost) -> str:
    """Say of what that is the sum, and what is not known."""
    if cost.by_journey:
        pages = ngettext(
            "its journey of {n} page or state", "its journey of {n} pages and states", cost.pages
        )
    else:
        pages = ngettext("its page", "all its {n} pages that were visited", cost.pages)
    requests = ngettext("{n} request", "{n} requests", cost.first_requests)
    if not cost.unknown_pages:
        return f"{pages}, {requests}"
    unknown = ngettext(
        "what {n} more take is not known", "what {n} more take is not known", cost.unknown_pages
    )
    return f"{pages}, {requests}; {unknown}"


def priced(price: Price) -> str:
    """Say what a first visit costs in a country."""
    often = ""
    if price.times_in_basket is not None:
        often = "; " + ngettext(
            "5 GB are enough for it {n} time", "5 GB are enough for it {n} times", price.times_in_basket
        )
    share, share_of_half = percent(price.share_of_day), percent(price.share_of_day_half_income)
    if share == share_of_half:
        return (
            gettext(
                "{share} of a day's mean income, or, as an assumption, of half of it ({price})",
                share=share,
                price=dollars(price.usd),
            )
            + often
        )
    return (
        gettext(
            "{share} of a day's mean income ({price}), "
            "{half} for somebody who has half of it, as an assumption",
            share=share,
            price=dollars(price.usd),
            half=share_of_half,
        )
        + often
    )


def data(price: Price) -> str:
    """Say what data costs in a country, beside the target for it."""
    target = percent(TARGET_SHARE)
    if price.basket_share_of_month < TARGET_SHARE:
        met = gettext("within the Broadband Commission's target of less than {target}", target=target)
    else:
        met = gettext("over the Broadband Commission's target of less than {target}", target=target)
    return gettext(
        "5 GB of mobile data cost {price} a month (2025), {share} of a month's mean income. That is {met}. "
        "2 GB were {earlier} of it in 2024",
        price=dollars(price.basket_usd),
        share=percent(price.basket_share_of_month),
        met=met,
        earlier=percent(price.earlier_share_of_month),
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
    files = ngettext("{n} file", "{n} files", cut.files)
    match cut.what:
        case "third_party":
            return gettext("Do without {host} ({files})", host=cut.name, files=files)
        case "fonts":
            return gettext("Use the phone's own typefaces instead of {files} of fonts", files=files)
        case "media":
            return gettext("Let sound and video wait until they are asked for ({files})", files=files)
        case "resize":
            return gettext("Send pictures with as many pixels as are shown ({files})", files=files)
        case "webp":
            return gettext("Send pictures as WebP ({files})", files=files)
        case "compress":
            return gettext("Compress texts that are sent as they are ({files})", files=files)


def costs_of(audit: Audit) -> Iterator[tuple[str, Cost | None]]:
    """Give the name and the cost of each service, or of the portal where it has none."""
    if audit.services:
        yield from ((service.name, service.cost) for service in audit.services)
    else:
        yield audit.portal.name, audit.portal.cost


def gain(cut: Cut) -> str:
    """Say what a cut saves."""
    seconds = [
        _on_network(cut.saved_seconds[name], name)
        for name in reversed(TOLD_NETWORKS)
        if cut.saved_seconds.get(name)
    ]
    return ", ".join([quantity(Bytes(cut.saved_bytes)), *seconds])


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
    if 0 < share < LEAST_SHARE:
        return gettext("less than {share}", share=speaking.percent(LEAST_SHARE, decimals=3))
    return speaking.percent(share, decimals=_decimals(100 * share))


def duration(seconds: float) -> str:
    """Say a time: tenths of a second below ten of them, minutes from the first on."""
    if seconds < 9.95:  # noqa: PLR2004  ten, when it is rounded
        return quantity(Seconds(seconds))
    minutes, rest = divmod(round(seconds), 60)
    if minutes:
        return gettext("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return gettext("{seconds} s", seconds=rest)


def dollars(usd: float) -> str:
    """Say US dollars, with two figures where they are less than one."""
    decimals = 2 if usd >= 1 else _decimals(usd)
    return f"US$ {decimal(usd, _pattern(decimals))}"


def _decimals(value: float) -> int:
    """Give the decimals that a number is written with: two figures, and all those before the point."""
    if value >= 10:  # noqa: PLR2004  two figures
        return 0
    return len(f"{float(f'{value:.2g}'):f}".rstrip("0").partition(".")[2])


def _pattern(decimals: int) -> str:
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")
