"""The set-up for a bare machine: `.ci/find-python`, `.ci/chromedriver`, the Makefile and `.ci/run`.

Pythons and environments are stand-ins: scripts that answer as the real ones would.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
TOOLS = ("sh", "bash", "make", "ls", "sort", "mktemp", "rm", "touch", "sed", "dirname", "timeout", "echo")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or any(shutil.which(tool) is None for tool in ("sh", "bash", "make")),
    reason="make is for Linux and macOS",
)

# Stand-ins for Pythons. `-m venv --clear DIRECTORY` is answered by making the directory.
WORKING = '[ "$2" = venv ] && mkdir -p "$4" && echo "$0" > "$4/made-by"; exit 0'
TOO_OLD = "exit 1"  # the assertion on the version fails, or venv or ensurepip cannot be imported
FAILING_SHIM = "echo 'pyenv: command not found' >&2; exit 127"
# As the system's own, old Python may: its pip fetches a uv, which brings a Python.
WITH_PIP = """case "$*" in
*"import pip"*) exit 0 ;;
*"pip install"*) mkdir -p "$5/bin"; cp "$FAKE_UV" "$5/bin/uv"; exit 0 ;;
esac
exit 1"""
UV = '[ "$*" = "venv --seed --python 3.12 $5" ] && mkdir -p "$5" && echo uv > "$5/made-by"'


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with nothing but a shell: `bin` is its PATH, `home` its user's home."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tmp_path / "home").mkdir()
    for name in (*TOOLS, "mkdir", "cp"):
        if program := shutil.which(name):
            (tools / name).symlink_to(program)
    return tmp_path


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def run(
    machine: Path, *command: str | Path, cwd: Path | None = None, **environment: str | Path
) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": machine / "bin", "HOME": machine / "home", **environment}
    return subprocess.run(
        command,
        cwd=cwd or machine,
        env={name: os.fspath(value) for name, value in clean.items()},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def find_python(machine: Path, **environment: str | Path) -> subprocess.CompletedProcess[str]:
    return run(machine, REPOSITORY / ".ci" / "find-python", machine / "the venv", **environment)


def made_by(machine: Path) -> str:
    words = (machine / "the venv" / "made-by").read_text(encoding="utf-8").strip()
    return words.removeprefix(f"{machine}/")


@pytest.mark.parametrize(
    ("pythons", "expected"),
    [
        pytest.param({"bin/python3": WORKING}, "bin/python3", id="the system's own"),
        pytest.param(
            {"bin/python3.13": WORKING, "bin/python3.12": WORKING, "bin/python3": WORKING},
            "bin/python3.13",
            id="3.13 before 3.12",
        ),
        pytest.param(
            {"bin/python3.13": FAILING_SHIM, "bin/python3.12": TOO_OLD, "bin/python3": WORKING},
            "bin/python3",
            id="those that fail when run are passed over",
        ),
        pytest.param(
            {
                "bin/python3": WORKING,
                "home/.pyenv/versions/3.9.18/bin/python": WORKING,
                "home/.pyenv/versions/3.12.1/bin/python": WORKING,
                "home/.pyenv/versions/3.12.10/bin/python": WORKING,
            },
            "home/.pyenv/versions/3.12.10/bin/python",
            id="pyenv's newest, by number and not by letter",
        ),
    ],
)
def test_the_first_python_that_passes_makes_the_environment(
    machine: Path, pythons: dict[str, str], expected: str
) -> None:
    for path, script in pythons.items():
        program(machine / path, script)
    assert find_python(machine).returncode == 0
    assert made_by(machine) == expected


def test_the_named_python_comes_first(machine: Path) -> None:
    program(machine / "bin" / "python3.13", WORKING)
    named = program(machine / "my pythons" / "python", WORKING)
    find_python(machine, PYTHON=named)
    assert made_by(machine) == "my pythons/python"


def test_pyenv_may_keep_its_versions_elsewhere(machine: Path) -> None:
    program(machine / "pyenv" / "versions" / "3.13.0" / "bin" / "python", WORKING)
    find_python(machine, PYENV_ROOT=machine / "pyenv")
    assert made_by(machine) == "pyenv/versions/3.13.0/bin/python"


def test_uv_brings_a_python_where_none_will_do(machine: Path) -> None:
    program(machine / "bin" / "python3", TOO_OLD)
    program(machine / "bin" / "uv", UV)
    assert find_python(machine).returncode == 0
    assert made_by(machine) == "uv"


def test_an_old_python_may_fetch_uv(machine: Path) -> None:
    program(machine / "bin" / "python3", WITH_PIP)
    fetched = find_python(machine, FAKE_UV=program(machine / "a uv", UV), TMPDIR=machine / "home")
    assert fetched.returncode == 0
    assert made_by(machine) == "uv"
    assert list((machine / "home").iterdir()) == []  # uv itself is gone again


def test_one_sentence_says_how_to_get_a_python(machine: Path) -> None:
    program(machine / "bin" / "python3.12", FAILING_SHIM)
    program(machine / "bin" / "python3", TOO_OLD)
    answer = find_python(machine)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert "apt-get install python3 python3-venv" in answer.stderr
    assert "pip install uv" in answer.stderr


@pytest.fixture
def checkout(machine: Path) -> Path:
    """A checkout under a path with a space, whose environment is a stand-in that notes its calls."""
    checkout = machine / "a checkout"
    for name in ("Makefile", "pyproject.toml", ".ci/run", ".ci/find-python", ".ci/chromedriver"):
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / name, target)
    program(
        checkout / ".venv" / "bin" / "python", 'echo "$*" >> calls; [ "$2" != pytest ] || . ./pytest-stand-in'
    )
    (checkout / "pytest-stand-in").write_text("echo '=== 3 passed in 0.1s ==='", encoding="utf-8")
    return checkout


def calls(checkout: Path) -> list[str]:
    """What the environment's Python was asked to do, but for whether it works; then forgotten."""
    noted = checkout / "calls"
    lines = noted.read_text(encoding="utf-8").splitlines()
    noted.unlink()
    return [line for line in lines if not line.startswith("-c ")]


