"""A letter to a portal's owner about what simplified monitoring found, for a person to complete and sign."""

from auditor.audit import Audit
from auditor.reporting.format import Format

from . import _environment, _findings
from ._monitoring import monitoring

MOST = 10  # rules that the letter names; the report has all


def render(audit: Audit) -> str:
    """Write the letter."""
    criteria = {each.number for each in audit.portal.standard.coverage}
    mend: dict[str, _findings.Fix] = {}
    for fix in _findings.to_fix(audit, scored=True):
        if not criteria.isdisjoint(fix.rule.criteria):
            mend.setdefault(fix.rule.id, fix)
    return _environment.template("eu_letter.html").render(
        audit=audit,
        view=monitoring(audit),
        mend=list(mend.values())[:MOST],
        more=max(len(mend) - MOST, 0),
        pages=_pages_of(audit),
    )


def _pages_of(audit: Audit) -> dict[str, int]:
    """Count the pages on which each rule failed."""
    pages: dict[str, set[str]] = {}
    for cause in audit.causes:
        pages.setdefault(cause.rule, set()).update(cause.pages)
    return {rule: len(found) for rule, found in pages.items()}


FORMAT = Format(
    title="A letter to the portal's owner, to complete and sign",
    filename="eu-letter.html",
    render=render,
    spoken=True,
)
