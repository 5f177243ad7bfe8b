"""Test cases of ACT rules: reading them, counting, and a small set of our own through the browser."""

import json
import socket
import struct
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from auditor.act.cases import ActCase, ActError, base_path, chosen, read_cases
from auditor.act.earl import earl_report
from auditor.act.results import CaseResult, Figures, Judged
from auditor.act.serving import CaseServer
from auditor.act.table import summed_up
from auditor.outcome import Passed, Verdict
from auditor.rule import Dimension, Documentation, Pillar, RegisteredRule, Rule, Severity
from bench.act import held_out
from tests.conftest import ROOT, CommandLine

OWN_CASES = ROOT / "fixtures" / "act"
DECIDED = {"forConformance": True, "failed": "not satisfied"}
RELATED = {"secondary": "This success criterion is less strict than this rule."}


def listed(path: str = "a.html", **more: Any) -> dict[str, Any]:
    given = {
        "testcaseId": "1",
        "ruleId": "aaaaaa",
        "expected": "failed",
        "relativePath": path,
        "url": f"https://cases.example/act/{path}",
    }
    return given | more


def folder_of(folder: Path, *cases: dict[str, Any]) -> Path:
    (folder / "a.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "testcases.json").write_text(json.dumps({"testcases": cases}), encoding="utf-8")
    return folder


def case(rule: str = "aaaaaa", expected: Any = "failed", **more: Any) -> ActCase:
    given: dict[str, Any] = {
        "id": "1", "title": "", "rule_name": "", "path": "a.html", "url": "https://cases.example/act/a.html",
        "approved": True, "criteria": ("1.1.1",),
    }  # fmt: skip
    return ActCase(rule=rule, expected=expected, **(given | more))


def rule(id_: str, *criteria: str, act: tuple[str, ...] = ()) -> RegisteredRule:
    made = Rule(
        title=id_, severity=Severity.MINOR, dimension=Dimension.ABILITY, groups=(),
        check=lambda _: (Passed(),), criteria=criteria, act_rules=act,
    )  # fmt: skip
    return RegisteredRule(id_, Pillar.ACCESSIBILITY, made, Documentation("", "", "", ""))


RULES = {
    each.id: each
    for each in (rule("named", "1.1.1", act=("aaaaaa",)), rule("other", "1.1.1"), rule("far", "2.4.2"))
}


def judged(*answered: tuple[ActCase, dict[str, Verdict]]) -> Judged:
    return Judged([CaseResult(each, answers) for each, answers in answered], RULES)


# Reading


def test_a_case_is_read_with_the_criteria_that_its_rule_decides_and_those_that_it_only_touches(
    tmp_path: Path,
) -> None:
    requirements = {
        "wcag20:1.1.1": DECIDED,
        "wcag21:1.4.12": DECIDED | {"secondary": True},
        "wcag20:4.1.2": RELATED,
        "wcag-technique:G94": {"forConformance": False},
        "aria12:requiredState": DECIDED,
    }

    [read] = read_cases(folder_of(tmp_path, listed(ruleAccessibilityRequirements=requirements)))

    assert read.criteria == ("1.1.1", "1.4.12")
    assert read.secondary == ("4.1.2",)


def test_a_rule_may_require_nothing(tmp_path: Path) -> None:
    [read] = read_cases(folder_of(tmp_path, listed(ruleAccessibilityRequirements=None)))

    assert (read.criteria, read.secondary) == ((), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(None, "cannot be read: No such file", id="no list"),
        pytest.param("{", "is no list of ACT test cases", id="no JSON"),
        pytest.param(
            '{"testcases": [{"ruleId": "aaaaaa"}]}', "testcases.0.testcaseId: Field", id="a field lacks"
        ),
        pytest.param('{"testcases": []}', "lists no test case", id="an empty list"),
    ],
)
def test_what_is_no_list_of_cases_is_refused_with_the_reason(
    tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "testcases.json").write_text(text, encoding="utf-8")

    with pytest.raises(ActError, match=said):
        read_cases(tmp_path)


@pytest.mark.parametrize("path", ["b.html", "../a.html", "/etc/passwd"])
def test_a_page_that_is_not_in_the_directory_is_refused(tmp_path: Path, path: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    folder_of(tmp_path)
    folder_of(inner, listed(path))

    with pytest.raises(ActError, match="which is not there"):
        read_cases(inner)


def test_all_cases_are_run_unless_rules_are_named() -> None:
    first, second = case("aaaaaa"), case("bbbbbb")

    assert chosen((first, second), ()) == (first, second)
    assert chosen((first, second), ("bbbbbb",)) == (second,)
    with pytest.raises(ActError, match="no test case of the ACT rule cccccc"):
        chosen((first, second), ("aaaaaa", "cccccc"))


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        pytest.param(["https://cases.example/act/a.html"] * 2, "/act/", id="one place"),
        pytest.param(["https://cases.example/a.html"], "/", id="the root"),
        pytest.param(
            ["https://cases.example/act/a.html", "https://cases.example/b/a.html"], "/", id="two places"
        ),
        pytest.param(["https://cases.example/act/b.html"], "/", id="another page"),
    ],
)
def test_pages_are_served_where_their_own_addresses_say(urls: list[str], expected: str) -> None:
    assert base_path(tuple(case(url=url) for url in urls)) == expected


# Counting


