"""Has the browser search what a page loaded for signs that it heeds who asks for less data."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from auditor.evidence.frugal import Saving, SavingSign
from auditor.page.saving import ASKED_BY_STYLE, READ_BY_SCRIPT
from auditor.visit.ledger import Ledger

MAX_FILES = 60
_NAMES = {"script": ("saveData", READ_BY_SCRIPT), "stylesheet": ("prefers-reduced-data", ASKED_BY_STYLE)}
_HINT = "save-data"


async def see_saving(
    send: Callable[..., Awaitable[dict[str, Any]]], ledger: Ledger, *refusals: type[Exception]
) -> Saving:
    """Search the page's scripts and style sheets, and the headers of its document.

    `refusals` are what the driver raises where the browser keeps no file, as of one over a bound.
    """
    signs = []
    document = ledger.document
    hints = ledger.document_headers.get("accept-ch", "").lower().replace(",", " ").split()
    if document is not None and _HINT in hints:
        signs.append(SavingSign(document.url, "Accept-CH"))
    wanted = [
        (request_id, url, *_NAMES[kind]) for kind in _NAMES for request_id, url in ledger.files(kind).items()
    ]
    searched = wanted[:MAX_FILES]

    async def has(request_id: str, pattern: str) -> bool | None:
        try:
            found = await send(
                "Network.searchInResponseBody",
                requestId=request_id,
                query=pattern,
                caseSensitive=True,
                isRegex=True,
            )
        except refusals:
            return None
        return bool(found["result"])

    found = await asyncio.gather(*(has(request_id, pattern) for request_id, _, _, pattern in searched))
    signs += [
        SavingSign(url, name) for (_, url, name, _), is_there in zip(searched, found, strict=True) if is_there
    ]
    unread = len(wanted) - len(searched) + sum(is_there is None for is_there in found)
    return Saving(tuple(signs), len(wanted), unread)
