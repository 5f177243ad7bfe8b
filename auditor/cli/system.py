"""`auditor doctor`: what an audit needs."""

import click

from auditor.cli.options import Command, plain_option, webdriver_option


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor doctor --install
    """,
)
@click.option(
    "--install", is_flag=True, help="Get what is missing: a browser, and fonts where that is possible."
)
@webdriver_option
@plain_option
def doctor(*, install: bool, webdriver: str | None, plain: bool) -> int:
    """Check what an audit needs, and say how to get what is missing.

    That is a browser, its sandbox, fonts, libraries, and a place for the workspace. With
    --webdriver, a browser is started at that endpoint instead.
    """
    from auditor.exits import Exit  # noqa: PLC0415
    from auditor.machine.doctor import diagnose  # noqa: PLC0415
    from auditor.machine.doctor import install as install_missing  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if install:
        install_missing(terminal.say)
    checks = diagnose(webdriver=webdriver)
    terminal.checks(checks)
    return Exit.USAGE if any(check.state == "missing" for check in checks) else Exit.OK
