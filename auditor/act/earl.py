"""Writes what the rules answered to ACT test cases in EARL, as W3C's implementation reports take it.

Sources: Evaluation and Report Language 1.0, https://www.w3.org/TR/EARL10-Schema/, and the reports
that other tools have sent in, https://www.w3.org/WAI/standards-guidelines/act/implementations/.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.act.results import CaseResult
from auditor.outcome import Verdict
from auditor.reporting.earl import DUBLIN_CORE, EARL, PROGRAM, PROGRAM_TERMS, program
from auditor.rule import RegisteredRule
from auditor.standard import criterion

_CONTEXT = {
    "@vocab": EARL,
    "earl": EARL,
    "WCAG2": "http://www.w3.org/TR/WCAG22/#",
    "dct": DUBLIN_CORE,
    "sch": "https://schema.org/",
    "source": "dct:source",
    "title": "dct:title",
    **PROGRAM_TERMS,
    "assertedBy": {"@type": "@id"},
    "outcome": {"@type": "@id"},
    "mode": {"@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
}


def earl_report(results: Iterable[CaseResult], rules: Mapping[str, RegisteredRule]) -> str:
    """Write one assertion for each case and each rule that names the case's ACT rule, as JSON-LD."""
    assertions = [
        _assertion(result, rules[id_])
        for result in results
        for id_ in sorted(rules)
        if result.case.rule in rules[id_].rule.act_rules
    ]
    report = {"@context": _CONTEXT, "@graph": [program(), *assertions]}
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"


def _assertion(result: CaseResult, rule: RegisteredRule) -> dict[str, Any]:
    answer = result.answers.get(rule.id, Verdict.UNTESTED)
    return {
        "@type": "Assertion",
        "mode": "earl:automatic",
        "assertedBy": PROGRAM,
        "subject": {"@type": ["TestSubject", "sch:WebPage"], "source": result.case.url},
        "result": {"@type": "TestResult", "outcome": f"earl:{answer.value}"},
        "test": {
            "@type": "TestCase",
            "@id": f"{PROGRAM}:{rule.id}",
            "title": rule.id,
            "isPartOf": [f"WCAG2:{criterion(number).slug}" for number in rule.rule.criteria],
        },
    }
