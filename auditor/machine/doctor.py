"""Looks over the machine: what an audit needs, what is there, and how to get the rest."""

import locale
import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from auditor.axe import AxeError, axe_version
from auditor.errors import AuditorError
from auditor.machine.fonts import FONT_SETS, FontSet, install_fonts, installed_fonts, missing_fonts
from auditor.visit.find_browser import (
    BrowserNotFoundError,
    BrowserProgram,
    find_browser,
    install_browser,
    sandbox_problem,
)

DISTRIBUTION = "inclusion-auditor"
DEFAULT_WORKSPACE = Path(".auditor") / "workspace.db"
OLDEST_PYTHON = (3, 12)  # as requires-python in pyproject.toml

# The ones whose version can change what an audit finds.
_TELLING_LIBRARIES = (
    "playwright", "lxml", "extruct", "phonenumbers", "textstat", "pyphen", "py3langid", "sentencex",
)  # fmt: skip
_REQUIRED_NAME = re.compile(r"[A-Za-z0-9._-]+")

type State = Literal["ok", "warning", "missing"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing an audit needs: `found` says what is there, `advice` what to do (empty if all is well).

    A warning means that audits run but are worse for it; missing, that none can run.
    """

    name: str
    state: State
    found: str
    advice: str = ""


def diagnose(workspace: Path = DEFAULT_WORKSPACE, webdriver: str | None = None) -> list[Check]:
    """Look at everything that an audit needs; the browser is started once or twice, for a moment.

    `webdriver` is the address of a WebDriver endpoint that is to be looked at instead of a browser here.
    """
    return [
        check_python(sys.version_info[:2]),
        *(_check_browser() if webdriver is None else [check_endpoint(webdriver)]),
        check_fonts(installed_fonts(), sys.platform),
        _check_axe(),
        check_libraries(required_libraries()),
        check_workspace(workspace),
        check_terminal(getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)),
    ]


def install(say: Callable[[str], None]) -> None:
    """Get the fonts and the browser where they are missing; `say` is told of each step before it.

    Raises:
        BrowserNotFoundError: if there is no browser and none could be installed.
    """
    install_fonts(say)
    try:
        find_browser()
    except BrowserNotFoundError:
        install_browser(say)


def check_python(running: tuple[int, int]) -> Check:
    """Judge the Python that runs this; `running` is its major and minor version."""
    found = f"{platform.python_version()} ({sys.executable})"
    if running >= OLDEST_PYTHON:
        return Check("Python", "ok", found)
    return Check("Python", "missing", found, f"install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer")


def _check_browser() -> Iterator[Check]:
    try:
        program = find_browser()
    except BrowserNotFoundError as error:
        yield Check("Browser", "missing", "none that starts", str(error))
        return
    yield Check("Browser", "ok", f"{program.kind} {program.version or '(version unknown)'} ({program.path})")
    yield check_sandbox(program)


def check_endpoint(address: str) -> Check:
    """Start a browser at a WebDriver endpoint, and say what an audit cannot see through it."""
    from auditor.visit.endpoint import find_endpoint  # noqa: PLC0415

    try:
        endpoint = find_endpoint(address)
        # Only after it is known that the extra is there.
        from auditor.visit.webdriver import try_endpoint  # noqa: PLC0415

        version, notes = try_endpoint(endpoint)
    except AuditorError as error:
        return Check("WebDriver", "missing", "no browser that starts", str(error))
    found = f"{version} ({endpoint.url})"
    return Check("WebDriver", "warning" if notes else "ok", found, " ".join(notes))


def check_sandbox(program: BrowserProgram) -> Check:
    """Say whether the browser can be locked in, as hostile pages deserve."""
    problem = sandbox_problem(program)
    if problem is None:
        return Check("Sandbox", "ok", "on")
    advice = "run as an ordinary user, on a system or in a container that allows user namespaces"
    return Check("Sandbox", "warning", f"off: {problem}", advice)


def check_fonts(installed: Iterable[str], system: str) -> Check:
    """Judge the fonts by the families that fontconfig named; `system` is as `sys.platform`."""
    if not system.startswith("linux"):
        advice = f"layouts are measured with the system's own fonts, not with {_packages(FONT_SETS)}"
        return Check("Fonts", "warning", "not looked at on this system", advice)
    families = frozenset(installed)
    found = f"{len(families)} families"
    missing = missing_fonts(families)
    if not missing:
        return Check("Fonts", "ok", found)
    gaps = "; ".join(f"{font_set.package} ({font_set.why})" for font_set in missing)
    advice = f"on Debian, as root: apt-get install fontconfig {_packages(missing)}"
    return Check("Fonts", "warning", f"{found}, lacking {gaps}", advice)


def _packages(font_sets: Iterable[FontSet]) -> str:
    return " ".join(font_set.package for font_set in font_sets)


def _check_axe() -> Check:
    try:
        return Check("axe-core", "ok", axe_version())
    except AxeError as error:
        return Check("axe-core", "missing", "none", str(error))


def required_libraries() -> dict[str, str | None]:
    """Each library that the program requires, with the version that is installed, or None."""
    return {name: _version(name) for name in required_names(requires(DISTRIBUTION) or ())}


def required_names(requirements: Iterable[str]) -> list[str]:
    """The names in requirements as a distribution's metadata words them, extras left out."""
    return [
        found.group()
        for requirement in requirements
        if "extra ==" not in requirement and (found := _REQUIRED_NAME.match(requirement))
    ]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def check_libraries(installed: dict[str, str | None]) -> Check:
    """Judge the libraries by name and version."""
    missing = sorted(name for name, number in installed.items() if number is None)
    if missing:
        names = " ".join(missing)
        return Check("Libraries", "missing", f"without {names}", f"pip install {names}")
    telling = (f"{name} {installed[name]}" for name in _TELLING_LIBRARIES if name in installed)
    return Check("Libraries", "ok", f"all {len(installed)}, among them {', '.join(telling)}")


def check_workspace(workspace: Path) -> Check:
    """Try to write where the workspace is, or would be made."""
    parents = workspace.absolute().parents
    folder = next((parent for parent in parents if parent.is_dir()), parents[0])
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        advice = "name another with --workspace, or change to a folder that you may write to"
        return Check("Workspace", "missing", f"{folder} cannot be written to ({error.strerror})", advice)
    if workspace.exists() and not os.access(workspace, os.W_OK):
        return Check("Workspace", "missing", f"{workspace} is read-only", "name another with --workspace")
    return Check("Workspace", "ok", str(workspace))


def check_terminal(encoding: str) -> Check:
    """Judge whether the output can carry every language that portals are written in."""
    if encoding.lower().replace("-", "").replace("_", "") == "utf8":
        return Check("Terminal", "ok", encoding)
    advice = "set PYTHONUTF8=1, or a locale such as C.UTF-8"
    return Check("Terminal", "warning", f"{encoding}: cannot show every language", advice)
