"""Small audits to make reports of: the keyword arguments change parts of them; and what reports say."""

from datetime import UTC, datetime
from typing import Any

from lxml import html

from auditor.audit import Audit
from auditor.registry import all_formats

PILLARS = ("accessibility", "readability", "weight", "mobile", "channels")
HOME = "https://portal.example/"


def a_score(value: float | None, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    return {"value": value, "low": value if low is None else low, "high": value if high is None else high}


def a_pillar(value: float | None, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    return a_score(value, low, high) | {"coverage": 0.0 if value is None else 0.95}


def all_pillars(*values: float | None) -> dict[str, Any]:
    points = values or (80, 70, 60, 90, 50)
    return {name: a_pillar(value) for name, value in zip(PILLARS, points, strict=True)}


def a_rule(rule_id: str, pillar: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": rule_id,
        "pillar": pillar,
        "title": f"Title of {rule_id}",
        "requirement": "What is required.",
        "why": "Somebody is kept out.",
        "fix": "Mend it.",
        "source": "A standard, https://standards.example/one.",
        "severity": "serious",
        "criteria": [],
        "dimension": "ability",
        "groups": ["low vision"],
        "scope": "page",
        "scored": True,
        "weight": 3.0,
    } | changes


def a_page(page_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": page_id,
        "url": f"{HOME}{page_id}",
        "final_url": f"{HOME}{page_id}",
        "status": 200,
        "kind": "html",
        "state_of": None,
        "state": "done",
        "reason": None,
        "language": "en",
        "title": f"Page {page_id}",
        "service": "register",
        "duplicate_of": None,
        "wire_bytes": 433_000,
        "rules": {"missing-name": {"passed": 4, "failed": 1, "cantTell": 0}},
        "missing": {},
    } | changes


def a_finding(rule: str, pillar: str = "accessibility", **changes: Any) -> dict[str, Any]:
    return {
        "rule": rule,
        "pillar": pillar,
        "outcome": "failed",
        "page": "one",
        "service": "register",
        "url": f"{HOME}one",
        "selector": "main > a",
        "snippet": "<a href='#'></a>",
        "message": "The link has no name",
        "elements": 1,
        "severity": "serious",
        "criteria": [],
        "cause": f"c1-{rule}",
        "measured": {},
    } | changes


def a_blocker(**changes: Any) -> dict[str, Any]:
    return {
        "rule": "online-only",
        "kind": "quoted",
        "message": "The page says that this is done online only",
        "quote": "This service is online only",
        "page": None,
        "url": f"{HOME}one",
        "selector": "p",
        "service": "register",
    } | changes


def a_cause(rule: str, pillar: str = "accessibility", **changes: Any) -> dict[str, Any]:
    return {
        "id": f"c1-{rule}",
        "rule": rule,
        "pillar": pillar,
        "severity": "serious",
        "scored": True,
        "elements": 1,
        "pages": ["one"],
        "services": ["register"],
        "frees": 1,
        "message": "The link has no name",
        "snippet": "<a href='#'></a>",
        "url": f"{HOME}one",
    } | changes


def a_service(**changes: Any) -> dict[str, Any]:
    return {
        "id": "register",
        "name": "Register a birth",
        "state": "measured",
        "reason": None,
        "score": a_score(74, 68, 81),
        "pillars": all_pillars(),
        "blockers": [],
        "rules": {"missing-phone-number": {"passed": 0, "failed": 1, "cantTell": 0}},
        "channels": {},
        "pages": ["one", "two"],
        "inferred": False,
        "found_by": None,
    } | changes


def a_sample(**changes: Any) -> dict[str, Any]:
    return {
        "pages": 20,
        "seed": 7,
        "explored_by": "html",
        "explored": 900,
        "portal_pages": 800,
        "unexplored": 0,
        "required": 12,
        "by_template": 5,
        "random": 3,
        "left_out": 0,
        "not_recognised": [],
        "speaks_for": 790,
        "templates": [a_template(1, pages=700, visited=15), a_template(2, pages=90, visited=5)],
    } | changes


def a_template(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"t{number}",
        "pages": 1,
        "visited": 0,
        "example": f"{HOME}page-{number}",
        "title": f"Page {number}",
    } | changes


def an_audit(
    *, portal: dict[str, Any] | None = None, run: dict[str, Any] | None = None, **changes: Any
) -> Audit:
    """Give a small audit of one portal with one service of two pages; the arguments change parts of it."""
    parts: dict[str, Any] = {
        "schema_version": "1.0",
        "auditor": {"version": "0.1.0", "axe": "4.14.0", "weights": "1", "browser": "Chromium", "fonts": []},
        "portal": {
            "name": "Ardley",
            "url": HOME,
            "country": "GB",
            "country_inferred": False,
            "languages": ["en"],
            "hosts": ["portal.example"],
            "state": "measured",
            "reason": None,
            "score": a_score(74, 68, 81),
            "pillars": all_pillars(),
            "blockers": [],
            "rules": {},
            "channels": {},
            "other_pages": [],
            "standard": {
                "id": "en301549-3.2.1",
                "name": "EN 301 549 V3.2.1",
                "criteria": 50,
                "tested": ["1.1.1", "1.4.3"],
            },
        }
        | (portal or {}),
        "run": {
            "id": "r1",
            "started_at": datetime(2026, 3, 3, 9, 5, tzinfo=UTC),
            "finished_at": datetime(2026, 3, 3, 9, 7, tzinfo=UTC),
            "complete": True,
            "limits": {"max_pages": 60, "depth": None, "include": [], "exclude": [], "listed": None},
            "pages_found": 5,
            "pages_done": 2,
            "pages_untested": 1,
            "pages_skipped": 0,
            "pages_waiting": 2,
            "viewports": ["360 x 800", "320 wide", "1280 x 800"],
            "locale": "en-GB",
            "notes": [],
        }
        | (run or {}),
        "services": [a_service()],
        "pages": [a_page("one"), a_page("two"), a_page("lost", state="untested", reason="it never answered")],
        "findings": [
            a_finding("missing-name"),
            a_finding(
                "missing-phone-number", "channels", page=None, url=None, selector=None, snippet=None,
                message="No phone number on 2 pages",
            ),
            a_finding("low-contrast", outcome="cantTell", message="Is the text readable over this picture?"),
            a_finding("grade", "readability", outcome="untested", message="Not tested: no formula here"),
        ],
        "causes": [
            a_cause("missing-name"),
            a_cause("missing-phone-number", "channels", pages=[], frees=0, snippet=None, url=None),
        ],
        "rules": [
            a_rule("missing-name", "accessibility", criteria=["4.1.2"]),
            a_rule("low-contrast", "accessibility", criteria=["1.4.3"]),
            a_rule("grade", "readability"),
            a_rule("missing-phone-number", "channels", scope="service"),
        ],
    }  # fmt: skip
    return Audit.model_validate(parts | changes)


def a_channel(
    level: str | None = "actionable", *quotations: tuple[str, str], url: str = f"{HOME}contact"
) -> dict[str, Any]:
    return {
        "level": level,
        "evidence": [
            {"value": value, "text": quoted, "url": url, "selector": "p"} for value, quoted in quotations
        ],
    }


def a_portal(name: str, *pillars: float | None, score: dict[str, Any] | None = None, **changes: Any) -> Audit:
    """A portal and its one service, which have the same pillars."""
    points = all_pillars(*pillars)
    return an_audit(
        portal={"name": name, "pillars": points, "score": score or a_score(70)} | changes,
        services=[a_service(pillars=points)],
    )


def render(audit: Audit) -> str:
    return all_formats()["html"].render(audit)


def compare(*audits: Audit) -> str:
    compare_html = all_formats()["html"].compare
    assert compare_html is not None
    return compare_html(audits)


def text_of(page: str) -> str:
    """Everything that can be read on a page, white space folded."""
    return " ".join(html.fromstring(page).find("body").text_content().split())


def section(page: str, name: str) -> html.HtmlElement:
    """The section of a page that the heading with this id opens."""
    return html.fromstring(page).xpath("//section[@aria-labelledby=$name]", name=name)[0]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


LOW_VISION = ["low vision"]


def audited(*pages: dict[str, Any], of_service: dict[str, Any] | None = None, **rule: Any) -> Audit:
    """An audit in which each page has these counts, by rule; all rules are of people with low vision."""
    rules = dict.fromkeys([rule_id for page in (*pages, of_service or {}) for rule_id in page])
    return an_audit(
        pages=[a_page(f"p{number}", rules=counts) for number, counts in enumerate(pages)],
        services=[a_service(rules=of_service or {}, pages=[f"p{number}" for number, _ in enumerate(pages)])],
        rules=[
            a_rule(rule_id, "mobile", **{"groups": LOW_VISION, "weight": 3.0} | rule) for rule_id in rules
        ],
        findings=[],
        causes=[],
    )
