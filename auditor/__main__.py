"""Starts the program, and turns what went wrong into one line and an exit code."""

import sys
import traceback

import click

from auditor.cli import cli
from auditor.errors import AuditorError
from auditor.output import Exit


def main() -> None:
    """Run the command line."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.USAGE)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("Interrupted. What was done is kept: the same command goes on with it.\n")
        sys.exit(Exit.INTERRUPTED)
    except AuditorError as error:
        sys.stderr.write(f"auditor: {error}\n")
        sys.exit(Exit.USAGE)
    except Exception as error:  # noqa: BLE001  the last place: nothing above it can tell the user
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()
        sys.stderr.write(f"auditor: this is a defect: {type(error).__name__}: {error} (-v tells more)\n")
        sys.exit(Exit.USAGE)
    sys.exit(code or Exit.OK)


if __name__ == "__main__":
    main()
