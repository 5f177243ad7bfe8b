"""The score on small cases whose arithmetic is shown, and on the example of docs/scoring.md."""

import re
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest

from auditor.examples import responses
from auditor.judge import Tally, outcomes_of, tally_of
from auditor.registry import all_rules
from auditor.rule import Pillar, Severity
from auditor.scoring.score import (
    Blocked,
    PillarRange,
    Range,
    ScoredRule,
    ServiceScore,
    score_portal,
    score_service,
    score_unit,
)
from auditor.scoring.weights import Weights, standard_weights

WEIGHTS = standard_weights()  # k = 1, g = 0.5, e = 0.5, floor 1, least coverage 0.5, cap 40
HEAVY = ScoredRule(Pillar.MOBILE, 10)
LIGHT = ScoredRule(Pillar.MOBILE, 3)
RULES = {"heavy": HEAVY, "light": LIGHT} | {str(pillar): ScoredRule(pillar, 7) for pillar in Pillar}
UNTESTED = Tally(untested="it was not recorded")
DOCUMENT = Path(__file__).parents[1] / "docs" / "scoring.md"


def unit(weights: Weights = WEIGHTS, **tallies: Tally) -> PillarRange:
    measured = score_unit(tallies, RULES, weights)
    assert measured is not None
    return measured


def service(*pages: Mapping[Pillar, Tally] | None) -> ServiceScore:
    """Score a service whose pages have one rule a pillar."""
    return score_service(
        [page and {str(pillar): tally for pillar, tally in page.items()} for page in pages], RULES, WEIGHTS
    )


def every_pillar(tally: Tally, **others: Tally) -> dict[Pillar, Tally]:
    return dict.fromkeys(Pillar, tally) | {Pillar(name): other for name, other in others.items()}


# One pillar of one page


@pytest.mark.parametrize(
    ("tally", "points"),
    [
        pytest.param(Tally(passed=50), 100, id="none fails"),
        pytest.param(Tally(passed=49, failed=1), 100 * (1 - sqrt(1 / 50)), id="one in fifty: 86"),
        pytest.param(Tally(passed=3, failed=1), 50, id="one in four: 1 - sqrt(0.25)"),
        pytest.param(Tally(passed=1, failed=49), 100 * (1 - sqrt(49 / 50)), id="all but one: 1"),
        pytest.param(Tally(failed=50), 0, id="all fail"),
        pytest.param(Tally(failed=1, within=0.75), 50, id="one fails by a quarter: 1 - sqrt(0.25)"),
    ],
)
def test_points_lost_are_the_square_root_of_the_share_lost(tally: Tally, points: float) -> None:
    assert unit(heavy=tally) == PillarRange(
        value=pytest.approx(points),
        low=pytest.approx(points),
        high=pytest.approx(points),
        coverage=1.0,
        estimate=pytest.approx(points),
    )


def test_a_rule_counts_by_its_weight_and_by_how_much_it_saw() -> None:
    # 10 * 1 / (1 + 1) = 5 of 10 * 1 / 2 = 5 are lost, and of 3 * 9 / (9 + 1) = 2.7 nothing
    assert unit(heavy=Tally(failed=1), light=Tally(passed=9)).value == pytest.approx(
        100 * (1 - sqrt(5 / 7.7))
    )


def test_a_failure_seen_once_costs_less_than_one_seen_throughout() -> None:
    beside = Tally(passed=50)

    once = unit(heavy=Tally(failed=1), light=beside).value
    throughout = unit(heavy=Tally(failed=50), light=beside).value

    assert once is not None
    assert throughout is not None
    assert once > throughout


def test_undecided_elements_fail_at_worst_and_pass_at_best() -> None:
    # decided: 1 of 2. With the 1 undecided and k = 1 unseen there are 4: at worst 1 passes, at best 1 fails
    measured = unit(heavy=Tally(passed=1, failed=1, cant_tell=1))

    assert measured.value == pytest.approx(100 * (1 - sqrt(1 / 2)))
    assert measured.low == pytest.approx(100 * (1 - sqrt(3 / 4)))
    assert measured.high == pytest.approx(50)


