"""The command line as a person meets it: help, mistakes, and what works without a browser."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.audit import Audit
from auditor.cli import cli
from auditor.registry import all_formats, all_rules
from auditor.settings import CrawlSettings, read_settings
from fixtures.server import PortalServer
from tests.conftest import ROOT, CommandLine

COMMANDS = tuple(cli.commands)
HEAVY = {
    "alembic",
    "asyncio",
    "httpx",
    "lxml",
    "multiprocessing",
    "playwright",
    "pydantic",
    "rich",
    "sqlalchemy",
}


@pytest.fixture(scope="session")
def aldermere(demo_folder: Path) -> Path:
    return demo_folder / "aldermere" / "audit.json"


@pytest.fixture
def workspace(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of a workspace that holds the runs of the three fictional portals."""
    for file in demo_folder.glob("workspace.db*"):
        shutil.copy(file, tmp_path)
    return tmp_path / "workspace.db"


def said(ended_line: str) -> str:
    return ended_line.removeprefix("auditor: ")


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_shows_an_example_that_names_it(command: str) -> None:
    shown = CliRunner().invoke(cli, [command, "--help"])
    assert shown.exit_code == 0
    examples = shown.output.partition("Example")[2]
    assert f"  auditor {command}" in examples


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    options = [
        parameter for parameter in cli.commands[command].params if parameter.param_type_name == "option"
    ]
    assert [option.name for option in options if not getattr(option, "help", "")] == []


def test_the_list_of_commands_is_not_cut_off() -> None:
    listing = CliRunner().invoke(cli, ["--help"], terminal_width=80).output.partition("Commands:")[2]
    assert [command for command in COMMANDS if f"  {command} " not in listing] == []
    assert "..." not in listing


def test_the_defaults_that_help_names_are_those_of_portal_toml() -> None:
    shown = CliRunner().invoke(cli, ["audit", "--help"], terminal_width=200).output
    assert f"({CrawlSettings().max_pages}, or as portal.toml says)" in shown
    assert f"({CrawlSettings().depth}, or as portal.toml says)" in shown


def test_without_a_command_help_is_shown_and_nothing_was_asked_for(auditor: CommandLine) -> None:
    ended = auditor()
    assert ended.code == 2
    assert ended.lines[0].startswith("Usage: auditor")


def test_help_loads_nothing_heavy() -> None:
    """It answers in 0.3 s, most of which is Python's own start."""
    program = "import json, sys, auditor.__main__; print(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert {name.partition(".")[0] for name in json.loads(answer.stdout)} & HEAVY == set()


