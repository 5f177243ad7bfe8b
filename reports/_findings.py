"""Orders findings and causes for reading: by rule, equal ones told once with all the places they stand at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from auditor.audit import (
    Audit,
    Cause,
    Counts,
    Finding,
    NotTested,
    OutcomeName,
    Page,
    PillarName,
    RuleCounts,
    RuleInfo,
    Scored,
    Service,
)

PILLARS: tuple[PillarName, ...] = get_args(PillarName.__value__)
WORST_FIRST = ("critical", "serious", "moderate", "minor")
FIRST_CAUSES = 10  # told in full under "What to fix first"; the others follow in brief
MAIN_REASONS = 3  # why a pillar could not be measured: the most frequent ones are enough


@dataclass(frozen=True, slots=True)
class Spot:
    """One page (or service) that an entry was found on, and where there."""

    page: Page | None
    service: str | None
    url: str | None
    selectors: tuple[str, ...]
    elements: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings of one cause that say the same of the same markup."""

    message: str
    snippet: str | None
    language: str | None
    elements: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class RuleEntries:
    """All entries of one rule; `elements` and `places` (pages or services) are their sums."""

    rule: RuleInfo
    entries: tuple[Entry, ...]
    elements: int
    places: int


@dataclass(frozen=True, slots=True)
class UnreadPages:
    """Pages that were found and not judged, for one reason."""

    state: str
    reason: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule about the whole service answered; `reason` says why, where it could not be asked."""

    rule: RuleInfo
    verdict: str
    reason: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """A rule with the sum of its counts over all pages and services."""

    rule: RuleInfo
    passed: int
    failed: int
    cant_tell: int


def to_fix(audit: Audit, *, scored: bool) -> list[Cause]:
    """Order causes of failures: first what frees most pages, then the worst, then the widest.

    `scored` chooses between what the standard or a limit requires and mere advice.
    """
    failing = {finding.cause for finding in audit.findings if finding.outcome == "failed"}
    causes = (cause for cause in audit.causes if cause.id in failing and cause.scored is scored)
    return sorted(
        causes,
        key=lambda cause: (
            -cause.frees,
            WORST_FIRST.index(cause.severity),
            -len(cause.pages),
            -cause.elements,
            cause.id,
        ),
    )


def by_rule(audit: Audit, outcome: OutcomeName) -> dict[PillarName, list[RuleEntries]]:
    """Group the findings of one outcome by pillar and rule, the worst and widest rules first.

    Pillars without such findings are left out.
    """
    pages = {page.id: page for page in audit.pages}
    rules = {rule.id: rule for rule in audit.rules}
    findings_of: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        if finding.outcome == outcome:
            findings_of[finding.rule].append(finding)
    grouped: dict[PillarName, list[RuleEntries]] = {pillar: [] for pillar in PILLARS}
    for rule_id, findings in findings_of.items():
        grouped[rules[rule_id].pillar].append(_rule_entries(rules[rule_id], findings, pages))
    return {pillar: sorted(group, key=_worst_and_widest) for pillar, group in grouped.items() if group}


def _worst_and_widest(group: RuleEntries) -> tuple[int, int, str]:
    return WORST_FIRST.index(group.rule.severity), -group.places, group.rule.title


def _rule_entries(rule: RuleInfo, findings: list[Finding], pages: Mapping[str, Page]) -> RuleEntries:
    alike: defaultdict[tuple[str | None, str, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.cause, finding.message, finding.snippet].append(finding)
    entries = sorted((_entry(same, pages) for same in alike.values()), key=lambda entry: -len(entry.spots))
    return RuleEntries(
        rule=rule,
        entries=tuple(entries),
        elements=sum(entry.elements for entry in entries),
        places=len({_place_of(finding) for finding in findings}),
    )


def _entry(findings: list[Finding], pages: Mapping[str, Page]) -> Entry:
    at_place: defaultdict[tuple[str | None, str | None, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        at_place[_place_of(finding)].append(finding)
    spots = tuple(_spot(same, pages) for same in at_place.values())
    first = findings[0]
    return Entry(
        message=first.message,
        snippet=first.snippet,
        language=next((spot.page.language for spot in spots if spot.page), None),
        elements=sum(spot.elements for spot in spots),
        spots=spots,
    )


def _place_of(finding: Finding) -> tuple[str | None, str | None, str | None]:
    if finding.page is not None:
        return finding.page, None, None
    return None, finding.service, finding.url


def _spot(findings: list[Finding], pages: Mapping[str, Page]) -> Spot:
    first = findings[0]
    page = pages[first.page] if first.page is not None else None
    return Spot(
        page=page,
        service=first.service,
        url=first.url or (page.url if page else None),
        selectors=tuple(finding.selector for finding in findings if finding.selector),
        elements=sum(finding.elements for finding in findings),
    )


def unread_pages(audit: Audit) -> list[UnreadPages]:
    """Group the pages that were not judged by state and reason, the most frequent first."""
    groups: defaultdict[tuple[str, str], list[Page]] = defaultdict(list)
    for page in audit.pages:
        if page.state != "done":
            groups[page.state, page.reason or "no reason was recorded"].append(page)
    unread = [UnreadPages(state, reason, tuple(pages)) for (state, reason), pages in groups.items()]
    return sorted(unread, key=lambda group: (-len(group.pages), group.state, group.reason))


def answers(audit: Audit, service: Service) -> list[Answer]:
    """What the rules about the whole service answered; inapplicable ones are left out."""
    return [
        Answer(
            rule=rule,
            verdict=_verdict(counts),
            reason=counts.untested if isinstance(counts, NotTested) else "",
            findings=tuple(
                finding
                for finding in audit.findings
                if finding.rule == rule.id
                and finding.page is None
                and finding.service == service.id
                and finding.outcome != "untested"
            ),
        )
        for rule in audit.rules
        if rule.scope == "service" and (counts := service.rules.get(rule.id)) is not None
    ]


def _verdict(counts: Counts | NotTested) -> str:
    if isinstance(counts, NotTested):
        return "Not tested"
    if counts.failed:
        return "Not met"
    return "To review" if counts.cant_tell else "Met"


def why_unmeasured(audit: Audit, scored: Scored, pillar: PillarName) -> list[str]:
    """The most frequent reasons for which rules of this pillar could not be asked."""
    of_pillar = {rule.id for rule in audit.rules if rule.pillar == pillar}
    reasons = Counter(
        counts.untested
        for rules in _rule_counts(audit, scored)
        for rule_id, counts in rules.items()
        if rule_id in of_pillar and isinstance(counts, NotTested)
    )
    return [reason for reason, _ in reasons.most_common(MAIN_REASONS)]


def _rule_counts(audit: Audit, scored: Scored) -> Iterator[RuleCounts]:
    own_pages = set(scored.pages) if isinstance(scored, Service) else None
    yield scored.rules
    for page in audit.pages:
        if own_pages is None or page.id in own_pages:
            yield page.rules
    if own_pages is None:
        for service in audit.services:
            yield service.rules


def rule_totals(audit: Audit) -> dict[PillarName, list[RuleTotal]]:
    """Every rule with its counts over the whole portal, by pillar."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for rule_id, counts in _decided(_rule_counts(audit, audit.portal)):
        sums[rule_id].update(passed=counts.passed, failed=counts.failed, cant_tell=counts.cant_tell)
    totals = [
        RuleTotal(rule, sums[rule.id]["passed"], sums[rule.id]["failed"], sums[rule.id]["cant_tell"])
        for rule in audit.rules
    ]
    grouped = {pillar: [total for total in totals if total.rule.pillar == pillar] for pillar in PILLARS}
    return {pillar: group for pillar, group in grouped.items() if group}


def _decided(all_counts: Iterable[RuleCounts]) -> Iterator[tuple[str, Counts]]:
    for rules in all_counts:
        for rule_id, counts in rules.items():
            if isinstance(counts, Counts):
                yield rule_id, counts


def decided_rules(audit: Audit) -> set[str]:
    """Rules that counted at least one element somewhere on the portal."""
    return {rule_id for rule_id, _ in _decided(_rule_counts(audit, audit.portal))}


def untested_rules(audit: Audit) -> set[str]:
    """Rules that could be asked nowhere on the portal, for want of evidence."""
    asked = {
        rule_id
        for rules in _rule_counts(audit, audit.portal)
        for rule_id, counts in rules.items()
        if isinstance(counts, NotTested)
    }
    return asked - decided_rules(audit)
