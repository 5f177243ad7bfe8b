"""For each group and dimension the barriers and what was not tested; nothing more where little was seen."""

from typing import Any

import pytest

from auditor.audit import Audit, View
from auditor.reporting.groups import LEAST_CHECKS, dimension_views, group_views, with_views
from auditor.rule import Dimension, Group
from auditor.standard import FUNCTIONAL_STATEMENTS, criteria
from tests.audits import LOW_VISION, a_cause, a_page, a_rule, a_service, an_audit, audited

PASSED = {"passed": 4, "failed": 0, "cantTell": 0}
FAILED = {"passed": 4, "failed": 3, "cantTell": 0}
OPEN = {"passed": 4, "failed": 0, "cantTell": 2}
UNTESTED = {"untested": "the page hung"}


def seen(audit: Audit, group: Group = Group.LOW_VISION) -> Any:
    return next(view for view in group_views(audit) if view.name == group)


def ids(rules: Any) -> list[str]:
    return [rule.id for rule in rules]


def test_a_rule_that_failed_anywhere_is_a_barrier_with_its_reach() -> None:
    view = seen(audited({"a": PASSED, "b": FAILED}, {"b": FAILED, "c": PASSED}, {"b": PASSED}))

    (barrier,) = view.barriers
    assert (barrier.rule.id, barrier.elements, barrier.pages, barrier.services) == ("b", 6, 2, ("register",))
    assert ids(view.clear) == ["a", "c"]


def test_the_heaviest_barriers_come_first() -> None:
    audit = audited({"a": FAILED, "b": FAILED, "c": FAILED}, {"c": FAILED})
    heavy = [rule.model_copy(update={"weight": 7.0 if rule.id == "b" else 3.0}) for rule in audit.rules]

    view = seen(audit.model_copy(update={"rules": heavy}))

    assert [barrier.rule.id for barrier in view.barriers] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("counts", "reason"),
    [pytest.param(OPEN, "", id="for a person"), pytest.param(UNTESTED, "the page hung", id="untested")],
)
def test_what_was_not_decided_on_one_page_is_clear_on_none(counts: dict[str, Any], reason: str) -> None:
    view = seen(audited({"a": PASSED}, {"a": counts}))

    assert view.clear == ()
    assert [(each.rule.id, each.reason) for each in view.unknown] == [("a", reason)]


def test_a_barrier_is_no_open_question_where_it_was_not_decided_elsewhere() -> None:
    view = seen(audited({"a": FAILED}, {"a": UNTESTED}))

    assert len(view.barriers) == 1
    assert view.unknown == ()


def test_rules_about_a_service_reach_no_page() -> None:
    (barrier,) = seen(audited({"a": PASSED}, of_service={"b": FAILED})).barriers

    assert (barrier.pages, barrier.services) == (0, ("register",))


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"scored": False}, id="is advice"),
        pytest.param({"groups": ["low literacy"]}, id="of others"),
    ],
)
def test_rules_that_do_not_concern_a_group_are_left_out(rule: dict[str, Any]) -> None:
    assert seen(audited({"a": FAILED}, **rule)).checks == 0


@pytest.mark.parametrize(
    ("page", "assessed"),
    [
        pytest.param({"a": PASSED, "b": PASSED, "c": FAILED}, True, id="three decided"),
        pytest.param({"a": PASSED, "b": PASSED, "c": OPEN}, False, id="two decided"),
    ],
)
def test_a_group_is_assessed_from_three_decided_checks_on(page: dict[str, Any], assessed: bool) -> None:
    assert seen(audited(page)).is_assessed is assessed


def test_every_group_is_told_of() -> None:
    assert [view.name for view in group_views(audited())] == list(Group)


def test_every_group_that_the_mission_names_is_one() -> None:
    assert set(Group) >= {
        *("without vision", "low vision", "without hearing", "limited movement", "limited cognition"),
        *("older persons", "low literacy", "second language", "prepaid data", "slow network"),
        *("basic phone", "shared or no own phone", "no internet", "no digital ID", "no national ID"),
    }


def test_rules_are_sorted_by_dimension_too() -> None:
    audit = audited({"a": PASSED, "b": FAILED}, dimension="affordability")

    views = {view.name: (len(view.barriers), len(view.clear)) for view in dimension_views(audit)}

    assert views == {"access": (0, 0), "affordability": (1, 1), "ability": (0, 0)}
    assert list(views) == list(Dimension)


def test_a_service_has_views_of_its_own() -> None:
    audit = an_audit(
        pages=[
            a_page("one", rules={"a": FAILED}),
            a_page("two", service="other", rules={"a": PASSED, "b": FAILED}),
        ],
        services=[a_service(pages=["one"], rules={}), a_service(id="other", pages=["two"], rules={})],
        rules=[a_rule(rule, "mobile", groups=LOW_VISION) for rule in ("a", "b")],
        findings=[],
        causes=[],
    )

    def barriers(service: str | None) -> list[str]:
        view = next(view for view in group_views(audit, service) if view.name == Group.LOW_VISION)
        return [barrier.rule.id for barrier in view.barriers]

    assert (barriers(None), barriers("register"), barriers("other")) == (["a", "b"], ["a"], ["b"])


# In audit.json


def written(audit: Audit) -> View:
    return next(view for view in with_views(audit).services[0].groups if view.name == Group.LOW_VISION)


def test_a_view_is_written_with_its_barriers_their_causes_and_what_was_not_tested() -> None:
    audit = audited({"a": PASSED, "b": FAILED, "c": OPEN, "d": PASSED}).model_copy(
        update={"causes": an_audit(causes=[a_cause("b"), a_cause("z")]).causes}
    )

    assert written(audit) == View(
        name="low vision",
        statements=["4.2.2 Usage with limited vision"],
        state="assessed",
        barriers=["b"],
        causes=["c1-b"],
        checks_decided=3,
        checks_total=4,
        not_tested=["c"],
    )


def test_under_the_least_number_of_checks_a_group_is_not_assessed() -> None:
    page = {str(number): PASSED for number in range(LEAST_CHECKS - 1)}

    assert written(audited(page)).state == "not_assessed"
    assert written(audited(page | {"more": PASSED})).state == "assessed"


def test_causes_of_other_services_are_not_those_of_this_one() -> None:
    audit = audited({"b": FAILED}).model_copy(
        update={"causes": an_audit(causes=[a_cause("b", services=["other"])]).causes}
    )

    assert written(audit).causes == []
    assert next(v for v in with_views(audit).portal.groups if v.name == "low vision").causes == ["c1-b"]


def test_no_view_has_points() -> None:
    assert not {"score", "value", "points"} & set(View.model_fields)


def test_the_groups_of_disability_are_the_functional_statements_that_the_criteria_name() -> None:
    named = {group for criterion in criteria().values() for group in criterion.groups}

    assert named <= set(FUNCTIONAL_STATEMENTS)
    assert [words.split()[0] for each in FUNCTIONAL_STATEMENTS.values() for words in each] == [
        *("4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.2.5", "4.2.6", "4.2.7", "4.2.8", "4.2.9", "4.2.10")
    ]
