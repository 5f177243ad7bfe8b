"""From what a run has stored to the Audit: services, duplicates, redirects, ranges, reasons, causes."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.assembly import assemble
from auditor.audit import Audit, NotTested, Page, Portal, Service
from auditor.causes import causes_of
from auditor.conversion import finding_of
from auditor.crawl.frontier import Candidate, Rank
from auditor.crawl.scope import canonical, page_id
from auditor.evidence import Kind
from auditor.examples import link
from auditor.judge import Finding, Judgement, Tally, judgement_to_json
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.rule import Pillar
from auditor.scoring.score import ScoredRule
from auditor.service import (
    Around,
    Channel,
    ChannelMention,
    LanguageVersion,
    Level,
    OfferedService,
    OnlyWay,
    PageDigest,
    Way,
    digest_to_json,
)
from auditor.settings import Settings, read_settings
from auditor.store.records import PageState, VisitedPage, packed
from auditor.store.workspace import Workspace

SITE = "https://portal.example"
RUN = "20250101-000000-0001"
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
PATHS = ("/births/", "/bins/")
LIGHT, HEAVY = {"heavy-page": Tally(passed=1)}, {"heavy-page": Tally(failed=1)}

SERVICES = """
[portal]
name = "Portal"
url = "https://portal.example/"
languages = ["en"]

[[service]]
id = "births"
name = "Register a birth"
start = "/births/"
pages = ["/births/**"]

