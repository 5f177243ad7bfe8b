"""The report says whom a portal leaves behind, and claims nothing for a group that was hardly looked at."""

import re
from importlib import import_module
from typing import Any

import pytest

from auditor.audit import Audit
from auditor.registry import all_formats
from auditor.rule import Group
from tests.audits import a_page, a_rule, a_service, an_audit

people = import_module("auditor.reports._people")

LOW_VISION = ["low vision"]
PASSED = {"passed": 4, "failed": 0, "cantTell": 0}
FAILED = {"passed": 4, "failed": 3, "cantTell": 0}
OPEN = {"passed": 4, "failed": 0, "cantTell": 2}
UNTESTED = {"untested": "the page hung"}


def audited(*pages: dict[str, Any], of_service: dict[str, Any] | None = None, **rule: Any) -> Audit:
    """An audit in which each page has these counts, by rule; all rules are of people with low vision."""
    rules = dict.fromkeys([rule_id for page in (*pages, of_service or {}) for rule_id in page])
    return an_audit(
        pages=[a_page(f"p{number}", rules=counts) for number, counts in enumerate(pages)],
        services=[a_service(rules=of_service or {}, pages=[f"p{number}" for number, _ in enumerate(pages)])],
        rules=[
            a_rule(rule_id, "mobile", **{"groups": LOW_VISION, "weight": 3.0} | rule) for rule_id in rules
        ],
        findings=[],
        causes=[],
    )


def seen(audit: Audit, group: Group = Group.LOW_VISION) -> Any:
    return next(view for view in people.group_views(audit) if view.group == group)


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
    assert [view.group for view in people.group_views(audited())] == list(Group)


def section(audit: Audit) -> str:
    """The words of the report's section on people."""
    page = all_formats()["html"].render(audit)
    part = page[page.index('<h2 id="people">') : page.index('<h2 id="findings">')]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_a_group_that_was_hardly_looked_at_gets_no_praise() -> None:
    words = section(audited({"a": PASSED, "b": PASSED}))

    assert "People with low vision Not assessed 2 checks had something to look at" in words
    assert "No barrier found" not in words


def test_nothing_is_said_to_be_none_of_a_group_that_was_hardly_looked_at() -> None:
    words = section(audited({"a": PASSED, "b": PASSED}, groups=["no internet"]))

    assert "0 barriers" not in words
    assert "People without internet: not assessed" in words
    # Women and girls, whom nothing else than this group and one without checks concerns.
    assert "Not assessed: people without internet and people who share a phone or have none." in words


def test_of_the_mission_s_people_too_it_is_said_for_whom_no_barrier_was_found() -> None:
    words = section(audited({"a": PASSED, "b": PASSED, "c": PASSED}, groups=["no internet"]))

    assert "No barrier found for people without internet. Not assessed: people who share" in words


def test_what_was_looked_at_is_said_with_what_it_was_out_of() -> None:
    words = section(audited({"a": PASSED, "b": FAILED, "c": OPEN, "d": PASSED}))

    assert "People with low vision 1 barrier no barrier in 2 of 4 checks, 1 not decided" in words
    assert "Nothing was tested with people" in words


def test_the_people_of_the_mission_are_linked_where_that_was_measured() -> None:
    names = [each.name for each in people.MISSION]
    assert names == [
        *("Persons with disabilities", "Older persons", "People in poverty"),
        *("Women and girls", "Migrants and refugees", "Youth"),
    ]
    assert all(link.source and link.reason for each in people.MISSION for link in each.links)

    words = section(audited({"a": PASSED, "b": FAILED, "c": PASSED}))
    assert "Youth No measured link" in words
