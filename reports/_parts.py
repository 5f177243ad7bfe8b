"""What a report of several files consists of: its parts, in pieces that each fit into a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import batched
from typing import Any

from auditor.audit import Audit, Page, PillarName, RuleInfo, Service
from auditor.locale.speaking import gettext, marked
from auditor.reporting.groups import LEAST_CHECKS

from . import _blockers, _channels, _findings, _languages, _people, _text, _unlisted
from ._environment import SHORT_LIST, template
from ._findings import Entry, Fix, RuleEntries
from ._packing import Frame, Piece
from ._words import FAULT_STATES

SERVICES_AT_ONCE = 60  # in one table with a column for each language or channel

TABLE_END = "</tbody></table></div>"
LIST_END = "</ul>"
FOLD_END = "</ul></details>"

# What each part is called, and what it tells.
TITLES = {
    "services": (marked("Services"), marked("Each service: its score, steps, costs and pages")),
    "blockers": (marked("Blockers"), marked("What ends a service for somebody altogether, and what may")),
    "causes": (
        marked("Causes"),
        marked("What to mend, the most urgent first: an index of failures"),
    ),
    "findings": (marked("Every finding"), marked("All failures by rule, with their markup and places")),
    "to-review": (marked("To review"), marked("What a person has to look at, by rule")),
    "pages": (marked("Page by page"), marked("What the rules counted on each page")),
    "channels": (
        marked("Ways to reach the office"),
        marked("For those who cannot do it online"),
    ),
    "people": (marked("Whom it leaves behind"), marked("Barriers by group of people")),
    "languages": (
        marked("Languages"),
        marked("Which services exist in which language"),
    ),
    "gate": (marked("Verdict on this build"), marked("Every new fault, and what is suppressed")),
    "not-tested": (marked("Not tested"), marked("Pages and rules, with the reasons")),
    "answers": (marked("What people answered"), marked("Who said what, and until when it counts")),
    "criteria": (marked("Criteria"), marked("How far each criterion of the standard was tested")),
    "method": (marked("Method"), marked("How the score is made, and the facts of this run")),
    "rules": (marked("Rules"), marked("All rules, with their sources and counts")),
}

type Groups = Mapping[PillarName, list[RuleEntries]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: the name of its files, and what stands in them."""

    name: str
    title: str
    about: str
    pieces: Callable[[], Iterator[Piece]]


