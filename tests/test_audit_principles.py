"""The principles of the score on whole audits, put together from drawn pages of a drawn run."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit import Audit, Scored
from auditor.crawl.scope import page_id
from auditor.evidence import Kind
from auditor.judge import Judgement, Tally
from auditor.registry import all_rules
from auditor.rule import Group
from auditor.run.assembly import assemble_pages
from auditor.run.pages import RunPage
from auditor.service import Around, Finder, OnlyWay, PageDigest, Way
from auditor.settings import CrawlSettings, PortalSettings, ServiceSettings, Settings
from auditor.standard import standards
from auditor.store.records import PageState, Run, StoredPage

SITE = "https://portal.example"
BEGUN = datetime(2026, 1, 2, tzinfo=UTC)
# Those of a table: what is drawn does not change with each rule that gets a file.
RULES = sorted(rule_id for rule_id in all_rules() if rule_id.startswith("axe/"))
SERVICES = ("births", "bins")
ONLINE_ONLY = OnlyWay(Way.ONLINE, "Online only", "p", f"{SITE}/births/")

tallies = st.builds(Tally, st.integers(0, 9), st.integers(0, 9), st.integers(0, 3)) | st.just(
    Tally(untested="it hung")
)
some = st.dictionaries(st.sampled_from(RULES), tallies.filter(lambda it: it != Tally()), max_size=8)
# A rule of each pillar that is asked of pages, so that many audits have a score.
OF_PILLARS = ("axe/image-alt", "long-sentences", "heavy-page", "horizontal-scroll")
decided = st.builds(Tally, st.integers(1, 9), st.integers(0, 9))
whole = st.fixed_dictionaries(dict.fromkeys(OF_PILLARS, decided))
counted = some | whole | st.tuples(some, whole).map(lambda both: both[0] | both[1])
NOT_VISITED, UNREADABLE = "it waits", "it could not be read"
seen = counted | counted | st.sampled_from([NOT_VISITED, UNREADABLE])
places = st.tuples(st.sampled_from([*SERVICES, "other"]), st.integers(0, 4))


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    """An audit of up to a dozen pages, with or without declared services, of a sample or a crawl."""
    pages = [
        run_page(service, number, draw(seen), online_only=draw(st.integers(0, 5)) == 0)
        for service, number in draw(st.lists(places, min_size=1, max_size=12, unique=True))
    ]
    services = draw(st.sampled_from([SERVICES, ()]))
    standard = draw(st.sampled_from(sorted(standards())))
    return assemble_pages(a_run(standard, services, sample=draw(st.booleans())), pages)


def a_run(standard: Any, services: Sequence[str], *, sample: bool) -> Run:
    portal = PortalSettings(name="Portal", url=f"{SITE}/", standard=standard)
    declared = tuple(
        ServiceSettings(id=each, name=each, start=f"{SITE}/{each}/0", pages=(f"{SITE}/{each}/**",))
        for each in services
    )
    crawl = CrawlSettings(sample=9 if sample else None)
    chosen = Settings(portal=portal, service=declared, crawl=crawl)
    facts = {"sample": {"left_out": 0, "not_recognised": []}} if sample else {}
    return Run("r", portal.url, "same", chosen.model_dump_json(by_alias=True), BEGUN, BEGUN, facts)


def run_page(service: str, number: int, found: dict[str, Tally] | str, *, online_only: bool) -> RunPage:
    """A page with what was counted on it, or one that was not visited or could not be read."""
    url = f"{SITE}/{service}/{number}"
    state: PageState = "waiting" if found == NOT_VISITED else "untested" if found == UNREADABLE else "done"
    stored = StoredPage(
        page_id(url), url, Kind.HTML, 1, state, number, url, 200, None,
        explored="seen", explore_order=number, template=number % 2 + 1,
    )  # fmt: skip
    digest = PageDigest(
        page_id=stored.page_id,
        url=url,
        final_url=url,
        kind=Kind.HTML,
        language="en",
        title=url,
        content_hash=url,
        around=Around(finders=(Finder.SEARCH, Finder.SITE_MAP)),
        closely=True,
        contact=True,
        only_ways=(ONLINE_ONLY,) if online_only else (),
    )
    if isinstance(found, str):
        return RunPage(stored, sketched=digest if state == "waiting" else None)
    return RunPage(stored, Judgement(found, ()), digest)


def for_all_audits(check: Callable[[Audit], None]) -> Callable[[], None]:
    return settings(max_examples=60, deadline=None, derandomize=True)(given(audits())(check))


def levels(audit: Audit) -> list[Scored]:
    return [audit.portal, *audit.services]


@for_all_audits
def test_what_is_not_measured_has_a_reason_and_no_points(audit: Audit) -> None:
    """Principle 5."""
    for level in levels(audit):
        known = (level.score.value, level.score.low, level.score.high)
        assert (level.state == "measured") == (level.score.low is not None)
        assert (level.reason is None) == (level.state == "measured")
        assert known == (None, None, None) or level.state == "measured"


@for_all_audits
def test_a_service_is_capped_only_with_a_blocker_in_its_own_words(audit: Audit) -> None:
    """Principle 8."""
    for service in audit.services:
        assert all(blocker.quote and blocker.url and blocker.kind == "quoted" for blocker in service.blockers)
        if service.state == "measured":
            assert (service.blocked == "yes") == bool(service.blockers)
        if service.blocked == "yes":
            assert service.score.high is not None
            assert service.score.high <= 40
    if audit.services:
        own = [blocker for service in audit.services for blocker in service.blockers]
        assert sorted(own, key=str) == sorted(audit.portal.blockers, key=str)


@for_all_audits
def test_the_doubt_of_a_sample_is_given_or_why_it_is_not_and_holds_the_score(audit: Audit) -> None:
    """Principle 9."""
    for level in levels(audit):
        sampling = level.sampling
        assert sampling is not None
        assert (sampling.reason is None) == (sampling.low is not None) == (sampling.high is not None)
        assert sampling.pages <= sampling.population
        if sampling.low is not None and sampling.high is not None:
            assert audit.run.sample is not None
            assert sampling.pages >= 5
            assert level.score.value is not None
            assert sampling.low <= level.score.value <= sampling.high
        if audit.run.sample is None:
            assert sampling.low is None


@for_all_audits
def test_what_was_tested_is_said_and_no_criterion_is_called_met(audit: Audit) -> None:
    """Principle 11: a criterion is told as tested if a rule of it looked at something, never as passed."""
    standard = audit.portal.standard
    criteria_of = {rule.id: rule.criteria for rule in audit.rules}
    looked = {
        criterion
        for level in (*audit.pages, *audit.services, audit.portal)
        for rule_id, counts in level.rules.items()
        if not hasattr(counts, "untested")
        for criterion in criteria_of[rule_id]
    }

    assert set(standard.tested) == looked & set(standards()[standard.id].criteria)
    assert standard.criteria == len(standards()[standard.id].criteria)
    assert "passed" not in type(standard).model_fields
    assert audit.auditor.weights == "3"
    run = audit.run
    assert run.pages_done + run.pages_untested + run.pages_waiting == run.pages_found
    assert run.pages_done + run.pages_untested == len(audit.pages)
    assert audit.run.viewports
    assert audit.run.started_at == BEGUN


@for_all_audits
def test_a_group_is_given_barriers_and_checks_and_assessed_from_three_on(audit: Audit) -> None:
    """Groups: a check is a barrier, clear or open; nothing is assessed by fewer than three decided ones."""
    scored = {rule.id for rule in audit.rules if rule.scored}
    for level in levels(audit):
        assert len(level.groups) == len(Group)
        assert [view.name for view in level.dimensions] == ["access", "affordability", "ability"]
        for view in (*level.groups, *level.dimensions):
            assert (view.state == "assessed") == (view.checks_decided >= 3)
            assert len(view.barriers) <= view.checks_decided <= view.checks_total
            assert view.checks_total == view.checks_decided + len(view.not_tested)
            assert set(view.barriers) | set(view.not_tested) <= scored
            assert not set(view.barriers) & set(view.not_tested)


@for_all_audits
def test_an_audit_put_together_again_is_the_same(audit: Audit) -> None:
    assert Audit.model_validate_json(audit.to_json()) == audit


def test_among_the_drawn_audits_are_all_kinds() -> None:
    """A property that is never asked of the case that it is about says nothing."""
    seen: set[str] = set()

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(audits())
    def look(audit: Audit) -> None:
        for level in levels(audit):
            assert level.sampling is not None
            seen.add(level.state)
            seen.add(f"blocked: {level.blocked}")
            seen.add(f"value: {level.score.value is not None}")
            seen.add(f"sampled: {level.sampling.low is not None}")
            seen.update(view.state for view in level.groups)

    look()
    assert seen >= {
        *("measured", "not_measurable", "value: True", "value: False", "sampled: True", "sampled: False"),
        *("blocked: no", "blocked: perhaps", "blocked: yes", "assessed", "not_assessed"),
    }
