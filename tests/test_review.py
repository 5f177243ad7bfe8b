"""What people answered: the file it is kept in, and how it counts in an audit."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit import Audit, Counts, Finding
from auditor.judge import Tally
from auditor.outcome import Verdict
from auditor.registry import all_formats
from auditor.review.about import alike_id
from auditor.review.counting import Counting
from auditor.review.record import Review, ReviewError, read_review, write_review
from auditor.review.replies import read_replies, with_replies
from auditor.rule import Pillar
from auditor.run.assembly import assemble
from auditor.scoring.score import ScoredRule, score_service
from auditor.scoring.weights import standard_weights
from auditor.settings import SettingsError, read_settings
from auditor.store.workspace import Workspace
from tests.audits import a_finding, an_audit, render, section, words
from tests.made import HEAVY, LIGHT, RUN, SERVICES, Made, at, finding, weight

SIGNED: dict[str, Any] = {
    "reviewer": "Ana Pérez",
    "reason": "I looked",
    "date": date(2024, 12, 30),
    "expires": date(2025, 12, 30),  # the runs of tests.made begin on 2025-01-01
}
CAUSE = "c1-000000000001"
DATED = "reviewer='A'\nreason='R'\ndate=2026-01-{}\nexpires=2026-01-{}"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    (tmp_path / "portal.toml").write_text(SERVICES, encoding="utf-8")
    with Workspace(tmp_path / "workspace.db") as store:
        yield Made(store, read_settings(str(tmp_path / "portal.toml")))


def review(**entries: list[dict[str, Any]]) -> Review:
    signed = {name: tuple(SIGNED | each for each in group) for name, group in entries.items()}
    return Review.model_validate({"portal": "Portal"} | signed)


def reviewed(made: Made, **entries: list[dict[str, Any]]) -> Audit:
    return assemble(made.store, made.store.run(RUN), review(**entries))


def findings_of(audit: Audit, rule: str) -> list[Finding]:
    return [each for each in audit.findings if each.rule == rule]


def outcomes(audit: Audit, rule: str) -> list[str]:
    return [each.outcome for each in findings_of(audit, rule)]


def states(audit: Audit) -> list[str]:
    return [each.state for each in audit.review.entries] if audit.review else []


# Answers


def test_an_overturned_finding_leaves_the_score_and_keeps_its_name_and_reason(made: Made) -> None:
    made.done("/births/", HEAVY, finding("heavy-page", cause=CAUSE))
    made.done("/bins/", LIGHT)
    assert weight(made.service("births"))[0] == 0.0
    audit = reviewed(made, answer=[{"cause": CAUSE, "outcome": "passed"}])
    births = next(each for each in audit.services if each.id == "births")
    assert weight(births) == (100.0, 100.0, 100.0, 1.0)
    (told,) = findings_of(audit, "heavy-page")
    assert (told.outcome, told.answer.model_dump() if told.answer else None) == (
        "passed",
        SIGNED | {"outcome": "passed", "before": "failed"},
    )
    assert audit.causes == []
    assert states(audit) == ["counts"]


@pytest.mark.parametrize(
    ("outcome", "points"), [("passed", 100.0), ("failed", 50.0)], ids=["overturned", "confirmed"]
)
def test_an_answer_about_what_fails_in_part_moves_its_part(made: Made, outcome: str, points: float) -> None:
    in_part = Tally(failed=1, within=0.75)  # 100 (1 - sqrt 0.25)
    made.done("/births/", {"heavy-page": in_part}, finding("heavy-page", cause=CAUSE, excess=0.25))
    audit = reviewed(made, answer=[{"cause": CAUSE, "outcome": outcome}])
    births = next(each for each in audit.services if each.id == "births")
    assert weight(births) == (points, points, points, 1.0)


@pytest.mark.parametrize(
    ("outcome", "points"), [("passed", 100.0), ("failed", 0.0)], ids=["it passes", "it fails"]
)
def test_an_answered_question_is_decided(made: Made, outcome: str, points: float) -> None:
    made.done("/births/", {"heavy-page": Tally(cant_tell=1)}, finding("heavy-page", Verdict.CANT_TELL, CAUSE))
    assert weight(made.service("births")) == (None, None, None, 0.0)  # nothing was decided
    audit = reviewed(made, answer=[{"cause": CAUSE, "outcome": outcome}])
    births = next(each for each in audit.services if each.id == "births")
    assert weight(births) == (points, points, points, 1.0)
    assert outcomes(audit, "heavy-page") == [outcome]
    assert [cause.id for cause in audit.causes] == ([CAUSE] if outcome == "failed" else [])


@pytest.mark.parametrize(
    ("expires", "counted"), [(date(2025, 1, 1), True), (date(2024, 12, 31), False)], ids=["the day", "before"]
)
def test_an_answer_counts_until_it_expires(made: Made, expires: date, counted: bool) -> None:
    made.done("/births/", HEAVY, finding("heavy-page", cause=CAUSE))
    audit = reviewed(made, answer=[{"cause": CAUSE, "outcome": "passed", "expires": expires}])
    assert outcomes(audit, "heavy-page") == ["passed" if counted else "failed"]
    assert states(audit) == ["counts" if counted else "expired"]


def test_the_newer_answer_counts(made: Made) -> None:
    made.done("/births/", HEAVY, finding("heavy-page", cause=CAUSE))
    newer = {"cause": CAUSE, "page": "/births/", "outcome": "failed", "date": date(2024, 12, 31)}
    audit = reviewed(made, answer=[newer, {"cause": CAUSE, "outcome": "passed"}])
    assert outcomes(audit, "heavy-page") == ["failed"]
    assert states(audit) == ["counts", "unmet"]


def test_an_answer_holds_for_what_reads_like_what_the_person_saw(made: Made) -> None:
    shown = finding("small-text", Verdict.CANT_TELL, CAUSE, snippet='<img alt="A map">')
    other = finding("small-text", Verdict.CANT_TELL, CAUSE, snippet='<img alt="Photo">')
    made.done("/births/", {"small-text": Tally(cant_tell=2)}, shown, other)
    made.done("/bins/", {"small-text": Tally(cant_tell=1)}, shown)
    alike = alike_id(findings_of(made.audit, "small-text")[0])
    audit = reviewed(made, answer=[{"cause": CAUSE, "alike": alike, "outcome": "passed"}])
    assert outcomes(audit, "small-text") == ["passed", "cantTell", "passed"]
    whole = reviewed(made, answer=[{"cause": CAUSE, "outcome": "passed"}])
    assert outcomes(whole, "small-text") == ["passed", "passed", "passed"]


def test_an_answer_about_a_service_holds_for_no_other() -> None:
    given_review = review(answer=[{"cause": CAUSE, "service": "births", "outcome": "passed"}])
    places: list[dict[str, Any]] = [
        {"page": None, "service": "births"},
        {"page": None, "service": "bins"},
        {"page": "one", "service": "births"},
        {"page": None, "service": None},
    ]
    found = [Finding.model_validate(a_finding("missing-office", cause=CAUSE, **place)) for place in places]
    counting = Counting(given_review, date(2025, 1, 1), "Portal")
    assert [counting.answered(each).outcome for each in found] == ["passed", "failed", "failed", "failed"]


# What people found


def test_a_persons_finding_counts_by_its_criterion(made: Made) -> None:
    made.done("/births/", {"axe/image-alt": Tally(passed=1)})
    made.done("/bins/", {"axe/image-alt": Tally(passed=1)})
    own = {"criterion": "1.1.1", "page": "/births/", "severity": "critical", "what": "<img alt='x'>"}
    audit = reviewed(made, finding=[own])
    counts = {each.id: each.rules.get("person/1.1.1") for each in audit.pages}
    assert counts == {at("/births/"): Counts(passed=0, failed=1, cant_tell=0), at("/bins/"): None}
    points = {each.id: each.pillars["accessibility"].value or 0.0 for each in audit.services}
    assert points["births"] < points["bins"] == 100.0
    assert next(rule.weight for rule in audit.rules if rule.id == "person/1.1.1") == 10
    (told,) = findings_of(audit, "person/1.1.1")
    assert (told.page, told.message, told.outcome) == (at("/births/"), "I looked", "failed")
    assert (told.answer.before, told.answer.reviewer) if told.answer else None == (None, "Ana Pérez")
    assert [cause.rule for cause in audit.causes if cause.pillar == "accessibility"] == ["person/1.1.1"]
    assert states(audit) == ["counts"]


def test_a_persons_finding_of_a_rule_joins_its_count(made: Made) -> None:
    made.done("/births/", LIGHT)
    audit = reviewed(made, finding=[{"rule": "heavy-page", "page": "/births/", "elements": 3}])
    page = next(each for each in audit.pages if each.id == at("/births/"))
    assert page.rules["heavy-page"].model_dump() == {"passed": 1, "failed": 3, "cant_tell": 0, "within": 0.0}


def test_a_persons_finding_elsewhere_is_said(made: Made) -> None:
    made.done("/births/")
    audit = reviewed(made, finding=[{"criterion": "1.1.1", "page": "/taxes/"}])
    assert states(audit) == ["unmet"]
    assert findings_of(audit, "person/1.1.1") == []


# Criteria


def test_a_criterion_is_closed_by_a_person_and_moves_no_score(made: Made) -> None:
    made.done("/births/", {"axe/image-alt": Tally(passed=1, cant_tell=1)})
    before = made.audit
    audit = reviewed(made, criterion=[{"number": "1.1.1"}])
    closed = {each.number: each.closed for each in audit.portal.standard.coverage if each.closed}
    assert {number: answer.reviewer for number, answer in closed.items()} == {"1.1.1": "Ana Pérez"}
    assert [each.score for each in audit.services] == [each.score for each in before.services]
    assert audit.portal.pillars == before.portal.pillars


def test_a_criterion_with_failures_is_not_closed(made: Made) -> None:
    made.done("/births/", {"axe/image-alt": Tally(failed=1)}, finding("axe/image-alt", cause=CAUSE))
    audit = reviewed(made, criterion=[{"number": "1.1.1"}])
    assert all(each.closed is None for each in audit.portal.standard.coverage)
    assert states(audit) == ["contradicted"]
    overturned = reviewed(
        made, criterion=[{"number": "1.1.1"}], answer=[{"cause": CAUSE, "outcome": "passed"}]
    )
    assert states(overturned) == ["counts", "counts"]


# The score's principles

COUNTS = st.builds(Tally, passed=st.integers(0, 4), failed=st.integers(0, 4), cant_tell=st.integers(1, 4))
RULES = {"a": ScoredRule(Pillar.WEIGHT, 7), "b": ScoredRule(Pillar.WEIGHT, 3)}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.fixed_dictionaries({"a": COUNTS, "b": COUNTS}), min_size=1, max_size=3), st.booleans())
def test_passing_never_lowers_a_value_and_failing_never_raises_it(
    units: list[dict[str, Tally]], is_failure: bool
) -> None:
    def value(tally: Tally) -> float | None:
        answered = [units[0] | {"a": tally}, *units[1:]]
        measured = score_service(answered, RULES, standard_weights()).pillars[Pillar.WEIGHT]
        return measured.estimate if measured else None

    first = units[0]["a"]
    before = value(first)
    passed = value(Tally(first.passed + 1, first.failed, first.cant_tell - 1))
    failed = value(Tally(first.passed, first.failed + 1, first.cant_tell - 1))
    if before is not None and passed is not None and failed is not None:
        slack = 1e-9
        assert (failed <= before + slack) if is_failure else (passed >= before - slack)


# The file


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    hard = '<a title="it\'s \u2014 \\ \x07\n">'
    written = review(
        answer=[
            {"cause": CAUSE, "rule": "heavy-page", "alike": "0123456789", "outcome": "passed", "what": hard}
        ],
        finding=[{"criterion": "1.1.1", "page": "/a", "elements": 2}],
        criterion=[{"number": "2.4.10"}, {"number": "2.4.2"}],
    )
    file = tmp_path / "review.toml"
    file.write_text(write_review(written), encoding="utf-8")
    assert read_review(file) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format = 2\nportal = 'P'", "written by a newer version of this program (format 2)"),
        ("portal = 'P'\n[[answer]]\ncause = 'c1-a'", "line 2, answer.outcome: missing, expected"),
        ("portal = 'P'\n[[criterion]]\nnumber = '9.9.9'", "line 3, criterion.number: found"),
        ("portal = 'P'\nanswers = 1", 'line 2, answers: unknown key, did you mean "answer"?'),
        (
            "portal='P'\n[[criterion]]\nnumber='1.1.1'\n" + DATED.format("02", "01"),
            "line 2, criterion: it expires on 2026-01-01, before its date, 2026-01-02",
        ),
        (
            "portal='P'\n[[finding]]\npage='/'\n" + DATED.format("01", "01"),
            "line 2, finding: criterion or rule is needed, and not both",
        ),
    ],
    ids=["newer", "lacking", "no criterion", "unknown key", "ends before", "about nothing"],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "review.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewError) as raised:
        read_review(file)
    assert expected in str(raised.value)


# Replies


def test_a_reply_stands_beside_what_it_is_about_and_moves_no_score(tmp_path: Path) -> None:
    file = tmp_path / "response.toml"
    text = "by = 'Web team'\ndate = 2026-12-01\ntext = 'Mended in March.'\n"
    file.write_text(f"[[reply]]\ncause = 'c1-missing-name'\n{text}", encoding="utf-8")
    before = an_audit()
    audit = with_replies(before, read_replies(file))
    assert [(each.rule, each.reply.text) for each in audit.findings if each.reply] == [
        ("missing-name", "Mended in March.")
    ]
    assert audit.portal == before.portal
    for name in ("html", "markdown", "json"):
        assert "Mended in March" in all_formats()[name].render(audit)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("cause = 'c1-other'\n", "a reply to what this audit has not found: cause c1-other"),
        ("", "line 1, reply: rule, cause, page or selector is needed"),
        ("cause = 'c1-a'\nwho = 'A'\n", "line 3, reply.who: unknown key"),
    ],
    ids=["of nothing", "without marks", "unknown key"],
)
def test_a_reply_that_fits_nothing_is_said(tmp_path: Path, entry: str, expected: str) -> None:
    file = tmp_path / "response.toml"
    file.write_text(f"[[reply]]\n{entry}by = 'Web team'\ndate = 2026-12-01\ntext = 'No'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(expected)):
        with_replies(an_audit(), read_replies(file))


# Reports


def test_reports_name_who_answered_and_why(made: Made) -> None:
    made.done("/births/", HEAVY, finding("heavy-page", cause=CAUSE))
    made.done("/bins/", {"small-text": Tally(cant_tell=1)}, finding("small-text", Verdict.CANT_TELL, "c1-b"))
    late = {"cause": "c1-c", "outcome": "failed", "expires": date(2024, 12, 31)}
    answers = [{"cause": CAUSE, "outcome": "passed"}, {"cause": "c1-b", "outcome": "failed"}, late]
    audit = reviewed(made, answer=answers)
    page = render(audit)
    told = words(section(page, "review"))
    assert "Overturned by Ana Pérez on 2024-12-30: I looked" in told
    assert "no more: it expired on 2024-12-31" in told
    assert "Answered: failed by Ana Pérez on 2024-12-30: I looked" in words(section(page, "findings"))
    markdown = all_formats()["markdown"].render(audit)
    assert "answered&#58; failed by Ana Pérez on 2024&#45;12&#45;30&#58; I looked" in markdown
    assert "cause c1&#45;c&#58; it has expired" in markdown
    assert 'id="review"' not in render(made.audit)
