"""What the program prints: progress, tables and lines, none of which a portal can steer."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from auditor.audit import PILLARS
from auditor.machine.doctor import Check
from auditor.outcome import Failed
from auditor.registry import all_rules
from auditor.rule import Example
from auditor.store.records import Run
from auditor.terminal import MOST_LINES, MovingProgress, Pace, PlainProgress, Terminal, clean
from tests.audits import a_score, an_audit

ESCAPE = "\x1b"


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Screen]:
    """Make both streams a terminal when the test calls for it: pytest puts its own in their place before."""

    def put() -> Screen:
        screen = Screen()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(sys, "stdout", screen)
        return screen

    for variable in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    return put


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


# Texts from portals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Register a birth", "Register a birth"),
        ("بلدية مدينة الندى", "بلدية مدينة الندى"),
        ("two\nlines\tand\rmore", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("\x9b31m", "31m"),
        ("abc\u202edcba", "abcdcba"),
        ("a\u200bb\u00adc", "abc"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
    ],
    ids=["plain", "Arabic", "white space", "colour", "title", "C1", "direction", "invisible", "markup"],
)
def test_a_text_from_a_portal_is_text(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_markup_in_a_name_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    audit = an_audit(portal={"name": "[red]City[/red] \x1b[2J"})
    Terminal(plain=True).audits([audit])
    assert "[red]City[/red] [2J" in capsys.readouterr().out


# Progress


@pytest.mark.parametrize("plain", [True, False])
def test_what_moves_is_for_terminals(show: Callable[[], Screen], plain: bool) -> None:
    show()
    assert isinstance(Terminal(plain=plain).progress(), PlainProgress if plain else MovingProgress)


@pytest.mark.parametrize(("variable", "plain"), [("NO_COLOR", False), ("", True), ("", False)])
def test_colours_are_for_terminals_that_may_have_them(
    show: Callable[[], Screen], monkeypatch: pytest.MonkeyPatch, variable: str, plain: bool
) -> None:
    """no-color.org speaks of colour alone: bold type is none."""
    if variable:
        monkeypatch.setenv(variable, "1")
    screen = show()
    Terminal(plain=plain).out.print("[red]red[/red]")
    assert (f"{ESCAPE}[31m" in screen.getvalue()) is (not variable and not plain)
    assert "red" in screen.getvalue()


def test_nothing_moves_in_a_log_that_can_show_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert isinstance(Terminal().progress(), PlainProgress)


def test_the_bar_shows_pages_and_page_and_cannot_be_steered(show: Callable[[], Screen]) -> None:
    screen = show()
    with Terminal().progress() as progress:
        progress.visiting("https://portal.example/births/\x1b[2J")
        progress.done(done=1, found=12, limit=10)
    shown = screen.getvalue()
    assert "1 of 10 pages done, 12 found" in shown
    assert "portal.example/births/[2J" in shown
    assert f"{ESCAPE}[2J" not in shown


def test_without_a_terminal_a_line_is_told_every_few_seconds() -> None:
    said: list[str] = []
    clock = Clock()
    with PlainProgress(said.append, clock) as progress:
        for done in range(1, 13):
            progress.visiting(f"https://portal.example/{done}")
            clock.now += 1
            progress.done(done=done, found=20, limit=100)
    assert said == [
        "5 of 20 pages done, 1.0 pages/s, 0:15 left: https://portal.example/5",
        "10 of 20 pages done, 1.0 pages/s, 0:10 left: https://portal.example/10",
    ]


def test_the_pace_is_that_of_the_latest_pages() -> None:
    """The first minute was slow; twenty pages later nobody wants to know."""
    clock = Clock()
    pace = Pace(clock)
    pace.begin()
    clock.now = 60
    assert pace.told(done=1, found=100, limit=200) == "1 of 100 pages done, 0.0 pages/s, 99:00 left"
    for done in range(2, 31):
        clock.now += 0.5
        told = pace.told(done=done, found=100, limit=200)
    assert told == "30 of 100 pages done, 2.0 pages/s, 0:35 left"


@pytest.mark.parametrize(
    ("done", "found", "limit", "expected"),
    [
        (1, 1, 10, "1 of 1 pages explored"),
        (3, 12, 10, "3 of 10 pages explored, 12 found"),
        (3, 10, 10, "3 of 10 pages explored"),
    ],
)
def test_what_is_told_before_there_is_a_pace(done: int, found: int, limit: int, expected: str) -> None:
    assert Pace(Clock(), doing="explored").told(done=done, found=found, limit=limit) == expected


def test_a_pace_of_nothing_is_none() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.told(done=5, found=9, limit=9)
    clock.now = 1
    assert pace.told(done=4, found=9, limit=9) == "4 of 9 pages done"


# Results


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_table_has_a_row_for_the_portal_and_each_service(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(plain=True).audits([an_audit()])
    heading, portal, service, *_ = capsys.readouterr().out.splitlines()
    assert heading.split()[:2] == ["score", "range"]
    assert portal.startswith("Ardley")
    assert portal.split()[1:5] == ["74", "68", "to", "81"]
    assert service.startswith("  ")


def test_what_was_not_measured_has_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    nothing: dict[str, Any] = {"value": None, "low": None, "high": None}
    audit = an_audit(portal={"state": "not_measurable", "reason": "it refused", "score": nothing})
    Terminal(plain=True).audits([audit])
    row = capsys.readouterr().out.splitlines()[1]
    assert row.split() == ["Ardley", "not", "measurable"]


def test_a_range_without_a_value_has_a_question_mark(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(plain=True).audits([an_audit(portal={"score": a_score(None, 20, 90)})])
    assert capsys.readouterr().out.splitlines()[1].split()[1:5] == ["?", "20", "to", "90"]


def test_of_many_untested_pages_the_first_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [untested(number) for number in range(MOST_LINES + 3)]
    audit = an_audit(run={"pages_untested": len(pages)}, pages=pages)
    Terminal(plain=True).summary(audit, [], None)
    said = [line for line in lines(capsys) if line.startswith(("untested", "…"))]
    assert said[0] == "untested: https://portal.example/0: it answered 500"
    assert len(said) == MOST_LINES + 1
    assert said[-1] == "… and 3 more of these; the report names all"


def test_pages_that_are_untested_for_one_reason_are_told_together(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [untested(number, "the host does not answer") for number in range(3)]
    Terminal(plain=True).summary(an_audit(run={"pages_untested": 3}, pages=pages), [], None)
    assert "untested: https://portal.example/0 and 2 pages more: the host does not answer" in lines(capsys)


def untested(number: int, reason: str = "") -> dict[str, Any]:
    url = f"https://portal.example/{number}"
    page = an_audit().pages[0].model_dump(by_alias=True)
    why = reason or f"it answered {500 + number}"
    return page | {"id": f"{number:012}", "url": url, "final_url": url, "state": "untested", "reason": why}


def test_a_run_that_is_not_finished_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(plain=True).summary(an_audit(run={"complete": False, "finished_at": None}), [], None)
    assert "The run is not finished: this is what was done." in lines(capsys)


def test_what_is_under_the_bar_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    audit = an_audit()
    Terminal(plain=True).summary(audit, [], 100)
    assert f"under the bar of 100: {audit.services[0].name}" in lines(capsys)


def test_what_was_lost_of_a_page_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    page = an_audit().pages[0].model_dump(by_alias=True)
    page |= {"missing": {"axe": "the page did not answer in time"}}
    Terminal(plain=True).summary(an_audit(pages=[page]), [], None)
    assert f"lost: axe of {page['url']}: the page did not answer in time" in lines(capsys)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["html", "html"], "2 pages judged of 2 found: "),
        (["html", "document"], "1 page and 1 document judged of 2 found: "),
        (["html", "document", "document"], "1 page and 2 documents judged of 3 found: "),
    ],
    ids=["pages", "a document", "documents"],
)
def test_documents_are_not_told_as_judged(
    capsys: pytest.CaptureFixture[str], kinds: list[str], expected: str
) -> None:
    page = an_audit().pages[0].model_dump()
    pages = [page | {"id": f"p{number}", "kind": kind} for number, kind in enumerate(kinds)]
    run = {"pages_done": len(kinds), "pages_found": len(kinds)}
    Terminal(plain=True).summary(an_audit(pages=pages, run=run), [], None)
    assert expected in capsys.readouterr().err


def test_runs_are_told_with_their_state(capsys: pytest.CaptureFixture[str]) -> None:
    begun = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    runs = [
        Run("run-2", "https://portal.example/\x1b[2J", "f", "{}", begun, None, {}),
        Run("run-1", "https://portal.example/", "f", "{}", begun, begun, {}),
    ]
    Terminal(plain=True).runs(runs)
    assert [line.split() for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["run-2", "2025-01-02", "03:04", "UTC", "unfinished", "https://portal.example/[2J"],
        ["run-1", "2025-01-02", "03:04", "UTC", "finished", "https://portal.example/"],
    ]


def test_a_workspace_without_runs_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(plain=True).runs([])
    assert lines(capsys) == ["The workspace has no runs yet."]


def test_advice_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(plain=True).rules([all_rules()["axe/region"], all_rules()["heavy-page"]])
    _, region, heavy = capsys.readouterr().out.splitlines()
    assert region.split()[:3] == ["axe/region", "accessibility", "advice"]
    assert heavy.split()[:3] == ["heavy-page", "weight", "serious"]


def test_a_rule_is_told_with_its_examples(capsys: pytest.CaptureFixture[str]) -> None:
    rule = all_rules()["horizontal-scroll"]
    Terminal(plain=True).rule(rule)
    told = capsys.readouterr().out
    assert told.startswith(f"horizontal-scroll: {rule.rule.title}\nmobile, serious, WCAG 1.4.10\n")
    assert all(example.name in told for example in rule.rule.examples)
    assert "\nFor example, it fails: two pixels too wide; " in told


def test_a_short_example_is_shown_and_a_whole_page_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    rule = all_rules()["horizontal-scroll"]
    given = [example.given for example in rule.rule.examples if isinstance(example.given, str)]
    short, long = min(given, key=len).strip(), max(given, key=len).strip()
    Terminal(plain=True).rule(
        replace(rule, rule=replace(rule.rule, examples=(Example("long", long, Failed),)))
    )
    assert long[:40] not in capsys.readouterr().out
    Terminal(plain=True).rule(
        replace(rule, rule=replace(rule.rule, examples=(Example("short", short, Failed),)))
    )
    assert f"\nFor example, it fails: short\n    {short}\n" in capsys.readouterr().out


@pytest.fixture
def scores_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Print the scores of an audit on a terminal so many columns wide."""

    def at(columns: int) -> str:
        screen = Screen()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setenv("COLUMNS", str(columns))
        name = "Apply for a disabled person's parking permit"
        service = an_audit().services[0].model_dump() | {"name": name, "inferred": True}
        Terminal(plain=True).audits([an_audit(services=[service])])
        return screen.getvalue()

    return at


def test_scores_are_a_table_where_there_is_room_for_the_names(scores_at: Callable[[int], str]) -> None:
    heading, _, service = scores_at(140).splitlines()
    assert heading.split() == ["score", "range", *PILLARS]
    assert service.startswith("  Apply for a disabled person's parking permit (inferred)  ")


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_scores_are_told_in_lines_where_there_is_none(scores_at: Callable[[int], str], columns: int) -> None:
    """Names stay whole, each figure keeps its heading, and no line is wider than the terminal."""
    told = scores_at(columns)
    assert max(map(len, told.splitlines())) <= columns
    assert "Apply for a disabled person's parking permit (inferred)" in " ".join(told.split())
    for heading in ("score", *PILLARS):
        assert f" {heading} " in f" {' '.join(told.split())} "


def test_a_pipe_gets_a_row_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(plain=True).rules(all_rules().values())
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(all_rules())


def test_what_the_doctor_found_has_its_advice_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    checks = [Check("Browser", "missing", "none", "install one"), Check("Fonts", "ok", "3")]
    Terminal(plain=True).checks(checks)
    assert capsys.readouterr().out.splitlines() == [
        "  MISSING  Browser: none",
        "           install one",
        "       ok  Fonts: 3",
    ]
