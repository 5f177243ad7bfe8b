"""What the Audit of a run says: ranges and reasons, findings and causes, the run itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.audit import NotTested
from auditor.conversion import finding_of
from auditor.evidence import Kind
from auditor.examples import link
from auditor.judge import Tally
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.reporting.causes import causes_of
from auditor.rule import Pillar
from auditor.scoring.score import ScoredRule
from auditor.service import Channel, ChannelMention, Level, OnlyWay, Way
from auditor.settings import read_settings
from auditor.store.workspace import Workspace
from tests.made import BEGUN, HEAVY, LIGHT, RUN, SERVICES, SITE, Made, at, finding, weight

OTHER_SKELETON = bytes(8 * [1]).hex()  # one feature, which no other page has

# What cannot be measured, and why


OWN_WEIGHTS = """
[weights.pillar]
channels = 4

[weights.severity]
minor = 5
"""


def test_own_weights_give_a_score_beside_the_standard_one(tmp_path: Path) -> None:
    """One page, four pillars at 100 and readability at 0, which counts as the floor of 1."""
    every_way = tuple(
        ChannelMention(channel, Level.ACTIONABLE, "x", "x", "p", f"{SITE}/births/") for channel in Channel
    )
    counted = {
        "axe/image-alt": Tally(passed=1),
        "long-sentences": Tally(failed=1),
        "horizontal-scroll": Tally(passed=1),
    }
    audits = []
    for number, more in enumerate(("", OWN_WEIGHTS)):
        file = tmp_path / f"{number}.toml"
        file.write_text(SERVICES + more, encoding="utf-8")
        with Workspace(str(tmp_path / f"{number}.db")) as store:
            made = Made(store, read_settings(str(file)))
            made.done("/births/", LIGHT | counted, contact=True, channels=every_way)
            made.done("/bins/", LIGHT | counted, contact=True, channels=every_way)
            audits.append(made.audit)
    without, with_own = audits

    assert without.portal.own_weights is None
    assert without.portal.own_score is None
    assert with_own.portal.own_weights is not None
    assert with_own.portal.own_weights.pillar["channels"] == 4
    assert with_own.portal.own_weights.pillar["mobile"] == 1
    assert with_own.portal.own_weights.severity == {"critical": 10, "serious": 7, "moderate": 3, "minor": 5}
    assert with_own.portal.score == without.portal.score
    assert with_own.services[0].pillars == without.services[0].pillars
    assert with_own.services[0].score.value == pytest.approx(100**0.8, abs=0.01)
    own = with_own.services[0].own_score
    assert own is not None
    assert own.value == pytest.approx(100 ** (7 / 8), abs=0.01)  # weights 7 of 8 at 100, 1 of 8 at 1
    assert with_own.portal.own_score == own


ONLINE_ONLY = OnlyWay(Way.ONLINE, "Online only", "p", f"{SITE}/births/")


def test_a_service_that_says_it_is_online_only_is_capped_and_quoted(declared: Made) -> None:
    declared.done("/births/", only_ways=(ONLINE_ONLY,), links=(link(f"{SITE}/contact"),))
    declared.done("/bins/")
    declared.done("/contact", contact=True)

    births, bins = declared.service("births"), declared.service("bins")

    [blocker] = births.blockers
    assert (blocker.rule, blocker.kind, blocker.quote) == ("online-only", "quoted", "Online only")
    assert (blocker.service, blocker.url, blocker.page) == ("births", f"{SITE}/births/", None)
    assert births.score.high is not None
    assert births.score.high <= 40
    assert (births.blocked, bins.blocked, bins.blockers) == ("yes", "no", [])
    assert declared.audit.portal.blockers == [blocker]
    assert declared.audit.portal.blocked == "yes"


def test_without_the_contact_page_that_is_a_question_and_no_blocker(declared: Made) -> None:
    declared.done("/births/", only_ways=(ONLINE_ONLY,))

    births = declared.service("births")

    assert (births.blockers, births.blocked) == ([], "perhaps")
    assert births.score.low is not None
    assert births.score.low <= 40


def reason_of_births(made: Made) -> str | None:
    service = made.service("births")
    assert (service.state, service.score.value, service.score.low, service.score.high) == (
        "not_measurable", None, None, None,
    )  # fmt: skip
    assert {pillar.value for pillar in service.pillars.values()} == {None}
    return service.reason


def test_a_service_of_which_no_page_was_found_says_so(declared: Made) -> None:
    declared.done("/bins/")
    assert reason_of_births(declared) == "none of its pages was found"
    assert declared.service("bins").state == "measured"
    assert declared.service("bins").reason is None


def test_a_service_whose_pages_were_not_reached_says_so(declared: Made) -> None:
    declared.done("/bins/")
    declared.waits("/births/")
    assert reason_of_births(declared) == "its pages were found but not visited"


def test_a_service_none_of_whose_pages_could_be_read_says_why(declared: Made) -> None:
    declared.done("/bins/")
    declared.waits("/births/later")
    declared.untested("/births/")
    assert reason_of_births(declared) == f"{SITE}/births/: it answered 503"


def test_a_service_that_is_documents_only_says_so(declared: Made) -> None:
    declared.done("/births/form.pdf", {}, kind=Kind.DOCUMENT)
    assert reason_of_births(declared) == (
        f"{SITE}/births/form.pdf: it is a document, and documents are scored beside pages only"
    )


def test_a_service_that_is_not_measurable_widens_the_portal(declared: Made) -> None:
    """Otherwise the portal's score would rise when its worst service stops answering."""
    declared.done("/births/", LIGHT)
    declared.untested("/bins/")
    portal = declared.audit.portal
    assert portal.state == "measured"
    assert portal.score.value is None
    assert weight(portal) == (None, 50.0, 100.0, 0.5)


