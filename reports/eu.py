"""Simplified monitoring as Implementing Decision (EU) 2018/1524 describes it, for the body that monitors."""

from auditor.audit import Audit
from auditor.reporting.format import Format

from . import _environment, _findings
from ._monitoring import monitoring


def render(audit: Audit) -> str:
    """Write the report."""
    return _environment.template("eu.html").render(
        audit=audit,
        view=monitoring(audit),
        services={service.id: service for service in audit.services},
        unread=_findings.unread_pages(audit),
    )


FORMAT = Format(
    title="Simplified monitoring under Decision (EU) 2018/1524",
    filename="eu-monitoring.html",
    render=render,
    spoken=True,
)
