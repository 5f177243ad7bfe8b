"""Orders findings and causes for reading: by rule, equal ones told once with all the places they stand at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

from . import _text
from ._unlisted import is_unlisted, unlisted_languages_of

PILLARS: tuple[PillarName, ...] = get_args(PillarName.__value__)
WORST_FIRST = ("critical", "serious", "moderate", "minor")
FIRST_RULES = 10  # told in full under "What to fix first"; the causes of others follow in brief
FULL_CAUSES = 2  # of a rule: the others follow in brief
MOST_SELECTOR_CHARS = 20_000  # of one place in one piece of a report: a file has room for it
MAIN_REASONS = 3  # why a pillar could not be measured: the most frequent ones are enough


type Languages = Mapping[str | None, str | None]
"""The languages of pages, by their addresses."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One page (or service) that an entry was found on, and where there."""

    page: Page | None
    service: str | None
    url: str | None
    selectors: tuple[str, ...]
    elements: int
    name: str  # of this place among those of its entry, as a part of an HTML id
    continued: bool = False  # it holds more selectors of the place before it


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings of one cause that say the same of the same markup."""

    finding: Finding  # the first of them
    anchor: str  # its HTML id, the same in every report of the same finding
    language: str | None
    elements: int
    spots: tuple[Spot, ...]
    picture: str | None = None  # WebP in base64

    @property
    def first_place(self) -> Spot:
        """The first place, with no more than one element of it."""
        return replace(self.spots[0], selectors=self.spots[0].selectors[:1])


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
class LostEvidence:
    """Parts of the evidence that pages lost for one reason, and the rules that could not be asked there."""

    parts: tuple[str, ...]
    reason: str
    pages: tuple[Page, ...]
    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """A cause to mend: its rule, its first finding, and all the places where it stands."""

    cause: Cause
    rule: RuleInfo
    entry: Entry


@dataclass(frozen=True, slots=True)
class RuleToMend:
    """A rule with its causes, the most urgent first: `full` are told whole, `others` in brief."""

    rule: RuleInfo
    full: tuple[Fix, ...]
    others: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class RuleTally:
    """A rule with its counts, on one page or summed over all pages and services.

    `over` is the mean part of the failed elements that is over a limit, None where they fail whole.
    """

    rule: RuleInfo
    passed: int = 0
    failed: int = 0
    cant_tell: int = 0
    over: float | None = None
    untested: str = ""  # the reason; then nothing was counted


@dataclass(frozen=True, slots=True)
class Basis:
    """What a pillar's points rest on: how many scored rules decided something, and of how many elements."""

    rules: int
    elements: int


@dataclass(frozen=True, slots=True)
class PageTallies:
    """What the rules counted on one page: `telling` did not merely pass, `passing` did."""

    page: Page
    telling: tuple[RuleTally, ...]
    passing: tuple[RuleTally, ...]


def to_fix(audit: Audit, *, scored: bool) -> list[Fix]:
    """Take the causes in the audit's own order, with the places where they stand.

    `scored` chooses between what the standard or a limit requires and mere advice.
    """
    pages = {page.id: page for page in audit.pages}
    rules = {rule.id: rule for rule in audit.rules}
    languages = languages_by_address(audit)
    failures_of: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        if finding.outcome == "failed":
            failures_of[finding.cause].append(finding)
    return [
        Fix(cause, rules[cause.rule], _entry(failures_of[cause.id], pages, languages))
        for cause in audit.causes
        if cause.scored is scored and failures_of[cause.id]
    ]


def to_mend(audit: Audit) -> tuple[list[RuleToMend], list[Fix]]:
    """Choose what to mend first, by rule, and give the remaining causes.

    First are the rules of the most urgent causes, and the first of each pillar: what a summary
    names as the first to mend in a pillar has to be there.
    """
    fixes_of: dict[str, list[Fix]] = {}
    for fix in to_fix(audit, scored=True):
        fixes_of.setdefault(fix.rule.id, []).append(fix)
    first_of_pillar: dict[PillarName, str] = {}
    for rule_id, fixes in fixes_of.items():
        first_of_pillar.setdefault(fixes[0].rule.pillar, rule_id)
    chosen = {*list(fixes_of)[:FIRST_RULES], *first_of_pillar.values()}
    mend = [
        RuleToMend(fixes[0].rule, tuple(fixes[:FULL_CAUSES]), tuple(fixes[FULL_CAUSES:]))
        for rule_id, fixes in fixes_of.items()
        if rule_id in chosen
    ]
    rest = [fix for rule_id, fixes in fixes_of.items() if rule_id not in chosen for fix in fixes]
    return mend, rest


