"""Starts the program, and turns what went wrong into one line and an exit code."""

import io
import signal
import sys
import traceback

import click

from auditor.errors import AuditorError
from auditor.exits import Exit


def main() -> None:
    """Run the command line, and end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a portal may write in letters that the terminal lacks
    said: dict[str, bool] = {}
    try:
        from auditor.cli import cli  # noqa: PLC0415  Ctrl-C may come while it is loaded

        code = cli.main(prog_name="auditor", standalone_mode=False, obj=said)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = Exit.USAGE
    except click.ClickException as error:
        code = _told(_with_hint(error))
    except (click.Abort, KeyboardInterrupt) as error:
        _end_quietly()
        sys.stderr.write(f"{error.__cause__ or ''}".strip() or "Interrupted.")
        sys.stderr.write("\n")
        code = Exit.INTERRUPTED
    except AuditorError as error:
        code = _told(str(error))
    except Exception as error:  # noqa: BLE001  the last place: nothing above it can tell the user
        if said.get("verbose"):
            traceback.print_exc()
        code = _told(f"this is a defect: {type(error).__name__}: {error} (`auditor -v …` tells more)")
    sys.exit(code or Exit.OK)


def _end_quietly() -> None:
    """Go without another word: what was begun complains as it is torn down, and Ctrl-C may come twice."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.unraisablehook = lambda _unraisable: None


def _told(words: str) -> Exit:
    sys.stderr.write(f"auditor: {words}\n")
    return Exit.USAGE


def _with_hint(error: click.ClickException) -> str:
    """Word an error of usage in one line; one that does not say what is expected says where to read on."""
    words = error.format_message().rstrip(".")
    says_enough = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    context = error.ctx if isinstance(error, click.UsageError) else None
    return words if says_enough or context is None else f"{words}; see `{context.command_path} --help`"


if __name__ == "__main__":
    main()