[[service]]
id = "bins"
name = "Order a bin"
start = "/bins/"
pages = ["/bins/**"]
"""


def at(path: str) -> str:
    return page_id(f"{SITE}{path}")


def finding(rule: str, verdict: Verdict = Verdict.FAILED, cause: str | None = "c1-a", **more: Any) -> Finding:
    registered = all_rules()[rule]
    given = {"message": f"{rule} {verdict}", "template": rule} | more
    return Finding(
        rule=rule,
        pillar=registered.pillar,
        verdict=verdict,
        severity=registered.rule.severity,
        criteria=registered.rule.criteria,
        cause=cause,
        **given,
    )


class Made:
    """A run in a workspace, made by hand, page after page in the order of visits."""

    def __init__(self, store: Workspace, settings: Settings) -> None:
        self.store = store
        store.begin(RUN, settings.portal.url, "same", settings.model_dump_json(by_alias=True), BEGUN)
        self._number = 0

    def _page(self, path: str, kind: Kind = Kind.HTML, depth: int = 0) -> str:
        url = canonical(f"{SITE}{path}")
        self.store.add(RUN, [Candidate(url, depth, Rank.PAGE, 0, self._number, kind)])
        self.store.number(RUN, depth)
        self._number += 1
        return page_id(url)

    def done(
        self,
        path: str,
        tallies: Mapping[str, Tally] = LIGHT,
        *findings: Finding,
        final: str = "",
        kind: Kind = Kind.HTML,
        depth: int = 0,
        **facts: Any,
    ) -> str:
        """A page that was seen, with a text of its own unless `content_hash` says otherwise."""
        url, final_url = canonical(f"{SITE}{path}"), f"{SITE}{final or path}"
        own = {"title": path, "content_hash": path, "language": "en", "words": 300, "closely": True}
        own = own | {"around": Around()} | facts
        digest = PageDigest(page_id=page_id(url), url=url, final_url=final_url, kind=kind, **own)
        self.store.save(
            RUN,
            VisitedPage(
                page_id=self._page(path, kind, depth),
                state="done",
                final_url=final_url,
                status=200,
                kind=kind,
                evidence=packed(b"{}"),
                judgement=packed(judgement_to_json(Judgement(tallies, findings))),
                digest=packed(digest_to_json(digest)),
            ),
        )
        return page_id(url)

    def left(self, path: str, state: PageState, reason: str, status: int | None = None, **more: Any) -> str:
        """A page that was not seen, and why."""
        of_page = self._page(path, more.get("kind", Kind.HTML))
        self.store.save(RUN, VisitedPage(page_id=of_page, state=state, reason=reason, status=status, **more))
        return of_page

    def untested(
        self, path: str, reason: str = "it answered 503", status: int | None = 503, **more: Any
    ) -> str:
        return self.left(path, "untested", reason, status, **more)

    def waits(self, path: str) -> str:
        return self._page(path)

    @property
    def audit(self) -> Audit:
        return assemble(self.store, self.store.run(RUN))

    def service(self, name: str) -> Service:
        return next(service for service in self.audit.services if service.id == name)

    def page(self, path: str) -> Page:
        return next(page for page in self.audit.pages if page.id == at(path))


@pytest.fixture
def declared(tmp_path: Path) -> Iterator[Made]:
    """A portal with two declared services."""
    (tmp_path / "portal.toml").write_text(SERVICES, encoding="utf-8")
    with Workspace(tmp_path / "workspace.db") as store:
        yield Made(store, read_settings(str(tmp_path / "portal.toml")))


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Made]:
    """A portal of which nothing but the address is known."""
    with Workspace(tmp_path / "bare.db") as store:
        yield Made(store, read_settings(f"{SITE}/"))


def weight(scored: Service | Portal) -> tuple[float | None, float | None, float | None, float]:
    """The range and the coverage of the pillar that `LIGHT` and `HEAVY` decide."""
    pillar = scored.pillars["weight"]
    return pillar.value, pillar.low, pillar.high, pillar.coverage


# Pages to services


def test_pages_belong_to_the_service_that_declares_them_its_start_first(declared: Made) -> None:
    declared.done("/")
    declared.done("/births/form")
    declared.done("/bins/")
    declared.done("/births/")
    declared.done("/about")
    audit = declared.audit
    assert {service.id: service.pages for service in audit.services} == {
        "births": [at("/births/"), at("/births/form")],
        "bins": [at("/bins/")],
    }
    assert [service.inferred for service in audit.services] == [False, False]
    assert audit.portal.other_pages == [at("/"), at("/about")]
    assert [(page.id, page.service) for page in audit.pages] == [
        (at("/"), None),
        (at("/births/form"), "births"),
        (at("/bins/"), "bins"),
        (at("/births/"), "births"),
        (at("/about"), None),
    ]


def test_a_page_belongs_where_its_address_leads(declared: Made) -> None:
    declared.done("/register", final="/births/start")
    assert declared.service("births").pages == [at("/register")]


def test_services_that_the_portal_shows_are_marked_as_inferred(bare: Made) -> None:
    offer = OfferedService("Register a birth", f"{SITE}/births/")
    bare.done("/")
    bare.done("/births/", offers=(offer,))
    (service,) = bare.audit.services
    assert (service.name, service.pages, service.inferred, service.found_by) == (
        "Register a birth", [at("/births/")], True, "structured data on its page",
    )  # fmt: skip


def test_a_portal_without_services_is_scored_as_a_whole(bare: Made) -> None:
    bare.done("/", HEAVY)
    bare.done("/about", LIGHT)
    audit = bare.audit
    assert audit.services == []
    assert audit.portal.state == "measured"
    assert weight(audit.portal) == (25.0, 25.0, 25.0, 1.0)  # ((0 + 10) / 2) ** 2
    of_portal = {rule.id for rule in all_rules().values() if rule.rule.scope == "portal"}
    assert audit.portal.rules.keys() - of_portal == {
        rule.id for rule in all_rules().values() if rule.rule.scope == "service" and rule.rule.blocker is None
    }


# The same page again


def test_a_page_with_the_text_of_another_counts_once_in_its_service(declared: Made) -> None:
    declared.done("/births/", HEAVY, content_hash="same", title="Births")
    declared.done("/births/print", LIGHT, content_hash="same", title="Births")
    assert declared.page("/births/").duplicate_of is None
    assert declared.page("/births/print").duplicate_of == at("/births/")
    assert declared.service("births").pages == [at("/births/"), at("/births/print")]
    assert weight(declared.service("births")) == (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("/births/print", {"content_hash": "other", "title": "Births"}),
        ("/births/print", {"content_hash": "same", "title": "Births, page 2"}),
        ("/bins/print", {"content_hash": "same", "title": "Births"}),
    ],
    ids=["another text", "another title", "another service"],
)
def test_a_page_counts_by_itself_if_it_has(declared: Made, path: str, facts: dict[str, str]) -> None:
    declared.done("/births/", HEAVY, content_hash="same", title="Births")
    declared.done(path, LIGHT, **facts)
    assert [page.duplicate_of for page in declared.audit.pages] == [None, None]


def test_pages_without_text_are_no_duplicates(declared: Made) -> None:
    """Of a page that shows pictures only, nothing says that it is another's."""
    declared.done("/births/", HEAVY, content_hash="", title="")
    declared.done("/births/map", LIGHT, content_hash="", title="")
    assert [page.duplicate_of for page in declared.audit.pages] == [None, None]
    assert weight(declared.service("births"))[0] == 25.0


