"""Groups findings by their cause, and orders the causes by what fixing them is worth. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from auditor.audit import Cause, Finding
from auditor.scoring.score import ScoredRule


def causes_of(
    findings: Iterable[Finding], scored: Mapping[str, ScoredRule], kept_out: Mapping[str, int]
) -> list[Cause]:
    """Group what failed by its cause, the most urgent first.

    Args:
        findings: those of an audit.
        scored: the rules that count, by id.
        kept_out: of how many groups of people each rule's failures keep somebody out, by id.
    """
    by_cause: dict[str, list[Finding]] = defaultdict(list)
    causes_on: dict[tuple[str, str | None], set[str]] = defaultdict(set)  # by rule and page
    for finding in findings:
        if finding.outcome == "failed" and finding.cause is not None:
            by_cause[finding.cause].append(finding)
            causes_on[finding.rule, finding.page].add(finding.cause)
    causes = [_cause(name, group, causes_on, scored, kept_out) for name, group in by_cause.items()]
    return sorted(causes, key=lambda cause: _urgency(cause, scored))


def _cause(
    name: str,
    group: Sequence[Finding],
    causes_on: Mapping[tuple[str, str | None], set[str]],
    scored: Mapping[str, ScoredRule],
    kept_out: Mapping[str, int],
) -> Cause:
    first = group[0]
    pages = list(dict.fromkeys(finding.page for finding in group if finding.page))
    frees = sum(causes_on[first.rule, page] == {name} for page in pages)
    return Cause(
        id=name,
        rule=first.rule,
        pillar=first.pillar,
        severity=first.severity,
        scored=first.rule in scored,
        elements=sum(finding.elements for finding in group),
        pages=pages,
        services=list(dict.fromkeys(finding.service for finding in group if finding.service)),
        frees=frees,
        people_pages=frees * kept_out[first.rule],
        message=first.message,
        snippet=first.snippet,
        url=first.url,
    )


def _urgency(cause: Cause, scored: Mapping[str, ScoredRule]) -> tuple[float, float, int, str]:
    """Order by the rule's weight times people-pages freed, then times places reached; advice comes last."""
    weight = scored[cause.rule].weight if cause.rule in scored else 0.0
    reach = max(len(cause.pages), len(cause.services), 1)  # a finding about the portal has neither
    return (-weight * cause.people_pages, -weight * reach, -cause.elements, cause.id)
