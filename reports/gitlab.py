"""GitLab's code quality report, which a merge request shows: one entry a cause.

What it is known by there is the cause, so that the same fault is the same on every branch. Suppressed
faults are left out: GitLab has no word for them.
Source: https://docs.gitlab.com/ci/testing/code_quality/ (code quality report format).
"""

import json

from auditor.audit import Audit
from auditor.reporting.format import Format

from ._faults import Fault, faults

_SEVERITIES = {"critical": "critical", "serious": "major", "moderate": "minor", "minor": "info"}


def render(audit: Audit) -> str:
    """Write the list; what only warns is there as information."""
    told: dict[str, Fault] = {}
    for fault in faults(audit):
        if fault.state != "suppressed":
            told.setdefault(fault.fingerprint, fault)  # a cause in two states is told in what fails a build
    return json.dumps([_entry(fault) for fault in told.values()], indent=1, ensure_ascii=False) + "\n"


def _entry(fault: Fault) -> dict[str, object]:
    more = f" ({fault.pages} pages)" if fault.pages > 1 else ""
    is_told_only = not fault.fails and fault.state != "known"
    return {
        "description": f"{fault.title}: {fault.message}{more}",
        "check_name": fault.rule,
        "fingerprint": fault.fingerprint,
        "severity": "info" if is_told_only else _SEVERITIES[fault.severity],
        "location": {"path": fault.file, "lines": {"begin": 1}},
    }


FORMAT = Format(title="Code quality report for GitLab", filename="gl-code-quality-report.json", render=render)
