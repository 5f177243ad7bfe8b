"""The reports say what a service costs, where its bytes go and what to cut first."""

from typing import Any

from auditor.conversion.cost import price_of
from auditor.cost.money import country_named
from tests.audits import a_service, an_audit, compare, render, section, words


def a_cost(**changes: Any) -> dict[str, Any]:
    kenya = country_named("KE")
    assert kenya is not None
    kinds = [
        {"kind": "picture", "own_bytes": 3_000_000, "other_bytes": 1_000_000, "files": 3},
        {"kind": "script", "own_bytes": 0, "other_bytes": 2_000_000, "files": 4},
    ]
    seconds = [
        {"main_text": 30.0, "usable": usable, "complete": complete}
        for usable, complete in ((200.4, 300.0), (41.2, 52.0), (9.94, 12.0))
    ]
    waits = [
        {
            "network": network,
            "device": device,
            "first": first | {"usable": first["usable"] + more},
            "again": seconds[2],
        }
        for network, first in (("edge", seconds[0]), ("3g", seconds[1]))
        for device, more in (("mid", 0), ("cheap", 5))
    ]
    cut = {
        "what": "third_party",
        "name": "count.example",
        "files": 4,
        "urls": [],
        "saved_bytes": 2_900_000,
        "saved_seconds": {"edge": 96.7, "3g": 14.4},
    }
    return {
        "pages": 2, "unknown_pages": 0, "by_journey": True, "first_bytes": 6_000_000, "first_requests": 9,
        "again_bytes": 40_000, "again_requests": 3, "hosts": ["count.example"], "grams_co2e": 0.889,
        "waits": waits, "kinds": kinds, "largest": [], "cuts": [cut], "prices": [price_of(6_000_000, kenya)],
    } | changes  # fmt: skip


def test_a_report_says_what_a_service_costs_where_that_goes_and_what_to_cut() -> None:
    document = section(render(an_audit(services=[a_service(cost=a_cost())])), "services")
    told = words(document)

    assert (
        "“Register a birth” takes 6.00 MB: 52 s on 3G, 5 min 0 s on EDGE; it costs 0.15 % of a day's mean "
        "income in Kenya. That is its journey of 2 pages and states, 9 requests; a day later 40 kB."
    ) in told
    assert (
        "Kenya: 0.15 % of a day's mean income (US$ 0.0093), 0.3 % for somebody who has half of it, as an "
        "assumption"
    ) in told
    assert "Pictures 3 files 4.00 MB 1.00 MB" in told
    assert "Do without count.example (4 files) 2.90 MB, 14 s on 3G, 1 min 37 s on EDGE" in told
    assert (
        "Until its pages can be used one waits 41 s on 3G and 3 min 20 s on EDGE with a mid-priced phone. "
        "It takes 46 s on 3G and 3 min 25 s on EDGE with a cheap phone."
    ) in told
    assert "EDGE 3 min 20 s 3 min 25 s 5 min 0 s 9.9 s" in told
    assert told.count("5 GB of mobile data cost US$ 7.73 a month (2025), 4.1 %") == 1
    assert "ITU price baskets 2025 (CC BY-NC-SA 3.0 IGO), as a third party read them out" in told
    # The longest bar is that of 4 MB, three quarters of it the portal's own.
    bars = [
        (bar.get("x"), bar.get("width"))
        for bar in document.xpath(".//table[contains(@class, 'bytes')]//*[local-name() = 'rect']")
    ]
    assert bars == [(None, "75.0%"), ("75.0%", "25.0%"), (None, "0.0%"), ("0.0%", "50.0%")]


def test_portals_are_compared_by_a_page_of_their_services_and_by_the_service_that_takes_most() -> None:
    services = [
        a_service(cost=a_cost()),
        a_service(id="bins", name="Bins", cost=a_cost(pages=6)),
        a_service(id="c", cost=None),
    ]
    page = compare(an_audit(services=services), an_audit(portal={"name": "Brink"}, run={"id": "r2"}))
    rows = [words(row) for row in section(page, "portals").xpath("./table/tbody/tr")]

    # 3 MB a page and 1 MB a page
    assert rows[0].startswith("Ardley 2.00 MB Register a birth: 6.00 MB over 2 pages; Kenya: 0.15 %")
    assert rows[1] == "Brink not known"
