"""A workbook for those who audit by hand: findings, causes, pages, services, criteria, and what to review.

What is filled in on its sheets "To review" and "Criteria" is read back (`auditor.reporting.review_sheet`).
"""

from auditor.audit import Audit
from auditor.locale.speaking import gettext
from auditor.reporting.format import Format

from . import _tables


def render(audit: Audit) -> bytes:
    """Write the workbook."""
    from ._workbook import workbook  # noqa: PLC0415  openpyxl takes a quarter of a second to load

    tables = (
        _tables.about,
        _tables.findings,
        _tables.causes,
        _tables.pages,
        _tables.services,
        _tables.criteria,
        _tables.to_review,
    )
    created = _tables.utc(audit.run.finished_at or audit.run.started_at)
    return workbook(
        gettext("{portal}: inclusion audit", portal=audit.portal.name),
        (table(audit) for table in tables),
        created,
    )


FORMAT = Format(
    title="A workbook (XLSX) to filter, sign and read back",
    filename="inclusion.xlsx",
    render=render,
    spoken=True,
)
