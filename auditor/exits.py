"""How the program ends. Apart from everything else, so that `auditor --help` loads nothing for it."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes, as docs/cli.md explains them."""

    OK = 0
    UNDER_THE_BAR = 1
    USAGE = 2
    NOTHING_MEASURED = 3
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it
