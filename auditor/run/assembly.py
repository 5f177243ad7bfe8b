"""Puts an Audit together from what a run has stored. Pure but for reading the workspace.

Here pages become services, findings become causes and outcomes become scores; nothing is
visited and no page is judged.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from typing import cast

from auditor import audit as result
from auditor.burden.service import burden_of
from auditor.conversion import (
    asked_of,
    counts_of,
    finding_of,
    form_words_of,
    other_ways_of,
    own_weights_of,
    reading_of,
    rule_of,
    scored_fields,
    translations_of,
)
from auditor.conversion.channels import channels_of, page_channels_of, who_can_of
from auditor.conversion.cost import cost_of, page_cost_of
from auditor.cost.money import country_named
from auditor.evidence import Kind
from auditor.judge import Judgement, Tally, judge_portal, judge_service
from auditor.portal import Failure
from auditor.registry import all_rules
from auditor.reporting.blockers import blockers_among
from auditor.reporting.causes import causes_of
from auditor.reporting.coverage import coverage_of
from auditor.reporting.doubt import SeenService, sampling_of, seen_page
from auditor.reporting.groups import with_views
from auditor.result.cost import Cost
from auditor.review.counting import Counting, Spot
from auditor.review.record import Review
from auditor.run.closely import templates_of
from auditor.run.pages import RunPage, pages_of
from auditor.run.sampled import choice_of, template_of
from auditor.run.seen_portal import PORTAL, SeenPortal
from auditor.run.summary import is_reused, judged_urls, program_of, run_of, why_none
from auditor.scoring.score import ScoredRule, ServiceScore, score_portal, score_service
from auditor.scoring.weights import Weights, reweighed, standard_weights
from auditor.service import ServiceEvidence
from auditor.services.discover import FoundService, declared_service, find_services
from auditor.services.toml import portal_toml
from auditor.settings import Settings
from auditor.standard import Standard, counts, standards
from auditor.store.records import Run
from auditor.store.workspace import Workspace
from auditor.text.repeats import repeated
from auditor.text.service_forms import service_forms
from auditor.text.service_text import service_text
from auditor.translation.offered import equity_of

NO_DOCUMENT = "it could not be fetched"
NO_CLOSE_LOOK = "none of its pages had a close look"
NAMED_RULES = 3
MOST_PICTURES = 40  # of up to 20 kB each


def assemble(workspace: Workspace, run: Run, review: Review | None = None) -> result.Audit:
    """Make the Audit of a run, finished or not, with what people answered."""
    return assemble_pages(run, pages_of(workspace, run), review)


def assemble_pages(run: Run, pages: Sequence[RunPage], review: Review | None = None) -> result.Audit:
    """Make the Audit of a run of which these are the pages."""
    settings = Settings.model_validate_json(run.settings)
    counting = Counting(review, run.started_at.date(), settings.portal.name)
    return _Assembly(settings, run, pages, standard_weights(), counting).audit()


def draft_portal_toml(workspace: Workspace, run: Run) -> str:
    """Write a portal.toml from the services that a run has shown."""
    settings = Settings.model_validate_json(run.settings)
    digests = [digest for _, _, digest in workspace.judgements(run.id)]
    return portal_toml(settings, find_services(digests, settings), digests)


class _Assembly:
    """One assembly of one audit; holds what its steps share."""

    def __init__(
        self,
        settings: Settings,
        run: Run,
        pages: Sequence[RunPage],
        weights: Weights,
        counting: Counting,
    ) -> None:
        self._settings = settings
        self._run = run
        self._weights = weights
        self._counting = counting
        self._gone = set[str]()
        self._rules = {**all_rules(), **counting.rules()}
        self._standard: Standard = standards()[settings.portal.standard]
        self._seen = SeenPortal(settings, run, list(map(self._answered, pages)), self._standard)
        self._pages = self._seen.pages
        self._services = self._seen.services
        self._unread_document = {
            rule.id: Tally(untested=NO_DOCUMENT) for rule in self._rules.values() if rule.is_for_documents
        }
        self._scored_rules = self._rules_weighed(weights)
        own = settings.weights
        self._own_weights = (
            None if own is None else reweighed(weights, own.pillar.model_dump(), own.severity.model_dump())
        )
        self._evidence = {service.id: self._seen.of_service(service) for service in self._services}
        if not self._services:
            self._evidence[PORTAL] = self._seen.of_service(self._seen.everything)
        self._whole = {
            name: self._judged_whole(name, evidence) if evidence.pages else Judgement({}, ())
            for name, evidence in self._evidence.items()
        }
        evidence = self._seen.of_portal(tuple(self._failures()))
        self._of_portal = counting.judged(
            judge_portal(evidence, self._rules.values()) if evidence.pages else Judgement({}, ()),
            Spot(),
            lambda each: finding_of(each, None, None, None),
        )
        self._equity = equity_of(evidence)
        self._seen_pages = evidence.pages
        self._repeated = repeated(evidence.pages)

    def _answered(self, page: RunPage) -> RunPage:
        if page.judgement is None or page.redirects_to is not None:
            return page
        stored = page.stored
        judgement = self._counting.judged(
            self._of_this_version(page.judgement),
            Spot(urls=() if stored.state_of else (stored.url, stored.final_url or stored.url)),
            lambda each: finding_of(each, stored.page_id, None, stored.url),
        )
        return replace(page, judgement=judgement)

    def _of_this_version(self, judgement: Judgement) -> Judgement:
        """Leave out what rules answered that another version had: nothing is known of their weight."""
        gone = judgement.tallies.keys() - self._rules.keys()
        if not gone:
            return judgement
        self._gone.update(gone)
        return Judgement(
            {rule: tally for rule, tally in judgement.tallies.items() if rule not in gone},
            tuple(finding for finding in judgement.findings if finding.rule not in gone),
        )

    def _notes(self) -> list[str]:
        """Say of this assembly what a reader has to know of it."""
        if not self._gone:
            return self._counting.notes
        named = ", ".join(sorted(self._gone)[:NAMED_RULES])
        more = f" and {len(self._gone) - NAMED_RULES} more" if len(self._gone) > NAMED_RULES else ""
        gone = (
            f"This version does not have the rules {named}{more}, by which the run was judged: they are left "
            "out. `auditor judge` asks the rules of this version."
        )
        return [*self._counting.notes, gone]

    def _rules_weighed(self, weights: Weights) -> dict[str, ScoredRule]:
        return {
            rule_id: ScoredRule(
                rule.pillar, weights.severity[rule.rule.severity], rule.rule.blocker is not None
            )
            for rule_id, rule in self._rules.items()
            if counts(rule, self._standard)
        }

    def audit(self) -> result.Audit:
        scores = self._scores(self._weights)
        own = self._scores(self._own_weights) if self._own_weights else {}
        findings = self._findings()
        standard = self._standard_info()
        counting = {rule_id: self._rules[rule_id] for rule_id in self._scored_rules}
        blockers = blockers_among(findings, counting)
        audit = result.Audit(
            schema_version=result.SCHEMA_VERSION,
            auditor=program_of(self._run, self._weights),
            portal=self._portal(scores, own, blockers, standard),
            run=run_of(self._run, self._settings, list(self._pages.values()), self._notes()),
            services=[
                self._service(service, scores[service.id], own.get(service.id), blockers)
                for service in self._services
            ],
            pages=[self._page(page) for page in self._pages.values() if page.stored.state != "waiting"],
            findings=findings,
            causes=causes_of(
                findings,
                self._scored_rules,
                {id_: len(each.rule.groups) for id_, each in self._rules.items()},
                {None: len(self._pages), **{each.id: len(each.pages) for each in self._services}},
            ),
            rules=[rule_of(rule, self._scored_rules.get(rule.id)) for rule in self._rules.values()],
            review=self._counting.told(),
        )
        return with_views(audit)

    # Services and the portal

    def _failures(self) -> Iterator[Failure]:
        """Give the rules of the standard's criteria that failed on pages."""
        wanted = set(self._standard.criteria)
        failed: dict[str, list[RunPage]] = {}
        for page in self._pages.values():
            if page.judgement is not None and page.redirects_to is None:
                for rule_id, tally in page.judgement.tallies.items():
                    if tally.failed and rule_id in self._scored_rules:
                        failed.setdefault(rule_id, []).append(page)
        for rule_id, pages in failed.items():
            rule = self._rules[rule_id].rule
            if criteria := tuple(each for each in rule.criteria if each in wanted):
                yield Failure(rule_id, rule.title, criteria, len(pages), pages[0].stored.url)

    def _judged_whole(self, name: str, service: ServiceEvidence) -> Judgement:
        """Ask a service's rules; those that need a close look are untested if no page of it had one."""
        of_service = None if name == PORTAL else name
        judgement = self._counting.judged(
            judge_service(service, self._rules.values()),
            Spot(service=of_service),
            lambda each: finding_of(each, None, of_service, None),
        )
        if any(page.closely for page in service.pages):
            return judgement
        untested = {rule.id: Tally(untested=NO_CLOSE_LOOK) for rule in self._rules.values() if rule.is_close}
        return replace(judgement, tallies={**judgement.tallies, **untested})

    def _is_like_unblocked(self, service: ServiceEvidence) -> bool:
        """Tell that no page had a close look, but others of each of their templates, which held no blocker.

        What only a close look shows is untested there, and widens the range; that it may be a blocker is
        not taken for granted.
        """
        if any(page.closely for page in service.pages):
            return False
        templates = {self._template_of[page.page_id] for page in service.pages if page.kind is Kind.HTML}
        return templates <= self._unblocked_templates

    @cached_property
    def _template_of(self) -> Mapping[str, int]:
        return templates_of(page.digest for page in self._pages.values() if page.digest is not None)

    @cached_property
    def _unblocked_templates(self) -> frozenset[int]:
        blockers = [rule.id for rule in self._rules.values() if rule.is_close and rule.rule.blocker]
        looked, blocked = set[int](), set[int]()
        for page_id, template in self._template_of.items():
            page = self._pages[page_id]
            if page.digest and page.digest.closely and page.judgement:
                tallies = [page.judgement.tallies.get(rule_id, Tally()) for rule_id in blockers]
                looked.add(template)
                if any(tally.failed or tally.cant_tell or tally.untested for tally in tallies):
                    blocked.add(template)
        return frozenset(looked - blocked)

    def _scores(self, weights: Weights) -> dict[str, ServiceScore]:
        return {service.id: self._score(service.id, service.pages, weights) for service in self._services}

    def _score(self, name: str, page_ids: Iterable[str], weights: Weights) -> ServiceScore:
        units = [unit for _, unit in self._units(page_ids, self._whole[name])]
        rules = self._rules_weighed(weights)
        if self._is_like_unblocked(self._evidence[name]):
            rules |= {
                rule_id: replace(rule, blocker=False)
                for rule_id, rule in rules.items()
                if self._rules[rule_id].is_close
            }
        return score_service(units, rules, weights)

    def _units(
        self, page_ids: Iterable[str], whole: Judgement
    ) -> Iterator[tuple[RunPage, Mapping[str, Tally] | None]]:
        """Give the pages that are scored, with what was counted there; None where nothing was.

        A document is one if there is a page beside it. Only the rules about documents count there.
        """
        scored = [page for page in (self._pages[page_id] for page_id in page_ids) if self._is_scored(page)]
        if all(page.stored.kind is Kind.DOCUMENT for page in scored):
            return
        for page in scored:
            judged = page.judgement
            if page.stored.kind is Kind.DOCUMENT:
                yield page, self._unread_document if judged is None else judged.tallies
            else:
                counted = None if judged is None else {**judged.tallies, **whole.tallies}
                yield page, None if counted is None else {**counted, **self._of_portal.tallies}

    def _sampling(self, value: float | None, *services: SeenService) -> result.Sampling:
        return sampling_of(
            value,
            services,
            self._weights,
            drawn=bool(self._run.facts.get("sample")),
            waiting=sum(page.stored.state == "waiting" for page in self._pages.values()),
        )

    def _sampled(
        self, name: str, found: Iterable[str], visited: Iterable[str], score: ServiceScore
    ) -> SeenService:
        """Describe a service, of which these pages were found and those visited, as a sample saw it."""
        pages = [
            seen_page(template_of(page.stored) or "", unit, self._scored_rules, self._weights)
            for page, unit in self._units(visited, self._whole[name])
            if unit is not None and page.stored.kind is Kind.HTML
        ]
        members = (self._pages[page_id] for page_id in found)
        sizes = Counter(
            template_of(page.stored) or ""
            for page in members
            if page.redirects_to is None and page.stored.kind is Kind.HTML
        )
        return SeenService(score, pages, sizes)

    def _is_scored(self, page: RunPage) -> bool:
        """Whether people read it for the first time in its service."""
        is_again = page.redirects_to is not None or page.stored.page_id in self._seen.duplicate_of
        return not is_again

    def _service(
        self,
        service: FoundService,
        score: ServiceScore,
        own: ServiceScore | None,
        blockers: Sequence[result.Blocker],
    ) -> result.Service:
        return result.Service(
            id=service.id,
            name=service.name,
            pages=list(service.pages),
            inferred=service.found_by is not None,
            found_by=service.found_by,
            steps=list(self._seen.steps.get(service.id, ())),
            burden=asked_of(burden_of(self._evidence[service.id].pages)),
            reading=reading_of(
                service_text(self._evidence[service.id].pages, self._repeated),
                self._settings.readability.school_years,
            ),
            form_words=form_words_of(
                service_forms(self._evidence[service.id].pages, self._settings.readability.jargon)
            ),
            rules=counts_of(self._whole[service.id].tallies),
            channels=channels_of(self._evidence[service.id]),
            who_can=who_can_of(self._evidence[service.id]),
            other_ways=other_ways_of(self._evidence[service.id].pages, own=True),
            cost=self._cost(service),
            sampling=self._sampling(
                score.total.value if score.total else None, self._seen_service(service, score)
            ),
            **scored_fields(
                score,
                own,
                self._why_no_service(service) if score.total is None else None,
                [blocker for blocker in blockers if blocker.service == service.id],
            ),
        )

    def _cost(self, service: FoundService) -> Cost | None:
        return cost_of(self._seen.way_through(service), country_named(self._settings.country or ""))

    def _seen_service(self, service: FoundService, score: ServiceScore) -> SeenService:
        return self._sampled(service.id, self._seen.found.get(service.id, ()), service.pages, score)

    def _why_no_service(self, service: FoundService) -> str:
        own = [
            page.stored
            for page in self._pages.values()
            if page.stored.page_id in service.pages
            or declared_service(page.stored.url, self._settings) == service.id
        ]
        if why := why_none(own):
            return why
        return "its pages were found but not visited" if own else "none of its pages was found"

    def _portal(
        self,
        scores: Mapping[str, ServiceScore],
        own_scores: Mapping[str, ServiceScore],
        blockers: Sequence[result.Blocker],
        standard: result.Standard,
    ) -> result.Portal:
        own: ServiceScore | None = None
        if self._services:
            score = score_portal(list(scores.values()), self._weights)
            seen = [self._seen_service(service, scores[service.id]) for service in self._services]
            if self._own_weights:
                own = score_portal(list(own_scores.values()), self._own_weights)
        else:
            visited = [
                page_id
                for page_id, page in self._pages.items()
                if page.stored.state == "done" or (page.is_unread and page.stored.state == "untested")
            ]
            score = self._score(PORTAL, visited, self._weights)
            if self._own_weights:
                own = self._score(PORTAL, visited, self._own_weights)
            explored = [
                page_id
                for page_id, page in self._pages.items()
                if page.stored.kind is Kind.HTML and (page.stored.template or page_id in visited)
            ]
            seen = [self._sampled(PORTAL, explored, visited, score)]
        portal = self._settings.portal
        return result.Portal(
            name=portal.name,
            url=portal.url,
            country=self._settings.country,
            country_inferred=self._settings.is_country_inferred,
            languages=list(portal.languages),
            hosts=list(portal.hosts),
            standard=standard,
            own_weights=own_weights_of(self._own_weights),
            other_pages=[
                page_id
                for page_id, page in self._pages.items()
                if page_id not in self._seen.service_of
                and page.stored.state == "done"
                and page.redirects_to is None
            ],
            rules=counts_of({**self._whole_tallies(PORTAL), **self._of_portal.tallies}),
            channels=channels_of(*self._evidence.values()),
            other_ways=other_ways_of(self._seen_pages, own=False),
            translations=translations_of(self._equity),
            cost=None if self._services else self._cost(self._seen.everything),
            sampling=self._sampling(score.total.value if score.total else None, *seen),
            **scored_fields(score, own, None if score.total else self._why_not_measurable(), blockers),
        )

    def _why_not_measurable(self) -> str:
        facts = self._run.facts
        if refused := facts.get("refused"):
            return (
                f"{refused}. Is the address right, and the portal up?"
                if facts.get("silent")
                else str(refused)
            )
        if self._services and judged_urls(self._pages.values()):
            first = self._services[0]
            return f"none of its services could be measured: {first.name}: {self._why_no_service(first)}"
        if why := why_none(page.stored for page in self._pages.values()):
            return why
        chosen = self._settings.crawl.include or self._settings.crawl.exclude
        return "no page was visited" + (
            ", as the addresses to include and exclude leave none" if chosen else ""
        )

    def _whole_tallies(self, name: str) -> Mapping[str, Tally]:
        return self._whole[name].tallies if name in self._whole else {}

    def _standard_info(self) -> result.Standard:
        judgements = (page.judgement for page in self._pages.values() if page.judgement is not None)
        coverage = coverage_of(
            self._standard, (*judgements, *self._whole.values(), self._of_portal), self._rules
        )
        return result.Standard(
            id=self._standard.id,
            name=self._standard.name,
            criteria=len(self._standard.criteria),
            tested=[covered.number for covered in coverage if covered.rules],
            coverage=self._counting.closed(coverage),
        )

    # Pages and findings

    def _page(self, page: RunPage) -> result.Page:
        stored, digest = page.stored, page.digest
        skipped = page.redirects_to is not None
        tallies = page.judgement.tallies if page.judgement and not skipped else {}
        return result.Page(
            id=stored.page_id,
            url=stored.url,
            final_url=stored.final_url or stored.url,
            status=stored.status,
            kind=stored.kind.value,
            state_of=stored.state_of,
            state="skipped" if skipped else cast("result.PageStateName", stored.state),
            reason=f"it redirects to {stored.final_url}, which is a page of its own"
            if skipped
            else stored.reason,
            language=(digest.language or None) if digest else None,
            title=(digest.title or None) if digest else None,
            service=self._seen.service_of.get(stored.page_id),
            visited_at=digest.visited_at if digest else None,
            reused=is_reused(page, self._run),
            closely=digest is not None and digest.closely,
            duplicate_of=self._seen.duplicate_of.get(stored.page_id),
            wire_bytes=digest.wire_bytes if digest else None,
            cost=page_cost_of(digest.cost) if digest else None,
            timed=result.Times(**asdict(digest.timed)) if digest and digest.timed else None,
            rules=counts_of(tallies),
            channels=page_channels_of(digest) if digest else {},
            missing=dict(digest.missing) if digest else {},
            template=template_of(stored),
            chosen=choice_of(stored),
        )

    def _findings(self) -> list[result.Finding]:
        found = []
        for page_id, page in self._pages.items():
            if page.judgement is not None and page.redirects_to is None:
                own = self._seen.service_of.get(page_id)
                found += [finding_of(each, page_id, own, page.stored.url) for each in page.judgement.findings]
        for name, whole in self._whole.items():
            service = None if name == PORTAL else name
            found += [finding_of(each, None, service, None) for each in whole.findings]
        found += [finding_of(each, None, None, None) for each in self._of_portal.findings]
        return _with_few_pictures(map(self._counting.answered, found))


def _with_few_pictures(findings: Iterable[result.Finding]) -> list[result.Finding]:
    """Keep one picture of each cause, of so many causes that a report can still be sent by mail."""
    shown: set[str | None] = set()
    kept = []
    for finding in findings:
        if finding.picture is not None:
            if finding.cause in shown or len(shown) >= MOST_PICTURES:
                kept.append(finding.model_copy(update={"picture": None}))
                continue
            shown.add(finding.cause)
        kept.append(finding)
    return kept
