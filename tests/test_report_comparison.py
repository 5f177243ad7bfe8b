"""The page that sets portals side by side: fair, and explained."""

from typing import Any

import pytest
from lxml import html

from auditor.audit import Audit
from tests.audits import (
    PILLARS,
    a_blocker,
    a_channel,
    a_page,
    a_pillar,
    a_portal,
    a_rule,
    a_score,
    a_service,
    all_pillars,
    an_audit,
    compare,
    section,
    words,
)


def names_in(element: html.HtmlElement) -> list[str]:
    return [words(name) for name in element.xpath(".//tbody/tr/th")]


def totals(page: str) -> dict[str, str]:
    return {
        words(row.find("th")): words(row.find("td")) for row in section(page, "total").findall(".//tbody/tr")
    }


def test_portals_stand_in_alphabetical_order_whatever_their_scores_case_and_accents() -> None:
    audits = [
        a_portal("Zarbury", score=a_score(99)),
        a_portal("École", score=a_score(10)),
        a_portal("ardley", score=a_score(50)),
        a_portal("Fenwick", score=a_score(70)),
    ]
    expected = ["ardley", "École", "Fenwick", "Zarbury"]
    page = compare(*audits)
    assert names_in(section(page, "total")) == expected
    assert names_in(section(page, "pillars"))[:4] == expected
    assert [words(heading) for heading in section(page, "portals").findall(".//h3")] == expected


def test_with_all_pillars_measured_everywhere_the_totals_are_the_portals_own_scores() -> None:
    page = compare(a_portal("Ardley", score=a_score(74, 68, 81)), a_portal("Brink", score=a_score(50)))
    assert totals(page) == {"Ardley": "74 (68 to 81)", "Brink": "50"}
    assert "Nothing was dropped" in words(section(page, "dropped"))


def test_a_pillar_that_one_portal_lacks_is_dropped_from_the_total_of_all_and_named() -> None:
    page = compare(a_portal("Ardley", 100, None, 25, 100, 25), a_portal("Brink", 80, 5, 80, 80, 80))
    # The geometric mean of 100, 25, 100 and 25 is 50; that of four times 80 is 80, with the 5 left out.
    assert totals(page) == {"Ardley": "50", "Brink": "80"}
    dropped = words(section(page, "dropped"))
    assert "Readability is left out of the total: it could not be measured on Ardley." in dropped
    assert "Readability" not in [words(heading) for heading in section(page, "pillars").findall(".//h3")]


def test_a_zero_in_one_pillar_does_not_wipe_out_a_shared_total() -> None:
    page = compare(a_portal("Ardley", 100, None, 100, 100, 0), a_portal("Brink", 80, 5, 80, 80, 80))
    # 0 counts as 1: the fourth root of 100 * 100 * 100 * 1 is 31.6.
    assert totals(page)["Ardley"] == "32"


def test_with_no_pillar_in_common_there_is_no_total() -> None:
    page = compare(a_portal("Ardley", 80, None, None, None, None), a_portal("Brink", None, 80, 80, 80, 80))
    assert totals(page) == {}
    assert "no total to compare" in words(section(page, "total"))


def test_a_portal_that_was_not_measurable_is_set_aside_and_drops_nothing_from_the_others() -> None:
    shut = a_portal("Shut", state="not_measurable", reason="every page answered 403", score=a_score(None))
    page = compare(a_portal("Ardley"), shut, a_portal("Brink"))
    assert list(totals(page)) == ["Ardley", "Brink"]
    assert "Shut: not measurable. Every page answered 403" in words(section(page, "dropped"))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        pytest.param(a_score(80, 71, 90), "Brink is higher", id="apart"),
        pytest.param(a_score(80, 70, 90), "too close to call", id="ranges touch"),
        pytest.param(a_score(80, 60, 90), "too close to call", id="ranges overlap"),
        pytest.param(a_score(20, 10, 30), "Ardley is higher", id="apart, the other way"),
    ],
)
def test_totals_with_overlapping_ranges_are_too_close_to_call(other: dict[str, Any], said: str) -> None:
    page = compare(a_portal("Ardley", score=a_score(60, 50, 70)), a_portal("Brink", score=other))
    assert f"Ardley and Brink: {said}" in words(section(page, "total"))


