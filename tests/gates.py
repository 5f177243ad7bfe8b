"""Audits with faults, and the gate's verdict on them, made by hand."""

from datetime import date
from typing import Any

from auditor.audit import Audit
from auditor.gate.baseline import Baseline, baseline_of
from auditor.gate.verdict import Known, SecondLook, judge_gate
from auditor.result.gate import Gate
from auditor.settings.gating import CiSettings
from tests.audits import HOME, a_cause, a_finding, a_page, a_rule, an_audit

TODAY = date(2026, 11, 26)
WAIVED = {"reason": "a supplier mends it", "owner": "web team", "expires": TODAY}  # lacks what it is about
IMAGE, LINK, TEXT = "axe/image-alt", "axe/link-name", "hard-text"


def failed(rule: str, cause: str, page: str | None = "one", **changes: Any) -> dict[str, Any]:
    pillar = "readability" if rule == TEXT else "accessibility"
    url = None if page is None else f"{HOME}{page}"
    return a_finding(rule, pillar, cause=cause, page=page, url=url) | changes


def audit_of(*findings: dict[str, Any], **changes: Any) -> Audit:
    """An audit of three pages that found these; images and links are of proven rules, hard texts are not."""
    causes = {
        finding["cause"]: a_cause(finding["rule"], finding["pillar"], id=finding["cause"])
        for finding in findings
        if finding["outcome"] == "failed"
    }
    parts: dict[str, Any] = {
        "pages": [a_page("one", rules={}), a_page("two", rules={}), a_page("three", rules={})],
        "rules": [
            a_rule(IMAGE, "accessibility", severity="critical"),
            a_rule(LINK, "accessibility"),
            a_rule(TEXT, "readability"),
        ],
    }
    return an_audit(findings=list(findings), causes=list(causes.values()), **(parts | changes))


def gate_of(
    audit: Audit,
    known: Baseline | Audit | None = None,
    again: SecondLook | None = None,
    today: date = TODAY,
    **ci: Any,
) -> Gate:
    baseline = baseline_of(known) if isinstance(known, Audit) else known
    compared = Known("baseline", baseline) if baseline else Known()
    return judge_gate(audit, CiSettings.model_validate(ci), compared, today, again)


def states(gate: Gate) -> list[tuple[str, str]]:
    return [(fault.state, fault.cause) for fault in gate.faults]
