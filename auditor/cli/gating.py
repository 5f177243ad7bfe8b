"""`auditor ci` and `auditor baseline`: what fails a build, and what is known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from auditor.cli.options import (
    EXIT_CODES,
    Command,
    concurrency_option,
    formats_option,
    max_pages_option,
    out_option,
    plain_option,
    workspace_option,
)


def _baseline_option[F: Callable[..., Any]](command: F) -> F:
    return click.option(
        "--baseline",
        type=click.Path(path_type=Path, dir_okay=False),
        show_default="inclusion-baseline.toml beside PORTAL, or as it says",
        help="The file of known faults.",
    )(command)


@click.command(
    cls=Command,
    epilog=f"""
    Examples:
      auditor ci
      auditor ci portal.toml --serve public --format markdown --format sarif
      auditor ci --start "npm run preview" --wait-for http://127.0.0.1:4173/
      auditor ci --base-url https://branch-12.review.example/ --against main/audit.json

    Exit codes:
    {EXIT_CODES}
    """,
)
@click.argument("portal", required=False)
@click.option("--base-url", metavar="URL", help="Audit the portal at this address instead of its own.")
@click.option(
    "--serve",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Serve this folder of static files meanwhile, and audit that.",
)
@click.option("--start", metavar="COMMAND", help="Run this command of the shell meanwhile; needs --wait-for.")
@click.option("--wait-for", metavar="URL", help="With --start: begin when this address answers.")
@_baseline_option
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Compare with this audit.json, of the target branch, instead of a baseline.",
)
@click.option(
    "--update-baseline", "update", is_flag=True, help="Write what is found to the baseline; nothing fails."
)
@out_option("report")
@formats_option(otherwise="html, json and markdown, or as PORTAL says")
@max_pages_option("Visit at most this many pages.", otherwise="as PORTAL says")
@concurrency_option
@workspace_option
@plain_option
def ci(portal: str | None, start: str | None, wait_for: str | None, *, plain: bool, **given: Any) -> int:
    """Audit a portal for a build, and fail for new faults only.

    PORTAL is a portal.toml (if none is named, the one that is here), whose [ci] says what fails the
    build, or an address. Faults that the baseline knows do not.
    """
    from auditor.gate.command import Order, run_gate  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if (start is None) != (wait_for is None):
        raise click.BadParameter("they go together", param_hint="'--start', '--wait-for'")
    if given["base_url"] is not None and "://" in (portal or ""):
        raise click.BadParameter("PORTAL is an address already", param_hint="'--base-url'")
    if given["serve"] is not None and (start or given["base_url"]):
        raise click.BadParameter(
            "--serve says what is audited, and so no other address is", param_hint="'--serve'"
        )
    if given["against"] is not None and (given["baseline"] or given["update"]):
        raise click.BadParameter("it takes the place of a baseline", param_hint="'--against'")
    order = Order(portal=portal, start=start, wait_for=wait_for, **given)
    return run_gate(order, Terminal(plain=plain))


@click.command(
    cls=Command,
    epilog="""
    Examples:
      auditor baseline show
      auditor baseline update
    """,
)
@click.argument("action", type=click.Choice(["show", "update"]))
@click.argument("portal", default="portal.toml")
@_baseline_option
@click.option(
    "--from",
    "audit",
    type=click.Path(path_type=Path, dir_okay=False),
    default="report/audit.json",
    metavar="FILE",
    show_default=True,
    help="With update: the audit.json to take the faults from.",
)
@plain_option
def baseline(action: str, portal: str, baseline: Path | None, audit: Path, *, plain: bool) -> None:
    """Show the faults that are known, or write them anew.

    `update` makes no audit: it reads what `auditor ci` wrote. Review the file before you commit it.
    """
    from auditor.audit import read_audit  # noqa: PLC0415
    from auditor.gate.command import baseline_file, show_baseline, update_baseline  # noqa: PLC0415
    from auditor.settings import read_settings  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal, settings = Terminal(plain=plain), read_settings(portal)
    file = baseline_file(portal, settings, baseline)
    if action == "show":
        show_baseline(file, terminal)
    else:
        update_baseline(read_audit(audit), settings, file, terminal)
