"""Reports for build servers: valid by their schemas, the same from run to run, inert whatever portals say."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from auditor.audit import Audit
from auditor.registry import all_formats
from auditor.result.gate import Gate
from tests.audits import a_cause, a_finding, a_page, a_rule, a_score, a_service, an_audit, section, words
from tests.gates import IMAGE, LINK, TEXT, WAIVED, audit_of, failed, gate_of

TEXT_OF = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}

# What SARIF 2.1.0's own schema asks of the parts that we write, closed, with the bounds of code scanning.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "maxItems": 20,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "maxItems": 25_000,
                                        "items": {"$ref": "#/$defs/rule"},
                                    },
                                },
                            }
                        },
                    },
                    "automationDetails": {"type": "object", "required": ["id"]},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "maxItems": 5_000, "items": {"$ref": "#/$defs/result"}},
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "additionalProperties": False,
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["message"],
                                        "additionalProperties": False,
                                        "properties": {"level": LEVEL, "message": TEXT_OF},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
    "$defs": {
        "rule": {
            "type": "object",
            "required": ["id", "shortDescription", "fullDescription", "help"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string", "maxLength": 255},
                "shortDescription": TEXT_OF
                | {"properties": {"text": {"type": "string", "maxLength": 1_100}}},
                "fullDescription": TEXT_OF,
                "help": TEXT_OF,
                "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
                "properties": {
                    "type": "object",
                    "properties": {
                        "tags": {
                            "type": "array",
                            "uniqueItems": True,
                            "maxItems": 10,
                            "items": {"type": "string"},
                        },
                        "precision": {"enum": ["very-high", "high", "medium", "low"]},
                        "problem.severity": {"enum": ["error", "warning", "recommendation"]},
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "message", "locations", "partialFingerprints"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": LEVEL,
                "message": TEXT_OF,
                "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
                "partialFingerprints": {
                    "type": "object",
                    "required": ["primaryLocationLineHash"],
                    "additionalProperties": {"type": "string"},
                },
                "properties": {"type": "object"},
                "suppressions": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["kind"],
                        "additionalProperties": False,
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "status": {"enum": ["accepted", "underReview", "rejected"]},
                            "justification": {"type": "string"},
                        },
                    },
                },
                "locations": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 100,
                    "items": {
                        "type": "object",
                        "required": ["physicalLocation"],
                        "additionalProperties": False,
                        "properties": {
                            "logicalLocations": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "additionalProperties": False,
                                    "properties": {
                                        "fullyQualifiedName": {"type": "string"},
                                        "kind": {"type": "string"},
                                    },
                                },
                            },
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation", "region"],
                                "additionalProperties": False,
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "required": ["uri"],
                                        # A path inside the repository: no scheme, no way out.
                                        "properties": {
                                            "uri": {
                                                "type": "string",
                                                "pattern": r"^(?!/)(?!.*(^|/)\.\.(/|$))[\w./~%-]+$",
                                            }
                                        },
                                    },
                                    "region": {
                                        "type": "object",
                                        "properties": {"startLine": {"type": "integer", "minimum": 1}},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}

# GitLab's app/validators/json_schemas/codeclimate.json, and what its documentation asks beyond that.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\.?/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer"}},
                    },
                },
            },
        },
    },
}

# What GitLab's reader of pa11y's shape takes, and the keys of pa11y's issues.
PA11Y = {
    "type": "object",
    "required": ["total", "passes", "errors", "results"],
    "properties": {
        "total": {"type": "integer"},
        "passes": {"type": "integer"},
        "errors": {"type": "integer"},
        "results": {
            "type": "object",
            "propertyNames": {"minLength": 1},
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code", "type", "typeCode", "message", "context", "selector", "runner"],
                    "properties": {
                        "type": {"enum": ["error", "warning", "notice"]},
                        "typeCode": {"enum": [1, 2, 3]},
                    },
                },
            },
        },
    },
}
JSON_SCHEMAS = {"sarif": SARIF, "gitlab": CODE_QUALITY, "gitlab-accessibility": PA11Y}
FORMATS = (*JSON_SCHEMAS, "junit", "markdown")
XSD = Path(__file__).with_name("junit.xsd")
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def report(name: str, audit: Audit) -> str:
    return all_formats()[name].render(audit)


def valid(name: str, text: str) -> Any:
    """Check a report against its schema, and read it."""
    text.encode("utf-8")  # half a character has no place in a file
    if name == "junit":
        document = etree.fromstring(text.encode())
        etree.XMLSchema(etree.parse(XSD)).assertValid(document)
        return document
    if name == "markdown":
        return MarkdownIt("gfm-like", {"linkify": False}).render(text)
    data = json.loads(text)
    jsonschema.validate(data, JSON_SCHEMAS[name], cls=jsonschema.Draft202012Validator)
    return data


def gated(audit: Audit, gate: Gate | None = None, **ci: Any) -> Audit:
    return audit.model_copy(update={"gate": gate or gate_of(audit, **ci)})


BEFORE = audit_of(failed(IMAGE, "c1-old"), failed(LINK, "c1-gone", "two"))
OF_CAUSE = WAIVED | {"cause": "c1-waived"}
NOW = audit_of(
    failed(LINK, "c1-new", "two"),
    failed(LINK, "c1-new", "three"),
    failed(IMAGE, "c1-old"),
    failed(TEXT, "c1-text"),
    failed(IMAGE, "c1-waived"),
)
GATED = gated(NOW, gate_of(NOW, BEFORE, suppression=[OF_CAUSE]))


# Valid


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "audit", [an_audit(), GATED, gated(audit_of())], ids=["no gate", "gate", "nothing found"]
)
def test_a_report_is_valid(name: str, audit: Audit) -> None:
    valid(name, report(name, audit))


SIGNS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]></testcase>&amp;{{7*7}}${{ secrets.X }}"
MARKDOWN = (
    "\n\n# h\n- [x](javascript:alert(1)) ![p](http://evil.example/p.png) `` ` ``` | @team #12 <!-- --> *b*"
)
CONTROLS = "\x00\x1b[31m\u202eright\u2066\u009b\r\n::error::owned\x85"
LONE = "\ud800"
HOSTILE = SIGNS + MARKDOWN + CONTROLS + LONE


def a_hostile_audit(text: str) -> Audit:
    url = f"https://portal.example/{text}"
    changes: dict[str, Any] = {"url": url, "selector": text, "snippet": text, "message": text}
    audit = audit_of(
        failed(LINK, "c1-new", **changes),
        failed(IMAGE, "c1-waived", **changes),
        failed(TEXT, "c1-text", **changes),
        pages=[a_page("one", url="https://portal.example/x", rules={LINK: {"untested": "x"}}, title="x")],
        services=[a_service(name="x", pages=["one"])],
    )
    # A validated Audit holds no half of a character; one that was built by hand may.
    page = audit.pages[0].model_copy(update={"url": url, "title": text})
    findings = [finding.model_copy(update=changes) for finding in audit.findings]
    portal = audit.portal.model_copy(update={"name": text, "url": url})
    run = audit.run.model_copy(update={"notes": [text]})
    hostile = audit.model_copy(update={"pages": [page], "findings": findings, "portal": portal, "run": run})
    waived = OF_CAUSE | {"reason": "x", "owner": "x"}
    gate = gate_of(audit, BEFORE, suppression=[waived], sources={"/**": "content/{path}.md"})
    fault = {"message": text, "snippet": text, "selector": text, "url": url, "urls": [url], "source": text}
    faults = [each.model_copy(update=fault) for each in gate.faults]
    fixed = [each.model_copy(update={"where": text, "what": text}) for each in gate.fixed]
    suppressions = [each.model_copy(update={"reason": text, "owner": text}) for each in gate.suppressions]
    return hostile.model_copy(
        update={
            "gate": gate.model_copy(
                update={"faults": faults, "fixed": fixed, "suppressions": suppressions, "reasons": [text]}
            )
        }
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "text", [HOSTILE, "a" * 1_000_000, "javascript:alert(1)", "//evil.example/", "[broken", ""],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_a_hostile_portal_leaves_every_report_valid_and_without_what_acts(name: str, text: str) -> None:
    for audit in (a_hostile_audit(text), a_hostile_audit(text).model_copy(update={"gate": None})):
        written = report(name, audit)
        valid(name, written)
        assert not ACTING.search(written)
        assert len(written) < 100_000


def test_in_markdown_a_hostile_portal_makes_no_element_of_its_own() -> None:
    ours = set(re.findall(r"<[^>]*>", valid("markdown", report("markdown", a_hostile_audit("x")))))
    written = report("markdown", a_hostile_audit(HOSTILE))
    assert set(re.findall(r"<[^>]*>", valid("markdown", written))) <= ours
    assert "@team" not in written
    assert not re.search(r"^\s*::", written, re.MULTILINE)


def test_in_html_a_hostile_verdict_stays_text() -> None:
    document = html.document_fromstring(report("html", a_hostile_audit(HOSTILE)))
    assert document.xpath("//script | //img | //iframe | //testcase") == []
    assert "${{ secrets.X }}" in words(document.xpath("//section[@aria-labelledby='gate']")[0])


# What they say


def test_sarif_has_a_result_a_cause_with_a_fingerprint_that_stays() -> None:
    moved = audit_of(
        failed(LINK, "c1-new", "three", selector="main > a:nth-child(9)", url="http://127.0.0.1:8000/three"),
    )
    results = [
        {
            result["partialFingerprints"]["primaryLocationLineHash"]: result["baselineState"]
            for result in valid("sarif", report("sarif", audit))["runs"][0]["results"]
        }
        for audit in (GATED, gated(moved))
    ]
    assert results[0] == {
        "c1-new:1": "new", "c1-text:1": "new", "c1-old:1": "unchanged", "c1-waived:1": "unchanged",
    }  # fmt: skip
    assert results[1] == {"c1-new:1": "new"}


def test_sarif_keeps_to_what_code_scanning_takes() -> None:
    many = [failed(IMAGE, f"c1-{number}") for number in range(5_001)]
    run = json.loads(report("sarif", gated(audit_of(*many))))["runs"][0]
    assert len(run["results"]) == 5_000
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert notes == ["1 more faults are not in this file."]


def test_a_page_is_shown_in_the_file_that_it_is_made_from() -> None:
    audit = audit_of(failed(IMAGE, "c1-a", url="https://portal.example/births/"))
    shown = []
    for ci in ({}, {"sources": {"/births/**": "content/{path}.md"}}):
        gate = gated(audit, **ci)
        shown.append(json.loads(report("gitlab", gate))[0]["location"]["path"])
    assert shown == ["births/index.html", "content/births.md"]


def test_junit_fails_the_rules_whose_faults_fail_the_build() -> None:
    document = valid("junit", report("junit", GATED))
    cases = {
        case.get("name").partition(":")[0]: [child.tag for child in case]
        for case in document.iter("testcase")
    }
    assert cases == {
        IMAGE: ["system-out"],
        LINK: ["failure"],
        TEXT: ["system-out"],
        "The build meets the bars of [ci]": ["failure"],
    }
    assert (document.get("tests"), document.get("failures")) == ("4", "2")


def test_a_rule_that_could_be_asked_nowhere_is_skipped() -> None:
    audit = audit_of(pages=[a_page("one", rules={IMAGE: {"untested": "axe did not end"}})])
    case = valid("junit", report("junit", gated(audit))).find(".//testcase")
    assert [(child.tag, child.get("message")) for child in case] == [("skipped", "axe did not end")]


def test_gitlab_has_each_cause_once_and_none_that_somebody_answers_for() -> None:
    entries = valid("gitlab", report("gitlab", GATED))
    assert {entry["fingerprint"]: entry["severity"] for entry in entries} == {
        "c1-new": "major", "c1-old": "critical", "c1-text": "info",
    }  # fmt: skip
    pages = valid("gitlab-accessibility", report("gitlab-accessibility", GATED))
    assert (pages["total"], pages["passes"], pages["errors"]) == (3, 0, 3)


def test_gitlab_shows_what_is_new_beside_what_somebody_answers_for() -> None:
    now = audit_of(failed(LINK, "c1-both"), failed(LINK, "c1-both", "two"))
    audit = gated(now, suppression=[WAIVED | {"page": "/one"}])
    assert [entry["severity"] for entry in valid("gitlab", report("gitlab", audit))] == ["major"]
    pages = valid("gitlab-accessibility", report("gitlab-accessibility", audit))["results"]
    assert [len(errors) for errors in pages.values()] == [0, 1, 0]


def test_gitlab_has_a_cause_once_even_if_it_is_in_two_states() -> None:
    now = audit_of(failed(LINK, "c1-both"), failed(LINK, "c1-both", "two"))
    late = [WAIVED | {"page": "/two", "expires": date(2026, 11, 25)}]
    audit = gated(now, gate_of(now, now, suppression=late))
    [entry] = valid("gitlab", report("gitlab", audit))
    assert (entry["fingerprint"], entry["severity"]) == ("c1-both", "major")


def test_sarif_claims_precision_only_for_rules_whose_failures_were_read() -> None:
    audit = audit_of(failed(LINK, "c1-a"), failed(TEXT, "c1-b"))
    rules = valid("sarif", report("sarif", audit))["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["properties"]["precision"] for rule in rules} == {
        LINK: "very-high",
        TEXT: "medium",
    }


def test_markdown_says_what_is_new_and_fixed_first() -> None:
    text = report("markdown", GATED)
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert headings == [
        "New: 1", "Fixed: 1", "New, and told only: 1", "What to do next", "Suppressions",
        "Known, and still there: 1", "Suppressed: 1",
    ]  # fmt: skip
    assert "**Failed**: 1 new fault.\n" in text


def test_markdown_shows_where_scores_go() -> None:
    before = audit_of(services=[a_service(score=a_score(70))])
    now = audit_of(services=[a_service(score=a_score(73))])
    assert "| Register a birth | 73 | 70 ↑ |" in report("markdown", gated(now, gate_of(now, before)))
    assert "| Register a birth | 70 | 73 ↓ |" in report("markdown", gated(before, gate_of(before, now)))


def test_the_html_report_tells_the_verdict_and_lists_what_somebody_answers_for() -> None:
    told = words(section(report("html", GATED), "gate"))
    assert "The gate has failed: 1 new fault." in told
    assert "cause c1-waived: used, 1 finding, until 2026-11-26; web team: a supplier mends it" in told
    assert "Faults: 1 known, 1 new and told only, 1 known before and fixed" in told
    assert "Verdict on this build" not in report("html", an_audit())


def test_markdown_tells_advice_from_failures() -> None:
    audit = audit_of(failed(IMAGE, "c1-a"), rules=[a_rule(IMAGE, "accessibility", scored=False)])
    causes = [cause.model_copy(update={"scored": False}) for cause in audit.causes]
    assert ", advice): The link" in report("markdown", audit.model_copy(update={"causes": causes}))
    assert ", serious): The link" in report("markdown", audit_of(failed(LINK, "c1-b")))


def test_markdown_fits_into_a_comment() -> None:
    many = [failed(IMAGE, f"c1-{number}", message="é" * 2_000) for number in range(500)]
    text = report("markdown", gated(audit_of(*many, rules=[a_rule(IMAGE, "accessibility", title="ü" * 900)])))
    assert len(text.encode()) < 60_000
    assert text.endswith("The rest does not fit here: the other reports have all.\n")
    assert report("markdown", an_audit(causes=[a_cause("x")], findings=[a_finding("x")]))