def test_what_is_within_a_limit_passes_at_worst_and_does_not_fail_at_best() -> None:
    # half of 1 is lost. With the 1 undecided and k = 1 unseen there are 3: at worst half of 1 passes
    measured = unit(heavy=Tally(failed=1, within=0.5, cant_tell=1))

    assert measured.value == pytest.approx(100 * (1 - sqrt(1 / 2)))
    assert measured.low == pytest.approx(100 * (1 - sqrt(2.5 / 3)))
    assert measured.high == pytest.approx(100 * (1 - sqrt(0.5 / 3)))


def test_a_rule_that_was_not_tested_counts_whole_at_worst_and_at_best() -> None:
    # 3 * 1 / (1 + 1) = 1.5 is decided and passed, 10 unknown
    measured = unit(heavy=UNTESTED, light=Tally(passed=1))

    assert measured.low == pytest.approx(100 * (1 - sqrt(10 / 11.5)))
    assert measured.high == 100
    assert measured.estimate == 100
    assert measured.value is None
    assert measured.coverage == pytest.approx(3 / 13)


def test_where_no_rule_applied_there_is_nothing_to_score() -> None:
    assert score_unit({"heavy": Tally()}, RULES, WEIGHTS) is None
    assert score_unit({}, RULES, WEIGHTS) is None


# A service


@pytest.mark.parametrize(
    ("undecided", "value"),
    [pytest.param(1, 100.0, id="half"), pytest.param(2, None, id="less than half")],
)
def test_a_pillar_is_measured_from_half_of_its_weight_on(undecided: int, value: float | None) -> None:
    scored = service(every_pillar(Tally(passed=1, cant_tell=undecided)))

    assert [measured and measured.value for measured in scored.pillars.values()] == [value] * 5
    assert scored.total is not None
    assert scored.total.value == value


def test_a_page_that_was_not_visited_may_be_anything() -> None:
    # the squares of (sqrt 50 + sqrt 0) / 2 and of (sqrt 50 + sqrt 100) / 2
    scored = service(every_pillar(Tally(passed=3, failed=1)), None)

    assert scored.pillars[Pillar.MOBILE] == PillarRange(
        value=50.0,
        low=pytest.approx(12.5),
        high=pytest.approx(25 * (1 + sqrt(2)) ** 2 / 2),
        coverage=0.5,
        estimate=50.0,
    )


@pytest.mark.parametrize(
    ("steps", "points"),
    [
        pytest.param([(3, 1), (1, 0)], 25 * (1 + sqrt(2)) ** 2 / 2, id="50 and 100: 72.9"),
        pytest.param([(0, 1), (1, 0)], 25.0, id="0 and 100"),
        pytest.param([(3, 1)] * 5, 50.0, id="equal ones"),
    ],
)
def test_a_service_is_a_chain_whose_bad_steps_weigh_more(steps: list[tuple[int, int]], points: float) -> None:
    scored = service(*(every_pillar(Tally(passed, failed)) for passed, failed in steps))

    measured = scored.pillars[Pillar.MOBILE]
    assert measured is not None
    assert measured.value == pytest.approx(points)


def test_a_page_to_which_a_pillar_does_not_apply_leaves_its_mean() -> None:
    whole = every_pillar(Tally(passed=3, failed=1))
    without = {pillar: tally for pillar, tally in whole.items() if pillar is not Pillar.READABILITY}

    assert service(whole, without) == service(whole)


def test_a_service_of_which_no_page_was_visited_has_no_score() -> None:
    assert service(None, None) == ServiceScore(None, dict.fromkeys(Pillar))
    assert service() == ServiceScore(None, dict.fromkeys(Pillar))


def test_a_rule_that_does_not_count_is_not_scored() -> None:
    page = {"heavy": Tally(passed=1), "advice": Tally(failed=9)}

    assert score_service([page], RULES, WEIGHTS) == score_service(
        [{"heavy": Tally(passed=1)}], RULES, WEIGHTS
    )


def test_the_total_is_the_geometric_mean_of_the_pillars() -> None:
    # one pillar of 50, four of 100: (50 * 100 ** 4) ** (1 / 5)
    scored = service(every_pillar(Tally(passed=1), channels=Tally(passed=3, failed=1)))

    assert scored.total == Range(
        pytest.approx(50**0.2 * 100**0.8),
        pytest.approx(50**0.2 * 100**0.8),
        pytest.approx(50**0.2 * 100**0.8),
    )


