"""The gate in the real browser: a folder is served, audited and compared, and a new fault seen twice."""

import json
from pathlib import Path

import pytest

from auditor.axe import axe_version
from auditor.cause import cause_id
from auditor.gate.baseline import baseline_of, write_toml
from auditor.registry import all_rules
from tests.conftest import CommandLine
from tests.gates import audit_of, failed

CROWD = '<img class="old old-7" src="data:," width="40" height="40">\n' * 51  # more than are described
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Births</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Births</h1>
{CROWD}<img class="other" src="data:," width="40" height="40">
<a class="new" href="/"><svg width="40" height="40"></svg></a></main></body></html>"""
TOML = """
[portal]
name = "Portal"
url = "http://portal.example/"

[crawl]
closely = false

[ci]
gate = ["axe/image-alt", "axe/link-name"]
formats = ["json"]
"""


@pytest.mark.browser
def test_only_new_faults_fail_the_build_and_none_hides_in_a_crowd(
    auditor: CommandLine, browser_path: Path
) -> None:
    del browser_path
    Path("portal.toml").write_text(TOML, encoding="utf-8")
    Path("site").mkdir()
    Path("site/index.html").write_text(PAGE, encoding="utf-8")
    audit = audit_of(
        failed("axe/image-alt", cause_id("axe/image-alt", '<img class="old old-1" src width height>', "main"))
    )
    known = baseline_of(audit).model_copy(update={"axe": axe_version(), "rules": tuple(all_rules())})
    Path("inclusion-baseline.toml").write_text(write_toml(known), encoding="utf-8")
    ended = auditor("ci", "--plain", "--serve", "site")
    gate = json.loads(Path("report/audit.json").read_text(encoding="utf-8"))["gate"]
    assert sorted(
        (fault["rule"], fault["state"]) for fault in gate["faults"] if fault["rule"].startswith("axe/")
    ) == [("axe/image-alt", "known"), ("axe/image-alt", "new"), ("axe/link-name", "new")]
    assert (ended.code, gate["reasons"]) == (1, ["2 new faults"])
    assert "2 new faults: 1 page visited a second time" in ended.lines
