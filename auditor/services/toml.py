"""Writes a first portal.toml from what was found on a portal."""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from auditor.service import PageDigest
from auditor.services.discover import FoundService
from auditor.settings import Settings


def portal_toml(settings: Settings, services: Sequence[FoundService], digests: Sequence[PageDigest]) -> str:
    """Write a portal.toml that declares these services, for a person to correct."""
    by_id = {digest.page_id: digest for digest in digests}
    languages = sorted({digest.language for digest in digests if digest.language})
    lines = [
        "# A first draft by `auditor discover`: check the names, the pages and the country.",
        "[portal]",
        f"name = {_text(settings.portal.name)}",
        f"url = {_text(settings.portal.url)}",
        _country(settings),
        f"languages = [{', '.join(map(_text, languages))}]",
    ]
    for service in services:
        paths = [_path(by_id[page_id]) for page_id in service.pages if page_id in by_id]
        lines += [
            "",
            f"# inferred from {service.found_by}",
            "[[service]]",
            f"id = {_text(service.id)}",
            f"name = {_text(service.name)}",
            f"start = {_text(paths[0])}",
            f"pages = [{', '.join(map(_text, _globs(paths)))}]",
        ]
    if not services:
        lines += ["", "# No services were recognised. Declare them like this:", "# [[service]]",
                  '# id = "register-a-birth"', '# name = "Register a birth"', '# start = "/births/"',
                  '# pages = ["/births/**"]']  # fmt: skip
    return "\n".join(lines) + "\n"


def _country(settings: Settings) -> str:
    if settings.country is None:
        return '# country = "KE"  # ISO 3166; phone numbers and addresses are read by it'
    return f"country = {_text(settings.country)}" + (
        "  # told by the address" if settings.is_country_inferred else ""
    )


def _path(digest: PageDigest) -> str:
    parts = urlsplit(digest.final_url or digest.url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _globs(paths: Sequence[str]) -> list[str]:
    """Cover a service's pages by its start's folder where that holds them, and name the others."""
    folder = paths[0] if paths[0].endswith("/") else ""
    others = [path for path in paths if not folder or not path.startswith(folder)]
    return ([f"{folder}**"] if folder else []) + others


def _text(value: str) -> str:
    """Write a TOML string; JSON's escapes are all valid there."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