def test_a_pillar_counts_by_its_weight() -> None:
    weights = replace(WEIGHTS, pillar={**WEIGHTS.pillar, Pillar.CHANNELS: 4.0})
    page = dict.fromkeys(map(str, Pillar), Tally(passed=1)) | {"channels": Tally(passed=3, failed=1)}

    total = score_service([page], RULES, weights).total

    assert total is not None
    assert total.value == pytest.approx(50**0.5 * 100**0.5)  # weights 4 and 4 times 1


def test_a_pillar_at_zero_does_not_make_the_others_worthless() -> None:
    scored = service(every_pillar(Tally(passed=1), weight=Tally(failed=1)))

    assert scored.total is not None
    assert scored.total.value == pytest.approx(1**0.2 * 100**0.8)


def test_a_total_with_a_pillar_that_was_not_measured_is_only_a_range() -> None:
    scored = service(every_pillar(Tally(passed=1), readability=UNTESTED))

    assert scored.pillars[Pillar.READABILITY] is None
    assert scored.total == Range(None, pytest.approx(1**0.2 * 100**0.8), 100.0)


def test_a_faultless_service_has_exactly_100_points() -> None:
    """exp(log(100)) is 100.00000000000004, which no score may be."""
    faultless = service(every_pillar(Tally(passed=7)))

    assert faultless.total == Range(100.0, 100.0, 100.0)
    assert score_portal([faultless] * 3).total == Range(100.0, 100.0, 100.0)


# Blockers

BLOCKING = RULES | {"wall": ScoredRule(Pillar.CHANNELS, 1, blocker=True)}
FAULTLESS = dict.fromkeys(map(str, Pillar), Tally(passed=1))


@pytest.mark.parametrize(
    ("pages", "value", "low", "high", "state"),
    [
        pytest.param([{"wall": Tally(failed=1)}], 40, 40, 40, Blocked.YES, id="failed"),
        pytest.param([{"wall": Tally(cant_tell=1)}], 100, 40, 100, Blocked.PERHAPS, id="undecided"),
        pytest.param([{"wall": UNTESTED}], 100, 40, 100, Blocked.PERHAPS, id="untested"),
        pytest.param([{"wall": Tally(passed=1)}], 100, 100, 100, Blocked.NO, id="passed"),
        pytest.param([{}], 100, 100, 100, Blocked.NO, id="does not apply"),
        pytest.param([{}, {"wall": Tally(failed=1)}], 40, 40, 40, Blocked.YES, id="failed on one step"),
        # half of the roots are 0 at worst, so each pillar is 25
        pytest.param([{}, None], 100, 25, 100, Blocked.PERHAPS, id="a page was not visited"),
    ],
)
def test_a_blocker_caps_a_service_and_what_may_be_one_only_lowers_the_worst(
    pages: list[dict[str, Tally] | None], value: float, low: float, high: float, state: Blocked
) -> None:
    units = [None if page is None else FAULTLESS | page for page in pages]
    scored = score_service(units, BLOCKING, WEIGHTS)

    assert scored.blocked is state
    assert scored.total is not None
    assert (scored.total.value, scored.total.low, scored.total.high) == (value, pytest.approx(low), high)


def test_a_service_under_the_cap_is_not_lifted_to_it() -> None:
    poor = dict.fromkeys(map(str, Pillar), Tally(passed=1, failed=3)) | {"wall": Tally(failed=1)}
    total = score_service([poor], BLOCKING, WEIGHTS).total

    assert total is not None
    assert total.value is not None
    assert total.value < 100 * (1 - sqrt(3 / 4)) + 1e-9


def test_a_portal_is_blocked_as_its_worst_service_is() -> None:
    free = score_service([FAULTLESS], BLOCKING, WEIGHTS)
    perhaps = score_service([FAULTLESS | {"wall": UNTESTED}], BLOCKING, WEIGHTS)
    ends = score_service([FAULTLESS | {"wall": Tally(failed=1)}], BLOCKING, WEIGHTS)

    assert score_portal([free, perhaps]).blocked is Blocked.PERHAPS
    assert score_portal([ends, perhaps, free]).blocked is Blocked.YES
    assert score_portal([free, ends]).total == Range(70.0, 70.0, 70.0)


# A portal


