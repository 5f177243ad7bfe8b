"""`auditor review`: what only a person can say of a run."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import Command, plain_option, workspace_option

if TYPE_CHECKING:
    from auditor.review.command import About


@click.command(
    cls=Command,
    epilog="""
    Examples:
      auditor review latest
      auditor review latest --ask criteria --reviewer "Ana Pérez"
      auditor review latest --write questions.toml
      auditor review latest --read questions.toml
      auditor review latest --write questions.xlsx
    """,
)
@click.argument("run", default="latest")
@click.option(
    "--ask",
    type=click.Choice(["open", "failures", "criteria", "finding"]),
    default="open",
    show_default=True,
    help="What to ask about: open questions, failures to confirm or overturn, criteria to close, or "
    "failures that you found yourself.",
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    show_default="ask here",
    help="Write the questions to this file instead, .toml or .xlsx, to be filled in.",
)
@click.option(
    "--read",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Take in the answers of a file that was filled in.",
)
@click.option("--reviewer", metavar="NAME", show_default="as the last time", help="Who answers.")
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    show_default="a year from today",
    help="The last day on which the answers count.",
)
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="inclusion-review.toml",
    help="The file that keeps answers.",
)
@workspace_option
@plain_option
def review(
    run: str,
    write: Path | None,
    read: Path | None,
    reviewer: str | None,
    expires: datetime | None,
    review: Path | None,
    *,
    ask: "About",
    workspace: str,
    plain: bool,
) -> None:
    """Answer what a program cannot, and sign it.

    RUN is a run's id, `latest`, or the path of an archive, of an audit.json or of its folder. Shows
    one question at a time with its evidence; each answer is kept at once, and holds for later runs
    until it expires.
    """
    from auditor.review.command import Order, read_answers, review_run, write_questions  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if write is not None and read is not None:
        raise click.BadParameter(
            "one writes questions, the other reads answers", param_hint="'--write', '--read'"
        )
    terminal = Terminal(plain=plain)
    order = Order(
        run=run,
        ask=ask,
        reviewer=reviewer,
        expires=expires.date() if expires else None,
        review=review,
        workspace=workspace,
    )
    if write is not None:
        write_questions(order, write, terminal)
    elif read is not None:
        read_answers(order, read, terminal)
    else:
        review_run(order, terminal)
