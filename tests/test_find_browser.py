"""Which browser is found, and how one is got. Browsers are stand-ins: scripts that answer as one does."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.visit import find_browser as module
from auditor.visit.find_browser import (
    BrowserKind,
    BrowserNotFoundError,
    BrowserProgram,
    candidates,
    find_browser,
    install_browser,
    needs_no_sandbox,
    playwright_cache,
    sandbox_problem,
)

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

STARTS = "echo Chromium 156.0.8078.79"
LACKS_LIBRARIES = "echo 'error while loading shared libraries: libnss3.so' >&2; exit 127"
TELLS_TO_INSTALL = "echo 'Command requires the chromium snap to be installed.' >&2; exit 1"
STARTS_WITHOUT_SANDBOX = (
    'case "$*" in *--version*|*--no-sandbox*) echo Chromium 156.0.8078.79 ;; *) exit 1 ;; esac'
)

type Put = Callable[..., Path]


@pytest.fixture
def put() -> Put:
    """Write a stand-in for a program."""

    def write(path: Path, script: str = STARTS) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without browsers: `bin` is its PATH, `playwright` is where Playwright keeps browsers."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv("AUDITOR_BROWSER", raising=False)
    monkeypatch.setattr(module, "_application_folders", lambda *_: [tmp_path / "opt"])
    return tmp_path


def shell(
    machine: Path, revision: int, name: str = "chrome-headless-shell", *, finished: bool = True
) -> Path:
    """Where Playwright puts a headless shell; it marks those whose download is finished."""
    folder = machine / "playwright" / f"chromium_headless_shell-{revision}"
    folder.mkdir(parents=True)
    if finished:
        (folder / "INSTALLATION_COMPLETE").touch()
    return folder / "chrome-headless-shell-linux64" / name


PLAYWRIGHTS = "playwright/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell"
BEST_FIRST = [
    (PLAYWRIGHTS, "headless shell"),
    ("bin/chromium-headless-shell", "headless shell"),
    ("bin/chromium", "Chromium"),
    ("bin/google-chrome", "Chrome"),
    ("opt/google/chrome/chrome", "Chrome"),
    ("bin/microsoft-edge", "Edge"),
    ("opt/microsoft/msedge/msedge", "Edge"),
]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the places are those of Linux")
@pytest.mark.parametrize("best", range(len(BEST_FIRST)), ids=[path for path, _ in BEST_FIRST])
def test_the_best_browser_that_is_there_is_found(machine: Path, put: Put, best: int) -> None:
    shell(machine, 1255)
    for path, _ in BEST_FIRST[best:]:
        put(machine / path)
    path, kind = BEST_FIRST[best]
    assert find_browser() == BrowserProgram(machine / path, BrowserKind(kind), "156.0.8078.79")


@posix_only
def test_of_playwrights_shells_the_newest_revision_is_taken(machine: Path, put: Put) -> None:
    put(shell(machine, 999))
    newest = put(shell(machine, 1255))
    assert find_browser().path == newest


@posix_only
def test_an_unfinished_download_is_passed_over(machine: Path, put: Put) -> None:
    put(shell(machine, 1255, finished=False))
    finished = put(shell(machine, 1200))
    assert find_browser().path == finished


@posix_only
def test_playwrights_shell_may_have_its_older_name(machine: Path, put: Put) -> None:
    older = put(shell(machine, 1187, "headless_shell"))
    assert find_browser().path == older


@posix_only
@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(LACKS_LIBRARIES, id="lacks the system's libraries"),
        pytest.param(TELLS_TO_INSTALL, id="only tells how to install one"),
        pytest.param("exit 0", id="answers nothing"),
        pytest.param("echo ls 9.1", id="is another program"),
    ],
)
def test_a_program_that_does_not_start_as_a_browser_is_passed_over(
    machine: Path, put: Put, broken: str
) -> None:
    put(machine / "bin" / "chromium-headless-shell", broken)
    chrome = put(machine / "bin" / "google-chrome")
    assert find_browser() == BrowserProgram(chrome, BrowserKind.CHROME, "156.0.8078.79")


def test_without_a_browser_one_sentence_says_how_to_get_one(machine: Path) -> None:
    del machine
    with pytest.raises(BrowserNotFoundError) as caught:
        find_browser()
    assert str(caught.value) == (
        "no browser was found: run `auditor doctor --install`, or install Chromium or Chrome "
        "(on Debian, as root: apt-get install chromium-headless-shell), or name one in AUDITOR_BROWSER"
    )


@posix_only
def test_the_sentence_names_a_browser_that_does_not_start(machine: Path, put: Put) -> None:
    found = put(machine / "bin" / "chromium", LACKS_LIBRARIES)
    with pytest.raises(BrowserNotFoundError, match=r"libnss3\.so") as caught:
        find_browser()
    assert f"{found} does not start" in str(caught.value)


@posix_only
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("{machine}/my/browser", "my/browser", id="path"),
        pytest.param("my-browser", "bin/my-browser", id="name on PATH"),
    ],
)
def test_the_named_browser_goes_before_all_others(
    machine: Path, put: Put, monkeypatch: pytest.MonkeyPatch, written: str, expected: str
) -> None:
    put(machine / "bin" / "chromium-headless-shell")
    put(machine / expected)
    monkeypatch.setenv("AUDITOR_BROWSER", written.format(machine=machine))
    assert find_browser().path == machine / expected


@posix_only
@pytest.mark.parametrize(
    ("mode", "script"),
    [
        pytest.param(None, "", id="does not exist"),
        pytest.param(stat.S_IRUSR, STARTS, id="may not be run"),
        pytest.param(0o755, LACKS_LIBRARIES, id="does not start"),
        pytest.param(0o755, "exit 0", id="is no browser"),
    ],
)
def test_a_named_browser_that_is_no_use_is_an_error_and_no_other_is_taken(
    machine: Path, put: Put, monkeypatch: pytest.MonkeyPatch, mode: int | None, script: str
) -> None:
    put(machine / "bin" / "chromium")
    named = machine / "named"
    if mode is not None:
        put(named, script).chmod(mode)
    monkeypatch.setenv("AUDITOR_BROWSER", str(named))
    with pytest.raises(BrowserNotFoundError, match="AUDITOR_BROWSER names") as caught:
        find_browser()
    assert str(named) in str(caught.value)


@posix_only
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("headless_shell", BrowserKind.HEADLESS_SHELL),
        ("chrome-headless-shell", BrowserKind.HEADLESS_SHELL),
        ("chromium-browser", BrowserKind.CHROMIUM),
        ("Google Chrome", BrowserKind.CHROME),
        ("msedge", BrowserKind.EDGE),
        ("thorium", BrowserKind.CHROMIUM),
    ],
)
def test_the_kind_of_a_named_browser_follows_from_its_name(
    machine: Path, put: Put, monkeypatch: pytest.MonkeyPatch, name: str, kind: BrowserKind
) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", str(put(machine / "named" / name)))
    assert find_browser().kind is kind


HOME = Path("home")


# Source: Playwright's documentation, "Browsers", section "Managing browser binaries".
@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, HOME / ".cache" / "ms-playwright"),
        ("linux", {"XDG_CACHE_HOME": "caches"}, Path("caches") / "ms-playwright"),
        ("darwin", {}, HOME / "Library" / "Caches" / "ms-playwright"),
        ("win32", {}, HOME / "AppData" / "Local" / "ms-playwright"),
        ("win32", {"LOCALAPPDATA": "local"}, Path("local") / "ms-playwright"),
        ("linux", {"PLAYWRIGHT_BROWSERS_PATH": "browsers"}, Path("browsers")),
    ],
    ids=["Linux", "Linux, other cache", "macOS", "Windows", "Windows, other folder", "named"],
)
def test_playwrights_browsers_are_sought_where_it_keeps_them(
    platform: str, environ: dict[str, str], expected: Path
) -> None:
    assert playwright_cache(platform, environ, HOME) == expected


def test_playwright_may_keep_its_browsers_in_its_own_package() -> None:
    cache = playwright_cache("linux", {"PLAYWRIGHT_BROWSERS_PATH": "0"}, HOME)
    assert cache.name == ".local-browsers"
    assert (cache.parent / "browsers.json").is_file()


SHELLS = "ms-playwright/chromium_headless_shell-7/any"


@pytest.mark.parametrize(
    ("platform", "place", "kind"),
    [
        ("win32", "programs/Google/Chrome/Application/chrome.exe", "Chrome"),
        ("win32", "programs (x86)/Microsoft/Edge/Application/msedge.exe", "Edge"),
        ("win32", "local/Chromium/Application/chrome.exe", "Chromium"),
        ("win32", f"local/{SHELLS}/chrome-headless-shell.exe", "headless shell"),
        ("darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "Chrome"),
        ("darwin", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "Edge"),
        ("darwin", f"Library/Caches/{SHELLS}/chrome-headless-shell", "headless shell"),
    ],
)
def test_browsers_are_sought_where_other_systems_install_them(
    tmp_path: Path, platform: str, place: str, kind: str
) -> None:
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch()
    (program.parent.parent / "INSTALLATION_COMPLETE").touch()
    environ = {
        "PATH": str(tmp_path / "no programs"),
        "PROGRAMFILES": str(tmp_path / "programs"),
        "PROGRAMFILES(X86)": str(tmp_path / "programs (x86)"),
        "LOCALAPPDATA": str(tmp_path / "local"),
    }
    assert BrowserProgram(program, BrowserKind(kind)) in candidates(platform, environ, tmp_path)


@pytest.fixture
def installers(machine: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stand-ins for Playwright's installation and for apt-get, which note their calls."""
    shell_path = shell(machine, 1255)
    debians = machine / "bin" / "chromium-headless-shell"

    def equip(*, playwright: str | None, apt_get: str | None, user: int = 0) -> None:
        """Let each bring a browser that answers like this; None lets it fail."""
        for installer, path, script in (
            (machine / "python", shell_path, playwright),
            (machine / "bin" / "apt-get", debians, apt_get),
        ):
            bring = "exit 1" if script is None else f'/bin/cp "{path}.new" "{path}"'
            put(installer, f'echo "$*" >> "{machine}/calls"; {bring}')
            put(path.with_name(f"{path.name}.new"), script or "")
        monkeypatch.setattr(sys, "executable", str(machine / "python"))
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)

    return equip


