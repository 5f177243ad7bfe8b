"""What the responses of a page say: how long it takes on slow networks, and what did not arrive. Pure.

The estimate is a closed form and not a throttled load, so that the same evidence gives
the same seconds on every machine:

    time = round trip x (2 + 2 x connections + redirects) + 8 x bytes / download rate

- Two round trips: one fetches the page, one the files that it names.
- Two for each connection: TCP's handshake (RFC 9293, section 3.5) and TLS 1.3's
  (RFC 8446, section 2). Connections are counted to the origins that the page cannot be
  shown without: those of documents, style sheets and scripts. Others are opened while
  the line is busy, and cost no time of their own.
- One for each redirect among these.
- The bytes of every response, over one line that is never idle.

Left out are the look-up of names, TCP's slow start, lost packets, the server's own time
and the phone's: the page that a person waits for is slower than this.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from auditor.cost.networks import Network
from auditor.evidence import Response

NAMED_HOSTS = 3  # as many as one line can bear

_NEEDED_FIRST = frozenset({"document", "stylesheet", "script"})


# Style sheets of these only bring typefaces: without them a page keeps its layout and colours.
_TYPEFACE_HOSTS = frozenset({
    "fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net", "p.typekit.net", "fast.fonts.net",
})  # fmt: skip
# Refused by the page's own policy, or no longer wanted by it: so they are for every visitor.
_BY_THE_PAGE = ("net::ERR_BLOCKED_BY", "net::ERR_ABORTED")


def over_the_network(responses: Iterable[Response] | None) -> tuple[Response, ...]:
    """Keep what a network carries: addresses such as `data:` and `blob:` cost no request."""
    return tuple(one for one in responses or () if one.url.startswith(("http://", "https://")))


def lost_style_sheets(responses: Iterable[Response] | None) -> tuple[str, ...]:
    """Name the hosts of style sheets that did not arrive, each once.

    Why a connection failed is not known: the line, a rule of this network, or the host
    itself. Other visitors may see the page with its styles. What was answered with an
    error (404) is missing for all of them, and is not named.
    """
    hosts = (
        urlsplit(one.url).hostname or ""
        for one in over_the_network(responses)
        if one.kind == "stylesheet"
        and (one.failed == "unfinished" or one.failed.startswith("net::"))
        and not one.failed.startswith(_BY_THE_PAGE)
    )
    return tuple(dict.fromkeys(host for host in hosts if host not in _TYPEFACE_HOSTS))


def wire_bytes(responses: Iterable[Response]) -> int:
    """Add up what a first visit transfers; a response that failed counts what had arrived."""
    return sum(response.wire_bytes for response in responses)


def load_seconds(responses: Iterable[Response], network: Network) -> float:
    """Estimate how long the network takes to carry these responses on a first visit."""
    carried = over_the_network(responses)
    first = [response for response in carried if response.kind in _NEEDED_FIRST]
    connections = len({urlsplit(response.url)[:2] for response in first})
    redirects = sum(response.redirect for response in first)
    waiting_s = network.round_trip_s * (2 + 2 * connections + redirects)
    return waiting_s + 8 * wire_bytes(carried) / network.down_bits_per_s
