"""What a page could spare: bytes of its responses that it transfers without need. Pure.

A rule that counts them looks at the page as one element, which fails by their part of all that the page
transfers. As `heavy-page` counts the same bytes, most of these rules are advice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.evidence import Response
from auditor.outcome import Bytes, Count, Failed, Inapplicable, Outcome, Passed
from auditor.page.network import over_the_network, wire_bytes

IGNORED_BYTES = 4_096  # ours, as Lighthouse's of pictures: a seventh of a second on EDGE
_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Sparing:
    """How many of a response's bytes could be spared."""

    response: Response
    spared_bytes: float


def arrived(responses: Iterable[Response] | None) -> tuple[Response, ...]:
    """Keep what a network carried whole: no redirects, errors, nor what broke off."""
    return tuple(
        one
        for one in over_the_network(responses)
        if not one.failed and not one.redirect and 200 <= one.status < 300  # noqa: PLR2004  a success
    )


def is_own(response: Response) -> bool:
    """Tell whether the portal's own hosts sent it, which it can set up otherwise."""
    return not response.third_party


def named(response: Response) -> str:
    """Give the end of an address, which a web manager knows it by."""
    address = urlsplit(response.url)
    name = address.path.rpartition("/")[2] or f"{address.netloc}{address.path}"
    return name if len(name) <= _NAME_CHARS else f"…{name[-_NAME_CHARS:]}"


def judged(
    message: str,
    sparings: Sequence[Sparing],
    responses: Iterable[Response] | None,
    *,
    ignored_bytes: int = IGNORED_BYTES,
    **values: str,
) -> Outcome:
    """Fail a page by its part that could be spared, if that is more than nothing to speak of.

    The message may name {spared}, {files} (how many), {largest} (that which spares most), and `values`.
    """
    carried = over_the_network(responses)
    if not arrived(carried):
        return Inapplicable()
    spared_bytes = sum(one.spared_bytes for one in sparings)
    if spared_bytes <= ignored_bytes:
        return Passed()
    largest = max(sparings, key=lambda one: (one.spared_bytes, one.response.url))
    return Failed(
        message,
        at=None,
        elements=1,
        spared=Bytes(spared_bytes),
        files=Count(len(sparings)),
        largest=named(largest.response),
        **values,
    ).by(min(1.0, spared_bytes / wire_bytes(carried)))
