"""SARIF 2.1.0, for GitHub's code scanning and others: a result a cause, with help on each rule.

Limits of code scanning, beyond which it rejects a file or leaves out what it likes: 25,000 results a
run, of which it shows 5,000; 1,000 locations a result, of which it shows 100; 20 tags a rule, of which
it shows 10. Places have to be paths inside the repository: a file with a web address in one is
rejected as a whole. What it takes for the same alert is told by `primaryLocationLineHash`.
Sources: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit;
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support;
https://github.com/github/codeql-action/issues/754 (addresses).
"""

import json
from collections.abc import Sequence
from typing import Any

from auditor.audit import Audit, RuleInfo
from auditor.gate.precision import proven_rules
from auditor.reporting.format import Format

from ._faults import SEVERITIES, Fault, faults, stand_in, text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 5_000
MOST_LOCATIONS = 100
MOST_TAGS = 10

_LEVELS = {"critical": "error", "serious": "error", "moderate": "warning", "minor": "note"}
_ALERTS = {"critical": "error", "serious": "error", "moderate": "warning", "minor": "recommendation"}
_UNCHANGED = ("known", "suppressed", "expired")


def render(audit: Audit) -> str:
    """Write one run with the faults that matter most, each with where it is and what stays the same of it."""
    found = sorted(faults(audit), key=lambda fault: (not fault.fails, SEVERITIES.index(fault.severity)))
    kept, left_out = found[:MOST_RESULTS], max(len(found) - MOST_RESULTS, 0)
    named = {fault.rule for fault in kept}
    rules = [rule for rule in audit.rules if text(rule.id) in named]
    places = {text(rule.id): number for number, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Inclusion Auditor",
                "version": audit.auditor.version,
                "semanticVersion": audit.auditor.version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "inclusion-auditor/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, places) for fault in kept],
        "invocations": [_invocation(audit, left_out)],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    criteria = [f"WCAG {number}" for number in rule.criteria]
    tags = [rule.pillar, *criteria, *(text(group) for group in rule.groups)]
    asked, why = text(rule.requirement), text(rule.why)
    mend = f"How to fix it: {text(rule.fix)}\n\nSource: {text(rule.source)}"
    return {
        "id": text(rule.id),
        "name": text(rule.id),
        "shortDescription": {"text": text(rule.title)},
        "fullDescription": {"text": asked},
        "help": {"text": f"{asked}\n\nWhy it matters: {why}\n\n{mend}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys(tags))[:MOST_TAGS],
            "precision": "very-high" if rule.id in proven_rules() else "medium",
            "problem.severity": _ALERTS[rule.severity],
        },
    }


def _result(fault: Fault, places: dict[str, int]) -> dict[str, Any]:
    others = [url for url in fault.urls if url != fault.url]
    files = [fault.file, *(stand_in(url) for url in others if not fault.source)]
    result: dict[str, Any] = {
        "ruleId": fault.rule,
        "ruleIndex": places[fault.rule],
        "level": _LEVELS[fault.severity] if fault.fails else "note",
        "message": {"text": _message(fault)},
        "locations": [_location(file, fault) for file in list(dict.fromkeys(files))[:MOST_LOCATIONS]],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{fault.fingerprint}:1",
            "inclusionAuditorCause/v1": fault.fingerprint,
        },
        "properties": {"state": fault.state, "pages": fault.pages, "elements": fault.elements},
    }
    if fault.state != "found":
        result["baselineState"] = "unchanged" if fault.state in _UNCHANGED else "new"
    if fault.state == "suppressed":
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": fault.why}]
    return result


def _message(fault: Fault) -> str:
    quoted = f" The element: {' '.join(fault.snippet.split())}." if fault.snippet else ""
    told = f"{fault.message}. On {fault.place}{fault.more}.{quoted}"
    return told.replace("](", "] (")  # which would be a link: SARIF 2.1.0, 3.11.6


def _location(file: str, fault: Fault) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": file},
            "region": {"startLine": 1},
        },
    }
    if fault.selector:
        location["logicalLocations"] = [{"fullyQualifiedName": fault.selector, "kind": "element"}]
    return location


def _invocation(audit: Audit, left_out: int) -> dict[str, Any]:
    told = [f"{left_out} more faults are not in this file."] if left_out else []
    notes: Sequence[str] = [*told, *(text(note) for note in audit.run.notes)]
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "note", "message": {"text": note}} for note in notes],
    }


FORMAT = Format(title="SARIF for code scanning", filename="inclusion.sarif", render=render)