# Completion


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("auditor audit --format h", ["html"]),
        ("auditor rules horizontal", ["horizontal-scroll"]),
        ("auditor com", ["compare"]),
    ],
    ids=["format", "rule", "command"],
)
def test_the_shell_completes(words: str, expected: list[str]) -> None:
    typed = words.split()
    variables = {"_AUDITOR_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(typed) - 1)}
    program = "import sys; sys.argv[0] = 'auditor'; from auditor.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert [line.partition(",")[2] for line in done.stdout.splitlines()] == expected


def test_a_shell_can_ask_for_its_completion_script() -> None:
    program = "import sys; sys.argv[0] = 'auditor'; from auditor.__main__ import main; main()"
    script = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ
        | {"_AUDITOR_COMPLETE": "zsh_source"},  # bash is asked for its version, which it may lack
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "compdef _auditor_completion auditor" in script.stdout


# Mistakes: each is one line on standard error, and nothing on standard output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nonsense"], "No such command 'nonsense'; see `auditor --help`"),
        (["audit"], "Missing argument 'TARGET'; see `auditor audit --help`"),
        (["audit", "x", "--formt", "html"], "No such option '--formt'"),
        (
            ["audit", "http://portal.example/", "--format", "htm"],
            "Invalid value for '--format': there is no format 'htm'; did you mean html?",
        ),
        (
            ["audit", "http://portal.example/", "--format", "x"],
            "Invalid value for '--format': there is no format 'x'; there are csv, ",
        ),
        (
            ["audit", "http://portal.example/", "--min-score", "101"],
            "Invalid value for '--min-score': '101' is not a number of points from 0 to 100",
        ),
        (
            ["audit", "http://portal.example/", "--new", "--run", "x"],
            "Invalid value for '--new', '--run': --new begins a run, --run goes on with one",
        ),
        (
            ["audit", "http://portal.example/", "--depth", "x"],
            "Invalid value for '--depth': 'x' is not a whole number from 0 up",
        ),
        (
            ["audit", "http://portal.example/", "--concurrency", "65"],
            "Invalid value for '--concurrency': '65' is not a whole number from 1 to 64",
        ),
        (
            ["audit", "http://portal.example/", "--seed", "4"],
            "Invalid value for '--seed': it has a meaning with --sample alone",
        ),
        (
            ["audit", "http://portal.example/", "--base-url", "http://other.example/"],
            "it stands in for the url of a portal.toml, and TARGET is an address already",
        ),
        (["audit", "portal.example"], "there is no such file; an address begins with http:// or https://"),
        (["audit", "ftp://portal.example/"], "it is not an http or https address"),
        (["audit", "http://portal.example/", "--urls", "none.txt"], "File 'none.txt' does not exist"),
        (
            ["rules", "horizontal-scrol"],
            "there is no rule 'horizontal-scrol'; did you mean horizontal-scroll?",
        ),
        (
            ["rules", "nonsense"],
            "Invalid value for '[RULE]': there is no rule 'nonsense'; `auditor rules` lists them",
        ),
        (["report", "nonsense"], "there is no workspace"),
        (["judge"], "there is no workspace"),
        (["runs"], "there is no workspace"),
        (["report", "none.json"], "none.json cannot be read: No such file or directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_in_one_line_that_says_what_to_do(
    auditor: CommandLine, arguments: list[str], expected: str
) -> None:
    ended = auditor(*arguments)
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith("auditor: ")
    assert expected in ended.err


@pytest.mark.parametrize(
    "command",
    [
        ("runs",),
        ("report",),
        ("judge", "nonsense"),
        ("compare", "one", "two"),
        ("audit", "http://127.0.0.1:1/", "--run", "nonsense"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_that_fails_leaves_nothing_behind(
    auditor: CommandLine, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert auditor(*command).code == 2
    assert list(tmp_path.iterdir()) == []


def test_each_mistake_in_portal_toml_has_its_line(auditor: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "portal.toml").write_text('[portal]\nname = "A"\nurl = "portal.example"\ncountry = "XX"\n')
    ended = auditor("audit", "portal.toml")
    assert ended.code == 2
    assert [line.partition(": ")[0] for line in map(said, ended.lines)] == [
        "portal.toml, line 3, portal.url",
        "portal.toml, line 4, portal.country",
    ]


def test_a_service_on_another_host_is_told_beside_other_mistakes(
    auditor: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "portal.toml").write_text(
        '[portal]\nname = 5\nurl = "http://portal.example/"\n'
        '[[service]]\nid = "a"\nname = "A"\nstart = "http://other.example/"\n'
    )
    ended = auditor("audit", "portal.toml")
    assert [line.partition(": ")[0] for line in map(said, ended.lines)] == [
        "portal.toml, line 2, portal.name",
        "portal.toml, line 7, service.start",
    ]


def test_what_is_not_toml_is_told_with_its_place(auditor: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "portal.toml").write_text("[portal\n")
    ended = auditor("audit", "portal.toml")
    assert (ended.code, len(ended.lines)) == (2, 1)
    assert "portal.toml, line 1, column 8: not TOML" in ended.err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "urls.txt lists no pages"),
        (b"\n\n  \n# only a remark\n", "urls.txt lists no pages"),
        (
            b"/ok\nhttp://other.example/\n",
            "urls.txt, line 2: http://other.example/ is not on the portal's hosts",
        ),
        (b"/ok\n\nmailto:a@b.example\n", "urls.txt, line 3: it is not an http or https address"),
        (b"http://[\n", "urls.txt, line 1: "),
        (b"%PDF-1.4\n\xe2\xe3\xcf\xd3\n", "urls.txt is not a text in UTF-8"),
    ],
    ids=["empty", "blank lines", "foreign host", "no address", "broken address", "not text"],
)
def test_a_list_of_pages_is_read_before_anything_is_visited(
    auditor: CommandLine, tmp_path: Path, content: bytes, expected: str
) -> None:
    (tmp_path / "urls.txt").write_bytes(content)
    ended = auditor("audit", "http://portal.example/", "--urls", "urls.txt")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert expected in ended.err


def test_of_many_mistakes_in_a_list_the_first_ten_are_told(auditor: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("http://other.example/\n" * 12)
    ended = auditor("audit", "http://portal.example/", "--urls", "urls.txt")
    assert len(ended.lines) == 11
    assert ended.lines[-1] == "urls.txt: 2 more lines like these"


# Set-up


def test_a_browser_that_is_not_there_is_told_before_a_run_is_begun(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", "/nowhere/chromium")
    ended = auditor("audit", "http://127.0.0.1:1/")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert "/nowhere/chromium" in ended.err
    assert auditor("runs").err == "The workspace has no runs yet.\n"


def test_a_folder_that_cannot_be_written_to_is_told_before_the_audit(
    auditor: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file")
    ended = auditor("audit", "http://127.0.0.1:1/", "--out", "taken")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    ended = auditor("audit", "http://127.0.0.1:1/", "--out", "taken/report")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert "name another with --out" in ended.err


def test_a_workspace_that_is_none_is_told(auditor: CommandLine, tmp_path: Path) -> None:
    """tests/test_store.py has all the ways in which it may be none."""
    (tmp_path / "workspace.db").write_text("once upon a time there was no database in this file " * 3)
    ended = auditor("runs", "--workspace", "workspace.db")
    assert (ended.code, ended.out) == (2, "")
    why = "the workspace workspace.db cannot be used: file is not a database"
    assert ended.lines == [f"auditor: {why}; name another with --workspace"]


def test_the_password_of_a_database_is_not_printed(auditor: CommandLine) -> None:
    ended = auditor("runs", "--workspace", "sqlite://someone:secret@host/x")
    assert ended.code == 2
    assert "secret" not in ended.err


def test_a_workspace_without_runs_has_no_latest(auditor: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "workspace.db").touch()
    ended = auditor("judge", "latest", "--workspace", "workspace.db")
    assert (ended.code, ended.err) == (2, "auditor: the workspace has no run 'latest': it has no runs yet\n")


# Runs and audits that are there


@pytest.mark.browser
def test_runs_are_listed_newest_first(auditor: CommandLine, workspace: Path) -> None:
    listed = auditor("runs", "--workspace", workspace, "--plain")
    assert listed.code == 0
    ids = [line.split()[0] for line in listed.out.splitlines()[1:]]
    assert len(ids) == 3
    assert ids == sorted(ids, reverse=True)
    assert all(" finished " in line for line in listed.out.splitlines()[1:])


@pytest.mark.browser
def test_judging_again_needs_no_browser_and_gives_the_same_audit(
    auditor: CommandLine, workspace: Path, demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", "/nowhere/chromium")
    ended = auditor("judge", "latest", "--workspace", workspace, "--out", "again")
    assert ended.code == 0
    again = Path("again/audit.json").read_bytes()
    assert again == (demo_folder / "madinat-al-nada" / "audit.json").read_bytes()


@pytest.mark.browser
def test_a_report_is_written_again_from_the_workspace_or_from_a_file(
    auditor: CommandLine, workspace: Path, demo_audits: Mapping[str, Audit], aldermere: Path
) -> None:
    run = demo_audits["aldermere"].run.id
    assert auditor("report", run, "--workspace", workspace, "--out", "one").code == 0
    assert auditor("report", aldermere, "--out", "two").code == 0
    assert auditor("report", aldermere.parent, "--out", "three").code == 0
    for name in ("audit.json", "report.html"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()
        assert Path("two", name).read_bytes() == Path("three", name).read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(all_formats()))
def test_just_the_formats_asked_for_are_written(
    auditor: CommandLine, tmp_path: Path, aldermere: Path, name: str
) -> None:
    ended = auditor("report", aldermere, "--format", name, "--format", name, "--out", "one")
    assert ended.code == 0
    written = list(filter(None, [all_formats()[name].filename, all_formats()[name].folder]))
    assert sorted(file.name for file in (tmp_path / "one").iterdir()) == sorted(written)
    assert ended.lines == [f"wrote {Path('one') / each}" for each in written]


@pytest.mark.browser
def test_portals_are_compared(auditor: CommandLine, demo_folder: Path) -> None:
    audits = [demo_folder / name / "audit.json" for name in ("valbrume", "aldermere")]
    ended = auditor("compare", *audits, "--out", "side-by-side", "--plain")
    assert ended.code == 0
    assert "Ville de Valbrume" in ended.out
    assert "City of Aldermere" in ended.out
    assert Path("side-by-side/comparison.html").is_file()


@pytest.mark.browser
def test_one_run_cannot_be_compared(auditor: CommandLine, aldermere: Path) -> None:
    ended = auditor("compare", aldermere)
    assert (ended.code, len(ended.lines)) == (2, 1)
    assert "a comparison needs two runs or more" in ended.err


@pytest.mark.browser
def test_a_run_cannot_be_compared_with_itself(
    auditor: CommandLine, workspace: Path, demo_audits: Mapping[str, Audit], aldermere: Path
) -> None:
    run = demo_audits["aldermere"].run.id
    ended = auditor("compare", aldermere, run, "--workspace", workspace)
    assert (ended.code, len(ended.lines)) == (2, 1)
    assert f"is run {run}, which is named twice" in ended.err


@pytest.mark.browser
def test_a_format_without_a_comparison_says_which_has_one(auditor: CommandLine, demo_folder: Path) -> None:
    audits = [demo_folder / name / "audit.json" for name in ("valbrume", "aldermere")]
    ended = auditor("compare", *audits, "--format", "json")
    assert (ended.code, len(ended.lines)) == (2, 1)
    assert "the format 'json' has no comparison: ask for html with --format" in ended.err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "at its start"),
        ("[]", "is not an audit.json"),
        ('{"schema_version": "9.0"}', "schema version 9.0"),
    ],
    ids=["cut off", "something else", "newer"],
)
def test_a_broken_audit_is_told(auditor: CommandLine, tmp_path: Path, content: str, expected: str) -> None:
    (tmp_path / "audit.json").write_text(content)
    ended = auditor("report", "audit.json")
    assert (ended.code, len(ended.lines)) == (2, 1)
    assert expected in ended.err


# Rules


def test_rules_are_listed(auditor: CommandLine) -> None:
    listed = auditor("rules", "--plain").out.splitlines()
    assert [line.split()[0] for line in listed if line[:1].strip()][1:] == list(all_rules())


def test_a_rule_is_explained(auditor: CommandLine) -> None:
    told = auditor("rules", "horizontal-scroll", "--plain").out
    said = all_rules()["horizontal-scroll"].documentation
    unwrapped = " ".join(told.split())
    for part in (said.requirement, said.why, said.fix, said.source):
        assert " ".join(part.split()) in unwrapped


# How it ends


def test_an_unexpected_error_is_one_line_and_with_v_the_whole_story(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("auditor.settings.read_settings", broken)
    ended = auditor("audit", "http://portal.example/")
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert "this is a defect: ZeroDivisionError: on purpose" in ended.err
    ended = auditor("-v", "audit", "http://portal.example/")
    assert ended.code == 2
    assert ended.err.startswith("Traceback")


def test_ctrl_c_is_130_and_one_sentence(auditor: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("auditor.settings.read_settings", interrupted)
    ended = auditor("audit", "http://portal.example/")
    assert (ended.code, ended.out, ended.err.strip()) == (130, "", "Interrupted.")


def test_after_ctrl_c_nothing_more_is_said_and_a_second_one_changes_nothing(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was begun and not ended complains as it is taken away: a driver's process does."""

    class Begun:
        def __del__(self) -> None:
            raise RuntimeError("event loop is closed")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("auditor.settings.read_settings", interrupted)
    auditor("audit", "http://portal.example/")
    begun = Begun()
    del begun
    signal.raise_signal(signal.SIGINT)
    assert capfd.readouterr().err == ""


def test_letters_that_the_terminal_lacks_do_not_end_the_program(demo_folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "report", demo_folder / "madinat-al-nada" / "audit.json"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_it_runs_from_any_folder_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "--version"],
        cwd=ROOT.anchor,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert done.stdout.startswith("auditor, version ")


# Set-up and a look around, with the real browser


@pytest.mark.browser
def test_the_doctor_finds_all_that_an_audit_needs(auditor: CommandLine) -> None:
    ended = auditor("doctor", "--plain")
    assert ended.code == 0
    assert "MISSING" not in ended.out
    for name in ("Python", "Browser", "Sandbox", "Fonts", "axe-core", "Libraries", "Workspace", "Terminal"):
        assert f"  {name}: " in ended.out


def test_the_doctor_says_what_is_missing_and_how_to_get_it(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", "/nowhere/chromium")
    ended = auditor("doctor", "--plain")
    assert ended.code == 2
    told = ended.out.splitlines()
    (missing,) = [number for number, line in enumerate(told) if line.strip().startswith("MISSING")]
    assert "AUDITOR_BROWSER names /nowhere/chromium" in told[missing + 1]


@pytest.mark.browser
def test_a_draft_of_portal_toml_has_the_services_of_a_portal(auditor: CommandLine) -> None:
    with PortalServer(ROOT / "fixtures" / "aldermere") as server:
        ended = auditor("discover", server.url, "--out", "portal.toml", "--plain")
    assert ended.code == 0
    declared = read_settings(str(ROOT / "fixtures" / "aldermere" / "portal.toml"), server.url)
    drafted = read_settings("portal.toml")
    assert {service.start for service in declared.services} <= {service.start for service in drafted.services}
