"""`auditor ci` and `auditor baseline` as a developer calls them.

The portal has no network and the browser no window (tests/fakes.py), but in what has a portal up.
"""

import json
import socket
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError

import pytest

from auditor.gate.baseline import read_baseline
from auditor.gate.serving import ServingError, serve, started
from tests import fakes
from tests.conftest import CommandLine, Ended
from tests.fakes import FakeBrowser, seen

TOML = """
[portal]
name = "Portal"
url = "https://portal.example/"

[[service]]
id = "births"
name = "Register a birth"
start = "/births/"

[crawl]
closely = false

[ci]
gate = ["heavy-page"]
formats = ["json", "markdown"]
"""
HEAVY, LIGHT = seen("/births/", wire_bytes=5_000_000), seen("/births/")
PORTAL = {"/": seen("/", "/births/"), "/births/": HEAVY}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeBrowser:
    return fakes.install(monkeypatch, PORTAL)


@pytest.fixture
def ci(auditor: CommandLine, fake: FakeBrowser) -> Callable[..., Ended]:
    del fake
    Path("portal.toml").write_text(TOML, encoding="utf-8")
    return lambda *more: auditor("ci", "--plain", "--concurrency", 1, *more)


def gate() -> dict[str, object]:
    return json.loads(Path("report/audit.json").read_text(encoding="utf-8"))["gate"]


def test_a_new_fault_is_looked_at_twice_and_fails_the_build(
    ci: Callable[..., Ended], fake: FakeBrowser
) -> None:
    ended = ci()
    assert (ended.code, fake.visited) == (1, ["/births/", "/", "/births/"])
    assert ended.out.splitlines()[-1] == "The gate has failed: 1 new fault."
    assert "1 new fault: 1 page visited a second time" in ended.lines
    assert "### New: 1\n" in Path("report/summary.md").read_text(encoding="utf-8")


def test_what_is_known_passes_without_a_second_look(ci: Callable[..., Ended], fake: FakeBrowser) -> None:
    assert ci("--update-baseline").code == 0
    assert [fault.where for fault in read_baseline(Path("inclusion-baseline.toml")).faults] != []
    fake.visited.clear()
    assert (ci().code, fake.visited) == (0, ["/births/", "/"])
    assert gate()["passed"]


