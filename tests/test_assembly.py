"""From what a run has stored to the Audit: services, duplicates, redirects, what was not read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import Counts
from auditor.crawl.scope import canonical
from auditor.evidence import Kind
from auditor.examples import link
from auditor.judge import Tally
from auditor.registry import all_rules
from auditor.service import Channel, ChannelMention, LanguageVersion, Level, OfferedService, Purpose
from auditor.settings import read_settings
from auditor.store.workspace import Workspace
from tests.made import HEAVY, LIGHT, RUN, SERVICES, SITE, Made, at, finding, weight

PATHS = ("/births/", "/bins/")

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
    of_service = {rule.id for rule in all_rules().values() if rule.rule.scope == "service"}
    asked = audit.portal.rules.keys() - of_portal
    assert asked <= of_service
    assert asked >= {rule_id for rule_id in of_service if rule_id.startswith("missing-")}


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


def test_all_channels_are_listed_and_absent_only_where_all_was_read(declared: Made) -> None:
    declared.done("/births/", links=(link(f"{SITE}/contact"),), channels=(PHONE,))
    declared.done("/bins/", language="fi")
    declared.done("/contact", contact=True)
    births, bins = declared.audit.services
    assert {name: found.level for name, found in births.channels.items()} == dict.fromkeys(
        map(str, Channel), "absent"
    ) | {"phone": "actionable"}
    assert {found.level for found in bins.channels.values()} == {None}
    of_births, of_bins, _ = declared.audit.pages
    assert of_births.channels == births.channels
    assert {found.level for found in of_bins.channels.values()} == {None}


def test_a_number_on_most_pages_is_the_portals_but_not_where_the_task_is_done(declared: Made) -> None:
    declared.done("/births/", channels=(PHONE,))
    declared.done("/bins/", channels=(replace(PHONE, purpose=Purpose.TASK),))
    for number in range(3):
        declared.done(f"/news/{number}", channels=(PHONE,))
    births, bins = declared.audit.services
    assert [quoted.where for quoted in births.channels["phone"].evidence] == ["repeated"]
    assert [quoted.where for quoted in bins.channels["phone"].evidence] == ["own"]


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
    assert {found.level for found in bins.channels.values()} == {None}
    assert [name for name, found in audit.portal.channels.items() if found.level] == ["phone"]
    phone = "missing-phone-number"
    assert births.rules[phone] == Counts(passed=1, failed=0, cant_tell=0)
    assert bins.rules[phone] == Counts(passed=0, failed=0, cant_tell=1)


def test_what_is_found_about_the_portal_counts_in_every_service_and_is_listed_once(declared: Made) -> None:
    links, passed = tuple(link(f"{SITE}/{path}") for path in "abc"), {"axe/image-alt": Tally(passed=1)}
    menu_only = [declared.done(path, passed, links=links) for path in (*PATHS, "/a", "/b", "/c")]
    assert len(menu_only) == 5  # of fewer pages, nothing is told
    audit = declared.audit
    rule = "single-way-to-pages"
    assert audit.portal.rules[rule] == Counts(passed=0, failed=0, cant_tell=1)
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
