"""GitLab's accessibility report, which a merge request shows: pa11y's list of errors by page.

Only failures of accessibility rules that the standard asks for; those that somebody answers for are left out.
Source: https://docs.gitlab.com/ci/testing/accessibility_testing/; its reader takes `total`, `passes`,
`errors` and `results`, which are pages, and no page may lack an address.
"""

import json
from collections.abc import Iterator
from typing import Any

from auditor.audit import Audit, Finding
from auditor.reporting.format import Format

from ._faults import text

ERROR = 1  # pa11y's code of an error


def render(audit: Audit) -> str:
    """Write the pages that were judged, each with what failed on it."""
    scored = {rule.id for rule in audit.rules if rule.scored and rule.pillar == "accessibility"}
    suppressed = _suppressed(audit)
    results: dict[str, list[dict[str, Any]]] = {
        text(page.url): [] for page in audit.pages if page.state == "done" and text(page.url)
    }
    addresses = {page.id: text(page.url) for page in audit.pages}
    for finding in audit.findings:
        url = addresses.get(finding.page or "", "")
        is_told = finding.outcome == "failed" and finding.rule in scored
        if is_told and url in results and (finding.cause, finding.page) not in suppressed:
            results[url].append(_error(finding))
    document = {
        "total": len(results),
        "passes": sum(not errors for errors in results.values()),
        "errors": sum(map(len, results.values())),
        "results": results,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _suppressed(audit: Audit) -> set[tuple[str | None, str | None]]:
    """Give the causes and pages that somebody answers for altogether: elsewhere the same cause may be new."""
    places: dict[bool, set[tuple[str | None, str | None]]] = {True: set(), False: set()}
    for fault in audit.gate.faults if audit.gate else ():
        places[fault.state == "suppressed"].update((fault.cause, page) for page in fault.pages)
    return places[True] - places[False]


def _error(finding: Finding) -> dict[str, Any]:
    return {
        "code": ".".join([text(finding.rule), *_numbers(finding)]),
        "type": "error",
        "typeCode": ERROR,
        "message": text(finding.message),
        "context": text(finding.snippet),
        "selector": text(finding.selector),
        "runner": "inclusion-auditor",
        "runnerExtras": {"severity": finding.severity, "cause": finding.cause},
    }


def _numbers(finding: Finding) -> Iterator[str]:
    """Give the criteria as GitLab takes the link to W3C's explanation from a code: `4_1_2`."""
    for number in finding.criteria:
        yield number.replace(".", "_")


FORMAT = Format(
    title="Accessibility report for GitLab, in pa11y's shape", filename="gl-accessibility.json", render=render
)
