"""The report formats: what a reader finds in them, and what a hostile portal cannot put into them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright

from auditor.audit import Audit, read_audit
from auditor.registry import all_formats

PILLARS = ("accessibility", "readability", "weight", "mobile", "channels")
HOME = "https://portal.example/"
WIDTHS_PX = (360, 1280)
NARROWEST_PX = 320  # WCAG 2.1, 1.4.10 Reflow

OWN_LINKS = (
    "https://www.w3.org/TR/accessibility-metrics-report/",
    "https://www.w3.org/WAI/posts/2009/older-users-online.html",
    "https://itu.foleon.com/itu/measuring-digital-development/mobile-phone-ownership/",
)

# --- Making audits ------------------------------------------------------------------------------------


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


# --- JSON ---------------------------------------------------------------------------------------------


def test_json_is_the_audit_and_can_be_read_back(tmp_path: Path) -> None:
    json_format = all_formats()["json"]
    path = tmp_path / json_format.filename
    path.write_text(json_format.render(an_audit()), encoding="utf-8")
    assert path.name == "audit.json"
    assert read_audit(path) == an_audit()


# --- The report ---------------------------------------------------------------------------------------


def test_the_parts_of_the_report_stand_in_their_order() -> None:
    headings = html.fromstring(render(an_audit())).xpath("//h2/@id")
    assert headings == [
        "overall", "services", "blockers", "fixes", "channels", "people", "findings",
        "not-tested", "pages", "criteria", "method", "rules", "run",
    ]  # fmt: skip


def test_every_link_of_the_contents_leads_somewhere() -> None:
    document = html.fromstring(render(an_audit()))
    targets = {href[1:] for href in document.xpath("//a/@href") if href.startswith("#")}
    assert targets <= set(document.xpath("//@id"))


def test_ids_are_unique_even_where_services_are_named_alike() -> None:
    services = [a_service(id="a/b"), a_service(id="a-b")]
    findings = [a_finding("missing-name", service="a/b")]
    ids = html.fromstring(render(an_audit(services=services, findings=findings, causes=[]))).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_header_says_what_was_measured() -> None:
    header = words(html.fromstring(render(an_audit())).find("body/header"))
    assert "Ardley" in header
    assert "3 March 2026" in header
    assert "EN 301 549 V3.2.1" in header
    assert "2 judged of 5 found" in header


def test_a_score_is_said_in_whole_points_with_its_range() -> None:
    page = render(an_audit(portal={"score": a_score(74.3, 68.9, 80.2)}))
    assert "74 out of 100, somewhere from 68 to 81" in words(section(page, "overall"))


def test_the_numbers_of_the_pillars_stand_in_a_table_and_the_drawing_is_hidden_from_screen_readers() -> None:
    pillars = all_pillars() | {"mobile": a_pillar(90, 85, 95)}
    overall = section(render(an_audit(portal={"pillars": pillars})), "overall")
    rows = {words(row.find("th")).split()[0]: words(row.find("td")) for row in overall.findall(".//tbody/tr")}
    assert rows == {
        "Accessibility": "80",
        "Readability": "70",
        "Weight": "60",
        "Mobile": "90 (85 to 95)",
        "Channels": "50",
    }
    assert set(overall.xpath(".//svg/@aria-hidden")) == {"true"}


def test_a_range_is_drawn_as_a_band_from_low_to_high_with_a_mark_at_the_value() -> None:
    overall = section(render(an_audit(portal={"score": a_score(74, 68, 81)})), "overall")
    band, mark = overall.xpath("./*[name()='svg'][1]/*[name()='rect']")
    assert (band.get("x"), band.get("width")) == ("68%", "13%")
    assert mark.get("x") == "74%"


def test_a_portal_that_refused_us_is_not_measurable_and_never_a_zero() -> None:
    nothing = {
        "state": "not_measurable",
        "reason": "every page answered 403",
        "score": a_score(None),
        "pillars": {},
    }
    overall = words(section(render(an_audit(portal=nothing)), "overall"))
    assert "Not measurable. every page answered 403" in overall
    assert not re.search(r"\b0 out of 100", overall)


def test_a_service_that_was_not_measurable_says_why() -> None:
    service = a_service(
        state="not_measurable", reason="no page of it answered", score=a_score(None), pillars={}
    )
    services = section(render(an_audit(services=[service])), "services")
    assert words(services.find(".//tbody/tr/td")) == "Not measurable"
    assert "no page of it answered" in words(services)


def test_a_pillar_that_was_not_measurable_says_why_from_the_rules_that_could_not_be_asked() -> None:
    pages = [a_page("one", rules={"grade": {"untested": "no formula for Maltese"}})]
    service = a_service(pages=["one"], pillars=all_pillars() | {"readability": a_pillar(None)})
    page = render(an_audit(pages=pages, services=[service]))
    row = section(page, "services").xpath(".//tr[th[normalize-space()='Readability']]/td[1]")[0]
    assert words(row) == "Not measurable no formula for Maltese"
    assert not row.xpath(".//svg")


def test_a_total_without_a_value_is_given_as_a_range_only() -> None:
    overall = words(section(render(an_audit(portal={"score": a_score(None, 40, 80)})), "overall"))
    assert "40 to 80 out of 100" in overall
    assert "no single value" in overall


def test_an_interrupted_run_says_so() -> None:
    assert "This run was interrupted." in text_of(
        render(an_audit(run={"complete": False, "finished_at": None}))
    )


def test_no_blockers_is_not_a_claim_that_there_are_none() -> None:
    assert "not assessed yet" in words(section(render(an_audit()), "blockers"))


def test_causes_stand_in_the_order_of_the_audit_whatever_they_free_and_however_severe_they_are() -> None:
    names = ("minor-few", "critical-many", "serious-few")
    causes = [
        a_cause("minor-few", frees=0, severity="minor"),
        a_cause("critical-many", frees=9, severity="critical"),
        a_cause("serious-few", frees=2, severity="serious"),
    ]
    page = render(
        an_audit(
            rules=[*an_audit().rules, *(a_rule(name, "accessibility") for name in names)],
            findings=[a_finding(name) for name in names],
            causes=causes,
        )
    )
    titles = [words(heading) for heading in section(page, "fixes").findall(".//h3")]
    assert titles == [f"Title of {name}" for name in names]


def test_how_many_elements_a_place_has_is_not_read_as_part_of_its_address() -> None:
    findings = [a_finding("missing-name", elements=2)]
    page = render(an_audit(causes=[a_cause("missing-name", elements=2)], findings=findings))

    [place] = section(page, "fixes").xpath(".//ul[@class='places']/li")
    assert words(place).startswith("/one (2 elements)")


def test_on_a_single_page_a_cause_is_the_only_failure_there() -> None:
    page = render(
        an_audit(
            causes=[a_cause("missing-name", pages=["one"], frees=1)], findings=[a_finding("missing-name")]
        )
    )

    assert "On 1 page, and the only failure of its rule there;" in words(section(page, "fixes"))


def test_a_cause_says_where_it_stands_what_it_weighs_how_to_fix_it_and_why() -> None:
    changes: dict[str, Any] = {"pages": ["one", "two"], "frees": 1, "elements": 3}
    findings = [
        a_finding("missing-name"),
        a_finding("missing-name", page="two", url=f"{HOME}two", elements=2),
    ]
    page = render(an_audit(causes=[a_cause("missing-name", **changes)], findings=findings))
    fix = section(page, "fixes")
    for expected in (
        "On 2 pages, and the only failure of its rule on 1 of them; 3 elements; weight 3.",
        "The link has no name",
        "<a href='#'></a>",
        "main > a",
        "The other 1 place where it stands",
        "Mend it.",
        "Somebody is kept out.",
    ):
        assert expected in words(fix)
    assert fix.xpath(".//ul/li/a/@href") == [HOME + "one", HOME + "two"]


def test_a_cause_that_is_about_services_counts_services() -> None:
    audit = an_audit(causes=[a_cause("missing-phone-number", "channels", pages=[], frees=0)])
    assert "On 1 service as a whole; 1 element; weight 3." in words(section(render(audit), "fixes"))


def test_ten_causes_stand_open_and_the_others_in_a_fold() -> None:
    causes = [a_cause("missing-name", id=f"c1-{number}") for number in range(12)]
    findings = [a_finding("missing-name", cause=f"c1-{number}") for number in range(12)]
    fixes = section(render(an_audit(causes=causes, findings=findings)), "fixes")
    assert len(fixes.findall(".//h3")) == 10
    assert "2 more causes" in words(fixes)
    assert len(fixes.xpath(".//details//tbody/tr")) == 2


def test_a_message_does_not_repeat_the_title_of_its_rule() -> None:
    findings = [a_finding("missing-name", message="Title of missing-name. it has none")]
    fixes = section(render(an_audit(findings=findings)), "fixes")
    assert "It has none" in words(fixes)
    assert words(fixes).count("Title of missing-name") == 1


def test_advice_is_kept_apart_from_what_to_fix_first() -> None:
    fixes = section(render(an_audit(causes=[a_cause("missing-name", scored=False)])), "fixes")
    assert not fixes.findall(".//h3")
    assert "Good practice that the standard does not ask for: 1 cause" in words(fixes)


def test_a_cause_that_only_waits_for_a_person_is_not_to_fix() -> None:
    page = render(
        an_audit(findings=[a_finding("missing-name", outcome="cantTell")], causes=[a_cause("missing-name")])
    )
    assert "No cause of a scored failure was found." in words(section(page, "fixes"))


# --- A score in words ----------------------------------------------------------------------------------


def verdict_of(*pillars: float | None, **changes: Any) -> str:
    """The sentence about the one service, whose pillars have these values."""
    services = [a_service(pillars=all_pillars(*pillars)), a_service(id="another", state="not_measurable")]
    sentences = section(render(an_audit(services=services, **changes)), "services").xpath(
        ".//p[@class='verdict']"
    )
    return " ".join(words(sentence) for sentence in sentences)


def test_a_service_is_told_its_strongest_and_weakest_pillars_and_what_to_fix_there_for_whom() -> None:
    rules = [
        *an_audit().rules[:3],
        a_rule("missing-phone-number", "channels", scope="service", groups=["no internet", "older persons"]),
    ]
    assert verdict_of(80, 95, 60, 95, 47, rules=rules) == (
        "Strongest in readability and mobile (95 of 100). Weakest in channels (47 of 100). "
        "First to fix there: “Title of missing-phone-number”. "
        "It is hardest on people without internet and older persons."
    )


def test_the_first_cause_that_reaches_the_service_is_named_and_no_other() -> None:
    causes = [
        a_cause("missing-name", scored=False),
        a_cause("elsewhere", services=["another"]),
        a_cause("nearby"),
        a_cause("later"),
    ]
    rules = [*an_audit().rules, *(a_rule(each, "accessibility") for each in ("elsewhere", "nearby", "later"))]
    findings = [a_finding(cause["rule"]) for cause in causes]
    said = verdict_of(10, 90, 90, 90, 90, rules=rules, causes=causes, findings=findings)
    assert "First to fix there: “Title of nearby”. It is hardest on people with low vision." in said


def test_a_weak_pillar_without_a_cause_is_named_without_one() -> None:
    assert verdict_of(80, 70, 60, 90, 50, causes=[]) == (
        "Strongest in mobile (90 of 100). Weakest in channels (50 of 100)."
    )


def test_a_service_without_a_failure_is_not_called_perfect() -> None:
    assert verdict_of(100, 100, 100, 100, 100, causes=[]) == (
        "Nothing that could be tested failed in accessibility, readability, weight, mobile and channels."
    )


def test_what_could_not_be_measured_is_said_and_never_called_weakest() -> None:
    said = verdict_of(100, None, 100, 100, 100, causes=[])
    assert said == (
        "Nothing that could be tested failed in accessibility, weight, mobile and channels. "
        "Not measurable: readability."
    )


def test_of_a_service_without_any_measured_pillar_nothing_is_said() -> None:
    assert verdict_of(None, None, None, None, None) == ""


def test_points_say_how_many_rules_and_elements_they_rest_on() -> None:
    counts = {"passed": 3, "failed": 1, "cantTell": 7}
    pages = [
        a_page("one", rules={"missing-name": counts, "low-contrast": {"untested": "no"}, "tip": counts}),
        a_page("two", rules={"missing-name": counts}),
        a_page("copy", rules={"missing-name": counts}, duplicate_of="one"),
        a_page("elsewhere", rules={"missing-name": counts}),
    ]
    audit = an_audit(
        pages=pages,
        services=[a_service(pages=["one", "two", "copy"])],
        rules=[*an_audit().rules, a_rule("tip", "accessibility", scored=False)],
    )
    row = section(render(audit), "services").xpath(".//tr[th[normalize-space()='Accessibility']]")[0]
    assert words(row.findall("td")[1]) == "95 % 1 rule, 8 elements"  # 3 + 1 on each of two pages


# --- Ways to reach the office ---------------------------------------------------------------------------


def a_channel(
    level: str = "actionable", *quotations: tuple[str, str], url: str = f"{HOME}contact"
) -> dict[str, Any]:
    return {
        "level": level,
        "evidence": [
            {"value": value, "text": quoted, "url": url, "selector": "p"} for value, quoted in quotations
        ],
    }


def test_ways_that_were_found_are_quoted_with_their_page_and_not_said_to_work() -> None:
    found = {"phone": a_channel("actionable", ("+442079460140", "Call 020 7946 0140"))}
    channels = section(render(an_audit(services=[a_service(channels=found)])), "channels")
    assert "Found on the page, not tried" in [words(heading) for heading in channels.findall(".//h4")]
    assert words(channels.find(".//dl")) == "Telephone +442079460140 Call 020 7946 0140 on /contact"
    assert channels.xpath(".//dl//a/@href") == [f"{HOME}contact"]


def test_a_way_that_is_only_named_in_words_is_marked_as_such() -> None:
    found = {"sms": a_channel("mentioned", ("", "Send us a text message"))}
    channels = section(render(an_audit(services=[a_service(channels=found)])), "channels")
    assert words(channels.find(".//summary")) == "Text message (in words only)"


def test_absent_ways_and_those_that_could_not_be_told_stand_apart() -> None:
    rules = [
        *an_audit().rules,
        *(a_rule(each, "channels", scope="service") for each in ("no-post", "no-form", "no-email")),
    ]
    answered = {
        "missing-phone-number": {"passed": 0, "failed": 1, "cantTell": 0},
        "no-post": {"passed": 0, "failed": 0, "cantTell": 1},
        "no-form": {"untested": "no page was read"},
        "no-email": {"passed": 1, "failed": 0, "cantTell": 0},
    }
    findings = [
        a_finding(
            "missing-phone-number", "channels", page=None, url=None, message="No phone number on 2 pages"
        ),
        a_finding("no-post", "channels", page=None, url=None, outcome="cantTell", message="No address yet"),
        a_finding(
            "no-form", "channels", page=None, outcome="untested", message="Not tested: no page was read"
        ),
    ]
    audit = an_audit(services=[a_service(rules=answered)], rules=rules, findings=findings, causes=[])
    channels = section(render(audit), "channels")
    lists = {
        words(heading): [words(item) for item in heading.getnext().findall("li")]
        for heading in channels.findall(".//h4")
    }
    assert lists == {
        "Found on the page, not tried": [],
        "Not found": ["No phone number on 2 pages."],
        "Could not be told": ["No address yet.", "What is required. No page was read"],
    }
    assert "4 questions about the service as a whole: 1 answered yes, 1 no, 2 could not be told." in words(
        channels
    )


def test_without_services_the_ways_of_the_whole_portal_are_told() -> None:
    found = {"email": a_channel("actionable", ("a@portal.example", "a@portal.example"))}
    audit = an_audit(portal={"channels": found}, services=[], findings=[], causes=[])
    assert "a@portal.example" in words(section(render(audit), "channels"))


# --- Findings -------------------------------------------------------------------------------------------


def test_all_findings_are_present_and_equal_ones_are_told_once_with_their_pages() -> None:
    names = [f"page-{number}" for number in range(30)]
    page = render(
        an_audit(
            pages=[a_page(name) for name in names],
            services=[a_service(pages=names)],
            findings=[
                a_finding(
                    "missing-name", page=name, url=HOME + name, selector=f"#{name} > a:nth-of-type({link})"
                )
                for name in names
                for link in (1, 2)
            ],
            causes=[],
        )
    )
    found = section(page, "findings")
    selectors = [code.text for code in found.xpath(".//code[@class='selector']")]
    assert sorted(selectors) == sorted(
        f"#{name} > a:nth-of-type({link})" for name in names for link in (1, 2)
    )
    assert len(found.xpath(".//pre")) == 1
    assert "60 elements in 30 places" in words(found)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"message": "Another message"}, id="message"),
        pytest.param({"snippet": "<b></b>"}, id="snippet"),
        pytest.param({"cause": "c1-another"}, id="cause"),
    ],
)
def test_findings_that_differ_are_told_apart(changes: dict[str, Any]) -> None:
    page = render(
        an_audit(findings=[a_finding("missing-name"), a_finding("missing-name", **changes)], causes=[])
    )
    assert len(section(page, "findings").xpath(".//ul[@class='entries']/li")) == 2


def test_what_was_not_tested_names_pages_rules_and_what_a_person_must_review() -> None:
    untested = words(section(render(an_audit()), "not-tested"))
    for expected in (
        "5 pages found: 2 pages judged, 1 not testable, 0 skipped, 2 not visited",
        "1 page not tested: it never answered",
        "Not tested: no formula here",
        "Is the text readable over this picture?",
    ):
        assert expected in untested


def test_how_the_pages_of_a_sample_were_chosen_is_said_in_plain_words() -> None:
    pages = [a_page("one", chosen={"part": "required", "why": "home page"}), a_page("two")]
    told = words(section(render(an_audit(run={"sample": a_sample()}, pages=pages)), "not-tested"))
    for expected in (
        "It first read 900 addresses of the portal without a browser, which gave 800 pages",
        "12 pages that every sample holds",
        "5 pages so that each way of building a page is seen",
        "3 pages drawn at random, with the seed 7",
        "The visited pages stand for 790 of the 800 pages",
        "/page-1 Page 1 t1 700 15",
        "/one home page",
    ):
        assert expected in told
    assert "more was found" not in told
    assert "The sample is too small" not in told


def test_what_a_sample_lacks_is_said() -> None:
    sample = a_sample(unexplored=40, left_out=3, not_recognised=["search", "login"], explored_by="browser")
    report = render(an_audit(run={"sample": sample}))
    told = words(section(report, "not-tested"))
    for expected in (
        "of the portal in the browser, which",
        "40 addresses more were found and not read",
        "The sample is too small for 3 pages that it should hold",
        "No page was recognised as search, login",
    ):
        assert expected in told
    assert "a sample of 20 pages, seed 7" in words(section(report, "run"))


def test_of_many_templates_the_largest_stand_open_and_the_others_in_a_fold() -> None:
    sample = a_sample(templates=[a_template(number) for number in range(1, 11)])
    told = section(render(an_audit(run={"sample": sample})), "not-tested")
    assert len(told.xpath(".//table[not(ancestor::details)]/tbody/tr")) == 8
    assert "2 more ways of building a page" in words(told)


def test_a_run_that_took_no_sample_says_nothing_of_samples() -> None:
    assert "How the pages were chosen" not in render(an_audit())


def test_lost_evidence_is_told_once_for_its_pages_and_not_for_each_rule() -> None:
    lost = {"axe": "the browser died", "narrow": "the browser died"}
    findings = [
        a_finding(
            rule,
            page=page,
            outcome="untested",
            message=f"Not tested: {part} is missing: the browser died",
            measured={"reason": f"{part} is missing: the browser died"},
        )
        for page in ("one", "two")
        for rule, part in (("missing-name", "axe"), ("low-contrast", "axe"), ("grade", "narrow"))
    ]
    other = a_finding("grade", page="one", outcome="untested", message="Not tested: no formula here")
    audit = an_audit(
        pages=[a_page("one", missing=lost), a_page("two", missing=lost)],
        findings=[*findings, other],
        causes=[],
    )
    untested = section(render(audit), "not-tested")
    said = words(untested)
    assert said.count("the browser died") == 1
    assert "2 pages without axe, narrow: the browser died" in said
    assert (
        "3 rules could not be asked there: Title of grade; Title of low-contrast; Title of missing-name."
        in said
    )
    assert "Not tested: no formula here" in said


def test_evidence_that_no_rule_needed_is_told_as_lost_all_the_same() -> None:
    pages = [a_page("one", missing={"screenshot": "too large"}), a_page("two")]
    untested = words(section(render(an_audit(pages=pages, findings=[], causes=[])), "not-tested"))
    assert "1 page without screenshot: too large" in untested
    assert "No rule needed it." in untested


def test_every_page_shows_what_its_rules_counted() -> None:
    rules = {
        "missing-name": {"passed": 4, "failed": 1, "cantTell": 2},
        "grade": {"untested": "no formula"},
        "low-contrast": {"passed": 9, "failed": 0, "cantTell": 0},
    }
    told = section(render(an_audit(pages=[a_page("one", rules=rules), a_page("two", rules={})])), "pages")
    assert [words(summary) for summary in told.findall(".//summary")] == [
        "/one 2 rules failed or open, 1 passed"
    ]
    assert [[words(cell) for cell in row.findall("td")] for row in told.findall(".//tbody/tr")] == [
        ["4", "1", "2"],
        ["Not tested: no formula"],
    ]
    assert "low-contrast 9" in words(told)


def test_criteria_are_counted_and_no_conformance_is_claimed() -> None:
    criteria = words(section(render(an_audit()), "criteria"))
    assert "2 of 50 criteria" in criteria
    assert "1.1.1, 1.4.3" in criteria


def test_rules_stand_with_their_sources_and_counts_over_all_pages() -> None:
    rules = section(render(an_audit()), "rules")
    row = rules.xpath(".//tr[th[contains(., 'missing-name')]]")[0]
    assert [words(cell) for cell in row.findall("td")[1:5]] == [
        "3",
        "12",
        "3",
        "0",
    ]  # 4 and 1 on each of 3 pages
    assert row.xpath(".//a/@href") == ["https://standards.example/one"]


# --- Hostile portals ----------------------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"
HANDLER = "\"'><img src=x onerror=alert(1)><svg onload=alert(1)>{{ 7 * 7 }}</style></title>"
CONTROLS = "left\x00\x1b[31m\u202eright\u2066\u009b"
HOSTILE = SCRIPT + HANDLER + CONTROLS
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
BAD_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt://portal.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://portal.example@evil.example/",
    "http://portal.example/\u202egpj.exe",
    "//evil.example/",
    "http://[broken",
    f"https://portal.example/{'a' * 5_000}",
)


def a_hostile_audit(url: str = f"{HOME}?q={HOSTILE}") -> Audit:
    page = a_page("one", url=url, final_url=url, title=HOSTILE, language='en" onload="alert(1)', state="done")
    page["chosen"] = {"part": "required", "why": f"start of “{HOSTILE}”"}
    lost = a_page("lost", url=url, state="untested", reason=HOSTILE, missing={"axe": HOSTILE})
    arabic = f"نص{HOSTILE}"
    finding = {"url": url, "selector": HOSTILE, "snippet": HOSTILE, "message": f"{HOSTILE}: {arabic}"}
    finding |= {"measured": {"quote": arabic}}
    return an_audit(
        portal={"name": HOSTILE, "url": url, "hosts": [HOSTILE], "languages": [HOSTILE], "reason": HOSTILE},
        run={
            "notes": [HOSTILE],
            "locale": HOSTILE,
            "sample": a_sample(
                templates=[a_template(1, example=url, title=HOSTILE)], not_recognised=[HOSTILE]
            ),
        },
        pages=[page, lost],
        services=[
            a_service(
                name=HOSTILE,
                pages=["one", "lost"],
                inferred=True,
                found_by=HOSTILE,
                blockers=[HOSTILE],
                channels={
                    "phone": a_channel("actionable", (HOSTILE, HOSTILE), (url, HOSTILE), url=url),
                    HOSTILE: a_channel("mentioned", ("", HOSTILE), url=url),
                },
            ),
            a_service(
                id="shut", name=HOSTILE, pages=[], state="not_measurable", reason=HOSTILE, score=a_score(None)
            ),
        ],
        findings=[
            a_finding("missing-name", **finding),
            a_finding("low-contrast", outcome="cantTell", **finding),
            a_finding("missing-phone-number", "channels", page=None, **finding),
        ],
        causes=[a_cause("missing-name", url=url, snippet=HOSTILE, message=HOSTILE)],
    )


def hostile_pages(url: str) -> list[str]:
    audit = a_hostile_audit(url)
    return [
        render(audit),
        compare(audit, an_audit(), an_audit(portal={"state": "not_measurable", "reason": HOSTILE})),
    ]


@pytest.mark.parametrize("url", [f"{HOME}?q={HOSTILE}", *BAD_ADDRESSES], ids=lambda url: ascii(url[:30]))
def test_hostile_text_stays_text(url: str) -> None:
    for page in hostile_pages(url):
        document = html.document_fromstring(page)
        assert not document.xpath(
            "//script | //img | //iframe | //object | //embed | //base | //form | //link"
        )
        attributes = {name.lower() for element in document.iter("*") for name in element.attrib}
        assert not {
            name for name in attributes if name.startswith("on") or name in {"src", "style", "srcdoc"}
        }
        assert all(re.match(r"(https?://[^@\s]+|#[\w-]+)$", href) for href in document.xpath("//@href"))
        assert "{{ 7 * 7 }}" in document.text_content()


@pytest.mark.parametrize("url", BAD_ADDRESSES, ids=lambda url: ascii(url[:30]))
def test_an_address_that_is_not_plainly_of_the_web_is_shown_and_not_linked(url: str) -> None:
    for page in hostile_pages(url):
        external = [href for href in html.fromstring(page).xpath("//a/@href") if not href.startswith("#")]
        assert set(external) <= {*OWN_LINKS, HOME, "https://standards.example/one"}


def test_characters_that_act_are_replaced_by_a_visible_mark() -> None:
    for page in hostile_pages(HOME):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
        assert "left\ufffd\ufffd[31m\ufffdright" in page


def test_a_lone_surrogate_does_not_stop_the_report_from_being_written() -> None:
    audit = an_audit()
    lone = audit.model_copy(update={"portal": audit.portal.model_copy(update={"name": "Ard\ud800ley"})})
    assert "Ard\ufffdley" in render(lone).encode().decode()


def test_very_long_text_is_cut_and_says_so() -> None:
    page = render(an_audit(findings=[a_finding("missing-name", snippet="x" * 1_000_000)], causes=[]))
    assert len(page) < 100_000
    assert "[cut: 1,000,000 characters in all]" in page


def test_links_to_the_portal_tell_it_nothing_and_lend_it_no_weight() -> None:
    for page in (render(an_audit()), compare(an_audit(), an_audit())):
        for link in html.fromstring(page).xpath("//a[starts-with(@href, 'http')]"):
            assert link.get("rel") == "noopener noreferrer nofollow"


def test_the_pages_forbid_scripts_and_load_nothing() -> None:
    for page in (render(an_audit()), compare(an_audit())):
        policies = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policies == [POLICY]
        assert "url(" not in page
        assert "@import" not in page


def test_quotations_have_their_own_direction_and_language() -> None:
    page = render(an_audit(pages=[a_page("one", language="ar"), a_page("two"), a_page("lost")]))
    quoted = section(page, "findings").find(".//pre")
    assert (quoted.get("dir"), quoted.get("lang")) == ("auto", "ar")


# --- The comparison -----------------------------------------------------------------------------------


def a_portal(name: str, *pillars: float | None, score: dict[str, Any] | None = None, **changes: Any) -> Audit:
    """A portal and its one service, which have the same pillars."""
    points = all_pillars(*pillars)
    return an_audit(
        portal={"name": name, "pillars": points, "score": score or a_score(70)} | changes,
        services=[a_service(pillars=points)],
    )


def names_in(element: html.HtmlElement) -> list[str]:
    return [words(name) for name in element.xpath(".//tbody/tr/th")]


def totals(page: str) -> dict[str, str]:
    return {
        words(row.find("th")): words(row.find("td")) for row in section(page, "total").findall(".//tbody/tr")
    }


def test_portals_stand_in_alphabetical_order_whatever_their_scores_case_and_accents() -> None:
    audits = [
        a_portal("Zarbury", score=a_score(99)),
        a_portal("École", score=a_score(10)),
        a_portal("ardley", score=a_score(50)),
        a_portal("Fenwick", score=a_score(70)),
    ]
    expected = ["ardley", "École", "Fenwick", "Zarbury"]
    page = compare(*audits)
    assert names_in(section(page, "total")) == expected
    assert names_in(section(page, "pillars"))[:4] == expected
    assert [words(heading) for heading in section(page, "portals").findall(".//h3")] == expected


def test_with_all_pillars_measured_everywhere_the_totals_are_the_portals_own_scores() -> None:
    page = compare(a_portal("Ardley", score=a_score(74, 68, 81)), a_portal("Brink", score=a_score(50)))
    assert totals(page) == {"Ardley": "74 (68 to 81)", "Brink": "50"}
    assert "Nothing was dropped" in words(section(page, "dropped"))


def test_a_pillar_that_one_portal_lacks_is_dropped_from_the_total_of_all_and_named() -> None:
    page = compare(a_portal("Ardley", 100, None, 25, 100, 25), a_portal("Brink", 80, 5, 80, 80, 80))
    # The geometric mean of 100, 25, 100 and 25 is 50; that of four times 80 is 80, with the 5 left out.
    assert totals(page) == {"Ardley": "50", "Brink": "80"}
    dropped = words(section(page, "dropped"))
    assert "Readability is left out of the total: it could not be measured on Ardley." in dropped
    assert "Readability" not in [words(heading) for heading in section(page, "pillars").findall(".//h3")]


def test_a_zero_in_one_pillar_does_not_wipe_out_a_shared_total() -> None:
    page = compare(a_portal("Ardley", 100, None, 100, 100, 0), a_portal("Brink", 80, 5, 80, 80, 80))
    # 0 counts as 1: the fourth root of 100 * 100 * 100 * 1 is 31.6.
    assert totals(page)["Ardley"] == "32"


def test_with_no_pillar_in_common_there_is_no_total() -> None:
    page = compare(a_portal("Ardley", 80, None, None, None, None), a_portal("Brink", None, 80, 80, 80, 80))
    assert totals(page) == {}
    assert "no total to compare" in words(section(page, "total"))


def test_a_portal_that_was_not_measurable_is_set_aside_and_drops_nothing_from_the_others() -> None:
    shut = a_portal("Shut", state="not_measurable", reason="every page answered 403", score=a_score(None))
    page = compare(a_portal("Ardley"), shut, a_portal("Brink"))
    assert list(totals(page)) == ["Ardley", "Brink"]
    assert "Shut: not measurable. every page answered 403" in words(section(page, "dropped"))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        pytest.param(a_score(80, 71, 90), "Brink is higher", id="apart"),
        pytest.param(a_score(80, 70, 90), "too close to call", id="ranges touch"),
        pytest.param(a_score(80, 60, 90), "too close to call", id="ranges overlap"),
        pytest.param(a_score(20, 10, 30), "Ardley is higher", id="apart, the other way"),
    ],
)
def test_totals_with_overlapping_ranges_are_too_close_to_call(other: dict[str, Any], said: str) -> None:
    page = compare(a_portal("Ardley", score=a_score(60, 50, 70)), a_portal("Brink", score=other))
    assert f"Ardley and Brink: {said}" in words(section(page, "total"))


def test_a_total_that_is_made_anew_is_the_mean_of_the_services() -> None:
    uneven = [a_service(id="a", pillars=all_pillars(90, None, 90, 90, 90)), a_service(id="b")]
    audit = an_audit(portal={"name": "Ardley", "pillars": all_pillars(85, None, 75, 90, 70)}, services=uneven)
    # The second service: the fourth root of 80 * 60 * 90 * 50 is 68.17; (90 + 68.17) / 2 is 79.1.
    assert totals(compare(audit, a_portal("Brink", 80, 5, 80, 80, 80)))["Ardley"] == "79"


def test_each_portal_is_told_where_it_is_above_or_below_all_others() -> None:
    page = compare(
        a_portal("Ardley", 50, 50, 60, 90, 20),
        a_portal("Brink", 50, 50, 30, 90, 80),
        a_portal("Corby", 50, 50, 40, 90, 60),
    )
    portals = words(section(page, "portals"))
    assert "Strongest in mobile (90 of 100). Weakest in channels (20 of 100)." in portals
    ardley, brink, corby = (portals.split(name)[1] for name in ("Ardley ", "Brink ", "Corby "))
    assert (
        "Higher than every other portal here in weight. Lower than every other portal here in channels."
        in ardley
    )
    assert (
        "Higher than every other portal here in channels. Lower than every other portal here in weight."
        in brink
    )
    assert "every other portal" not in corby


def test_where_ranges_overlap_no_portal_is_called_higher() -> None:
    wide = all_pillars(50, 50, 50, 50, 50) | {"weight": a_pillar(60, 40, 80)}
    page = compare(
        an_audit(portal={"name": "Ardley", "pillars": wide}), a_portal("Brink", 50, 50, 50, 50, 50)
    )
    assert "every other portal" not in words(section(page, "portals"))


def test_channels_are_counted_over_the_services_that_were_read() -> None:
    found = {"phone": a_channel(), "sms": a_channel("mentioned")}
    services = [
        a_service(id="a", channels=found),
        a_service(id="b", channels={"phone": a_channel()}),
        a_service(id="c", state="not_measurable", reason="403", score=a_score(None)),
    ]
    portals = section(compare(an_audit(services=services)), "portals")
    rows = {words(row.find("th")): words(row.find("td")) for row in portals.findall(".//tbody/tr")}
    assert (rows["Telephone"], rows["Text message"], rows["Post"]) == (
        "2 of 2",
        "0 of 2 and 1 in words only",
        "0 of 2",
    )


def test_circumstances_that_differ_are_listed() -> None:
    limits = {"max_pages": 10, "depth": None, "include": [], "exclude": [], "listed": None}
    page = compare(a_portal("Ardley"), an_audit(portal={"name": "Brink"}, run={"limits": limits}))
    dropped = words(section(page, "dropped"))
    assert "Limit of pages Ardley: 60 Brink: 10" in dropped
    assert "Version of axe" not in dropped


def test_rules_that_were_tested_on_some_portals_only_are_listed() -> None:
    untested = {"missing-name": {"untested": "the page was blank"}}
    other = an_audit(portal={"name": "Brink"}, pages=[a_page("one", rules=untested), a_page("two", rules={})])
    dropped = words(section(compare(a_portal("Ardley"), other), "dropped"))
    assert "1 rule could be tested on some portals only" in dropped
    assert "Title of missing-name (accessibility): not tested on Brink" in dropped


def test_one_portal_alone_can_be_shown() -> None:
    portals = words(section(compare(a_portal("Ardley", 10, 20, 30, 40, 50)), "portals"))
    assert "Strongest in channels (50 of 100). Weakest in accessibility (10 of 100)." in portals
    assert "every other portal" not in portals


# --- In the browser -----------------------------------------------------------------------------------

CHECKS = """axe.run(document, {rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]})
    .then(results => results.violations.map(found => [found.id, found.nodes.map(node => node.html)]))"""


@pytest.fixture(scope="module")
def browser_page(browser_path: Path) -> Iterator[BrowserPage]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser.new_context(bypass_csp=True).new_page()  # the page's own policy would keep axe out
        browser.close()


@pytest.fixture(scope="module")
def axe_source() -> str:
    spec = find_spec("pytest_playwright_axe")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "resources" / "axe.min.js").read_text(encoding="utf-8")


def a_varied_report() -> str:
    """A report with all kinds of parts: unmeasured, ranged, right-to-left, long words, many pages."""
    names = [f"page-{number}" for number in range(30)]
    unmeasured = all_pillars() | {"readability": a_pillar(None), "weight": a_pillar(50, 40, 60)}
    return render(
        an_audit(
            portal={"name": "مدينة نور", "pillars": unmeasured, "other_pages": names},
            run={
                "complete": False,
                "notes": ["a" * 300],
                "sample": a_sample(
                    templates=[
                        a_template(number, example=f"{HOME}{'long' * 60}", title="Wohngeld" * 30)
                        for number in range(1, 12)
                    ]
                ),
            },
            services=[
                a_service(
                    name="تسجيل ولادة",
                    pillars=unmeasured,
                    channels={
                        "phone": a_channel("actionable", ("+442079460140", "اتصل بنا")),
                        "form": a_channel("actionable", (f"{HOME}{'form' * 40}.pdf", "x" * 200)),
                        "sms": a_channel("mentioned", ("", "أرسل رسالة")),
                    },
                ),
                a_service(
                    id="two",
                    name="Wohngeldbewilligungsbescheinigung" * 2,
                    state="not_measurable",
                    reason="403",
                ),
            ],
            pages=[
                a_page("one", language="ar", title="تسجيل", missing={"axe": "the browser died"}),
                a_page("two", chosen={"part": "required", "why": f"start of “{'Wohngeld' * 30}”"}),
                *(a_page(name) for name in names),
            ],
            findings=[
                *an_audit().findings,
                *(
                    a_finding("missing-name", page=name, url=HOME + name, snippet="<i>" * 90)
                    for name in names
                ),
            ],
            causes=[
                a_cause("missing-name", id=f"c1-{number}", frees=number)
                | {"severity": ("critical", "serious", "moderate", "minor")[number % 4], "snippet": "x" * 200}
                for number in range(15)
            ]
            + [a_cause("missing-name")],
        )
    )


def a_varied_comparison() -> str:
    return compare(
        a_portal("Ardley", 100, None, 25, 100, 25),
        an_audit(portal={"name": "مدينة نور", "score": a_score(None, 10, 90)}),
        a_portal("Wohngeldbewilligungsbescheinigung" * 2),
        a_portal("Shut", state="not_measurable", reason="403", score=a_score(None)),
    )


PAGES = [pytest.param(a_varied_report, id="report"), pytest.param(a_varied_comparison, id="comparison")]
OPEN_ALL = "document.querySelectorAll('details').forEach(folded => { folded.open = true })"


@pytest.mark.browser
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width_px", WIDTHS_PX)
@pytest.mark.parametrize("make", PAGES)
def test_our_own_audit_finds_nothing(
    browser_page: BrowserPage, axe_source: str, make: Callable[[], str], width_px: int, colours: Any
) -> None:
    browser_page.set_viewport_size({"width": width_px, "height": 800})
    browser_page.emulate_media(color_scheme=colours)
    browser_page.set_content(make())
    browser_page.evaluate(OPEN_ALL)
    browser_page.evaluate(axe_source)
    assert browser_page.evaluate(CHECKS) == []


@pytest.mark.browser
@pytest.mark.parametrize("make", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    browser_page: BrowserPage, make: Callable[[], str]
) -> None:
    browser_page.set_viewport_size({"width": NARROWEST_PX, "height": 800})
    browser_page.set_content(make())
    browser_page.evaluate(OPEN_ALL)
    assert browser_page.evaluate("document.documentElement.scrollWidth") == NARROWEST_PX