def test_a_portal_is_the_mean_of_its_services() -> None:
    good, bad = service(every_pillar(Tally(passed=1))), service(every_pillar(Tally(passed=3, failed=1)))

    portal = score_portal([good, bad])

    assert portal.total == Range(pytest.approx(75), pytest.approx(75), pytest.approx(75))
    assert portal.pillars[Pillar.MOBILE] == PillarRange(75.0, 75.0, 75.0, 1.0, 75.0)


def test_a_portal_with_a_service_that_was_not_measured_is_only_a_range() -> None:
    portal = score_portal([service(every_pillar(Tally(passed=1))), service(None)])

    assert portal.total == Range(None, 50.0, 100.0)
    assert portal.pillars[Pillar.MOBILE] == PillarRange(None, 50.0, 100.0, 0.5, 100.0)


def test_what_was_decided_of_a_service_without_a_value_lifts_no_pillar_of_the_portal() -> None:
    """One rule of three was decided there, and passed: too little for a value of its own."""
    half = service(every_pillar(Tally(passed=3, failed=1)))
    hidden = score_service(
        [{"a": Tally(passed=1), "b": UNTESTED, "c": UNTESTED}],
        dict.fromkeys("abc", ScoredRule(Pillar.READABILITY, 1)),
        WEIGHTS,
    )
    assert hidden.pillars[Pillar.READABILITY] is not None
    assert hidden.pillars[Pillar.READABILITY].value is None
    whole = score_portal([half, half, half, hidden]).pillars[Pillar.READABILITY]
    assert whole is not None
    assert whole.coverage > WEIGHTS.least_coverage
    assert whole.value is None


@pytest.mark.parametrize("services", [[], [service(None)]], ids=["no service", "none was visited"])
def test_a_portal_without_a_measured_service_has_no_score(services: list[ServiceScore]) -> None:
    assert score_portal(services) == ServiceScore(None, dict.fromkeys(Pillar))


# The weights


def test_the_weights_are_complete_and_within_their_bounds() -> None:
    assert set(WEIGHTS.severity) == set(Severity)
    assert set(WEIGHTS.pillar) == set(Pillar)
    assert min(*WEIGHTS.severity.values(), *WEIGHTS.pillar.values()) > 0
    assert WEIGHTS.shrinkage >= 0
    assert 0 < WEIGHTS.exponent <= 1
    assert 0 < WEIGHTS.floor < 100
    assert 0 < WEIGHTS.least_coverage <= 1
    assert 0 < WEIGHTS.chain <= 1
    assert WEIGHTS.floor <= WEIGHTS.cap < 100


def test_severities_weigh_what_lighthouse_gives_to_axes_impacts() -> None:
    # GoogleChrome/lighthouse, core/config/default-config.js, table in the accessibility category
    assert WEIGHTS.severity == {
        Severity.MINOR: 1,
        Severity.MODERATE: 3,
        Severity.SERIOUS: 7,
        Severity.CRITICAL: 10,
    }


# The example of docs/scoring.md, read from it


