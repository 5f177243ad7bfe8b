"""How rules tell of many things in a document at once: how many of how many, and on which pages."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.outcome import CantTell, Count, Failed, Value

NAMED_PAGES = 10


def some_of(
    outcome: type[Failed | CantTell],
    message: str,
    found: Sequence[object],
    of: Sequence[object],
    **values: Value,
) -> Iterator[Failed | CantTell]:
    """Tell of those that were found, if any; the message may name their `count` and that of `all`."""
    if found:
        counted = {"count": Count(len(found)), "all": Count(len(of))}
        yield outcome(message, at=None, elements=len(found), **counted, **values)


def pages_named(pages: Iterable[int]) -> str:
    """Name the first of some pages."""
    known = list(dict.fromkeys(pages))
    return ", ".join(map(str, known[:NAMED_PAGES])) + (", …" if len(known) > NAMED_PAGES else "")


def on_pages(pages: Iterable[int | None]) -> str:
    """Say on which pages something is, where that is known."""
    named = pages_named(page for page in pages if page is not None)
    return f", on page {named}" if named else ""
