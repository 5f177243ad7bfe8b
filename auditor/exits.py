"""How the program ends. Apart from everything else, so that `auditor --help` loads nothing for it."""

from collections.abc import Mapping
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes; `MEANINGS` says when each is given."""

    OK = 0
    UNDER_THE_BAR = 1
    USAGE = 2
    NOTHING_MEASURED = 3
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it


MEANINGS: Mapping[Exit, str] = {
    Exit.OK: "every service met the bar, or there was none and something was measured",
    Exit.UNDER_THE_BAR: "a service is under --min-score, `auditor ci` found new faults or missed a bar, or "
    "`auditor retest` found failures still there",
    Exit.USAGE: "something is wrong with the command, its files or the set-up",
    Exit.NOTHING_MEASURED: "nothing could be measured",
    Exit.INTERRUPTED: "interrupted by Ctrl-C; what was done is kept",
}
