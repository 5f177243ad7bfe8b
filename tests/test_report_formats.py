"""The report formats: what a reader finds in them, from the score to the findings."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from auditor.audit import read_audit
from auditor.registry import all_formats
from tests.audits import (
    HOME,
    a_blocker,
    a_cause,
    a_finding,
    a_page,
    a_pillar,
    a_rule,
    a_sample,
    a_score,
    a_service,
    a_template,
    all_pillars,
    an_audit,
    render,
    section,
    text_of,
    words,
)


def test_json_is_the_audit_and_can_be_read_back(tmp_path: Path) -> None:
    json_format = all_formats()["json"]
    path = tmp_path / json_format.filename
    path.write_text(json_format.render(an_audit()), encoding="utf-8")
    assert path.name == "audit.json"
    assert read_audit(path) == an_audit()


# The report


def test_the_parts_of_the_report_stand_in_their_order() -> None:
    headings = html.fromstring(render(an_audit())).xpath("//h2/@id")
    assert headings == [
        "blockers", "overall", "services", "fixes", "channels", "people", "findings",
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
    assert "2 of its 50 criteria" in header


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_documents_are_told_apart_from_the_pages_that_were_judged(name: str) -> None:
    pages = [a_page("one"), a_page("form", kind="document", rules={})]
    of = {"services": [a_service(pages=["one", "form"])], "findings": [], "causes": []}
    page = all_formats()[name].render(an_audit(pages=pages, run={"pages_done": 2, "pages_found": 2}, **of))
    assert isinstance(page, str)
    assert "1 judged of 2 found, and 1 document read" in words(html.fromstring(page).find("body/header"))
    assert "1 document asked for what it says of itself" in words(section(page, "not-tested"))


def test_where_nothing_was_measured_nothing_is_praised() -> None:
    portal = {"state": "not_measurable", "reason": "nobody answers", "score": a_score(None)}
    page = render(an_audit(portal=portal, pages=[], services=[], findings=[], causes=[]))
    for name in ("fixes", "findings"):
        assert "Nothing could be tested." in words(section(page, name))
        assert "was found" not in words(section(page, name))


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
    assert "Not measurable. Every page answered 403" in overall
    assert not re.search(r"\b0 out of 100", overall)


def test_a_service_that_was_not_measurable_says_why() -> None:
    service = a_service(
        state="not_measurable", reason="no page of it answered", score=a_score(None), pillars={}
    )
    services = section(render(an_audit(services=[service])), "services")
    assert words(services.find(".//tbody/tr/td")) == "Not measurable"
    assert "No page of it answered" in words(services)


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
    told = words(section(render(an_audit()), "blockers"))
    assert "No barrier was found that ends a service" in told
    assert "does not mean that there is none" in told


BLOCKING = a_rule("online-only", "channels", scope="service", blocker="quoted", title="It is online only")


def test_the_report_opens_with_blockers_and_their_evidence() -> None:
    page = render(
        an_audit(portal={"blockers": [a_blocker()], "blocked": "yes"}, rules=[*an_audit().rules, BLOCKING])
    )
    told = words(section(page, "blockers"))

    assert "1 barrier that ends a service for somebody altogether" in told
    assert "Register a birth: It is online only (said by the page)." in told
    assert "This service is online only on /one" in told
    assert "at most 40 points" in told
    assert "Only this was looked for: It is online only Other things" in told


def test_what_may_be_a_blocker_is_a_question() -> None:
    doubt = a_finding("online-only", "channels", outcome="cantTell", page=None, message="Can it be done so?")
    told = words(section(render(an_audit(findings=[doubt], rules=[*an_audit().rules, BLOCKING])), "blockers"))

    assert "No barrier was found" in told
    assert "A person has to look" in told
    assert "Register a birth: Can it be done so?" in told


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

    told = "On 1 page, the only failure of its rule on 1 page: mending it frees these for 1 group of people; "
    assert told in words(section(page, "fixes"))


def test_a_cause_says_where_it_stands_what_it_weighs_how_to_fix_it_and_why() -> None:
    changes: dict[str, Any] = {"pages": ["one", "two"], "frees": 1, "elements": 3}
    findings = [
        a_finding("missing-name"),
        a_finding("missing-name", page="two", url=f"{HOME}two", elements=2),
    ]
    page = render(an_audit(causes=[a_cause("missing-name", **changes)], findings=findings))
    fix = section(page, "fixes")
    for expected in (
        "On 2 pages, the only failure of its rule on 1 page: mending it frees these",
        "frees these for 1 group of people; 3 elements; weight 3.",
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


def mended(*rules: tuple[str, str], causes: int = 1) -> html.HtmlElement:
    """Give what is to fix first, of rules with their pillars and so many causes each, in this order."""
    found = [(rule, pillar, f"c1-{rule}-{number}") for rule, pillar in rules for number in range(causes)]
    return section(
        render(
            an_audit(
                rules=[*an_audit().rules, *(a_rule(rule, pillar) for rule, pillar in rules)],
                findings=[a_finding(rule, pillar, cause=cause) for rule, pillar, cause in found],
                causes=[a_cause(rule, pillar, id=cause) for rule, pillar, cause in found],
            )
        ),
        "fixes",
    )


def test_a_rule_with_many_causes_is_explained_once_and_its_further_causes_are_in_a_fold() -> None:
    fixes = mended(("one", "mobile"), causes=12)
    assert [words(heading) for heading in fixes.findall(".//h3")] == ["Title of one"]
    assert "12 causes of it." in words(fixes)
    assert words(fixes).count("How to fix it") == 1
    assert len(fixes.xpath(".//div[@class='cause']")) == 2
    assert len(fixes.xpath(".//details//tbody/tr")) == 10


def test_the_first_rules_are_told_in_full_and_the_first_of_each_pillar() -> None:
    """A summary that names what to fix first in a pillar is not contradicted by what stands here."""
    many = [(f"rule-{number}", "accessibility") for number in range(12)]
    fixes = mended(*many, ("silent", "channels"), ("heavy", "weight"))
    titles = [words(heading) for heading in fixes.findall(".//h3")]
    assert titles == [
        *(f"Title of rule-{number}" for number in range(10)),
        "Title of silent",
        "Title of heavy",
    ]
    assert "2 more causes" in words(fixes)


@pytest.mark.parametrize("outcome", ["failed", "cantTell"])
def test_what_is_said_of_a_service_quotes_a_page_in_the_language_of_that_page(outcome: str) -> None:
    quote = "تقدم هذه الخدمة إلكترونيا فقط"
    said = f"The page says that this is done online only: “{quote}”"
    of_service = {"page": None, "url": f"{HOME}one", "outcome": outcome, "cause": None}
    finding = a_finding("online-only", "channels", message=said, measured={"quote": quote}, **of_service)
    pages, rules = [a_page("one", language="ar"), a_page("two")], [*an_audit().rules, BLOCKING]
    audit = an_audit(pages=pages, rules=rules, findings=[finding], causes=[])
    bdi = html.fromstring(render(audit)).iter("bdi")
    quoted = [each for each in bdi if each.text_content() == quote]
    assert quoted
    assert {each.get("lang") for each in quoted} == {"ar"}


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


# Findings


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
        "The visited pages stand for 790 of the portal's 800",
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
    assert "2 pages: the browser died (axe, narrow)" in said
    assert (
        "3 rules could not be asked there: Title of grade; Title of low-contrast; Title of missing-name."
        in said
    )
    assert "Not tested: no formula here" in said


def test_a_language_without_lists_is_told_once_and_a_scored_rule_by_itself() -> None:
    def untested(rule: str, page: str, reason: str) -> dict[str, Any]:
        said = {"message": f"Not tested: {reason}", "measured": {"reason": reason}, "cause": None}
        return a_finding(rule, "readability", page=page, outcome="untested", **said)

    reasons = {"jargon": "no words are listed for", "negatives": "no double negatives are known for"}
    findings = [
        untested(rule, page, f"{reason} its language, sw")
        for rule, reason in reasons.items()
        for page in ("one", "two")
    ]
    findings += [
        untested("jargon", "one", "no words are listed for a language that could not be told"),
        untested("grade", "one", "no formula is held valid for its language, sw"),
    ]
    advice = [a_rule(rule, "readability", scored=False, weight=0.0) for rule in reasons]
    rules = [*advice, a_rule("grade", "readability")]
    counted = {rule: {"untested": f"{reason} its language, sw"} for rule, reason in reasons.items()}
    audit = an_audit(
        pages=[
            a_page("one", rules=counted | {"grade": {"untested": "no formula"}}),
            a_page("two", rules=counted),
        ],
        findings=findings,
        rules=rules,
        causes=[],
    )
    said = words(html.fromstring(render(audit)))
    assert "Swahili (2 pages): 2 rules of plain language have no lists of words for it" in said
    assert "A language that could not be told (1 page): 1 rule of plain language has no lists" in said
    assert said.count("no words are listed for") == 0
    assert said.count("no double negatives are known for") == 0
    assert "Not tested: no formula is held valid" in said


def test_evidence_that_no_rule_needed_is_told_as_lost_all_the_same() -> None:
    pages = [a_page("one", missing={"screenshot": "too large"}), a_page("two")]
    untested = words(section(render(an_audit(pages=pages, findings=[], causes=[])), "not-tested"))
    assert "1 page: too large (screenshot)" in untested
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


def test_an_operator_s_own_weights_stand_beside_the_score_and_not_in_its_place() -> None:
    weights = {"pillar": dict.fromkeys(all_pillars(), 1.0) | {"channels": 3.0}, "severity": {"minor": 2.0}}
    page = render(
        an_audit(
            portal={"own_weights": weights, "own_score": a_score(51, 40, 60)},
            services=[a_service(own_score=a_score(52))],
        )
    )
    overall = words(section(page, "overall"))

    assert overall.startswith("Overall score 74 out of 100")
    assert "With weights of the operator's own: 51 (40 to 60)." in overall
    assert "channels 3; severities: minor 2" in overall
    row = section(page, "services").find(".//tbody/tr")
    assert [words(cell) for cell in row] == ["Register a birth", "74 (68 to 81)", "52"]


def test_without_own_weights_nothing_is_said_of_them() -> None:
    assert "own weights" not in text_of(render(an_audit()))


def test_the_doubt_of_a_sample_is_told_apart_from_the_range() -> None:
    sampling = {"low": 61.2, "high": 84.9, "pages": 20, "population": 80, "reason": None}
    overall = words(section(render(an_audit(portal={"sampling": sampling})), "overall"))

    assert "74 out of 100, somewhere from 68 to 81" in overall
    assert "It rests on 20 of 80 pages. Over all of these it would probably lie between 61 and 85" in overall


def test_where_no_doubt_of_sampling_is_given_it_is_said_why() -> None:
    none = {"low": None, "high": None, "pages": 2, "population": 2, "reason": "every page was visited"}
    overall = words(section(render(an_audit(portal={"sampling": none})), "overall"))

    assert "No doubt of sampling is given: every page was visited." in overall


def test_dimensions_are_told_beside_the_groups() -> None:
    people = words(section(render(an_audit()), "people"))

    assert "Affordability: what does it cost them? Not assessed" in people