@pytest.mark.parametrize("declares", [True, False], ids=["declared services", "none"])
def test_a_portal_that_cannot_be_measured_says_why(declared: Made, bare: Made, declares: bool) -> None:
    made = declared if declares else bare
    made.untested("/", "the host refuses connections", None)
    portal = made.audit.portal
    assert (portal.state, portal.reason) == ("not_measurable", f"{SITE}/: the host refuses connections")
    assert portal.score.model_dump() == {"value": None, "low": None, "high": None}


def test_a_portal_of_whose_services_none_could_be_measured_names_the_first(declared: Made) -> None:
    declared.untested("/births/", "it answered 404")
    declared.done("/")
    first = declared.audit.services[0]
    assert declared.audit.portal.reason == (
        f"none of its services could be measured: {first.name}: {first.reason}"
    )


def test_a_portal_that_refuses_says_so_before_all_else(bare: Made) -> None:
    bare.untested("/")
    bare.store.note(RUN, refused="https://portal.example/robots.txt answered 503, so nothing may be visited")
    assert (
        bare.audit.portal.reason
        == "https://portal.example/robots.txt answered 503, so nothing may be visited"
    )


def test_a_portal_of_which_nothing_was_seen_yet_says_so(bare: Made) -> None:
    bare.waits("/")
    audit = bare.audit
    assert (audit.portal.state, audit.portal.reason) == ("not_measurable", "no page was visited")
    assert (audit.pages, audit.findings, audit.causes) == ([], [], [])


# Findings and causes


def test_findings_name_their_page_and_its_service(declared: Made) -> None:
    declared.done("/", LIGHT, finding("small-text", snippet="<p>", selector="p"))
    declared.done("/births/", LIGHT, finding("small-text", Verdict.CANT_TELL, snippet="<b>"))
    found = [finding for finding in declared.audit.findings if finding.rule == "small-text"]
    assert [(each.outcome, each.page, each.service, each.url, each.snippet) for each in found] == [
        ("failed", at("/"), None, f"{SITE}/", "<p>"),
        ("cantTell", at("/births/"), "births", f"{SITE}/births/", "<b>"),
    ]


def test_findings_about_a_service_name_no_page(declared: Made) -> None:
    declared.done("/births/")
    services = {
        (each.page, each.service) for each in declared.audit.findings if each.rule == "missing-office"
    }
    assert services == {(None, "births")}


def test_findings_about_a_portal_without_services_name_neither(bare: Made) -> None:
    bare.done("/")
    (office,) = [each for each in bare.audit.findings if each.rule == "missing-office"]
    assert (office.page, office.service) == (None, None)


def test_causes_gather_what_failed_over_pages_and_services(declared: Made) -> None:
    text, other = finding("small-text", cause="c1-text", elements=2), finding("small-text", cause="c1-other")
    declared.done("/births/", LIGHT, text)
    declared.done("/births/form", LIGHT, text, text, other)
    declared.done("/bins/", LIGHT, text, finding("small-text", Verdict.CANT_TELL, cause="c1-text"))
    first, second = [cause for cause in declared.audit.causes if cause.rule == "small-text"]
    assert (first.id, first.elements, first.services, first.frees) == ("c1-text", 8, ["births", "bins"], 2)
    assert first.pages == [at("/births/"), at("/births/form"), at("/bins/")]
    assert (second.id, second.elements, second.pages, second.frees) == (
        "c1-other",
        1,
        [at("/births/form")],
        0,
    )


