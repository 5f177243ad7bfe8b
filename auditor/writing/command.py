"""What `auditor text` does."""

from collections.abc import Callable, Iterable

from auditor.evidence import PageEvidence
from auditor.exits import Exit
from auditor.terminal import Terminal
from auditor.writing.judged import judge_text, to_json_line
from auditor.writing.sources import SourceError
from auditor.writing.table import print_text


def tell_texts(
    texts: Iterable[PageEvidence | SourceError],
    terminal: Terminal,
    *,
    as_json: bool,
    echo: Callable[[str], None],
) -> Exit:
    """Judge texts one after another, print each as soon as it is judged, and name those that cannot be read.

    JSON goes to `echo`, a line for each text.
    """
    unread = measured = 0
    for read in texts:
        if isinstance(read, SourceError):
            terminal.say(str(read))
            unread += 1
            continue
        judged = judge_text(read)
        measured += judged.is_measured
        if as_json:
            echo(to_json_line(judged))
        else:
            print_text(terminal.out, judged)
    if unread:
        return Exit.USAGE
    return Exit.OK if measured else Exit.NOTHING_MEASURED
