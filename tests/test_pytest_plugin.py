"""The fixture for tests of others: what it costs those that do without, and what a failed test shows."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.evidence import from_json
from auditor.evidence.axe_results import AxeResults, AxeRule
from auditor.examples import axe_node, responses
from auditor.in_tests import audit, audit_of
from auditor.registry import all_rules
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from auditor.visit.foreign import ForeignPageError, look_at

PAGE = """
<!doctype html><html lang=en><title>Register a birth</title><main><h1>Register a birth</h1>
<form><label>Given name <input id=given></label><img src=seal.png><span id=said></span></form></main>
"""
CONFTEST = """
import pytest
from playwright.sync_api import sync_playwright

@pytest.fixture
def page():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path={path!r}, chromium_sandbox={sandbox!r})
        yield browser.new_page(viewport={{"width": 700, "height": 500}})
        browser.close()
"""
TESTS = """
def test_a_form(page, inclusion_audit):
    page.set_content({html!r})
    page.evaluate("said.innerHTML = '<img src=coat.png>'")
    seen = inclusion_audit(page)
    assert page.evaluate("[innerWidth, innerHeight]") == [700, 500]
    assert sorted(seen.untested) == ["console", "responses", "served_html", "worker"]
    assert seen.blockers == []
"""


def test_a_run_that_does_not_ask_for_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import auditor.pytest_plugin; "
        "import json; print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    ours = [name for name in json.loads(told.stdout) if name not in sys.stdlib_module_names]
    assert {name for name in ours if "." not in name or name.startswith("auditor")} == {
        "auditor", "auditor.pytest_plugin", "auditor.version",
    }  # fmt: skip


@pytest.mark.browser
def test_a_failed_test_shows_faults_and_keeps_what_was_seen(
    tmp_path: Path, browser_program: BrowserProgram
) -> None:
    given = {"path": str(browser_program.path), "sandbox": not needs_no_sandbox(browser_program)}
    (tmp_path / "conftest.py").write_text(CONFTEST.format(**given), encoding="utf-8")
    (tmp_path / "test_births.py").write_text(TESTS.format(html=PAGE), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:playwright", "-p", "no:cacheprovider", "-q", "."]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=120,
        env={**os.environ, "COLUMNS": "400"},
    )  # fmt: skip

    assert done.returncode == 1, done.stdout
    assert 'axe/image-alt (critical) [1.1.1] at img[src$="seal.png"]' in done.stdout
    folder = tmp_path / "inclusion-audit" / "test_births.py-test_a_form"
    assert sorted(file.name for file in folder.iterdir()) == [
        "page-1.evidence.json",
        "page-1.txt",
        "page-1.webp",
    ]
    assert "coat.png" in (folder / "page-1.txt").read_text(encoding="utf-8")
    assert from_json((folder / "page-1.evidence.json").read_bytes()).dom is not None


def test_blockers_are_the_failures_that_fail_a_build_by_default() -> None:
    # heavy-page is not among the rules of auditor/gate/precision.toml; 2.4 MB are over its limit
    unnamed = AxeRule("image-alt", failed=1, violations=(axe_node("<img>"),))
    seen = audit_of(replace(responses(2_400_000), axe=AxeResults("4.14.0", (unnamed,))), [
        all_rules()["axe/image-alt"], all_rules()["heavy-page"], all_rules()["horizontal-scroll"],
    ])  # fmt: skip

    assert [fault.rule for fault in seen.blockers] == ["axe/image-alt"]
    assert [fault.rule for fault in seen.faults] == ["axe/image-alt", "heavy-page"]
    assert repr(seen.faults[1]).startswith("<heavy-page (serious): The page transfers 2.40 MB")


@pytest.mark.parametrize(
    "rule",
    ["card-only-payment", "backward-focus", "backward-document-text", "ambiguous-date"],
    ids=["of a service", "a close look", "of documents", "advice"],
)
def test_a_rule_that_could_fail_nothing_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=f"{rule}' is not asked in tests, or does not count"):
        audit(None, rules=[rule])


def test_a_page_of_another_kind_is_refused_in_words() -> None:
    with pytest.raises(ForeignPageError, match="a page of Playwright or a Selenium driver"):
        look_at(object())
