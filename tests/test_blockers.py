"""A barrier that ends a service is claimed with its evidence, or not at all."""

import pytest

from auditor.audit import Blocker, Finding
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Failed
from auditor.registry import all_rules
from auditor.reporting.blockers import blockers_among
from auditor.rule import RegisteredRule
from tests.audits import a_finding

BLOCKING = {rule_id: rule for rule_id, rule in all_rules().items() if rule.rule.blocker}
SAID = {
    "page": None,
    "url": "https://portal.example/",
    "selector": "p",
    "snippet": "This service is online only",
    "message": "The page says so",
}


def found(rule: str = "online-only", **changes: object) -> Finding:
    return Finding.model_validate(a_finding(rule, "channels", **SAID | changes))


def test_there_is_a_rule_that_looks_for_blockers() -> None:
    assert "online-only" in BLOCKING


@pytest.mark.parametrize("rule", BLOCKING.values(), ids=BLOCKING)
def test_every_claim_of_such_a_rule_has_its_place_or_a_quotation(rule: RegisteredRule) -> None:
    outcomes = [
        outcome
        for example in rule.rule.examples
        if not isinstance(example.given, str)
        for outcome in outcomes_of(rule, example.given)
    ]
    claims = [outcome for outcome in outcomes if isinstance(outcome, Failed | CantTell)]

    assert claims
    assert all(claim.place.selector or claim.place.snippet for claim in claims)


def test_a_blocker_is_told_with_its_evidence() -> None:
    assert blockers_among([found()], BLOCKING) == [
        Blocker(
            rule="online-only",
            kind="quoted",
            message="The page says so",
            quote="This service is online only",
            page=None,
            url="https://portal.example/",
            selector="p",
            service="register",
        )
    ]


@pytest.mark.parametrize(
    "finding",
    [
        pytest.param(found(outcome="cantTell"), id="cannot be told"),
        pytest.param(found(outcome="untested"), id="untested"),
        pytest.param(found("missing-office"), id="another rule"),
        pytest.param(found(selector=None, snippet=None), id="without evidence"),
    ],
)
def test_nothing_else_is_a_blocker(finding: Finding) -> None:
    assert blockers_among([finding], all_rules()) == []


def test_a_rule_that_does_not_count_makes_no_blocker() -> None:
    assert blockers_among([found()], {}) == []


def test_one_cause_is_one_blocker_in_each_service() -> None:
    findings = [
        found(url="https://portal.example/1"),
        found(url="https://portal.example/2"),
        found(service="b"),
    ]

    told = blockers_among(findings, BLOCKING)

    assert [(each.service, each.url) for each in told] == [
        ("register", "https://portal.example/1"),
        ("b", "https://portal.example/"),
    ]
