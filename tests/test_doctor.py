"""What the doctor says of a machine, and what it installs."""

import os
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.machine import doctor, fonts
from auditor.machine.doctor import (
    Check,
    check_fonts,
    check_libraries,
    check_python,
    check_sandbox,
    check_terminal,
    check_workspace,
    diagnose,
    required_names,
)
from auditor.machine.fonts import FONT_SETS, install_fonts, installed_fonts, missing_fonts
from auditor.visit.find_browser import BrowserKind, BrowserNotFoundError, BrowserProgram

REPOSITORY = Path(__file__).parents[1]
APT_INSTALL = "install --yes --no-install-recommends"
ALL_FAMILIES = [family for font_set in FONT_SETS for family in font_set.families]

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """A machine with only those programs that the test writes: `machine(name, shell_script)`."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def write(name: str, script: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    return write


@pytest.mark.parametrize(
    ("running", "state"), [((3, 11), "missing"), ((3, 12), "ok"), ((3, 13), "ok"), ((4, 0), "ok")], ids=str
)
def test_python_has_to_be_new_enough(running: tuple[int, int], state: str) -> None:
    assert check_python(running).state == state


def test_the_oldest_python_is_the_one_that_the_package_asks_for() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={'.'.join(map(str, doctor.OLDEST_PYTHON))}"


def test_fonts_are_well_where_each_set_is_there() -> None:
    assert check_fonts([*ALL_FAMILIES, "Another"], "linux") == Check(
        "Fonts", "ok", f"{len(ALL_FAMILIES) + 1} families"
    )


@pytest.mark.parametrize("absent", ALL_FAMILIES)
def test_a_set_without_one_of_its_telling_families_is_missing(absent: str) -> None:
    present = [family for family in ALL_FAMILIES if family != absent]
    [missing] = missing_fonts(present)
    assert absent in missing.families
    check = check_fonts(present, "linux")
    assert check.state == "warning"
    assert missing.package in check.advice
    assert missing.why in check.found


def test_fonts_of_systems_without_fontconfig_are_not_called_missing() -> None:
    assert check_fonts([], "darwin").found == "not looked at on this system"


@posix_only
def test_font_families_are_listed_once_and_sorted(machine: Callable[[str, str], None]) -> None:
    machine("fc-list", "printf 'Noto Sans\\nLiberation Mono\\nNoto Sans\\n\\n'")
    assert installed_fonts() == ["Liberation Mono", "Noto Sans"]


def test_without_fontconfig_no_font_is_known(machine: Callable[[str, str], None]) -> None:
    del machine
    assert installed_fonts() == []


@posix_only
@pytest.mark.parametrize(
    ("user", "families", "expected"),
    [
        pytest.param(
            0,
            [],
            ["update", f"{APT_INSTALL} fontconfig fonts-liberation fonts-noto-core fonts-noto-cjk"],
            id="none there",
        ),
        pytest.param(
            0,
            ALL_FAMILIES[:-1],
            ["update", f"{APT_INSTALL} fontconfig fonts-noto-cjk"],
            id="one set missing",
        ),
        pytest.param(0, ALL_FAMILIES, [], id="all there"),
        pytest.param(1000, [], [], id="not root"),
    ],
)
def test_the_missing_fonts_are_installed_by_root(
    machine: Callable[[str, str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    families: list[str],
    expected: list[str],
) -> None:
    calls = tmp_path / "calls"
    calls.touch()
    machine("fc-list", f"printf '{'\\n'.join(families)}\\n'")
    machine("apt-get", f'echo "$*" >> "{calls}"')
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    said: list[str] = []
    install_fonts(said.append)
    assert calls.read_text(encoding="utf-8").splitlines() == expected
    assert bool(said) is bool(expected)


@posix_only
@pytest.mark.parametrize(
    ("apt_get", "worked"),
    [
        pytest.param("exit 0", True, id="all works"),
        pytest.param('[ "$1" = install ]', True, id="old lists do where new ones cannot be had"),
        pytest.param('[ "$1" = update ]', False, id="the package cannot be had"),
    ],
)
def test_packages_are_installed_if_apt_get_says_so(
    machine: Callable[[str, str], None], apt_get: str, worked: bool
) -> None:
    machine("apt-get", apt_get)
    assert fonts.install_packages("a-package") is worked


def test_a_missing_library_is_named() -> None:
    assert check_libraries({"lxml": "6.0", "w3lib": None}) == Check(
        "Libraries", "missing", "without w3lib", "pip install w3lib"
    )


def test_libraries_that_decide_what_is_found_are_named_with_their_versions() -> None:
    check = check_libraries({"click": "8.2", "lxml": "6.0"})
    assert check == Check("Libraries", "ok", "all 2, among them lxml 6.0")


def test_extras_are_not_required() -> None:
    requirements = ["httpx[socks]<0.29,>=0.28", "SQLAlchemy>=2", 'pytest>=8; extra == "dev"']
    assert required_names(requirements) == ["httpx", "SQLAlchemy"]


def test_a_workspace_may_be_made_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    workspace = tmp_path / ".auditor" / "workspace.db"
    assert check_workspace(workspace) == Check("Workspace", "ok", str(workspace))
    assert list(tmp_path.iterdir()) == []  # looking leaves nothing behind


def test_a_workspace_that_cannot_be_written_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)  # as root, every folder can be written to
    check = check_workspace(tmp_path / "workspace.db")
    assert check.state == "missing"
    assert check.found == f"{tmp_path} cannot be written to (Permission denied)"


@pytest.mark.parametrize(
    ("encoding", "state"), [("utf-8", "ok"), ("UTF8", "ok"), ("cp1252", "warning"), ("ascii", "warning")]
)
def test_a_terminal_has_to_show_every_language(encoding: str, state: str) -> None:
    assert check_terminal(encoding).state == state


def test_a_browser_without_its_sandbox_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "sandbox_problem", lambda _: "user namespaces are withheld")
    check = check_sandbox(BrowserProgram(Path("chromium"), BrowserKind.CHROMIUM))
    assert (check.state, check.found) == ("warning", "off: user namespaces are withheld")


def no_browser() -> BrowserProgram:
    raise BrowserNotFoundError("no browser was found: install one")


def test_without_a_browser_the_rest_is_still_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_browser", no_browser)
    checks = {check.name: check for check in diagnose()}
    assert checks["Browser"] == Check(
        "Browser", "missing", "none that starts", "no browser was found: install one"
    )
    assert {"Python", "Fonts", "axe-core", "Libraries", "Workspace", "Terminal"} <= checks.keys()


@pytest.mark.parametrize("there", [True, False], ids=["there", "not there"])
def test_a_browser_is_installed_only_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    program = BrowserProgram(Path("chromium"), BrowserKind.CHROMIUM)
    monkeypatch.setattr(doctor, "install_fonts", lambda say: say("fonts"))
    monkeypatch.setattr(doctor, "find_browser", (lambda: program) if there else no_browser)
    monkeypatch.setattr(doctor, "install_browser", lambda say: say("browser"))
    said: list[str] = []
    doctor.install(said.append)
    assert said == (["fonts"] if there else ["fonts", "browser"])


@pytest.mark.browser
def test_this_machine_can_audit() -> None:
    checks = diagnose()
    assert [check for check in checks if check.state == "missing"] == []
    assert [check.name for check in checks if check.state == "warning" and not check.advice] == []
    [axe] = [check for check in checks if check.name == "axe-core"]
    assert re.match(r"4\.14\.", axe.found)  # as pyproject.toml bounds its carrier
