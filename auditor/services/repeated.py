"""Contacts that come back on most pages of a portal: its own, and no service's, wherever they stand. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from auditor.evidence import Kind
from auditor.service import Channel, PageDigest, Purpose, Where

FEWEST_PAGES = 5  # on fewer, one cannot tell what is repeated from what is said twice
SHARE = 0.5  # chosen, not measured

_ONCE = (Where.OWN, Where.ASIDE, Where.DECLARED)

type Contact = tuple[Channel, str]


def repeated_contacts(pages: Sequence[PageDigest]) -> frozenset[Contact]:
    """Give the values that are on most of a portal's pages."""
    read = [page for page in pages if page.kind is Kind.HTML and not page.missing.get("text")]
    if len(read) < FEWEST_PAGES:
        return frozenset()
    counts = Counter(
        contact
        for page in read
        for contact in {(mention.channel, mention.value) for mention in page.channels if mention.value}
    )
    return frozenset(contact for contact, count in counts.items() if count > SHARE * len(read))


def with_repeated(page: PageDigest, repeated: frozenset[Contact]) -> PageDigest:
    """Mark the page's mentions of such values; one that says that the task is done there stays its own."""
    channels = tuple(
        replace(mention, where=Where.REPEATED)
        if mention.where in _ONCE
        and mention.purpose is not Purpose.TASK
        and (mention.channel, mention.value) in repeated
        else mention
        for mention in page.channels
    )
    return page if channels == page.channels else replace(page, channels=channels)
