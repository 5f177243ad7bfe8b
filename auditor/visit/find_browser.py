"""Finds the browser that visits are made with, and gets one where there is none.

Programs are tried by running them: a name on PATH may be a wrapper that only tells how to
install a browser, and a downloaded browser may lack the system's libraries.
Nothing here starts Playwright or imports it, so that asking costs milliseconds.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from auditor.errors import AuditorError
from auditor.machine.fonts import can_install_packages, install_packages, is_root

_ANSWER_TIMEOUT_S = 30  # a first start from a cold, slow disk; a second one takes 0.02 s
_DOWNLOAD_TIMEOUT_S = 900  # Debian's package of this browser is 64 MB: nine minutes at 1 Mbit/s
_CONNECTION_TIMEOUT_MS = 15_000  # Playwright tries five times, by default 30 s each

_VERSION = re.compile(r"\d+\.\d+\.\d+\.\d+")  # MAJOR.MINOR.BUILD.PATCH, as all of Chromium's kin
_REVISION = re.compile(r"\d+$")

_HOW_TO_GET_ONE = (
    "install Chromium or Chrome (on Debian, as root: apt-get install chromium-headless-shell), "
    "or name one in AUDITOR_BROWSER"
)


class BrowserNotFoundError(AuditorError):
    """There is no browser that starts; the message says how to get one."""


class BrowserKind(StrEnum):
    """The browsers that visits can be made with, best first.

    The headless shell has no window at all, and visits 1.3 times as many pages in a given
    time as the full Chromium (design, section 5).
    """

    HEADLESS_SHELL = "headless shell"
    CHROMIUM = "Chromium"
    CHROME = "Chrome"
    EDGE = "Edge"


@dataclass(frozen=True, slots=True)
class BrowserProgram:
    """A browser on this machine; `version` is None where it does not tell."""

    path: Path
    kind: BrowserKind
    version: str | None = None


_NAMES_ON_PATH = {
    BrowserKind.HEADLESS_SHELL: ("chromium-headless-shell", "chrome-headless-shell"),
    BrowserKind.CHROMIUM: ("chromium", "chromium-browser"),
    BrowserKind.CHROME: ("google-chrome", "google-chrome-stable", "chrome"),
    BrowserKind.EDGE: ("microsoft-edge", "microsoft-edge-stable", "msedge"),
}

# Relative to each of `_application_folders`.
_USUAL_PLACES = {
    "linux": {
        BrowserKind.CHROME: "google/chrome/chrome",
        BrowserKind.EDGE: "microsoft/msedge/msedge",
    },
    "darwin": {
        BrowserKind.CHROMIUM: "Chromium.app/Contents/MacOS/Chromium",
        BrowserKind.CHROME: "Google Chrome.app/Contents/MacOS/Google Chrome",
        BrowserKind.EDGE: "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    },
    "win32": {
        BrowserKind.CHROMIUM: "Chromium/Application/chrome.exe",
        BrowserKind.CHROME: "Google/Chrome/Application/chrome.exe",
        BrowserKind.EDGE: "Microsoft/Edge/Application/msedge.exe",
    },
}


def find_browser() -> BrowserProgram:
    """Find the first browser that starts.

    The order: AUDITOR_BROWSER, Playwright's own headless shell, a headless shell on PATH,
    Chromium, Chrome, Edge.

    Raises:
        BrowserNotFoundError: if there is none, or if the one that AUDITOR_BROWSER names does not start.
    """
    if named := os.environ.get("AUDITOR_BROWSER"):
        return _named(named)
    broken = ""
    for candidate in candidates(sys.platform, os.environ, Path.home()):
        try:
            return _tried(candidate)
        except BrowserNotFoundError as error:
            broken = broken or f" ({error})"
    raise BrowserNotFoundError(
        f"no browser was found{broken}: run `auditor doctor --install`, or {_HOW_TO_GET_ONE}"
    )


def install_browser(say: Callable[[str], None]) -> BrowserProgram:
    """Get a browser: Playwright's headless shell; else, on Debian and as root, the system's package.

    Raises:
        BrowserNotFoundError: if neither worked, or if AUDITOR_BROWSER names another that does not start.
    """
    if os.environ.get("AUDITOR_BROWSER"):
        return find_browser()
    say("Downloading a headless Chromium with Playwright")
    if _playwright_install() and (program := _found_or_none()):
        return program
    if can_install_packages():
        say("Installing chromium-headless-shell with apt-get")
        if install_packages("chromium-headless-shell") and (program := _found_or_none()):
            return program
    raise BrowserNotFoundError(f"no browser could be installed: {_HOW_TO_GET_ONE}")


def needs_no_sandbox(program: BrowserProgram | None = None) -> bool:
    """Whether the browser has to run without its sandbox here; by default the one that is found."""
    return sandbox_problem(program or find_browser()) is not None


def sandbox_problem(program: BrowserProgram) -> str | None:
    """Say why the browser cannot use its sandbox here; None where it can.

    On Linux the sandbox needs user namespaces or a helper, which containers and some
    distributions withhold. AppArmor grants them by the path of a program, so that no other
    program can find out for it: the browser itself is asked, by an empty page.
    """
    if not sys.platform.startswith("linux"):
        return None
    if is_root():
        return "Chromium does not run as root with its sandbox"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        arguments = ("--headless", "--disable-gpu", f"--user-data-dir={profile}", "--dump-dom", "about:blank")
        started, _ = _run(program.path, *arguments)
    return None if started else "the browser does not start with its sandbox here"


def candidates(platform: str, environ: Mapping[str, str], home: Path) -> Iterator[BrowserProgram]:
    """Every place that may hold a browser's program and has a file, best first.

    `platform` is as `sys.platform`, `environ` as `os.environ`.
    """
    for path in _playwright_shells(platform, environ, home):
        yield BrowserProgram(path, BrowserKind.HEADLESS_SHELL)
    for kind in BrowserKind:
        for name in _NAMES_ON_PATH[kind]:
            if found := shutil.which(name, path=environ.get("PATH", os.defpath)):
                yield BrowserProgram(Path(found), kind)
        if place := _USUAL_PLACES.get(platform, {}).get(kind):
            for folder in _application_folders(platform, environ, home):
                if (folder / place).is_file():
                    yield BrowserProgram(folder / place, kind)


def _playwright_shells(platform: str, environ: Mapping[str, str], home: Path) -> list[Path]:
    """Headless shells that Playwright finished downloading, newest revision first.

    Playwright writes the marker file last. Some of its versions call the program headless_shell.
    """
    folders = [
        folder
        for folder in playwright_cache(platform, environ, home).glob("chromium_headless_shell-*")
        if (folder / "INSTALLATION_COMPLETE").is_file()
    ]
    suffix = ".exe" if platform == "win32" else ""
    return [
        path
        for folder in sorted(folders, key=_revision, reverse=True)
        for name in ("chrome-headless-shell", "headless_shell")
        for path in sorted(folder.glob(f"*/{name}{suffix}"))
    ]


def playwright_cache(platform: str, environ: Mapping[str, str], home: Path) -> Path:
    """The folder that Playwright keeps its browsers in; 0 means inside its own package."""
    chosen = environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return _playwright_package() / "driver" / "package" / ".local-browsers"
    if chosen:
        return Path(chosen)
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "ms-playwright"
    if platform == "darwin":
        return home / "Library" / "Caches" / "ms-playwright"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def _playwright_package() -> Path:
    found = importlib.util.find_spec("playwright")
    return Path(found.origin).parent if found and found.origin else Path()


def _revision(folder: Path) -> int:
    found = _REVISION.search(folder.name)
    return int(found.group()) if found else 0


def _application_folders(platform: str, environ: Mapping[str, str], home: Path) -> list[Path]:
    if platform == "win32":
        names = ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)")
        return [Path(environ[name]) for name in names if environ.get(name)]
    if platform == "darwin":
        return [Path("/Applications"), home / "Applications"]
    return [Path("/opt")]


def _named(name: str) -> BrowserProgram:
    path = shutil.which(Path(name).expanduser())
    if path is None:
        raise BrowserNotFoundError(f"AUDITOR_BROWSER names {name}, which is not a program that can be run")
    try:
        return _tried(BrowserProgram(Path(path), _kind_by_name(Path(path).name)))
    except BrowserNotFoundError as error:
        raise BrowserNotFoundError(f"AUDITOR_BROWSER names a program that is no use: {error}") from error


def _kind_by_name(name: str) -> BrowserKind:
    name = name.lower().replace("_", "-")
    if "headless-shell" in name:
        return BrowserKind.HEADLESS_SHELL
    if "edge" in name:
        return BrowserKind.EDGE
    return BrowserKind.CHROME if "chrome" in name else BrowserKind.CHROMIUM


def _tried(program: BrowserProgram) -> BrowserProgram:
    """The program with its version, if it starts."""
    if sys.platform == "win32":  # there `--version` opens a window and answers nothing
        return program
    started, words = _run(program.path, "--version")
    if not started:
        raise BrowserNotFoundError(f"{program.path} does not start: {_reason(words)}")
    version = _VERSION.search(words)
    if version is None:
        raise BrowserNotFoundError(f"{program.path} does not tell a browser's version")
    return replace(program, version=version.group())


def _found_or_none() -> BrowserProgram | None:
    try:
        return find_browser()
    except BrowserNotFoundError:
        return None


def _playwright_install() -> bool:
    """Let Playwright download its headless shell; tell whether it says that it did."""
    timeout = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": str(_CONNECTION_TIMEOUT_MS)}
    arguments = ("-m", "playwright", "install", "--only-shell", "chromium")
    done, _ = _run(
        Path(sys.executable), *arguments, timeout_s=_DOWNLOAD_TIMEOUT_S, environ={**timeout, **os.environ}
    )
    return done


def _run(
    program: Path,
    *arguments: str,
    timeout_s: float = _ANSWER_TIMEOUT_S,
    environ: Mapping[str, str] | None = None,
) -> tuple[bool, str]:
    """Run a program to its end; tell whether it succeeded, and what it wrote."""
    try:
        done = subprocess.run(  # noqa: S603 - programs found by this module, constant arguments
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            env=environ,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"no answer within {timeout_s:.0f} s"
    except OSError as error:
        return False, error.strerror or str(error)
    return done.returncode == 0, done.stdout


def _reason(words: str) -> str:
    """The last line that a program wrote, in short."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it says nothing"