INSTALL = "-m pip install --quiet --disable-pip-version-check --editable .[dev,webdriver]"
EQUIP = "-m auditor doctor --install"
DEMO = "fixtures/demo.py"


def test_the_set_up_happens_once(machine: Path, checkout: Path) -> None:
    run(machine, "make", "demo", cwd=checkout)
    assert calls(checkout) == [INSTALL, EQUIP, DEMO]
    run(machine, "make", "demo", cwd=checkout)
    assert calls(checkout) == [DEMO]


def test_the_set_up_happens_once_for_targets_made_at_once(machine: Path, checkout: Path) -> None:
    run(machine, "make", "-j4", "demo", "test", "lint", cwd=checkout)
    noted = calls(checkout)
    assert noted.count(INSTALL) == 1
    assert noted.count(EQUIP) == 1


def test_changed_requirements_are_installed(machine: Path, checkout: Path) -> None:
    run(machine, "make", "demo", cwd=checkout)
    calls(checkout)
    newer = (checkout / ".venv" / ".machine").stat().st_mtime + 10
    os.utime(checkout / "pyproject.toml", (newer, newer))
    run(machine, "make", "demo", cwd=checkout)
    assert calls(checkout) == [INSTALL, EQUIP, DEMO]


def test_a_set_up_that_failed_is_done_again(machine: Path, checkout: Path) -> None:
    good = (checkout / ".venv" / "bin" / "python").read_text(encoding="utf-8")
    program(checkout / ".venv" / "bin" / "python", f'{good}\n[ "$2" != pip ]')
    assert run(machine, "make", "demo", cwd=checkout).returncode != 0
    assert calls(checkout) == [INSTALL]
    program(checkout / ".venv" / "bin" / "python", good)
    run(machine, "make", "demo", cwd=checkout)
    assert calls(checkout) == [INSTALL, EQUIP, DEMO]


def test_a_broken_environment_is_made_anew(machine: Path, checkout: Path) -> None:
    program(checkout / ".venv" / "bin" / "python", FAILING_SHIM)
    program(machine / "bin" / "python3.12", WORKING)
    run(machine, "make", "lint", cwd=checkout)
    assert (checkout / ".venv" / "made-by").exists()


def test_style_is_checked_without_a_browser(machine: Path, checkout: Path) -> None:
    run(machine, "make", "lint", cwd=checkout)
    assert EQUIP not in calls(checkout)


def debian(machine: Path, *, user_id: int = 0, installs: bool = True) -> Path:
    """Make the machine one on which apt-get installs, or fails to; it notes what it was asked."""
    program(machine / "bin" / "id", f"echo {user_id}")
    got = f"cp {machine / 'bin' / 'id'} {machine / 'bin' / 'chromedriver'}" if installs else "exit 100"
    program(machine / "bin" / "apt-get", f'echo "$*" >> "{machine / "apt"}"; [ "$1" != install ] || {got}')
    return machine / "apt"


def test_the_tests_get_a_chromedriver_once_and_the_demo_none(machine: Path, checkout: Path) -> None:
    asked = debian(machine)
    run(machine, "make", "demo", cwd=checkout)
    assert not asked.exists()
    for _ in range(2):
        assert run(machine, "make", "test", cwd=checkout).returncode == 0
    asked_for = asked.read_text(encoding="utf-8").splitlines()
    assert [words.split()[-1] for words in asked_for if words.startswith("install")] == ["chromium-driver"]


@pytest.mark.parametrize(
    ("user_id", "installs"),
    [pytest.param(1000, True, id="not root"), pytest.param(0, False, id="apt-get fails")],
)
def test_the_tests_run_where_no_chromedriver_can_be_had(
    machine: Path, checkout: Path, user_id: int, installs: bool
) -> None:
    debian(machine, user_id=user_id, installs=installs)
    answer = run(machine, "make", "test", cwd=checkout)
    assert answer.returncode == 0
    assert "There is no chromedriver" in answer.stdout


def test_continuous_integration_skips_nothing_for_want_of_a_chromedriver(
    machine: Path, checkout: Path
) -> None:
    (checkout / "pytest-stand-in").write_text('echo "$AUDITOR_CHROMEDRIVER"', encoding="utf-8")
    assert run(machine, ".ci/run", cwd=checkout).stdout.splitlines()[-1] == "required"
    assert run(machine, "make", "test", cwd=checkout).stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    ("pytest_says", "succeeds"),
    [
        pytest.param("echo '=== 3 passed in 0.1s ==='; exit 0", True, id="all passed"),
        pytest.param("echo '=== 1 failed in 0.1s ==='; exit 1", False, id="one failed"),
        pytest.param("echo '=== no tests ran in 0.1s ==='; exit 5", False, id="none ran"),
    ],
)
def test_continuous_integration_fails_unless_tests_ran_and_passed(
    machine: Path, checkout: Path, pytest_says: str, succeeds: bool
) -> None:
    (checkout / "pytest-stand-in").write_text(pytest_says, encoding="utf-8")
    answer = run(machine, ".ci/run", cwd=checkout)
    assert (answer.returncode == 0) is succeeds


def test_the_closing_line_of_pytest_ends_the_output(machine: Path, checkout: Path) -> None:
    answer = run(machine, ".ci/run", cwd=checkout)
    assert answer.stdout.splitlines()[-1] == "=== 3 passed in 0.1s ==="
    assert answer.stderr == ""
