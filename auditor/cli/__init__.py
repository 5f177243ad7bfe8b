"""The command line: parses, calls, exits. What it calls is imported when it is called for."""

import click

from auditor.cli.auditing import audit
from auditor.cli.catalogue import act, rules
from auditor.cli.costing import cost
from auditor.cli.gating import baseline, ci
from auditor.cli.portals import discover, record
from auditor.cli.reporting import archive, compare, judge, report, runs
from auditor.cli.reviewing import retest, review
from auditor.cli.system import doctor
from auditor.cli.writing import text
from auditor.version import __version__


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with:  auditor audit https://portal.example/ --out report",
)
@click.version_option(__version__, prog_name="auditor")
@click.option("-v", "--verbose", is_flag=True, help="Tell the whole story of an unexpected error.")
@click.pass_context
def cli(context: click.Context, *, verbose: bool) -> None:
    """Measure whom a government's online services leave behind.

    Audits a portal in a real browser and scores each of its services: WCAG accessibility,
    readability, page weight, mobile fit, and the channels that stay open to people offline.
    """
    context.ensure_object(dict)["verbose"] = verbose  # for __main__, where errors end


for command in (
    audit,
    ci,
    baseline,
    compare,
    cost,
    report,
    judge,
    archive,
    review,
    retest,
    runs,
    rules,
    act,
    text,
    discover,
    record,
    doctor,
):
    cli.add_command(command)
