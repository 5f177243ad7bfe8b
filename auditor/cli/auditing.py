"""`auditor audit`: a whole audit, or what one would visit."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import (
    EXIT_CODES,
    Command,
    concurrency_option,
    formats_option,
    max_pages_option,
    out_option,
    plain_option,
    review_option,
    webdriver_option,
    workspace_option,
)
from auditor.cost.networks import NETWORKS
from auditor.parameters import Points, Whole

if TYPE_CHECKING:
    from auditor.run.plan import Plan
    from auditor.terminal import Terminal


@click.command(
    cls=Command,
    epilog=f"""
    Examples:
      auditor audit https://portal.example/ --out report
      auditor audit portal.toml --min-score 70 --max-pages 50
      auditor audit portal.toml --dry-run

    Exit codes:
    {EXIT_CODES}
    """,
)
@click.argument("target")
@out_option("report")
@formats_option("html", "json")
@click.option(
    "--min-score",
    type=Points(),
    metavar="POINTS",
    help="Exit with 1 if a service's score is under this.",
)
@max_pages_option("Visit at most this many pages.", otherwise="200, or as portal.toml says")
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
@concurrency_option
@click.option(
    "--allow-private", is_flag=True, help="Let pages reach private addresses (an intranet's portal)."
)
@webdriver_option
@click.option(
    "--exact", is_flag=True, help="Leave every check to axe-core itself; slower, with the same findings."
)
@click.option(
    "--throttle",
    type=click.Choice([*NETWORKS]),
    help="Load pages as slowly as on this network, with a mid-priced phone's processor, and time them.",
)
@click.option(
    "--reuse",
    type=click.Choice(["nothing", "documents", "pages"]),
    show_default="documents, or as portal.toml says",
    help="Use an earlier run's evidence of what the portal says is unchanged.",
)
@review_option
@click.option(
    "--dry-run", is_flag=True, help="Only say what would be visited; robots.txt and sitemaps are read."
)
@click.option("--new", is_flag=True, help="Begin a new run, even if there is an unfinished one.")
@click.option("--run", "run_id", metavar="ID", help="Go on with this run.")
@workspace_option
@plain_option
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
    throttle: str | None,
    review: Path | None,
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
    from auditor.journey.inputs import read_inputs  # noqa: PLC0415
    from auditor.output import exit_code, prepare_folder, write_reports  # noqa: PLC0415
    from auditor.review.record import given_review  # noqa: PLC0415
    from auditor.run.engine import audit_portal  # noqa: PLC0415
    from auditor.run.plan import REPORTED, Plan, read_list  # noqa: PLC0415
    from auditor.secret.credentials import read_credentials  # noqa: PLC0415
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
        throttle=throttle,
        credentials=read_credentials(settings, target),
        inputs=read_inputs(settings, target),
        review=given_review(review, _beside(target)),
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


def _beside(target: str) -> Path:
    """Give the folder of a portal.toml, or for an address the one where we are."""
    return Path() if "://" in target else Path(target).parent


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
