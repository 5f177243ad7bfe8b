"""Reports for people: a portal's own, of one HTML page or several (`_split`), and one that compares portals.

Everything that a portal said is untrusted and passes `_text`. A page by itself carries no script and loads
nothing; its own content security policy forbids both.
"""

from collections.abc import Sequence

from auditor.audit import Audit
from auditor.reporting.format import Format
from auditor.reporting.groups import LEAST_CHECKS

from . import _blockers, _findings, _people, _unlisted
from ._comparison import comparison
from ._environment import template
from ._split import FOLDER, split


def render(audit: Audit) -> str:
    """Write the report of one portal."""
    mend, rest = _findings.to_mend(audit)
    groups = _people.group_views(audit)
    return template("report.html").render(
        audit=audit,
        pages={page.id: page for page in audit.pages},
        documents=_findings.documents(audit),
        rules={rule.id for rule in audit.rules},
        services={service.id: service for service in audit.services},
        blockers=_blockers.blockers(audit),
        to_mend=mend,
        more_fixes=rest,
        advice=_findings.to_fix(audit, scored=False),
        groups=groups,
        mission=_people.people_views(groups),
        dimensions=_people.dimension_views(audit),
        least_checks=LEAST_CHECKS,
        failed=_findings.by_rule(audit, "failed"),
        to_review=_findings.by_rule(audit, "cantTell"),
        untested=_findings.by_rule(audit, "untested"),
        overturned=_findings.by_rule(audit, "passed"),
        lost=_findings.lost_evidence(audit),
        unlisted=_unlisted.unlisted_languages(audit),
        unread=_findings.unread_pages(audit),
        page_tallies=_findings.page_tallies(audit),
        rule_totals=_findings.rule_totals(audit),
    )


def compare(audits: Sequence[Audit]) -> str:
    """Write the page that sets these portals side by side."""
    return template("comparison.html").render(view=comparison(audits))


FORMAT = Format(
    title="HTML pages to read",
    filename="report.html",
    render=render,
    comparison_filename="comparison.html",
    compare=compare,
    spoken=True,
    split=split,
    folder=FOLDER.rstrip("/"),
)
