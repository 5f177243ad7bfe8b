"""The recipes for build servers: their shell steps run here, with a program that says how it was called."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from auditor.registry import all_formats
from tests.conftest import ROOT

RECIPES = ROOT / "recipes"
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")
TEMPLATE = (RECIPES / "gitlab-ci.yml").read_text(encoding="utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that writes its arguments down, and a summary, and ends with the code that it is given."""
    file = tmp_path / "auditor"
    file.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$@" > called\nmkdir -p r\necho told > r/summary.md\nexit "$CODE"\n'
    )
    file.chmod(0o755)
    return file


def run(program: Path, code: int = 0, **variables: str) -> tuple[int, list[str]]:
    environment = {"PATH": os.environ["PATH"], "AUDITOR_PROGRAM": str(program), "CODE": str(code)}
    ended = subprocess.run(
        [RECIPES / "gate.sh"], cwd=program.parent, env=environment | variables, check=False, timeout=60
    )
    return ended.returncode, (program.parent / "called").read_text(encoding="utf-8").splitlines()


def test_without_variables_the_portal_of_the_folder_is_audited(program: Path) -> None:
    assert run(program) == (0, ["ci", "portal.toml", "--plain", "--out", "report"])


def test_every_variable_becomes_an_option_and_nothing_in_it_runs(program: Path) -> None:
    code, called = run(
        program,
        code=1,
        AUDITOR_PORTAL="a b.toml",
        AUDITOR_OUT="r",
        AUDITOR_SERVE="$(touch owned)",
        AUDITOR_START="npm run `touch owned`",
        AUDITOR_WAIT_FOR="http://127.0.0.1/; touch owned",
        AUDITOR_BASE_URL="http://x.example/",
        AUDITOR_AGAINST="main/audit.json",
        AUDITOR_FORMATS="sarif junit",
    )
    assert (code, called) == (
        1,
        [
            "ci", "a b.toml", "--plain", "--out", "r", "--serve", "$(touch owned)",
            "--start", "npm run `touch owned`", "--wait-for", "http://127.0.0.1/; touch owned",
            "--base-url", "http://x.example/", "--against", "main/audit.json",
            "--format", "sarif", "--format", "junit",
        ],
    )  # fmt: skip
    assert not (program.parent / "owned").exists()


def test_the_summary_is_added_to_that_of_the_step_even_if_the_build_fails(program: Path) -> None:
    summary = program.parent / "summary"
    summary.write_text("before\n", encoding="utf-8")
    assert run(program, code=1, AUDITOR_OUT="r", GITHUB_STEP_SUMMARY=str(summary))[0] == 1
    assert summary.read_text(encoding="utf-8") == "before\ntold\n"


def test_the_action_hands_every_input_to_the_script_by_a_variable() -> None:
    inputs = re.findall(r"^  ([\w-]+):\n    description", ACTION, re.MULTILINE)
    given = dict(re.findall(r"(AUDITOR_\w+): \$\{\{ inputs\.([\w-]+) \}\}", ACTION))
    assert sorted(given.values()) == sorted(inputs)
    read = set(re.findall(r"AUDITOR_[A-Z_]+", (RECIPES / "gate.sh").read_text(encoding="utf-8")))
    assert set(given) == read - {"AUDITOR_PROGRAM", "AUDITOR_VENV"}
    commands = re.findall(r"run: (.*)", ACTION)
    assert commands == [f"'\"$GITHUB_ACTION_PATH/recipes/{name}.sh\"'" for name in ("set-up", "gate")]


def test_the_formats_that_recipes_name_exist_and_are_handed_over() -> None:
    named = re.findall(r"(?:default|AUDITOR_FORMATS): (html .*)", ACTION + TEMPLATE)
    assert [set(line.split()) - set(all_formats()) for line in named] == [set(), set()]
    files = {report.filename for report in all_formats().values()}
    assert {name for name in re.findall(r": report/(\S+)", TEMPLATE) if name not in files} == set()
