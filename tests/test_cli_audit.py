"""`auditor audit` as a person gives it: its options, its exit codes, and which run it goes on with.

The portal has no network and the browser no window: see tests/fakes.py.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import Audit, read_audit
from auditor.store.workspace import Workspace
from auditor.visit.browser import BrowserFailedError, VisitError
from tests import fakes
from tests.conftest import CommandLine, Ended
from tests.fakes import SITE, FakeBrowser, seen
from tests.permissions import permissions_count

PORTAL = {
    "/": seen("/", "/births/", "/bins/", "/contact"),
    "/births/": seen("/births/", "/births/form", wire_bytes=5_000_000),
    "/births/form": seen("/births/form"),
    "/bins/": seen("/bins/", "/bins/form"),
    "/bins/form": seen("/bins/form"),
    "/contact": seen("/contact", words="Call us on 020 7946 0140."),
}
ORDER = ["/", "/contact", "/births/", "/bins/", "/births/form", "/bins/form"]

TOML = """
[portal]
name = "Portal"
url = "https://portal.example/"

[[service]]
id = "births"
name = "Register a birth"
start = "/births/"
pages = ["/births/**"]
"""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeBrowser:
    return fakes.install(monkeypatch, PORTAL)


@pytest.fixture
def audit(auditor: CommandLine, fake: FakeBrowser) -> Callable[..., Ended]:
    """Call `auditor audit` on the portal."""
    del fake
    return lambda *more, target=f"{SITE}/": auditor("audit", target, "--plain", "--concurrency", 1, *more)


def result(folder: str = "report") -> Audit:
    return read_audit(Path(folder) / "audit.json")


def visited(folder: str = "report") -> list[str]:
    return fakes.paths(page.url for page in result(folder).pages)


def ends_at(monkeypatch: pytest.MonkeyPatch, path: str, audit: Callable[..., Ended], *more: object) -> Ended:
    """An audit whose browser is gone when it comes to a page; then the portal is whole again."""
    fakes.install(monkeypatch, PORTAL | {path: BrowserFailedError("the browser is gone")})
    ended = audit(*more)
    assert (ended.code, ended.lines[-1]) == (2, "auditor: the browser is gone")
    fakes.install(monkeypatch, PORTAL)
    return ended


def run_of(ended: Ended) -> str:
    """The id of the run that the first line names."""
    words = ended.lines[0].split()
    return words[words.index("run" if "run" in words else "Run") + 1]


# What is written and said


def test_an_audit_writes_its_reports_and_says_where(audit: Callable[..., Ended]) -> None:
    ended = audit("--out", "a/b")
    assert ended.code == 0
    written = [Path("a/b", name) for name in ("report.html", "report-files", "audit.json")]
    assert sorted(Path("a/b").iterdir()) == sorted(written)
    assert ended.lines[0].startswith("Run ")
    assert ended.lines[-3:] == [f"wrote {each}" for each in written]
    assert any(line.startswith("6 pages judged of 6 found") for line in ended.lines)
    assert ended.out.splitlines()[0].split() == [
        "score", "range", "accessibility", "readability", "weight", "mobile", "channels",
    ]  # fmt: skip


def test_nothing_is_left_beside_the_reports_and_the_workspace(audit: Callable[..., Ended]) -> None:
    audit()
    assert sorted(path.name for path in Path().iterdir()) == [".auditor", "report"]
    assert sorted(path.name for path in Path("report").iterdir()) == [
        "audit.json", "report-files", "report.html",
    ]  # fmt: skip


@pytest.mark.parametrize("variable", [None, "NO_COLOR"])
def test_without_a_terminal_nothing_moves_and_nothing_is_coloured(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    ended = audit()
    assert "\x1b" not in ended.out + ended.err
    assert "\r" not in ended.err


def test_what_a_portal_says_cannot_steer_the_terminal(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "it is \x1b[2J\x1b]0;owned\x07text/\u202eplain"
    fakes.install(monkeypatch, PORTAL | {"/bins/": VisitError(reason)})
    ended = audit()
    assert any("text/plain" in line for line in ended.lines)
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.err + ended.out)


def test_the_same_reports_are_written_over(audit: Callable[..., Ended]) -> None:
    audit()
    first = result().run.id
    audit()
    assert result().run.id != first


# Bounds


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--max-pages", 2], ORDER[:2]),
        (["--depth", 0], ["/"]),
        (["--depth", 1], ORDER[:4]),
        (["--include", "/births/**"], ["/", "/births/", "/births/form"]),
        (["--include", "/births/**", "--include", "/contact"], ["/", "/contact", "/births/", "/births/form"]),
        (["--exclude", "/bins/**"], ["/", "/contact", "/births/", "/births/form"]),
        (["--exclude", "/**/form"], ["/", "/contact", "/births/", "/bins/"]),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_bounds_decide_what_is_visited(
    audit: Callable[..., Ended], options: list[object], expected: list[str]
) -> None:
    assert audit(*options).code == 0
    assert visited() == expected


def test_options_come_before_what_portal_toml_says(audit: Callable[..., Ended]) -> None:
    Path("portal.toml").write_text(f"{TOML}[crawl]\nmax_pages = 1\n", encoding="utf-8")
    audit(target="portal.toml")
    assert len(visited()) == 1
    audit("--max-pages", 3, target="portal.toml")
    assert len(visited()) == 3
    assert result().run.limits.max_pages == 3


def test_a_list_of_pages_is_visited_as_it_is_again_and_again(audit: Callable[..., Ended]) -> None:
    Path("urls.txt").write_text(f"# ours\n\n/bins/form\n{SITE}/births/#top\n/births/\n", encoding="utf-8")
    for _ in range(2):
        assert audit("--urls", "urls.txt", "--max-pages", 1).code == 0
        assert visited() == ["/bins/form", "/births/"]


def test_a_portal_is_audited_where_it_is_served(audit: Callable[..., Ended]) -> None:
    elsewhere = TOML.replace("https://portal.example/", "https://elsewhere.example/")
    Path("portal.toml").write_text(elsewhere, encoding="utf-8")
    assert audit("--base-url", f"{SITE}/", target="portal.toml").code == 0
    assert result().portal.url == f"{SITE}/"
    assert result().services[0].pages != []


@pytest.mark.parametrize("formats", [["json"], ["html"], ["html", "json", "html"]], ids=" ".join)
def test_just_the_formats_asked_for_are_written(audit: Callable[..., Ended], formats: list[str]) -> None:
    audit(*(word for name in formats for word in ("--format", name)))
    written = {"json": {"audit.json"}, "html": {"report.html", "report-files"}}
    expected = {file for name in formats for file in written[name]}
    assert {file.name for file in Path("report").iterdir()} == expected


def test_a_workspace_can_be_anywhere(audit: Callable[..., Ended]) -> None:
    assert audit("--workspace", "elsewhere/runs.db").code == 0
    assert Path("elsewhere/runs.db").is_file()
    assert not Path(".auditor").exists()


# How it ends


def best(audit: Audit) -> float:
    """What a service, or a portal without any, is at best."""
    return max(
        score.high if score.value is None else score.value
        for score in (each.score for each in audit.services or [audit.portal])
        if score.high is not None
    )


@pytest.mark.parametrize(("above", "code"), [(-0.01, 0), (0, 0), (0.01, 1)], ids=["over", "at", "under"])
def test_the_bar_decides_the_exit_code(audit: Callable[..., Ended], above: float, code: int) -> None:
    Path("portal.toml").write_text(TOML, encoding="utf-8")
    audit(target="portal.toml")
    bar = best(result()) + above
    ended = audit("--min-score", bar, target="portal.toml")
    assert ended.code == code
    told = [line for line in ended.lines if line.startswith("under the bar of ")]
    assert told == ([f"under the bar of {bar:g}: Register a birth"] if code else [])


def test_where_nothing_could_be_measured_the_exit_code_is_3_and_the_reports_say_why(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    fakes.install(monkeypatch, {})
    ended = audit("--min-score", 100)
    assert ended.code == 3
    assert f"Nothing could be measured: {SITE}/: it answered 404" in ended.lines
    assert result().portal.reason == f"{SITE}/: it answered 404"
    assert "it answered 404" in Path("report/report.html").read_text(encoding="utf-8")


def test_where_all_is_excluded_nothing_is_measured(audit: Callable[..., Ended], fake: FakeBrowser) -> None:
    ended = audit("--exclude", "/**")
    assert ended.code == 3
    assert fake.visited == []
    assert any(line.startswith("Nothing could be measured: ") for line in ended.lines)


# Going on with a run


def test_the_same_command_goes_on_with_an_unfinished_run_and_says_so(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(ends_at(monkeypatch, "/bins/", audit))
    fake = fakes.install(monkeypatch, PORTAL)
    ended = audit()
    assert ended.code == 0
    assert ended.lines[0] == f"Going on with run {run} of {SITE}/, with 3 pages done"
    assert fake.visited == [*ORDER[3:], "/"]  # the start page once more, for a close look
    assert (result().run.id, result().run.complete, visited()) == (run, True, ORDER)


def test_a_finished_run_is_not_gone_on_with(audit: Callable[..., Ended]) -> None:
    first = run_of(audit())
    second = audit()
    assert second.lines[0] == f"Run {run_of(second)} of {SITE}/"
    assert run_of(second) != first


def test_the_newest_unfinished_run_is_gone_on_with(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    ends_at(monkeypatch, "/bins/", audit)
    newest = run_of(ends_at(monkeypatch, "/contact", audit, "--new"))
    assert run_of(audit()) == newest


@pytest.mark.parametrize(
    "more",
    [["--max-pages", 5], ["--depth", 3], ["--exclude", "/x"], ["--allow-private"]],
    ids=lambda more: more[0],
)
def test_other_settings_begin_another_run(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, more: list[object]
) -> None:
    run = run_of(ends_at(monkeypatch, "/bins/", audit))
    assert run_of(audit(*more)) != run


def test_how_fast_it_goes_is_no_other_setting(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(ends_at(monkeypatch, "/bins/", audit))
    assert run_of(audit("--concurrency", 3)) == run


def test_new_begins_another_run(audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_of(ends_at(monkeypatch, "/bins/", audit))
    ended = audit("--new")
    assert (ended.code, visited()) == (0, ORDER)
    assert run_of(ended) != run


def test_a_run_can_be_named(audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run_of(ends_at(monkeypatch, "/bins/", audit))
    ends_at(monkeypatch, "/contact", audit, "--new")
    ended = audit("--run", first)
    assert ended.lines[0].startswith(f"Going on with run {first} ")
    again = audit("--run", first)
    assert again.code == 0
    assert again.lines[0] == f"Run {first} of {SITE}/ is finished: nothing is left to visit"


@pytest.mark.parametrize(
    ("more", "differs"),
    [
        (["--depth", 3], "depth was 6, now 3"),
        (["--depth", 3, "--concurrency", 7], "depth was 6, now 3"),
        (["--depth", 3, "--max-pages", 9], "depth was 6, now 3, max_pages was 200, now 9"),
        (["--urls", "urls.txt"], "the list of pages"),
        (["--allow-private"], "--allow-private"),
    ],
    ids=["a bound", "a bound and the pace", "two bounds", "list", "private"],
)
def test_a_run_with_other_settings_is_told_with_what_differs(
    audit: Callable[..., Ended], more: list[object], differs: str
) -> None:
    run = run_of(audit())
    Path("urls.txt").write_text("/births/\n", encoding="utf-8")
    ended = audit("--run", run, *more)
    assert (ended.code, ended.out) == (2, "")
    begun = f"auditor: run {run} was begun with other settings ({differs}): "
    assert ended.lines == [f"{begun}give the same ones to go on with it, or leave out --run to begin another"]


def test_a_run_of_another_portal_is_told(audit: Callable[..., Ended]) -> None:
    run = run_of(audit())
    ended = audit("--run", run, target="https://other.example/")
    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [
        f"auditor: run {run} is of {SITE}/, not of https://other.example/: `auditor runs` lists the runs"
    ]


def test_a_run_that_is_not_there_is_told(audit: Callable[..., Ended]) -> None:
    audit()
    ended = audit("--run", "nonsense")
    assert (ended.code, ended.err) == (
        2, "auditor: the workspace has no run 'nonsense': `auditor runs` lists those it has\n",
    )  # fmt: skip


def test_reports_that_could_not_be_written_are_written_by_the_same_command(
    audit: Callable[..., Ended], fake: FakeBrowser
) -> None:
    """An hour of visits is not made again because a disk was full."""
    Path("report/report.html").mkdir(parents=True)  # in the way
    ended = audit()
    assert ended.code == 2
    assert ended.lines[-1].startswith(f"auditor: cannot write {Path('report/report.html')}: ")
    assert ended.lines[-1].endswith("; name another with --out")
    run = run_of(ended)
    fake.visited.clear()
    ended = audit("--out", "elsewhere")
    assert ended.code == 0
    assert ended.lines[0] == f"Run {run} of {SITE}/ is finished: nothing is left to visit"
    assert fake.visited == []
    assert result("elsewhere").run.id == run
    assert run_of(audit("--out", "elsewhere")) != run


def test_a_report_that_is_in_use_stays_whole_if_the_new_one_cannot_be_written(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    audit()
    before = Path("report/audit.json").read_bytes()

    opened = Path.open

    def full(path: Path, mode: str = "r", **options: Any) -> Any:
        if mode == "wb":
            raise OSError(28, "No space left on device")
        return opened(path, mode, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        ended = audit()
    assert (ended.code, Path("report/audit.json").read_bytes()) == (2, before)
    assert "No space left on device" in ended.lines[-1]


def test_what_was_done_can_be_reported_before_it_is_finished(
    audit: Callable[..., Ended], auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(ends_at(monkeypatch, "/bins/", audit))
    assert auditor("report", run, "--out", "so-far").code == 0
    assert not result("so-far").run.complete
    assert visited("so-far") == ORDER[:3]
    listed = auditor("runs", "--plain").out
    assert [line.split()[3] for line in listed.splitlines()[1:]] == ["UTC"]
    assert " unfinished " in listed


# Judging again


def test_judging_again_gives_the_same_audit_without_a_browser(
    audit: Callable[..., Ended], auditor: CommandLine, fake: FakeBrowser
) -> None:
    audit()
    fake.visited.clear()
    ended = auditor("judge", "latest", "--out", "again", "--plain")
    assert ended.code == 0
    for name in ("audit.json", "report.html"):
        assert Path("again", name).read_bytes() == Path("report", name).read_bytes()
    assert fake.visited == []


def test_judging_again_uses_the_rules_of_today(audit: Callable[..., Ended], auditor: CommandLine) -> None:
    audit()
    with Workspace(".auditor/workspace.db") as store:
        run = store.run("latest")
        (first, *_), *_ = store.judgements(run.id)
        _, judged, _ = next(store.judgements(run.id))
        other = next(iter([each for each in store.judgements(run.id) if each[0] != first]))
        _replace(store, run.id, first, other)
        assert next(store.judgements(run.id))[1] == other[1]
    auditor("judge", "latest")
    with Workspace(".auditor/workspace.db") as store:
        assert next(store.judgements(run.id))[1] == judged


def _replace(store: Workspace, run_id: str, of_page: str, by: tuple[str, Any, Any]) -> None:
    from auditor.judge import judgement_to_json  # noqa: PLC0415
    from auditor.service import digest_to_json  # noqa: PLC0415
    from auditor.store.records import packed  # noqa: PLC0415

    _, judgement, digest = by
    store.rejudge(run_id, of_page, packed(judgement_to_json(judgement)), packed(digest_to_json(digest)))


# Drafting a portal.toml


@pytest.mark.parametrize("to_file", [True, False])
def test_a_draft_of_portal_toml_can_be_audited(
    auditor: CommandLine, fake: FakeBrowser, monkeypatch: pytest.MonkeyPatch, to_file: bool
) -> None:
    monkeypatch.setattr("auditor.run.runs.find_program", lambda _plan: None)
    ended = auditor("discover", f"{SITE}/", *(["--out", "a/portal.toml"] if to_file else []))
    assert ended.code == 0
    text = Path("a/portal.toml").read_text(encoding="utf-8") if to_file else ended.out
    assert f'url = "{SITE}/"' in text
    assert (ended.out == "") is to_file
    assert not Path(".auditor").exists(), "nothing is kept of a look around"
    Path("portal.toml").write_text(text, encoding="utf-8")
    fake.visited.clear()
    assert auditor("audit", "portal.toml", "--plain").code == 0
    assert sorted(fake.visited) == sorted(ORDER)


def test_a_draft_is_not_written_over_a_file(auditor: CommandLine, fake: FakeBrowser) -> None:
    Path("portal.toml").write_text("corrected by hand", encoding="utf-8")
    ended = auditor("discover", f"{SITE}/", "--out", "portal.toml")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert "portal.toml is there already, perhaps with your corrections; name another file" in ended.err
    assert fake.visited == []


def test_a_place_where_no_draft_can_be_written_is_told_before_the_look_around(
    auditor: CommandLine, fake: FakeBrowser
) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    ended = auditor("discover", f"{SITE}/", "--out", "taken/portal.toml")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert "cannot write to the folder taken" in ended.err
    assert fake.visited == []


# Where it may write


def test_a_folder_that_may_only_be_read_is_told_before_anything_is_visited(
    audit: Callable[..., Ended], fake: FakeBrowser
) -> None:
    Path("report").mkdir()
    Path("report").chmod(0o500)
    with permissions_count():
        ended = audit()
    assert (ended.code, len(ended.lines), fake.visited) == (2, 1, [])
    assert "name another with --out" in ended.err


@pytest.mark.parametrize("out", ["taken", "taken/report"])
def test_a_place_that_is_no_folder_is_told_before_anything_is_visited(
    audit: Callable[..., Ended], fake: FakeBrowser, out: str
) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    ended = audit("--out", out)
    assert (ended.code, ended.out, len(ended.lines), fake.visited) == (2, "", 1, [])
    assert not Path(".auditor").exists(), "no run was begun"


def test_an_audit_is_json_that_others_can_read(audit: Callable[..., Ended]) -> None:
    audit()
    assert json.loads(Path("report/audit.json").read_bytes())["portal"]["name"] == "portal.example"
