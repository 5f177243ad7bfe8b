"""What getting a service done transfers: its pages one after another, what they share once. Pure.

A first visit has an empty cache, a return visit what the first has left in it a day before. Within a visit
no time passes: what may be used again at all is, and what has to be asked about is asked about.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.cost.caching import bytes_again, fresh_s
from auditor.evidence import Response

RETURN_AFTER_S = 24 * 60 * 60  # ours: somebody who looks the next day how an application stands


@dataclass(frozen=True, slots=True)
class Transfer:
    """An answer on one of a service's pages, and what it transfers there on a first and a return visit.

    `page` is the number of the page in the service, from 0.
    """

    response: Response
    page: int
    first_bytes: int
    again_bytes: int

    @property
    def host(self) -> str:
        """Who answered."""
        return urlsplit(self.response.url).hostname or ""


def transfers(pages: Iterable[Sequence[Response]]) -> Iterator[Transfer]:
    """Go through what a network carried for a service's pages, in their order."""
    kept: set[str] = set()
    for number, responses in enumerate(pages):
        shown: set[str] = set()
        for response in responses:
            url = response.url.partition("#")[0]
            if response.from_cache and url in shown:  # the page itself has it, whatever its headers say
                first = again = 0
            elif url in kept:
                first = again = bytes_again(response, 0)
            else:
                first, again = response.wire_bytes, bytes_again(response, RETURN_AFTER_S)
            yield Transfer(response, number, first, again)
            shown.add(url)
            if fresh_s(response) is not None:
                kept.add(url)
