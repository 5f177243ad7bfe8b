"""The base of every error that is told to the user in one sentence, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager


class AuditorError(Exception):
    """Something the user can mend; the message says what and how."""


@contextmanager
def one_error() -> Iterator[None]:
    """Of what several tasks may have met at once, raise the first, ours before others."""
    try:
        yield
    except ExceptionGroup as group:
        raise (group.subgroup(AuditorError) or group).exceptions[0] from group