DOWNLOAD = "-m playwright install --only-shell chromium"
APT_GET = ["update", "install --yes --no-install-recommends chromium-headless-shell"]


@posix_only
@pytest.mark.parametrize(
    ("playwright", "apt_get", "calls", "found"),
    [
        pytest.param(STARTS, STARTS, [DOWNLOAD], "chrome-headless-shell", id="Playwright's"),
        pytest.param(None, STARTS, [DOWNLOAD, *APT_GET], "chromium-headless-shell", id="download fails"),
        pytest.param(
            "exit 127",
            STARTS,
            [DOWNLOAD, *APT_GET],
            "chromium-headless-shell",
            id="downloaded, but libraries are missing",
        ),
    ],
)
def test_a_browser_is_got_from_playwright_or_else_from_debian(
    machine: Path,
    installers: Callable[..., None],
    playwright: str | None,
    apt_get: str | None,
    calls: list[str],
    found: str,
) -> None:
    installers(playwright=playwright, apt_get=apt_get)
    said: list[str] = []
    assert install_browser(said.append).path.name == found
    assert (machine / "calls").read_text(encoding="utf-8").splitlines() == calls
    assert len(said) == (1 if calls == [DOWNLOAD] else 2)


@posix_only
@pytest.mark.parametrize(
    ("user", "calls"),
    [
        pytest.param(0, [DOWNLOAD, *APT_GET], id="as root"),
        pytest.param(1000, [DOWNLOAD], id="as another user, who may not install packages"),
    ],
)
def test_where_none_can_be_installed_one_sentence_says_what_to_do(
    machine: Path, installers: Callable[..., None], user: int, calls: list[str]
) -> None:
    installers(playwright=None, apt_get=None, user=user)
    with pytest.raises(BrowserNotFoundError, match="no browser could be installed: install Chromium"):
        install_browser(lambda _: None)
    assert (machine / "calls").read_text(encoding="utf-8").splitlines() == calls


