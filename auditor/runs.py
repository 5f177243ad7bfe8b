"""Work on runs that does not visit pages of a portal under audit: read, judge again, discover."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from auditor.assembly import assemble, draft_portal_toml
from auditor.audit import Audit, read_audit
from auditor.engine import Plan, audit_portal
from auditor.evidence import from_json
from auditor.judge import judge_page, judgement_to_json
from auditor.registry import all_rules
from auditor.service import digest_to_json
from auditor.services.digest import digest_of
from auditor.settings import read_settings, with_crawl
from auditor.store.workspace import Workspace, packed
from auditor.terminal import Terminal


def load_audits(names: Sequence[str], workspace: str) -> list[Audit]:
    """Read audits named by an audit.json's path, a run's id, or `latest`.

    Raises:
        AuditError: if a file is not an audit.
        WorkspaceError: if a run is not in the workspace.
    """
    return [_load(name, workspace) for name in names]


def _load(name: str, workspace: str) -> Audit:
    if name.endswith(".json") or Path(name).is_file():
        return read_audit(Path(name))
    with Workspace(workspace) as store:
        return assemble(store, store.run(name))


def judge_again(name: str, workspace: str, terminal: Terminal) -> Audit:
    """Judge a run's stored evidence with the rules of this version, and keep the new judgements."""
    rules = tuple(all_rules().values())
    with Workspace(workspace) as store, terminal.progress() as progress:
        run = store.run(name)
        pages = store.counts(run.id).get("done", 0)
        for number, (page_id, data) in enumerate(store.evidence(run.id), 1):
            page = from_json(data)
            progress.visiting(page.url)
            judgement = judgement_to_json(judge_page(page, rules))
            store.rejudge(
                run.id, page_id, packed(judgement), packed(digest_to_json(digest_of(page, page_id)))
            )
            progress.done(done=number, found=pages, limit=pages)
        return assemble(store, run)


def discover_services(url: str, max_pages: int, terminal: Terminal) -> str:
    """Look through a portal, without judging its accessibility, and write a portal.toml."""
    settings = with_crawl(read_settings(url), max_pages=max_pages)
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "workspace.db") as store:
        audit_portal(Plan(settings, axe=False), store, terminal)
        return draft_portal_toml(store, store.run("latest"))