class Parts:
    """The parts of the report of one audit; what they have in common is worked out once."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.home = audit.portal.url
        self.pages: Mapping[str, Page] = {page.id: page for page in audit.pages}
        self.services: Mapping[str, Service] = {service.id: service for service in audit.services}
        self.rules: Mapping[str, RuleInfo] = {rule.id: rule for rule in audit.rules}

    @cached_property
    def blockers(self) -> _blockers.Blockers:
        """What ends services, and what may."""
        return _blockers.blockers(self.audit)

    @cached_property
    def causes(self) -> list[Fix]:
        """All causes, those of advice last."""
        return _findings.to_fix(self.audit, scored=True) + _findings.to_fix(self.audit, scored=False)

    @cached_property
    def failed(self) -> Groups:
        """All failures."""
        return _findings.by_rule(self.audit, "failed")

    @cached_property
    def to_review(self) -> Groups:
        """What the program could not tell."""
        return _findings.by_rule(self.audit, "cantTell")

    @cached_property
    def groups(self) -> list[_people.ToldView]:
        """What was found for each group of people."""
        return _people.group_views(self.audit)

    def parts(self) -> list[Part]:
        """Give the parts in their order; those that have nothing to say are left out."""
        audit, portal = self.audit, self.audit.portal
        has_languages = portal.translations is not None or bool(portal.other_ways)
        pieces = {
            "services": self._of_services,
            "blockers": self._of_blockers,
            "causes": self._of_causes,
            "findings": self._of_findings,
            "to-review": self._of_review,
            "pages": self._of_pages,
            "channels": self._of_channels,
            "people": self._of_people,
            "languages": self._of_languages if has_languages else None,
            "gate": self._of_gate if audit.gate is not None else None,
            "not-tested": self._of_untested,
            "answers": self._of_answers if audit.review is not None else None,
            "criteria": self._of_criteria,
            "method": self._of_method,
            "rules": self._of_rules,
        }
        return [
            Part(name, gettext(TITLES[name][0]), gettext(TITLES[name][1]), of_part)
            for name, of_part in pieces.items()
            if of_part is not None
        ]

    def _of_services(self) -> Iterator[Piece]:
        told, cost, portal = _macros("_service.html"), _macros("_cost.html"), self.audit.portal
        if not self.audit.services:
            yield Piece(f'<div id="services">{told.no_service()}</div>')
            if portal.cost:
                yield Piece(cost.told(portal.name, portal.cost, self.home) + cost.prices(self.audit))
        else:
            head = told.glance_head(portal)
            glance = Frame(f'<div id="services">{head}', TABLE_END, f"<div>{head}")
            for service in self.audit.services:
                yield Piece(told.glance_row(service, portal), (glance,))
            yield Piece(told.after_glance() + cost.prices(self.audit) + told.each_heading())
        for service in self.audit.services:
            frame = Frame(told.opening(service), "</section>", told.again(service))
            yield Piece(told.told(self.audit, service, self.blockers, self.pages), (frame,))
            yield Piece(told.findings_of(service), (frame,))
            yield from self._pages_in_fold(service.pages, _macros("_pages.html").of_service(service), frame)
        yield from self._pages_in_fold(portal.other_pages, _macros("_pages.html").of_none(portal))

    def _pages_in_fold(self, ids: Iterable[str], summary: str, *around: Frame) -> Iterator[Piece]:
        pieces, item = _macros("_pieces.html"), _macros("_findings.html").page_item
        fold = Frame(pieces.pages_opening(summary), FOLD_END, pieces.pages_opening(summary, again=True))
        for page in ids:
            yield Piece(item(self.pages[page], self.home), (*around, fold))

    def _of_blockers(self) -> Iterator[Piece]:
        opening, whole = _macros("_overall.html"), _macros("_portal.html")
        portal = self.audit.portal
        yield Piece(f'<div id="blockers">{opening.looked_for(self.blockers)}</div>')
        if self.blockers.found:
            yield Piece(opening.ended(self.blockers))
            places = _list("places")
            for blocker in self.blockers.found:
                yield Piece(whole.blocker_told(blocker, self.blockers, portal, self.services), (places,))
        else:
            yield Piece(opening.none_found())
        if self.blockers.perhaps:
            yield Piece(opening.to_look())
            places = _list("places")
            for finding in self.blockers.perhaps:
                yield Piece(opening.perhaps(finding, self.blockers, portal, self.services), (places,))

    def _of_causes(self) -> Iterator[Piece]:
        fixes = _macros("_fixes.html")
        yield Piece(f'<div id="causes">{fixes.order()}</div>')
        for scored, heading in ((True, fixes.heading()), (False, fixes.heading_of_advice())):
            shown = [fix for fix in self.causes if fix.cause.scored is scored]
            head = fixes.table_head(fixes.label() if scored else fixes.label_of_advice())
            frames = (Frame(heading, "", heading), Frame(head, TABLE_END, head))
            for fix in shown:
                yield Piece(fixes.row(fix, self.home, anchored=True), frames)
        if not self.causes:
            yield Piece(fixes.none_found(self.audit.portal))

    def _of_findings(self) -> Iterator[Piece]:
        told = _macros("_findings.html")
        yield Piece(f'<div id="findings">{told.about_failed(self.audit.portal, self.failed)}</div>')
        yield from self._by_rule(self.failed, anchored=True)

    def _of_review(self) -> Iterator[Piece]:
        yield Piece(f'<div id="to-review">{_macros("_findings.html").about_review(self.to_review)}</div>')
        yield from self._by_rule(self.to_review)

    def _by_rule(self, groups: Groups, *, anchored: bool = False) -> Iterator[Piece]:
        pieces = _macros("_pieces.html")
        for pillar, of_pillar in groups.items():
            outer = Frame(pieces.pillar(pillar), "", pieces.pillar(pillar, again=True))
            for group in of_pillar:
                rule = Frame(
                    pieces.rule_opening(group, anchored), "</ul></section>", pieces.rule_again(group)
                )
                for entry in group.entries:
                    yield from self._entry(entry, group.rule, (outer, rule))

    def _entry(self, entry: Entry, rule: RuleInfo, around: tuple[Frame, ...]) -> Iterator[Piece]:
        pieces, spot_told = _macros("_pieces.html"), _macros("_findings.html").spot
        cause = entry.finding.cause if entry.finding.cause in self._told_causes else None
        frame = Frame(pieces.entry_opening(entry, rule, cause), "</li>", pieces.entry_again(entry, rule))
        folded = len(entry.spots) > SHORT_LIST
        opening = pieces.spots_opening(entry, folded)
        frames = (*around, frame, Frame(opening, FOLD_END if folded else LIST_END, opening))
        for spot in entry.spots:
            for part in _findings.parted(spot):
                yield Piece(spot_told(part, self.home, self.services, entry), frames)

    @cached_property
    def _told_causes(self) -> frozenset[str]:
        return frozenset(fix.cause.id for fix in self.causes)

    def _of_pages(self) -> Iterator[Piece]:
        told = _macros("_pages.html")
        tallies = _findings.page_tallies(self.audit)
        yield Piece(f'<div id="pages">{told.about() if tallies else told.none_judged()}</div>')
        for each in tallies:
            places = self._first_places.get(each.page.id, {})
            yield Piece(told.told(each, self.pages, self.home, places, split=True))

    @cached_property
    def _first_places(self) -> Mapping[str, Mapping[str, str]]:
        """The ids of the first place of each rule's findings, by page and rule."""
        places: dict[str, dict[str, str]] = {}
        for groups in (self.failed, self.to_review):
            for group in (each for of_pillar in groups.values() for each in of_pillar):
                for entry in group.entries:
                    for spot in entry.spots:
                        if spot.page is not None:
                            of_page = places.setdefault(spot.page.id, {})
                            of_page.setdefault(group.rule.id, f"{entry.anchor}-{spot.name}")
        return places

    def _of_channels(self) -> Iterator[Piece]:
        told = _macros("_channels.html")
        yield Piece(f'<div id="channels">{_macros("_service.html").about_channels()}</div>')
        counted, view = _channels.questions(self.audit), _channels.grid(self.audit)
        languages = self.blockers.languages
        if counted:
            yield Piece(told.questions(counted, len(self.audit.services)))
        for rows in batched(view.rows, SERVICES_AT_ONCE):
            yield Piece(told.grid(replace(view, rows=rows)))
        for service in self.audit.services:
            yield Piece(
                _macros("_service.html").heading(service)
                + told.asked(_channels.asked_of(service), languages, self.home)
                + told.ways(_channels.ways(self.audit, service), languages, self.home, level=3)
            )
        if not self.audit.services:
            yield Piece(_macros("_service.html").no_service_for_channels())
            yield Piece(
                told.ways(_channels.ways(self.audit, self.audit.portal), languages, self.home, level=2)
            )

    def _of_people(self) -> Iterator[Piece]:
        told, about = _macros("_people.html"), _macros("_pieces.html")
        if not any(view.checks for view in self.groups):
            yield Piece(f'<div id="people">{about.nothing_tested()}</div>')
            return
        yield Piece(f'<div id="people">{about.about_people(LEAST_CHECKS)}</div>')
        yield Piece(about.people_glance(self.groups, _people.dimension_views(self.audit)))
        yield Piece(about.barriers_heading())
        for view in self.groups:
            if view.checks:
                yield Piece(told.group(view, self.services) + about.findings_of_group(view))
        yield Piece(about.mission_heading() + told.mission(_people.people_views(self.groups)))

    def _of_languages(self) -> Iterator[Piece]:
        told, portal = _macros("_languages.html"), self.audit.portal
        yield Piece(_macros("_pieces.html").languages_heading())
        if portal.translations is not None:
            view = _languages.translations(self.audit)
            for rows in batched(view.rows, SERVICES_AT_ONCE):
                yield Piece(told.table(replace(view, rows=rows), self.services, portal))
        yield Piece(told.other_ways(portal, self.audit.services, self.pages, self.home))

    def _of_gate(self) -> Iterator[Piece]:
        gate, told = self.audit.gate, _macros("_gate.html")
        if gate is None:
            return
        yield Piece(f'<div id="gate">{told.passed(gate)}{told.others(gate)}</div>')
        for state, heading in FAULT_STATES:
            faults = [fault for fault in gate.faults if fault.state == state]
            title = told.heading(heading, len(faults))
            frames = (Frame(title, "", title), _list("places"))
            for fault in faults:
                yield Piece(told.fault_told(fault, self.services, self.home), frames)
        title = told.heading_of_suppressions()
        frames = (Frame(title, "", title), _list("places"))
        for each in gate.suppressions:
            yield Piece(told.suppression(each), frames)

    def _of_untested(self) -> Iterator[Piece]:
        audit, about = self.audit, _macros("_pieces.html")
        whole = _macros("_portal.html")
        yield Piece(f'<div id="not-tested">{about.pages_heading()}</div>')
        yield Piece(whole.pages(audit.run, _findings.documents(audit)))
        yield from self._of_sample()
        for group in _findings.unread_pages(audit):
            yield from self._pages_in_fold((page.id for page in group.pages), whole.unread(group))
        lost = _findings.lost_evidence(audit)
        if lost:
            yield Piece(about.lost_heading())
        for each in lost:
            yield from self._pages_in_fold((page.id for page in each.pages), about.lost(each))
            yield Piece(about.rules_lost(each))
        untested = _findings.by_rule(audit, "untested")
        unlisted = _unlisted.unlisted_languages(audit)
        yield Piece(about.rules_heading() + about.untested_rules(untested, lost, unlisted))
        yield from self._by_rule(untested)
        yield Piece(about.no_words(unlisted))

    def _of_sample(self) -> Iterator[Piece]:
        told, sample = _macros("_sample.html"), self.audit.run.sample
        if sample is None:
            return
        yield Piece(told.chosen_heading() + told.how(sample))
        head = told.rows_head(_text.bare(gettext("Pages by how they are built")))
        rows = Frame(head, TABLE_END, head)
        for each in sample.templates:
            yield Piece(told.row(each, self.home), (rows,))
        opening = told.why_fold() + told.why_head()
        why = Frame(opening, f"{TABLE_END}</details>", opening)
        for page in self.audit.pages:
            if page.chosen is not None:
                yield Piece(told.why(page, self.home), (why,))

    def _of_answers(self) -> Iterator[Piece]:
        review, told = self.audit.review, _macros("_review.html")
        if review is None:
            return
        yield Piece(f'<div id="review">{told.about()}</div>')
        head = told.all_head()
        table = Frame(head, TABLE_END, head)
        for entry in review.entries:
            yield Piece(told.answer(entry), (table,))
        overturned = _findings.by_rule(self.audit, "passed")
        if overturned:
            yield Piece(told.overturned_heading())
            yield from self._by_rule(overturned)

    def _of_criteria(self) -> Iterator[Piece]:
        told = _macros("_method.html")
        yield Piece(f'<div id="criteria">{told.criteria(self.audit.portal, self.rules, split=True)}</div>')

    def _of_method(self) -> Iterator[Piece]:
        told, about = _macros("_method.html"), _macros("_pieces.html")
        yield Piece(
            f'<div id="method">{about.method_heading()}{told.score(self.audit.auditor.weights)}</div>'
        )
        yield Piece(f"{about.run_heading()}{told.run(self.audit)}")

    def _of_rules(self) -> Iterator[Piece]:
        told, about = _macros("_method.html"), _macros("_pieces.html")
        yield Piece('<div id="rules"></div>')
        for pillar, totals in _findings.rule_totals(self.audit).items():
            head = about.pillar(pillar) + told.rules_head(pillar)
            table = Frame(head, TABLE_END, about.pillar(pillar, again=True) + told.rules_head(pillar))
            for total in totals:
                yield Piece(told.rule(total), (table,))


def _list(name: str) -> Frame:
    return Frame(f'<ul class="{name}">', LIST_END, f'<ul class="{name}">')


def _macros(name: str) -> Any:
    """Give the macros of a template, which are functions that write HTML."""
    return template(name).module
