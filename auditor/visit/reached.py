"""Where a browser went that no guard stands before: told by its own events, after the fact.

Source: Chrome DevTools Protocol, Network domain, `remoteIPAddress` of responses and
`resourceIPAddressSpace` of `responseReceivedExtraInfo`. The latter is told also of answers
that the page was not given.
"""

from typing import Any
from urllib.parse import urlsplit

from auditor.visit.guard import Guard, is_public

MAX_REQUESTS = 5_000  # remembered of one visit

_PRIVATE_SPACES = frozenset({"Loopback", "Local", "Private"})


class Reached:
    """Watches the events of one visit; `refusal` says which address was reached that may not be, if any."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._urls: dict[str, str] = {}
        self._private: set[str] = set()
        self.refusal = ""

    def note(self, method: str, parameters: dict[str, Any]) -> None:
        """Look at an event."""
        request = str(parameters.get("requestId", ""))
        if method == "Network.requestWillBeSent":
            if "redirectResponse" in parameters:
                self._note_answer(parameters["redirectResponse"])
            if len(self._urls) < MAX_REQUESTS:
                self._urls[request] = str(parameters["request"]["url"])
        elif method == "Network.webSocketCreated" and len(self._urls) < MAX_REQUESTS:
            self._urls[request] = str(parameters["url"])
        elif method == "Network.responseReceived":
            self._note_answer(parameters["response"])
        elif method == "Network.responseReceivedExtraInfo":
            if (
                parameters.get("resourceIPAddressSpace") in _PRIVATE_SPACES
                and len(self._private) < MAX_REQUESTS
            ):
                self._private.add(request)  # its request may be told of later
        else:
            return
        if request in self._private and request in self._urls:
            self._refuse(self._urls[request], "an address")

    def _note_answer(self, answer: dict[str, Any]) -> None:
        address = str(answer.get("remoteIPAddress", "")).strip("[]")
        try:
            if address and not is_public(address):
                self._refuse(str(answer["url"]), address)
        except ValueError:
            return  # no address that can be read

    def _refuse(self, url: str, address: str) -> None:
        if not self.refusal and not self._guard.is_named(url):
            host = urlsplit(url).netloc.rpartition("@")[2][:200]
            self.refusal = f"it reached {host}, which leads to {address} that is not public"
