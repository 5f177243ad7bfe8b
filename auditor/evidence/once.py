"""Answers about a page that several rules ask for, found once."""

from collections.abc import Callable

from auditor.evidence import PageEvidence


def once_a_page[T](question: Callable[[PageEvidence], T]) -> Callable[[PageEvidence], T]:
    """Keep a pure question's answer for the page that it was last asked of.

    A page's rules are asked one after another in one process, so the last page is enough.
    """
    last: tuple[PageEvidence, T] | None = None

    def answer(page: PageEvidence) -> T:
        nonlocal last
        if last is None or last[0] is not page:
            last = (page, question(page))
        return last[1]

    answer.__name__, answer.__doc__ = question.__name__, question.__doc__
    return answer