@pytest.mark.parametrize(
    ("expected", "answers", "figures"),
    [
        pytest.param("failed", {"named": Verdict.FAILED}, Figures(1, failing=1, caught=1), id="caught"),
        pytest.param(
            "failed", {"named": Verdict.CANT_TELL}, Figures(1, failing=1, asked=1), id="asked about"
        ),
        pytest.param(
            "failed", {"other": Verdict.FAILED}, Figures(1, failing=1), id="failed by a rule not named"
        ),
        pytest.param(
            "passed",
            {"named": Verdict.FAILED},
            Figures(1, false=1, false_by_criterion=1),
            id="failed falsely",
        ),
        pytest.param(
            "inapplicable", {"other": Verdict.FAILED}, Figures(1, false_by_criterion=1), id="by its criterion"
        ),
        pytest.param("passed", {"far": Verdict.FAILED}, Figures(1), id="by a rule of another criterion"),
        pytest.param("passed", {"named": Verdict.CANT_TELL}, Figures(1), id="a question is no failure"),
    ],
)
def test_a_case_is_counted_by_the_rules_that_are_named_for_it_and_by_criterion(
    expected: str, answers: dict[str, Verdict], figures: Figures
) -> None:
    assert judged((case(expected=expected), answers)).figures() == figures


def test_a_criterion_that_the_rule_does_not_decide_is_counted_apart() -> None:
    touching = case(expected="passed", criteria=(), secondary=("1.1.1",))

    figures = judged((touching, {"other": Verdict.FAILED})).figures()

    assert figures == Figures(1, by_secondary=1)


def test_a_case_is_counted_once_though_it_is_failed_by_both_kinds_of_criteria() -> None:
    both = case(expected="passed", criteria=("2.4.2",), secondary=("1.1.1",))

    figures = judged((both, {"other": Verdict.FAILED, "far": Verdict.FAILED})).figures()

    assert figures == Figures(1, false_by_criterion=1)


def test_a_page_that_was_not_seen_is_missed_and_untested() -> None:
    figures = Judged([CaseResult(case(), untested="it is SVG")], RULES).figures()

    assert figures == Figures(1, failing=1, untested=1)


def test_figures_are_given_by_rule_and_by_criterion_in_their_order() -> None:
    results = judged(
        (case("bbbbbb", criteria=("1.4.12", "1.4.3")), {}),
        (case("aaaaaa", criteria=("1.4.3",)), {"named": Verdict.FAILED}),
    )

    assert results.by_rule() == {
        "aaaaaa": Figures(1, failing=1, caught=1),
        "bbbbbb": Figures(1, failing=1),
    }
    assert list(results.by_criterion().items()) == [
        ("1.4.3", Figures(2, failing=2, caught=1)),
        ("1.4.12", Figures(1, failing=1)),
    ]


def test_the_figures_are_told_in_a_sentence() -> None:
    figures = Figures(cases=9, failing=4, caught=2, asked=1, false=1, false_by_criterion=3)

    assert summed_up(figures) == (
        "2 of 4 failing cases caught, 1 more asked about; 1 of 5 others failed falsely, 3 by criterion."
    )


def test_earl_has_an_assertion_for_each_rule_that_is_named_for_a_case() -> None:
    named = RULES | {"too": rule("too", "1.1.1", act=("aaaaaa",))}
    results = [CaseResult(case(), {"named": Verdict.FAILED, "other": Verdict.FAILED})]

    _, *assertions = json.loads(earl_report(results, named))["@graph"]

    assert [
        (each["test"]["title"], each["result"]["outcome"], each["subject"]["source"]) for each in assertions
    ] == [
        ("named", "earl:failed", "https://cases.example/act/a.html"),
        ("too", "earl:untested", "https://cases.example/act/a.html"),
    ]
    assert assertions[0]["test"]["isPartOf"] == ["WCAG2:non-text-content"]


def test_a_third_of_the_rules_is_kept_for_the_end_whatever_their_order() -> None:
    rules = [f"rule{number}" for number in range(9)]

    assert len(held_out(rules)) == 3
    assert held_out(rules) == held_out(reversed(rules))


# Serving


def test_a_browser_that_goes_on_before_it_was_answered_is_not_told_of(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with CaseServer(folder_of(tmp_path, listed()), "/act/") as server:
        port = urlsplit(server.url).port
        with socket.create_connection(("127.0.0.1", port)) as hasty:
            hasty.sendall(b"GET /act/a.html")
            hasty.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # resets
        answer = httpx.get(f"{server.url}/act/a.html")
        assert answer.content == b"<!doctype html>"

    assert capfd.readouterr().err == ""


# The cases of our own


@pytest.mark.browser
def test_our_own_cases_come_out_as_they_are_listed(auditor: CommandLine, tmp_path: Path) -> None:
    ended = auditor("act", OWN_CASES, "--missed", "--plain", "--earl", "earl.json")

    assert ended.code == 0
    assert ended.out.endswith(
        "\n6 of 6 failing cases caught, 0 more asked about; 0 of 8 others failed falsely, 0 by criterion.\n"
    )
    assert "Missed" not in ended.out
    assert "Untested" not in ended.out
    _, *assertions = json.loads((tmp_path / "earl.json").read_text(encoding="utf-8"))["@graph"]
    failed = {each["subject"]["source"] for each in assertions if each["result"]["outcome"] == "earl:failed"}
    assert failed == {each.url for each in read_cases(OWN_CASES) if each.expected == "failed"}


def test_a_directory_without_cases_is_told_in_one_line(auditor: CommandLine, tmp_path: Path) -> None:
    ended = auditor("act", tmp_path)

    assert ended.code == 2
    assert len(ended.lines) == 1
    assert "testcases.json" in ended.err