def by_rule(audit: Audit, outcome: OutcomeName) -> dict[PillarName, list[RuleEntries]]:
    """Group the findings of one outcome by pillar and rule, the worst and widest rules first.

    Pillars without such findings are left out, and so is what is untested only because a page lost its
    evidence or its language has no lists of words: `lost_evidence` and `_unlisted` tell that once.
    """
    pages = {page.id: page for page in audit.pages}
    rules = {rule.id: rule for rule in audit.rules}
    languages = languages_by_address(audit)
    findings_of: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        is_told = _lost_part(finding, pages) is not None or unlisted_languages_of(finding, rules)
        if finding.outcome == outcome and not is_told:
            findings_of[finding.rule].append(finding)
    grouped: dict[PillarName, list[RuleEntries]] = {pillar: [] for pillar in PILLARS}
    for rule_id, findings in findings_of.items():
        grouped[rules[rule_id].pillar].append(_rule_entries(rules[rule_id], findings, pages, languages))
    return {pillar: sorted(group, key=_worst_and_widest) for pillar, group in grouped.items() if group}


def _worst_and_widest(group: RuleEntries) -> tuple[int, int, str]:
    return WORST_FIRST.index(group.rule.severity), -group.places, group.rule.title


def languages_by_address(audit: Audit) -> Languages:
    """Give the language of each page by its addresses: what is said of a whole service quotes a page, too."""
    return {url: page.language for page in audit.pages for url in (page.url, page.final_url)}


def _rule_entries(
    rule: RuleInfo, findings: list[Finding], pages: Mapping[str, Page], languages: Languages
) -> RuleEntries:
    alike: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        said = finding.answer, finding.reply
        alike[finding.cause, finding.message, finding.snippet, said].append(finding)
    entries = sorted(
        (_entry(same, pages, languages) for same in alike.values()), key=lambda entry: -len(entry.spots)
    )
    return RuleEntries(
        rule=rule,
        entries=tuple(entries),
        elements=sum(entry.elements for entry in entries),
        places=len({_place_of(finding) for finding in findings}),
    )