# Redirects


def test_an_address_that_leads_to_another_page_is_no_page_of_its_own(declared: Made) -> None:
    declared.done("/births/", LIGHT, finding("small-text"))
    alone = declared.audit
    declared.done("/births/old", HEAVY, finding("heavy-page"), final="/births/")
    audit = declared.audit
    old = audit.pages[-1]
    assert (old.state, old.rules, old.service, old.duplicate_of) == ("skipped", {}, None, None)
    assert old.reason == f"it redirects to {SITE}/births/, which is a page of its own"
    assert audit.services == alone.services
    assert audit.portal.score == alone.portal.score
    assert audit.findings == alone.findings
    assert audit.portal.other_pages == []
    assert (audit.run.pages_found, audit.run.pages_done, audit.run.pages_skipped) == (2, 1, 1)


def test_a_link_that_is_led_on_to_a_page_that_was_read_leads_to_nothing_unread(declared: Made) -> None:
    declared.done("/births/", statement_links=(canonical(f"{SITE}/births/old"),))
    statement = "missing-accessibility-statement"
    assert declared.audit.portal.rules[statement].untested is not None
    declared.done("/births/old", final="/births/")
    assert declared.audit.portal.rules[statement].cant_tell == 1


def test_it_does_not_matter_which_of_them_was_seen_first(declared: Made) -> None:
    declared.done("/births/old", HEAVY, final="/births/")
    declared.done("/births/", LIGHT)
    assert [page.state for page in declared.audit.pages] == ["skipped", "done"]
    assert declared.service("births").pages == [at("/births/")]


def test_of_addresses_that_lead_to_one_that_was_not_seen_itself_the_first_stands_for_it(
    declared: Made,
) -> None:
    declared.done("/births/a", LIGHT, final="/births/b?session=1")
    declared.done("/births/c", HEAVY, final="/births/b?session=1#top")
    assert [page.state for page in declared.audit.pages] == ["done", "skipped"]
    assert weight(declared.service("births"))[0] == 100.0


def test_a_page_that_could_not_be_read_redirects_nowhere(declared: Made) -> None:
    declared.done("/births/")
    declared.untested("/births/old", final_url=f"{SITE}/births/")
    assert [page.state for page in declared.audit.pages] == ["done", "untested"]


# What could not be read


def test_an_untested_page_of_a_service_widens_its_range(declared: Made) -> None:
    """One page at 100 points, one that may be anything: ((10 + 0) / 2) ** 2 to 100, half of it covered."""
    declared.done("/births/", LIGHT)
    assert weight(declared.service("births")) == (100.0, 100.0, 100.0, 1.0)
    declared.untested("/births/form")
    service = declared.service("births")
    assert weight(service) == (100.0, 25.0, 100.0, 0.5)
    assert service.pages == [at("/births/"), at("/births/form")]


def test_where_most_is_untested_there_is_a_range_and_no_value(declared: Made) -> None:
    declared.done("/births/", HEAVY)
    declared.untested("/births/form")
    declared.untested("/births/end")
    assert weight(declared.service("births")) == (None, 0.0, 44.44, 0.3333)  # ((0 + 10 + 10) / 3) ** 2


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/births/gone", {"status": 404}),
        ("/births/gone", {"status": 410}),
        ("/births/form.pdf", {"kind": Kind.DOCUMENT}),
        ("/elsewhere", {}),
    ],
    ids=["that does not exist", "that is gone", "that is a document", "that is of no service"],
)
def test_nothing_is_widened_by_a_page(declared: Made, path: str, more: dict[str, Any]) -> None:
    declared.done("/births/", LIGHT)
    declared.untested(path, **more)
    assert weight(declared.service("births")) == (100.0, 100.0, 100.0, 1.0)


