"""response.toml: what a portal's owner has to say of findings, printed beside them.

A reply changes no outcome and no score: it is the owner's word, and not a reviewer's.
"""

from collections.abc import Sequence
from datetime import date as Day  # noqa: N812  a key is called date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from auditor.audit import Audit, Finding
from auditor.reporting.marks import Marked, Text
from auditor.result import review as result
from auditor.review.about import is_about
from auditor.settings import SettingsError
from auditor.toml.rows import read_rows
from auditor.toml.table import Table

MOST = 5_000


class Reply(Marked):
    """A reply to the findings that all the marks given here are true of."""

    by: Annotated[Text, Field(description="who replies: a name, a team")]
    date: Annotated[Day, Field(description="the day of the reply, such as 2026-12-01")]
    text: Annotated[Text, Field(description="the reply, in words")]


class Response(Table):
    """The whole file."""

    replies: Annotated[
        tuple[Reply, ...],
        Field(strict=False, alias="reply", max_length=MOST, description="a [[reply]] table for each"),
    ] = ()


def read_replies(file: Path | None) -> tuple[Reply, ...]:
    """Read a response.toml; no file holds none.

    Raises:
        SettingsError: naming every mistake, one a line, with its line number and key.
    """
    return read_rows(file, Response, {"reply": Reply}).replies


def with_replies(audit: Audit, replies: Sequence[Reply]) -> Audit:
    """Put replies beside the findings that they are about, the newest where there are several.

    Raises:
        SettingsError: naming the replies to what this audit has not found.
    """
    if not replies:
        return audit
    used: set[int] = set()

    def replied(finding: Finding) -> Finding:
        fitting = [each for each in replies if is_about(each, finding)]
        used.update(map(id, fitting))
        if finding.outcome == "untested" or not fitting:
            return finding
        newest = max(fitting, key=lambda each: each.date)
        reply = result.Reply(by=newest.by, date=newest.date, text=newest.text)
        return finding.model_copy(update={"reply": reply})

    findings = [replied(finding) for finding in audit.findings]
    if lost := [each.words for each in replies if id(each) not in used]:
        raise SettingsError(*(f"a reply to what this audit has not found: {words}" for words in lost))
    return audit.model_copy(update={"findings": findings})
