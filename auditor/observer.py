"""Who is told how a run goes on."""

from typing import Protocol


class Observer(Protocol):
    """Is told how a run goes on."""

    def begin(self, doing: str) -> None:
        """A part of the run begins, in which pages are "explored", or "done"."""
        ...

    def visiting(self, url: str) -> None:
        """A page is being loaded."""
        ...

    def done(self, *, done: int, found: int, limit: int) -> None:
        """A page was committed: how many are, how many addresses are known, how many are visited at most."""
        ...
