"""Puts an Audit together from what a run has stored. Pure but for reading the workspace.

Here pages become services, findings become causes and outcomes become scores; nothing is
visited and no page is judged.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import cast

from auditor import audit as result
from auditor.blockers import blockers_among
from auditor.burden.service import burden_of
from auditor.causes import causes_of
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
from auditor.conversion_of_channels import channels_of, page_channels_of, who_can_of
from auditor.coverage import coverage_of
from auditor.crawl.frontier import Rank, rank
from auditor.crawl.scope import Scope, canonical
from auditor.doubt import SeenService, sampling_of, seen_page
from auditor.evidence import Kind
from auditor.groups import with_views
from auditor.judge import Judgement, Tally, judge_portal, judge_service
from auditor.portal import Failure, PortalEvidence, PortalService
from auditor.registry import all_rules
from auditor.run.closely import templates_of
from auditor.run.pages import RunPage, duplicates, pages_of
from auditor.run.sampled import choice_of, template_of
from auditor.run.summary import is_reused, judged_urls, program_of, run_of, why_none
from auditor.run.walked import steps_of
from auditor.scoring.score import ScoredRule, ServiceScore, score_portal, score_service
from auditor.scoring.weights import Weights, reweighed, standard_weights
from auditor.service import PageDigest, ServiceEvidence
from auditor.services.discover import FoundService, declared_service, find_services, versions_of
from auditor.services.repeated import repeated_contacts, with_repeated
from auditor.services.toml import portal_toml
from auditor.settings import Settings
from auditor.standard import Standard, counts, standards
from auditor.store.records import Run, StoredPage
from auditor.store.workspace import Workspace
from auditor.text.repeats import repeated
from auditor.text.service_forms import service_forms
from auditor.text.service_text import service_text
from auditor.translation.offered import equity_of

NO_DOCUMENT = "it could not be fetched"
NO_CLOSE_LOOK = "none of its pages had a close look"
MOST_PICTURES = 40  # of up to 20 kB each
PORTAL = "portal"  # the id under which a portal without services is judged as a whole


def assemble(workspace: Workspace, run: Run) -> result.Audit:
    """Make the Audit of a run, finished or not."""
    return assemble_pages(run, pages_of(workspace, run))


def assemble_pages(run: Run, pages: Sequence[RunPage]) -> result.Audit:
    """Make the Audit of a run of which these are the pages."""
    settings = Settings.model_validate_json(run.settings)
    return _Assembly(settings, run, pages, standard_weights()).audit()


def draft_portal_toml(workspace: Workspace, run: Run) -> str:
    """Write a portal.toml from the services that a run has shown."""
    settings = Settings.model_validate_json(run.settings)
    digests = [digest for _, _, digest in workspace.judgements(run.id)]
    return portal_toml(settings, find_services(digests, settings), digests)


def _is_led_on(page: StoredPage) -> bool:
    return bool(page.final_url) and canonical(page.final_url) != page.url


class _Assembly:
    """One assembly of one audit; holds what its steps share."""

    def __init__(self, settings: Settings, run: Run, pages: Sequence[RunPage], weights: Weights) -> None:
        self._settings = settings
        self._run = run
        self._weights = weights
        self._rules = all_rules()
        self._standard: Standard = standards()[settings.portal.standard]
        pages = _with_repeated_contacts(pages)
        self._pages = {page.stored.page_id: page for page in pages}
        self._unread_document = {
            rule.id: Tally(untested=NO_DOCUMENT) for rule in self._rules.values() if rule.is_for_documents
        }
        self._steps = steps_of(run)
        self._scored_rules = self._rules_weighed(weights)
        own = settings.weights
        self._own_weights = (
            None if own is None else reweighed(weights, own.pillar.model_dump(), own.severity.model_dump())
        )
        digests = [page.digest for page in pages if page.digest is not None and page.redirects_to is None]
        found = find_services(_in_brief(pages), settings)
        self._member_of = {page_id: service.id for service in found for page_id in service.pages}
        self._found = {service.id: service.pages for service in found}
        self._services = [self._with_untested(service) for service in self._seen(found)]
        self._service_of = {page_id: service.id for service in self._services for page_id in service.pages}
        self._duplicate_of = duplicates(digests, self._service_of)
        self._evidence = {service.id: self._service_evidence(service) for service in self._services}
        if not self._services:
            everything = tuple(digest.page_id for digest in digests)
            portal = FoundService(PORTAL, settings.portal.name, everything)
            self._evidence[PORTAL] = self._service_evidence(portal)
        self._whole = {
            name: self._judged_whole(evidence) if evidence.pages else Judgement({}, ())
            for name, evidence in self._evidence.items()
        }
        evidence = self._portal_evidence()
        self._of_portal = (
            judge_portal(evidence, self._rules.values()) if evidence.pages else Judgement({}, ())
        )
        self._equity = equity_of(evidence)
        self._seen_pages = evidence.pages
        self._repeated = repeated(evidence.pages)

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
        counting = {rule_id: self._rules[rule_id] for rule_id in self._scored_rules}
        blockers = blockers_among(findings, counting)
        audit = result.Audit(
            schema_version=result.SCHEMA_VERSION,
            auditor=program_of(self._run, self._weights),
            portal=self._portal(scores, own, blockers),
            run=run_of(self._run, self._settings, list(self._pages.values())),
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
        )
        return with_views(audit)

    # Services and the portal

    def _seen(self, found: Iterable[FoundService]) -> Iterator[FoundService]:
        """Leave out what exploring found and nobody visited: pages, and services that were not declared."""
        for service in found:
            visited = tuple(page_id for page_id in service.pages if self._pages[page_id].digest is not None)
            visited += tuple(step.page for step in self._steps.get(service.id, ()) if step.page is not None)
            if visited or service.found_by is None:
                yield replace(service, pages=visited)

    def _with_untested(self, service: FoundService) -> FoundService:
        """Add the pages of a declared service that could not be read: they may be anything."""
        untested = [
            page.stored.page_id
            for page in self._pages.values()
            if page.is_unread
            and page.stored.state == "untested"
            and page.stored.state_of is None
            and declared_service(page.stored.url, self._settings) == service.id
        ]
        return replace(service, pages=(*service.pages, *untested))

    def _service_evidence(self, service: FoundService) -> ServiceEvidence:
        own = [self._pages[page_id].digest for page_id in service.pages]
        pages = tuple(digest for digest in own if digest is not None)
        linked = {link.href for digest in pages for link in digest.links}
        contact = [
            page.digest
            for page in self._pages.values()
            if page.digest is not None
            and page.digest.contact
            and page.stored.page_id not in service.pages
            and linked & {canonical(page.digest.url), canonical(page.digest.final_url)}
        ]
        return ServiceEvidence(
            id=service.id,
            name=service.name,
            pages=pages,
            contact_pages=tuple(contact),
            unread=len(self._unread(service, linked)),
        )

    def _portal_evidence(self) -> PortalEvidence:
        portal = self._settings.portal
        pages = tuple(
            page.digest
            for page in self._pages.values()
            if page.digest is not None
            and page.redirects_to is None
            and page.stored.state_of is None
            and page.stored.kind is Kind.HTML
        )
        return PortalEvidence(
            name=portal.name,
            url=portal.url,
            languages=tuple(portal.languages),
            country=self._settings.country,
            standard=self._standard.name,
            pages=pages,
            services=tuple(self._portal_services(pages)),
            redirected={
                page.stored.url: page.redirects_to or page.stored.page_id
                for page in self._pages.values()
                if page.redirects_to is not None or (page.digest is not None and _is_led_on(page.stored))
            },
            unread=sum(page.is_unread for page in self._pages.values()) + len(self._unfollowed()),
            failures=tuple(self._failures()),
        )

    def _unfollowed(self) -> set[str]:
        """Give the addresses that pages link to where links were not followed: of a list, or at the depth."""
        is_list, depth = self._run.facts.get("listed") is not None, self._settings.crawl.depth
        known = {
            canonical(url)
            for page in self._pages.values()
            for url in (page.stored.url, page.stored.final_url)
            if url
        }
        scope = Scope(self._settings)
        return {
            link.href
            for page in self._pages.values()
            if page.digest is not None and (is_list or page.stored.depth >= depth)
            for link in page.digest.links
            if link.href not in known and scope.admits(link.href)
        }

    def _portal_services(self, pages: Sequence[PageDigest]) -> Iterator[PortalService]:
        starts = {service.id: service.pages[0] for service in self._services if service.pages}
        versions = versions_of(pages, self._settings, starts.values())
        for service in self._services:
            if start := starts.get(service.id):
                yield PortalService(
                    service.id, service.name, start, frozenset(service.pages), versions.get(start, ())
                )

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

    def _unread(self, service: FoundService, linked: set[str]) -> list[StoredPage]:
        """Find unread pages of the service, and unread contact pages that it links to."""
        return [
            page.stored
            for page in self._pages.values()
            if page.is_unread
            and (
                declared_service(page.stored.url, self._settings) == service.id
                or self._member_of.get(page.stored.page_id) == service.id
                or page.stored.page_id in service.pages
                or (page.stored.url in linked and rank(page.stored.url, self._settings) is Rank.CONTACT)
            )
        ]

    def _judged_whole(self, service: ServiceEvidence) -> Judgement:
        """Ask a service's rules; those that need a close look are untested if no page of it had one."""
        judgement = judge_service(service, self._rules.values())
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
        is_again = page.redirects_to is not None or page.stored.page_id in self._duplicate_of
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
            steps=list(self._steps.get(service.id, ())),
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

    def _seen_service(self, service: FoundService, score: ServiceScore) -> SeenService:
        return self._sampled(service.id, self._found.get(service.id, ()), service.pages, score)

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
            standard=self._standard_info(),
            own_weights=own_weights_of(self._own_weights),
            other_pages=[
                page_id
                for page_id, page in self._pages.items()
                if page_id not in self._service_of
                and page.stored.state == "done"
                and page.redirects_to is None
            ],
            rules=counts_of({**self._whole_tallies(PORTAL), **self._of_portal.tallies}),
            channels=channels_of(*self._evidence.values()),
            other_ways=other_ways_of(self._seen_pages, own=False),
            translations=translations_of(self._equity),
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
            coverage=coverage,
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
            service=self._service_of.get(stored.page_id),
            visited_at=digest.visited_at if digest else None,
            reused=is_reused(page, self._run),
            closely=digest is not None and digest.closely,
            duplicate_of=self._duplicate_of.get(stored.page_id),
            wire_bytes=digest.wire_bytes if digest else None,
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
                own = self._service_of.get(page_id)
                found += [finding_of(each, page_id, own, page.stored.url) for each in page.judgement.findings]
        for name, whole in self._whole.items():
            service = None if name == PORTAL else name
            found += [finding_of(each, None, service, None) for each in whole.findings]
        found += [finding_of(each, None, None, None) for each in self._of_portal.findings]
        return _with_few_pictures(found)


def _with_repeated_contacts(pages: Sequence[RunPage]) -> list[RunPage]:
    """Mark the contacts that stand on most of the portal's pages."""
    digests = [page.digest for page in pages if page.digest is not None and page.redirects_to is None]
    everywhere = repeated_contacts(digests)
    return [
        page if page.digest is None else replace(page, digest=with_repeated(page.digest, everywhere))
        for page in pages
    ]


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


def _in_brief(pages: Iterable[RunPage]) -> list[PageDigest]:
    """Give the best that is known of each page; of a sample, what exploring noted of those not visited."""
    once = sorted(
        (page for page in pages if page.redirects_to is None and page.stored.state_of is None),
        key=lambda page: (page.stored.explore_order is None, page.stored.explore_order or 0),
    )
    return [brief for page in once if (brief := page.digest or page.sketched) is not None]