def test_a_page_that_was_not_reached_is_a_matter_of_how_much_was_sampled(declared: Made) -> None:
    declared.done("/births/", LIGHT)
    declared.waits("/births/form")
    service = declared.service("births")
    assert weight(service) == (100.0, 100.0, 100.0, 1.0)
    assert service.pages == [at("/births/")]


def test_an_untested_page_widens_a_portal_without_services_too(bare: Made) -> None:
    bare.done("/", LIGHT)
    bare.untested("/about")
    bare.untested("/gone", "it answered 404", 404)
    assert weight(bare.audit.portal) == (100.0, 25.0, 100.0, 0.5)


PHONE = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", SITE)


def outcome_of_phone(made: Made) -> str:
    (found,) = [
        finding.outcome
        for finding in made.audit.findings
        if finding.rule == "missing-phone-number" and finding.service == "births"
    ]
    return found


def test_a_channel_is_missing_only_if_the_contact_page_was_read(declared: Made) -> None:
    declared.done("/births/", links=(link(f"{SITE}/contact"),))
    assert outcome_of_phone(declared) == "cantTell"
    declared.done("/contact", contact=True)
    assert outcome_of_phone(declared) == "failed"


@pytest.mark.parametrize("path", ["/births/form", "/contact-us"], ids=["of its own", "with the contact"])
def test_no_channel_is_called_missing_while_a_page_is_unread(declared: Made, path: str) -> None:
    declared.done("/births/", links=(link(f"{SITE}/contact"), link(f"{SITE}/contact-us")))
    declared.done("/contact", contact=True)
    assert outcome_of_phone(declared) == "failed"
    declared.waits(path)
    assert outcome_of_phone(declared) == "cantTell"


def test_an_unread_page_that_does_not_exist_hides_no_channel(declared: Made) -> None:
    declared.done("/births/", links=(link(f"{SITE}/contact"),))
    declared.done("/contact", contact=True)
    declared.untested("/births/form", "it answered 404", 404)
    assert outcome_of_phone(declared) == "failed"


def test_a_number_on_the_contact_page_is_the_services_if_it_links_there(declared: Made) -> None:
    declared.done("/births/", links=(link(f"{SITE}/contact"),))
    declared.done("/bins/", links=(link(f"{SITE}/"),))
    declared.done("/contact", contact=True, channels=(PHONE,))
    audit = declared.audit
    births, bins = audit.services
    assert births.channels["phone"].level == "actionable"
    assert [quoted.value for quoted in births.channels["phone"].evidence] == ["+442079460140"]
    assert bins.channels == {}
    assert audit.portal.channels.keys() == {"phone"}
    phone = "missing-phone-number"
    assert births.rules[phone].model_dump() == {"passed": 1, "failed": 0, "cant_tell": 0}
    assert bins.rules[phone].model_dump() == {"passed": 0, "failed": 0, "cant_tell": 1}


def test_what_is_found_about_the_portal_counts_in_every_service_and_is_listed_once(declared: Made) -> None:
    links, passed = tuple(link(f"{SITE}/{path}") for path in "abc"), {"axe/image-alt": Tally(passed=1)}
    menu_only = [declared.done(path, passed, links=links) for path in (*PATHS, "/a", "/b", "/c")]
    assert len(menu_only) == 5  # of fewer pages, nothing is told
    audit = declared.audit
    rule = "single-way-to-pages"
    assert audit.portal.rules[rule].model_dump() == {"passed": 0, "failed": 0, "cant_tell": 1}
    assert [service.rules.get(rule) for service in audit.services] == [None, None]
    told = [(each.outcome, each.page, each.service) for each in audit.findings if each.rule == rule]
    assert told == [("cantTell", None, None)]
    for service in audit.services:
        own = service.pillars["accessibility"]
        assert own.low is not None  # 100 if it were not for the open question
        assert own.low < 100 == own.value == own.high
    assert "2.4.5" in audit.portal.standard.tested


def outcome_of_translation(made: Made) -> str:
    (found,) = [finding.outcome for finding in made.audit.findings if finding.rule == "missing-translation"]
    return found