def test_a_total_that_is_made_anew_is_the_mean_of_the_services() -> None:
    uneven = [a_service(id="a", pillars=all_pillars(90, None, 90, 90, 90)), a_service(id="b")]
    audit = an_audit(portal={"name": "Ardley", "pillars": all_pillars(85, None, 75, 90, 70)}, services=uneven)
    # The second service: the fourth root of 80 * 60 * 90 * 50 is 68.17; (90 + 68.17) / 2 is 79.1.
    assert totals(compare(audit, a_portal("Brink", 80, 5, 80, 80, 80)))["Ardley"] == "79"


def test_each_portal_is_told_where_it_is_above_or_below_all_others() -> None:
    page = compare(
        a_portal("Ardley", 50, 50, 60, 90, 20),
        a_portal("Brink", 50, 50, 30, 90, 80),
        a_portal("Corby", 50, 50, 40, 90, 60),
    )
    portals = words(section(page, "portals"))
    assert "Strongest in mobile (90 of 100). Weakest in channels (20 of 100): What is left" in portals
    ardley, brink, corby = (portals.split(name)[1] for name in ("Ardley ", "Brink ", "Corby "))
    assert (
        "Higher than every other portal here in weight. Lower than every other portal here in channels."
        in ardley
    )
    assert (
        "Higher than every other portal here in channels. Lower than every other portal here in weight."
        in brink
    )
    assert "every other portal" not in corby


def test_where_ranges_overlap_no_portal_is_called_higher() -> None:
    wide = all_pillars(50, 50, 50, 50, 50) | {"weight": a_pillar(60, 40, 80)}
    page = compare(
        an_audit(portal={"name": "Ardley", "pillars": wide}), a_portal("Brink", 50, 50, 50, 50, 50)
    )
    assert "every other portal" not in words(section(page, "portals"))


def test_channels_are_counted_over_the_services_that_were_read() -> None:
    found = {"phone": a_channel(), "sms": a_channel("mentioned")}
    services = [
        a_service(id="a", channels=found),
        a_service(id="b", channels={"phone": a_channel()}),
        a_service(id="c", state="not_measurable", reason="403", score=a_score(None)),
    ]
    portals = section(compare(an_audit(services=services)), "portals")
    rows = {words(row.find("th")): words(row.find("td")) for row in portals.findall(".//tbody/tr")}
    assert (rows["Telephone"], rows["Text message"], rows["Post"]) == (
        "2 of 2",
        "0 of 2 and 1 in words only",
        "0 of 2",
    )


def test_circumstances_that_differ_are_listed() -> None:
    limits = {"max_pages": 10, "depth": None, "include": [], "exclude": [], "listed": None}
    page = compare(a_portal("Ardley"), an_audit(portal={"name": "Brink"}, run={"limits": limits}))
    dropped = words(section(page, "dropped"))
    assert "Limit of pages Ardley: 60 Brink: 10" in dropped
    assert "Version of axe" not in dropped


def test_services_that_nobody_declared_are_marked() -> None:
    declared = a_portal("A", 60, 60, 60, 60, 60)
    inferred = an_audit(portal={"name": "B"}, services=[a_service(inferred=True)])
    page = compare(declared, inferred)
    assert words(section(page, "portals")).count("found by the program, not declared") == 1
    assert "Services A: declared B: found by the program" in words(section(page, "dropped"))


def test_what_ends_a_service_for_somebody_stands_beside_its_score() -> None:
    rule = a_rule("online-only", "channels", scope="service", blocker="quoted", title="It is online only")
    blocked = an_audit(
        portal={"name": "B"},
        services=[a_service(blockers=[a_blocker()], blocked="yes")],
        rules=[*an_audit().rules, rule],
    )
    told = words(section(compare(a_portal("A", 60, 60, 60, 60, 60), blocked), "portals"))
    assert told.count("Ends for somebody: It is online only: This service is online only") == 1


