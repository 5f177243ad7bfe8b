"""Ranks portals over draws of what the score takes for granted, from what was tested on all of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from auditor.audit import Audit, NotTested, PillarName, RuleCounts, Scored, Service
from auditor.judge import Tally
from auditor.rule import Pillar
from auditor.scoring.ranks import RankedPortal, RankedService, Ranking, rank
from auditor.scoring.score import Blocked, ScoredRule
from auditor.scoring.weights import standard_weights


def ranking(
    audits: Sequence[Audit], pillars: Collection[PillarName], dropped: Collection[str]
) -> Ranking | None:
    """Rank measured portals; None for fewer than two, and where no pillar was measured on all.

    `dropped` are the rules that were tested on some of them only.
    """
    if len(audits) < 2 or not pillars:  # noqa: PLR2004  a rank is among several
        return None
    rules = _shared_rules(audits, dropped)
    portals = [RankedPortal(audit.portal.name, list(_services(audit))) for audit in audits]
    return rank(portals, rules, [Pillar(name) for name in pillars], standard_weights())


def _shared_rules(audits: Sequence[Audit], dropped: Collection[str]) -> Mapping[str, ScoredRule]:
    """Give the rules that count on every portal, by the weight that they have on the first."""
    first, *others = [{rule.id: rule for rule in audit.rules if rule.scored} for audit in audits]
    return {
        rule_id: ScoredRule(Pillar(rule.pillar), rule.weight)
        for rule_id, rule in first.items()
        if rule_id not in dropped and rule.weight > 0 and all(rule_id in other for other in others)
    }


def _services(audit: Audit) -> Iterator[RankedService]:
    pages = {page.id: page for page in audit.pages}
    scopes: Sequence[Scored] = audit.services or (audit.portal,)
    whole = _tallies(audit.portal.rules)  # with services, those of rules about the portal alone
    for scope in scopes:
        own = scope.pages if isinstance(scope, Service) else list(pages)
        read = [
            pages[page_id]
            for page_id in own
            if page_id in pages and pages[page_id].state == "done" and pages[page_id].duplicate_of is None
        ]
        of_scope = _tallies(scope.rules) | whole
        units = [_tallies(page.rules) | of_scope for page in read if page.kind == "html"]
        if units:  # documents are scored beside pages only, by the rules about documents
            units += [_tallies(page.rules) for page in read if page.kind == "document"]
        yield RankedService(units, Blocked(scope.blocked))


def _tallies(counts: RuleCounts) -> dict[str, Tally]:
    return {
        rule_id: Tally(untested=counted.untested)
        if isinstance(counted, NotTested)
        else Tally(counted.passed, counted.failed, counted.cant_tell, within=counted.within)
        for rule_id, counted in counts.items()
    }
