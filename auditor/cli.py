"""The command line: parses, calls, exits. What it calls is imported when it is called for."""

from collections.abc import Callable, Iterable
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.exits import MEANINGS
from auditor.parameters import Points, Registered, Whole
from auditor.version import __version__

if TYPE_CHECKING:
    from auditor.run.plan import Plan
    from auditor.terminal import Terminal


PORTAL_FILE = "portal.toml"

EXIT_CODES = "\n    ".join(f"  {code.value:<3}  {words}" for code, words in MEANINGS.items())


def _formats() -> Iterable[str]:
    from auditor.registry import all_formats  # noqa: PLC0415

    return all_formats()


def _rules() -> Iterable[str]:
    from auditor.registry import all_rules  # noqa: PLC0415

    return all_rules()


def _workspace_option[F: Callable[..., Any]](command: F) -> F:
    return click.option(
        "--workspace",
        metavar="FILE",
        default=".auditor/workspace.db",
        show_default=True,
        help="The database that keeps runs: a file, or a database URL.",
    )(command)


def _formats_option[F: Callable[..., Any]](default: tuple[str, ...]) -> Callable[[F], F]:
    return click.option(
        "--format",
        "formats",
        type=Registered("format", "there are {}", _formats),
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


def _tries_option[F: Callable[..., Any]](command: F) -> F:
    return click.option(
        "--tries",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help="A tries.toml: what came of it when people called, wrote or went there.",
    )(command)


def _webdriver_option[F: Callable[..., Any]](command: F) -> F:
    return click.option(
        "--webdriver",
        metavar="URL",
        envvar="AUDITOR_WEBDRIVER",
        show_envvar=True,
        help="Use the browsers of this WebDriver endpoint: chromedriver, Selenium Grid.",
    )(command)


def _plain_option[F: Callable[..., Any]](command: F) -> F:
    return click.option("--plain", is_flag=True, help="Print plain lines: no colours, nothing that moves.")(
        command
    )


class _Command(click.Command):
    """A command whose epilog, its examples, is printed line by line as it stands."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the epilog."""
        del ctx
        formatter.write_paragraph()
        for line in cleandoc(self.epilog or "").splitlines():
            formatter.write(f"{line}\n")


class _Group(click.Group):
    """All the commands."""

    command_class = _Command


@click.group(
    cls=_Group,
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


@cli.command(
    epilog=f"""
    Examples:
      auditor audit https://portal.example/ --out report
      auditor audit portal.toml --min-score 70 --max-pages 50
      auditor audit portal.toml --dry-run

    Exit codes:
    {EXIT_CODES}
    """
)
@click.argument("target")
@_out_option("report")
@_formats_option(("html", "json"))
@click.option(
    "--min-score",
    type=Points(),
    metavar="POINTS",
    help="Exit with 1 if a service's score is under this.",
)
@click.option(
    "--max-pages",
    type=Whole(min=1),
    metavar="N",
    show_default="200, or as portal.toml says",
    help="Visit at most this many pages.",
)
@click.option(
    "--sample",
    type=Whole(min=1),
    metavar="N",
    help="Explore the portal, then visit N pages chosen from all: required ones, of each template, random.",
)
@click.option(
    "--seed",
    type=Whole(min=0),
    metavar="N",
    show_default="1, or as portal.toml says",
    help="With --sample: decides what is drawn at random.",
)
@click.option(
    "--explore",
    type=Whole(min=1),
    metavar="N",
    show_default="2000, or as portal.toml says",
    help="With --sample: read at most this many pages, without a browser, to choose from.",
)
@click.option(
    "--depth",
    type=Whole(min=0),
    metavar="N",
    show_default="6, or as portal.toml says",
    help="Follow links at most this far from the start; a sitemap's pages are one link away.",
)
@click.option(
    "--include", multiple=True, metavar="GLOB", help="Visit only addresses like this: '/services/**'."
)
@click.option("--exclude", multiple=True, metavar="GLOB", help="Do not visit addresses like this.")
@click.option(
    "--urls",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Visit exactly the addresses in this file, one a line; nothing is crawled.",
)
@click.option(
    "--base-url", metavar="URL", help="Audit portal.toml's portal at this address instead of its own."
)
@click.option(
    "--concurrency",
    type=Whole(1, 64),
    metavar="N",
    show_default="two for each core, at most 16",
    help="Visit this many pages at once.",
)
@click.option(
    "--allow-private", is_flag=True, help="Let pages reach private addresses (an intranet's portal)."
)
@_webdriver_option
@click.option(
    "--exact", is_flag=True, help="Leave every check to axe-core itself; slower, with the same findings."
)
@click.option(
    "--reuse",
    type=click.Choice(["nothing", "documents", "pages"]),
    show_default="documents, or as portal.toml says",
    help="Use an earlier run's evidence of what the portal says is unchanged.",
)
@click.option(
    "--dry-run", is_flag=True, help="Only say what would be visited; robots.txt and sitemaps are read."
)
@click.option("--new", is_flag=True, help="Begin a new run, even if there is an unfinished one.")
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
    webdriver: str | None,
    exact: bool,
    dry_run: bool,
    new: bool,
    run_id: str | None,
    workspace: str,
    plain: bool,
    **bounds: Any,
) -> int:
    """Audit a portal: crawl, visit, judge, score, report.

    TARGET is the portal's address, or a portal.toml that describes it (`auditor discover` drafts
    one). The newest unfinished run of the same target and settings is gone on with.
    """
    from auditor.credentials import read_credentials  # noqa: PLC0415
    from auditor.journey_inputs import read_inputs  # noqa: PLC0415
    from auditor.output import exit_code, prepare_folder, write_reports  # noqa: PLC0415
    from auditor.run.engine import audit_portal  # noqa: PLC0415
    from auditor.run.plan import REPORTED, Plan, read_list  # noqa: PLC0415
    from auditor.settings import read_settings, with_crawl  # noqa: PLC0415
    from auditor.store.workspace import Workspace  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if new and run_id is not None:
        raise click.BadParameter("--new begins a run, --run goes on with one", param_hint="'--new', '--run'")
    if base_url is not None and "://" in target:
        raise click.BadParameter(
            "it stands in for the url of a portal.toml, and TARGET is an address already",
            param_hint="'--base-url'",
        )
    terminal = Terminal(plain=plain)
    given = {name: value for name, value in bounds.items() if value not in (None, ())}
    settings = with_crawl(read_settings(target, base_url), **given)
    _check_sample(given, urls, is_sample=settings.crawl.sample is not None)
    plan = Plan(
        settings,
        read_list(urls, settings) if urls else None,
        allow_private=allow_private,
        webdriver=webdriver,
        exact=exact,
        credentials=read_credentials(settings, target),
        inputs=read_inputs(settings, target),
    )
    if dry_run:
        return _dry_run(plan, terminal)
    prepare_folder(out)
    with Workspace(workspace, make=run_id is None) as store:
        audited = audit_portal(plan, store, terminal, new=new, run_id=run_id)
        files = write_reports(audited, out, formats)
        store.note(audited.run.id, **{REPORTED: True})
    terminal.summary(audited, files, min_score)
    return exit_code(audited, min_score)


def _check_sample(given: dict[str, Any], urls: Path | None, *, is_sample: bool) -> None:
    """Refuse options that cannot go together with --sample, or that mean nothing without."""
    if not is_sample and (unused := given.keys() & {"seed", "explore"}):
        options = ", ".join(f"'--{name}'" for name in sorted(unused))
        raise click.BadParameter("it has a meaning with --sample alone", param_hint=options)
    if "sample" in given and "max_pages" in given:
        raise click.BadParameter(
            "--sample says how many pages are visited, so --max-pages has no meaning; "
            "--explore bounds how many are read to choose from",
            param_hint="'--sample', '--max-pages'",
        )
    if "sample" in given and urls is not None:
        raise click.BadParameter(
            "--urls names the pages to visit, so none are chosen", param_hint="'--sample', '--urls'"
        )


def _dry_run(plan: "Plan", terminal: "Terminal") -> int:
    from auditor.exits import Exit  # noqa: PLC0415
    from auditor.run.dry_run import dry_run, told  # noqa: PLC0415

    found = dry_run(plan)
    terminal.lines(told(found))
    return Exit.NOTHING_MEASURED if found.reason else Exit.OK


@cli.command(
    epilog=f"""
    Examples:
      auditor ci
      auditor ci portal.toml --serve public --format markdown --format sarif
      auditor ci --start "npm run preview" --wait-for http://127.0.0.1:4173/
      auditor ci --base-url https://branch-12.review.example/ --against main/audit.json

    Exit codes:
    {EXIT_CODES}
    """
)
@click.argument("portal", default=PORTAL_FILE)
@click.option("--base-url", metavar="URL", help="Audit the portal at this address instead of its own.")
@click.option(
    "--serve",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Serve this folder of static files meanwhile, and audit that.",
)
@click.option("--start", metavar="COMMAND", help="Run this command of the shell meanwhile; needs --wait-for.")
@click.option("--wait-for", metavar="URL", help="With --start: begin when this address answers.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="inclusion-baseline.toml beside PORTAL, or as it says",
    help="The file of known faults.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Compare with this audit.json, of the target branch, instead of a baseline.",
)
@click.option(
    "--update-baseline", "update", is_flag=True, help="Write what is found to the baseline; nothing fails."
)
@_out_option("report")
@click.option(
    "--format",
    "formats",
    type=Registered("format", "there are {}", _formats),
    multiple=True,
    show_default="html, json and markdown, or as PORTAL says",
    help="A report to write; may be given again for more.",
)
@click.option(
    "--max-pages",
    type=Whole(min=1),
    metavar="N",
    show_default="as PORTAL says",
    help="Visit at most this many pages.",
)
@click.option(
    "--concurrency",
    type=Whole(1, 64),
    metavar="N",
    show_default="two for each core, at most 16",
    help="Visit this many pages at once.",
)
@_workspace_option
@_plain_option
def ci(portal: str, start: str | None, wait_for: str | None, *, plain: bool, **given: Any) -> int:
    """Audit a portal for a build, and fail for new faults only.

    PORTAL is a portal.toml, whose [ci] says what fails the build, or an address. Faults that the
    baseline knows do not.
    """
    from auditor.gate.command import Order, run_gate  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    if (start is None) != (wait_for is None):
        raise click.BadParameter("they go together", param_hint="'--start', '--wait-for'")
    if given["base_url"] is not None and "://" in portal:
        raise click.BadParameter("PORTAL is an address already", param_hint="'--base-url'")
    if given["serve"] is not None and (start or given["base_url"]):
        raise click.BadParameter(
            "--serve says what is audited, and so no other address is", param_hint="'--serve'"
        )
    if given["against"] is not None and (given["baseline"] or given["update"]):
        raise click.BadParameter("it takes the place of a baseline", param_hint="'--against'")
    if portal == PORTAL_FILE and not Path(portal).exists() and (wait_for or given["serve"]):
        portal = wait_for or "http://localhost/"  # what is served needs no description
    order = Order(portal=portal, start=start, wait_for=wait_for, **given)
    return run_gate(order, Terminal(plain=plain))


@cli.command(
    epilog="""
    Examples:
      auditor baseline show
      auditor baseline update
    """
)
@click.argument("action", type=click.Choice(["show", "update"]))
@click.argument("portal", default=PORTAL_FILE)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="inclusion-baseline.toml beside PORTAL, or as it says",
    help="The file of known faults.",
)
@click.option(
    "--from",
    "audit",
    type=click.Path(path_type=Path, dir_okay=False),
    default="report/audit.json",
    metavar="FILE",
    show_default=True,
    help="With update: the audit.json to take the faults from.",
)
@_plain_option
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


