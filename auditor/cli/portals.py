"""`auditor discover` and `auditor record`: what portal.toml is to say, from the portal itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from auditor.cli.options import Command, max_pages_option, plain_option, webdriver_option


def _file_option[F: Callable[..., Any]](command: F) -> F:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        show_default="print it",
        help="Write to this file.",
    )(command)


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor discover https://portal.example/ --out portal.toml
    """,
)
@click.argument("url")
@_file_option
@max_pages_option("Look at this many pages at most.", default=60)
@webdriver_option
@plain_option
def discover(url: str, out: Path | None, max_pages: int, *, webdriver: str | None, plain: bool) -> int:
    """Draft a portal.toml with the services found on a portal.

    Looks through the pages of URL without testing them. Check what it wrote before you use it.
    """
    from auditor.output import exit_code, prepare_folder, write_text  # noqa: PLC0415
    from auditor.run.runs import discover_services  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if out is not None and out.exists():
        words = f"{out} is there already, perhaps with your corrections; name another file"
        raise click.BadParameter(words, param_hint="'--out'")
    if out is not None:
        prepare_folder(out.parent)
    terminal = Terminal(plain=plain)
    text, seen = discover_services(url, max_pages, terminal, webdriver)
    if seen.portal.state == "not_measurable":
        terminal.nothing_measured(seen)
        return exit_code(seen, None)
    if out is None:
        click.echo(text, nl=False)
    terminal.discovered(seen)
    if out is not None:
        terminal.files([write_text(out, text)])
    return exit_code(seen, None)


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor record https://portal.example/births/ --out steps.toml
    """,
)
@click.argument("url")
@_file_option
@plain_option
def record(url: str, out: Path | None, *, plain: bool) -> None:
    """Write the steps of a journey from what you click.

    Opens a browser window on URL; close it when you are done. What you type is not written.
    """
    from auditor.journey.recording import recorded_toml  # noqa: PLC0415
    from auditor.output import prepare_folder, write_text  # noqa: PLC0415
    from auditor.settings import read_settings  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.visit.record import record as record_clicks  # noqa: PLC0415

    if "://" not in url:
        raise click.BadParameter("it is no web address, which begins with http:// or https://")
    if out is not None and out.exists():
        raise click.BadParameter(f"{out} is there already; name another file", param_hint="'--out'")
    address = read_settings(url).portal.url
    text = recorded_toml(record_clicks(address), address)
    if out is None:
        click.echo(text, nl=False)
    else:
        prepare_folder(out.parent)
        Terminal(plain=plain).files([write_text(out, text)])