def test_rules_that_were_tested_on_some_portals_only_are_listed() -> None:
    untested = {"missing-name": {"untested": "the page was blank"}}
    other = an_audit(portal={"name": "Brink"}, pages=[a_page("one", rules=untested), a_page("two", rules={})])
    dropped = words(section(compare(a_portal("Ardley"), other), "dropped"))
    assert "1 rule could be tested on some portals only" in dropped
    assert "Title of missing-name (accessibility): not tested on Brink" in dropped


def test_one_portal_alone_can_be_shown() -> None:
    portals = words(section(compare(a_portal("Ardley", 10, 20, 30, 40, 50)), "portals"))
    assert "Strongest in channels (50 of 100). Weakest in accessibility (10 of 100): Can people" in portals
    assert "every other portal" not in portals


FAILED = {"passed": 0, "failed": 9, "cantTell": 0}
UNTESTED = {"untested": "the page was blank"}


def counted(name: str, passed: int, failed: int, **changes: Any) -> Audit:
    """A portal of two pages that count the same, by one rule a pillar."""
    counts = {f"of-{pillar}": {"passed": passed, "failed": failed, "cantTell": 0} for pillar in PILLARS}
    pages = [a_page(page, rules=counts) for page in ("one", "two")]
    rules = [a_rule(f"of-{pillar}", pillar) for pillar in PILLARS]
    own = {"services": [a_service(rules={})], "findings": [], "causes": []} | changes
    return an_audit(portal={"name": name}, pages=pages, rules=rules, **own)


def test_ranks_over_draws_are_told_in_plain_words() -> None:
    ranks = words(section(compare(counted("Ardley", 9, 1), counted("Brink", 1, 9)), "ranks"))

    assert "drawn anew 1,000 times" in ranks
    assert "Ardley 1 first in 100 % of the draws" in ranks
    assert "Brink 2 first in 0 % of the draws" in ranks
    assert "Ardley and Brink: Ardley is higher in 100 % of the draws." in ranks
    assert "No assumption alone moves any of them to another place." in ranks


def test_portals_that_counted_the_same_are_too_close_to_call() -> None:
    ranks = words(section(compare(counted("Ardley", 9, 1), counted("Brink", 9, 1)), "ranks"))

    assert "Ardley and Brink: too close to call; Ardley is higher in 0 % of the draws" in ranks


def test_a_rule_that_was_tested_on_one_of_them_only_ranks_nobody() -> None:
    """On Ardley it failed; on Brink, which is like Ardley otherwise, it could not be asked."""
    ardley, brink = counted("Ardley", 9, 1), counted("Brink", 9, 1)
    rules = [*ardley.rules, *an_audit(rules=[a_rule("more", "mobile")]).rules]
    one = a_page("one", rules=ardley.pages[0].model_dump(by_alias=True)["rules"] | {"more": FAILED})
    other = a_page("one", rules=brink.pages[0].model_dump(by_alias=True)["rules"] | {"more": UNTESTED})
    audits = [
        audit.model_copy(update={"rules": rules, "pages": an_audit(pages=[page]).pages})
        for audit, page in ((ardley, one), (brink, other))
    ]
    page = compare(*audits)

    assert "not tested on Brink" in words(section(page, "dropped"))
    assert "too close to call; Ardley is higher in 0 % of the draws, Brink in 0 %" in words(
        section(page, "ranks")
    )


def test_a_blocked_service_is_capped_in_the_draws_too() -> None:
    blocked = counted("Ardley", 9, 1, services=[a_service(blocked="yes", rules={})])
    free = counted("Brink", 9, 1, services=[a_service(rules={})])
    ranks = words(section(compare(blocked, free), "ranks"))

    assert "Ardley and Brink: Brink is higher" in ranks


def test_one_portal_alone_has_no_rank() -> None:
    assert 'id="ranks"' not in compare(counted("Ardley", 9, 1))