@posix_only
def test_nothing_is_installed_in_place_of_a_browser_that_was_named(
    machine: Path, installers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    installers(playwright=STARTS, apt_get=STARTS)
    monkeypatch.setenv("AUDITOR_BROWSER", str(machine / "nothing"))
    with pytest.raises(BrowserNotFoundError, match="AUDITOR_BROWSER"):
        install_browser(lambda _: None)
    assert not (machine / "calls").exists()


@posix_only
@pytest.mark.parametrize(
    ("platform", "user", "script", "expected"),
    [
        pytest.param("linux", 1000, STARTS, False, id="it starts with its sandbox"),
        pytest.param("linux", 1000, STARTS_WITHOUT_SANDBOX, True, id="it starts only without"),
        pytest.param("linux", 0, STARTS, True, id="root"),
        pytest.param("darwin", 0, STARTS_WITHOUT_SANDBOX, False, id="not on Linux"),
    ],
)
def test_the_sandbox_is_left_on_wherever_it_works(
    machine: Path,
    put: Put,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    user: int,
    script: str,
    expected: bool,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    program = BrowserProgram(put(machine / "bin" / "chromium", script), BrowserKind.CHROMIUM)
    assert needs_no_sandbox(program) is expected
    assert needs_no_sandbox() is expected
    assert (sandbox_problem(program) is not None) is expected


@pytest.mark.browser
def test_this_machine_has_a_browser() -> None:
    found = find_browser()
    assert found.path.is_file()
