"""What the responses of a page say: what a network carried, and what did not arrive. Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from auditor.evidence import Response

NAMED_HOSTS = 3  # as many as one line can bear


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
