"""`auditor cost`: what the services of a portal cost the people who use them."""

from pathlib import Path

import click

from auditor.cli.options import (
    EXIT_CODES,
    Command,
    max_pages_option,
    plain_option,
    webdriver_option,
    workspace_option,
)


class Country(click.ParamType[str]):
    """A country of which the price of data is known."""

    name = "country"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that it is one."""
        from auditor.cost.money import country_named  # noqa: PLC0415

        if country_named(value) is None:
            self.fail(f"no price of data is known for {value!r}; give a code such as KE or KEN", param, ctx)
        return value


@click.command(
    cls=Command,
    epilog=f"""
    Examples:
      auditor cost https://portal.example/ --country KE --country TZ
      auditor cost portal.toml
      auditor cost latest --country KE

    Exit codes:
    {EXIT_CODES}
    """,
)
@click.argument("target")
@click.option(
    "--country",
    "countries",
    type=Country(),
    multiple=True,
    metavar="CODE",
    show_default="the portal's own",
    help="Say what it costs there: a code of two letters or three; may be given again for more.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each service.")
@max_pages_option("Visit at most this many pages, where TARGET is visited.", default=60)
@webdriver_option
@workspace_option
@plain_option
def cost(
    target: str,
    countries: tuple[str, ...],
    *,
    as_json: bool,
    max_pages: int,
    webdriver: str | None,
    workspace: str,
    plain: bool,
) -> int:
    """Say what each service costs in data, time and money.

    TARGET is an address or a portal.toml, which are visited for this alone, or a run's id, `latest`, or the
    path of an audit.json or of its folder.
    """
    from auditor.conversion.cost import with_countries  # noqa: PLC0415
    from auditor.cost.money import country_named  # noqa: PLC0415
    from auditor.output import exit_code  # noqa: PLC0415
    from auditor.reporting.cost_words import json_lines_of, lines_of  # noqa: PLC0415
    from auditor.run.runs import load_audit, measure_cost  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if "://" in target or Path(target).suffix == ".toml":
        audited = measure_cost(target, max_pages, terminal, webdriver)
    else:
        audited = load_audit(target, workspace)
    if countries:
        audited = with_countries(audited, [each for code in countries if (each := country_named(code))])
    if audited.portal.state == "not_measurable":
        terminal.nothing_measured(audited)
    elif as_json:
        click.echo("\n".join(json_lines_of(audited)))
    else:
        terminal.lines(lines_of(audited))
    return exit_code(audited, None)