def causes(
    *found: tuple[str, str, int, tuple[str, ...]], groups: Mapping[str, int] | None = None
) -> list[str]:
    """Order causes, each given as rule, name, elements a page, and pages; rules keep two groups out."""
    scored = {"heavy-page": ScoredRule(Pillar.WEIGHT, 7.0), "small-text": ScoredRule(Pillar.MOBILE, 3.0)}
    findings = [
        finding_of(finding(rule, cause=name, elements=elements), page, None, None)
        for rule, name, elements, pages in found
        for page in pages
    ]
    kept_out = {"heavy-page": 2, "small-text": 2, "axe/region": 2}
    return [cause.id for cause in causes_of(findings, scored, kept_out | (groups or {}), {})]


def test_what_weighs_more_and_reaches_further_comes_first() -> None:
    """Of two groups each, freed are 7 x 1 page, 3 x 1 page, and none; advice weighs nothing anyway."""
    assert causes(
        ("axe/region", "advice", 9, ("a", "b", "c", "d")),
        ("small-text", "two", 1, ("a", "b")),
        ("heavy-page", "heavy", 1, ("a",)),
        ("small-text", "three", 1, ("a", "b", "c")),
    ) == ["heavy", "three", "two", "advice"]


def test_what_frees_more_people_from_more_pages_comes_first() -> None:
    """3 x 2 pages x 6 groups against 7 x 2 pages x 2; a page with another cause of the rule is not freed."""
    assert causes(
        ("heavy-page", "few", 1, ("a", "b")),
        ("small-text", "many", 1, ("a", "b")),
        groups={"small-text": 6},
    ) == ["many", "few"]
    assert causes(
        ("small-text", "everywhere", 1, ("a", "b", "c")),
        ("small-text", "beside it", 1, ("a", "b", "d", "e")),
    ) == ["beside it", "everywhere"]


def test_a_failure_of_a_service_as_a_whole_is_one_on_each_of_its_pages() -> None:
    """3 x 2 pages x n groups, told of the service alone, against 3 x 1 page x n groups."""
    rules = {
        "missing-phone-number": ScoredRule(Pillar.CHANNELS, 3.0),
        "small-text": ScoredRule(Pillar.MOBILE, 3.0),
    }
    findings = [
        finding_of(finding("small-text", cause="page"), "a", "births", None),
        finding_of(finding("missing-phone-number", cause="service"), None, "births", None),
    ]
    kept_out = dict.fromkeys(rules, 4)
    first, second = causes_of(findings, rules, kept_out, {None: 3, "births": 2})
    assert (first.id, first.people_pages, first.frees) == ("service", 8, 0)
    assert (second.id, second.people_pages, second.frees) == ("page", 4, 1)


def test_between_equals_more_elements_come_first_and_then_the_name() -> None:
    assert causes(
        ("small-text", "b", 1, ("a",)), ("small-text", "a", 1, ("a",)), ("small-text", "c", 2, ("a",))
    ) == ["c", "a", "b"]


# The run


def test_a_run_says_how_much_of_what_was_found_was_done(declared: Made) -> None:
    declared.done("/births/")
    declared.done("/births/old", final="/births/")
    declared.untested("/bins/")
    declared.left("/file", "skipped", "it is text/plain, not HTML")
    declared.waits("/later")
    run = declared.audit.run
    assert (run.pages_found, run.pages_done, run.pages_untested, run.pages_skipped, run.pages_waiting) == (
        5, 1, 1, 2, 1,
    )  # fmt: skip
    assert [page.state for page in declared.audit.pages] == ["done", "skipped", "untested", "skipped"]
    assert (run.id, run.started_at, run.finished_at, run.complete) == (RUN, BEGUN, None, False)
    declared.store.finish(RUN, BEGUN + timedelta(minutes=1))
    run = declared.audit.run
    assert (run.finished_at, run.complete) == (BEGUN + timedelta(minutes=1), True)


