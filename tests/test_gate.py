"""What fails a build: faults that nobody knew of, found for certain, that nobody answers for."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from auditor.cause import cause_id
from auditor.errors import AuditorError
from auditor.gate.baseline import Key, baseline_of, read_baseline, write_toml
from auditor.gate.precision import measured, proven_rules
from auditor.gate.source import source_of
from auditor.gate.told import told
from auditor.gate.verdict import GateError, SecondLook, check_gate
from auditor.registry import all_rules
from auditor.settings.gating import CiSettings
from tests.audits import a_page, a_rule, a_score, a_service
from tests.gates import IMAGE, LINK, TEXT, TODAY, WAIVED, audit_of, failed, gate_of, states

BEFORE = audit_of(failed(IMAGE, "c1-old"))


# What is new


def test_what_the_baseline_knows_does_not_fail() -> None:
    gate = gate_of(BEFORE, BEFORE)
    assert (gate.passed, states(gate)) == (True, [("known", "c1-old")])


def test_a_new_cause_fails_and_is_told_first() -> None:
    gate = gate_of(audit_of(failed(IMAGE, "c1-old"), failed(LINK, "c1-new")), BEFORE)
    assert (gate.passed, gate.reasons) == (False, ["1 new fault"])
    assert states(gate) == [("new", "c1-new"), ("known", "c1-old")]


def test_a_page_more_of_an_old_template_breaks_nothing_and_is_told() -> None:
    gate = gate_of(audit_of(failed(IMAGE, "c1-old"), failed(IMAGE, "c1-old", "two")), BEFORE)
    assert gate.passed
    assert any("on more pages than before, 2 instead of 1" in line for line in told(gate))


def test_a_count_of_what_is_not_described_is_no_fault_of_its_own() -> None:
    count = failed(IMAGE, "c1-count", selector=None, snippet=None)
    assert states(gate_of(audit_of(failed(IMAGE, "c1-old"), count), BEFORE)) == [("known", "c1-old")]
    whole_page = failed(IMAGE, "c1-whole", "two", selector=None, snippet=None)
    assert states(gate_of(audit_of(failed(IMAGE, "c1-old"), whole_page), BEFORE))[0] == ("new", "c1-whole")


def test_another_host_changes_nothing() -> None:
    elsewhere = audit_of(
        failed(IMAGE, "c1-old", url="http://127.0.0.1:4173/one"),
        pages=[a_page("one", url="http://127.0.0.1:4173/one", rules={})],
    )
    assert gate_of(elsewhere, BEFORE).passed
    mended = audit_of(pages=[a_page("one", url="http://127.0.0.1:4173/one", rules={})])
    assert [fault.cause for fault in gate_of(mended, BEFORE).fixed] == ["c1-old"]


def test_the_fault_of_another_service_as_a_whole_is_another_fault() -> None:
    before = audit_of(failed(TEXT, "c1-text", None, service="births"))
    now = audit_of(
        failed(TEXT, "c1-text", None, service="births"), failed(TEXT, "c1-text", None, service="bins")
    )
    gate = gate_of(now, before, gate=["readability"])
    assert [(fault.state, fault.service) for fault in gate.faults] == [("new", "bins"), ("known", "births")]


def test_only_failures_count() -> None:
    assert gate_of(audit_of(failed(IMAGE, "c1-asked", outcome="cantTell"))).passed


# What fails


@pytest.mark.parametrize(
    ("ci", "passed"),
    [
        pytest.param({}, True, id="not proven"),
        pytest.param({"gate": ["proven", "readability"]}, False, id="its pillar is listed"),
        pytest.param({"gate": [TEXT]}, False, id="its rule is listed"),
        pytest.param({"gate": ["hard-*"]}, False, id="a glob is listed"),
        pytest.param({"gate": ["axe/*"]}, True, id="others are listed"),
        pytest.param({"gate": []}, True, id="nothing is listed"),
    ],
)
def test_a_fault_fails_where_its_rule_is_listed(ci: dict[str, object], passed: bool) -> None:
    gate = gate_of(audit_of(failed(TEXT, "c1-text")), **ci)
    assert (gate.passed, states(gate)) == (passed, [("warned" if passed else "new", "c1-text")])


@pytest.mark.parametrize(
    ("fail_on", "severity", "blocker", "state"),
    [
        ("any-new", "minor", None, "new"),
        ("new-critical", "serious", None, "warned"),
        ("new-critical", "critical", None, "new"),
        ("new-critical", "serious", "observed", "new"),
        ("new-blocker", "critical", None, "warned"),
        ("new-blocker", "serious", "observed", "new"),
    ],
)
def test_how_bad_a_new_fault_has_to_be(fail_on: str, severity: str, blocker: str | None, state: str) -> None:
    rules = [a_rule(IMAGE, "accessibility", severity=severity, blocker=blocker)]
    gate = gate_of(audit_of(failed(IMAGE, "c1-new"), rules=rules), fail_on=fail_on)
    assert states(gate) == [(state, "c1-new")]


def test_advice_fails_only_where_it_is_named() -> None:
    advice = audit_of(failed(IMAGE, "c1-new"), rules=[a_rule(IMAGE, "accessibility", scored=False)])
    assert gate_of(advice).passed
    assert not gate_of(advice, gate=[IMAGE]).passed


def test_what_a_second_load_does_not_show_is_unstable() -> None:
    now = audit_of(failed(IMAGE, "c1-moves"), failed(LINK, "c1-stays"))
    asked = frozenset({Key("c1-moves", None), Key("c1-stays", None)})
    gate = gate_of(now, again=SecondLook(asked, frozenset({Key("c1-stays", None)})))
    assert states(gate) == [("new", "c1-stays"), ("unstable", "c1-moves")]


def test_what_could_not_be_looked_for_again_counts_as_it_was_found() -> None:
    assert not gate_of(audit_of(failed(IMAGE, "c1-new")), again=SecondLook()).passed


@pytest.mark.parametrize(
    "changes", [{"auditor": BEFORE.auditor.model_dump() | {"axe": "4.15.0"}}, {"rules": "more"}]
)
def test_what_newer_rules_find_is_no_new_fault(changes: dict[str, object]) -> None:
    now = audit_of(failed(IMAGE, "c1-new"), **({} if changes.get("rules") else changes))
    before = baseline_of(BEFORE)
    if changes.get("rules"):
        before = before.model_copy(update={"rules": (LINK,)})
    gate = gate_of(now, before)
    assert (gate.passed, states(gate)) == (True, [("new_rule", "c1-new")])
    assert gate.newer != []
    assert any("`auditor baseline update`" in line for line in gate.advice)


def test_bars_and_budgets_fail_too() -> None:
    audit = audit_of(
        services=[a_service(score=a_score(59))],
        pages=[a_page("one", wire_bytes=900_001, rules={}), a_page("two", wire_bytes=900_000, rules={})],
    )
    gate = gate_of(audit, min_score=60, page_kb=900)
    assert gate.reasons == [
        "Register a birth is under the bar of 60 points",
        "1 page over the budget of 900 kB: /one (900 kB)",
    ]
    assert gate_of(audit, min_score=59, page_kb=901).passed


def test_it_says_when_a_bar_can_be_raised() -> None:
    audit = audit_of(services=[a_service(score=a_score(74.4))])
    assert gate_of(audit, min_score=71).advice[-1] == (
        "Every service has 74 points or more: [ci] min_score can be raised from 71."
    )
    assert not any("raised" in line for line in gate_of(audit, min_score=72).advice)


# What is gone


def test_a_known_fault_is_fixed_only_where_its_page_was_looked_at() -> None:
    two = audit_of(failed(IMAGE, "c1-old"), failed(LINK, "c1-far", "two"))
    now = audit_of(pages=[a_page("one", rules={}), a_page("two", rules={}, state="untested")])
    gate = gate_of(now, two)
    assert ([fault.cause for fault in gate.fixed], [fault.cause for fault in gate.not_seen]) == (
        ["c1-old"],
        ["c1-far"],
    )


def test_a_fault_with_a_long_address_can_be_mended() -> None:
    page = a_page("long", url=f"https://portal.example/{'a' * 300}", rules={})
    before = audit_of(failed(IMAGE, "c1-far", "long", url=page["url"]), pages=[page])
    assert [fault.cause for fault in gate_of(audit_of(pages=[page]), before).fixed] == ["c1-far"]


def test_a_rule_that_could_not_be_asked_has_not_found_it_mended() -> None:
    now = audit_of(pages=[a_page("one", rules={IMAGE: {"untested": "axe did not end"}})])
    assert gate_of(now, BEFORE).fixed == []


def test_a_rule_that_needs_a_close_look_has_not_found_it_mended_without_one() -> None:
    rule = "keyboard-trap"
    rules = [a_rule(rule, "accessibility")]
    before = audit_of(failed(rule, "c1-trap"), rules=rules)
    for closely in (False, True):
        now = audit_of(pages=[a_page("one", rules={}, closely=closely)], rules=rules)
        assert [fault.cause for fault in gate_of(now, before).fixed] == (["c1-trap"] if closely else [])


# Suppressions


@pytest.mark.parametrize(
    ("mark", "is_about"),
    [
        ({"cause": "c1-new"}, True),
        ({"cause": "c1-other"}, False),
        ({"rule": "axe/*"}, True),
        ({"rule": LINK}, False),
        ({"page": "/one"}, True),
        ({"page": "/two"}, False),
        ({"selector": "main > a"}, True),
        ({"selector": "main"}, False),
        ({"rule": IMAGE, "page": "/two"}, False),
    ],
)
def test_a_suppression_is_about_what_all_its_marks_are_true_of(mark: dict[str, str], is_about: bool) -> None:
    gate = gate_of(audit_of(failed(IMAGE, "c1-new")), suppression=[WAIVED | mark])
    assert gate.passed == is_about
    assert [(each.state, each.findings) for each in gate.suppressions] == [
        ("used", 1) if is_about else ("unused", 0)
    ]
    assert states(gate) == [("suppressed" if is_about else "new", "c1-new")]


def test_what_a_suppression_is_not_about_still_fails() -> None:
    now = audit_of(failed(IMAGE, "c1-new"), failed(IMAGE, "c1-new", "two"))
    gate = gate_of(now, suppression=[WAIVED | {"page": "/one"}])
    assert [(fault.state, fault.pages) for fault in gate.faults] == [
        ("new", ["two"]),
        ("suppressed", ["one"]),
    ]


def test_a_suppression_holds_on_its_last_day_and_fails_on_the_next() -> None:
    known = audit_of(failed(TEXT, "c1-text"))
    waived = [WAIVED | {"cause": "c1-text"}]
    assert gate_of(known, known, suppression=waived).passed
    late = gate_of(known, known, today=date(2026, 11, 27), suppression=waived)
    assert late.reasons == ["the suppression of cause c1-text has expired on 2026-11-26 (web team)"]
    gone = gate_of(audit_of(), known, today=date(2026, 11, 27), suppression=waived)
    assert gone.passed


# The baseline as a file


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    hostile = '"\\\n\x00\x1b[31m\u202e\ud800' + "x" * 1_000_000
    audit = audit_of(
        failed(IMAGE, "c1-old", snippet=f"<img title='{hostile}' class='{hostile}'>"), failed(TEXT, "c1-text")
    )
    suppressed = CiSettings.model_validate({"suppression": [WAIVED | {"rule": LINK}]}).suppressions
    baseline = baseline_of(audit, suppressed)
    text = write_toml(baseline)
    file = tmp_path / "inclusion-baseline.toml"
    file.write_text(text, encoding="utf-8")
    assert read_baseline(file) == baseline
    assert len(text) < 3_000
    assert not set(text) & {"\x00", "\x1b", "\u202e"}


def test_the_order_of_findings_does_not_change_the_file() -> None:
    found = [failed(IMAGE, "c1-a"), failed(LINK, "c1-b", "two"), failed(IMAGE, "c1-a", "three")]
    assert write_toml(baseline_of(audit_of(*found))) == write_toml(baseline_of(audit_of(*found[::-1])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format = ", "b.toml, line 1, column 10: not TOML: "),
        ("format = 1", "b.toml, auditor: not a baseline: Field required"),
        ('format = 0\nauditor = "1"\nrules = []', "b.toml, line 1, format: not a baseline: Input should be"),
        ("<<<<<<< ours\nformat = 1", "b.toml, line 1, column 1: not TOML: "),
        (
            'format = 2\nauditor = "9"\nrules = []\nnew = 1',
            "was written by a newer version of this program (format 2)",
        ),
        (
            'format = 1\nauditor = "0.1.0"\nrules = []\n[[fault]]\ncause = "c0-1"\nrule = "x"',
            "names causes as another version did (c0-1)",
        ),
    ],
)
def test_a_broken_or_older_baseline_is_said_clearly(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "b.toml"
    file.write_text(text)
    with pytest.raises(AuditorError) as caught:
        read_baseline(file)
    assert expected in str(caught.value)


# What changes by itself


def test_a_hundred_loads_of_a_page_that_moves_give_one_verdict() -> None:
    """A carousel, dates and random ids: other numbers, other order, another slide that is shown."""
    causes = set()
    for seed in range(100):
        chance = Random(seed)  # noqa: S311  a page's ids, not a secret
        slide, token = chance.randint(1, 9), f"{chance.getrandbits(48):012x}"
        classes = ["slide", f"slide-{slide}", *(["active"] if chance.random() < 0.5 else [])]
        chance.shuffle(classes)
        snippets = (
            f'<img class="{" ".join(classes)}" id="img-{token}" src="/media/{token}.jpg?v={slide}">',
            f'<a id=":r{slide}:" href="/events/2026-11-{slide:02}"><svg data-t="{token}"></svg></a>',
            f'<time datetime="2026-11-{slide:02}">{slide} November</time>',
        )
        causes.add(tuple(cause_id(IMAGE, snippet, "main") for snippet in snippets))
    assert len(causes) == 1


# Data and settings


def test_every_rule_of_the_table_exists_and_stands_there_once() -> None:
    named = [rule for each in measured() for rule in each.rules]
    assert sorted(set(named) - set(all_rules())) == []
    assert len(named) == len(set(named))


def test_proven_rules_are_deterministic_and_read_often_enough() -> None:
    assert {IMAGE, LINK} <= proven_rules()
    assert not proven_rules() & {"unseen-focus", TEXT, "missing-phone-number"}
    pillars = {all_rules()[rule].pillar.value for rule in proven_rules()}
    assert pillars == {"accessibility", "mobile"}


def test_what_the_gate_names_has_to_exist() -> None:
    check_gate(CiSettings(gate=("proven", "mobile", "axe/*", IMAGE)))
    with pytest.raises(GateError, match="found 'axe/image'"):
        check_gate(CiSettings(gate=("axe/image",)))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h.example/births/", "content/births.md"),
        ("http://h.example/births/form?x=1", "content/births/form.md"),
        ("http://h.example/", "content/home.md"),
        ("http://h.example/a/../../etc/passwd", "content/a/etc/passwd.md"),
        ("http://h.example/x.pdf", None),
    ],
)
def test_a_page_leads_to_the_file_that_it_is_made_from(url: str, expected: str | None) -> None:
    sources = {"/births/**": "content/{path}.md", "/": "content/home.md", "/a/**": "content/{path}.md"}
    assert source_of(url, sources) == expected


def test_the_summary_tells_all_and_ends_with_the_verdict() -> None:
    now = audit_of(failed(LINK, "c1-new", message="::error::\n\x1b[31mnot a command"), failed(TEXT, "c1-t"))
    lines = list(told(gate_of(now, BEFORE)))
    assert lines[-1] == "The gate has failed: 1 new fault."
    assert lines[0].startswith("NEW: Title of axe/link-name (axe/link-name, serious): ")
    assert any(line.startswith("fixed: axe/image-alt on /one") for line in lines)
    assert any("1 fault new, and told only" in line for line in lines)


def test_what_only_a_person_found_is_told_and_fails_no_build() -> None:
    signed = {"reviewer": "Ana", "reason": "R", "date": TODAY, "expires": TODAY, "outcome": "failed"}
    by_person = failed(IMAGE, "c1-a", answer=signed | {"before": "cantTell"})
    confirmed = failed(LINK, "c1-b", answer=signed | {"before": "failed"})
    overturned = failed(IMAGE, "c1-c", "two", outcome="passed")
    gate = gate_of(audit_of(by_person, confirmed, overturned), audit_of())
    assert states(gate) == [("new", "c1-b"), ("warned", "c1-a")]
    assert gate.faults[1].why == "a person found it, and not this change brought it"
