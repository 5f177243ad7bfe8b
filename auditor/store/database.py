"""A workspace's database: opened, closed, its transactions, and how addresses enter its frontier."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from auditor.crawl.frontier import Candidate, in_order
from auditor.crawl.scope import page_id
from auditor.store.models import PageRow, RunRow
from auditor.store.schema import FOR_WRITING, WorkspaceError, begin_writing, open_engine, told

DEFAULT_PATH = Path(".auditor") / "workspace.db"

_MOST_NAMED = 500  # in one query; older SQLite takes 999
_PLACE = ("depth", "rank", "parent_order", "position")  # what a page's order of visit is decided by


class Database:
    """What is kept of runs. Use as a context manager."""

    def __init__(self, path: Path | str = DEFAULT_PATH, *, make: bool = True) -> None:
        """Open a workspace.

        Args:
            path: a file for SQLite, or a database URL such as `postgresql+psycopg://…`.
            make: whether to make the file if there is none; commands that only read do not.

        Raises:
            WorkspaceError: if it cannot be opened.
        """
        url = str(path)
        if "://" not in url:
            _make_room(Path(path), make=make)
            url = sa.URL.create("sqlite", database=url).render_as_string()
        self._engine = open_engine(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with told(self._engine), Session(self._engine) as session:
            yield session

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        """Commit what is done inside at the end, or nothing of it."""
        writing = self._engine.execution_options(**FOR_WRITING)
        with told(self._engine), Session(writing) as session, session.begin():
            begin_writing(session.connection())
            yield session

    @staticmethod
    def _facts(session: Session, run_id: str) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(session.get_one(RunRow, run_id).facts)
        return facts

    def _note(self, session: Session, run_id: str, facts: Mapping[str, Any]) -> None:
        known = self._facts(session, run_id)
        session.get_one(RunRow, run_id).facts = json.dumps({**known, **facts}, sort_keys=True)

    def _add(self, session: Session, run_id: str, candidates: Iterable[Candidate]) -> int:
        """Put addresses into the frontier, and tell how many of them were not in it."""
        rows = {
            page_id(candidate.url): {
                "run_id": run_id, "page_id": page_id(candidate.url), "url": candidate.url,
                "kind": candidate.kind.value, "depth": candidate.depth, "rank": candidate.rank,
                "parent_order": candidate.parent_order, "position": candidate.position,
                "state": "waiting", "final_url": "",
            }
            for candidate in in_order(candidates)
        }  # fmt: skip
        if not rows:
            return 0
        known = sum(
            session.scalar(
                sa.select(sa.func.count()).where(PageRow.run_id == run_id, PageRow.page_id.in_(ids))
            )
            or 0
            for ids in batched(rows, _MOST_NAMED)
        )
        insert = postgresql_insert if self._engine.dialect.name == "postgresql" else sqlite_insert
        statement = insert(PageRow)
        is_better = sa.tuple_(*(statement.excluded[name] for name in _PLACE)) < sa.tuple_(
            *(getattr(PageRow, name) for name in _PLACE)
        )
        statement = statement.on_conflict_do_update(
            index_elements=["run_id", "page_id"],
            set_={name: statement.excluded[name] for name in _PLACE},
            where=sa.and_(
                PageRow.state == "waiting",
                PageRow.visit_order.is_(None),
                PageRow.explore_order.is_(None),
                is_better,
            ),
        )
        session.execute(statement, list(rows.values()))
        return len(rows) - known


def _make_room(file: Path, *, make: bool) -> None:
    """Make sure that there is a file to open, or a folder to make it in."""
    try:
        if file.exists():
            if file.is_file():
                return
            raise WorkspaceError(f"the workspace {file} is not a file; name another with --workspace")
        if not make:
            raise WorkspaceError(
                f"there is no workspace {file}: `auditor audit` makes it, or name another with --workspace"
            )
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"the workspace {file} cannot be made: {error.strerror}; name another with --workspace"
        ) from error
