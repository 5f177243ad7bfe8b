"""Compares an audit with what was known, and says what fails the build. Pure: the day is passed in."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import cast

from auditor.audit import PILLARS, Audit, Finding, Page, RuleInfo
from auditor.errors import AuditorError
from auditor.evidence import CLOSE_PARTS
from auditor.gate.baseline import Baseline, Key, KnownFault, failures, where_of
from auditor.gate.precision import proven_rules
from auditor.gate.source import source_of
from auditor.gate.suppressing import Suppressing
from auditor.output import under_the_bar
from auditor.registry import all_rules
from auditor.result.gate import (
    FAILING,
    Against,
    FaultState,
    Gate,
    GateFault,
    GateKnown,
    GateScore,
    GateSuppression,
)
from auditor.review.about import path_of
from auditor.settings.gating import PROVEN, CiSettings

MOST_URLS = 20  # of one fault: its pages are all there by their ids
NAMED_PAGES = 3
RAISE_POINTS = 3  # how far scores lie above a bar before raising it is advised: two runs differ by less
ORDER: tuple[FaultState, ...] = ("new", "expired", "unstable", "new_rule", "warned", "known", "suppressed")


class GateError(AuditorError):
    """[ci] of portal.toml names what there is not."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an audit is compared with."""

    against: Against = "nothing"
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Which faults were looked for on a second load, and which of them were there again."""

    asked: frozenset[Key] = field(default=frozenset())
    seen: frozenset[Key] = field(default=frozenset())


def check_gate(ci: CiSettings) -> None:
    """Look whether everything that [ci] gate names exists.

    Raises:
        GateError: naming what does not.
    """
    for name in ci.gate:
        if name not in {PROVEN, *PILLARS} and not any(fnmatchcase(rule, name) for rule in all_rules()):
            raise GateError(
                f"[ci] gate: found {name!r}, expected {PROVEN!r}, one of {', '.join(PILLARS)}, or a rule; "
                "`auditor rules` lists them"
            )


def judge_gate(
    audit: Audit,
    ci: CiSettings,
    known: Known,
    today: date,
    again: SecondLook | None = None,
) -> Gate:
    """Say what fails a build, and what of the rest is worth telling.

    Args:
        audit: what was found.
        ci: what fails a build.
        known: what the audit is compared with.
        today: the day on which suppressions are looked at.
        again: what a second load showed; without it, what was found once counts.
    """
    suppressing = Suppressing.of(ci, known.baseline, today)
    comparing = _Comparing(audit, ci, known, suppressing, again or SecondLook())
    faults = comparing.faults()
    fixed, not_seen = comparing.gone()
    suppressions = suppressing.told()
    reasons = list(_reasons(audit, ci, faults, suppressions))
    return Gate(
        passed=not reasons,
        reasons=reasons,
        against=known.against,
        newer=comparing.newer,
        faults=faults,
        fixed=fixed,
        not_seen=not_seen,
        scores=_scores(audit, known.baseline),
        suppressions=suppressions,
        advice=list(_advice(audit, ci, known, fixed, comparing.newer, faults, suppressions)),
    )


class _Comparing:
    """One audit beside what was known."""

    def __init__(
        self, audit: Audit, ci: CiSettings, known: Known, suppressing: Suppressing, again: SecondLook
    ) -> None:
        self._audit = audit
        self._ci = ci
        self._baseline = known.baseline
        self._suppressing = suppressing
        self._again = again
        self._rules = {rule.id: rule for rule in audit.rules}
        self._gated = gated_rules(ci.gate, audit.rules)
        self._found = failures(audit)
        self._known = {fault.key: fault for fault in known.baseline.faults} if known.baseline else {}
        self._newly_asked = _newly_asked(audit, known.baseline)
        self.newer = list(_newer(audit, known.baseline))

    def faults(self) -> list[GateFault]:
        order = {cause.id: place for place, cause in enumerate(self._audit.causes)}
        faults = [fault for key, group in self._found.items() for fault in self._of_key(key, group)]
        return sorted(
            faults, key=lambda fault: (ORDER.index(fault.state), order.get(fault.cause, len(order)))
        )

    def _of_key(self, key: Key, group: Sequence[Finding]) -> Iterator[GateFault]:
        """Give the fault without what suppressions answer for, and those as faults of their own."""
        by_state: dict[str, list[Finding]] = {}
        for finding in group:
            by_state.setdefault(self._suppressing.state_of(finding), []).append(finding)
        for state, findings in by_state.items():
            if state == "suppressed":
                yield self._fault(key, findings, "suppressed", "somebody answers for it")
            elif state == "expired":
                yield self._fault(key, findings, "expired", "")
            else:
                yield self._fault(key, findings, *self._state_of(key, findings))

    def _state_of(self, key: Key, findings: Sequence[Finding]) -> tuple[FaultState, str]:
        rule = self._rules[findings[0].rule]
        if key in self._known:
            return "known", ""
        if rule.id in self._newly_asked:
            return "new_rule", "a rule that the baseline's version did not ask, or asked otherwise, found it"
        if rule.id not in self._gated:
            return "warned", "its rule is not in [ci] gate"
        if mild := self._mildness(rule, findings):
            return "warned", mild
        if key in self._again.asked and key not in self._again.seen:
            return "unstable", "a second load did not show it again"
        return "new", ""

    def _mildness(self, rule: RuleInfo, findings: Iterable[Finding]) -> str:
        """Say why a fault is less than what fails a build; "" if it is not."""
        if all(each.answer is not None and each.answer.before != "failed" for each in findings):
            return "a person found it, and not this change brought it"
        if rule.blocker is not None or self._ci.fail_on == "any-new":
            return ""
        if self._ci.fail_on == "new-blocker":
            return "it is no blocker"
        return "" if rule.severity == "critical" else "it is neither critical nor a blocker"

    def _fault(self, key: Key, group: Sequence[Finding], state: FaultState, why: str) -> GateFault:
        first, rule = group[0], self._rules[group[0].rule]
        before = self._known.get(key)
        urls = list(dict.fromkeys(finding.url for finding in group if finding.url))
        return GateFault(
            cause=key.cause,
            service=key.service,
            rule=rule.id,
            pillar=rule.pillar,
            severity=rule.severity,
            state=state,
            why=why,
            title=rule.title,
            message=first.message,
            snippet=first.snippet,
            selector=first.selector,
            url=first.url,
            source=source_of(first.url, self._ci.sources) if first.url else None,
            pages=list(dict.fromkeys(finding.page for finding in group if finding.page)),
            urls=urls[:MOST_URLS],
            elements=sum(finding.elements for finding in group),
            pages_before=before.pages if before else None,
        )

    def gone(self) -> tuple[list[GateKnown], list[GateKnown]]:
        """Give the known faults that were not found: those that are mended, and those not looked for."""
        fixed: list[GateKnown] = []
        not_seen: list[GateKnown] = []
        pages = {where_of(page.url): page for page in self._audit.pages if page.state_of is None}
        for key, fault in self._known.items():
            if key not in self._found:
                (fixed if self._is_looked_at(fault, pages) else not_seen).append(_told(fault))
        return fixed, not_seen

    def _is_looked_at(self, fault: KnownFault, pages: Mapping[str, Page]) -> bool:
        """Whether the rule was asked where the fault was."""
        if fault.rule not in self._rules:
            return False
        if not fault.where:
            services = {service.id: service for service in self._audit.services}
            whole = services.get(fault.service) if fault.service else self._audit.portal
            return whole is not None and whole.state == "measured" and is_asked(fault.rule, whole.rules)
        page = pages.get(fault.where)
        return page is not None and is_looked_at(fault.rule, page)


def is_looked_at(rule: str, page: Page) -> bool:
    """Whether a rule was asked of a page, which was looked at as it needs."""
    if page.state != "done" or not is_asked(rule, page.rules):
        return False
    registered = all_rules().get(rule)
    return page.closely or registered is None or CLOSE_PARTS.isdisjoint(registered.rule.needs)


def is_asked(rule: str, counts: Mapping[str, object]) -> bool:
    """Whether a rule could be asked; one without counts had nothing to look at."""
    return not hasattr(counts.get(rule), "untested")


def _told(fault: KnownFault) -> GateKnown:
    return GateKnown(
        cause=fault.cause, rule=fault.rule, service=fault.service, where=fault.where, what=fault.what
    )


def gated_rules(gate: Iterable[str], rules: Iterable[RuleInfo]) -> frozenset[str]:
    """Name the rules whose failures fail a build. Advice does only where its rule or pillar is named."""
    names, proven = tuple(gate), proven_rules()
    return frozenset(
        rule.id
        for rule in rules
        if (PROVEN in names and rule.id in proven and rule.scored)
        or any(name == rule.pillar or fnmatchcase(rule.id, name) for name in names)
    )


def _newly_asked(audit: Audit, baseline: Baseline | None) -> frozenset[str]:
    """Name the rules that the baseline's version had not, or had in another version."""
    if baseline is None:
        return frozenset()
    old = set(baseline.rules)
    is_other_axe = baseline.axe != audit.auditor.axe
    is_other_program = baseline.auditor != audit.auditor.version
    return frozenset(
        rule.id
        for rule in audit.rules
        if rule.id not in old or (is_other_axe if rule.id.startswith("axe/") else is_other_program)
    )


