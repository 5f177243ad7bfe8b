"""`auditor rules` and `auditor act`: the rules themselves."""

from collections.abc import Iterable
from pathlib import Path

import click

from auditor.cli.options import Command, plain_option
from auditor.parameters import Registered


def _rules() -> Iterable[str]:
    from auditor.registry import all_rules  # noqa: PLC0415

    return all_rules()


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor rules horizontal-scroll
    """,
)
@click.argument("rule", required=False, type=Registered("rule", "`auditor rules` lists them", _rules))
@plain_option
def rules(rule: str | None, *, plain: bool) -> None:
    """List the rules, or explain one."""
    from auditor.registry import all_rules  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if rule is None:
        terminal.rules(all_rules().values())
    else:
        terminal.rule(all_rules()[rule])


@click.command(
    cls=Command,
    epilog="""
    Example:
      auditor act wcag-act-rules/content-assets/wcag-act-rules --earl earl.json
    """,
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
@click.option(
    "--rule", "act_rules", multiple=True, metavar="ID", help="Only this ACT rule; may be given again."
)
@click.option(
    "--earl",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="not written",
    help="Write what was answered to each case to this file, as EARL in JSON-LD.",
)
@click.option("--missed", is_flag=True, help="Also list the cases that should have failed and did not.")
@plain_option
def act(folder: Path, act_rules: tuple[str, ...], earl: Path | None, *, missed: bool, plain: bool) -> int:
    """Run W3C's ACT test cases through the rules.

    DIR holds a testcases.json and the pages that it lists, as W3C publishes them. Prints, for each
    ACT rule and success criterion, how many failing cases were caught and how many others failed falsely.
    """
    from auditor.act.cases import chosen, read_cases  # noqa: PLC0415
    from auditor.act.earl import earl_report  # noqa: PLC0415
    from auditor.act.results import Judged  # noqa: PLC0415
    from auditor.act.run import run_cases  # noqa: PLC0415
    from auditor.act.table import print_judged  # noqa: PLC0415
    from auditor.exits import Exit  # noqa: PLC0415
    from auditor.output import prepare_folder, write_text  # noqa: PLC0415
    from auditor.registry import all_rules  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    cases = chosen(read_cases(folder), act_rules)
    if earl is not None:
        prepare_folder(earl.parent)
    terminal = Terminal(plain=plain)
    with terminal.progress() as progress:
        results = run_cases(folder, cases, progress)
    judged = Judged(results, all_rules())
    print_judged(terminal.out, judged, missed=missed)
    if earl is not None:
        terminal.files([write_text(earl, earl_report(results, all_rules()))])
    return Exit.NOTHING_MEASURED if all(result.untested for result in results) else Exit.OK