@cli.command(
    epilog="""
    Example:
      auditor compare aldermere/audit.json valbrume/audit.json --out comparison
    """
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@_out_option("comparison")
@_formats_option(("html",))
@_workspace_option
@_plain_option
def compare(
    runs: tuple[str, ...], out: Path, formats: tuple[str, ...], workspace: str, *, plain: bool
) -> None:
    """Put portals side by side.

    Each RUN is a run's id, `latest`, or the path of an audit.json or of its folder.
    """
    from auditor.output import prepare_folder, write_comparison  # noqa: PLC0415
    from auditor.run.runs import load_different_audits  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    audits = load_different_audits(runs, workspace)
    files = write_comparison(audits, prepare_folder(out), formats)
    terminal.audits(audits)
    terminal.files(files)


@cli.command(
    epilog="""
    Example:
      auditor report latest --format html --out report
    """
)
@click.argument("run", default="latest")
@_out_option("report")
@_formats_option(("html", "json"))
@_tries_option
@_workspace_option
@_plain_option
def report(
    run: str, out: Path, formats: tuple[str, ...], tries: Path | None, workspace: str, *, plain: bool
) -> None:
    """Write the reports of a run again, in any format.

    RUN is a run's id, `latest`, or the path of an audit.json or of its folder.
    """
    from auditor.output import prepare_folder, write_reports  # noqa: PLC0415
    from auditor.run.runs import load_audit  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.tries import read_tries, with_tries  # noqa: PLC0415

    audited = with_tries(load_audit(run, workspace), read_tries(tries))
    Terminal(plain=plain).files(write_reports(audited, prepare_folder(out), formats))


@cli.command(
    epilog="""
    Example:
      auditor judge latest --out report
    """
)
@click.argument("run", default="latest")
@_out_option("report")
@_formats_option(("html", "json"))
@_tries_option
@_workspace_option
@_plain_option
def judge(
    run: str, out: Path, formats: tuple[str, ...], tries: Path | None, workspace: str, *, plain: bool
) -> int:
    """Judge the stored evidence of a run again, without a browser.

    RUN is a run's id or `latest`. Use it after an update of the rules, or when a finding
    is contested.
    """
    from auditor.output import exit_code, prepare_folder, write_reports  # noqa: PLC0415
    from auditor.run.runs import judge_again  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.tries import read_tries, with_tries  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    tried = read_tries(tries)
    prepare_folder(out)
    audited = with_tries(judge_again(run, workspace, terminal), tried)
    terminal.summary(audited, write_reports(audited, out, formats), None)
    return exit_code(audited, None)


@cli.command(
    epilog="""
    Example:
      auditor rules horizontal-scroll
    """
)
@click.argument("rule", required=False, type=Registered("rule", "`auditor rules` lists them", _rules))
@_plain_option
def rules(rule: str | None, *, plain: bool) -> None:
    """List the rules, or explain one."""
    from auditor.registry import all_rules  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if rule is None:
        terminal.rules(all_rules().values())
    else:
        terminal.rule(all_rules()[rule])


@cli.command(
    epilog="""
    Example:
      auditor runs
    """
)
@_workspace_option
@_plain_option
def runs(workspace: str, *, plain: bool) -> None:
    """List the runs of the workspace, the newest first."""
    from auditor.store.workspace import Workspace  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    with Workspace(workspace, make=False) as store:
        Terminal(plain=plain).runs(store.runs())


@cli.command(
    epilog="""
    Example:
      auditor doctor --install
    """
)
@click.option(
    "--install", is_flag=True, help="Get what is missing: a browser, and fonts where that is possible."
)
@_webdriver_option
@_plain_option
def doctor(*, install: bool, webdriver: str | None, plain: bool) -> int:
    """Check what an audit needs, and say how to get what is missing.

    That is a browser, its sandbox, fonts, libraries, and a place for the workspace. With
    --webdriver, a browser is started at that endpoint instead.
    """
    from auditor.doctor import diagnose  # noqa: PLC0415
    from auditor.doctor import install as install_missing  # noqa: PLC0415
    from auditor.exits import Exit  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal(plain=plain)
    if install:
        install_missing(terminal.say)
    checks = diagnose(webdriver=webdriver)
    terminal.checks(checks)
    return Exit.USAGE if any(check.state == "missing" for check in checks) else Exit.OK


@cli.command(
    epilog="""
    Example:
      auditor discover https://portal.example/ --out portal.toml
    """
)
@click.argument("url")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="print it",
    help="Write to this file.",
)
@click.option(
    "--max-pages",
    type=Whole(min=1),
    metavar="N",
    default=60,
    show_default=True,
    help="Look at this many pages at most.",
)
@_webdriver_option
@_plain_option
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


