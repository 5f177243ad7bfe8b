"""Sends what lets us in with a tab's requests to the portal's own hosts, and to no other.

It is done over the DevTools protocol's Fetch domain, where headers that are added do not
go on to where a request is redirected: each hop is asked about again. A driver's own
headers for a whole context would go to everybody.
"""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import CDPSession, Error

from auditor.secret.credentials import Credentials

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110, 9.2.1: they are not meant to send anything


class RequestKeeper:
    """Looks at a tab's requests before they are sent.

    While somebody logs in, it looks at those to strangers too, and stops what might carry a
    secret that was typed: `stopped` names to whom. `login_frame` is then the id of the tab's
    own frame; frames of strangers within it are not loaded.
    """

    def __init__(self, session: CDPSession, credentials: Credentials, *, login_frame: str = "") -> None:
        self.stopped = ""
        self._session = session
        self._credentials = credentials
        self._login_frame = login_frame
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to look."""
        looked_at = ["*"] if self._login_frame else [f"{origin}/*" for origin in self._credentials.origins()]
        self._session.on("Fetch.requestPaused", self._paused)
        await self._session.send("Fetch.enable", {"patterns": [{"urlPattern": url} for url in looked_at]})

    def _paused(self, event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._answer(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, event: dict[str, Any]) -> None:
        request, answer = event["request"], {"requestId": event["requestId"]}
        try:
            if self._credentials.owns(request["url"]):
                sent = request["headers"] | dict(self._credentials.headers_for(request["url"]))
                headers = [{"name": name, "value": value} for name, value in sent.items()]
                await self._session.send("Fetch.continueRequest", answer | {"headers": headers})
            elif self._login_frame and self._is_stopped(event):
                await self._session.send("Fetch.failRequest", answer | {"errorReason": "BlockedByClient"})
            else:
                await self._session.send("Fetch.continueRequest", answer)
        except Error:
            return  # the page went on meanwhile, and its requests with it

    def _is_stopped(self, event: dict[str, Any]) -> bool:
        """Decide on a request to a stranger during a login."""
        request = event["request"]
        if request["method"] not in SAFE_METHODS or self._credentials.redactor.is_in(request["url"]):
            self.stopped = urlsplit(request["url"]).hostname or "a stranger"
            return True
        return event.get("resourceType") == "Document" and event.get("frameId") != self._login_frame
