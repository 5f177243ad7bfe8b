"""Work on runs that are there: read, compare, judge again; and the look around that drafts a portal.toml."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from auditor.archived import sha256_of
from auditor.audit import ArchiveFile, Audit, read_audit
from auditor.errors import AuditorError
from auditor.evidence import from_json
from auditor.journey.inputs import read_inputs
from auditor.judge import judge_page, judgement_to_json
from auditor.registry import all_rules
from auditor.review.record import Review, given_review
from auditor.run.archive import SUFFIX, opened_archive, write_archive
from auditor.run.assembly import assemble, draft_portal_toml
from auditor.run.engine import visit_portal
from auditor.run.plan import Plan, begin_run, must_hold_no_secret
from auditor.run.tools import find_program
from auditor.secret.credentials import read_credentials
from auditor.service import digest_to_json
from auditor.services.digest import digest_of
from auditor.settings import read_settings, with_crawl
from auditor.store.records import Run, packed
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal


class ComparisonError(AuditorError):
    """What was named cannot be put side by side."""


def load_audit(name: str, workspace: str, review: Review | None = None) -> Audit:
    """Read the audit named by the path of an audit.json, its folder or an archive, a run's id, or `latest`.

    Raises:
        ArchiveError: if the file is no archive that can be believed.
        AuditError: if the file is not an audit.
        WorkspaceError: if the run is not in the workspace.
    """
    if name.endswith(SUFFIX):
        with opened_archive(Path(name)) as (store, run, kept):
            return _of_archive(assemble(store, run, review or kept), Path(name))
    if name.endswith(".json") or Path(name).is_file():
        return read_audit(Path(name))
    if (inside := Path(name) / "audit.json").is_file():
        return read_audit(inside)
    with Workspace(workspace, make=False) as store:
        return assemble(store, store.run(name), review)


def load_different_audits(names: Sequence[str], workspace: str) -> list[Audit]:
    """Read the audits to compare.

    Raises:
        AuditorError: as `load_audit`, and if there is only one, or one of them is there twice.
    """
    review = given_review(None)
    audits = [load_audit(name, workspace, review) for name in names]
    if len(audits) == 1:
        raise ComparisonError("a comparison needs two runs or more; `auditor report` shows a single one")
    times = Counter(audit.run.id for audit in audits)
    for name, audit in zip(names, audits, strict=True):
        if times[audit.run.id] > 1:
            raise ComparisonError(f"{name} is run {audit.run.id}, which is named twice: name each run once")
    return audits


def judge_again(name: str, workspace: str, terminal: Terminal, review: Review | None = None) -> Audit:
    """Judge a run's stored evidence with the rules of this version, and keep the new judgements.

    Of an archive, which stays as it is, nothing is kept.
    """
    if name.endswith(SUFFIX):
        with opened_archive(Path(name)) as (store, run, kept):
            _judge_all(store, run, terminal)
            return _of_archive(assemble(store, run, review or kept), Path(name))
    with Workspace(workspace, make=False) as store:
        run = store.run(name)
        _judge_all(store, run, terminal)
        return assemble(store, run, review)


def _of_archive(audit: Audit, file: Path) -> Audit:
    return audit.model_copy(update={"archive": ArchiveFile(name=file.name, sha256=sha256_of(file))})


def _judge_all(store: Workspace, run: Run, terminal: Terminal) -> None:
    rules = tuple(all_rules().values())
    pages = store.counts(run.id).get("done", 0)
    with terminal.progress() as progress:
        for number, (page_id, data) in enumerate(store.evidence(run.id), 1):
            page = from_json(data)
            progress.visiting(page.url)
            judgement = packed(judgement_to_json(judge_page(page, rules)))
            store.rejudge(run.id, page_id, judgement, packed(digest_to_json(digest_of(page, page_id))))
            progress.done(done=number, found=pages, limit=pages)


def archive_run(name: str, workspace: str, review: Review | None, file: Path) -> str:
    """Write a run of the workspace into an archive, and give the SHA-256 of the file.

    Raises:
        AuditorError: if there is no such run, or the file cannot be written.
    """
    with Workspace(workspace, make=False) as store:
        write_archive(store, store.run(name), review, file)
    return sha256_of(file)


def discover_services(
    url: str, max_pages: int, terminal: Terminal, webdriver: str | None = None
) -> tuple[str, Audit]:
    """Look through a portal, without judging its accessibility; nothing is kept.

    Returns:
        A portal.toml, and what was seen.
    """
    with _looked_through(url, max_pages, terminal, webdriver) as (store, run):
        return draft_portal_toml(store, run), assemble(store, run)


def measure_cost(target: str, max_pages: int, terminal: Terminal, webdriver: str | None = None) -> Audit:
    """Look through a portal for what it transfers, without judging its accessibility; nothing is kept."""
    with _looked_through(target, max_pages, terminal, webdriver) as (store, run):
        return assemble(store, run)


@contextmanager
def _looked_through(
    target: str, max_pages: int, terminal: Terminal, webdriver: str | None
) -> Iterator[tuple[Workspace, Run]]:
    settings = with_crawl(read_settings(target), max_pages=max_pages, closely=False)
    plan = Plan(
        settings,
        axe=False,
        webdriver=webdriver,
        credentials=read_credentials(settings, target),
        inputs=read_inputs(settings, target),
    )
    must_hold_no_secret(plan)
    program = find_program(plan)
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "workspace.db") as store:
        try:
            yield store, visit_portal(plan, store, begin_run(store, plan), program, terminal)
        except Exception as error:
            plan.redactor.error(error)
            plan.inputs.redactor.error(error)
            raise
