"""What a browser keeps of an answer, and what it transfers when the answer is wanted again. Pure.

After RFC 9111, HTTP Caching, as a browser's own cache follows it. A cache may lose at any time what it
holds, and those of cheap phones are small: this is the best that a page can hope for.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from auditor.evidence import Response

# Ours: the line and headers of a 304, which carries no body (RFC 9110, 15.4.5).
NOT_MODIFIED_BYTES = 300
# RFC 9111, 4.2.2: "a typical setting of this fraction might be 10%"
_HEURISTIC_SHARE = 0.1
_HEURISTIC = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION, HTTPStatus.PARTIAL_CONTENT,
                        HTTPStatus.NOT_MODIFIED})  # fmt: skip  # 304: asked about, so of what is kept
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_LONG_S = timedelta(days=365).total_seconds()
_DIRECTIVE = re.compile(r'([\w-]+)(?:\s*=\s*"?([^",]*)"?)?')


def bytes_again(response: Response, after_s: float) -> int:
    """Say what an answer transfers when it is wanted again after so many seconds."""
    lifetime_s = fresh_s(response)
    if lifetime_s is None:
        return response.wire_bytes
    if lifetime_s > after_s:
        return 0
    if response.etag or response.last_modified:
        return min(response.wire_bytes, NOT_MODIFIED_BYTES)
    return response.wire_bytes


def fresh_s(response: Response) -> float | None:
    """Say for how long an answer is used again without asking; None if it is not kept at all."""
    directives = _directives(response.cache_control)
    if response.method != "GET" or response.failed or "no-store" in directives or "*" in response.vary:
        return None
    if "no-cache" in directives:
        return 0
    return max(0, _lifetime_s(response, directives) - _seconds(response.age))


def _lifetime_s(response: Response, directives: dict[str, str]) -> float:
    """Follow RFC 9111, 4.2.1: what is said for all caches, then when it expires, then a guess."""
    if "max-age" in directives:
        return _seconds(directives["max-age"])
    answered = http_moment(response.date)
    if response.expires:
        expires = http_moment(response.expires)
        return (expires - answered).total_seconds() if expires and answered else 0
    if response.status in _PERMANENT:
        return _LONG_S
    changed = http_moment(response.last_modified)
    if response.status in _HEURISTIC and changed and answered and "must-revalidate" not in directives:
        return _HEURISTIC_SHARE * (answered - changed).total_seconds()
    return 0


def http_moment(header: str) -> datetime | None:
    """Read a time as HTTP writes it; None if it is none."""
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _directives(cache_control: str) -> dict[str, str]:
    """Read a Cache-Control header; of a directive that is there twice the first counts (RFC 9111, 4.2.1)."""
    read: dict[str, str] = {}
    for name, value in _DIRECTIVE.findall(cache_control):
        read.setdefault(name.lower(), value.strip())
    return read


def _seconds(value: str) -> float:
    """Read delta-seconds; what is none counts as stale (RFC 9111, 4.2.1), what is huge as long."""
    digits = value.strip()[:20]
    return min(int(digits), _LONG_S) if digits.isdecimal() and digits.isascii() else 0