def _entry(findings: list[Finding], pages: Mapping[str, Page], languages: Languages) -> Entry:
    at_place: defaultdict[tuple[str | None, str | None, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        at_place[_place_of(finding)].append(finding)
    spots = tuple(_spot(same, pages) for same in at_place.values())
    return Entry(
        finding=findings[0],
        anchor=_anchor(findings[0]),
        language=spots[0].page.language if spots[0].page else languages.get(spots[0].url),
        elements=sum(spot.elements for spot in spots),
        spots=spots,
        picture=next((finding.picture for finding in findings if finding.picture), None),
    )


def _place_of(finding: Finding) -> tuple[str | None, str | None, str | None]:
    if finding.page is not None:
        return finding.page, None, None
    return None, finding.service, finding.url


def _anchor(finding: Finding) -> str:
    said = [str(each) for each in (finding.answer, finding.reply) if each is not None]
    same = (finding.rule, finding.outcome, finding.cause or "", finding.message, finding.snippet or "", *said)
    return _text.digested("finding", *same)


def _spot(findings: list[Finding], pages: Mapping[str, Page]) -> Spot:
    first = findings[0]
    page = pages[first.page] if first.page is not None else None
    return Spot(
        page=page,
        service=first.service,
        url=first.url or (page.url if page else None),
        selectors=tuple(finding.selector for finding in findings if finding.selector),
        elements=sum(finding.elements for finding in findings),
        name=_text.anchor(first.page) if first.page else _of_no_page(first),
    )


def _of_no_page(finding: Finding) -> str:
    return _text.digested("", finding.service or "", finding.url or "")


def parted(spot: Spot) -> list[Spot]:
    """Part a place with very many selectors into several, so that each is short enough for any file."""
    parts: list[list[str]] = [[]]
    room = MOST_SELECTOR_CHARS
    for selector in spot.selectors:
        if len(selector) > room and parts[-1]:
            parts.append([])
            room = MOST_SELECTOR_CHARS
        parts[-1].append(selector)
        room -= min(len(selector), _text.LONGEST_CHARS)
    return [replace(spot, selectors=tuple(part), continued=bool(number)) for number, part in enumerate(parts)]


def documents(audit: Audit) -> int:
    """Count what was judged and is no page of the web."""
    return sum(page.state == "done" and page.kind == "document" for page in audit.pages)


def unread_pages(audit: Audit) -> list[UnreadPages]:
    """Group the pages that were not judged by state and reason, the most frequent first."""
    groups: defaultdict[tuple[str, str], list[Page]] = defaultdict(list)
    for page in audit.pages:
        if page.state != "done":
            groups[page.state, page.reason or "no reason was recorded"].append(page)
    unread = [UnreadPages(state, reason, tuple(pages)) for (state, reason), pages in groups.items()]
    return sorted(unread, key=lambda group: (-len(group.pages), group.state, group.reason))


def lost_evidence(audit: Audit) -> list[LostEvidence]:
    """Group what pages lost of their evidence by parts and reason, the most frequent first."""
    pages = {page.id: page for page in audit.pages}
    rules = {rule.id: rule for rule in audit.rules}
    kept_out: defaultdict[tuple[str, str], set[str]] = defaultdict(set)  # rules, by page and part
    for finding in audit.findings:
        part = _lost_part(finding, pages)
        if part is not None and finding.page is not None:
            kept_out[finding.page, part].add(finding.rule)
    pages_of: defaultdict[tuple[str, tuple[str, ...]], list[Page]] = defaultdict(list)
    for page in audit.pages:
        for reason in sorted(set(page.missing.values())):
            parts = tuple(sorted(part for part, why in page.missing.items() if why == reason))
            pages_of[reason, parts].append(page)
    lost = [
        LostEvidence(
            parts=parts,
            reason=reason,
            pages=tuple(group),
            rules=tuple(
                rules[rule_id]
                for rule_id in sorted(
                    {rule for page in group for part in parts for rule in kept_out[page.id, part]}
                )
            ),
        )
        for (reason, parts), group in pages_of.items()
    ]
    return sorted(lost, key=lambda each: (-len(each.pages), each.reason, each.parts))


def _lost_part(finding: Finding, pages: Mapping[str, Page]) -> str | None:
    """Name the part of its page's evidence for want of which a rule could not be asked; else None.

    `auditor.judge` words such a reason from the part and from why it is missing.
    """
    if finding.outcome != "untested" or finding.page is None:
        return None
    missing = pages[finding.page].missing
    reason = finding.measured.get("reason")
    return next(
        (part for part, why in missing.items() if reason == f"{part.replace('_', ' ')} is missing: {why}"),
        None,
    )


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


def basis(audit: Audit, scored: Scored, pillar: PillarName) -> Basis:
    """Count what a pillar's points are made from: pages of services, equal ones once."""
    scored_rules = {rule.id for rule in audit.rules if rule.pillar == pillar and rule.scored}
    scopes: Sequence[Scored] = [scored] if isinstance(scored, Service) else audit.services or [audit.portal]
    own_pages = {page_id for each in scopes if isinstance(each, Service) for page_id in each.pages}
    pages = (page for page in audit.pages if page.duplicate_of is None)
    counted = [
        *(each.rules for each in scopes),
        *([audit.portal.rules] if audit.services else []),
        *(page.rules for page in pages if page.id in own_pages or not audit.services),
    ]
    decided = [
        (rule_id, counts.passed + counts.failed)
        for rule_id, counts in _decided(counted)
        if rule_id in scored_rules and counts.passed + counts.failed
    ]
    return Basis(len({rule_id for rule_id, _ in decided}), sum(elements for _, elements in decided))


def _rule_counts(audit: Audit, scored: Scored) -> Iterator[RuleCounts]:
    own_pages = set(scored.pages) if isinstance(scored, Service) else None
    yield scored.rules
    for page in audit.pages:
        if own_pages is None or page.id in own_pages:
            yield page.rules
    if own_pages is None:
        for service in audit.services:
            yield service.rules


def rule_totals(audit: Audit) -> dict[PillarName, list[RuleTally]]:
    """Every rule with its counts over the whole portal, by pillar."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for rule_id, counts in _decided(_rule_counts(audit, audit.portal)):
        sums[rule_id].update(passed=counts.passed, failed=counts.failed, cant_tell=counts.cant_tell)
    totals = [
        RuleTally(rule, sums[rule.id]["passed"], sums[rule.id]["failed"], sums[rule.id]["cant_tell"])
        for rule in audit.rules
    ]
    grouped = {pillar: [total for total in totals if total.rule.pillar == pillar] for pillar in PILLARS}
    return {pillar: group for pillar, group in grouped.items() if group}


def page_tallies(audit: Audit) -> list[PageTallies]:
    """What the rules counted on each page that was judged, in the order of the pages.

    That a language has no lists of words, `_unlisted` tells once for all pages.
    """
    rules = {rule.id: rule for rule in audit.rules}
    told = []
    for page in audit.pages:
        tallies = [
            _tally(rules[rule_id], counts)
            for rule_id, counts in page.rules.items()
            if not (isinstance(counts, NotTested) and is_unlisted(rules[rule_id], counts.untested))
        ]
        if tallies:
            telling = tuple(each for each in tallies if each.failed or each.cant_tell or each.untested)
            told.append(PageTallies(page, telling, tuple(each for each in tallies if each not in telling)))
    return told


def _tally(rule: RuleInfo, counts: Counts | NotTested) -> RuleTally:
    if isinstance(counts, NotTested):
        return RuleTally(rule, untested=counts.untested)
    over = 1 - counts.within / counts.failed if counts.within else None
    return RuleTally(rule, counts.passed, counts.failed, counts.cant_tell, over)


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
