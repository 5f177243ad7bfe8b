"""The overview as a PDF to hand in: scores with their doubt, what to fix first, what was not tested.

A browser prints it (`auditor/visit/printing.py`): tagged, with a title, a language and bookmarks.
"""

from auditor.audit import Audit
from auditor.reporting.format import Format

from . import _blockers, _environment, _findings, _people


def render(audit: Audit) -> str:
    """Write the page that is printed."""
    mend, rest = _findings.to_mend(audit)
    return _environment.template("overview.html").render(
        audit=audit,
        documents=_findings.documents(audit),
        services={service.id: service for service in audit.services},
        blockers=_blockers.blockers(audit),
        to_mend=mend,
        more=len({fix.rule.id for fix in rest}),
        groups=_people.group_views(audit),
        unread=_findings.unread_pages(audit),
    )


FORMAT = Format(
    title="The overview as a tagged PDF", filename="overview.pdf", render=render, printed=True, spoken=True
)