def test_what_a_second_load_does_not_show_passes(
    ci: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = iter((HEAVY, LIGHT))
    fakes.install(monkeypatch, PORTAL | {"/births/": lambda: next(loads)})
    ended = ci()
    assert ended.code == 0
    assert any(line.startswith("unstable: ") for line in ended.out.splitlines())


def test_a_second_load_on_which_the_rule_could_not_be_asked_refutes_nothing(
    ci: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = iter((HEAVY, replace(HEAVY, responses=None, missing={"responses": "it took too long"})))
    fakes.install(monkeypatch, PORTAL | {"/births/": lambda: next(loads)})
    assert (ci().code, gate()["reasons"]) == (1, ["1 new fault"])


def test_a_mended_fault_is_told_and_taken_out_of_the_baseline(
    ci: Callable[..., Ended], auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ci("--update-baseline")
    fakes.install(monkeypatch, PORTAL | {"/births/": LIGHT})
    ended = ci()
    assert ended.code == 0
    assert any(line.startswith("fixed: heavy-page on /births/ ") for line in ended.out.splitlines())
    update = auditor("baseline", "update", "--plain")
    assert update.code == 0
    shown = auditor("baseline", "show", "--plain")
    assert not any(line.startswith("heavy-page ") for line in shown.out.splitlines())


def test_another_audit_stands_in_for_a_baseline(ci: Callable[..., Ended]) -> None:
    ci("--out", "main")
    assert ci("--against", "main/audit.json").code == 0
    assert gate()["against"] == "audit"


def test_when_the_time_is_over_no_more_pages_are_begun(ci: Callable[..., Ended]) -> None:
    ci("--update-baseline")
    Path("portal.toml").write_text(TOML + "max_seconds = 0.000001\n", encoding="utf-8")
    assert ci().code == 3


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--start", "true"), "they go together"),
        (("--serve", ".", "--base-url", "http://x.example/"), "--serve says what is audited"),
        (("--against", "a.json", "--update-baseline"), "it takes the place of a baseline"),
        (("--baseline", "nowhere.toml"), "nowhere.toml: there is no such file"),
        (("--against", "nowhere.json"), "nowhere.json cannot be read: No such file or directory"),
    ],
)
def test_a_mistake_is_told_before_anything_is_visited(
    ci: Callable[..., Ended], fake: FakeBrowser, options: tuple[str, ...], expected: str
) -> None:
    ended = ci(*options)
    assert (ended.code, fake.visited) == (2, [])
    assert expected in ended.lines[-1]


def test_a_format_or_a_rule_that_there_is_not_is_told(ci: Callable[..., Ended]) -> None:
    Path("portal.toml").write_text(TOML.replace('"markdown"', '"docx"'), encoding="utf-8")
    assert "there is no format 'docx'" in ci().lines[-1]
    Path("portal.toml").write_text(TOML.replace("heavy-page", "hevy-page"), encoding="utf-8")
    assert "found 'hevy-page'" in ci().lines[-1]


def test_an_address_needs_no_portal_toml(auditor: CommandLine, fake: FakeBrowser) -> None:
    ended = auditor("ci", "https://portal.example/", "--plain", "--concurrency", 1, "--format", "json")
    assert (ended.code, fake.visited[0]) == (0, "/")  # a heavy page is told, and no proven rule failed


def test_a_folder_that_is_served_needs_no_portal_toml(auditor: CommandLine, fake: FakeBrowser) -> None:
    Path("public").mkdir()
    auditor("ci", "--plain", "--concurrency", 1, "--serve", "public")
    [visited] = fake.visited
    assert visited.startswith("http://127.0.0.1:")
    assert "there is no such file" in auditor("ci", "--plain").err


def test_an_audit_of_another_version_cannot_be_compared(ci: Callable[..., Ended]) -> None:
    ci("--out", "main")
    file = Path("main/audit.json")
    file.write_text(file.read_text(encoding="utf-8").replace('"c1-', '"c0-'), encoding="utf-8")
    assert "names causes as another version did" in ci("--against", file).lines[-1]


# What has a portal up


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"index.html": "home", "a/index.html": "a", "b.html": "b"}.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "site"


def answer(url: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_folder_is_served_as_a_static_host_does(folder: Path) -> None:
    (folder / "empty").mkdir()
    with serve(folder) as origin:
        assert [answer(origin + path) for path in ("/", "/a/", "/b.html")] == [
            (200, "home"), (200, "a"), (200, "b"),
        ]  # fmt: skip
        assert answer(f"{origin}/empty/")[0] == 404
        (folder / "404.html").write_text("not here", encoding="utf-8")
        assert answer(f"{origin}/nowhere") == (404, "not here")
        assert answer(f"{origin}/../portal.toml")[0] == 404


@pytest.fixture
def silent() -> Iterator[str]:
    """An address that belongs to this test and where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/"


def test_a_program_is_ended_with_all_that_it_has_started(folder: Path) -> None:
    with serve(folder) as origin, socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)
        port = listener.getsockname()[1]
        child = f"import socket, time; s = socket.create_connection(('127.0.0.1', {port})); time.sleep(600)"
        with started(f'"{sys.executable}" -c "{child}" & wait', f"{origin}/"):
            connection, _ = listener.accept()
        with connection:
            connection.settimeout(30)
            assert connection.recv(1) == b""


def test_a_program_that_ends_is_told_with_its_last_words(silent: str) -> None:
    with (
        pytest.raises(ServingError, match=r"has ended with code 7 .* it said: no such script"),
        started("echo no such script; exit 7", silent),
    ):
        pass


def test_a_program_that_never_answers_is_told(silent: str) -> None:
    with (
        pytest.raises(ServingError, match=r"did not answer within 0\.1 seconds"),
        started("sleep 600", silent, wait_s=0.1),
    ):
        pass
