"""What a user installs is whole: the list of packages, the wheel, and the program that runs from it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.registry import all_rules
from auditor.version import __version__

REPOSITORY = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PYPROJECT["tool"]["setuptools"]

# Where a folder of the repository lies in the import package.
PLACES = {"auditor": "auditor", "rules": "auditor/rules", "reports": "auditor/reports"}


def shipped_files() -> Iterator[tuple[Path, str]]:
    """Every file of the source folders, with its place in a wheel."""
    for folder, place in PLACES.items():
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path, f"{place}/{path.relative_to(REPOSITORY / folder).as_posix()}"


def test_the_list_of_packages_is_the_folders_that_are_packages() -> None:
    packages = {
        place.removesuffix("/__init__.py").replace("/", ".")
        for _, place in shipped_files()
        if place.endswith("/__init__.py")
    }
    assert sorted(SETUPTOOLS["packages"]) == sorted(packages)


def test_every_folder_with_python_files_is_a_package() -> None:
    folders = {path.parent for path, _ in shipped_files() if path.suffix == ".py"}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_generic_name_is_installed() -> None:
    assert {name.partition(".")[0] for name in SETUPTOOLS["packages"]} == {"auditor"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, as a build leaves folders behind."""
    copy = tmp_path_factory.mktemp("repository")
    for folder in PLACES:
        shutil.copytree(REPOSITORY / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(REPOSITORY / name, copy)
    built = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", built)
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, copy], check=True, timeout=300)
    [path] = built.iterdir()
    return path


def test_the_wheel_holds_every_file_of_the_source_folders(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")}
    assert held == {place for _, place in shipped_files()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment in which the wheel is installed.

    The libraries are those of this environment, by a path file; the editable install of
    this repository is not, as path files inside of such a folder are not read.
    """
    root = tmp_path_factory.mktemp("environment")
    venv.create(root, with_pip=False, symlinks=os.name != "nt")
    place = {"base": str(root), "platbase": str(root)}
    programs = Path(sysconfig.get_path("scripts", "venv", place))
    libraries = Path(sysconfig.get_path("purelib", "venv", place))
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", programs / f"python{'.exe' if os.name == 'nt' else ''}")
    options = ("--quiet", "--no-deps", "--no-index", "--ignore-installed")
    subprocess.run([*pip, "install", *options, wheel], check=True, timeout=300)
    return programs


def run(program: Path, *arguments: str, outside: Path) -> str:
    """What a program prints when started outside the repository, and with nothing of it on the path."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    answer = subprocess.run(
        [program, *arguments],
        cwd=outside,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_the_installed_program_is_not_this_repository(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import auditor; print(auditor.__file__)", outside=tmp_path)
    assert Path(where).is_relative_to(installed.parent)


def test_the_installed_program_helps(installed: Path, tmp_path: Path) -> None:
    assert "Usage: auditor" in run(installed / "auditor", "--help", outside=tmp_path)


def test_the_installed_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert __version__ in run(installed / "auditor", "--version", outside=tmp_path)


def test_the_installed_program_finds_every_rule(installed: Path, tmp_path: Path) -> None:
    printed = run(installed / "auditor", "rules", outside=tmp_path)
    assert [rule_id for rule_id in all_rules() if rule_id not in printed] == []