def _newer(audit: Audit, baseline: Baseline | None) -> Iterator[str]:
    if baseline is None:
        return
    if baseline.auditor != audit.auditor.version:
        yield f"Inclusion Auditor {baseline.auditor}, now {audit.auditor.version}"
    if baseline.axe != audit.auditor.axe:
        yield f"axe-core {baseline.axe or 'unknown'}, now {audit.auditor.axe or 'unknown'}"
    added = sorted({rule.id for rule in audit.rules} - set(baseline.rules))
    if added:
        more = f" and {len(added) - NAMED_PAGES} more" if len(added) > NAMED_PAGES else ""
        yield f"rules that were not there: {', '.join(added[:NAMED_PAGES])}{more}"


def _reasons(
    audit: Audit,
    ci: CiSettings,
    faults: Collection[GateFault],
    suppressions: Iterable[GateSuppression],
) -> Iterator[str]:
    states = Counter(fault.state for fault in faults)
    if states["new"]:
        yield counted(states["new"], "new fault")
    expired = [each for each in suppressions if each.state == "expired"]
    for each in expired:
        yield f"the suppression of {each.what} has expired on {each.expires.isoformat()} ({each.owner})"
    if ci.min_score is not None:
        for name in under_the_bar(audit, ci.min_score):
            yield f"{name} is under the bar of {ci.min_score:g} points"
    if ci.page_kb is not None:
        heavy = [
            page
            for page in audit.pages
            if page.state == "done" and page.kind == "html" and (page.wire_bytes or 0) > ci.page_kb * 1_000
        ]
        if heavy:
            named = ", ".join(
                f"{path_of(page.url)} ({(page.wire_bytes or 0) / 1_000:,.0f} kB)"
                for page in heavy[:NAMED_PAGES]
            )
            more = f" and {len(heavy) - NAMED_PAGES} more" if len(heavy) > NAMED_PAGES else ""
            yield f"{counted(len(heavy), 'page')} over the budget of {ci.page_kb:g} kB: {named}{more}"


