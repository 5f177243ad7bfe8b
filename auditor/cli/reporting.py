"""What is made of runs that there are: reports, comparisons, another judgement, a list."""

from pathlib import Path

import click

from auditor.cli.options import (
    Command,
    formats_option,
    language_option,
    out_option,
    plain_option,
    response_option,
    review_option,
    tries_option,
    workspace_option,
)


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor compare aldermere/audit.json valbrume/audit.json --out comparison
    """,
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@out_option("comparison")
@formats_option("html")
@language_option("en")
@workspace_option
@plain_option
def compare(
    runs: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    language: str | None,
    workspace: str,
    *,
    plain: bool,
) -> None:
    """Put portals side by side.

    Each RUN is a run's id, `latest`, or the path of an archive, of an audit.json or of its folder.
    """
    from auditor.output import prepare_folder, write_comparison  # noqa: PLC0415
    from auditor.run.runs import load_different_audits  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    audits = load_different_audits(runs, workspace)
    files = write_comparison(audits, prepare_folder(out), formats, language)
    terminal.audits(audits)
    terminal.files(files)


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor report latest --format html --out report
    """,
)
@click.argument("run", default="latest")
@out_option("report")
@formats_option("html", "json")
@language_option("as portal.toml says, else en")
@tries_option
@review_option
@response_option
@workspace_option
@plain_option
def report(
    run: str,
    out: Path,
    formats: tuple[str, ...],
    language: str | None,
    tries: Path | None,
    review: Path | None,
    response: Path | None,
    workspace: str,
    *,
    plain: bool,
) -> None:
    """Write the reports of a run again, in any format.

    RUN is a run's id, `latest`, or the path of an archive, of an audit.json or of its folder.
    """
    from auditor.output import prepare_folder, write_reports  # noqa: PLC0415
    from auditor.review.record import given_review  # noqa: PLC0415
    from auditor.review.replies import read_replies, with_replies  # noqa: PLC0415
    from auditor.run.runs import load_audit  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.tries import read_tries, with_tries  # noqa: PLC0415

    audited = with_tries(load_audit(run, workspace, given_review(review)), read_tries(tries))
    audited = with_replies(audited, read_replies(response))
    Terminal(plain=plain).files(write_reports(audited, prepare_folder(out), formats, language))


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor judge latest --out report
    """,
)
@click.argument("run", default="latest")
@out_option("report")
@formats_option("html", "json")
@language_option("as portal.toml says, else en")
@tries_option
@review_option
@response_option
@workspace_option
@plain_option
def judge(
    run: str,
    out: Path,
    formats: tuple[str, ...],
    language: str | None,
    tries: Path | None,
    review: Path | None,
    response: Path | None,
    workspace: str,
    *,
    plain: bool,
) -> int:
    """Judge the stored evidence of a run again, without a browser.

    RUN is a run's id, `latest`, or the path of an archive. Use it after an update of the rules, or
    when a finding is contested.
    """
    from auditor.output import exit_code, prepare_folder, write_reports  # noqa: PLC0415
    from auditor.review.record import given_review  # noqa: PLC0415
    from auditor.review.replies import read_replies, with_replies  # noqa: PLC0415
    from auditor.run.runs import judge_again  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.tries import read_tries, with_tries  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    tried, replies, reviewed = read_tries(tries), read_replies(response), given_review(review)
    prepare_folder(out)
    audited = with_replies(with_tries(judge_again(run, workspace, terminal, reviewed), tried), replies)
    terminal.summary(audited, write_reports(audited, out, formats, language), None)
    return exit_code(audited, None)


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor runs
    """,
)
@workspace_option
@plain_option
def runs(workspace: str, *, plain: bool) -> None:
    """List the runs of the workspace, the newest first."""
    from auditor.store.workspace import Workspace  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    with Workspace(workspace, make=False) as store:
        Terminal(plain=plain).runs(store.runs())


@click.command(
    cls=Command,
    epilog="""
    Examples:
      auditor archive latest --out aldermere-2026-11-26.zip
      auditor report aldermere-2026-11-26.zip
    """,
)
@click.argument("run", default="latest")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    required=True,
    help="The file to write.",
)
@review_option
@workspace_option
@plain_option
def archive(run: str, out: Path, review: Path | None, workspace: str, *, plain: bool) -> None:
    """Put a run into one file, to be read on any machine.

    RUN is a run's id or `latest`. `judge`, `report` and `review` read the file, without a network. It
    holds the evidence, the judgements, people's answers and a manifest with hashes; no secrets. The same
    run gives the same bytes.
    """
    from auditor.review.record import given_review  # noqa: PLC0415
    from auditor.run.archive import SUFFIX  # noqa: PLC0415
    from auditor.run.runs import archive_run  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if out.suffix != SUFFIX:
        raise click.BadParameter(f"its name has to end in {SUFFIX}", param_hint="'--out'")
    terminal = Terminal(plain=plain)
    digest = archive_run(run, workspace, given_review(review), out)
    terminal.files([out])
    terminal.lines([f"SHA-256 {digest}"])
