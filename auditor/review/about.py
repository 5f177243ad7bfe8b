"""Whether a finding is one that a file speaks of, and what tells findings of one cause apart."""

import hashlib
import re
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from auditor.audit import Finding
from auditor.crawl.globs import matches
from auditor.reporting.marks import Marked

_HOST = re.compile(r"https?://[^\s/\"'<>?#]*", re.IGNORECASE)


def is_about(marked: Marked, finding: Finding) -> bool:
    """Whether all the marks are true of a finding."""
    return (
        (marked.cause is None or marked.cause == finding.cause)
        and (marked.rule is None or fnmatchcase(finding.rule, marked.rule))
        and (marked.selector is None or marked.selector == finding.selector)
        and (marked.page is None or (finding.url is not None and matches(marked.page, finding.url)))
    )


def alike_id(finding: Finding) -> str:
    """Name what a person was shown of a finding: its markup, to the letter, and its message.

    A cause leaves out texts, and a person judges by them: another picture's description in the same
    component is another question. Hosts are left out, as several may serve a portal.
    """
    shown = f"{finding.snippet or ''}\0{finding.message}"
    told = " ".join(_HOST.sub("", shown).split())
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:10]


def whole_of(finding: Finding) -> str | None:
    """Name the service that a finding is about as a whole; None for one of a page, or of the portal."""
    return finding.service if finding.page is None else None


def path_of(url: str | None) -> str:
    """Give the path and query of an address: the same on every host that serves the portal."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