def _scores(audit: Audit, baseline: Baseline | None) -> list[GateScore]:
    before = baseline.scores if baseline else {}
    portal = GateScore(
        service=None,
        name=audit.portal.name,
        before=baseline.portal_score if baseline else None,
        now=audit.portal.score.value,
    )
    return [
        portal,
        *(
            GateScore(
                service=service.id,
                name=service.name,
                before=before.get(service.id),
                now=service.score.value,
            )
            for service in audit.services
        ),
    ]


def _advice(
    audit: Audit,
    ci: CiSettings,
    known: Known,
    fixed: Collection[GateKnown],
    newer: Collection[str],
    faults: Iterable[GateFault],
    suppressions: Iterable[GateSuppression],
) -> Iterator[str]:
    states = Counter(fault.state for fault in faults)
    if known.against == "nothing":
        yield (
            "There is no baseline, so every fault counts as new. `auditor baseline update` writes one with "
            "what was found; commit it once it was reviewed."
        )
    if fixed and known.against == "baseline":
        yield (
            f"{counted(len(fixed), 'known fault')} fixed: `auditor baseline update` takes "
            f"{'it' if len(fixed) == 1 else 'them'} out, and whoever brings one back fails."
        )
    if newer and known.against == "baseline":
        found = f" ({counted(states['new_rule'], 'fault')})" if states["new_rule"] else ""
        yield (
            f"The baseline was written by other versions: what newer rules find{found} fails only after "
            "`auditor baseline update`."
        )
    yield from _raised_bar(audit, ci)
    for each in suppressions:
        if each.state == "unused":
            yield f"Nothing was found that the suppression of {each.what} is about: it can be taken out."


def _raised_bar(audit: Audit, ci: CiSettings) -> Iterator[str]:
    scores = [service.score for service in audit.services] or [audit.portal.score]
    values = [score.value for score in scores]
    if ci.min_score is None or not values or None in values:
        return
    lowest = int(min(cast("list[float]", values)))
    if lowest >= ci.min_score + RAISE_POINTS:
        yield (
            f"Every service has {lowest} points or more: [ci] min_score can be raised from {ci.min_score:g}."
        )


def failing(gate: Gate) -> list[GateFault]:
    """Give the faults that fail the build."""
    return [fault for fault in gate.faults if fault.state in FAILING]


def counted(number: int, thing: str) -> str:
    """Say how many: `1 page`, `2 pages`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
