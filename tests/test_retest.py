"""What became of the faults of a run, by a later visit of its bad pages."""

from typing import Any

import pytest

from auditor.audit import Audit
from auditor.retest.command import told
from auditor.retest.comparing import fates, pages_to_visit
from tests.audits import HOME, a_page, a_rule, a_service, an_audit
from tests.gates import IMAGE, LINK, failed

RULES = [
    a_rule(IMAGE, "accessibility"),
    a_rule(LINK, "accessibility"),
    a_rule("advice", "mobile", scored=False),
]
ASKED = {IMAGE: {"passed": 1, "failed": 0, "cantTell": 0}}


def audit_of(*findings: dict[str, Any], pages: list[dict[str, Any]] | None = None) -> Audit:
    given = pages or [a_page("one", rules=ASKED), a_page("two", rules=ASKED), a_page("three", rules=ASKED)]
    return an_audit(findings=list(findings), causes=[], pages=given, services=[a_service()], rules=RULES)


def asked(rule: str, cause: str, page: str = "one", **changes: Any) -> dict[str, Any]:
    return failed(rule, cause, page) | {"outcome": "cantTell"} | changes


BY_PERSON = {
    "reviewer": "Ana", "reason": "R", "date": "2026-01-01", "expires": "2027-01-01",
    "outcome": "failed", "before": None,
}  # fmt: skip
ONE = failed(IMAGE, "c1-a", selector="img.one")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([ONE], [], [("fixed", "c1-a")]),
        ([ONE], [ONE], [("still_there", "c1-a")]),
        ([ONE], [asked(IMAGE, "c1-a")], [("open", "c1-a")]),
        ([asked(IMAGE, "c1-a")], [ONE], [("still_there", "c1-a")]),
        ([asked(IMAGE, "c1-a")], [], [("fixed", "c1-a")]),
        ([], [ONE], [("new", "c1-a")]),
        ([ONE], [failed(IMAGE, "c1-b", selector="img.one")], [("still_there", "c1-b")]),
        ([ONE], [failed(LINK, "c1-b", selector="img.one")], [("fixed", "c1-a"), ("new", "c1-b")]),
        ([ONE], [failed(IMAGE, "c1-b", "two", selector="img.one")], [("fixed", "c1-a"), ("new", "c1-b")]),
        ([failed("advice", "c1-a")], [failed("advice", "c1-b")], []),
        ([failed(IMAGE, "c1-a", answer=BY_PERSON)], [], [("not_looked_at", "c1-a")]),
    ],
    ids=[
        "gone", "there", "failed, now open", "open, now failed", "open, now gone", "new",
        "other markup at its place", "another rule at its place", "another page", "advice",
        "found by a person",
    ],
)  # fmt: skip
def test_a_fault_is_known_again_by_its_cause(
    before: list[dict[str, Any]], after: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    found = fates(audit_of(*before), audit_of(*after))
    assert [(fate.state, fate.finding.cause) for fate in found] == expected


@pytest.mark.parametrize(
    ("two", "why"),
    [
        ({"state": "untested", "reason": "it answered 503"}, "/two could not be visited: it answered 503"),
        ({"url": f"{HOME}other"}, "/two was not visited"),
        ({"rules": {IMAGE: {"untested": "lost"}}}, "its rule could not be asked on /two"),
    ],
    ids=["it failed", "not visited", "not asked"],
)
def test_nothing_is_fixed_where_a_page_of_it_was_not_looked_at(two: dict[str, Any], why: str) -> None:
    before = audit_of(ONE, failed(IMAGE, "c1-a", "two"))
    after = audit_of(pages=[a_page("one", rules=ASKED), a_page("two", **({"rules": ASKED} | two))])
    assert [(fate.state, fate.why) for fate in fates(before, after)] == [("not_looked_at", why)]


@pytest.mark.parametrize(
    ("pages", "state"), [(["one", "two"], "fixed"), (["one"], "not_looked_at")], ids=["all", "some"]
)
def test_a_fault_of_a_whole_service_needs_all_its_pages(pages: list[str], state: str) -> None:
    """The service of tests.audits has the pages one and two."""
    before = audit_of(failed(IMAGE, "c1-a", None))
    after = audit_of(pages=[a_page(page, rules=ASKED) for page in pages])
    assert [fate.state for fate in fates(before, after)] == [state]


def test_another_host_is_the_same_page() -> None:
    after = audit_of(pages=[a_page("one", url="http://127.0.0.1:9/one", rules=ASKED)])
    assert [fate.state for fate in fates(audit_of(ONE), after)] == ["fixed"]


def test_only_bad_pages_are_visited() -> None:
    pages = [
        a_page("one"),
        a_page("two"),
        a_page("three"),
        a_page("four"),
        a_page("lost", state="untested", reason="it answered 503"),
        a_page("state", state_of="one"),
    ]
    bad = audit_of(
        ONE,
        asked(IMAGE, "c1-b", "two"),
        failed("advice", "c1-c", "three"),
        failed(IMAGE, "c1-d", "four", answer=BY_PERSON),
        failed(IMAGE, "c1-a", "state"),
        pages=pages,
    )
    assert [page.id for page in pages_to_visit(bad)] == ["one", "two", "lost"]


def test_it_is_told_what_became_of_each() -> None:
    before = audit_of(ONE, failed(IMAGE, "c1-a", "two"), failed(LINK, "c1-l", selector="a"))
    after = audit_of(failed(IMAGE, "c1-a", "two"), failed(IMAGE, "c1-n", selector="img.new"))
    lines = list(told(before, after, fates(before, after)))
    assert [line.partition(":")[0] for line in lines if not line.startswith(" ")] == [
        "NEW", "still there", "fixed", "Run r1 visited 2 pages of run r1 (2026-03-03) again. By cause",
    ]  # fmt: skip
    assert "    on /two (1 of 2 pages), cause c1-a" in lines
    assert lines[-1].endswith("1 fixed, 1 still there, 0 open, 1 new, 0 not told.")