@cli.command(
    epilog="""
    Example:
      auditor record https://portal.example/births/ --out steps.toml
    """
)
@click.argument("url")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="print it",
    help="Write to this file.",
)
@_plain_option
def record(url: str, out: Path | None, *, plain: bool) -> None:
    """Write the steps of a journey from what you click.

    Opens a browser window on URL; close it when you are done. What you type is not written.
    """
    from auditor.output import prepare_folder, write_text  # noqa: PLC0415
    from auditor.recording import recorded_toml  # noqa: PLC0415
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


@cli.command(
    epilog="""
    Example:
      auditor act wcag-act-rules/content-assets/wcag-act-rules --earl earl.json
    """
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
@_plain_option
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


@cli.command(
    epilog="""
    Examples:
      auditor text letter.txt
      auditor text --json pages/*.html > grades.jsonl
      pandoc letter.docx -t plain | auditor text -
    """
)
@click.argument("sources", nargs=-1, metavar="FILE|URL|-…")
@click.option(
    "--language",
    metavar="CODE",
    default="",
    help="The language of texts too short to tell theirs, such as fr.",
)
@click.option(
    "--years",
    type=click.FloatRange(1, 20),
    metavar="YEARS",
    show_default="9, or as portal.toml says",
    help="Years of school that a text may ask for.",
)
@click.option(
    "--portal",
    metavar="FILE",
    help="A portal.toml whose [readability] holds here, too: its words and years.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each text.")
@_plain_option
def text(
    sources: tuple[str, ...],
    language: str,
    years: float | None,
    portal: str | None,
    *,
    as_json: bool,
    plain: bool,
) -> int:
    """Judge texts at once, for those who write them.

    Reads plain text, Markdown and HTML: files, web pages as they are served, or what is piped in (-).
    Says how many years of school each asks for, which sentences are hardest, and what to do about them.
    """
    from auditor.exits import Exit  # noqa: PLC0415
    from auditor.settings import ReadabilitySettings, read_settings  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.writing.judged import judge_text, to_json_line  # noqa: PLC0415
    from auditor.writing.sources import SourceError, read_sources  # noqa: PLC0415
    from auditor.writing.table import print_text  # noqa: PLC0415

    if not sources:
        raise click.UsageError("Name the texts to judge, or - for what is piped in.")
    terminal = Terminal(plain=plain)
    asked = read_settings(portal).readability if portal else ReadabilitySettings()
    school_years = asked.school_years if years is None else years
    unread = measured = 0
    for read in read_sources(sources, language=language, school_years=school_years, jargon=asked.jargon):
        if isinstance(read, SourceError):
            terminal.say(str(read))
            unread += 1
            continue
        judged = judge_text(read)
        measured += judged.is_measured
        if as_json:
            click.echo(to_json_line(judged))
        else:
            print_text(terminal.out, judged)
    if unread:
        return Exit.USAGE
    return Exit.OK if measured else Exit.NOTHING_MEASURED
