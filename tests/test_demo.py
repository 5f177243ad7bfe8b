"""The fictional portals hold planted faults: an audit finds them and, on the good portal, nothing else.

What is planted stands in each portal's expected.toml; fixtures/README.md explains its keys.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from auditor.audit import Audit, Finding
from tests.conftest import DEMO_PORTALS, ROOT

pytestmark = pytest.mark.browser

type Planted = dict[str, Any]

EXPECTED = {
    name: tomllib.loads((ROOT / "fixtures" / name / "expected.toml").read_text(encoding="utf-8"))
    for name in DEMO_PORTALS
}
PLANTED = [(name, planted) for name, expected in EXPECTED.items() for planted in expected["planted"]]


def where(planted: Planted) -> str:
    return f"{planted['rule']} on {planted.get('page') or planted.get('service') or 'the portal'}"


def path_of(audit: Audit, page_id: str | None) -> str:
    return next((urlsplit(page.url).path for page in audit.pages if page.id == page_id), "")


def names_of(audit: Audit, service_id: str | None) -> set[str]:
    """The id of a service, and the path of its first page, by which an inferred one is named."""
    service = next((service for service in audit.services if service.id == service_id), None)
    return set() if service is None else {service.id, path_of(audit, service.pages[0])}


def failed(audit: Audit, planted: Planted) -> list[Finding]:
    """The failed findings of a rule at the page or service that is named, or those that only ask."""
    outcome = "cantTell" if planted.get("asked") else "failed"
    return [
        finding
        for finding in audit.findings
        if finding.outcome == outcome and finding.rule == planted["rule"] and is_at(audit, finding, planted)
    ]


def is_at(audit: Audit, finding: Finding, planted: Planted) -> bool:
    """Whether a finding is at the page or the service that is named, or about the portal."""
    if "page" in planted:
        return path_of(audit, finding.page) == planted["page"]
    if "portal" in planted:
        return finding.page is None and finding.service is None
    return finding.page is None and planted["service"] in names_of(audit, finding.service)


def differences(audit: Audit, planted: Planted) -> Iterator[str]:
    """Say in what the audit differs from one expectation."""
    found = failed(audit, planted)
    words = planted.get("selector", "")
    if not any(words in f"{finding.selector} {finding.snippet}" for finding in found):
        yield f"not found: {where(planted)}, at {words or 'any place'}: {planted['why']}"
    count = planted.get("count", len(found))
    if count != len(found):
        yield f"found {len(found)} times instead of {count}: {where(planted)}"
    if count != len(found) or not found:
        yield from (f"  found: {finding.selector}: {finding.message}" for finding in found)


@pytest.mark.parametrize(
    ("name", "planted"), PLANTED, ids=[f"{name}: {where(each)}" for name, each in PLANTED]
)
def test_a_planted_fault_is_found(demo_audits: Mapping[str, Audit], name: str, planted: Planted) -> None:
    assert list(differences(demo_audits[name], planted)) == []


@pytest.mark.parametrize(
    "name", [name for name, expected in EXPECTED.items() if "false_alarms_allowed" in expected]
)
def test_nothing_else_is_found_on_a_portal_that_is_good(demo_audits: Mapping[str, Audit], name: str) -> None:
    audit = demo_audits[name]
    planted = [finding for each in EXPECTED[name]["planted"] for finding in failed(audit, each)]
    alarms = [
        f"{finding.rule} on {finding.url or finding.service}, {finding.selector}: {finding.message}"
        for finding in audit.findings
        if finding.outcome == "failed" and finding not in planted
    ]
    assert len(alarms) <= EXPECTED[name]["false_alarms_allowed"], "\n".join(alarms)


@pytest.mark.parametrize("name", DEMO_PORTALS)
def test_the_whole_portal_is_seen(demo_audits: Mapping[str, Audit], name: str) -> None:
    """Twelve pages or more, all of them to the end: no part of any page was lost."""
    audit = demo_audits[name]
    assert audit.run.complete
    assert audit.run.pages_done >= 12
    assert audit.run.pages_waiting == 0
    assert {page.url: dict(page.missing) for page in audit.pages if page.missing} == {}
    assert [page.url for page in audit.pages if page.state == "untested" and page.status != 404] == []


def test_the_portals_rank_as_they_were_made(demo_audits: Mapping[str, Audit]) -> None:
    """Their ranges do not even touch."""
    good, middling, poor = (demo_audits[name].portal.score for name in DEMO_PORTALS)
    assert good.low is not None
    assert middling.low is not None
    assert middling.high is not None
    assert poor.high is not None
    assert good.low > middling.high
    assert middling.low > poor.high
