"""What ends a service for somebody altogether, what may, and what was looked for: from the audit alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.audit import Audit, Blocker, Finding
from auditor.scoring.weights import standard_weights

from ._findings import Languages, languages_by_address


@dataclass(frozen=True, slots=True)
class Blockers:
    """`titles` are those of the rules that look for blockers, by id; `cap` is in points.

    `languages` are those of the pages, by their addresses.
    """

    found: tuple[Blocker, ...]
    perhaps: tuple[Finding, ...]
    titles: Mapping[str, str]
    cap: float
    languages: Languages


def blockers(audit: Audit) -> Blockers:
    """Gather what the report opens with."""
    titles = {rule.id: rule.title for rule in audit.rules if rule.blocker and rule.scored}
    return Blockers(
        found=tuple(audit.portal.blockers),
        perhaps=tuple(
            finding for finding in audit.findings if finding.rule in titles and finding.outcome == "cantTell"
        ),
        titles=titles,
        cap=standard_weights().cap,
        languages=languages_by_address(audit),
    )
