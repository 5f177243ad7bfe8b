"""The audit as `audit.json`: the whole result, for other programs and for later comparisons."""

from auditor.audit import Audit
from auditor.reporting.format import Format

FORMAT = Format(
    title="The whole result as JSON",
    filename="audit.json",
    render=Audit.to_json,
    pieces=Audit.json_pieces,
)
