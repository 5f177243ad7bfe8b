"""The command line: parses, calls, exits. What it calls is imported when it is called for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from auditor.version import __version__

EXIT_CODES = r"""
\b
Exit codes: 0 met the bar, or none was given and something was measured;
1 a service is under --min-score; 2 usage or set-up; 3 nothing could be
measured; 130 after Ctrl-C, with everything kept.
"""


class FormatName(click.ParamType[str]):
    """A report format, as found in the reports folder."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that there is such a format."""
        names = self._names()
        if value not in names:
            self.fail(f"{value!r} is not one of {', '.join(names)}", param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the name of a format."""
        del ctx, param
        return [CompletionItem(name) for name in self._names() if name.startswith(incomplete)]

    @staticmethod
    def _names() -> list[str]:
        from auditor.registry import all_formats  # noqa: PLC0415

        return list(all_formats())


class RuleName(click.ParamType[str]):
    """The id of a rule."""

    name = "rule"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that there is such a rule."""
        from difflib import get_close_matches  # noqa: PLC0415

        names = self._names()
        if value not in names:
            near = get_close_matches(value, names, n=1)
            hint = f": did you mean {near[0]}?" if near else "; `auditor rules` lists them"
            self.fail(f"there is no rule {value!r}{hint}", param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the id of a rule."""
        del ctx, param
        return [CompletionItem(name) for name in self._names() if name.startswith(incomplete)]

    @staticmethod
    def _names() -> list[str]:
        from auditor.registry import all_rules  # noqa: PLC0415

        return list(all_rules())


def _workspace_option[F: Callable[..., Any]](command: F) -> F:
    return click.option(
        "--workspace",
        default=str(Path(".auditor") / "workspace.db"),
        show_default=True,
        help="The database that keeps runs: a file, or a database URL.",
    )(command)


def _formats_option[F: Callable[..., Any]](default: tuple[str, ...]) -> Callable[[F], F]:
    return click.option(
        "--format",
        "formats",
        type=FormatName(),
        multiple=True,
        default=default,
        show_default=True,
        help="A report to write; may be given again for more.",
    )


def _out_option[F: Callable[..., Any]](default: str) -> Callable[[F], F]:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=default,
        show_default=True,
        help="The folder that reports are written to.",
    )


def _plain_option[F: Callable[..., Any]](command: F) -> F:
    return click.option("--plain", is_flag=True, help="Print plain lines: no colours, nothing that moves.")(
        command
    )


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with:  auditor audit https://portal.example/ --out report",
)
@click.version_option(__version__, prog_name="auditor")
@click.option("-v", "--verbose", is_flag=True, help="Show the whole story of an unexpected error.")
def cli(*, verbose: bool) -> None:
    """Measure whom a government's online services leave behind.

    Audits a portal in a real browser and scores each of its services: WCAG accessibility,
    readability, page weight, mobile fit, and the channels that stay open to people offline.
    """
    del verbose  # read in __main__, where the errors end


@cli.command(epilog=EXIT_CODES)
@click.argument("target")
@_out_option("report")
@_formats_option(("html", "json"))
@click.option(
    "--min-score", type=click.FloatRange(0, 100), help="Exit with 1 if a service's value is under this."
)
@click.option("--max-pages", type=click.IntRange(min=1), help="Visit at most this many pages.")
@click.option("--depth", type=click.IntRange(min=0), help="Follow links at most this far from the start.")
@click.option(
    "--include", multiple=True, metavar="GLOB", help="Visit only addresses like this: '/services/**'."
)
@click.option("--exclude", multiple=True, metavar="GLOB", help="Do not visit addresses like this.")
@click.option(
    "--urls",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Visit exactly the addresses in this file, one a line; nothing is crawled.",
)
@click.option("--base-url", help="Audit portal.toml's portal at this address instead of its own.")
@click.option("--concurrency", type=click.IntRange(1, 64), help="Pages visited at once.  [default: cores]")
@click.option(
    "--allow-private", is_flag=True, help="Let pages reach private addresses (an intranet's portal)."
)
@click.option("--new", is_flag=True, help="Start a new run, even if an unfinished one could be gone on with.")
@click.option("--run", "run_id", metavar="ID", help="Go on with this run.")
@_workspace_option
@_plain_option
def audit(
    target: str,
    out: Path,
    formats: tuple[str, ...],
    min_score: float | None,
    base_url: str | None,
    urls: Path | None,
    *,
    allow_private: bool,
    new: bool,
    run_id: str | None,
    workspace: str,
    plain: bool,
    **bounds: Any,
) -> int:
    r"""Audit a portal: crawl, visit, judge, score, report.

    TARGET is the portal's address or a portal.toml (see `auditor discover`). An unfinished
    run of the same target and settings is gone on with.

    \b
    Examples:
      auditor audit https://portal.example/ --out report
      auditor audit portal.toml --min-score 70 --max-pages 50
    """
    from auditor.engine import Plan, audit_portal, read_list  # noqa: PLC0415
    from auditor.output import exit_code, prepare_folder, write_reports  # noqa: PLC0415
    from auditor.settings import read_settings, with_crawl  # noqa: PLC0415
    from auditor.store.workspace import Workspace  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    given = {name: value for name, value in bounds.items() if value not in (None, ())}
    settings = with_crawl(read_settings(target, base_url), **given)
    plan = Plan(settings, read_list(urls, settings) if urls else None, allow_private=allow_private)
    prepare_folder(out)
    with Workspace(workspace) as store:
        audited = audit_portal(plan, store, terminal, new=new, run_id=run_id)
    terminal.summary(audited, write_reports(audited, out, formats), min_score)
    return exit_code(audited, min_score)


@cli.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@_out_option("comparison")
@_formats_option(("html",))
@_workspace_option
@_plain_option
def compare(
    runs: tuple[str, ...], out: Path, formats: tuple[str, ...], workspace: str, *, plain: bool
) -> None:
    r"""Put portals side by side.

    Each RUN is a run's id, `latest`, or the path of an audit.json.

    \b
    Example:
      auditor compare aldermere/audit.json valbrume/audit.json --out comparison
    """
    from auditor.output import prepare_folder, write_comparison  # noqa: PLC0415
    from auditor.runs import load_audits  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    audits = load_audits(runs, workspace)
    files = write_comparison(audits, prepare_folder(out), formats)
    terminal.audits(audits)
    terminal.files(files)


@cli.command()
@click.argument("run", default="latest")
@_out_option("report")
@_formats_option(("html", "json"))
@_workspace_option
@_plain_option
def report(run: str, out: Path, formats: tuple[str, ...], workspace: str, *, plain: bool) -> None:
    r"""Write the reports of a run again, in any format.

    RUN is a run's id, `latest`, or the path of an audit.json.

    \b
    Example:
      auditor report latest --format html --out report
    """
    from auditor.output import prepare_folder, write_reports  # noqa: PLC0415
    from auditor.runs import load_audits  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    (audited,) = load_audits([run], workspace)
    Terminal(plain=plain).files(write_reports(audited, prepare_folder(out), formats))


@cli.command()
@click.argument("run", default="latest")
@_out_option("report")
@_formats_option(("html", "json"))
@_workspace_option
@_plain_option
def judge(run: str, out: Path, formats: tuple[str, ...], workspace: str, *, plain: bool) -> int:
    r"""Judge the stored evidence of a run again, without a browser.

    RUN is a run's id or `latest`. Use it after an update of the rules, or when a finding
    is contested.

    \b
    Example:
      auditor judge latest --out report
    """
    from auditor.output import exit_code, prepare_folder, write_reports  # noqa: PLC0415
    from auditor.runs import judge_again  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    prepare_folder(out)
    audited = judge_again(run, workspace, terminal)
    terminal.summary(audited, write_reports(audited, out, formats), None)
    return exit_code(audited, None)


@cli.command()
@click.argument("rule", required=False, type=RuleName())
@_plain_option
def rules(rule: str | None, *, plain: bool) -> None:
    r"""List the rules, or explain one.

    \b
    Example:
      auditor rules horizontal-scroll
    """
    from auditor.registry import all_rules  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if rule is None:
        terminal.rules(all_rules().values())
    else:
        terminal.rule(all_rules()[rule])


@cli.command()
@_workspace_option
@_plain_option
def runs(workspace: str, *, plain: bool) -> None:
    r"""List the runs of the workspace, the newest first.

    \b
    Example:
      auditor runs
    """
    from auditor.store.workspace import Workspace  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    with Workspace(workspace) as store:
        Terminal(plain=plain).runs(store.runs())


@cli.command()
@click.option(
    "--install", is_flag=True, help="Get what is missing: a browser, and fonts where that is possible."
)
@_plain_option
def doctor(*, install: bool, plain: bool) -> int:
    r"""Check what an audit needs: browser, fonts, sandbox, versions; and say how to get what is missing.

    \b
    Example:
      auditor doctor --install
    """
    from auditor.doctor import diagnose  # noqa: PLC0415
    from auditor.doctor import install as install_missing  # noqa: PLC0415
    from auditor.output import Exit  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if install:
        install_missing(terminal.say)
    checks = diagnose()
    terminal.checks(checks)
    return Exit.USAGE if any(check.state == "missing" for check in checks) else Exit.OK


@cli.command()
@click.argument("url")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.  [default: print]"
)
@click.option(
    "--max-pages",
    type=click.IntRange(min=1),
    default=60,
    show_default=True,
    help="Look at most at this many.",
)
@_plain_option
def discover(url: str, out: Path | None, max_pages: int, *, plain: bool) -> None:
    r"""Look through a portal and write a first portal.toml with the services found.

    \b
    Example:
      auditor discover https://portal.example/ --out portal.toml
    """
    from auditor.runs import discover_services  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    text = discover_services(url, max_pages, terminal)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="\n")
        terminal.files([out])