@pytest.fixture
def in_two_languages(tmp_path: Path) -> Iterator[Made]:
    """A portal with a service, two official languages, and pages two links deep at most."""
    told = SERVICES.partition('[[service]]\nid = "bins"')[0].replace('["en"]', '["en", "fr"]')
    (tmp_path / "two.toml").write_text(f"{told}\n[crawl]\ndepth = 2\n", encoding="utf-8")
    with Workspace(tmp_path / "two.db") as store:
        yield Made(store, read_settings(str(tmp_path / "two.toml")))


def test_a_translation_is_not_missing_while_a_link_was_not_followed(in_two_languages: Made) -> None:
    links = (link(f"{SITE}/naissance"),)
    in_two_languages.done("/births/")
    assert outcome_of_translation(in_two_languages) == "failed"
    in_two_languages.done("/about", links=links, depth=1)
    assert outcome_of_translation(in_two_languages) == "failed"
    in_two_languages.done("/deep", links=links, depth=2)
    assert outcome_of_translation(in_two_languages) == "untested"


def test_a_translation_is_not_missing_on_a_list_of_pages_that_link_to_others(in_two_languages: Made) -> None:
    in_two_languages.store.note(RUN, listed=1)
    in_two_languages.done("/births/", links=(link(f"{SITE}/births/"), link("https://elsewhere.example/")))
    assert outcome_of_translation(in_two_languages) == "failed"
    in_two_languages.done("/about", links=(link(f"{SITE}/naissance"),))
    assert outcome_of_translation(in_two_languages) == "untested"


def test_a_version_is_known_by_its_address_alone(in_two_languages: Made) -> None:
    in_two_languages.done("/births/")
    in_two_languages.done("/births-fr", language="fr")
    translations = in_two_languages.audit.portal.translations
    assert translations is not None
    assert [(each.language, each.state, each.page) for each in translations.services[0].versions] == [
        ("en", "real", at("/births/")),
        ("fr", "real", at("/births-fr")),
    ]


def test_a_switch_that_redirects_to_a_first_page_is_one_though_that_was_reached_by_it_alone(
    in_two_languages: Made,
) -> None:
    switch = LanguageVersion("fr", f"{SITE}/switch")
    in_two_languages.done("/births/", versions=(switch,))
    in_two_languages.done("/switch", final="/fr/", language="fr")
    assert outcome_of_translation(in_two_languages) == "cantTell"


# What cannot be measured, and why


OWN_WEIGHTS = """
[weights.pillar]
channels = 4

[weights.severity]
minor = 5
"""


def test_own_weights_give_a_score_beside_the_standard_one(tmp_path: Path) -> None:
    """One page, four pillars at 100 and channels at 0, which counts as the floor of 1."""
    counted = {
        "axe/image-alt": Tally(passed=1),
        "long-sentences": Tally(passed=1),
        "horizontal-scroll": Tally(passed=1),
    }
    audits = []
    for number, more in enumerate(("", OWN_WEIGHTS)):
        file = tmp_path / f"{number}.toml"
        file.write_text(SERVICES + more, encoding="utf-8")
        with Workspace(str(tmp_path / f"{number}.db")) as store:
            made = Made(store, read_settings(str(file)))
            made.done("/births/", LIGHT | counted, contact=True)
            made.done("/bins/", LIGHT | counted, contact=True)
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
    assert own.value == pytest.approx(100**0.5, abs=0.01)  # weights 4 of 8 at 100, 4 of 8 at 1
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
    tallies = {"small-text": Tally(3, 2, 1), "heavy-page": Tally(untested="the responses are missing")}
    declared.done("/", tallies, missing={"responses": "it broke"}, wire_bytes=None, language="")
    page = declared.page("/")
    assert {rule: counts.model_dump(by_alias=True) for rule, counts in page.rules.items()} == {
        "heavy-page": {"untested": "the responses are missing"},
        "small-text": {"passed": 3, "failed": 2, "cantTell": 1},
    }
    assert (page.missing, page.wire_bytes, page.language) == ({"responses": "it broke"}, None, None)


def test_an_audit_put_together_twice_is_the_same(declared: Made) -> None:
    declared.done("/births/", HEAVY, finding("heavy-page"))
    declared.done("/bins/", LIGHT)
    declared.untested("/bins/form")
    assert declared.audit.to_json() == declared.audit.to_json()
