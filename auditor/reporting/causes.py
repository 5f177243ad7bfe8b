"""Groups findings by their cause, and orders the causes by what fixing them is worth. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.audit import Cause, Finding
from auditor.scoring.score import ScoredRule


class _Spot(NamedTuple):
    """Where a rule failed: on a page, or else in a service as a whole, or else in the portal."""

    rule: str
    page: str | None
    service: str | None


def _spot(finding: Finding) -> _Spot:
    return _Spot(finding.rule, finding.page, finding.service if finding.page is None else None)


def causes_of(
    findings: Iterable[Finding],
    scored: Mapping[str, ScoredRule],
    kept_out: Mapping[str, int],
    pages_in: Mapping[str | None, int],
) -> list[Cause]:
    """Group what failed by its cause, the most urgent first.

    Args:
        findings: those of an audit.
        scored: the rules that count, by id.
        kept_out: of how many groups of people each rule's failures keep somebody out, by id.
        pages_in: how many pages each service has, by id, and the portal, under None.
    """
    by_cause: dict[str, list[Finding]] = defaultdict(list)
    causes_on: dict[_Spot, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.outcome == "failed" and finding.cause is not None:
            by_cause[finding.cause].append(finding)
            causes_on[_spot(finding)].add(finding.cause)
    causes = [_cause(name, group, causes_on, scored, kept_out, pages_in) for name, group in by_cause.items()]
    return sorted(causes, key=lambda cause: _urgency(cause, scored))


def _cause(
    name: str,
    group: Sequence[Finding],
    causes_on: Mapping[_Spot, set[str]],
    scored: Mapping[str, ScoredRule],
    kept_out: Mapping[str, int],
    pages_in: Mapping[str | None, int],
) -> Cause:
    first = group[0]
    pages = list(dict.fromkeys(finding.page for finding in group if finding.page))
    freed = [spot for spot in dict.fromkeys(map(_spot, group)) if causes_on[spot] == {name}]
    frees = sum(spot.page is not None for spot in freed)
    # What is wrong with a service as a whole is wrong on each of its pages, as in the score.
    frees_whole = sum(pages_in[spot.service] for spot in freed if spot.page is None)
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
        people_pages=(frees + frees_whole) * kept_out[first.rule],
        message=first.message,
        snippet=first.snippet,
        url=first.url,
    )


def _urgency(cause: Cause, scored: Mapping[str, ScoredRule]) -> tuple[float, float, int, str]:
    """Order by the rule's weight times people-pages freed, then times places reached; advice comes last."""
    weight = scored[cause.rule].weight if cause.rule in scored else 0.0
    reach = max(len(cause.pages), len(cause.services), 1)  # a finding about the portal has neither
    return (-weight * cause.people_pages, -weight * reach, -cause.elements, cause.id)