def table(heading: str) -> list[dict[str, str]]:
    """The rows of the first table under a heading of the document, by column."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"\n### {heading}\n")[1].split("\n#")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    header, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(header, row, strict=True)) for row in rows]


def tally(cell: str) -> Tally:
    """Read a cell such as "28 passed, 2 failed, 1 undecided" or "1 failed by 0.5"; "-" is inapplicable."""
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|undecided)", cell)}
    assert counts or cell == "-", cell
    failed, excess = counts.get("failed", 0), re.search(r"failed by ([\d.]+)", cell)
    within = failed * (1 - float(excess[1])) if excess else 0.0
    return Tally(counts.get("passed", 0), failed, counts.get("undecided", 0), within=within)


def example_rules() -> dict[str, ScoredRule]:
    return {
        row["rule"]: ScoredRule(Pillar(row["pillar"]), float(row["w"])) for row in table("What was counted")
    }


def example_page(name: str, *pillars: str) -> dict[str, Tally]:
    return {row["rule"]: tally(row[name]) for row in table("What was counted") if row["pillar"] in pillars}


def example_score(weights: Weights) -> ServiceScore:
    pages = [example_page("start page", *Pillar), example_page("form", *Pillar)]
    return score_service(pages, example_rules(), weights)


def shown(points: float | None) -> str:
    return "-" if points is None else f"{points:.2f}"


@pytest.mark.parametrize("row", table("What was counted"), ids=lambda row: row["rule"])
def test_the_example_uses_real_rules_with_their_weights(row: Mapping[str, str]) -> None:
    rule = all_rules()[row["rule"]]

    assert (row["pillar"], float(row["w"])) == (rule.pillar, WEIGHTS.severity[rule.rule.severity])


@pytest.mark.parametrize(
    ("name", "value", "low", "high"),
    [("start page", "60.78", "60.78", "60.78"), ("form", "69.47", "65.11", "69.71")],
    ids=["start page", "form"],
)
def test_the_example_gives_the_pages_that_the_document_says(
    name: str, value: str, low: str, high: str
) -> None:
    measured = score_unit(example_page(name, "accessibility"), example_rules(), WEIGHTS)

    assert measured is not None
    assert (shown(measured.value), shown(measured.low), shown(measured.high)) == (value, low, high)
    assert all(points in DOCUMENT.read_text(encoding="utf-8") for points in (value, low, high))


@pytest.mark.parametrize(
    ("heavy", "light", "points"),
    [
        pytest.param(Tally(failed=1), Tally(passed=50), "41.88", id="1 failed"),
        pytest.param(Tally(failed=2), Tally(passed=100), "36.57", id="twice as much"),
        pytest.param(Tally(passed=1), Tally(passed=25, failed=25), "42.46", id="1 passed"),
        pytest.param(Tally(passed=2), Tally(passed=50, failed=50), "45.34", id="twice as much passed"),
    ],
)
def test_shrinkage_works_either_way_as_the_document_says(heavy: Tally, light: Tally, points: str) -> None:
    alike = dict.fromkeys(("heavy", "light"), HEAVY)
    measured = score_unit({"heavy": heavy, "light": light}, alike, WEIGHTS)

    assert measured is not None
    assert shown(measured.value) == points
    assert points in DOCUMENT.read_text(encoding="utf-8")


def test_the_example_gives_the_pillars_that_the_document_says() -> None:
    pillars = example_score(WEIGHTS).pillars

    assert table("The pillars") == [
        {
            "pillar": pillar,
            "value": shown(measured.value),
            "low": shown(measured.low),
            "high": shown(measured.high),
            "coverage": f"{measured.coverage:.2f}",
        }
        for pillar, measured in pillars.items()
        if measured is not None
    ]


@pytest.mark.parametrize("row", table("What bytes cost"), ids=lambda row: row["page"])
def test_bytes_cost_what_the_document_says(row: Mapping[str, str]) -> None:
    rules = all_rules()
    once = ("many-requests", "trackers", "script-only-text", "script-only-links")
    heavy = tally_of(outcomes_of(rules["heavy-page"], responses(int(row["bytes"].replace(",", "")))))
    tallies = {"heavy-page": heavy, "slow-load": Tally(passed=3), **dict.fromkeys(once, Tally(passed=1))}
    scored = {
        rule: ScoredRule(Pillar.WEIGHT, WEIGHTS.severity[rules[rule].rule.severity]) for rule in tallies
    }
    measured = score_unit(tallies, scored, WEIGHTS)

    over = sum(float(row[network]) for network in ("over on EDGE", "on slow 3G", "on 3G"))
    assert heavy.failing == pytest.approx(over, abs=2e-4)
    assert measured is not None
    assert shown(measured.value) == row["points"]


def assumed(changes: str) -> Weights:
    """Read assumptions such as "k = 0"; "as published" changes nothing."""
    names = {
        "k": "shrinkage",
        "g": "exponent",
        "e": "chain",
        "floor": "floor",
        "least coverage": "least_coverage",
    }
    found = re.fullmatch(r"(k|g|e|floor|least coverage) = ([\d.]+)", changes)
    assert found or changes == "as published", changes
    return replace(WEIGHTS, **{names[found[1]]: float(found[2])}) if found else WEIGHTS


@pytest.mark.parametrize("row", table("The total"), ids=lambda row: row["assumption"])
def test_the_example_gives_the_totals_that_the_document_says(row: Mapping[str, str]) -> None:
    total = example_score(assumed(row["assumption"])).total

    assert total is not None
    assert (row["value"], row["low"], row["high"]) == (
        shown(total.value),
        shown(total.low),
        shown(total.high),
    )