def test_a_service_of_which_no_page_had_a_close_look_is_untested_by_rules_that_need_one(
    declared: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.rule.CLOSE_PARTS", frozenset({"axe"}))
    close = {id_ for id_, rule in all_rules().items() if "axe" in rule.rule.needs}
    declared.done("/births/", closely=True)
    declared.done("/births/form", closely=False)
    declared.done("/bins/", closely=False)
    rules = declared.service("bins").rules
    assert {id_ for id_, counts in rules.items() if isinstance(counts, NotTested)} == close
    assert rules["axe/label"] == NotTested(untested="none of its pages had a close look")
    assert close.isdisjoint(declared.service("births").rules)


@pytest.mark.parametrize(
    ("seen", "facts", "is_open"),
    [
        pytest.param(Tally(passed=1), {}, False, id="no trap on a page of its template"),
        pytest.param(Tally(failed=1), {}, True, id="a trap on such a page"),
        pytest.param(Tally(cant_tell=1), {}, True, id="perhaps a trap on such a page"),
        pytest.param(Tally(untested="no keys"), {}, True, id="not tested on such a page"),
        pytest.param(Tally(passed=1), {"skeleton": OTHER_SKELETON}, True, id="one page of another template"),
    ],
)
def test_a_blocker_is_open_where_no_page_of_the_template_was_seen_without(
    declared: Made, seen: Tally, facts: dict[str, str], *, is_open: bool
) -> None:
    declared.done("/births/", {"keyboard-trap": seen, "axe/label": Tally(passed=1)}, closely=True)
    declared.done("/bins/", {"axe/label": Tally(passed=1)}, closely=False)
    declared.done("/bins/form", {"axe/label": Tally(passed=1)}, closely=False, **facts)
    bins = declared.service("bins")
    assert bins.blocked == ("perhaps" if is_open else "no")
    assert isinstance(bins.rules["keyboard-trap"], NotTested), "it widens the range all the same"
    assert isinstance(bins.rules["unseen-focus"], NotTested)


def test_a_run_says_within_which_bounds_and_with_what(declared: Made) -> None:
    declared.done("/")
    facts = {"axe": "4.14", "browser": "headless shell 1", "fonts": ["Noto"], "locale": "en", "listed": 3}
    declared.store.note(RUN, notes=["a sitemap is broken"], **facts)
    audit = declared.audit
    assert (audit.run.limits.max_pages, audit.run.limits.depth, audit.run.limits.listed) == (200, 6, 3)
    assert (audit.run.locale, audit.run.notes[-1]) == ("en", "a sitemap is broken")
    assert (audit.auditor.axe, audit.auditor.browser, audit.auditor.fonts) == (
        "4.14", "headless shell 1", ["Noto"],
    )  # fmt: skip


def test_a_criterion_counts_as_tested_if_a_rule_decided_or_asked_something(declared: Made) -> None:
    nothing, alone = Tally(untested="it broke"), {"title": "", "around": None}
    counted = {"axe/image-alt": Tally(passed=1), "axe/label": nothing, "small-text": Tally(failed=1)}
    declared.done("/", counted, **alone)
    assert declared.audit.portal.standard.tested == ["1.1.1"]
    declared.done("/births/", {"axe/label": Tally(cant_tell=1)}, **alone)
    assert declared.audit.portal.standard.tested == ["1.1.1", "4.1.2"]


def test_pages_carry_what_each_rule_counted_there(declared: Made) -> None:
    tallies = {
        "small-text": Tally(3, 2, 1, within=0.5),
        "heavy-page": Tally(untested="the responses are missing"),
    }
    declared.done("/", tallies, missing={"responses": "it broke"}, wire_bytes=None, language="")
    page = declared.page("/")
    assert {rule: counts.model_dump(by_alias=True) for rule, counts in page.rules.items()} == {
        "heavy-page": {"untested": "the responses are missing"},
        "small-text": {"passed": 3, "failed": 2, "cantTell": 1, "within": 0.5},
    }
    assert (page.missing, page.wire_bytes, page.language) == ({"responses": "it broke"}, None, None)


def test_an_audit_put_together_twice_is_the_same(declared: Made) -> None:
    declared.done("/births/", HEAVY, finding("heavy-page"))
    declared.done("/bins/", LIGHT)
    declared.untested("/bins/form")
    assert declared.audit.to_json() == declared.audit.to_json()


def test_what_a_rule_of_another_version_answered_is_left_out_and_said(bare: Made) -> None:
    gone = replace(finding("heavy-page"), rule="rule-of-old")
    bare.done("/", {**LIGHT, "rule-of-old": Tally(failed=1)}, gone)
    audit = bare.audit
    assert [each.rule for each in audit.findings if each.rule == "rule-of-old"] == []
    assert weight(audit.portal)[0] == 100.0
    assert [note for note in audit.run.notes if "rule-of-old" in note] == [
        (
            "This version does not have the rules rule-of-old, by which the run was judged: they are left "
            "out. `auditor judge` asks the rules of this version."
        )
    ]
