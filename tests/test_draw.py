"""The draw of findings that docs/accuracy.md reports on."""

from typing import Any

from bench.draw import draw


def finding(number: int, pillar: str = "mobile", outcome: str = "failed", **more: str) -> dict[str, Any]:
    return {"number": number, "pillar": pillar, "outcome": outcome, "rule": "a", "cause": "1"} | more


def test_rare_kinds_are_drawn_as_soon_as_frequent_ones() -> None:
    findings = [finding(number) for number in range(98)]
    findings += [finding(98, "weight"), finding(99, outcome="cantTell")]

    assert {98, 99} <= {drawn["number"] for drawn in draw(findings, 3, seed=1)}


def test_each_rule_and_then_each_cause_comes_before_any_comes_again() -> None:
    findings = [finding(number) for number in range(50)]
    findings += [finding(50, cause="2"), finding(51, rule="b", cause="3")]

    first, second, *_ = draw(findings, 3, seed=1)

    assert {first["rule"], second["rule"]} == {"a", "b"}


def test_a_seed_draws_the_same_again() -> None:
    findings = [finding(number) for number in range(50)]

    assert draw(findings, 20, seed=7) == draw(findings, 20, seed=7) != draw(findings, 20, seed=8)


def test_no_more_is_drawn_than_there_is() -> None:
    assert len(draw([finding(1), finding(2)], 20, seed=1)) == 2
