"""`auditor review` and `auditor retest`: what people say of a run, and what became of it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import (
    EXIT_CODES,
    Command,
    concurrency_option,
    plain_option,
    review_option,
    webdriver_option,
    workspace_option,
)

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


@click.command(
    cls=Command,
    epilog=f"""
    Examples:
      auditor retest latest
      auditor retest latest --portal portal.toml --base-url https://branch-12.review.example/

    Exit codes:
    {EXIT_CODES}
    """,
)
@click.argument("run", default="latest")
@click.option(
    "--portal",
    metavar="FILE",
    type=click.Path(dir_okay=False, exists=True),
    show_default="as the run was begun",
    help="The portal.toml to visit by: needed where the portal asks for secrets, and with --base-url.",
)
@click.option("--base-url", metavar="URL", help="Visit the portal at this address instead of its own.")
@review_option
@concurrency_option
@webdriver_option
@workspace_option
@plain_option
def retest(
    run: str,
    portal: str | None,
    base_url: str | None,
    review: Path | None,
    concurrency: int | None,
    webdriver: str | None,
    workspace: str,
    *,
    plain: bool,
) -> int:
    """Visit again what had failed, and tell what became of it.

    RUN is a run's id or `latest`. Only its pages with failures or open questions are visited, and those
    that could not be. Tells by cause what is fixed, still there, new, and what could not be looked at.
    """
    from auditor.retest.command import Order  # noqa: PLC0415
    from auditor.retest.command import retest as retest_run  # noqa: PLC0415
    from auditor.review.record import given_review  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if base_url is not None and portal is None:
        raise click.BadParameter(
            "it stands in for the url of a portal.toml: name that, too", param_hint="'--base-url'"
        )
    order = Order(
        run=run,
        portal=portal,
        base_url=base_url,
        review=given_review(review),
        workspace=workspace,
        webdriver=webdriver,
        concurrency=concurrency,
    )
    return retest_run(order, Terminal(plain=plain))
